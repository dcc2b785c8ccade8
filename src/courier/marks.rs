//! Marks on the agents' messages, and the customer's reactions under every line: the latest wish of
//! each message wins.

use std::collections::BTreeSet;

use crate::desk::DeskError;
use crate::discord::error::{DiscordError, Retry};
use crate::discord::marks::{MarkStep, plan};
use crate::domain::ids::PlaceId;
use crate::domain::mark::Mark;
use crate::store::marks::{self, DueMark, Shown};

use super::rounds::Next;
use super::{Facts, place, post, retry};

/// The person whose message it is has blocked the bot.
/// <https://discord.com/developers/docs/topics/opcodes-and-status-codes#json>
const BLOCKED: u32 = 90_001;

/// No such emoji, or none of ours there.
const UNKNOWN_EMOJI: u32 = 10_014;

/// Puts the due marks of one thread where they belong.
pub async fn round(facts: Facts, thread: PlaceId) -> Result<Next, DeskError> {
    let facts = &facts;
    let due = {
        let mut db = facts.desk.store().read().await?;
        marks::due_in(&mut db, thread).await?
    };
    let Some(due) = due.into_iter().next() else {
        return Ok(Next::Nothing);
    };
    let mut shown = match shown(facts, &due).await {
        Ok(shown) => shown,
        Err(error) => return give_up_or_wait(facts, &due, &error).await,
    };
    for step in plan(due.wanted, &shown) {
        match take(facts, &due, step).await {
            Ok(()) => match step {
                MarkStep::Add(mark) => {
                    shown.insert(mark);
                }
                MarkStep::Remove(mark) => {
                    shown.remove(&mark);
                }
            },
            Err(error) => return give_up_or_wait(facts, &due, &error).await,
        }
    }
    let emoji = match reaction(facts, &due).await {
        Ok(emoji) => emoji,
        Err(error) => return give_up_or_wait(facts, &due, &error).await,
    };
    let shown = Shown {
        marks: shown.into_iter().collect(),
        wanted: due.wanted,
        emoji,
        emoji_wanted: due.emoji.clone(),
    };
    facts.desk.marked(due.post, shown).await?;
    Ok(Next::Again)
}

/// Puts the customer's reaction in the place of the one that stands there; says which stands there
/// now. An emoji that Discord does not have is left out: the line about it says it.
async fn reaction(facts: &Facts, due: &DueMark) -> Result<Option<String>, DiscordError> {
    if due.emoji == due.emoji_shown {
        return Ok(due.emoji_shown.clone());
    }
    let (thread, message) = (place(due.thread), post(due.post));
    if let Some(emoji) = &due.emoji_shown {
        known_emoji(facts.discord.unreact(thread, message, emoji).await)?;
    }
    let Some(emoji) = &due.emoji else {
        return Ok(None);
    };
    let stands = known_emoji(facts.discord.react(thread, message, emoji).await)?;
    Ok(stands.then(|| emoji.clone()))
}

/// Whether Discord has such an emoji, or had it there.
fn known_emoji(answer: Result<(), DiscordError>) -> Result<bool, DiscordError> {
    match answer {
        Err(DiscordError::Other {
            code: UNKNOWN_EMOJI,
            ..
        }) => Ok(false),
        other => other.map(|()| true),
    }
}

/// The marks that stand there. The process before this one may have died between a reaction and
/// noting it, so what is older than this process is looked at.
async fn shown(facts: &Facts, due: &DueMark) -> Result<BTreeSet<Mark>, DiscordError> {
    if due.post.made_at().is_some_and(|at| at >= facts.began) {
        return Ok(due.shown.iter().copied().collect());
    }
    let (thread, message) = (place(due.thread), post(due.post));
    let message = facts.discord.message(thread, message).await?;
    let stands = |mark: &Mark| message.is_marked(mark.emoji());
    Ok(Mark::ALL.into_iter().filter(stands).collect())
}

async fn take(facts: &Facts, due: &DueMark, step: MarkStep) -> Result<(), DiscordError> {
    let (thread, message) = (place(due.thread), post(due.post));
    match step {
        MarkStep::Add(mark) => facts.discord.react(thread, message, mark.emoji()).await,
        // Somebody with the right to do so may have taken our reaction away.
        MarkStep::Remove(mark) => {
            known_emoji(facts.discord.unreact(thread, message, mark.emoji()).await).map(drop)
        }
    }
}

async fn give_up_or_wait(
    facts: &Facts,
    due: &DueMark,
    error: &DiscordError,
) -> Result<Next, DeskError> {
    match error {
        // Shown when the thread opens again: its marks are called then.
        DiscordError::Archived => Ok(Next::Nothing),
        DiscordError::Gone { .. } => {
            facts.desk.mark_gone(due.post).await?;
            Ok(Next::Again)
        }
        // What is refused for itself never holds up the marks behind it: what went wrong with a
        // message is said in words as well.
        error
            if matches!(error.retry(), Retry::Never | Retry::Counted)
                || matches!(error, DiscordError::Forbidden { code: BLOCKED }) =>
        {
            tracing::warn!(%error, post = due.post.0, "a mark was refused");
            facts.desk.mark_gone(due.post).await?;
            Ok(Next::Again)
        }
        error => {
            tracing::warn!(%error, post = due.post.0, "a mark waits");
            Ok(Next::At(
                facts.clock.now() + retry::discord(error, 3, due.post.as_i64()),
            ))
        }
    }
}
