//! Who deleted a line of a thread. Discord tells that it is gone; its audit log tells of those who
//! delete what others wrote, some moments later, and of nobody who deletes their own. What we wrote
//! was composed by a person, who can delete it only as one of those.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;
use serenity::all::{AuditLogEntryId, UserId};

use super::rounds::Next;
use super::{Facts, person, place, retry};
use crate::desk::DeskError;
use crate::desk::work::Vanished;
use crate::discord::audit::Deletion;
use crate::discord::error::{DiscordError, Retry};
use crate::domain::ids::{PersonId, PostId};
use crate::domain::message::Eraser;

/// What the log does not say by then it will not say.
const LOG_LAG: TimeDelta = TimeDelta::seconds(2);

/// An entry takes up more deletions of its kind for some minutes.
const TOGETHER: TimeDelta = TimeDelta::minutes(10);

/// The lines that each entry is known to tell of.
#[derive(Debug, Clone, Default)]
pub struct Counted(Arc<Mutex<HashMap<AuditLogEntryId, HashSet<PostId>>>>);

impl Counted {
    /// The entry that tells of the deletion of this line of that author's, if there is one. Asked
    /// again it is the same.
    fn take<'a>(
        &self,
        log: &'a [Deletion],
        line: &Vanished,
        author: UserId,
    ) -> Option<&'a Deletion> {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counted.retain(|id, _| log.iter().any(|entry| entry.id == *id));
        let entry = log.iter().find(|entry| {
            entry.target_id == Some(author)
                && entry.options.channel_id == Some(place(line.place))
                && *entry.id.created_at() >= line.since - TOGETHER
                && counted.get(&entry.id).is_none_or(|lines| {
                    let others = lines.iter().filter(|other| **other != line.post);
                    others.count() < entry.count()
                })
        })?;
        counted.entry(entry.id).or_default().insert(line.post);
        Some(entry)
    }
}

/// Looks it up, and tells the desk.
pub async fn round(facts: Facts, counted: Counted, line: Vanished) -> Result<Next, DeskError> {
    let author = line.author.map_or(facts.me, person);
    // Whoever composed what we wrote cannot take it back so, unless they may delete what others do.
    let (theirs, unknown) = match line.author {
        Some(_) => (Eraser::Author, Eraser::Unknown),
        None => (Eraser::Somebody, Eraser::Somebody),
    };
    let by = match facts.discord.deletions(facts.guild).await {
        Ok(log) => match counted.take(&log, &line, author) {
            Some(entry) => entry
                .user_id
                .map_or(Eraser::Somebody, |user| Eraser::Other(PersonId(user.get()))),
            None if facts.clock.now() < line.at + LOG_LAG => {
                return Ok(Next::At(line.at + LOG_LAG));
            }
            None => theirs,
        },
        // Without the permission it is as if its author had taken it back.
        Err(DiscordError::Forbidden { .. }) => unknown,
        Err(error) if error.retry() == Retry::Never => unknown,
        Err(error) => {
            tracing::warn!(%error, post = line.post.0, "who deleted a line is not known yet");
            let wait = retry::discord(&error, 2, line.post.as_i64());
            return Ok(Next::At(facts.clock.now() + wait));
        }
    };
    facts.desk.deleted(line.place, vec![line.post], by).await?;
    Ok(Next::Nothing)
}
