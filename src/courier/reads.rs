//! Read receipts. The newest of a conversation is all that counts, and none is worth a retry for
//! longer than the platform is in trouble.

use super::rounds::Next;
use super::{Facts, retry};
use crate::desk::DeskError;
use crate::domain::ids::ConversationId;
use crate::domain::refusal::Scope;
use crate::store::{channels, reads};

/// Reports reading for one conversation.
pub async fn round(facts: Facts, conversation: ConversationId) -> Result<Next, DeskError> {
    let facts = &facts;
    let (read, channel) = {
        let mut db = facts.desk.store().read().await?;
        let Some(read) = reads::of(&mut db, conversation).await? else {
            return Ok(Next::Nothing);
        };
        let channel = channels::by_id(&mut db, read.channel).await?;
        (read, channel)
    };
    if let Some(channel) = channel {
        // After what was written has left, nobody types any more.
        let typing = read
            .typing_until
            .is_some_and(|until| facts.clock.now() < until);
        let sent = facts
            .channel
            .mark_read(&channel.listed.phone_number_id, &read.wamid, typing)
            .await;
        if let Err(error) = sent {
            tracing::warn!(%error, conversation = conversation.0, "a read receipt was not taken");
            if error.refusal.scope == Scope::Platform {
                return Ok(Next::At(
                    facts.clock.now() + retry::after(3, conversation.0),
                ));
            }
        }
    }
    facts.desk.read_reported(read).await?;
    Ok(Next::Again)
}
