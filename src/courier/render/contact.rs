//! What the renderers need to know about a conversation's contact and number.

use crate::courier::Facts;
use crate::desk::DeskError;
use crate::domain::conversation::Conversation;
use crate::domain::ids::ConversationId;
use crate::store::channels::Channel;
use crate::store::contacts::Contact;
use crate::store::{channels, contacts, conversations};

/// A conversation with who and what it is about.
pub struct Known {
    /// The conversation.
    pub c: Conversation,
    /// The customer.
    pub contact: Contact,
    /// The number.
    pub channel: Channel,
}

impl Known {
    /// Reads all of it; `None` if the conversation is gone.
    pub async fn read(facts: &Facts, id: ConversationId) -> Result<Option<Self>, DeskError> {
        let mut db = facts.desk.store().read().await?;
        let Some(c) = conversations::load(&mut db, id).await? else {
            return Ok(None);
        };
        let contact = contacts::by_id(&mut db, c.contact).await?;
        let channel = channels::by_id(&mut db, c.channel).await?;
        Ok(match (contact, channel) {
            (Some(contact), Some(channel)) => Some(Self {
                c,
                contact,
                channel,
            }),
            _ => None,
        })
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
