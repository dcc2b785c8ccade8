//! Lines of agents that are read again before they leave: in a gap of what we saw they may have
//! been changed or deleted. Whether there is one at this moment is found out first.

use super::rounds::Next;
use super::{Facts, place, post, retry};
use crate::desk::DeskError;
use crate::discord::error::{DiscordError, What};
use crate::discord::limiter::Priority;
use crate::discord::marks::{is_marked, older, says_it_left};
use crate::discord::model::Message;
use crate::discord::sender::PAGE;
use crate::domain::conversation::Conversation;
use crate::domain::ids::{ConversationId, MessageId, PostId};
use crate::domain::message::{Outgoing, State};

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
        Err(error) => return Ok(later(facts, id, message, &error)),
    };
    match left_before(facts, &c, line, &found).await {
        Ok(true) => {
            facts.desk.left_before(id, line).await?;
            return Ok(Next::Again);
        }
        Ok(false) => {}
        Err(error) => return Ok(later(facts, id, message, &error)),
    }
    let (said, carried) = (found.said(), found.carried());
    facts.desk.reread(id, message, said, carried).await?;
    Ok(Next::Again)
}

fn later(facts: &Facts, id: ConversationId, message: MessageId, error: &DiscordError) -> Next {
    tracing::warn!(%error, message = message.0, "a line could not be read again yet");
    Next::At(facts.clock.now() + retry::discord(error, 2, id.0))
}

/// Whether our marks say that a line left of which this database never tried anything: a backup took
/// the place of the one that did.
async fn left_before(
    facts: &Facts,
    c: &Conversation,
    line: PostId,
    found: &Message,
) -> Result<bool, DiscordError> {
    let tried = |row: &Outgoing| row.attempt > 0 || row.state.has_left();
    let mut rows = c.outgoing.iter().filter(|row| row.post == Some(line));
    let is_older = older(std::slice::from_ref(found), facts.began) > 0;
    if !is_older || rows.any(tried) {
        return Ok(false);
    }
    if is_marked(found) {
        return Ok(says_it_left(found, &[]));
    }
    let below = facts
        .discord
        .messages_after(found.channel_id, found.id, PAGE, Priority::Post)
        .await?;
    let before = older(&below, facts.began);
    Ok(says_it_left(found, &below[..before]))
}
