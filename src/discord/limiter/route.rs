//! What a request is for the limiter: which endpoint, on which channel or guild, how urgent.

use chrono::TimeDelta;

/// How urgent a request is. Posts go first; what is only decoration waits for budget that they
/// leave over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// What people read, and whatever a post has to wait for: reads of history, threads.
    Post,
    /// Reactions on agents' messages.
    Mark,
    /// Cards, boards and the like: edited when nothing else wants the budget.
    Card,
}

impl Priority {
    pub(super) const COUNT: usize = 3;

    pub(super) const fn index(self) -> usize {
        self as usize
    }
}

/// The endpoints we use, one for each method and path that Discord limits by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// `POST /channels/{channel}/messages`
    PostMessage,
    /// `PATCH /channels/{channel}/messages/{message}`
    EditMessage,
    /// The same for a message of over an hour, which Discord limits further (code 30046).
    EditOldMessage,
    /// `DELETE /channels/{channel}/messages/{message}`
    DeleteMessage,
    /// `GET /channels/{channel}/messages/{message}`
    Message,
    /// `GET /channels/{channel}/messages`
    Messages,
    /// `PUT` and `DELETE /channels/{channel}/messages/{message}/reactions/{emoji}/@me`
    Reaction,
    /// `POST /channels/{channel}/messages/{message}/threads`
    StartThread,
    /// `GET /channels/{channel}`
    Channel,
    /// `PATCH /channels/{channel}`
    EditChannel,
    /// The same with a new name, which Discord limits to about two in ten minutes.
    RenameChannel,
    /// `PUT` and `DELETE /channels/{channel}/thread-members/{user}`
    ThreadMember,
    /// `GET /guilds/{guild}`
    Guild,
    /// `GET /guilds/{guild}/channels`
    GuildChannels,
    /// `GET /guilds/{guild}/roles`
    GuildRoles,
    /// `GET /guilds/{guild}/roles/member-counts`
    RoleMemberCounts,
    /// `GET /guilds/{guild}/members/{user}`
    Member,
    /// `GET /guilds/{guild}/members`
    Members,
    /// `GET /guilds/{guild}/threads/active`
    ActiveThreads,
    /// `GET /guilds/{guild}/audit-logs`
    AuditLog,
    /// `GET /applications/@me`
    CurrentApplication,
    /// `GET /users/@me`
    CurrentUser,
}

impl Endpoint {
    /// A short name for metrics and logs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PostMessage => "post_message",
            Self::EditMessage => "edit_message",
            Self::EditOldMessage => "edit_old_message",
            Self::DeleteMessage => "delete_message",
            Self::Message => "message",
            Self::Messages => "messages",
            Self::Reaction => "reaction",
            Self::StartThread => "start_thread",
            Self::Channel => "channel",
            Self::EditChannel => "edit_channel",
            Self::RenameChannel => "rename_channel",
            Self::ThreadMember => "thread_member",
            Self::Guild => "guild",
            Self::GuildChannels => "guild_channels",
            Self::GuildRoles => "guild_roles",
            Self::RoleMemberCounts => "role_member_counts",
            Self::Member => "member",
            Self::Members => "members",
            Self::ActiveThreads => "active_threads",
            Self::AuditLog => "audit_log",
            Self::CurrentApplication => "current_application",
            Self::CurrentUser => "current_user",
        }
    }

    /// A limit that holds whatever the headers say: how many, in which time, per channel.
    pub(super) const fn pace(self) -> Option<(usize, TimeDelta)> {
        match self {
            // Discord's headers claim more for reactions than it accepts.
            Self::Reaction => Some((1, TimeDelta::milliseconds(250))),
            Self::EditOldMessage => Some((3, TimeDelta::seconds(6))),
            _ => None,
        }
    }
}

/// Requests of one route leave in the order they came, one at a time; different routes do not
/// wait for one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Route {
    /// Which method and path.
    pub endpoint: Endpoint,
    /// The channel or guild in the path, by which Discord keeps its buckets apart; 0 without one.
    pub major: u64,
}

impl Route {
    /// The route of `endpoint` on the channel or guild `major`.
    pub const fn new(endpoint: Endpoint, major: u64) -> Self {
        Self { endpoint, major }
    }
}
