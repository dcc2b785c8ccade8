//! Interactions: what a person's command or press becomes, and how the bot answers it.
//!
//! <https://discord.com/developers/docs/interactions/receiving-and-responding>

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::body::{Call, Reply};
use super::command_rules::check_choice;
use super::components;
use super::errors::{ApiError, Fields};
use super::ids::Id;
use super::limits;
use super::messages::{self, Draft};
use super::model::{Message, Reference, flags, kinds};
use super::sessions::Intent;
use super::uploads::file_limit;
use super::world::World;

/// How long the bot has for its first answer.
pub const ANSWER_TIME: TimeDelta = TimeDelta::seconds(3);
/// How long an interaction's token works.
pub const TOKEN_LIFE: TimeDelta = TimeDelta::minutes(15);

/// How long an interaction is remembered, to say that its token has ended.
const REMEMBERED: TimeDelta = TimeDelta::hours(1);

/// What somebody did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Ran a command.
    Command,
    /// Pressed a button or chose in a select.
    Component,
    /// Typed in an option that completes.
    Autocomplete,
    /// Submitted a modal.
    Modal,
}

impl Cause {
    fn number(self) -> u8 {
        match self {
            Self::Command => 2,
            Self::Component => 3,
            Self::Autocomplete => 4,
            Self::Modal => 5,
        }
    }
}

/// An interaction from its beginning to the end of its token.
#[derive(Debug, Clone)]
pub(super) struct InteractionState {
    pub(super) id: Id,
    pub(super) token: String,
    pub(super) cause: Cause,
    pub(super) user: Id,
    pub(super) channel: Id,
    pub(super) at: DateTime<Utc>,
    /// The session that was told of it, if one was connected.
    pub(super) told: Option<u64>,
    /// The type of the bot's first answer.
    pub(super) answered: Option<u8>,
    /// The message whose component was pressed, or from which the modal was opened.
    pub(super) source: Option<Id>,
    /// The message that answers, or that the answer changes.
    pub(super) original: Option<Id>,
    pub(super) follow_ups: Vec<Id>,
    pub(super) modal: Option<Value>,
    pub(super) choices: Vec<Value>,
    /// Whether a context menu started it.
    context_menu: bool,
    metadata: Value,
}

/// What a person does that becomes an interaction.
pub(super) struct Deed {
    pub(super) cause: Cause,
    pub(super) user: Id,
    pub(super) channel: Id,
    pub(super) data: Value,
    pub(super) source: Option<Id>,
    pub(super) context_menu: bool,
    /// For a modal: the interaction that opened it.
    pub(super) opened_by: Option<Id>,
}

impl World {
    /// Starts an interaction and tells the bot.
    pub(super) fn interact(&mut self, deed: Deed) -> Id {
        let (id, now) = (self.new_id(), self.now());
        let token = format!(
            "aW50ZXJhY3Rpb246{:x}{:032x}",
            id.0,
            u128::from(id.0) * 7_919
        );
        let Some(channel) = self.channels.get(&deed.channel) else {
            return id;
        };
        let guild = channel.guild_id;
        let locale = self.users.get(&deed.user).map(|u| u.locale.clone());
        let tier = self.guilds.get(&guild).map_or(0, |g| g.tier);
        let guild_locale = self.guilds.get(&guild).map(|g| g.locale.clone());
        let mut channel_json = self.channel_json(channel);
        channel_json["permissions"] = json!(self.permissions(deed.user, deed.channel).to_string());
        let mut body = json!({
            "version": 1,
            "type": deed.cause.number(),
            "token": token,
            "id": id,
            "application_id": self.bot.application_id,
            "guild_id": guild,
            "guild": { "id": guild, "locale": guild_locale, "features": ["COMMUNITY"] },
            "guild_locale": guild_locale,
            "locale": locale,
            "channel_id": deed.channel,
            "channel": channel_json,
            "member": self.member_in_json(deed.user, channel),
            "entitlements": [],
            "entitlement_sku_ids": [],
            "context": 0,
            "authorizing_integration_owners": { "0": guild },
            "attachment_size_limit": file_limit(tier),
            "app_permissions": self.permissions(self.bot.user_id, deed.channel).to_string(),
            "data": deed.data,
        });
        if let Some(message) = deed.source.and_then(|m| self.messages.get(&m)) {
            body["message"] = self.message_json(message);
        }
        let told = self.tell("INTERACTION_CREATE", Intent::Always, None, body);
        let state = InteractionState {
            id,
            token,
            cause: deed.cause,
            user: deed.user,
            channel: deed.channel,
            at: now,
            told,
            answered: None,
            source: deed.source,
            original: None,
            follow_ups: Vec::new(),
            modal: None,
            choices: Vec::new(),
            context_menu: deed.context_menu,
            metadata: self.interaction_metadata(id, &deed),
        };
        self.interactions.retain(|_, i| now - i.at < REMEMBERED);
        self.interactions.insert(id, state);
        id
    }

    fn interaction_metadata(&self, id: Id, deed: &Deed) -> Value {
        let guild = self.guild_of(deed.channel).map(|g| g.id);
        let mut value = json!({
            "id": id,
            "type": deed.cause.number(),
            "user": self.user_json(deed.user),
            "authorizing_integration_owners": { "0": guild },
        });
        match deed.cause {
            Cause::Component => value["interacted_message_id"] = json!(deed.source),
            Cause::Modal => {
                let opener = deed.opened_by.and_then(|i| self.interactions.get(&i));
                let triggering = opener.map_or(Value::Null, |i| i.metadata.clone());
                value["triggering_interaction_metadata"] = triggering;
            }
            Cause::Command | Cause::Autocomplete => {}
        }
        value
    }

    /// Whether an interaction reached the bot and still waits for its first answer, or for the
    /// message that the first answer promised.
    pub(super) fn is_waiting(&self, interaction: &InteractionState) -> bool {
        let age = self.now() - interaction.at;
        let heard = interaction.told.is_some_and(|s| self.gateway.is_live(s));
        heard
            && match interaction.answered {
                None => age < ANSWER_TIME,
                Some(5) => {
                    let message = interaction.original.and_then(|m| self.messages.get(&m));
                    age < TOKEN_LIFE && message.is_some_and(|m| m.flags & flags::LOADING != 0)
                }
                Some(_) => false,
            }
    }
}

/// The bot's first answer.
pub(super) fn callback(
    world: &mut World,
    id: Id,
    token: &str,
    call: &Call,
) -> Result<Reply, ApiError> {
    let state = world
        .interactions
        .get(&id)
        .filter(|i| i.token == token)
        .ok_or_else(ApiError::unknown_interaction)?;
    if state.answered.is_some() {
        return Err(ApiError::already_acknowledged());
    }
    if world.now() - state.at >= ANSWER_TIME {
        return Err(ApiError::unknown_interaction());
    }
    let state = state.clone();
    let kind = call.body["type"]
        .as_u64()
        .and_then(|k| u8::try_from(k).ok());
    let kind = kind
        .ok_or_else(|| ApiError::field("type", "BASE_TYPE_REQUIRED", "This field is required"))?;
    let fits = match kind {
        4 | 5 => state.cause != Cause::Autocomplete,
        6 | 7 => state.source.is_some() && matches!(state.cause, Cause::Component | Cause::Modal),
        8 => state.cause == Cause::Autocomplete,
        9 => matches!(state.cause, Cause::Command | Cause::Component),
        _ => false,
    };
    if !fits {
        let message = "Interaction callback type is invalid for this interaction.";
        return Err(ApiError::field(
            "type",
            "INTERACTION_CALLBACK_TYPE_INVALID",
            message,
        ));
    }
    let data = &call.body["data"];
    let mut original = None;
    match kind {
        4 => {
            check_in("data", |_| limits::message(data, &call.files, false))?;
            original = Some(respond(world, &state, data, call)?);
        }
        5 => original = Some(promise(world, &state, data)),
        6 => original = state.source,
        7 => {
            let source = state.source.ok_or_else(ApiError::unknown_message)?;
            check_in("data", |_| {
                messages::change(world, source, data, &call.files)
            })?;
            original = Some(source);
        }
        8 => check_choices(data)?,
        _ => {
            let mut fields = Fields::default();
            components::check_modal(data, &mut fields);
            fields.finish()?;
        }
    }
    if let Some(state) = world.interactions.get_mut(&id) {
        state.answered = Some(kind);
        state.original = original;
        match kind {
            8 => state.choices = data["choices"].as_array().cloned().unwrap_or_default(),
            9 => {
                let mut modal = data.clone();
                modal["components"] = json!(components::filled(&data["components"]));
                state.modal = Some(modal);
            }
            _ => {}
        }
    }
    if call.query.get("with_response").is_none_or(|v| v != "true") {
        return Ok(Reply::nothing());
    }
    Ok(Reply::ok(described(world, &state, kind, original)))
}

/// Runs a check of a part of the body and puts its errors where the part stands.
fn check_in<T>(part: &str, run: impl FnOnce(&str) -> Result<T, ApiError>) -> Result<T, ApiError> {
    run(part).map_err(|mut error| {
        if let Some(errors) = error.body.get_mut("errors") {
            *errors = json!({ part: errors.take() });
        }
        error
    })
}

fn check_choices(data: &Value) -> Result<(), ApiError> {
    let choices = data["choices"].as_array().map_or(&[][..], Vec::as_slice);
    let mut fields = Fields::default();
    fields.count("data.choices", choices.len(), 0, 25);
    for (index, choice) in choices.iter().enumerate() {
        check_choice(choice, &format!("data.choices.{index}"), &mut fields);
    }
    fields.finish()
}

/// The kind of message that answers, and whom it replies to.
fn shape(state: &InteractionState) -> u8 {
    match (state.source, state.context_menu) {
        (Some(_), _) => kinds::DEFAULT,
        (None, true) => kinds::CONTEXT_MENU,
        (None, false) => kinds::COMMAND,
    }
}

fn is_ephemeral(data: &Value) -> bool {
    data["flags"].as_u64().unwrap_or(0) & flags::EPHEMERAL != 0
}

/// Writes a message that answers an interaction.
pub(super) fn respond(
    world: &mut World,
    state: &InteractionState,
    data: &Value,
    call: &Call,
) -> Result<Id, ApiError> {
    let only_for = is_ephemeral(data).then_some(state.user);
    if only_for.is_none() && !state.context_menu {
        messages::wake(world, state.channel)?;
    }
    let draft = Draft {
        channel: state.channel,
        body: data,
        files: &call.files,
        kind: shape(state),
        source: state.source,
        interaction: Some(state.metadata.clone()),
        only_for,
    };
    let id = messages::write(world, &draft)?;
    Ok(id)
}

/// Writes the message that says that an answer will come.
fn promise(world: &mut World, state: &InteractionState, data: &Value) -> Id {
    let (id, now) = (world.new_id(), world.now());
    let bot = world.bot.user_id;
    let mut message = Message::new(id, state.channel, bot, shape(state), now);
    message.flags = flags::LOADING;
    if is_ephemeral(data) {
        message.flags |= flags::EPHEMERAL;
        message.only_for = Some(state.user);
    }
    message.interaction = Some(state.metadata.clone());
    message.application_id = Some(world.bot.application_id);
    if let Some(source) = state.source {
        message.kind = kinds::REPLY;
        message.reference = Some(Reference {
            kind: 0,
            guild_id: world
                .guild_of(state.channel)
                .map(|g| g.id)
                .unwrap_or_default(),
            channel_id: state.channel,
            message_id: Some(source),
        });
    }
    world.place(message);
    id
}

fn described(world: &World, state: &InteractionState, kind: u8, original: Option<Id>) -> Value {
    let mut value = json!({ "interaction": { "id": state.id, "type": state.cause.number() } });
    let message = original.and_then(|id| world.messages.get(&id));
    if let Some(message) = message.filter(|_| matches!(kind, 4 | 5 | 7)) {
        value["interaction"]["response_message_id"] = json!(message.id);
        value["interaction"]["response_message_loading"] =
            json!(message.flags & flags::LOADING != 0);
        value["interaction"]["response_message_ephemeral"] = json!(message.only_for.is_some());
        if kind != 5 {
            value["resource"] = json!({ "type": kind, "message": world.message_json(message) });
        }
    }
    value
}
