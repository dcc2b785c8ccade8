//! Messages: write, edit, delete, read, pin.
//!
//! <https://discord.com/developers/docs/resources/message>

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::body::{Call, File, Reply};
use super::components;
use super::errors::ApiError;
use super::ids::Id;
use super::limits;
use super::mentions;
use super::model::{Message, Reference, flags, kinds};
use super::permissions::bits;
use super::uploads;
use super::world::World;

/// How long Discord remembers a nonce.
const NONCE_LIFE: TimeDelta = TimeDelta::minutes(3);

/// What the bot writes, in a channel or as the answer to an interaction.
pub(super) struct Draft<'a> {
    pub(super) channel: Id,
    pub(super) body: &'a Value,
    pub(super) files: &'a [File],
    pub(super) kind: u8,
    /// The message whose component this answers: the answer then is a reply to it.
    pub(super) source: Option<Id>,
    pub(super) interaction: Option<Value>,
    pub(super) only_for: Option<Id>,
}

pub(super) fn add(world: &mut World, channel: Id, call: &Call) -> Result<Reply, ApiError> {
    let body = &call.body;
    let seen = world.seen_channel(channel)?;
    if !seen.holds_messages() {
        return Err(ApiError::not_a_text_channel());
    }
    let mut wanted = world.writing(channel);
    let empty = |name: &str| body[name].as_array().is_none_or(Vec::is_empty);
    if !empty("embeds") {
        wanted |= bits::EMBED_LINKS;
    }
    if !call.files.is_empty() {
        wanted |= bits::ATTACH_FILES;
    }
    if !body["poll"].is_null() {
        wanted |= bits::SEND_POLLS;
    }
    world.channel_for(channel, wanted)?;
    if limits::is_voice(body) && !world.may(world.bot.user_id, channel, bits::SEND_VOICE_MESSAGES) {
        return Err(ApiError::no_voice_here());
    }
    if let Some(existing) = remembered(world, channel, body) {
        return Ok(Reply::ok(existing));
    }
    let forwards = body["message_reference"]["type"] == 1;
    limits::message(body, &call.files, forwards)?;
    wake(world, channel)?;
    let draft = Draft {
        channel,
        body,
        files: &call.files,
        kind: kinds::DEFAULT,
        source: None,
        interaction: None,
        only_for: None,
    };
    let id = write(world, &draft)?;
    let now = world.now();
    if let Some(key) = nonce_key(channel, body) {
        world.nonces.retain(|_, (_, at)| now - *at < NONCE_LIFE);
        world.nonces.insert(key, (id, now));
    }
    if world
        .channels
        .get(&channel)
        .is_some_and(|c| c.thread.is_some())
    {
        world.enter_thread(channel, world.bot.user_id);
    }
    let mut value = returned(world, id);
    if !body["nonce"].is_null() {
        value["nonce"] = body["nonce"].clone();
    }
    Ok(Reply::ok(value))
}

/// A message as REST returns it after a change.
pub(super) fn returned(world: &World, id: Id) -> Value {
    world
        .messages
        .get(&id)
        .map_or(Value::Null, |message| world.message_json(message))
}

/// The message that a nonce made, if it is enforced and remembered.
fn remembered(world: &World, channel: Id, body: &Value) -> Option<Value> {
    if body["enforce_nonce"] != true {
        return None;
    }
    let (id, at) = world.nonces.get(&nonce_key(channel, body)?)?;
    let message = world.messages.get(id)?;
    if world.now() - *at >= NONCE_LIFE {
        return None;
    }
    let mut value = world.message_json(message);
    value["nonce"] = body["nonce"].clone();
    Some(value)
}

fn nonce_key(channel: Id, body: &Value) -> Option<(Id, String)> {
    match &body["nonce"] {
        Value::Null => None,
        Value::String(text) => Some((channel, text.clone())),
        other => Some((channel, other.to_string())),
    }
}

/// Takes an archived thread out of the archive because somebody writes in it.
pub(super) fn wake(world: &mut World, channel: Id) -> Result<(), ApiError> {
    let Some(thread) = world.channels.get(&channel).and_then(|c| c.thread.as_ref()) else {
        return Ok(());
    };
    if thread.locked && !world.may(world.bot.user_id, channel, bits::MANAGE_THREADS) {
        return Err(ApiError::thread_locked());
    }
    if thread.archived {
        world.unarchive(channel)?;
    }
    Ok(())
}

/// Makes a message of the bot's, its limits having been checked.
pub(super) fn write(world: &mut World, draft: &Draft<'_>) -> Result<Id, ApiError> {
    let (channel, body) = (draft.channel, draft.body);
    let guild = world
        .guild_of(channel)
        .map(|g| g.id)
        .ok_or_else(ApiError::unknown_channel)?;
    let reply = draft.source.map(|source| Reference {
        kind: 0,
        guild_id: guild,
        channel_id: channel,
        message_id: Some(source),
    });
    let reference = reference(world, channel, body)?.or(reply);
    let (id, now) = (world.new_id(), world.now());
    let mut message = Message::new(id, channel, world.bot.user_id, draft.kind, now);
    message.content = text(&body["content"]);
    message.embeds = embeds(&body["embeds"]);
    message.components = components::filled(&body["components"]);
    message.tts = body["tts"] == true;
    message.nonce = Some(body["nonce"].clone()).filter(|n| !n.is_null());
    message.poll = limits::poll_json(&body["poll"], now);
    message.application_id = draft
        .interaction
        .is_some()
        .then_some(world.bot.application_id);
    message.interaction.clone_from(&draft.interaction);
    message.only_for = draft.only_for;
    let kept = flags::SUPPRESS_EMBEDS
        | flags::SUPPRESS_NOTIFICATIONS
        | flags::VOICE_MESSAGE
        | flags::COMPONENTS_V2;
    message.flags = body["flags"].as_u64().unwrap_or(0) & kept;
    if draft.only_for.is_some() {
        message.flags |= flags::EPHEMERAL;
    }
    let ephemeral = draft.only_for.is_some();
    message.attachments = uploads::store(world, channel, body, draft.files, &[], ephemeral)?;
    if let Some(reference) = reference {
        if reference.kind == 1 {
            let forwarded = reference.message_id.and_then(|id| world.messages.get(&id));
            let snapshot = forwarded.map(|m| mentions::snapshot(world, m));
            message.snapshots = snapshot.into_iter().collect();
            message.flags |= flags::HAS_SNAPSHOT;
        } else if message.kind == kinds::DEFAULT {
            message.kind = kinds::REPLY;
        }
        message.reference = Some(reference);
    }
    mentions::apply(world, guild, &mut message, &body["allowed_mentions"], true);
    world.place(message);
    if draft.only_for.is_none() {
        world.draw_in(id);
    }
    Ok(id)
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().trim().to_owned()
}

/// Embeds as Discord gives them back.
pub(super) fn embeds(given: &Value) -> Vec<Value> {
    let given = given.as_array().cloned().unwrap_or_default();
    given
        .into_iter()
        .map(|mut embed| {
            if let Some(embed) = embed.as_object_mut() {
                embed.retain(|_, value| !value.is_null());
            }
            embed["type"] = json!("rich");
            if let Some(fields) = embed["fields"].as_array_mut() {
                for field in fields {
                    field["inline"] = json!(field["inline"] == true);
                }
            } else if let Some(embed) = embed.as_object_mut() {
                embed.remove("fields");
            }
            embed
        })
        .collect()
}

/// What a body replies to or forwards.
fn reference(world: &World, channel: Id, body: &Value) -> Result<Option<Reference>, ApiError> {
    let given = &body["message_reference"];
    if given.is_null() {
        return Ok(None);
    }
    let id = |name: &str| given[name].as_str().and_then(|id| id.parse::<Id>().ok());
    let kind = u8::from(given["type"] == 1);
    let Some(message_id) = id("message_id") else {
        return Err(ApiError::field(
            "message_reference.message_id",
            "BASE_TYPE_REQUIRED",
            "This field is required",
        ));
    };
    let from = id("channel_id").unwrap_or(channel);
    let unknown = || {
        let (code, text) = ("MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message");
        ApiError::field("message_reference", code, text)
    };
    if kind == 0 {
        if from != channel {
            let (code, text) = (
                "REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL",
                "Cannot reply to a message in a different channel",
            );
            return Err(ApiError::field("message_reference", code, text));
        }
        if !world.may(world.bot.user_id, channel, bits::READ_MESSAGE_HISTORY) {
            return Err(ApiError::reply_needs_history());
        }
    }
    match world.message_in(from, message_id) {
        Ok(message) if kind == 0 && message.is_system() => Err(ApiError::field(
            "message_reference",
            "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE",
            "Cannot reply to a system message",
        )),
        Ok(_) => Ok(Some(Reference {
            kind,
            guild_id: world.guild_of(from).map(|g| g.id).unwrap_or_default(),
            channel_id: from,
            message_id: Some(message_id),
        })),
        Err(_) if kind == 0 && given["fail_if_not_exists"] == false => Ok(None),
        Err(_) => Err(unknown()),
    }
}

pub(super) fn get(world: &World, channel: Id, id: Id) -> Result<Reply, ApiError> {
    world.channel_for(channel, bits::READ_MESSAGE_HISTORY)?;
    let message = world.message_in(channel, id)?;
    Ok(Reply::ok(world.shown(message)))
}

pub(super) fn list(world: &World, channel: Id, call: &Call) -> Result<Reply, ApiError> {
    let seen = world.seen_channel(channel)?;
    if !seen.holds_messages() {
        return Err(ApiError::not_a_text_channel());
    }
    if !world.may(world.bot.user_id, channel, bits::READ_MESSAGE_HISTORY) {
        return Ok(Reply::ok(json!([])));
    }
    let limit = call.limit(50, 100);
    let public = |id: &&Id| world.messages.get(id).is_some_and(|m| m.only_for.is_none());
    let mut ids: Vec<Id> = if let Some(after) = call.id("after") {
        let range = seen
            .messages
            .range((std::ops::Bound::Excluded(after), std::ops::Bound::Unbounded));
        range.filter(public).take(limit).copied().collect()
    } else if let Some(around) = call.id("around") {
        let before = seen.messages.range(..around).rev().filter(public);
        let after = seen.messages.range(around..).filter(public);
        let mut ids: Vec<Id> = before.take(limit / 2).copied().collect();
        ids.extend(after.take(limit - limit / 2).copied());
        ids
    } else {
        let before = call.id("before").unwrap_or(Id(u64::MAX));
        let range = seen.messages.range(..before).rev();
        range.filter(public).take(limit).copied().collect()
    };
    // Newest first, whatever was asked.
    ids.sort_unstable_by(|a, b| b.cmp(a));
    let messages = ids.iter().filter_map(|id| world.messages.get(id));
    Ok(Reply::ok(messages.map(|m| world.shown(m)).collect()))
}

impl World {
    /// A message as REST shows it to the bot, empty where it may not read others' content.
    pub(super) fn shown(&self, message: &Message) -> Value {
        let mut value = self.message_json(message);
        let own = message.author == self.bot.user_id;
        let mentioned = message.mentions.contains(&self.bot.user_id);
        let allowed = self.bot.privileged & super::sessions::intents::MESSAGE_CONTENT != 0;
        if !own && !mentioned && !allowed {
            super::sessions::empty(&mut value);
        }
        value
    }
}

pub(super) fn edit(world: &mut World, channel: Id, id: Id, call: &Call) -> Result<Reply, ApiError> {
    world.seen_channel(channel)?;
    let message = world.message_in(channel, id)?;
    if message.author != world.bot.user_id {
        return Err(ApiError::not_the_author());
    }
    if message.is_system() {
        return Err(ApiError::system_message());
    }
    not_archived(world, channel)?;
    change(world, id, &call.body, &call.files)?;
    Ok(Reply::ok(returned(world, id)))
}

/// Nothing but a new message goes into an archived thread.
pub(super) fn not_archived(world: &World, channel: Id) -> Result<(), ApiError> {
    let thread = world.channels.get(&channel).and_then(|c| c.thread.as_ref());
    if thread.is_some_and(|t| t.archived) {
        return Err(ApiError::archived_thread());
    }
    Ok(())
}

/// Changes a message of the bot's and tells the sessions.
pub(super) fn change(
    world: &mut World,
    id: Id,
    body: &Value,
    files: &[File],
) -> Result<(), ApiError> {
    let message = world
        .messages
        .get(&id)
        .ok_or_else(ApiError::unknown_message)?;
    let (channel, ephemeral) = (message.channel_id, message.only_for.is_some());
    limits::edit(body, files, message)?;
    let guild = world.guild_of(channel).map(|g| g.id).unwrap_or_default();
    let mut changed = message.clone();
    let has = |name: &str| body.get(name).is_some();
    if has("content") {
        changed.content = text(&body["content"]);
    }
    if has("embeds") {
        changed.embeds = embeds(&body["embeds"]);
    }
    if has("components") {
        changed.components = components::filled(&body["components"]);
    }
    if has("poll") && changed.poll.is_none() {
        changed.poll = limits::poll_json(&body["poll"], world.now());
    }
    if let Some(given) = body["flags"].as_u64() {
        let settable = flags::SUPPRESS_EMBEDS | flags::COMPONENTS_V2;
        changed.flags = (changed.flags & !flags::SUPPRESS_EMBEDS) | (given & settable);
    }
    if has("attachments") || !files.is_empty() {
        let old = changed.attachments.clone();
        changed.attachments = uploads::store(world, channel, body, files, &old, ephemeral)?;
        for gone in old
            .iter()
            .filter(|a| changed.attachments.iter().all(|b| b.id != a.id))
        {
            world.files.remove(&gone.id);
        }
    }
    if has("content") || has("components") || has("allowed_mentions") {
        mentions::apply(world, guild, &mut changed, &body["allowed_mentions"], false);
    }
    // An answer that was promised is now given, which is no edit.
    if changed.flags & flags::LOADING == 0 {
        changed.edited = Some(world.now());
    }
    changed.flags &= !flags::LOADING;
    world.messages.insert(id, changed);
    // Every change, an empty one too, gives the selects their choice back.
    world.chosen.retain(|(_, at, _), _| *at != id);
    world.tell_message("MESSAGE_UPDATE", id);
    Ok(())
}

pub(super) fn delete(world: &mut World, channel: Id, id: Id) -> Result<Reply, ApiError> {
    world.seen_channel(channel)?;
    let message = world.message_in(channel, id)?;
    if matches!(
        message.kind,
        kinds::THREAD_STARTER | kinds::MEMBER_ADDED | kinds::MEMBER_REMOVED
    ) {
        return Err(ApiError::system_message());
    }
    let own = message.author == world.bot.user_id && !message.is_system();
    if !own && !world.may(world.bot.user_id, channel, bits::MANAGE_MESSAGES) {
        return Err(ApiError::missing_permissions());
    }
    not_archived(world, channel)?;
    world.log_deletion(world.bot.user_id, id);
    world.remove_message(id);
    Ok(Reply::nothing())
}

pub(super) fn delete_many(world: &mut World, channel: Id, call: &Call) -> Result<Reply, ApiError> {
    world.channel_for(channel, bits::MANAGE_MESSAGES)?;
    let given = call.body["messages"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let mut fields = super::errors::Fields::default();
    fields.count("messages", given.len(), 2, 100);
    fields.finish()?;
    let mut ids: Vec<Id> = given
        .iter()
        .filter_map(|id| id.as_str()?.parse().ok())
        .collect();
    let oldest = world.now() - TimeDelta::days(14);
    if ids.iter().any(|id| id.time() < oldest) {
        return Err(ApiError::new(
            400,
            50_034,
            "You can only bulk delete messages that are under 14 days old.",
        ));
    }
    world.log_bulk_deletion(world.bot.user_id, channel, ids.len());
    ids.retain(|id| world.message_in(channel, *id).is_ok());
    world.remove_together(channel, ids);
    Ok(Reply::nothing())
}
