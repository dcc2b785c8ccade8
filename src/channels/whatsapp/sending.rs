//! Messages and read receipts on their way out.
//!
//! <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>

use reqwest::Method;
use serde_json::{Map, Value, json};

use super::client::{ANSWER_TIME, GraphClient};
use crate::channels::errors::ChannelError;
use crate::channels::types::{Accepted, Outgoing, OutgoingBody};
use crate::domain::abilities::MediaKind;
use crate::domain::address::Address;
use crate::domain::content::{Offer, OfferedRow, Spot};
use crate::domain::message::Acceptance;
use crate::domain::refusal::Reason;

/// Sends one message, once.
pub(super) async fn send(
    graph: &GraphClient,
    message: Outgoing<'_>,
) -> Result<Accepted, ChannelError> {
    let Some(request) = request_body(&message) else {
        return Err(ChannelError::not_tried(Reason::NoAddress));
    };
    let request = graph
        .request(Method::POST, &[message.number, "messages"])
        .json(&request);
    let answer = graph.call(request, ANSWER_TIME).await;
    let accepted = answer.and_then(|answer| {
        // A success without the message's id says that something was accepted, and not what.
        accepted(&answer).ok_or_else(|| ChannelError::in_doubt(Reason::UnreadableAnswer))
    });
    let (number, kind, attempt) = (message.number, message.body.kind(), message.opaque);
    match &accepted {
        Ok(_) => tracing::debug!(number, kind, attempt, "a message was accepted"),
        Err(error) => tracing::warn!(
            number,
            kind,
            attempt,
            reason = error.refusal.reason.name(),
            certain = error.refusal.certain,
            "a message was not accepted"
        ),
    }
    accepted
}

/// Reports a message, and all before it, as read. Emits no webhook.
pub(super) async fn mark_read(
    graph: &GraphClient,
    number: &str,
    wamid: &str,
    typing: bool,
) -> Result<(), ChannelError> {
    let mut body = json!({
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": wamid,
    });
    if typing {
        body["typing_indicator"] = json!({"type": "text"});
    }
    let request = graph
        .request(Method::POST, &[number, "messages"])
        .json(&body);
    graph.ask(request, ANSWER_TIME).await.map(drop)
}

/// The request's JSON, or `None` if nothing is known to which one could write.
fn request_body(message: &Outgoing<'_>) -> Option<Value> {
    let mut body = Map::new();
    body.insert("messaging_product".into(), "whatsapp".into());
    body.insert("recipient_type".into(), "individual".into());
    let (field, recipient) = recipient(message.to)?;
    body.insert(field.into(), recipient.into());
    let (kind, content) = content(message.body);
    body.insert("type".into(), kind.into());
    body.insert(kind.into(), content);
    // A reaction names its target itself and cannot quote.
    let quotes = !matches!(message.body, OutgoingBody::Reaction { .. });
    if let Some(quoted) = message.quote.filter(|_| quotes) {
        body.insert("context".into(), json!({ "message_id": quoted }));
    }
    body.insert("biz_opaque_callback_data".into(), message.opaque.into());
    Some(Value::Object(body))
}

/// A number, where there is one, else the business-scoped user id. Never both: the number would win
/// anyway.
fn recipient(to: &Address) -> Option<(&'static str, String)> {
    match to.number() {
        Some(number) => Some(("to", number)),
        None => Some(("recipient", to.bsuid.clone()?)),
    }
}

fn content(body: &OutgoingBody) -> (&'static str, Value) {
    match body {
        OutgoingBody::Text { text } => {
            let preview = text.contains("http://") || text.contains("https://");
            ("text", json!({ "preview_url": preview, "body": text }))
        }
        OutgoingBody::Template {
            name,
            language,
            components,
        } => {
            let mut template = json!({ "name": name, "language": { "code": language } });
            if !components.is_empty() {
                template["components"] = Value::Array(components.clone());
            }
            ("template", template)
        }
        OutgoingBody::Media {
            kind,
            id,
            caption,
            filename,
        } => media(*kind, id, caption.as_deref(), filename.as_deref()),
        OutgoingBody::Reaction { target, emoji } => (
            "reaction",
            json!({ "message_id": target, "emoji": emoji.as_deref().unwrap_or_default() }),
        ),
        OutgoingBody::Location(spot) => ("location", location(spot)),
        OutgoingBody::Interactive {
            body,
            footer,
            offer,
        } => ("interactive", interactive(body, footer.as_deref(), offer)),
    }
}

fn location(spot: &Spot) -> Value {
    let degrees = |millionths: i32| f64::from(millionths) / 1e6;
    let mut content = json!({
        "latitude": degrees(spot.latitude_e6),
        "longitude": degrees(spot.longitude_e6),
    });
    for (field, words) in [("name", &spot.name), ("address", &spot.address)] {
        if let Some(words) = words {
            content[field] = words.as_str().into();
        }
    }
    content
}

/// What comes back names a button or a row by its place, so that no label can be mistaken.
fn interactive(body: &str, footer: Option<&str>, offer: &Offer) -> Value {
    let (kind, action) = match offer {
        Offer::Buttons { labels } => {
            let button = |(at, label): (usize, &String)| json!({ "type": "reply", "reply": { "id": at.to_string(), "title": label } });
            let buttons: Vec<Value> = labels.iter().enumerate().map(button).collect();
            ("button", json!({ "buttons": buttons }))
        }
        Offer::List { button, rows } => {
            let row = |(at, row): (usize, &OfferedRow)| {
                let mut offered = json!({ "id": at.to_string(), "title": row.title });
                if let Some(description) = &row.description {
                    offered["description"] = description.as_str().into();
                }
                offered
            };
            let rows: Vec<Value> = rows.iter().enumerate().map(row).collect();
            (
                "list",
                json!({ "button": button, "sections": [{ "rows": rows }] }),
            )
        }
        Offer::Link { label, url } => (
            "cta_url",
            json!({ "name": "cta_url", "parameters": { "display_text": label, "url": url } }),
        ),
        Offer::AskLocation => (
            "location_request_message",
            json!({ "name": "send_location" }),
        ),
    };
    let mut message = json!({ "type": kind, "body": { "text": body }, "action": action });
    if let Some(footer) = footer {
        message["footer"] = json!({ "text": footer });
    }
    message
}

fn media(
    kind: MediaKind,
    id: &str,
    caption: Option<&str>,
    filename: Option<&str>,
) -> (&'static str, Value) {
    let name = match kind {
        MediaKind::Image => "image",
        MediaKind::Video => "video",
        MediaKind::Audio | MediaKind::Voice => "audio",
        MediaKind::Document => "document",
        MediaKind::Sticker => "sticker",
    };
    let mut content = json!({ "id": id });
    if kind == MediaKind::Voice {
        content["voice"] = true.into();
    }
    let captioned = |caption: &&str| kind.carries_words() && !caption.is_empty();
    if let Some(caption) = caption.filter(captioned) {
        content["caption"] = caption.into();
    }
    if let Some(filename) = filename.filter(|_| kind == MediaKind::Document) {
        content["filename"] = filename.into();
    }
    (name, content)
}

fn accepted(answer: &Value) -> Option<Accepted> {
    let message = answer.get("messages")?.get(0)?;
    let contact = answer.get("contacts").and_then(|contacts| contacts.get(0));
    let of_contact = |key| {
        let text = contact?.get(key)?.as_str()?;
        (!text.is_empty()).then(|| text.to_owned())
    };
    let wamid = message.get("id")?.as_str()?;
    Some(Accepted {
        wamid: (!wamid.is_empty()).then(|| wamid.to_owned())?,
        wa_id: of_contact("wa_id"),
        bsuid: of_contact("user_id"),
        acceptance: match message.get("message_status").and_then(Value::as_str) {
            Some("held_for_quality_assessment") => Acceptance::HeldForQuality,
            Some("paused") => Acceptance::Paused,
            // Told for templates only, as a rule.
            _ => Acceptance::Leaving,
        },
    })
}

#[cfg(test)]
mod sample_tests;
#[cfg(test)]
mod tests;
