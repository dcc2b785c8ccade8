//! What the look-alike keeps: users, guilds, channels, messages.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

use super::ids::Id;

/// A channel of text.
pub(super) const TEXT: u8 = 0;
/// A heading that groups channels.
pub(super) const CATEGORY: u8 = 4;
/// A thread that everybody sees who sees the channel.
pub(super) const PUBLIC_THREAD: u8 = 11;
/// A thread by invitation.
pub(super) const PRIVATE_THREAD: u8 = 12;

#[derive(Debug, Clone)]
pub(super) struct User {
    pub(super) id: Id,
    pub(super) username: String,
    pub(super) global_name: Option<String>,
    pub(super) bot: bool,
    /// The language of this person's Discord.
    pub(super) locale: String,
}

#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) user_id: Id,
    pub(super) nick: Option<String>,
    pub(super) roles: BTreeSet<Id>,
    pub(super) joined_at: DateTime<Utc>,
}

#[derive(Debug, Clone)]
pub(super) struct Role {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) permissions: u64,
    pub(super) position: u16,
    pub(super) color: u32,
    pub(super) hoist: bool,
    pub(super) mentionable: bool,
    /// The bot that this role belongs to.
    pub(super) bot_id: Option<Id>,
}

#[derive(Debug, Clone)]
pub(super) struct Guild {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) owner_id: Id,
    pub(super) locale: String,
    /// Its boosts: 0 to 3.
    pub(super) tier: u8,
    pub(super) roles: BTreeMap<Id, Role>,
    pub(super) members: BTreeMap<Id, Member>,
}

/// What a channel changes for one role or member.
#[derive(Debug, Clone)]
pub(super) struct Overwrite {
    pub(super) id: Id,
    pub(super) of_member: bool,
    pub(super) allow: u64,
    pub(super) deny: u64,
}

#[derive(Debug, Clone)]
pub(super) struct Channel {
    pub(super) id: Id,
    pub(super) guild_id: Id,
    pub(super) kind: u8,
    pub(super) name: String,
    pub(super) topic: Option<String>,
    pub(super) parent_id: Option<Id>,
    pub(super) position: u16,
    pub(super) overwrites: Vec<Overwrite>,
    pub(super) nsfw: bool,
    pub(super) slowmode: u32,
    pub(super) last_message_id: Option<Id>,
    pub(super) last_pin: Option<DateTime<Utc>>,
    /// Every message that stands in it, ephemeral ones included.
    pub(super) messages: BTreeSet<Id>,
    pub(super) thread: Option<Thread>,
}

#[derive(Debug, Clone)]
pub(super) struct Thread {
    pub(super) owner_id: Id,
    pub(super) archived: bool,
    pub(super) locked: bool,
    pub(super) invitable: bool,
    /// Minutes without activity after which it is archived.
    pub(super) auto_archive: u32,
    /// When it was last archived or taken out of the archive.
    pub(super) archive_changed: DateTime<Utc>,
    pub(super) last_active: DateTime<Utc>,
    pub(super) created: DateTime<Utc>,
    /// Messages ever sent, the starter not counted.
    pub(super) total_sent: u32,
    /// Messages deleted again.
    pub(super) deleted: u32,
    /// Who is in it, and since when.
    pub(super) members: BTreeMap<Id, DateTime<Utc>>,
}

/// Flags of messages.
pub(super) mod flags {
    pub(in super::super) const SUPPRESS_EMBEDS: u64 = 1 << 2;
    pub(in super::super) const HAS_THREAD: u64 = 1 << 5;
    pub(in super::super) const EPHEMERAL: u64 = 1 << 6;
    pub(in super::super) const LOADING: u64 = 1 << 7;
    pub(in super::super) const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
    pub(in super::super) const VOICE_MESSAGE: u64 = 1 << 13;
    pub(in super::super) const HAS_SNAPSHOT: u64 = 1 << 14;
    pub(in super::super) const COMPONENTS_V2: u64 = 1 << 15;
}

/// Kinds of messages.
pub(super) mod kinds {
    pub(in super::super) const DEFAULT: u8 = 0;
    pub(in super::super) const MEMBER_ADDED: u8 = 1;
    pub(in super::super) const MEMBER_REMOVED: u8 = 2;
    pub(in super::super) const RENAMED: u8 = 4;
    pub(in super::super) const PINNED: u8 = 6;
    pub(in super::super) const THREAD_CREATED: u8 = 18;
    pub(in super::super) const REPLY: u8 = 19;
    pub(in super::super) const COMMAND: u8 = 20;
    pub(in super::super) const THREAD_STARTER: u8 = 21;
    pub(in super::super) const CONTEXT_MENU: u8 = 23;
}

#[derive(Debug, Clone)]
pub(super) struct Message {
    pub(super) id: Id,
    pub(super) channel_id: Id,
    pub(super) author: Id,
    pub(super) kind: u8,
    pub(super) content: String,
    pub(super) at: DateTime<Utc>,
    pub(super) edited: Option<DateTime<Utc>>,
    pub(super) embeds: Vec<Value>,
    pub(super) attachments: Vec<Attachment>,
    pub(super) stickers: Vec<Sticker>,
    pub(super) components: Vec<Value>,
    pub(super) flags: u64,
    pub(super) tts: bool,
    pub(super) mentions: Vec<Id>,
    pub(super) mention_roles: Vec<Id>,
    pub(super) mention_everyone: bool,
    /// What it replies to or forwards, as Discord writes it.
    pub(super) reference: Option<Reference>,
    /// What was forwarded, as it was then.
    pub(super) snapshots: Vec<Value>,
    pub(super) reactions: Vec<Reaction>,
    pub(super) pinned: Option<DateTime<Utc>>,
    pub(super) nonce: Option<Value>,
    pub(super) poll: Option<Value>,
    /// The interaction that it answers, as Discord writes it.
    pub(super) interaction: Option<Value>,
    pub(super) application_id: Option<Id>,
    /// `Some` when only this person sees it.
    pub(super) only_for: Option<Id>,
}

#[derive(Debug, Clone)]
pub(super) struct Reference {
    /// 0 reply, 1 forward.
    pub(super) kind: u8,
    pub(super) guild_id: Id,
    pub(super) channel_id: Id,
    pub(super) message_id: Option<Id>,
}

#[derive(Debug, Clone)]
pub(super) struct Reaction {
    pub(super) emoji: Emoji,
    /// In the order in which they reacted.
    pub(super) users: Vec<Id>,
}

/// An emoji of everybody's, or one of a guild's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Emoji {
    pub(super) id: Option<Id>,
    pub(super) name: String,
}

impl Emoji {
    /// Reads `👍` or `name:id`.
    pub(super) fn parse(text: &str) -> Self {
        match text.rsplit_once(':').map(|(name, id)| (name, id.parse())) {
            Some((name, Ok(id))) => Self {
                id: Some(id),
                name: name.trim_start_matches("a:").to_owned(),
            },
            _ => Self {
                id: None,
                name: text.to_owned(),
            },
        }
    }

    /// Whether two emojis are one: `❤` and `❤️` differ by a selector that says nothing.
    pub(super) fn same(&self, other: &Self) -> bool {
        let bare = |name: &str| name.replace('\u{fe0f}', "");
        self.id == other.id && (self.id.is_some() || bare(&self.name) == bare(&other.name))
    }
}

#[derive(Debug, Clone)]
pub(super) struct Attachment {
    pub(super) id: Id,
    pub(super) channel_id: Id,
    pub(super) filename: String,
    pub(super) title: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) size: u64,
    pub(super) description: Option<String>,
    pub(super) duration_secs: Option<f64>,
    pub(super) waveform: Option<String>,
    pub(super) ephemeral: bool,
}

/// A sticker of a message.
#[derive(Debug, Clone)]
pub(super) struct Sticker {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) format: StickerFormat,
}

/// What a sticker is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StickerFormat {
    /// A picture.
    Png,
    /// A moving picture.
    Apng,
    /// A drawing that Discord's client plays.
    Lottie,
    /// A moving picture.
    Gif,
}

impl StickerFormat {
    /// Discord's number for it.
    pub(super) fn number(self) -> u8 {
        match self {
            Self::Png => 1,
            Self::Apng => 2,
            Self::Lottie => 3,
            Self::Gif => 4,
        }
    }

    /// The ending of its address.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Png | Self::Apng => "png",
            Self::Lottie => "json",
            Self::Gif => "gif",
        }
    }
}

impl Message {
    /// A message with nothing in it.
    pub(super) fn new(id: Id, channel_id: Id, author: Id, kind: u8, at: DateTime<Utc>) -> Self {
        Self {
            id,
            channel_id,
            author,
            kind,
            content: String::new(),
            at,
            edited: None,
            embeds: Vec::new(),
            attachments: Vec::new(),
            stickers: Vec::new(),
            components: Vec::new(),
            flags: 0,
            tts: false,
            mentions: Vec::new(),
            mention_roles: Vec::new(),
            mention_everyone: false,
            reference: None,
            snapshots: Vec::new(),
            reactions: Vec::new(),
            pinned: None,
            nonce: None,
            poll: None,
            interaction: None,
            application_id: None,
            only_for: None,
        }
    }

    /// Whether Discord wrote it, and not a user.
    pub(super) fn is_system(&self) -> bool {
        !matches!(
            self.kind,
            kinds::DEFAULT | kinds::REPLY | kinds::COMMAND | kinds::CONTEXT_MENU
        )
    }
}

impl Channel {
    /// Whether messages can stand in it.
    pub(super) fn holds_messages(&self) -> bool {
        self.kind == TEXT || self.kind == 5 || self.thread.is_some()
    }
}
