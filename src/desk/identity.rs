//! Who a message is from: what a platform calls somebody, and the contact that this is.

use std::collections::HashSet;

use super::contacts::{facts, presentable};
use super::error::Refused;
use super::{DeskError, Unit};
use crate::domain::address::{Address, international};
use crate::domain::ids::{ChannelId, ContactId};
use crate::domain::incoming::{Inbound, InboundBody, System};
use crate::domain::{phone, search};
use crate::store::contacts::{self, Contact, ContactFacts, Identity, UNNAMED};
use crate::store::conversations;

/// What a contact may be known by.
enum Name<'a> {
    /// The business-scoped id.
    Bsuid(&'a str),
    /// The platform's id.
    WaId(&'a str),
    /// Every form of the number.
    Phone(Vec<String>),
}

/// What an address names, the surest first.
fn names(address: &Address) -> impl Iterator<Item = Name<'_>> {
    let phone = address
        .number()
        .map(|number| Name::Phone(phone::variants(&phone::digits(&number))));
    let bsuid = address.bsuid.as_deref().map(Name::Bsuid);
    let wa_id = address.wa_id.as_deref().map(Name::WaId);
    bsuid.into_iter().chain(wa_id).chain(phone)
}

impl Unit<'_> {
    /// Who that is: by the business-scoped id, then the platform's id, then any form of the number.
    pub(super) async fn find(&mut self, address: &Address) -> Result<Option<Contact>, DeskError> {
        for name in names(address) {
            if let Some(first) = self.known_as(&name).await?.into_iter().next() {
                return Ok(Some(first));
            }
        }
        Ok(None)
    }

    /// Everybody who that may be, the surest first. More than one: nobody knew yet that they are
    /// the same person.
    async fn find_all(&mut self, address: &Address) -> Result<Vec<Contact>, DeskError> {
        let mut found: Vec<Contact> = Vec::new();
        for name in names(address) {
            found.extend(self.known_as(&name).await?);
        }
        let mut seen = HashSet::new();
        found.retain(|contact| seen.insert(contact.id));
        Ok(found)
    }

    async fn known_as(&mut self, name: &Name<'_>) -> Result<Vec<Contact>, DeskError> {
        Ok(match name {
            Name::Bsuid(bsuid) => contacts::by_bsuid(self.db, bsuid)
                .await?
                .into_iter()
                .collect(),
            Name::WaId(wa_id) => contacts::by_wa_id(self.db, wa_id)
                .await?
                .into_iter()
                .collect(),
            Name::Phone(variants) => contacts::by_phone(self.db, variants).await?,
        })
    }

    /// Of those who that may be, the one who talks with this number at the moment, with an agent
    /// before all: what somebody answers belongs where they were asked. Whoever is blocked under
    /// any of their names is.
    async fn the_one(
        &mut self,
        candidates: Vec<Contact>,
        channel: ChannelId,
    ) -> Result<Option<Contact>, DeskError> {
        if let Some(blocked) = candidates.iter().find(|one| one.blocked_at.is_some()) {
            return Ok(Some(blocked.clone()));
        }
        let mut talking = None;
        if candidates.len() > 1 {
            for one in &candidates {
                let open = conversations::open_of(self.db, one.id, channel).await?;
                let Some(open) = open else { continue };
                if self.conversation(open).await?.assignee.is_some() {
                    return Ok(Some(one.clone()));
                }
                talking = talking.or(Some(one));
            }
        }
        Ok(talking.or(candidates.first()).cloned())
    }

    /// Without the names that another contact has: one person under two contacts is for people to
    /// merge, and no reason to lose what they write.
    async fn own_names(
        &mut self,
        id: Option<ContactId>,
        mut identity: Identity,
    ) -> Result<Identity, DeskError> {
        let others = |other: &Contact| Some(other.id) != id;
        if let Some(bsuid) = &identity.bsuid {
            let other = contacts::by_bsuid(self.db, bsuid).await?;
            if other.as_ref().is_some_and(others) {
                identity.bsuid = None;
            }
        }
        if let Some(wa_id) = &identity.wa_id {
            let other = contacts::by_wa_id(self.db, wa_id).await?;
            if other.as_ref().is_some_and(others) {
                identity.wa_id = None;
            }
        }
        Ok(identity)
    }

    /// The contact that wrote, written down if it is new, with what the message newly tells. `None`:
    /// something that asks for nobody, from somebody who is known by that name no more, or never was.
    pub(super) async fn identify(
        &mut self,
        message: &Inbound,
        channel: ChannelId,
    ) -> Result<Option<Contact>, DeskError> {
        let mut identity = Identity {
            wa_id: message.contact.wa_id.clone(),
            bsuid: message.contact.bsuid.clone(),
            username: message.username.clone(),
        };
        let known = match &message.body {
            InboundBody::System(
                System::NumberChanged {
                    bsuid,
                    previous_bsuid,
                    ..
                }
                | System::UserIdChanged {
                    bsuid,
                    previous_bsuid,
                },
            ) => {
                if let InboundBody::System(System::NumberChanged { wa_id, .. }) = &message.body {
                    identity.wa_id = wa_id.clone().or(identity.wa_id);
                }
                identity.bsuid = bsuid.clone().or(identity.bsuid);
                match previous_bsuid {
                    Some(previous) => contacts::by_bsuid(self.db, previous).await?,
                    None => None,
                }
            }
            _ => None,
        };
        let written_by = &message.contact;
        let (known, alone) = match known {
            Some(known) => (Some(known), false),
            None => {
                let candidates = self.find_all(written_by).await?;
                // Whoever else had one of these names would be among them.
                let alone = candidates.len() <= 1
                    && identity.bsuid == written_by.bsuid
                    && identity.wa_id == written_by.wa_id;
                (self.the_one(candidates, channel).await?, alone)
            }
        };
        if known.is_none() && !message.body.asks_for_somebody() {
            return Ok(None);
        }
        let id = known.as_ref().map(|known| known.id);
        let identity = if alone {
            identity
        } else {
            self.own_names(id, identity).await?
        };
        let name = message.profile_name.as_deref().map(presentable);
        let name = name.filter(|name| !name.is_empty());
        let id = match known {
            Some(known) => {
                if let Some(name) = name.filter(|_| known.is_unnamed()) {
                    self.call_by_name(&known, name).await?;
                }
                known.id
            }
            None => {
                let address = &message.contact;
                let name = name
                    .or_else(|| message.username.clone())
                    .or_else(|| address.number())
                    .unwrap_or_else(|| UNNAMED.to_owned());
                let facts = facts(name, address.number(), None, None);
                contacts::create(self.db, &facts, &identity, self.now).await?
            }
        };
        // Of somebody blocked too: a block holds under every name that they have by now.
        contacts::seen(self.db, id, &identity, self.now).await?;
        if let InboundBody::System(System::NumberChanged {
            wa_id: Some(moved), ..
        }) = &message.body
            && let Some(phone) = international(moved)
        {
            let digits = search::phone_digits(&phone);
            contacts::moved(self.db, id, &phone, &digits, self.now).await?;
            self.cards_of(id).await?;
        }
        let contact = contacts::by_id(self.db, id).await?;
        Ok(Some(contact.ok_or(Refused::Over)?))
    }

    /// Whoever first called, say, was written down by their number: they have told their name by now.
    async fn call_by_name(&mut self, contact: &Contact, name: String) -> Result<(), DeskError> {
        let facts = ContactFacts {
            name_folded: search::fold(&name),
            name,
            ..contact.facts.clone()
        };
        contacts::update(self.db, contact.id, &facts, self.now).await?;
        self.show_name(contact.id).await
    }
}
