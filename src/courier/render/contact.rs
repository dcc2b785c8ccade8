//! What the renderers need to know about a conversation's contact and number.

use std::collections::BTreeMap;

use crate::clock::Timestamp;
use crate::courier::Facts;
use crate::desk::{DeskError, alerts, templates};
use crate::domain::content::Content;
use crate::domain::conversation::Conversation;
use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::refusal::Reason;
use crate::domain::template::Lacks;
use crate::store::channels::Channel;
use crate::store::contacts::Contact;
use crate::store::{channels, contacts, conversations};
use crate::words::{self, Locale, args};

/// A conversation with who and what it is about.
pub struct Known {
    /// The conversation.
    pub c: Conversation,
    /// The customer.
    pub contact: Contact,
    /// The number.
    pub channel: Channel,
    /// Admins have chosen where they are told of trouble.
    pub admins_told: bool,
    /// What its templates lack that were refused for their parameters.
    pub lacks: BTreeMap<MessageId, Lacks>,
}

impl Known {
    /// Reads all of it, the message that is to be told of among its messages however old it is; `None`
    /// if the conversation is gone.
    pub async fn read(
        facts: &Facts,
        id: ConversationId,
        message: Option<MessageId>,
    ) -> Result<Option<Self>, DeskError> {
        let mut db = facts.desk.store().read().await?;
        let Some(c) = conversations::load_with(&mut db, id, message).await? else {
            return Ok(None);
        };
        let contact = contacts::by_id(&mut db, c.contact).await?;
        let channel = channels::by_id(&mut db, c.channel).await?;
        let admins_told = alerts::place(&mut db).await?.is_some();
        let lacks = templates::lacks(&mut db, &c, facts.channel.abilities()).await?;
        Ok(match (contact, channel) {
            (Some(contact), Some(channel)) => Some(Self {
                c,
                contact,
                channel,
                admins_told,
                lacks,
            }),
            _ => None,
        })
    }

    /// Why a message did not leave, or not yet, as people read it; `next`: when it is tried again,
    /// or may be; `failed`: it is not, by itself.
    pub fn reason(
        &self,
        locale: Locale,
        message: MessageId,
        why: Reason,
        next: Timestamp,
        failed: bool,
    ) -> String {
        let template = match self.c.message(message).map(|row| &row.content) {
            Some(Content::Template(template)) => super::quote(&template.name),
            _ => String::new(),
        };
        words::reason(
            locale,
            why,
            &args! {
                "contact" => self.first_name(),
                "channel" => super::quote(&self.channel.name),
                "template" => template,
                "next" => words::relative(next),
                "told" => words::told(self.admins_told),
                "fate" => words::fate(failed.then_some(self.c.stage)),
                "lacks" => words::lacks(locale, self.lacks.get(&message)),
            },
        )
    }

    /// The customer's name in a sentence.
    pub fn first_name(&self) -> String {
        super::first_name(&self.contact.facts.name)
    }

    /// The customer's whole name.
    pub fn name(&self) -> String {
        super::name(&self.contact.facts.name)
    }
}
