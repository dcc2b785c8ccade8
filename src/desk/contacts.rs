//! The address book: what agents and admins do with contacts.

use serde_json::json;

use super::error::Refused;
use super::files::Settled;
use super::setup::admin;
use super::work::Work;
use super::{Desk, DeskError, Unit};
use crate::domain::event::Event;
use crate::domain::file::FileTrouble;
use crate::domain::ids::{ContactId, PersonId};
use crate::domain::rights::Member;
use crate::domain::search::{self, Candidate, Folded, Lookup, Query};
use crate::domain::{phone, text::invisible};
use crate::store::contacts::{self, Contact, ContactFacts, Identity};
use crate::store::conversations;
use crate::store::files;
use crate::store::search as store_search;
use crate::store::threads::{self, WorkKind};

/// A name from the platform is cut to so many characters.
const NAME_MAX: usize = 80;

/// What a person typed about a contact.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypedContact {
    /// The name; required.
    pub name: String,
    /// The telephone number; required unless the platform knows the contact by something else.
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
        let lookup = query.lookup();
        if lookup == Lookup::Recent {
            let limit = u32::try_from(limit).unwrap_or(u32::MAX);
            return Ok(contacts::recent(&mut db, agent, limit).await?);
        }
        let found = store_search::candidates(&mut db, &lookup, agent).await?;
        let candidates: Vec<Candidate> = found
            .into_iter()
            .map(|found| Candidate {
                id: found.id.0,
                name: Folded::new(&found.name),
                email: found.email.as_deref().map(Folded::new).unwrap_or_default(),
                phone: found.phone_digits,
                last_with_agent: found.talked_at,
                last_seen: found.seen_at,
            })
            .collect();
        let mut best = Vec::new();
        for id in search::rank(&query, &candidates, self.now())
            .into_iter()
            .take(limit)
        {
            best.extend(contacts::by_id(&mut db, ContactId(id)).await?);
        }
        Ok(best)
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
    /// [`Refused::Empty`], [`Refused::NotAPhone`], [`Refused::NotAnEmail`], or
    /// [`Refused::ContactExists`] if somebody has that number in any of its forms.
    pub async fn create_contact(&self, typed: TypedContact) -> Result<ContactId, DeskError> {
        let facts = self.facts(&typed)?;
        self.unit(move |unit| {
            Box::pin(async move {
                has_phone(&facts)?;
                unit.nobody_has(&facts, None).await?;
                let nobody = Identity::default();
                Ok(contacts::create(unit.db, &facts, &nobody, unit.now).await?)
            })
        })
        .await
    }

    /// Changes what is written down about a contact.
    ///
    /// # Errors
    /// As [`Desk::create_contact`].
    pub async fn edit_contact(&self, id: ContactId, typed: TypedContact) -> Result<(), DeskError> {
        let facts = self.facts(&typed)?;
        self.unit(move |unit| {
            Box::pin(async move {
                let before = contacts::by_id(unit.db, id).await?;
                if !before.as_ref().is_some_and(is_known_without_phone) {
                    has_phone(&facts)?;
                }
                unit.nobody_has(&facts, Some(id)).await?;
                contacts::update(unit.db, id, &facts, unit.now).await?;
                if before
                    .as_ref()
                    .is_some_and(|before| was_wrong(before, &facts))
                {
                    contacts::forget_identity(unit.db, id).await?;
                }
                match before.is_some_and(|before| before.facts.name != facts.name) {
                    true => unit.show_name(id).await,
                    false => unit.cards_of(id).await,
                }
            })
        })
        .await
    }

    /// Blocks a contact, or lets it in again. Whoever is blocked is in no conversation: the open ones
    /// are concluded, with all that waits in them. Their files that have not come are not fetched.
    ///
    /// # Errors
    /// [`Refused::NotAdmin`].
    pub async fn block_contact(
        &self,
        by: Member,
        id: ContactId,
        block: bool,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                admin(&by)?;
                contacts::set_blocked(unit.db, id, block.then_some(unit.now)).await?;
                if block {
                    for file in files::wanted_from(unit.db, id).await? {
                        let over = Settled::Failed(FileTrouble::Blocked);
                        unit.file_settled(file, &over).await?;
                    }
                    for open in conversations::open_with(unit.db, id).await? {
                        unit.happen(open, &Event::Concluded { by: by.id }).await?;
                    }
                }
                let kind = if block {
                    "contact_blocked"
                } else {
                    "contact_let_in"
                };
                unit.journal(None, by.id, kind, json!({ "contact": id.0 }))
                    .await
            })
        })
        .await
    }

    fn facts(&self, typed: &TypedContact) -> Result<ContactFacts, DeskError> {
        let name = presentable(&typed.name);
        if name.is_empty() {
            return Err(Refused::Empty("name").into());
        }
        let some = |text: &str| {
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let phone = some(&typed.phone)
            .map(|typed| phone::parse(&typed, &self.region))
            .transpose()
            .map_err(|_| Refused::NotAPhone)?;
        let email = some(&typed.email);
        if email
            .as_deref()
            .is_some_and(|email| !looks_like_email(email))
        {
            return Err(Refused::NotAnEmail.into());
        }
        Ok(facts(name, phone, email, some(&typed.note)))
    }
}

/// The platform knows the contact by something else than a telephone number, so that it may have
/// none.
pub fn is_known_without_phone(contact: &Contact) -> bool {
    contact.identity.wa_id.is_some() || contact.identity.bsuid.is_some()
}

/// The contact's number was somebody else's, and so is all that the platform said of whoever has it:
/// neither the old number nor the platform's is a form of the new one. A block holds, whatever is
/// written down about whom it keeps out.
fn was_wrong(before: &Contact, now: &ContactFacts) -> bool {
    let old = before.facts.phone_digits.as_str();
    if old.is_empty() || now.phone.is_none() || before.blocked_at.is_some() {
        return false;
    }
    let forms = phone::variants(&now.phone_digits);
    let known = [Some(old), before.identity.wa_id.as_deref()];
    !known
        .into_iter()
        .flatten()
        .any(|known| forms.iter().any(|form| form == known))
}

fn has_phone(facts: &ContactFacts) -> Result<(), DeskError> {
    match facts.phone {
        Some(_) => Ok(()),
        None => Err(Refused::Empty("phone").into()),
    }
}

impl Unit<'_> {
    async fn nobody_has(
        &mut self,
        facts: &ContactFacts,
        but: Option<ContactId>,
    ) -> Result<(), DeskError> {
        if facts.phone.is_none() {
            return Ok(());
        }
        let variants = phone::variants(&facts.phone_digits);
        let others = contacts::by_phone(self.db, &variants).await?;
        match others.iter().find(|other| Some(other.id) != but) {
            Some(other) => Err(Refused::ContactExists(other.id).into()),
            None => Ok(()),
        }
    }

    /// The contact has another name: it stands on the cards, and on the threads that are still called
    /// as they were at first.
    pub(super) async fn show_name(&mut self, id: ContactId) -> Result<(), DeskError> {
        self.cards_of(id).await?;
        for conversation in threads::renamed(self.db, id).await? {
            let kind = WorkKind::Rename;
            threads::append(self.db, conversation, kind, None, self.now).await?;
            self.work.push(Work::Thread(conversation));
        }
        Ok(())
    }
}

pub(super) fn facts(
    name: String,
    phone: Option<String>,
    email: Option<String>,
    note: Option<String>,
) -> ContactFacts {
    ContactFacts {
        name_folded: search::fold(&name),
        name,
        phone_digits: phone
            .as_deref()
            .map(search::phone_digits)
            .unwrap_or_default(),
        phone,
        email_folded: email.as_deref().map(search::fold).unwrap_or_default(),
        email,
        note,
    }
}

/// Enough to tell an address from a slip; whether it exists only a letter can tell.
fn looks_like_email(text: &str) -> bool {
    match text.split_once('@') {
        Some((user, host)) => {
            !user.is_empty()
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !text.contains(char::is_whitespace)
                && !host.contains('@')
        }
        None => false,
    }
}

/// A name on one line, without what only disturbs, and not endless.
pub(super) fn presentable(name: &str) -> String {
    let name = invisible::harmless(name);
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").chars().take(NAME_MAX).collect()
}
