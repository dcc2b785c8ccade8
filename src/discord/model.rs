//! What Discord answers, as far as we read it: everything else is ignored, so that Discord may add
//! and change it.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use serenity::all::{AttachmentId, ChannelId, GuildId, MessageId, Permissions, RoleId, UserId};

use super::stickers::{self, Sticker};

/// A message, whoever wrote it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Where it stands.
    pub channel_id: ChannelId,
    /// Who wrote it.
    pub author: User,
    /// Its text.
    #[serde(default)]
    pub content: String,
    /// When it was written.
    pub timestamp: DateTime<Utc>,
    /// When it was edited last, if it was.
    #[serde(default)]
    pub edited_timestamp: Option<DateTime<Utc>>,
    /// Its files.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// Discord's number for the kind of message: 0 is an ordinary one, 19 a reply.
    #[serde(rename = "type", default)]
    pub kind: u8,
    /// Discord's flags, as bits.
    #[serde(default)]
    pub flags: u64,
    /// What it replies to or forwards.
    #[serde(default)]
    pub message_reference: Option<Reference>,
    /// Whom its text names.
    #[serde(default)]
    pub mentions: Vec<User>,
    /// Which roles its text names.
    #[serde(default)]
    pub mention_roles: Vec<RoleId>,
    /// Its buttons and selects as Discord returns them.
    #[serde(default)]
    pub components: Vec<Value>,
    /// Its poll, if it is one.
    #[serde(default)]
    pub poll: Option<Value>,
    /// Its stickers.
    #[serde(default)]
    pub sticker_items: Vec<Sticker>,
    /// Set if it answers an interaction.
    #[serde(default)]
    pub interaction_metadata: Option<Value>,
    /// Set if a webhook wrote it; what follows up on an interaction is written by one.
    #[serde(default)]
    pub webhook_id: Option<Value>,
    /// What was reacted with, as far as it was read over REST.
    #[serde(default)]
    pub reactions: Vec<Reaction>,
}

impl Message {
    /// Whether we have reacted with this emoji.
    pub fn is_marked(&self, emoji: &str) -> bool {
        // Discord does not always return the variation selector that it was sent.
        let bare = |emoji: &str| emoji.replace('\u{FE0F}', "");
        self.reactions.iter().any(|reaction| {
            let name = reaction.emoji.name.as_deref().unwrap_or_default();
            reaction.me && bare(name) == bare(emoji)
        })
    }

    /// What it says; see [`stickers::said`].
    pub fn said(&self) -> String {
        stickers::said(&self.content, &self.sticker_items)
    }

    /// Discord's ids of the files that it carries; see [`stickers::carried`].
    pub fn carried(&self) -> Vec<u64> {
        let files = self.attachments.iter().map(|file| file.id.get());
        stickers::carried(files, &self.sticker_items)
    }

    /// Whether it is a voice message: one recording, and nothing else.
    pub fn is_voice(&self) -> bool {
        const IS_VOICE_MESSAGE: u64 = 1 << 13;
        self.flags & IS_VOICE_MESSAGE != 0
    }

    /// Whether it answers or follows up on somebody's command or press.
    pub fn is_interaction_answer(&self) -> bool {
        self.interaction_metadata.is_some() || self.webhook_id.is_some()
    }

    /// Whether it passes on another message; then that one's text is in no field of its own.
    pub fn is_forward(&self) -> bool {
        self.message_reference
            .as_ref()
            .is_some_and(|reference| reference.kind == Reference::FORWARD)
    }
}

/// One emoji under a message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Reaction {
    /// Which.
    pub emoji: Emoji,
    /// Whether we are among those who chose it.
    #[serde(default)]
    pub me: bool,
}

/// An emoji, of everybody or of a guild.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Emoji {
    /// Of everybody's: the emoji itself.
    #[serde(default)]
    pub name: Option<String>,
}

/// Points at another message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Reference {
    /// 0 for a reply, [`Reference::FORWARD`] for a forward.
    #[serde(rename = "type", default)]
    pub kind: u8,
    /// The other message.
    #[serde(default)]
    pub message_id: Option<MessageId>,
    /// Where it stands.
    #[serde(default)]
    pub channel_id: Option<ChannelId>,
}

impl Reference {
    /// The kind of a forward.
    pub const FORWARD: u8 = 1;
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Attachment {
    /// Its id, which stays when its address changes.
    pub id: AttachmentId,
    /// Its name, as Discord changed it: without accents, say.
    pub filename: String,
    /// Its name as it was before that, without its ending, where Discord changed anything.
    #[serde(default)]
    pub title: Option<String>,
    /// Its size in bytes.
    pub size: u64,
    /// Where it can be fetched, for a time.
    pub url: String,
    /// Its MIME type, if Discord knows it.
    #[serde(default)]
    pub content_type: Option<String>,
    /// How long a voice message is.
    #[serde(default)]
    pub duration_secs: Option<f64>,
}

/// What Discord writes before the name of a file that is hidden until somebody wants to see it.
const SPOILER: &str = "SPOILER_";

impl Attachment {
    /// It is hidden until somebody wants to see it.
    pub fn is_spoiler(&self) -> bool {
        self.filename.starts_with(SPOILER)
    }

    /// What its author called it.
    pub fn name(&self) -> String {
        let plain = |name: &str| name.strip_prefix(SPOILER).unwrap_or(name).to_owned();
        let filename = plain(&self.filename);
        let Some(title) = self.title.as_deref().map(plain).filter(|it| !it.is_empty()) else {
            return filename;
        };
        match filename.rsplit_once('.') {
            Some((_, ending)) if !title.ends_with(&format!(".{ending}")) => {
                format!("{title}.{ending}")
            }
            _ => title,
        }
    }
}

/// A person or a bot.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Their name, unique in Discord.
    #[serde(default)]
    pub username: String,
    /// The name that people see, unless the guild has another.
    #[serde(default)]
    pub global_name: Option<String>,
    /// Whether it is a bot.
    #[serde(default)]
    pub bot: bool,
}

/// A channel or a thread.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// Discord's number for its kind: 0 is a text channel, 4 a category, 11 a public thread.
    #[serde(rename = "type")]
    pub kind: u8,
    /// The guild it is in.
    #[serde(default)]
    pub guild_id: Option<GuildId>,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// Who started a thread.
    #[serde(default)]
    pub owner_id: Option<UserId>,
    /// The newest message, which may be deleted by now.
    #[serde(default)]
    pub last_message_id: Option<MessageId>,
    /// Who may do what here; threads have none of their own.
    #[serde(default)]
    pub permission_overwrites: Vec<Overwrite>,
}

impl Channel {
    /// Kind of a guild's text channel.
    pub const TEXT: u8 = 0;
}

/// What a role or a person may do in one channel beyond, or short of, what they may elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overwrite {
    /// For whom.
    pub target: OverwriteTarget,
    /// What they may do here.
    pub allow: Permissions,
    /// What they may not do here.
    pub deny: Permissions,
}

/// For whom an [`Overwrite`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OverwriteTarget {
    /// Everybody with this role; the role with the guild's own id is @everyone.
    Role(RoleId),
    /// One person or bot.
    Member(UserId),
}

/// An overwrite as it is written in JSON.
#[derive(serde::Serialize, Deserialize)]
struct WireOverwrite {
    id: serenity::all::GenericId,
    #[serde(rename = "type")]
    kind: u8,
    allow: Permissions,
    deny: Permissions,
}

impl serde::Serialize for Overwrite {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, id) = match self.target {
            OverwriteTarget::Role(role) => (0, role.get()),
            OverwriteTarget::Member(user) => (1, user.get()),
        };
        WireOverwrite {
            id: id.into(),
            kind,
            allow: self.allow,
            deny: self.deny,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Overwrite {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wire = WireOverwrite::deserialize(deserializer)?;
        let target = match wire.kind {
            0 => OverwriteTarget::Role(wire.id.get().into()),
            _ => OverwriteTarget::Member(wire.id.get().into()),
        };
        Ok(Self {
            target,
            allow: wire.allow,
            deny: wire.deny,
        })
    }
}

/// A role of the guild.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Role {
    /// Its id; that of @everyone is the guild's.
    pub id: RoleId,
    /// Its name.
    pub name: String,
    /// What everybody with it may do in the guild.
    pub permissions: Permissions,
    /// Where it stands among the roles; higher is mightier.
    #[serde(default)]
    pub position: i32,
    /// Whether everybody may mention it.
    #[serde(default)]
    pub mentionable: bool,
    /// To whom a managed role belongs.
    #[serde(default)]
    pub tags: RoleTags,
}

/// To whom a managed role belongs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct RoleTags {
    /// The bot that the role came with.
    #[serde(default)]
    pub bot_id: Option<UserId>,
}

/// A member of the guild.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Member {
    /// Who it is.
    pub user: User,
    /// The name they have in this guild, if it is another.
    #[serde(default)]
    pub nick: Option<String>,
    /// Their roles; @everyone is not listed.
    #[serde(default)]
    pub roles: Vec<RoleId>,
}

/// The guild.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Guild {
    /// Its id.
    pub id: GuildId,
    /// Its name.
    pub name: String,
    /// Who owns it, and may therefore do everything.
    pub owner_id: UserId,
    /// Its boosts, by which the size of files is limited: 0 to 3.
    #[serde(default)]
    pub premium_tier: u8,
    /// Its roles.
    #[serde(default)]
    pub roles: Vec<Role>,
}

/// The largest file that every guild takes, in bytes.
pub const SMALLEST_UPLOAD_LIMIT: u64 = 10 * 1024 * 1024;

impl Guild {
    /// The largest file that may be uploaded here, in bytes, by the guild's boosts.
    pub fn upload_limit(&self) -> u64 {
        match self.premium_tier {
            0 | 1 => SMALLEST_UPLOAD_LIMIT,
            2 => 50 * 1024 * 1024,
            _ => 100 * 1024 * 1024,
        }
    }
}

/// The bot's application.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Application {
    /// Its id.
    pub id: serenity::all::ApplicationId,
    /// Its name.
    pub name: String,
    /// Discord's flags, as bits.
    #[serde(default)]
    pub flags: u64,
    /// Where interactions are posted instead of coming through the gateway, if somewhere.
    #[serde(default)]
    pub interactions_endpoint_url: Option<String>,
}

impl Application {
    const MEMBERS: u64 = 1 << 14;
    const MEMBERS_LIMITED: u64 = 1 << 15;
    const MESSAGE_CONTENT: u64 = 1 << 18;
    const MESSAGE_CONTENT_LIMITED: u64 = 1 << 19;

    /// Whether the *Message Content Intent* is switched on in Discord's portal.
    pub fn has_message_content(&self) -> bool {
        self.flags & (Self::MESSAGE_CONTENT | Self::MESSAGE_CONTENT_LIMITED) != 0
    }

    /// Whether the *Server Members Intent* is, without which Discord lists no members.
    pub fn has_members(&self) -> bool {
        self.flags & (Self::MEMBERS | Self::MEMBERS_LIMITED) != 0
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_overwrite_is_read_and_written_as_discord_does() {
        let wire = json!({ "id": "7", "type": 1, "allow": "1024", "deny": "2048" });
        let overwrite: Overwrite = serde_json::from_value(wire.clone()).expect("an overwrite");
        assert_eq!(
            overwrite,
            Overwrite {
                target: OverwriteTarget::Member(7.into()),
                allow: Permissions::VIEW_CHANNEL,
                deny: Permissions::SEND_MESSAGES,
            }
        );
        assert_eq!(serde_json::to_value(overwrite).expect("serialisable"), wire);
    }

    #[test]
    fn a_file_has_the_name_that_its_author_gave_it() {
        let name = |filename: &str, title: Option<&str>| {
            let wire = json!({
                "id": "1", "filename": filename, "title": title, "size": 3, "url": "https://x",
            });
            let file: Attachment = serde_json::from_value(wire).expect("a file");
            file.name()
        };
        for (filename, title, expected) in [
            (
                "Orcamento_de_marco.pdf",
                Some("Orçamento de março"),
                "Orçamento de março.pdf",
            ),
            ("Orcamento.pdf", Some("Orçamento.pdf"), "Orçamento.pdf"),
            ("SPOILER_surpresa.png", None, "surpresa.png"),
            (
                "SPOILER_surpresa.png",
                Some("SPOILER_Surpresa!"),
                "Surpresa!.png",
            ),
            ("nota", Some("nóta"), "nóta"),
            ("a.pdf", Some(""), "a.pdf"),
        ] {
            assert_eq!(name(filename, title), expected);
        }
    }

    #[test]
    fn a_message_needs_little_to_be_read() {
        let message: Message = serde_json::from_value(json!({
            "id": "1", "channel_id": "2", "author": { "id": "3" },
            "timestamp": "2026-11-22T12:00:00.000000+00:00", "edited_timestamp": null,
            "message_reference": { "type": 1, "message_id": "9", "channel_id": "2" },
            "something_new": {}
        }))
        .expect("a message");
        assert!(message.is_forward());
        assert!(!message.is_interaction_answer());
    }
}
