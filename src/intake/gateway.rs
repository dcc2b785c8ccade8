//! Events of the gateway, in their order.
//!
//! poise and serenity run each event in a task of its own, so that two messages of one thread may
//! overtake each other. Therefore a collector, which serenity calls in the order of arrival, puts
//! what concerns threads into one queue per thread; see [`super::queues`].

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};
use futures::StreamExt as _;
use serde_json::Value;
use serenity::all::{
    ChunkGuildFilter, Event, GuildId, Reaction, ReactionType, ShardMessenger, UnknownEvent, UserId,
};

use super::queues::Queues;
use crate::desk::lines::{Attached, Written};
use crate::desk::sight::{Ask, Sight};
use crate::discord::limiter::Priority;
use crate::discord::model::Message;
use crate::discord::stickers::{Sticker, carried, drawings, said};
use crate::domain::fit::Origin;
use crate::domain::ids::{PersonId, PlaceId, PostId, RoleId};

/// What the gateway told about a place of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// A person wrote.
    Wrote(Written),
    /// A person changed what they had written.
    Edited {
        /// Which message.
        post: PostId,
        /// What it says now.
        text: String,
        /// Discord's ids of the files and stickers that it still carries, where that is told.
        attachments: Option<Vec<u64>>,
        /// When.
        at: DateTime<Utc>,
    },
    /// A person put an emoji on a message, or took it back.
    Reacted {
        /// Which message.
        post: PostId,
        /// Who.
        by: PersonId,
        /// Their roles; not told of whoever takes one back.
        roles: Vec<RoleId>,
        /// Which emoji.
        emoji: String,
        /// It was taken back.
        removed: bool,
    },
    /// A message lost everybody's emojis, or everybody's of that one.
    ReactionsCleared {
        /// Which message.
        post: PostId,
        /// Which emoji; `None`: all.
        emoji: Option<String>,
    },
    /// A message disappeared.
    Deleted(PostId),
    /// Messages disappeared together, which is hardly their author's doing.
    DeletedTogether(Vec<PostId>),
    /// The thread itself disappeared.
    Gone,
    /// Who may see the channel may have changed, we among them, or it disappeared; of the guild: its
    /// roles did, or ours, or what it takes.
    Changed,
    /// Messages may be missing before what comes next: they are read first, so urgently.
    CatchUp(Priority),
    /// These lines, whose messages have left, may have been changed or deleted meanwhile.
    LookOver(Vec<PostId>),
}

/// Puts every event of this guild that concerns a place into that place's queue, from now until the
/// connection ends.
///
/// Registered anew at every READY: what happened before is found by catching up. `missed` is called
/// where more reaches us from here on than did before, and must hold the queues.
pub fn listen(
    shard: &ShardMessenger,
    guild: GuildId,
    queues: Arc<Queues>,
    sight: Sight,
    missed: impl Fn() + Send + Sync + 'static,
) {
    let away = AtomicBool::new(false);
    // The extractor runs inside serenity's reading loop: it queues at once, in order, and the
    // stream itself carries nothing.
    let stream = serenity::collector::collect(shard, move |event| {
        match reach(event, guild) {
            Some(Reach::Nothing) => {
                away.store(true, Ordering::Relaxed);
                sight.closes();
            }
            // Each session begins with one, after which nothing is missing.
            Some(Reach::Guild) if !away.swap(false, Ordering::Relaxed) => {}
            Some(Reach::Guild | Reach::Channel) => missed(),
            None => {}
        }
        if let Some((place, seen)) = read(event, guild) {
            queues.push(place, seen);
        }
        // What it tells of stands in its queue by now.
        hear(event, &sight);
        None::<()>
    });
    // Whoever holds the stream keeps the collector registered.
    tokio::spawn(stream.for_each(|()| std::future::ready(())));
}

/// How the gateway is asked for a sign of life: no other question that it answers costs so little as
/// the one about ourselves.
pub fn ask(shard: ShardMessenger, guild: GuildId, me: UserId) -> Ask {
    Box::new(move |at| {
        let ourselves = ChunkGuildFilter::UserIds(vec![me]);
        let nonce = at.timestamp_millis().to_string();
        shard.chunk_guild(guild, None, false, ourselves, Some(nonce));
    })
}

/// Events come in order: one that says when it was made proves that those before it came.
fn hear(event: &Event, sight: &Sight) {
    let made = match event {
        Event::MessageCreate(event) => PostId(event.message.id.get()).made_at(),
        Event::InteractionCreate(event) => Some(*event.interaction.id().created_at()),
        Event::GuildMembersChunk(event) => {
            let asked = event.nonce.as_ref().and_then(|nonce| nonce.parse().ok());
            if let Some(asked) = asked.and_then(DateTime::from_timestamp_millis) {
                sight.answered(asked);
            }
            return;
        }
        _ => None,
    };
    if let Some(at) = made {
        sight.heard(at);
    }
}

/// How much of our server reaches us from an event on.
enum Reach {
    /// Nothing: it is out of order, or has sent us away.
    Nothing,
    /// What we may see of it.
    Guild,
    /// A channel that we could not see, with its threads.
    Channel,
}

/// While a channel is hidden from us, no event tells of what people do there, and none tells of it
/// afterwards; only that we see it again is told.
/// <https://discord.com/developers/docs/events/gateway-events#thread-list-sync>
fn reach(event: &Event, guild: GuildId) -> Option<Reach> {
    match event {
        Event::GuildDelete(event) if event.guild.id == guild => Some(Reach::Nothing),
        Event::GuildCreate(event) if event.guild.id == guild => Some(Reach::Guild),
        Event::ThreadListSync(event) if event.guild_id == guild => Some(Reach::Channel),
        // One that serenity cannot read tells as much.
        Event::Unknown(event) => {
            let (key, reach) = match event.kind.as_str() {
                "GUILD_CREATE" => ("id", Reach::Guild),
                "THREAD_LIST_SYNC" => ("guild_id", Reach::Channel),
                _ => return None,
            };
            let id = event.value.get(key)?.as_str()?;
            (id.parse() == Ok(guild.get())).then_some(reach)
        }
        _ => None,
    }
}

fn read(event: &Event, guild: GuildId) -> Option<(PlaceId, Seen)> {
    match event {
        Event::MessageCreate(event) if event.message.guild_id == Some(guild) => {
            let member = event.message.member.as_ref();
            let roles = member.map(|member| roles_of(&member.roles));
            let roles = roles.unwrap_or_default();
            let written = written(&Message::from(&event.message), &roles)?;
            Some((written.place, Seen::Wrote(written)))
        }
        Event::MessageUpdate(event) if event.guild_id == Some(guild) => {
            if event.author.as_ref().is_some_and(|author| author.bot) {
                return None;
            }
            let stickers: Vec<Sticker> = event
                .sticker_items
                .iter()
                .flatten()
                .map(Sticker::from)
                .collect();
            Some((
                PlaceId(event.channel_id.get()),
                Seen::Edited {
                    post: PostId(event.id.get()),
                    text: said(event.content.as_deref()?, &stickers),
                    attachments: event.attachments.as_ref().map(|files| {
                        let files = files.iter().map(|file| file.id.get());
                        carried(files, &stickers)
                    }),
                    // Without it nobody edited anything: a link got its preview, or it was pinned.
                    at: *event.edited_timestamp?,
                },
            ))
        }
        Event::MessageDelete(event) if event.guild_id == Some(guild) => Some((
            PlaceId(event.channel_id.get()),
            Seen::Deleted(PostId(event.message_id.get())),
        )),
        Event::MessageDeleteBulk(event) if event.guild_id == Some(guild) => Some((
            PlaceId(event.channel_id.get()),
            Seen::DeletedTogether(event.ids.iter().map(|id| PostId(id.get())).collect()),
        )),
        Event::ReactionAdd(event) => reacted(&event.reaction, false, guild),
        Event::ReactionRemove(event) => reacted(&event.reaction, true, guild),
        Event::ReactionRemoveAll(event) if event.guild_id == Some(guild) => Some((
            PlaceId(event.channel_id.get()),
            Seen::ReactionsCleared {
                post: PostId(event.message_id.get()),
                emoji: None,
            },
        )),
        Event::ReactionRemoveEmoji(event) if event.reaction.guild_id == Some(guild) => {
            let ReactionType::Unicode(emoji) = &event.reaction.emoji else {
                return None;
            };
            Some((
                PlaceId(event.reaction.channel_id.get()),
                Seen::ReactionsCleared {
                    post: PostId(event.reaction.message_id.get()),
                    emoji: Some(emoji.clone()),
                },
            ))
        }
        Event::ThreadDelete(event) if event.thread.guild_id == guild => {
            Some((PlaceId(event.thread.id.get()), Seen::Gone))
        }
        Event::ChannelDelete(event) if event.channel.guild_id == guild => {
            Some((PlaceId(event.channel.id.get()), Seen::Changed))
        }
        Event::GuildUpdate(event) if event.guild.id == guild => {
            Some((PlaceId(guild.get()), Seen::Changed))
        }
        Event::GuildRoleCreate(event) if event.role.guild_id == guild => {
            Some((PlaceId(guild.get()), Seen::Changed))
        }
        Event::GuildRoleUpdate(event) if event.role.guild_id == guild => {
            Some((PlaceId(guild.get()), Seen::Changed))
        }
        Event::GuildRoleDelete(event) if event.guild_id == guild => {
            Some((PlaceId(guild.get()), Seen::Changed))
        }
        Event::ChannelUpdate(event) if event.channel.guild_id == guild => {
            Some((PlaceId(event.channel.id.get()), Seen::Changed))
        }
        // Without a privileged intent only our own member is told of.
        Event::GuildMemberUpdate(event) if event.guild_id == guild => {
            Some((PlaceId(guild.get()), Seen::Changed))
        }
        Event::Unknown(event) => unreadable(event, guild),
        _ => None,
    }
}

/// The names of the events above, which serenity gives to nobody where it cannot read what they hold.
const READ: [&str; 15] = [
    "CHANNEL_DELETE",
    "CHANNEL_UPDATE",
    "GUILD_ROLE_CREATE",
    "GUILD_ROLE_DELETE",
    "GUILD_ROLE_UPDATE",
    "GUILD_UPDATE",
    "INTERACTION_CREATE",
    "MESSAGE_CREATE",
    "MESSAGE_DELETE",
    "MESSAGE_DELETE_BULK",
    "MESSAGE_REACTION_ADD",
    "MESSAGE_REACTION_REMOVE",
    "MESSAGE_REACTION_REMOVE_ALL",
    "MESSAGE_UPDATE",
    "THREAD_DELETE",
];

/// An event that serenity cannot read, or does not know. What it should have told of a message is read
/// from the thread; of anything else only the operator hears.
fn unreadable(event: &UnknownEvent, guild: GuildId) -> Option<(PlaceId, Seen)> {
    let value = &event.value;
    let id = |key: &str| -> Option<u64> { value.get(key)?.as_str()?.parse().ok() };
    let is_bots = value.pointer("/author/bot").and_then(Value::as_bool) == Some(true);
    let kind = READ.iter().find(|kind| **kind == event.kind)?;
    if is_bots || id("guild_id") != Some(guild.get()) {
        return None;
    }
    let place = id("channel_id");
    tracing::error!(kind, place, "an event of Discord's gateway cannot be read");
    metrics::counter!("conecta_unreadable_events_total").increment(1);
    let seen = match *kind {
        "MESSAGE_CREATE" => Seen::CatchUp(Priority::Post),
        "MESSAGE_UPDATE" | "MESSAGE_DELETE" => Seen::LookOver(vec![PostId(id("id")?)]),
        _ => return None,
    };
    Some((PlaceId(place?), seen))
}

/// Emojis of a guild's own have no form outside Discord and mean nothing to the desk.
fn reacted(reaction: &Reaction, removed: bool, guild: GuildId) -> Option<(PlaceId, Seen)> {
    let ReactionType::Unicode(emoji) = &reaction.emoji else {
        return None;
    };
    let by = reaction
        .user_id
        .filter(|_| reaction.guild_id == Some(guild))?;
    let seen = Seen::Reacted {
        post: PostId(reaction.message_id.get()),
        by: PersonId(by.get()),
        roles: reaction
            .member
            .as_ref()
            .map(|member| roles_of(&member.roles))
            .unwrap_or_default(),
        emoji: emoji.clone(),
        removed,
    };
    Some((PlaceId(reaction.channel_id.get()), seen))
}

fn roles_of(member: &[serenity::all::RoleId]) -> Vec<RoleId> {
    member.iter().map(|role| RoleId(role.get())).collect()
}

/// A message as the desk takes it; `None` if no person wrote it. The gateway tells its author's
/// roles, reading it again does not.
pub fn written(message: &Message, roles: &[RoleId]) -> Option<Written> {
    const ORDINARY: u8 = 0;
    const REPLY: u8 = 19;
    if message.author.bot || message.webhook_id.is_some() {
        return None;
    }
    // A message of the system (somebody joined, a pin, a rename) is nobody's writing.
    if !matches!(message.kind, ORDINARY | REPLY) {
        return None;
    }
    let forward = message.is_forward();
    let reply_to = message
        .message_reference
        .filter(|_| !forward)
        .and_then(|reference| reference.message_id);
    let post = PostId(message.id.get());
    Some(Written {
        place: PlaceId(message.channel_id.get()),
        post,
        author: PersonId(message.author.id.get()),
        roles: roles.to_vec(),
        // The id says when it was made, to the millisecond.
        at: post.made_at().unwrap_or(message.timestamp),
        text: message.said(),
        reply_to: reply_to.map(|id| PostId(id.get())),
        no_writing: forward || message.poll.is_some(),
        files: attached(message),
        names: drawings(&message.sticker_items).count(),
        left: false,
    })
}

/// The files of a message as the desk takes them.
pub fn attached(message: &Message) -> Vec<Attached> {
    let origin = if message.is_voice() {
        Origin::Spoken
    } else {
        Origin::Attached
    };
    let files = message.attachments.iter().map(|file| Attached {
        id: file.id.get(),
        name: file.name(),
        size: file.size,
        mime: file.content_type.clone(),
        url: file.url.clone(),
        origin,
        spoiler: file.is_spoiler(),
    });
    let stickers = message.sticker_items.iter().filter_map(|sticker| {
        let (url, mime) = sticker.picture()?;
        Some(Attached {
            id: sticker.id.get(),
            name: sticker.name.clone(),
            size: 0,
            mime: Some(mime.to_owned()),
            url,
            origin: Origin::Sticker,
            spoiler: false,
        })
    });
    files.chain(stickers).collect()
}
