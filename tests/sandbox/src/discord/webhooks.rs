//! What comes after the first answer to an interaction: reading, changing, adding, deleting, by
//! the interaction's token.

use super::body::{Call, Reply};
use super::errors::ApiError;
use super::ids::Id;
use super::interactions::{self, InteractionState, TOKEN_LIFE};
use super::limits;
use super::messages;
use super::model::{Message, flags};
use super::world::World;

/// The interaction of a token that still works and has been answered.
fn interaction(world: &World, application: Id, token: &str) -> Result<InteractionState, ApiError> {
    let found = world.interactions.values().find(|i| i.token == token);
    let found = found.filter(|_| application == world.bot.application_id);
    let state = found.ok_or_else(ApiError::unknown_webhook)?;
    if world.now() - state.at >= TOKEN_LIFE {
        return Err(ApiError::unknown_interaction());
    }
    if state.answered.is_none() {
        return Err(ApiError::unknown_webhook());
    }
    Ok(state.clone())
}

/// The original answer, or one of the later ones.
fn answer<'a>(
    world: &'a World,
    state: &InteractionState,
    message: Option<Id>,
) -> Result<&'a Message, ApiError> {
    let id = match message {
        None => state.original,
        Some(id) => {
            let known = state.follow_ups.contains(&id) || state.original == Some(id);
            known.then_some(id)
        }
    };
    id.and_then(|id| world.messages.get(&id))
        .ok_or_else(ApiError::unknown_message)
}

pub(super) fn get(
    world: &World,
    application: Id,
    token: &str,
    message: Option<Id>,
) -> Result<Reply, ApiError> {
    let state = interaction(world, application, token)?;
    let message = answer(world, &state, message)?;
    Ok(Reply::ok(world.message_json(message)))
}

pub(super) fn follow_up(
    world: &mut World,
    application: Id,
    token: &str,
    call: &Call,
) -> Result<Reply, ApiError> {
    let state = interaction(world, application, token)?;
    limits::message(&call.body, &call.files, false)?;
    // The first one after a promise keeps the promise.
    let promised = state
        .original
        .and_then(|id| world.messages.get(&id))
        .filter(|m| m.flags & flags::LOADING != 0)
        .map(|m| m.id);
    if let Some(id) = promised {
        messages::change(world, id, &call.body, &call.files)?;
        return Ok(Reply::ok(messages::returned(world, id)));
    }
    let id = interactions::respond(world, &state, &call.body, call)?;
    if let Some(state) = world.interactions.get_mut(&state.id) {
        state.follow_ups.push(id);
    }
    Ok(Reply::ok(messages::returned(world, id)))
}

pub(super) fn edit(
    world: &mut World,
    application: Id,
    token: &str,
    message: Option<Id>,
    call: &Call,
) -> Result<Reply, ApiError> {
    let state = interaction(world, application, token)?;
    let id = answer(world, &state, message)?.id;
    messages::change(world, id, &call.body, &call.files)?;
    Ok(Reply::ok(messages::returned(world, id)))
}

pub(super) fn delete(
    world: &mut World,
    application: Id,
    token: &str,
    message: Option<Id>,
) -> Result<Reply, ApiError> {
    let state = interaction(world, application, token)?;
    let id = answer(world, &state, message)?.id;
    world.remove_message(id);
    Ok(Reply::nothing())
}
