//! What a platform says about a customer: another number, other keys. It begins no conversation, but
//! whoever talks to them next must know.

use super::inbound::Fate;
use super::{DeskError, Unit};
use crate::domain::effect::{Post, Posted};
use crate::domain::ids::{ChannelId, ContactId, ConversationId, InboundId};
use crate::domain::incoming::Inbound;
use crate::store::conversations::{self, Beginning};
use crate::store::{inbound, listing};

impl Unit<'_> {
    /// Begins a conversation. What was said about the contact since the last one stands first in it.
    pub(super) async fn open(
        &mut self,
        beginning: &Beginning,
    ) -> Result<ConversationId, DeskError> {
        let id = conversations::create(self.db, beginning, self.now).await?;
        self.tell_meanwhile(beginning.contact, beginning.channel, id)
            .await?;
        Ok(id)
    }

    /// The news stands in the thread, as a line of ours.
    pub(super) async fn tell_news(
        &mut self,
        conversation: ConversationId,
        inbound: InboundId,
    ) -> Result<(), DeskError> {
        let line = Post {
            what: Posted::Mirror {
                inbound,
                named: false,
            },
            reply_to: None,
            ping: None,
        };
        self.put_line(conversation, &line).await
    }

    /// News of somebody with whom no conversation is open stays with the last one, which is over,
    /// until there is another. Where there never was one, nobody takes them for somebody else.
    pub(super) async fn keep_news(
        &mut self,
        message: &Inbound,
        contact: ContactId,
        channel: ChannelId,
    ) -> Result<Fate, DeskError> {
        let latest = listing::latest(self.db, contact).await?;
        let Some(last) = latest.iter().find(|last| last.channel == channel) else {
            return Ok(Fate::News);
        };
        let kept = self
            .keep_inbound(message, last.id, contact, channel)
            .await?;
        Ok(kept.map_or(Fate::Repeated, |_| Fate::News))
    }

    /// What was said about the contact while no conversation was open stands in this one, which
    /// begins or goes on.
    pub(super) async fn tell_meanwhile(
        &mut self,
        contact: ContactId,
        channel: ChannelId,
        conversation: ConversationId,
    ) -> Result<(), DeskError> {
        for news in inbound::bring_news(self.db, contact, channel, conversation).await? {
            self.tell_news(conversation, news).await?;
        }
        Ok(())
    }
}
