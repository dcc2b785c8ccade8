//! Threads: starting, archiving, members, lists.
//!
//! <https://discord.com/developers/docs/topics/threads>

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::body::{Call, Reply};
use super::errors::{ApiError, Fields};
use super::ids::Id;
use super::model::{
    Channel, Message, PRIVATE_THREAD, PUBLIC_THREAD, Reference, TEXT, Thread, flags, kinds,
};
use super::permissions::bits;
use super::render;
use super::sessions::Intent;
use super::world::World;

/// Threads of a guild that may be active at once.
pub const ACTIVE_THREADS: usize = 1_000;
/// Minutes of inactivity that may be asked for.
const ARCHIVE_AFTER: [u64; 4] = [60, 1_440, 4_320, 10_080];

fn check(body: &Value) -> Result<(), ApiError> {
    let mut fields = Fields::default();
    fields.needed_text(body, "", "name", 100);
    check_settings(body, &mut fields);
    fields.finish()
}

fn check_settings(body: &Value, fields: &mut Fields) {
    fields.number(body, "", "rate_limit_per_user", 0, 21_600);
    let minutes = &body["auto_archive_duration"];
    if !minutes.is_null() && !minutes.as_u64().is_some_and(|m| ARCHIVE_AFTER.contains(&m)) {
        fields.choice("auto_archive_duration", "(60, 1440, 4320, 10080)");
    }
}

pub(super) fn from_message(
    world: &mut World,
    channel: Id,
    message: Id,
    call: &Call,
) -> Result<Reply, ApiError> {
    let seen = world.channel_for(channel, bits::CREATE_PUBLIC_THREADS)?;
    if seen.kind != TEXT {
        return Err(ApiError::wrong_channel_type());
    }
    check(&call.body)?;
    let starter = world.message_in(channel, message)?;
    if starter.is_system() {
        return Err(ApiError::system_message());
    }
    if world.channels.contains_key(&message) || starter.flags & flags::HAS_THREAD != 0 {
        return Err(ApiError::thread_exists());
    }
    let owner = world.bot.user_id;
    let value = world.start_thread(message, channel, PUBLIC_THREAD, &call.body, owner)?;
    world.tell_thread_start(message);
    let now = world.now();
    let line = world.new_id();
    let author = world.messages.get(&message).map_or(owner, |m| m.author);
    let mut line = Message::new(line, message, author, kinds::THREAD_STARTER, now);
    line.reference = Some(Reference {
        kind: 0,
        guild_id: world.guild_of(channel).map(|g| g.id).unwrap_or_default(),
        channel_id: channel,
        message_id: Some(message),
    });
    if let Some(starter) = world.messages.get_mut(&message) {
        starter.flags |= flags::HAS_THREAD;
    }
    world.tell_message("MESSAGE_UPDATE", message);
    world.place(line);
    Ok(Reply::created(value))
}

pub(super) fn without_message(
    world: &mut World,
    channel: Id,
    call: &Call,
) -> Result<Reply, ApiError> {
    let kind = match call.body["type"].as_u64() {
        Some(11) => PUBLIC_THREAD,
        // Private unless another type is asked for.
        Some(12) | None => PRIVATE_THREAD,
        _ => {
            return Err(ApiError::field(
                "type",
                "BASE_TYPE_CHOICES",
                "Value must be one of (10, 11, 12).",
            ));
        }
    };
    let wanted = if kind == PUBLIC_THREAD {
        bits::CREATE_PUBLIC_THREADS
    } else {
        bits::CREATE_PRIVATE_THREADS
    };
    let seen = world.channel_for(channel, wanted)?;
    if seen.kind != TEXT {
        return Err(ApiError::wrong_channel_type());
    }
    check(&call.body)?;
    let (id, owner) = (world.new_id(), world.bot.user_id);
    let value = world.start_thread(id, channel, kind, &call.body, owner)?;
    world.tell_thread_start(id);
    if kind == PUBLIC_THREAD {
        let (line, now) = (world.new_id(), world.now());
        let mut line = Message::new(line, channel, owner, kinds::THREAD_CREATED, now);
        line.content = call.body["name"].as_str().unwrap_or_default().to_owned();
        line.reference = Some(Reference {
            kind: 0,
            guild_id: world.guild_of(channel).map(|g| g.id).unwrap_or_default(),
            channel_id: id,
            message_id: None,
        });
        world.place(line);
    }
    Ok(Reply::created(value))
}

impl World {
    /// Adds a thread; answers it as it is at its beginning.
    pub(super) fn start_thread(
        &mut self,
        id: Id,
        parent: Id,
        kind: u8,
        body: &Value,
        owner: Id,
    ) -> Result<Value, ApiError> {
        let guild_id = self
            .guild_of(parent)
            .map(|g| g.id)
            .ok_or_else(ApiError::unknown_channel)?;
        if self.active_threads(guild_id).count() >= ACTIVE_THREADS {
            return Err(ApiError::too_many_threads());
        }
        let now = self.now();
        let minutes = body["auto_archive_duration"].as_u64().unwrap_or(4_320);
        let slowmode = body["rate_limit_per_user"].as_u64().unwrap_or(0);
        let channel = Channel {
            id,
            guild_id,
            kind,
            name: body["name"].as_str().unwrap_or_default().to_owned(),
            topic: None,
            parent_id: Some(parent),
            position: 0,
            overwrites: Vec::new(),
            nsfw: false,
            slowmode: u32::try_from(slowmode).unwrap_or(0),
            last_message_id: None,
            last_pin: None,
            messages: BTreeSet::new(),
            thread: Some(Thread {
                owner_id: owner,
                archived: false,
                locked: false,
                invitable: body["invitable"] != false,
                auto_archive: u32::try_from(minutes).unwrap_or(4_320),
                archive_changed: now,
                last_active: now,
                created: now,
                total_sent: 0,
                deleted: 0,
                members: BTreeMap::from([(owner, now)]),
            }),
        };
        let value = self.channel_json(&channel);
        self.channels.insert(id, channel);
        Ok(value)
    }

    /// Tells the sessions that a thread began.
    pub(super) fn tell_thread_start(&mut self, id: Id) {
        let Some(channel) = self.channels.get(&id) else {
            return;
        };
        let mut body = self.channel_json(channel);
        body["newly_created"] = json!(true);
        self.tell("THREAD_CREATE", Intent::Guilds, Some(id), body);
    }

    /// Takes a thread out of the archive, unless too many are active, and tells the sessions.
    pub(super) fn unarchive(&mut self, id: Id) -> Result<(), ApiError> {
        let guild = self.guild_of(id).map(|g| g.id).unwrap_or_default();
        if self.active_threads(guild).count() >= ACTIVE_THREADS {
            return Err(ApiError::too_many_threads());
        }
        self.set_archived(id, false);
        self.tell_channel("THREAD_UPDATE", id);
        Ok(())
    }
}

/// Changes a thread. An archived one takes nothing but being taken out, and what comes with it.
pub(super) fn edit(world: &mut World, id: Id, body: &Value) -> Result<Reply, ApiError> {
    let mut fields = Fields::default();
    fields.text(body, "", "name", 1, 100);
    check_settings(body, &mut fields);
    fields.finish()?;
    let bot = world.bot.user_id;
    let manages = world.may(bot, id, bits::MANAGE_THREADS);
    let channel = world
        .channels
        .get(&id)
        .ok_or_else(ApiError::unknown_channel)?;
    let thread = channel
        .thread
        .as_ref()
        .ok_or_else(ApiError::wrong_channel_type)?;
    let (archived, locked, own) = (thread.archived, thread.locked, thread.owner_id == bot);
    let has = |name: &str| !body[name].is_null();
    let opens = body["archived"] == false;
    let settings = has("name")
        || has("auto_archive_duration")
        || has("rate_limit_per_user")
        || has("invitable");
    let takes_manager = has("locked") || has("rate_limit_per_user") || (locked && has("archived"));
    if !manages && (takes_manager || (!own && (settings || body["archived"] == true))) {
        return Err(ApiError::missing_permissions());
    }
    if archived && !opens && (settings || body["locked"] == false) {
        return Err(ApiError::archived_thread());
    }
    if archived && opens {
        world.unarchive_quietly(id)?;
    }
    let old_name = channel_name(world, id);
    let now = world.now();
    if let Some(channel) = world.channels.get_mut(&id) {
        if let Some(name) = body["name"].as_str() {
            name.trim().clone_into(&mut channel.name);
        }
        if let Some(seconds) = body["rate_limit_per_user"].as_u64() {
            channel.slowmode = u32::try_from(seconds).unwrap_or(0);
        }
        if let Some(thread) = &mut channel.thread {
            if let Some(minutes) = body["auto_archive_duration"].as_u64() {
                thread.auto_archive = u32::try_from(minutes).unwrap_or(4_320);
            }
            if let Some(locked) = body["locked"].as_bool() {
                thread.locked = locked;
            }
            if let Some(invitable) = body["invitable"].as_bool() {
                thread.invitable = invitable;
            }
        }
    }
    let new_name = channel_name(world, id);
    if old_name != new_name {
        let line = world.new_id();
        let mut line = Message::new(line, id, bot, kinds::RENAMED, now);
        line.content = new_name;
        world.place(line);
    }
    if body["archived"] == true {
        world.set_archived(id, true);
    }
    world.tell_channel("THREAD_UPDATE", id);
    Ok(Reply::ok(thread_json(world, id)))
}

impl World {
    fn unarchive_quietly(&mut self, id: Id) -> Result<(), ApiError> {
        let guild = self.guild_of(id).map(|g| g.id).unwrap_or_default();
        if self.active_threads(guild).count() >= ACTIVE_THREADS {
            return Err(ApiError::too_many_threads());
        }
        self.set_archived(id, false);
        Ok(())
    }
}

fn channel_name(world: &World, id: Id) -> String {
    let channel = world.channels.get(&id);
    channel.map(|c| c.name.clone()).unwrap_or_default()
}

fn thread_json(world: &World, id: Id) -> Value {
    let channel = world.channels.get(&id);
    channel.map_or(Value::Null, |c| world.channel_json(c))
}

/// A thread that the bot can see.
pub(super) fn thread(world: &World, id: Id) -> Result<(&Channel, &Thread), ApiError> {
    let channel = world.seen_channel(id)?;
    let thread = channel
        .thread
        .as_ref()
        .ok_or_else(ApiError::wrong_channel_type)?;
    Ok((channel, thread))
}

/// The bot's own membership in each of some threads.
pub(super) fn own_members(world: &World, threads: &[&Channel]) -> Vec<Value> {
    let bot = world.bot.user_id;
    threads
        .iter()
        .filter_map(|channel| {
            let joined = channel.thread.as_ref()?.members.get(&bot)?;
            Some(render::thread_member(channel.id, bot, *joined))
        })
        .collect()
}

pub(super) fn active(world: &World, guild: Id) -> Result<Reply, ApiError> {
    world.guild(guild)?;
    let bot = world.bot.user_id;
    let mut threads: Vec<&Channel> = world
        .active_threads(guild)
        .filter(|c| world.may(bot, c.id, bits::VIEW_CHANNEL))
        .collect();
    threads.sort_by_key(|c| std::cmp::Reverse(c.id));
    let all: Vec<Value> = threads.iter().map(|c| world.channel_json(c)).collect();
    Ok(Reply::ok(json!({
        "threads": all,
        "members": own_members(world, &threads),
        "has_more": false,
    })))
}

pub(super) fn archived(
    world: &World,
    channel: Id,
    private: bool,
    call: &Call,
) -> Result<Reply, ApiError> {
    let wanted = if private {
        bits::READ_MESSAGE_HISTORY | bits::MANAGE_THREADS
    } else {
        bits::READ_MESSAGE_HISTORY
    };
    world.channel_for(channel, wanted)?;
    let before = call.query.get("before").and_then(|text| text.parse().ok());
    let limit = call.limit(50, 100);
    let mut threads: Vec<(&Channel, &Thread)> = world
        .channels
        .values()
        .filter(|c| c.parent_id == Some(channel))
        .filter(|c| (c.kind == PRIVATE_THREAD) == private)
        .filter_map(|c| Some((c, c.thread.as_ref()?)))
        .filter(|(_, t)| {
            t.archived
                && before.is_none_or(|b: chrono::DateTime<chrono::Utc>| t.archive_changed < b)
        })
        .collect();
    threads.sort_by_key(|(_, t)| std::cmp::Reverse(t.archive_changed));
    let has_more = threads.len() > limit;
    threads.truncate(limit);
    let threads: Vec<&Channel> = threads.into_iter().map(|(c, _)| c).collect();
    let all: Vec<Value> = threads.iter().map(|c| world.channel_json(c)).collect();
    Ok(Reply::ok(json!({
        "threads": all,
        "members": own_members(world, &threads),
        "has_more": has_more,
    })))
}
