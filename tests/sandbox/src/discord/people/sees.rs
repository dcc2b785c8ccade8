//! What people see: messages, channels, threads, as their permissions allow.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

use crate::discord::commands::localized;
use crate::discord::components::{self, kinds as parts};
use crate::discord::ids::Id;
use crate::discord::model::{Channel, Message, flags, kinds};
use crate::discord::permissions::bits;
use crate::discord::world::World;

use super::Person;
use super::carried::{SeenAttachment, SeenSticker};

/// A message as one person sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeenMessage {
    /// Its id.
    pub id: Id,
    /// Where it stands.
    pub channel_id: Id,
    /// Who wrote it.
    pub author_id: Id,
    /// The author's name as this guild shows it.
    pub author: String,
    /// Whether a bot wrote it.
    pub bot: bool,
    /// Discord's number for the kind of message: 0 plain, 19 reply, 20 answer to a command, and
    /// others for the lines that Discord writes itself.
    pub kind: u8,
    /// Its text; for messages made of components alone, empty.
    pub content: String,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Whether it says *edited*.
    pub edited: bool,
    /// Its embeds, as Discord writes them.
    pub embeds: Vec<Value>,
    /// Its components, as Discord writes them.
    pub components: Vec<Value>,
    /// Texts that stand among the components, from top to bottom.
    pub texts: Vec<String>,
    /// Every button, wherever it stands.
    pub buttons: Vec<Button>,
    /// Every select, wherever it stands.
    pub selects: Vec<Select>,
    /// Reactions in the order in which they came.
    pub reactions: Vec<SeenReaction>,
    /// The message that it replies to.
    pub reply_to: Option<Id>,
    /// The start of what it forwards.
    pub forwarded: Option<String>,
    /// Whom it pinged.
    pub pinged: Vec<Id>,
    /// Discord's bits, such as 4096 for one without notification.
    pub flags: u64,
    /// Whether it was sent without notification.
    pub silent: bool,
    /// Whether only this person sees it.
    pub ephemeral: bool,
    /// Whether it is pinned.
    pub pinned: bool,
    /// Whether it holds a poll.
    pub poll: bool,
    /// Its files.
    pub attachments: Vec<SeenAttachment>,
    /// Whether its one file is played as a voice message.
    pub voice: bool,
    /// Its stickers.
    pub stickers: Vec<SeenSticker>,
    /// The thread that was started from it.
    pub thread: Option<Id>,
    /// Who ran, pressed or submitted what it answers.
    pub asked_by: Option<Id>,
    /// Whether it only promises an answer: *thinking…*
    pub loading: bool,
}

/// A button of a message.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Button {
    /// What stands on it, without its emoji.
    pub label: String,
    /// Its emoji.
    pub emoji: Option<String>,
    /// Empty for a link.
    pub custom_id: String,
    /// Where a link leads.
    pub url: Option<String>,
    /// 1 primary, 2 secondary, 3 success, 4 danger, 5 link.
    pub style: u64,
    /// Whether it is greyed out.
    pub disabled: bool,
}

/// A select of a message.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Select {
    /// What stands in it while nothing is chosen.
    pub placeholder: String,
    /// Its custom id.
    pub custom_id: String,
    /// Its options; none for selects of users, roles and channels.
    pub options: Vec<SelectOption>,
    /// Whether it is greyed out.
    pub disabled: bool,
    /// Discord's number of its component type: 3 for a list of options.
    pub kind: u64,
    /// The fewest values that can be chosen.
    pub min: u64,
    /// The most values that can be chosen.
    pub max: u64,
}

/// One option of a select.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SelectOption {
    /// What is shown.
    pub label: String,
    /// What is sent.
    pub value: String,
    /// The smaller line below.
    pub description: String,
    /// Whether it is chosen already.
    pub chosen: bool,
}

/// A reaction and who gave it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeenReaction {
    /// The emoji, or the name of one of the guild's own.
    pub emoji: String,
    /// Who reacted, in the order in which they did.
    pub users: Vec<Id>,
}

/// A channel or thread in somebody's list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeenChannel {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Discord's number: 0 text, 4 category, 11 public thread, 12 private thread.
    pub kind: u8,
    /// Its category, or the channel of a thread.
    pub parent_id: Option<Id>,
    /// Whether it has something unread; for threads only when they are in it.
    pub unread: bool,
    /// How many unread messages ping them.
    pub mentions: usize,
    /// For threads.
    pub thread: Option<SeenThread>,
}

/// The state of a thread.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeenThread {
    /// Whether it is archived.
    pub archived: bool,
    /// Whether it is locked.
    pub locked: bool,
    /// Minutes until it is archived by itself.
    pub auto_archive: u32,
    /// Who is in it.
    pub members: Vec<Id>,
}

impl SeenMessage {
    pub(super) fn of(world: &World, message: &Message, viewer: Id) -> Self {
        let mut all = Vec::new();
        components::flatten(&message.components, &mut all);
        let forwarded = message.snapshots.first();
        let snapshot_text = |s: &Value| text(&s["message"]["content"]);
        Self {
            id: message.id,
            channel_id: message.channel_id,
            author_id: message.author,
            author: world.name_in(message.channel_id, message.author),
            bot: world.users.get(&message.author).is_some_and(|u| u.bot),
            kind: message.kind,
            content: message.content.clone(),
            at: message.at,
            edited: message.edited.is_some(),
            embeds: message.embeds.clone(),
            components: message.components.clone(),
            texts: all
                .iter()
                .filter(|c| components::kind(c) == parts::TEXT)
                .map(|c| text(&c["content"]))
                .collect(),
            buttons: all
                .iter()
                .filter(|c| components::kind(c) == parts::BUTTON)
                .map(|c| Button::of(c))
                .collect(),
            selects: all
                .iter()
                .filter(|c| matches!(components::kind(c), 3 | 5..=8))
                .map(|c| Select::of(c))
                .collect(),
            reactions: message
                .reactions
                .iter()
                .map(|r| SeenReaction {
                    emoji: r.emoji.name.clone(),
                    users: r.users.clone(),
                })
                .collect(),
            reply_to: message
                .reference
                .as_ref()
                .filter(|_| message.kind == kinds::REPLY)
                .and_then(|r| r.message_id),
            forwarded: forwarded.map(snapshot_text),
            pinged: world.pinged(message),
            flags: message.flags,
            silent: message.flags & flags::SUPPRESS_NOTIFICATIONS != 0,
            ephemeral: message.only_for == Some(viewer),
            pinned: message.pinned.is_some(),
            poll: message.poll.is_some(),
            attachments: message
                .attachments
                .iter()
                .map(|a| SeenAttachment::of(world, a))
                .collect(),
            voice: message.flags & flags::VOICE_MESSAGE != 0,
            stickers: message
                .stickers
                .iter()
                .map(|sticker| SeenSticker::of(world, sticker))
                .collect(),
            thread: world.channels.get(&message.id).map(|thread| thread.id),
            asked_by: message
                .interaction
                .as_ref()
                .and_then(|asked| asked["user"]["id"].as_str()?.parse().ok()),
            loading: message.flags & flags::LOADING != 0,
        }
    }

    /// Everything that can be read in it: its text, then the texts among its components, then its
    /// embeds' titles, descriptions and fields.
    pub fn all_text(&self) -> String {
        let mut lines = vec![self.content.clone()];
        lines.extend(self.texts.iter().cloned());
        for embed in &self.embeds {
            lines.push(text(&embed["author"]["name"]));
            lines.push(text(&embed["title"]));
            lines.push(text(&embed["description"]));
            for field in embed["fields"].as_array().into_iter().flatten() {
                lines.push(text(&field["name"]));
                lines.push(text(&field["value"]));
            }
            lines.push(text(&embed["footer"]["text"]));
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    /// The button with this label, emoji or custom id.
    pub fn button(&self, name: &str) -> Option<&Button> {
        self.buttons
            .iter()
            .find(|b| b.label == name || b.custom_id == name || b.emoji.as_deref() == Some(name))
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl Button {
    fn of(button: &Value) -> Self {
        Self {
            label: text(&button["label"]),
            emoji: button["emoji"]["name"].as_str().map(str::to_owned),
            custom_id: text(&button["custom_id"]),
            url: button["url"].as_str().map(str::to_owned),
            style: button["style"].as_u64().unwrap_or(0),
            disabled: button["disabled"] == true,
        }
    }
}

impl Select {
    fn of(select: &Value) -> Self {
        Self {
            placeholder: text(&select["placeholder"]),
            custom_id: text(&select["custom_id"]),
            options: SelectOption::all_of(select),
            disabled: select["disabled"] == true,
            kind: components::kind(select),
            min: select["min_values"].as_u64().unwrap_or(1),
            max: select["max_values"].as_u64().unwrap_or(1),
        }
    }
}

impl SelectOption {
    /// Every option of a select, or of a field of a form.
    pub(super) fn all_of(select: &Value) -> Vec<Self> {
        let options = select["options"].as_array().into_iter().flatten();
        options
            .map(|option| Self {
                label: text(&option["label"]),
                value: text(&option["value"]),
                description: text(&option["description"]),
                chosen: option["default"] == true,
            })
            .collect()
    }
}

impl World {
    /// The name of a user as the guild of a channel shows it.
    fn name_in(&self, channel: Id, user: Id) -> String {
        let member = self.guild_of(channel).and_then(|g| g.members.get(&user));
        let nick = member.and_then(|m| m.nick.clone());
        let user = self.users.get(&user);
        let own = || user.and_then(|u| u.global_name.clone());
        let plain = || user.map(|u| u.username.clone());
        nick.or_else(own).or_else(plain).unwrap_or_default()
    }

    fn seen_channel_of(&self, user: Id, channel: &Channel) -> SeenChannel {
        let read = self
            .read
            .get(&(user, channel.id))
            .copied()
            .unwrap_or_default();
        let new = channel.messages.range(Id(read.0 + 1)..);
        let new = new
            .filter_map(|id| self.messages.get(id))
            .filter(|m| m.author != user && m.only_for.is_none());
        let new: Vec<&Message> = new.collect();
        let follows = channel
            .thread
            .as_ref()
            .is_none_or(|t| t.members.contains_key(&user));
        let pings = |m: &&&Message| self.pinged(m).contains(&user);
        SeenChannel {
            id: channel.id,
            name: channel.name.clone(),
            kind: channel.kind,
            parent_id: channel.parent_id,
            unread: follows && !new.is_empty(),
            mentions: new.iter().filter(pings).count(),
            thread: channel.thread.as_ref().map(|t| SeenThread {
                archived: t.archived,
                locked: t.locked,
                auto_archive: t.auto_archive,
                members: t.members.keys().copied().collect(),
            }),
        }
    }
}

/// A command in somebody's list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeenCommand {
    /// Its id, by which texts mention it.
    pub id: Id,
    /// Its name in English, by which it is run.
    pub name: String,
    /// Its name in this person's language.
    pub shown: String,
    /// What it says about itself, in this person's language.
    pub description: String,
    /// 1 typed, 2 in a person's menu, 3 in a message's menu.
    pub kind: u64,
    /// Its options and subcommands, as Discord writes them.
    pub options: Value,
}

impl Person {
    /// The commands that they can use in a channel.
    pub fn commands(&self, channel: Id) -> Vec<SeenCommand> {
        self.discord.inner.look(|world| {
            let locale = world.locale(self.id);
            let all = world.commands.values();
            all.filter(|c| world.usable(self.id, channel, c.name(), c.kind()).is_ok())
                .map(|c| SeenCommand {
                    id: c.id,
                    name: c.name().to_owned(),
                    shown: localized(&c.body, "name", locale).to_owned(),
                    description: localized(&c.body, "description", locale).to_owned(),
                    kind: c.kind(),
                    options: c.body["options"].clone(),
                })
                .collect()
        })
    }

    /// What they see in a channel or thread, oldest first; nothing if they cannot see it.
    pub fn sees(&self, channel: Id) -> Vec<SeenMessage> {
        self.discord.inner.look(|world| {
            let wanted = bits::VIEW_CHANNEL | bits::READ_MESSAGE_HISTORY;
            if !world.may(self.id, channel, wanted) {
                return Vec::new();
            }
            let ids = world
                .channels
                .get(&channel)
                .into_iter()
                .flat_map(|c| &c.messages);
            ids.filter_map(|id| world.messages.get(id))
                .filter(|m| m.only_for.is_none_or(|owner| owner == self.id))
                .map(|m| SeenMessage::of(world, m, self.id))
                .collect()
        })
    }

    /// One message, if they see it.
    pub fn sees_message(&self, message: Id) -> Option<SeenMessage> {
        self.discord.inner.look(|world| {
            let found = world.visible(self.id, message).ok()?;
            Some(SeenMessage::of(world, found, self.id))
        })
    }

    /// The newest message that they see in a channel or thread.
    pub fn sees_last(&self, channel: Id) -> Option<SeenMessage> {
        self.sees(channel).pop()
    }

    /// The channels and threads that they see, archived threads included, oldest first.
    pub fn channels(&self) -> Vec<SeenChannel> {
        self.discord.inner.look(|world| {
            let all = world.channels.values();
            all.filter(|c| world.may_interact(self.id, c.id))
                .map(|c| world.seen_channel_of(self.id, c))
                .collect()
        })
    }

    /// One channel or thread, if they see it.
    pub fn channel(&self, id: Id) -> Option<SeenChannel> {
        self.discord.inner.look(|world| {
            let found = world.channels.get(&id)?;
            let seen = world.may_interact(self.id, id);
            seen.then(|| world.seen_channel_of(self.id, found))
        })
    }

    /// The threads of a channel that they see, oldest first.
    pub fn threads(&self, channel: Id) -> Vec<SeenChannel> {
        let mut all = self.channels();
        all.retain(|c| c.thread.is_some() && c.parent_id == Some(channel));
        all
    }

    /// Their name as the guild shows it.
    pub fn name(&self) -> String {
        self.discord.inner.look(|world| {
            let guild = world
                .guilds
                .values()
                .find(|g| g.members.contains_key(&self.id));
            let nick = guild.and_then(|g| g.members.get(&self.id)?.nick.clone());
            let user = world.users.get(&self.id);
            nick.or_else(|| {
                user?
                    .global_name
                    .clone()
                    .or_else(|| Some(user?.username.clone()))
            })
            .unwrap_or_default()
        })
    }
}
