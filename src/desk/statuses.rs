//! What the platform reports about messages of ours.

use super::{DeskError, Unit};
use crate::domain::conversation::Conversation;
use crate::domain::event::Event;
use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::incoming::{MessageStatus, StatusUpdate};
use crate::domain::message::{Outgoing, Progress};
use crate::store::outgoing::{Billing, Found};
use crate::store::{conversations, free_entries, inbound, outgoing};

/// The id that every status brings back: which attempt of which message a send was. Another database
/// on the same account, or this one before a backup was restored, counts its messages alike, but
/// wrote none of them at the same moment.
pub fn opaque(row: &Outgoing) -> String {
    let written = row.written_at.timestamp_millis();
    format!("{}.{}.{written}", row.id.0, row.attempt)
}

/// The message, the attempt, and when the message was written. What left before ids said that is
/// known by the platform's id alone.
fn parse_opaque(opaque: &str) -> Option<(MessageId, u32, i64)> {
    let mut parts = opaque.splitn(3, '.');
    let message = parts.next()?.parse().ok()?;
    let attempt = parts.next()?.parse().ok()?;
    let written = parts.next()?.parse().ok()?;
    Some((MessageId(message), attempt, written))
}

impl Unit<'_> {
    /// Finds the message that a status is about; one that is not known, or not yet, is kept for it.
    pub(super) async fn take_status(&mut self, update: &StatusUpdate) -> Result<(), DeskError> {
        let found = match self.sent_as(update).await? {
            Some((found, attempt)) => Some((found, Some(attempt))),
            None => {
                let found = outgoing::by_wamid(self.db, &update.wamid).await?;
                found.map(|found| (found, None))
            }
        };
        let Some((found, attempt)) = found else {
            let payload =
                serde_json::to_string(update).map_err(|error| DeskError::Store(error.into()))?;
            inbound::keep_unmatched(self.db, &update.wamid, &payload, self.now).await?;
            return Ok(());
        };
        self.status_of(found.conversation, found.message, attempt, update)
            .await?;
        Ok(())
    }

    /// The message that was sent with the id that the status brings back, and which attempt it was.
    async fn sent_as(&mut self, update: &StatusUpdate) -> Result<Option<(Found, u32)>, DeskError> {
        let Some((message, attempt, written)) = update.opaque.as_deref().and_then(parse_opaque)
        else {
            return Ok(None);
        };
        let found = outgoing::by_id(self.db, message).await?;
        let ours = found.filter(|found| found.written_at.timestamp_millis() == written);
        Ok(ours.map(|found| (found, attempt)))
    }

    /// Works in a status of that message, and of that attempt if it is known which.
    pub(super) async fn status_of(
        &mut self,
        conversation: ConversationId,
        message: MessageId,
        attempt: Option<u32>,
        update: &StatusUpdate,
    ) -> Result<(), DeskError> {
        if let Some(pricing) = &update.pricing {
            let billing = Billing {
                category: pricing.category.clone().unwrap_or_default(),
                kind: pricing.kind.clone().unwrap_or_default(),
                charged: pricing.billable.unwrap_or(true),
            };
            outgoing::set_billing(self.db, message, &billing).await?;
        }
        let free_until = update.free_entry.as_ref().and_then(|free| free.ends);
        if let Some(ends) = free_until {
            free_entries::keep(self.db, conversation, ends).await?;
        }
        let wamid = update.wamid.clone();
        let progress = match update.status {
            MessageStatus::Sent => Progress::Sent,
            MessageStatus::Delivered => Progress::Delivered,
            MessageStatus::Read | MessageStatus::Played => Progress::Read,
            MessageStatus::Failed => {
                let Some(refusal) = update.refusal.clone() else {
                    return Ok(());
                };
                let event = Event::FailedLater {
                    message,
                    attempt,
                    wamid,
                    refusal: refusal.clone(),
                };
                let news = self.event_of_row(conversation, message, &event).await?;
                // What is told again, or of an earlier attempt, stops nothing that goes again.
                if let Some(after) = news {
                    let pause = after.pause;
                    let c = self.heeding(after, message, &refusal).await?;
                    if c.pause != pause {
                        self.step(&c, &Event::Woken).await?;
                    }
                }
                return Ok(());
            }
            _ => return Ok(()),
        };
        let event = Event::Progressed {
            message,
            attempt,
            wamid,
            progress,
        };
        self.event_of_row(conversation, message, &event)
            .await
            .map(drop)
    }

    /// The conversation is loaded with that row, however old it is. What became of it, if the event
    /// was news of the row.
    async fn event_of_row(
        &mut self,
        conversation: ConversationId,
        message: MessageId,
        event: &Event,
    ) -> Result<Option<Conversation>, DeskError> {
        let c: Conversation = match conversations::load_with_message(self.db, message).await? {
            Some(c) => c,
            None => self.conversation(conversation).await?,
        };
        let state = |c: &Conversation| c.message(message).map(|row| row.state);
        let after = self.step(&c, event).await?;
        Ok((state(&after) != state(&c)).then_some(after))
    }
}
