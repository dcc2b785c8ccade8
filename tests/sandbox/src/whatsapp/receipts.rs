//! Read receipts and "typing…", which the business shows to the customer.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::errors::GraphError;
use super::phone::{Author, Ticks};
use super::shape::Shape;
use super::state::State;

/// How long "typing…" stays unless a message ends it.
const TYPING: TimeDelta = TimeDelta::seconds(25);
/// How old a message may be to be marked as read.
const REACHES: TimeDelta = TimeDelta::days(30);

/// Marks a message and all before it as read, and shows "typing…" if that is asked for. No
/// webhook tells of it.
pub(super) fn post(
    state: &mut State,
    now: DateTime<Utc>,
    number: usize,
    request: &Value,
) -> Result<Value, GraphError> {
    Shape::of(request, "status", 100).word(&["read"])?;
    let message = Shape::of(request, "message_id", 100);
    let id = message.text(512)?;
    let typing = Shape::of(request, "typing_indicator", 100);
    if typing.is_there() {
        typing.clone().object()?.at("type").word(&["text"])?;
    }
    let (pair, place) = state
        .inbound(number, &id)
        .ok_or_else(|| message.bad("is not the id of a received message."))?;
    let chat = state.chat(pair);
    if now - chat.bubbles[place].at > REACHES {
        return Err(message.bad("is the id of a message older than 30 days."));
    }
    for bubble in &mut chat.bubbles[..=place] {
        if bubble.author == Author::Customer {
            bubble.ticks = Some(Ticks::Read);
        }
    }
    if typing.is_there() {
        chat.typing_until = Some(now + TYPING);
    }
    Ok(json!({ "success": true }))
}
