//! Lines of agents that are read again before they leave: in a gap of what we saw they may have
//! been changed or deleted. Whether there is one at this moment is found out first.

use super::rounds::Next;
use super::{Facts, place, post, retry};
use crate::desk::DeskError;
use crate::discord::error::{DiscordError, What};
use crate::domain::ids::ConversationId;
use crate::domain::message::State;

/// Finds out whether what people do reaches us, so that something may leave.
pub async fn look(facts: Facts, id: ConversationId) -> Result<Next, DeskError> {
    facts.desk.make_sure(id).await?;
    Ok(Next::Nothing)
}

/// Reads again what a conversation waits for.
pub async fn round(facts: Facts, id: ConversationId) -> Result<Next, DeskError> {
    let facts = &facts;
    let c = facts.desk.look(id).await?;
    let waiting = c
        .outgoing
        .iter()
        .filter(|row| row.reread && row.state == State::Ready)
        .find_map(|row| Some((row.id, row.post?)));
    let (Some(thread), Some((message, line))) = (c.thread, waiting) else {
        return Ok(Next::Nothing);
    };
    let found = match facts.discord.message(place(thread), post(line)).await {
        Ok(found) => found,
        Err(DiscordError::Gone {
            what: What::Message,
        }) => {
            // Nobody saw when: at the earliest once it was written.
            facts.desk.vanished(thread, line, line.made_at()).await?;
            return Ok(Next::Nothing);
        }
        // Whoever deleted the thread took no message back.
        Err(DiscordError::Gone {
            what: What::Channel,
        }) => {
            facts.desk.thread_lost(id, thread).await?;
            return Ok(Next::Again);
        }
        Err(error) => {
            tracing::warn!(%error, message = message.0, "a line could not be read again yet");
            return Ok(Next::At(
                facts.clock.now() + retry::discord(&error, 2, id.0),
            ));
        }
    };
    let (said, carried) = (found.said(), found.carried());
    facts.desk.reread(id, message, said, carried).await?;
    Ok(Next::Again)
}
