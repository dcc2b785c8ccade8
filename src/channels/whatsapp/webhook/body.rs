//! What a message says, by its `type`.

use serde_json::Value;

use super::{json, vcard};
use crate::domain::abilities::MediaKind;
use crate::domain::incoming::{
    CardEntry, CardPhone, ContactCard, InboundBody, InboundMedia, Location, Order, OrderItem,
    System,
};

/// Edits of edits do not occur; deeper ones are kept as they are.
const DEEPEST_EDIT: u8 = 2;

/// Forms in forms that people fill in are a few deep. What is deeper than this is kept as the text
/// that came: of a value that is nested too deep nobody could read again what was written down.
const DEEPEST_FORM: usize = 32;

/// What a message says. What is not known, or lacks its content, is kept whole.
pub(super) fn read(message: &Value) -> InboundBody {
    read_within(message, DEEPEST_EDIT)
}

fn read_within(message: &Value, edits_left: u8) -> InboundBody {
    let kind = json::text(message, "type").unwrap_or_default();
    // Every kind has its content under its own name.
    let node = message.get(&kind).unwrap_or(&Value::Null);
    let known = match kind.as_str() {
        "text" => node
            .get("body")
            .and_then(Value::as_str)
            .map(|text| InboundBody::Text {
                text: text.to_owned(),
            }),
        "image" => media(MediaKind::Image, node),
        "video" => media(MediaKind::Video, node),
        "audio" if json::flag(node, "voice") => media(MediaKind::Voice, node),
        "audio" => media(MediaKind::Audio, node),
        "voice" => media(MediaKind::Voice, node),
        "document" => media(MediaKind::Document, node),
        "sticker" => media(MediaKind::Sticker, node),
        "location" => location(node),
        "contacts" => contacts(message),
        "button" => button(node),
        "interactive" => interactive(node),
        "order" => Some(order(node)).filter(|_| node.is_object()),
        "reaction" => json::text(node, "message_id").map(|target| InboundBody::Reaction {
            target,
            emoji: json::text(node, "emoji"),
        }),
        "edit" if edits_left > 0 => edit(node, edits_left),
        "revoke" => {
            json::text(node, "original_message_id").map(|target| InboundBody::Revoke { target })
        }
        "system" => Some(InboundBody::System(system(node))).filter(|_| node.is_object()),
        "unsupported" => Some(InboundBody::Unsupported {
            what: json::text(node, "type"),
            errors: json::errors(message),
        }),
        _ => None,
    };
    known.unwrap_or_else(|| without_content(kind, message))
}

/// A kind that is not known, or whose content the platform left out with an error in its place.
fn without_content(kind: String, message: &Value) -> InboundBody {
    let errors = json::errors(message);
    if errors.is_empty() {
        return InboundBody::Unknown {
            kind,
            raw: message.clone(),
        };
    }
    InboundBody::Unsupported {
        what: Some(kind),
        errors,
    }
}

fn media(kind: MediaKind, node: &Value) -> Option<InboundBody> {
    let text = |key| json::text(node, key);
    Some(InboundBody::Media(InboundMedia {
        kind,
        id: text("id")?,
        mime_type: text("mime_type"),
        sha256: text("sha256"),
        caption: text("caption"),
        filename: text("filename"),
        url: text("url"),
        animated: json::flag(node, "animated"),
    }))
}

fn location(node: &Value) -> Option<InboundBody> {
    Some(InboundBody::Location(Location {
        latitude: json::number(node, "latitude")?,
        longitude: json::number(node, "longitude")?,
        name: json::text(node, "name"),
        address: json::text(node, "address"),
        url: json::text(node, "url"),
    }))
}

fn contacts(message: &Value) -> Option<InboundBody> {
    let cards: Vec<_> = json::list(message, "contacts").map(card).collect();
    (!cards.is_empty()).then_some(InboundBody::Contacts { cards })
}

fn card(card: &Value) -> ContactCard {
    let name = card.get("name").unwrap_or(&Value::Null);
    let org = card.get("org").unwrap_or(&Value::Null);
    let written = json::text(card, "vcard").unwrap_or_default();
    let written = vcard::read(&written);
    let phones: Vec<CardPhone> = json::list(card, "phones")
        .map(|phone| CardPhone {
            phone: json::text(phone, "phone"),
            wa_id: json::text(phone, "wa_id"),
            label: json::text(phone, "type"),
        })
        .collect();
    let emails = entries(card, "emails", |email| json::text(email, "email"));
    let links = entries(card, "urls", |link| json::text(link, "url"));
    ContactCard {
        name: json::text(name, "formatted_name")
            .or_else(|| name_in_parts(name))
            .or(written.name),
        company: json::text(org, "company").or(written.company),
        department: json::text(org, "department").or(written.department),
        title: json::text(org, "title").or(written.title),
        phones: or_else(phones, written.phones),
        emails: or_else(emails, written.emails),
        links: or_else(links, written.links),
        addresses: or_else(entries(card, "addresses", address), written.addresses),
        birthday: json::text(card, "birthday").or(written.birthday),
    }
}

/// The platform's own form of a list, where it has anything.
fn or_else<T>(own: Vec<T>, written: Vec<T>) -> Vec<T> {
    if own.is_empty() { written } else { own }
}

/// A name that comes in its parts only.
fn name_in_parts(name: &Value) -> Option<String> {
    let parts = ["prefix", "first_name", "middle_name", "last_name", "suffix"];
    joined(name, &parts, " ")
}

/// What stands under these keys, as far as anything does.
fn joined(node: &Value, keys: &[&str], between: &str) -> Option<String> {
    let parts: Vec<String> = keys
        .iter()
        .filter_map(|key| json::text(node, key))
        .collect();
    (!parts.is_empty()).then(|| parts.join(between))
}

fn entries(card: &Value, key: &str, read: fn(&Value) -> Option<String>) -> Vec<CardEntry> {
    let entry = |entry| {
        let text = read(entry)?;
        let label = json::text(entry, "type");
        Some(CardEntry { text, label })
    };
    json::list(card, key).filter_map(entry).collect()
}

/// A postal address on one line.
fn address(address: &Value) -> Option<String> {
    let parts = ["street", "city", "state", "zip", "country"];
    joined(address, &parts, ", ")
}

fn button(node: &Value) -> Option<InboundBody> {
    let text = json::text(node, "text");
    let payload = json::text(node, "payload");
    Some(InboundBody::Button {
        payload: payload.clone().or_else(|| text.clone())?,
        text: text.or(payload)?,
    })
}

fn interactive(node: &Value) -> Option<InboundBody> {
    let kind = json::text(node, "type")?;
    let reply = node.get(&kind)?;
    let text = |key| json::text(reply, key);
    match kind.as_str() {
        "button_reply" => Some(InboundBody::ButtonReply {
            id: text("id").unwrap_or_default(),
            title: text("title")?,
        }),
        "list_reply" => Some(InboundBody::ListReply {
            id: text("id").unwrap_or_default(),
            title: text("title")?,
            description: text("description"),
        }),
        "nfm_reply" => {
            let answers = text("response_json").unwrap_or_default();
            let read = json::parse(answers.as_bytes());
            let read = read.filter(|read| json::is_within(read, DEEPEST_FORM));
            Some(InboundBody::FlowReply {
                name: text("name"),
                answers: read.unwrap_or(Value::String(answers)),
            })
        }
        "call_permission_reply" => Some(InboundBody::CallPermission {
            granted: text("response")? == "accept",
        }),
        _ => None,
    }
}

fn order(node: &Value) -> InboundBody {
    InboundBody::Order(Order {
        catalog_id: json::text(node, "catalog_id"),
        text: json::text(node, "text"),
        items: json::list(node, "product_items")
            .map(|item| OrderItem {
                product: json::text(item, "product_retailer_id").unwrap_or_default(),
                quantity: json::number(item, "quantity").unwrap_or(1.0),
                price: json::number(item, "item_price"),
                currency: json::text(item, "currency"),
            })
            .collect(),
    })
}

fn edit(node: &Value, edits_left: u8) -> Option<InboundBody> {
    Some(InboundBody::Edit {
        target: json::text(node, "original_message_id")?,
        body: Box::new(read_within(node.get("message")?, edits_left - 1)),
    })
}

fn system(node: &Value) -> System {
    let text = |key| json::text(node, key);
    let kind = text("type").unwrap_or_default();
    match kind.as_str() {
        "user_changed_number" | "customer_changed_number" => System::NumberChanged {
            wa_id: text("wa_id").or_else(|| text("new_wa_id")),
            bsuid: text("user_id"),
            previous_bsuid: text("previous_user_id"),
        },
        "user_changed_user_id" => System::UserIdChanged {
            bsuid: text("user_id"),
            previous_bsuid: text("previous_user_id"),
        },
        "customer_identity_changed" => System::IdentityChanged,
        _ => System::Other { kind },
    }
}
