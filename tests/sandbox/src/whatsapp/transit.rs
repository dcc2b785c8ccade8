//! The way of an accepted message: `sent`, on the phone, read; and the statuses on that way.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::errors::GraphError;
use super::phone::{Author, Content, PhoneMessage};
use super::schedule::Job;
use super::state::{Address, Body, Chat, Outgoing, Pair, Progress, State};
use super::webhooks::{self, Update, UpdateKind};

/// Takes an accepted message into the network.
pub(super) fn accept(state: &mut State, now: DateTime<Utc>, outgoing: Outgoing) {
    let place = state.outgoing.len();
    let due = now + state.rules.transit;
    let pair = outgoing.customer.map(|customer| Pair {
        number: outgoing.number,
        customer,
    });
    let fails_first = outgoing.fate.as_ref().is_some_and(|fate| !fate.after_sent);
    state.outgoing.push(outgoing);
    match pair {
        Some(pair) if !fails_first => {
            state.chat(pair).in_transit.push(place);
            state.schedule.at(due, Job::Transit(pair));
        }
        _ => state.schedule.at(due, Job::Fail(place)),
    }
}

/// One message under way to the customer is `sent`: the oldest, unless they may overtake.
pub(super) fn sent(state: &mut State, now: DateTime<Utc>, pair: Pair) {
    let count = state.chat(pair).in_transit.len();
    if count == 0 {
        return;
    }
    let which = if state.rules.overlap_swaps {
        state.chance.below(count)
    } else {
        0
    };
    let place = state.chat(pair).in_transit.remove(which);
    state.outgoing[place].progress = Progress::Sent;
    tell_status(state, now, place, Progress::Sent, None);
    if state.outgoing[place].fate.is_some() {
        state.schedule.at(now, Job::Fail(place));
        return;
    }
    state.chat(pair).undelivered.push(place);
    let due = now + state.rules.delivery;
    state.schedule.at(due, Job::Deliver(pair));
}

/// The oldest `sent` message reaches the phone, if that is on. A file takes its time, so that what
/// was sent before it has arrived comes before it where messages may overtake.
pub(super) fn delivered(state: &mut State, now: DateTime<Utc>, pair: Pair) {
    if !state.customers[pair.customer].online || state.chat(pair).undelivered.is_empty() {
        return;
    }
    let waiting = state.chat(pair).undelivered.clone();
    let overtakes = state.rules.overlap_swaps && waiting.len() > 1 && {
        let first = &state.outgoing[waiting[0]].body;
        matches!(first, Body::Bubble(content) if matches!(**content, Content::Media(_)))
    };
    let place = state.chat(pair).undelivered.remove(usize::from(overtakes));
    match state.outgoing[place].body.clone() {
        Body::Bubble(content) => {
            let outgoing = &mut state.outgoing[place];
            outgoing.progress = Progress::Delivered;
            let bubble = PhoneMessage {
                id: outgoing.id.clone(),
                author: Author::Business,
                at: now,
                content: *content,
                quotes: outgoing.quotes.clone(),
                reactions: Vec::new(),
                ticks: None,
                forwarded: false,
                edited: false,
            };
            let chat = state.chat(pair);
            chat.typing_until = None;
            chat.bubbles.push(bubble);
            if state.rules.delivered_statuses {
                tell_status(state, now, place, Progress::Delivered, None);
            }
        }
        // Only `sent` follows a reaction.
        Body::Reaction { message, emoji } => {
            react(state.chat(pair), Author::Business, &message, &emoji)
        }
    }
}

/// Puts one side's emoji under a bubble, or takes it away if `emoji` is empty.
pub(super) fn react(chat: &mut Chat, author: Author, message: &str, emoji: &str) {
    if let Some(bubble) = chat.bubbles.iter_mut().find(|bubble| bubble.id == message) {
        bubble.reactions.retain(|(who, _)| *who != author);
        if !emoji.is_empty() {
            bubble.reactions.push((author, emoji.to_owned()));
        }
    }
}

/// The message will not arrive.
pub(super) fn failed(state: &mut State, now: DateTime<Utc>, place: usize) {
    let outgoing = &mut state.outgoing[place];
    let error = outgoing.fate.as_ref().map_or_else(
        || GraphError::new(131_026, "Message Undeliverable."),
        |fate| fate.error.clone(),
    );
    outgoing.progress = Progress::Failed;
    tell_status(state, now, place, Progress::Failed, Some(&error));
}

/// The customer has opened the chat and seen everything in it.
pub(super) fn read_all(state: &mut State, now: DateTime<Utc>, pair: Pair) {
    let shown: Vec<String> = state
        .chat(pair)
        .bubbles
        .iter()
        .filter(|bubble| bubble.author == Author::Business)
        .map(|bubble| bubble.id.clone())
        .collect();
    // In the order in which the phone shows them.
    for id in shown {
        let place = state
            .outgoing
            .iter()
            .position(|one| one.id == id && one.progress == Progress::Delivered);
        if let Some(place) = place {
            state.outgoing[place].progress = Progress::Read;
            tell_status(state, now, place, Progress::Read, None);
        }
    }
}

fn tell_status(
    state: &mut State,
    now: DateTime<Utc>,
    place: usize,
    progress: Progress,
    error: Option<&GraphError>,
) {
    let outgoing = &mut state.outgoing[place];
    let mut status = json!({
        "id": outgoing.id,
        "status": progress,
        "timestamp": now.timestamp().to_string(),
    });
    // The price is told once with `sent` and once more with what comes next.
    let with_price = match progress {
        Progress::Sent => true,
        Progress::Delivered | Progress::Read => !std::mem::replace(&mut outgoing.priced, true),
        Progress::Accepted | Progress::Failed => false,
    };
    if with_price {
        status["pricing"] = outgoing.pricing.json();
        if let Some(free) = &outgoing.free_entry {
            status["conversation"] = free.json(progress == Progress::Sent);
        }
    }
    if let Some(opaque) = &outgoing.opaque {
        status["biz_opaque_callback_data"] = json!(opaque);
    }
    if let Some(error) = error {
        status["errors"] = json!([error.in_webhook()]);
    }
    let id = outgoing.id.clone();
    let number = outgoing.number;
    let mut value = json!({});
    match outgoing.customer {
        Some(customer) => {
            let pair = Pair { number, customer };
            if let Some(wa_id) = state.visible_wa_id(pair, now) {
                status["recipient_id"] = json!(wa_id);
            }
            status["recipient_user_id"] = json!(state.customers[customer].card.user_id);
            value["contacts"] = json!([contact(state, now, pair)]);
        }
        None => match &outgoing.to {
            Address::Phone(digits) => status["recipient_id"] = json!(digits),
            Address::User(user) => status["recipient_user_id"] = json!(user),
        },
    }
    value["statuses"] = json!([status]);
    let kind = UpdateKind::Status { id, progress };
    tell_about_number(state, now, number, "messages", kind, value);
}

/// The entry of `contacts` that goes with a customer's messages and statuses.
pub(super) fn contact(state: &State, now: DateTime<Utc>, pair: Pair) -> Value {
    let card = &state.customers[pair.customer].card;
    let mut contact = json!({ "profile": { "name": card.name } });
    if let Some(username) = &card.username {
        contact["profile"]["username"] = json!(username);
    }
    if let Some(wa_id) = state.visible_wa_id(pair, now) {
        contact["wa_id"] = json!(wa_id);
    }
    contact["user_id"] = json!(card.user_id);
    contact
}

/// Tells the webhook something about a number, in the envelope that all of these share.
pub(super) fn tell_about_number(
    state: &mut State,
    now: DateTime<Utc>,
    number: usize,
    field: &'static str,
    kind: UpdateKind,
    parts: Value,
) {
    let number = &state.company.numbers[number];
    let mut value = json!({
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": number.digits(),
            "phone_number_id": number.card.id,
        },
    });
    if let (Some(value), Value::Object(parts)) = (value.as_object_mut(), parts) {
        value.extend(parts);
    }
    let update = Update {
        account: number.account.clone(),
        field,
        kind,
        value,
        time: None,
    };
    webhooks::tell(state, now, update);
}
