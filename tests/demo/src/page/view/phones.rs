//! The customers' phones.

use chrono::{DateTime, Utc};
use conecta_sandbox::whatsapp::Customer;
use serde_json::{Map, Value, json};

use super::{Look, MESSAGES};
use crate::page::Shared;
use crate::page::act::who;
use crate::town::Town;

/// How much of the last message the list of chats shows.
const EXCERPT: usize = 80;

/// The part of the state that is about WhatsApp.
pub(super) fn seen(shared: &Shared, look: &Look) -> Vec<(&'static str, Value)> {
    let town = &shared.town;
    let now = town.clock.now();
    let numbers: Vec<Value> = town
        .company
        .numbers
        .iter()
        .map(|number| {
            json!({
                "id": number.id,
                "display": number.display,
                "name": number.verified_name,
            })
        })
        .collect();
    let mut windows = Vec::new();
    let customers: Vec<Value> = town
        .whatsapp
        .customers()
        .iter()
        .enumerate()
        .map(|(place, customer)| shown(town, &place.to_string(), customer, now, &mut windows))
        .collect();
    vec![
        ("numbers", json!(numbers)),
        ("customers", json!(customers)),
        ("phone", phone(town, look)),
        ("windows", json!(windows)),
    ]
}

/// A customer in the list, with the chats on their phone.
fn shown(
    town: &Town,
    key: &str,
    customer: &Customer,
    now: DateTime<Utc>,
    windows: &mut Vec<Value>,
) -> Value {
    let card = customer.card();
    let mut chats = Map::new();
    for number in &town.company.numbers {
        let chat = customer.chat(&number.id);
        let last = customer.phone(&number.id).pop();
        let open = chat.window_until.is_some_and(|until| now < until);
        if last.is_some() || chat.window_until.is_some() {
            windows.push(json!({
                "customer": key,
                "number": number.id,
                "open": open,
                "until": chat.window_until,
            }));
        }
        let text = last.as_ref().map(|last| excerpt(&last.text()));
        chats.insert(
            number.id.clone(),
            json!({
                "unread": chat.unread,
                "last": text,
                "last_at": last.map(|last| last.at),
                "window_open": open,
                "window_until": chat.window_until,
                "blocked": chat.blocked,
                "no_marketing": chat.no_marketing,
            }),
        );
    }
    json!({
        "key": key,
        "name": card.name,
        "phone": card.phone,
        "user_id": card.user_id,
        "online": customer.is_online(),
        "chats": chats,
    })
}

fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(EXCERPT).collect()
}

/// The chat that is open on the phone in the hand.
fn phone(town: &Town, look: &Look) -> Value {
    let (Some(key), Some(number)) = (&look.customer, &look.number) else {
        return Value::Null;
    };
    let (Ok(customer), Ok(number)) = (who::customer(town, key), who::number(town, number)) else {
        return Value::Null;
    };
    let mut chat = customer.phone(number);
    let old = chat.len().saturating_sub(MESSAGES);
    chat.drain(..old);
    let messages: Vec<Value> = chat
        .iter()
        .map(|bubble| {
            let mut shown = json!(bubble);
            with_files(town, &mut shown["content"]);
            shown
        })
        .collect();
    json!({
        "customer": key,
        "number": number,
        "messages": messages,
        "typing": customer.sees_typing(number),
    })
}

/// Says of every file in a bubble, its header's and its cards' among them, where its bytes are.
fn with_files(town: &Town, content: &mut Value) {
    let is_file = content["type"] == "media" || content["format"] == "media";
    if is_file && content.is_object() {
        let id = content["id"].as_str();
        let known = id.filter(|id| town.whatsapp.media_file(id).is_some());
        content["file"] = json!(known.map(|id| format!("/file/whatsapp/{id}")));
    }
    if let Some(header) = content.get_mut("header") {
        with_files(town, header);
    }
    let cards = content.get_mut("cards").and_then(Value::as_array_mut);
    for card in cards.into_iter().flatten() {
        with_files(town, card);
    }
}
