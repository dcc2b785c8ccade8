//! The audit log, as far as it tells who deleted messages.
//!
//! <https://discord.com/developers/docs/resources/audit-log>: nobody's deletion of a message of
//! their own is logged; deletions of one person's messages in one channel by the same moderator are
//! one entry, whose count rises for some minutes, without another event.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::body::{Call, Reply};
use super::errors::ApiError;
use super::ids::Id;
use super::permissions::{bits, in_guild};
use super::world::World;

const MESSAGE_DELETE: u32 = 72;
const MESSAGE_BULK_DELETE: u32 = 73;

/// How long an entry still takes up deletions of its kind.
const TOGETHER: TimeDelta = TimeDelta::minutes(5);

/// The log is written a little after the gateway told of the deletion.
const LAG: TimeDelta = TimeDelta::seconds(1);

/// What was done to the guild, oldest first.
#[derive(Debug, Default)]
pub(super) struct AuditLog(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    id: Id,
    action: u32,
    by: Id,
    target: Id,
    channel: Id,
    /// When each was deleted.
    deletions: Vec<DateTime<Utc>>,
}

impl World {
    /// Somebody is about to delete a message.
    pub(super) fn log_deletion(&mut self, by: Id, message: Id) {
        let Some(message) = self.messages.get(&message) else {
            return;
        };
        let (target, channel) = (message.author, message.channel_id);
        if by == target || message.only_for.is_some() {
            return;
        }
        let now = self.now();
        let same = self.audit.0.iter_mut().find(|entry| {
            let what = (entry.action, entry.by, entry.target, entry.channel);
            what == (MESSAGE_DELETE, by, target, channel) && now - entry.id.time() <= TOGETHER
        });
        if let Some(entry) = same {
            entry.deletions.push(now);
            return;
        }
        let id = self.new_id();
        self.audit.0.push(Entry {
            id,
            action: MESSAGE_DELETE,
            by,
            target,
            channel,
            deletions: vec![now],
        });
    }

    /// Somebody deletes many messages at once.
    pub(super) fn log_bulk_deletion(&mut self, by: Id, channel: Id, count: usize) {
        let (id, now) = (self.new_id(), self.now());
        self.audit.0.push(Entry {
            id,
            action: MESSAGE_BULK_DELETE,
            by,
            target: channel,
            channel,
            deletions: vec![now; count],
        });
    }
}

pub(super) fn list(world: &World, guild: Id, call: &Call) -> Result<Reply, ApiError> {
    let found = world.guild(guild)?;
    if in_guild(found, world.bot.user_id) & bits::VIEW_AUDIT_LOG == 0 {
        return Err(ApiError::missing_permissions());
    }
    let action: Option<u32> = call.query.get("action_type").and_then(|n| n.parse().ok());
    let (by, before) = (call.id("user_id"), call.id("before"));
    let written = world.now() - LAG;
    let entries: Vec<(&Entry, usize)> = world
        .audit
        .0
        .iter()
        .rev()
        .filter(|entry| action.is_none_or(|action| action == entry.action))
        .filter(|entry| by.is_none_or(|by| by == entry.by))
        .filter(|entry| before.is_none_or(|before| entry.id < before))
        .filter_map(|entry| {
            let count = entry.deletions.iter().filter(|at| **at <= written).count();
            (count > 0 && world.home == guild).then_some((entry, count))
        })
        .take(call.limit(50, 100))
        .collect();
    let mut users: Vec<Id> = entries.iter().map(|(entry, _)| entry.by).collect();
    users.sort_unstable();
    users.dedup();
    let users: Vec<Value> = users.iter().map(|user| world.user_json(*user)).collect();
    let entries: Vec<Value> = entries.iter().map(|(entry, n)| shown(entry, *n)).collect();
    Ok(Reply::ok(json!({
        "audit_log_entries": entries,
        "users": users,
        "integrations": [],
        "webhooks": [],
        "guild_scheduled_events": [],
        "threads": [],
        "application_commands": [],
        "auto_moderation_rules": [],
    })))
}

fn shown(entry: &Entry, count: usize) -> Value {
    let mut options = json!({ "count": count.to_string() });
    if entry.action == MESSAGE_DELETE {
        options["channel_id"] = entry.channel.to_string().into();
    }
    json!({
        "id": entry.id,
        "action_type": entry.action,
        "user_id": entry.by,
        "target_id": entry.target,
        "options": options,
    })
}
