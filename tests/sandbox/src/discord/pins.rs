//! Pinned messages.

use serde_json::{Value, json};

use super::body::Reply;
use super::errors::ApiError;
use super::ids::Id;
use super::messages::not_archived;
use super::model::{Message, Reference, kinds};
use super::permissions::bits;
use super::render;
use super::sessions::Intent;
use super::world::World;

/// Pins that a channel takes.
const PINS: usize = 250;

pub(super) fn list(world: &World, channel: Id, paged: bool) -> Result<Reply, ApiError> {
    let seen = world.channel_for(channel, bits::READ_MESSAGE_HISTORY)?;
    let messages = seen.messages.iter().filter_map(|id| world.messages.get(id));
    let mut pinned: Vec<_> = messages.filter_map(|m| Some((m.pinned?, m))).collect();
    pinned.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    if !paged {
        return Ok(Reply::ok(
            pinned.iter().map(|(_, m)| world.shown(m)).collect(),
        ));
    }
    let items: Vec<Value> = pinned
        .iter()
        .map(|(at, m)| json!({ "pinned_at": render::time(*at), "message": world.shown(m) }))
        .collect();
    Ok(Reply::ok(json!({ "items": items, "has_more": false })))
}

pub(super) fn set(world: &mut World, channel: Id, id: Id, pinned: bool) -> Result<Reply, ApiError> {
    let seen = world.channel_for(channel, bits::PIN_MESSAGES)?;
    let count = seen
        .messages
        .iter()
        .filter(|id| world.messages.get(id).is_some_and(|m| m.pinned.is_some()))
        .count();
    let was = world.message_in(channel, id)?.pinned.is_some();
    not_archived(world, channel)?;
    if was == pinned {
        return Ok(Reply::nothing());
    }
    if pinned && count >= PINS {
        return Err(ApiError::too_many_pins());
    }
    let by = world.bot.user_id;
    world.set_pinned(channel, id, pinned, by);
    Ok(Reply::nothing())
}

impl World {
    /// Pins a message or takes the pin out, with the line that Discord writes about it.
    pub(super) fn set_pinned(&mut self, channel: Id, id: Id, pinned: bool, by: Id) {
        let now = self.now();
        if let Some(message) = self.messages.get_mut(&id) {
            message.pinned = pinned.then_some(now);
        }
        let mut guild_id = Id::default();
        if let Some(channel) = self.channels.get_mut(&channel) {
            guild_id = channel.guild_id;
            if pinned {
                channel.last_pin = Some(now);
            }
        }
        self.tell_message("MESSAGE_UPDATE", id);
        let body = json!({
            "guild_id": guild_id,
            "channel_id": channel,
            "last_pin_timestamp": render::time(now),
        });
        let intent = Intent::Guilds;
        self.tell("CHANNEL_PINS_UPDATE", intent, Some(channel), body);
        if pinned {
            let line = self.new_id();
            let mut line = Message::new(line, channel, by, kinds::PINNED, now);
            line.reference = Some(Reference {
                kind: 0,
                guild_id,
                channel_id: channel,
                message_id: Some(id),
            });
            self.place(line);
        }
    }
}
