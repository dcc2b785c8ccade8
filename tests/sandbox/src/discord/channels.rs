//! Channels of a guild, and what they change for roles and members.

use serde_json::{Value, json};

use super::body::{Call, Reply};
use super::errors::{ApiError, Fields};
use super::ids::Id;
use super::model::{CATEGORY, Channel, Overwrite, TEXT};
use super::permissions::{bits, in_guild};
use super::seed::made_channel;
use super::sessions::Intent;
use super::specs::NewChannel;
use super::threads;
use super::world::World;

/// Channels that a guild takes, categories counted.
const CHANNELS: usize = 500;
/// Channels that a category takes.
const IN_CATEGORY: usize = 50;

pub(super) fn list(world: &World, guild: Id) -> Result<Reply, ApiError> {
    world.guild(guild)?;
    let channels = world.channels.values();
    let plain = channels.filter(|c| c.guild_id == guild && c.thread.is_none());
    Ok(Reply::ok(plain.map(|c| world.channel_json(c)).collect()))
}

pub(super) fn get(world: &World, id: Id) -> Result<Reply, ApiError> {
    let channel = world.seen_channel(id)?;
    Ok(Reply::ok(world.channel_json(channel)))
}

fn check(body: &Value, new: bool) -> Result<(), ApiError> {
    let mut fields = Fields::default();
    if new {
        fields.needed_text(body, "", "name", 100);
    } else {
        fields.text(body, "", "name", 1, 100);
    }
    fields.text(body, "", "topic", 0, 1_024);
    fields.number(body, "", "rate_limit_per_user", 0, 21_600);
    fields.finish()
}

/// Reads the overwrites of a body; only what the bot may do itself can be granted or taken.
fn overwrites(world: &World, guild: Id, body: &Value) -> Result<Option<Vec<Overwrite>>, ApiError> {
    let Some(list) = body["permission_overwrites"].as_array() else {
        return Ok(None);
    };
    let found = world.guild(guild)?;
    let mut all = Vec::new();
    for (index, entry) in list.iter().enumerate() {
        let path = format!("permission_overwrites.{index}.id");
        let id: Option<Id> = entry["id"].as_str().and_then(|id| id.parse().ok());
        let of_member = entry["type"] == 1;
        let known = id.filter(|id| {
            if of_member {
                found.members.contains_key(id)
            } else {
                found.roles.contains_key(id)
            }
        });
        let Some(id) = known else {
            let message = "Unknown role or member";
            return Err(ApiError::field(&path, "UNKNOWN_OVERWRITE_TARGET", message));
        };
        let overwrite = Overwrite {
            id,
            of_member,
            allow: mask(&entry["allow"]),
            deny: mask(&entry["deny"]),
        };
        may_set(world, guild, &overwrite)?;
        all.push(overwrite);
    }
    Ok(Some(all))
}

fn mask(value: &Value) -> u64 {
    match value {
        Value::String(text) => text.parse().unwrap_or(0),
        number => number.as_u64().unwrap_or(0),
    }
}

fn may_set(world: &World, guild: Id, overwrite: &Overwrite) -> Result<(), ApiError> {
    let own = in_guild(world.guild(guild)?, world.bot.user_id);
    if (overwrite.allow | overwrite.deny) & !own != 0 {
        return Err(ApiError::missing_permissions());
    }
    Ok(())
}

pub(super) fn add(world: &mut World, guild: Id, call: &Call) -> Result<Reply, ApiError> {
    let body = &call.body;
    if in_guild(world.guild(guild)?, world.bot.user_id) & bits::MANAGE_CHANNELS == 0 {
        return Err(ApiError::missing_permissions());
    }
    check(body, true)?;
    let kind = match body["type"].as_u64() {
        None | Some(0) => TEXT,
        Some(4) => CATEGORY,
        _ => return Err(ApiError::wrong_channel_type()),
    };
    let siblings = |world: &World, parent: Option<Id>| {
        let of_guild = |c: &&Channel| c.guild_id == guild && c.thread.is_none();
        let all = world.channels.values().filter(of_guild);
        all.filter(|c| parent.is_none() || c.parent_id == parent)
            .count()
    };
    if siblings(world, None) >= CHANNELS {
        return Err(ApiError::too_many_channels());
    }
    let parent = parent(world, guild, body)?;
    if parent.is_some() && siblings(world, parent) >= IN_CATEGORY {
        let message = "Maximum number of channels in category reached (50)";
        return Err(ApiError::field(
            "parent_id",
            "CHANNEL_PARENT_MAX_CHANNELS",
            message,
        ));
    }
    let overwrites = match overwrites(world, guild, body)? {
        Some(overwrites) => overwrites,
        // Without any of its own a channel starts with those of its category.
        None => parent
            .and_then(|id| world.channels.get(&id))
            .map(|c| c.overwrites.clone())
            .unwrap_or_default(),
    };
    let (id, position) = (world.new_id(), siblings(world, None));
    let mut new = NewChannel::text(&channel_name(kind, &body["name"]));
    new.kind = kind;
    new.parent = parent;
    let position = u16::try_from(position).unwrap_or(u16::MAX);
    let mut channel = made_channel(id, guild, &new, overwrites, position);
    channel.topic = body["topic"].as_str().map(str::to_owned);
    let value = world.channel_json(&channel);
    world.channels.insert(id, channel);
    world.tell_channel("CHANNEL_CREATE", id);
    Ok(Reply::created(value))
}

/// Names of text channels are written small and without spaces.
fn channel_name(kind: u8, given: &Value) -> String {
    let name = given.as_str().unwrap_or_default().trim();
    if kind == TEXT {
        name.to_lowercase().replace(' ', "-")
    } else {
        name.to_owned()
    }
}

fn parent(world: &World, guild: Id, body: &Value) -> Result<Option<Id>, ApiError> {
    let given = body["parent_id"].as_str().and_then(|id| id.parse().ok());
    let Some(id) = given else {
        return Ok(None);
    };
    match world.channels.get(&id) {
        Some(c) if c.guild_id == guild && c.kind == CATEGORY => Ok(Some(id)),
        _ => Err(ApiError::field(
            "parent_id",
            "CHANNEL_PARENT_INVALID",
            "Category does not exist",
        )),
    }
}

pub(super) fn edit(world: &mut World, id: Id, call: &Call) -> Result<Reply, ApiError> {
    let body = &call.body;
    let channel = world.seen_channel(id)?;
    if channel.thread.is_some() {
        return threads::edit(world, id, body);
    }
    let (guild, kind) = (channel.guild_id, channel.kind);
    world.channel_for(id, bits::MANAGE_CHANNELS)?;
    check(body, false)?;
    let overwrites = overwrites(world, guild, body)?;
    if overwrites.is_some() {
        world.channel_for(id, bits::MANAGE_ROLES)?;
    }
    let parent = parent(world, guild, body)?;
    if let Some(channel) = world.channels.get_mut(&id) {
        if !body["name"].is_null() {
            channel.name = channel_name(kind, &body["name"]);
        }
        if let Some(topic) = body.get("topic") {
            channel.topic = topic.as_str().map(str::to_owned);
        }
        if let Some(position) = body["position"].as_u64() {
            channel.position = u16::try_from(position).unwrap_or(u16::MAX);
        }
        if let Some(seconds) = body["rate_limit_per_user"].as_u64() {
            channel.slowmode = u32::try_from(seconds).unwrap_or(0);
        }
        if let Some(nsfw) = body["nsfw"].as_bool() {
            channel.nsfw = nsfw;
        }
        if body.get("parent_id").is_some() {
            channel.parent_id = parent;
        }
        if let Some(overwrites) = overwrites {
            channel.overwrites = overwrites;
        }
    }
    changed(world, id)
}

fn changed(world: &mut World, id: Id) -> Result<Reply, ApiError> {
    world.tell_channel("CHANNEL_UPDATE", id);
    let channel = world
        .channels
        .get(&id)
        .ok_or_else(ApiError::unknown_channel)?;
    Ok(Reply::ok(world.channel_json(channel)))
}

pub(super) fn delete(world: &mut World, id: Id) -> Result<Reply, ApiError> {
    let channel = world.seen_channel(id)?;
    let wanted = if channel.thread.is_some() {
        bits::MANAGE_THREADS
    } else {
        bits::MANAGE_CHANNELS
    };
    let value = world.channel_json(channel);
    world.channel_for(id, wanted)?;
    world.remove_channel(id);
    Ok(Reply::ok(value))
}

impl World {
    /// Takes a channel away with its threads and messages, and tells the sessions.
    pub(super) fn remove_channel(&mut self, id: Id) {
        let children: Vec<Id> = self
            .channels
            .values()
            .filter(|c| c.parent_id == Some(id))
            .map(|c| c.id)
            .collect();
        for child in children {
            if self
                .channels
                .get(&child)
                .is_some_and(|c| c.thread.is_some())
            {
                // Discord says nothing about threads that go with their channel.
                self.forget_channel(child);
            } else if let Some(channel) = self.channels.get_mut(&child) {
                channel.parent_id = None;
                self.tell_channel("CHANNEL_UPDATE", child);
            }
        }
        let Some(channel) = self.channels.get(&id) else {
            return;
        };
        let (event, visible, body) = if channel.thread.is_some() {
            let body = json!({
                "id": id,
                "guild_id": channel.guild_id,
                "parent_id": channel.parent_id,
                "type": channel.kind,
            });
            ("THREAD_DELETE", Some(id), body)
        } else {
            ("CHANNEL_DELETE", None, self.channel_json(channel))
        };
        self.tell(event, Intent::Guilds, visible, body);
        self.forget_channel(id);
    }

    fn forget_channel(&mut self, id: Id) {
        if let Some(channel) = self.channels.remove(&id) {
            for message in channel.messages {
                self.messages.remove(&message);
            }
        }
    }
}

pub(super) fn set_overwrite(
    world: &mut World,
    id: Id,
    of: Id,
    call: &Call,
) -> Result<Reply, ApiError> {
    let channel = world.channel_for(id, bits::MANAGE_ROLES)?;
    if channel.thread.is_some() {
        return Err(ApiError::wrong_channel_type());
    }
    let guild = channel.guild_id;
    let overwrite = Overwrite {
        id: of,
        of_member: call.body["type"] == 1,
        allow: mask(&call.body["allow"]),
        deny: mask(&call.body["deny"]),
    };
    let found = world.guild(guild)?;
    if overwrite.of_member && !found.members.contains_key(&of) {
        return Err(ApiError::unknown_member());
    }
    if !overwrite.of_member && !found.roles.contains_key(&of) {
        return Err(ApiError::unknown_role());
    }
    may_set(world, guild, &overwrite)?;
    world.put_overwrite(id, overwrite);
    Ok(Reply::nothing())
}

impl World {
    /// Sets what a channel changes for one role or member and tells the sessions.
    pub(super) fn put_overwrite(&mut self, channel: Id, overwrite: Overwrite) {
        self.changes_sight(|world| {
            if let Some(found) = world.channels.get_mut(&channel) {
                found.overwrites.retain(|o| o.id != overwrite.id);
                found.overwrites.push(overwrite);
            }
            world.tell_channel("CHANNEL_UPDATE", channel);
        });
    }

    /// When the bot now sees channels that it did not see, it is told about the threads in them.
    pub(super) fn changes_sight<T>(&mut self, change: impl FnOnce(&mut Self) -> T) -> T {
        let saw = self.seen_channels();
        let done = change(self);
        let mut gained = self.seen_channels();
        gained.retain(|channel| !saw.contains(channel));
        for channel in gained {
            let guild = self.guild_of(channel).map(|g| g.id).unwrap_or_default();
            let threads = self
                .active_threads(guild)
                .filter(|t| t.parent_id == Some(channel));
            let threads: Vec<&Channel> = threads.collect();
            let body = json!({
                "guild_id": guild,
                "channel_ids": [channel],
                "threads": threads.iter().map(|t| self.channel_json(t)).collect::<Vec<_>>(),
                "members": threads::own_members(self, &threads),
            });
            self.tell("THREAD_LIST_SYNC", Intent::Guilds, Some(channel), body);
        }
        done
    }

    fn seen_channels(&self) -> Vec<Id> {
        let channels = self.channels.values().filter(|c| c.thread.is_none());
        let seen = channels.filter(|c| self.may(self.bot.user_id, c.id, bits::VIEW_CHANNEL));
        seen.map(|c| c.id).collect()
    }
}

pub(super) fn delete_overwrite(world: &mut World, id: Id, of: Id) -> Result<Reply, ApiError> {
    let channel = world.channel_for(id, bits::MANAGE_ROLES)?;
    if !channel.overwrites.iter().any(|o| o.id == of) {
        return Err(ApiError::unknown_overwrite());
    }
    world.changes_sight(|world| {
        if let Some(channel) = world.channels.get_mut(&id) {
            channel.overwrites.retain(|o| o.id != of);
        }
        world.tell_channel("CHANNEL_UPDATE", id);
    });
    Ok(Reply::nothing())
}
