//! Contacts: who a message is from, and what agents do with the address book.

use super::error::Refused;
use super::{Desk, DeskError, Unit};
use crate::domain::address::Address;
use crate::domain::ids::{ContactId, PersonId};
use crate::domain::incoming::{Inbound, InboundBody, System};
use crate::domain::search::{self, Lookup, Query};
use crate::domain::{phone, text::invisible};
use crate::store::contacts::{self, Contact, ContactFacts, Names};

/// How many contacts are ranked for one search.
const CANDIDATES: u32 = 200;

/// A name from the platform is cut to so many characters.
const NAME_MAX: usize = 80;

/// What a person typed about a contact.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypedContact {
    /// The name; required.
    pub name: String,
    /// The telephone number; required for a new contact.
    pub phone: String,
    /// The e-mail address, or nothing.
    pub email: String,
    /// A note for colleagues, or nothing.
    pub note: String,
}

impl Desk {
    /// The contacts that fit what was typed, best first; the recent ones if nothing was.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn search_contacts(
        &self,
        typed: &str,
        agent: PersonId,
        limit: usize,
    ) -> Result<Vec<Contact>, DeskError> {
        let query = Query::parse(typed);
        let mut db = self.store.read().await?;
        let ids: Vec<ContactId> = match query.lookup() {
            Lookup::Recent => contacts::recent_for(&mut db, agent, 25).await?,
            lookup => {
                let candidates =
                    contacts::search_candidates(&mut db, &lookup, agent, CANDIDATES).await?;
                search::rank(&query, &candidates, self.now())
                    .into_iter()
                    .map(ContactId)
                    .collect()
            }
        };
        let mut found = Vec::new();
        for id in ids.into_iter().take(limit) {
            found.extend(contacts::by_id(&mut db, id).await?);
        }
        Ok(found)
    }

    /// The contact, if it exists.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn contact(&self, id: ContactId) -> Result<Option<Contact>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(contacts::by_id(&mut db, id).await?)
    }

    /// Writes a new contact down.
    ///
    /// # Errors
    /// [`Refused::Empty`], [`Refused::NotAPhone`], or [`Refused::ContactExists`] if somebody has
    /// that number in any of its forms.
    pub async fn create_contact(&self, typed: TypedContact) -> Result<ContactId, DeskError> {
        let facts = self.facts(&typed)?;
        self.unit(move |unit| {
            Box::pin(async move {
                unit.nobody_has(&facts, None).await?;
                Ok(contacts::create(unit.db, &facts, unit.now).await?)
            })
        })
        .await
    }

    /// Changes what is written down about a contact.
    ///
    /// # Errors
    /// As [`Desk::create_contact`].
    pub async fn edit_contact(&self, id: ContactId, typed: TypedContact) -> Result<(), DeskError> {
        let mut facts = self.facts(&typed)?;
        self.unit(move |unit| {
            Box::pin(async move {
                unit.nobody_has(&facts, Some(id)).await?;
                let Some(old) = contacts::by_id(unit.db, id).await? else {
                    return Err(Refused::Over.into());
                };
                facts.wa_id = old.facts.wa_id;
                facts.bsuid = old.facts.bsuid;
                facts.username = old.facts.username;
                contacts::update(unit.db, id, &facts, unit.now).await?;
                Ok(())
            })
        })
        .await
    }

    fn facts(&self, typed: &TypedContact) -> Result<ContactFacts, DeskError> {
        let name = presentable(&typed.name);
        if name.is_empty() {
            return Err(Refused::Empty("name").into());
        }
        if typed.phone.trim().is_empty() {
            return Err(Refused::Empty("phone").into());
        }
        let phone = phone::parse(&typed.phone, &self.region).map_err(|_| Refused::NotAPhone)?;
        let some = |text: &str| {
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        Ok(facts(
            name,
            Some(phone),
            some(&typed.email),
            some(&typed.note),
        ))
    }
}

impl Unit<'_> {
    async fn nobody_has(
        &mut self,
        facts: &ContactFacts,
        but: Option<ContactId>,
    ) -> Result<(), DeskError> {
        let Some(number) = &facts.phone else {
            return Ok(());
        };
        let variants = phone::variants(&phone::digits(number));
        match contacts::by_any_phone(self.db, &variants).await? {
            Some(other) if Some(other.id) != but => Err(Refused::ContactExists(other.id).into()),
            _ => Ok(()),
        }
    }

    /// Who that is: by the business-scoped id, then the platform's id, then any form of the number.
    pub(super) async fn find(
        &mut self,
        _desk: &Desk,
        address: &Address,
    ) -> Result<Option<Contact>, DeskError> {
        if let Some(bsuid) = &address.bsuid
            && let Some(contact) = contacts::by_bsuid(self.db, bsuid).await?
        {
            return Ok(Some(contact));
        }
        if let Some(wa_id) = &address.wa_id
            && let Some(contact) = contacts::by_wa_id(self.db, wa_id).await?
        {
            return Ok(Some(contact));
        }
        let Some(number) = address.number() else {
            return Ok(None);
        };
        let variants = phone::variants(&phone::digits(&number));
        Ok(contacts::by_any_phone(self.db, &variants).await?)
    }

    /// The contact that wrote, written down if it is new, with what the message newly tells.
    pub(super) async fn identify(
        &mut self,
        desk: &Desk,
        message: &Inbound,
    ) -> Result<Contact, DeskError> {
        if let InboundBody::System(
            System::NumberChanged { previous_bsuid, .. }
            | System::UserIdChanged { previous_bsuid, .. },
        ) = &message.body
            && let Some(previous) = previous_bsuid
            && let Some(known) = contacts::by_bsuid(self.db, previous).await?
        {
            return self.learn(known, message, true).await;
        }
        match self.find(desk, &message.contact).await? {
            Some(known) => self.learn(known, message, false).await,
            None => {
                let address = &message.contact;
                let name = message
                    .profile_name
                    .as_deref()
                    .map(presentable)
                    .filter(|name| !name.is_empty())
                    .or_else(|| message.username.clone())
                    .or_else(|| address.number())
                    .unwrap_or_else(|| "?".to_owned());
                let mut facts = facts(name, address.number(), None, None);
                facts.wa_id = address.wa_id.clone();
                facts.bsuid = address.bsuid.clone();
                facts.username = message.username.clone();
                let id = contacts::create(self.db, &facts, self.now).await?;
                contacts::seen(self.db, id, self.now).await?;
                contacts::by_id(self.db, id)
                    .await?
                    .ok_or(DeskError::NoConversation)
            }
        }
    }

    /// What is typed by people stays; what only the platform knows is kept up to date.
    async fn learn(
        &mut self,
        known: Contact,
        message: &Inbound,
        changed: bool,
    ) -> Result<Contact, DeskError> {
        let mut facts = known.facts.clone();
        let (mut wa_id, mut bsuid) = (
            message.contact.wa_id.clone(),
            message.contact.bsuid.clone(),
        );
        if let InboundBody::System(System::NumberChanged {
            wa_id: new_wa,
            bsuid: new_bsuid,
            ..
        }) = &message.body
        {
            wa_id = new_wa.clone().or(wa_id);
            bsuid = new_bsuid.clone().or(bsuid);
        }
        if let InboundBody::System(System::UserIdChanged {
            bsuid: new_bsuid, ..
        }) = &message.body
        {
            bsuid = new_bsuid.clone().or(bsuid);
        }
        if changed || facts.wa_id.is_none() {
            facts.wa_id = wa_id.or(facts.wa_id);
        }
        if changed || facts.bsuid.is_none() {
            facts.bsuid = bsuid.or(facts.bsuid);
        }
        if facts.phone.is_none() {
            facts = self::facts(
                facts.names.name.clone(),
                message.contact.number(),
                facts.names.email.clone(),
                facts.note.clone(),
            )
            .with_ids(facts.wa_id, facts.bsuid, facts.username);
        }
        if message.username.is_some() {
            facts.username = message.username.clone();
        }
        if facts != known.facts {
            contacts::update(self.db, known.id, &facts, self.now).await?;
        }
        contacts::seen(self.db, known.id, self.now).await?;
        Ok(Contact { facts, ..known })
    }
}

fn facts(
    name: String,
    phone: Option<String>,
    email: Option<String>,
    note: Option<String>,
) -> ContactFacts {
    ContactFacts {
        names: Names {
            name_folded: search::fold(&name),
            email_folded: email.as_deref().map(search::fold).unwrap_or_default(),
            name,
            email,
        },
        phone_digits: phone.as_deref().map(search::phone_digits).unwrap_or_default(),
        phone,
        note,
        wa_id: None,
        bsuid: None,
        username: None,
    }
}

/// A name on one line, without what only disturbs, and not endless.
fn presentable(name: &str) -> String {
    let name = invisible::harmless(name);
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").chars().take(NAME_MAX).collect()
}
