//! Who may do what: permissions of roles, channels and threads.
//!
//! <https://discord.com/developers/docs/topics/permissions>

use super::ids::Id;
use super::model::{Channel, Guild, PRIVATE_THREAD};
use super::world::World;

/// Discord's permission bits that the look-alike knows.
pub mod bits {
    /// Create channels, change and delete them.
    pub const MANAGE_CHANNELS: u64 = 1 << 4;
    /// Everything, in every channel.
    pub const ADMINISTRATOR: u64 = 1 << 3;
    /// Change the guild itself; the product's admins have it.
    pub const MANAGE_GUILD: u64 = 1 << 5;
    /// React with an emoji that nobody used on the message yet.
    pub const ADD_REACTIONS: u64 = 1 << 6;
    /// Read who did what to the guild.
    pub const VIEW_AUDIT_LOG: u64 = 1 << 7;
    /// See a channel and read what comes.
    pub const VIEW_CHANNEL: u64 = 1 << 10;
    /// Write in a channel (not in its threads).
    pub const SEND_MESSAGES: u64 = 1 << 11;
    /// Delete and pin others' messages.
    pub const MANAGE_MESSAGES: u64 = 1 << 13;
    /// Embeds in one's messages.
    pub const EMBED_LINKS: u64 = 1 << 14;
    /// Files in one's messages.
    pub const ATTACH_FILES: u64 = 1 << 15;
    /// Read what was written before.
    pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
    /// Mention everyone, and roles that are not mentionable.
    pub const MENTION_EVERYONE: u64 = 1 << 17;
    /// Use emojis of other guilds.
    pub const USE_EXTERNAL_EMOJIS: u64 = 1 << 18;
    /// Roles, and overwrites of channels.
    pub const MANAGE_ROLES: u64 = 1 << 28;
    /// Commands, buttons and the like.
    pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
    /// Archive, lock, rename and delete threads of others; see all private ones.
    pub const MANAGE_THREADS: u64 = 1 << 34;
    /// Start threads that everybody in the channel sees.
    pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
    /// Start threads by invitation.
    pub const CREATE_PRIVATE_THREADS: u64 = 1 << 36;
    /// Write in threads.
    pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
    /// Voice messages.
    pub const SEND_VOICE_MESSAGES: u64 = 1 << 46;
    /// Polls in one's messages.
    pub const SEND_POLLS: u64 = 1 << 49;
    /// Pin messages.
    pub const PIN_MESSAGES: u64 = 1 << 51;
    /// Every bit that exists.
    pub const ALL: u64 = (1 << 53) - 1;

    /// What a new guild gives to everyone.
    pub const EVERYONE: u64 = ADD_REACTIONS
        | VIEW_CHANNEL
        | SEND_MESSAGES
        | EMBED_LINKS
        | ATTACH_FILES
        | READ_MESSAGE_HISTORY
        | MENTION_EVERYONE
        | USE_EXTERNAL_EMOJIS
        | USE_APPLICATION_COMMANDS
        | CREATE_PUBLIC_THREADS
        | CREATE_PRIVATE_THREADS
        | SEND_MESSAGES_IN_THREADS
        | SEND_VOICE_MESSAGES
        | SEND_POLLS;

    /// What a bot needs that keeps conversations in threads and makes its own channels.
    pub const BOT: u64 = EVERYONE
        | MANAGE_CHANNELS
        | MANAGE_MESSAGES
        | MANAGE_ROLES
        | MANAGE_THREADS
        | PIN_MESSAGES
        | VIEW_AUDIT_LOG;
}

/// What one member may do in the whole guild, before any channel changes it.
pub(super) fn in_guild(guild: &Guild, user: Id) -> u64 {
    if guild.owner_id == user {
        return bits::ALL;
    }
    let Some(member) = guild.members.get(&user) else {
        return 0;
    };
    let granted = guild
        .roles
        .values()
        .filter(|role| role.id == guild.id || member.roles.contains(&role.id))
        .fold(0, |sum, role| sum | role.permissions);
    if granted & bits::ADMINISTRATOR != 0 {
        bits::ALL
    } else {
        granted
    }
}

/// What one member may do in a channel, or, where `writing` takes *Send Messages in Threads*, in its
/// threads.
fn in_channel(guild: &Guild, channel: &Channel, user: Id, writing: u64) -> u64 {
    let mut granted = in_guild(guild, user);
    if granted & bits::ADMINISTRATOR != 0 {
        return bits::ALL;
    }
    let Some(member) = guild.members.get(&user) else {
        return 0;
    };
    let of = |id: Id| channel.overwrites.iter().find(|o| o.id == id);
    if let Some(everyone) = of(guild.id) {
        granted = (granted & !everyone.deny) | everyone.allow;
    }
    let (allow, deny) = member
        .roles
        .iter()
        .filter_map(|role| of(*role))
        .fold((0, 0), |(allow, deny), o| (allow | o.allow, deny | o.deny));
    granted = (granted & !deny) | allow;
    if let Some(own) = of(user) {
        granted = (granted & !own.deny) | own.allow;
    }
    if granted & bits::VIEW_CHANNEL == 0 {
        return 0;
    }
    if granted & writing == 0 {
        granted &= !(bits::MENTION_EVERYONE | bits::ATTACH_FILES | bits::EMBED_LINKS);
    }
    granted
}

impl World {
    /// What a user may do in a channel or thread; nothing if they cannot see it.
    pub(super) fn permissions(&self, user: Id, channel: Id) -> u64 {
        let Some(channel) = self.channels.get(&channel) else {
            return 0;
        };
        let Some(guild) = self.guilds.get(&channel.guild_id) else {
            return 0;
        };
        let Some(thread) = &channel.thread else {
            return in_channel(guild, channel, user, bits::SEND_MESSAGES);
        };
        let Some(parent) = channel.parent_id.and_then(|id| self.channels.get(&id)) else {
            return 0;
        };
        let granted = in_channel(guild, parent, user, bits::SEND_MESSAGES_IN_THREADS);
        let invited = thread.members.contains_key(&user) || granted & bits::MANAGE_THREADS != 0;
        if channel.kind == PRIVATE_THREAD && !invited {
            return 0;
        }
        granted
    }

    /// Whether a user may do all of `wanted` in a channel.
    pub(super) fn may(&self, user: Id, channel: Id, wanted: u64) -> bool {
        self.permissions(user, channel) & wanted == wanted
    }

    /// The permission that writing in this channel takes.
    pub(super) fn writing(&self, channel: Id) -> u64 {
        match self.channels.get(&channel) {
            Some(channel) if channel.thread.is_some() => bits::SEND_MESSAGES_IN_THREADS,
            _ => bits::SEND_MESSAGES,
        }
    }
}
