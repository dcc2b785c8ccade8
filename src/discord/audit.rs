//! What the guild's audit log says about deleted messages.
//!
//! <https://discord.com/developers/docs/resources/audit-log>. Nobody's deletion of a message of
//! their own stands in it. One moderator's deletions of one person's messages in one channel are one
//! entry for some minutes: only its count rises.

use serde::Deserialize;
use serenity::all::{AuditLogEntryId, ChannelId, UserId};

/// Discord's number for the deletion of a message by somebody else than its author.
pub const MESSAGE_DELETE: u8 = 72;

/// That somebody deleted messages of somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Deletion {
    /// The entry; its time is that of the first message.
    pub id: AuditLogEntryId,
    /// Who deleted them.
    pub user_id: Option<UserId>,
    /// Who had written them.
    pub target_id: Option<UserId>,
    /// Where, and how many.
    #[serde(default)]
    pub options: Options,
}

/// More about an entry. Discord writes numbers as text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Options {
    /// Where they stood.
    #[serde(default)]
    pub channel_id: Option<ChannelId>,
    /// How many there were so far.
    #[serde(default)]
    pub count: Option<String>,
}

impl Deletion {
    /// How many messages it is about.
    pub fn count(&self) -> usize {
        let count = self.options.count.as_ref();
        count.and_then(|count| count.parse().ok()).unwrap_or(1)
    }
}

/// Discord's answer.
#[derive(Debug, Deserialize)]
pub(super) struct Log {
    pub audit_log_entries: Vec<Deletion>,
}
