//! What begins no conversation: what a platform says about a customer, another number, other keys, which
//! whoever talks to them next must know, and what they take back.

use chrono::TimeDelta;

use super::inbound::Fate;
use super::{DeskError, Unit};
use crate::domain::effect::Posted;
use crate::domain::ids::{ChannelId, ContactId, ConversationId, InboundId};
use crate::domain::incoming::{Inbound, InboundBody};
use crate::store::conversations::{self, Beginning};
use crate::store::{echoes, inbound, listing};

/// How much of what was written on the company's own phone a conversation begins with at most: so many
/// messages, none of them older.
const ECHOES_MAX: u32 = 20;
const ECHOES_AGE: TimeDelta = TimeDelta::days(30);

impl Unit<'_> {
    /// Begins a conversation. What was said since the last one stands first in it.
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
        let named = false;
        let line = Posted::Mirror { inbound, named };
        self.put_silent(conversation, line, None).await
    }

    /// News of somebody with whom no conversation is open stays with the last one, which is over,
    /// until there is another. Where there never was one, nobody takes them for somebody else.
    pub(super) async fn keep_news(
        &mut self,
        message: &Inbound,
        contact: ContactId,
        channel: ChannelId,
    ) -> Result<Fate, DeskError> {
        let Some(last) = listing::latest_on(self.db, contact, channel).await? else {
            return Ok(Fate::News);
        };
        let kept = self
            .keep_inbound(message, last.id, contact, channel)
            .await?;
        Ok(kept.map_or(Fate::Repeated, |_| Fate::News))
    }

    /// What a customer takes back while no conversation is open asks nobody for anything: it stands
    /// in the last one's thread, which is put away again.
    pub(super) async fn keep_withdrawal(
        &mut self,
        message: &Inbound,
        contact: ContactId,
        channel: ChannelId,
    ) -> Result<Fate, DeskError> {
        let Some(last) = listing::latest_on(self.db, contact, channel).await? else {
            return Ok(Fate::Unplaced);
        };
        let kept = self
            .keep_inbound(message, last.id, contact, channel)
            .await?;
        let Some(inbound) = kept else {
            return Ok(Fate::Repeated);
        };
        if last.thread.is_some() {
            let named = true;
            let line = Posted::Mirror { inbound, named };
            self.put_late(last.id, line, None).await?;
        }
        if let InboundBody::Reaction { target, .. } = &message.body {
            self.show_reaction(target).await?;
        }
        Ok(Fate::Message)
    }

    /// What was said about the contact, and to them on the company's own phone, while no conversation
    /// was open stands in this one, which begins or goes on.
    pub(super) async fn tell_meanwhile(
        &mut self,
        contact: ContactId,
        channel: ChannelId,
        conversation: ConversationId,
    ) -> Result<(), DeskError> {
        for news in inbound::bring_news(self.db, contact, channel, conversation).await? {
            self.tell_news(conversation, news).await?;
        }
        let newest = (self.now - ECHOES_AGE, ECHOES_MAX);
        for echo in echoes::bring(self.db, contact, channel, newest, conversation).await? {
            // The phone itself has its file.
            let line = Posted::Echo { echo, file: None };
            self.put_silent(conversation, line, None).await?;
        }
        Ok(())
    }
}
