//! Who deleted a line of a thread. Discord tells that it is gone; its audit log tells of those who
//! delete what others wrote, some moments later, and of nobody who deletes their own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;
use serenity::all::AuditLogEntryId;

use super::rounds::Next;
use super::{Facts, person, place, retry};
use crate::desk::work::Vanished;
use crate::discord::audit::Deletion;
use crate::discord::error::{DiscordError, Retry};
use crate::domain::ids::PersonId;
use crate::domain::message::Eraser;

/// What the log does not say by then it will not say.
const LOG_LAG: TimeDelta = TimeDelta::seconds(2);

/// An entry takes up more deletions of its kind for some minutes.
const TOGETHER: TimeDelta = TimeDelta::minutes(10);

/// How many deletions of each entry are accounted for.
#[derive(Debug, Clone, Default)]
pub struct Counted(Arc<Mutex<HashMap<AuditLogEntryId, u32>>>);

impl Counted {
    /// The entry that tells of this line's deletion, if there is one. It is accounted for.
    fn take<'a>(&self, log: &'a [Deletion], line: &Vanished) -> Option<&'a Deletion> {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counted.retain(|id, _| log.iter().any(|entry| entry.id == *id));
        let entry = log.iter().find(|entry| {
            entry.target_id == Some(person(line.author))
                && entry.options.channel_id == Some(place(line.place))
                && *entry.id.created_at() >= line.since - TOGETHER
                && entry.count() > counted.get(&entry.id).copied().unwrap_or(0)
        })?;
        *counted.entry(entry.id).or_default() += 1;
        Some(entry)
    }
}

/// Looks it up, and tells the desk.
pub async fn round(facts: Facts, counted: Counted, line: Vanished) -> Next {
    let salt = line.post.as_i64();
    let by = match facts.discord.deletions(facts.guild).await {
        Ok(log) => match counted.take(&log, &line) {
            Some(entry) => entry
                .user_id
                .map_or(Eraser::Somebody, |user| Eraser::Other(PersonId(user.get()))),
            None if facts.clock.now() < line.at + LOG_LAG => return Next::At(line.at + LOG_LAG),
            None => Eraser::Author,
        },
        // Without the permission it is as if its author had taken it back.
        Err(DiscordError::Forbidden { .. }) => Eraser::Unknown,
        Err(error) if error.retry() == Retry::Never => Eraser::Unknown,
        Err(error) => {
            tracing::warn!(%error, post = line.post.0, "who deleted a line is not known yet");
            return Next::At(facts.clock.now() + retry::discord(&error, 2, salt));
        }
    };
    if let Err(error) = facts.desk.deleted(line.place, vec![line.post], by).await {
        tracing::error!(%error, post = line.post.0, "a deleted line is stuck");
        return Next::At(facts.clock.now() + retry::after(3, salt));
    }
    Next::Nothing
}
