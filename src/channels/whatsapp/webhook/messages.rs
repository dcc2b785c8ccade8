//! Messages from contacts, and those that somebody wrote on the phone that shares our number.

use serde_json::Value;

use super::people::{Profile, address, completed, profile_of, profiles};
use super::{body, json, unreadable};
use crate::domain::address::Address;
use crate::domain::incoming::{Context, Inbound, Incoming, Referral, Shows};

/// `value.messages[]`. In the field `history` they are those of long ago.
pub(super) fn inbound(number: &str, value: &Value, historic: bool, items: &mut Vec<Incoming>) {
    let profiles = profiles(value);
    let alone = one_author(value);
    for message in json::list(value, "messages") {
        let author = address(
            json::text(message, "from"),
            json::text(message, "from_user_id"),
            json::text(message, "from_parent_user_id"),
        );
        let profile = profile_of(&profiles, &author, alone);
        let author = completed(author, profile);
        items.push(match read(number, message, author, profile) {
            Ok(inbound) => Incoming::Inbound(Box::new(Inbound {
                historic,
                ..inbound
            })),
            Err(why) => unreadable(Some(number), why, message),
        });
    }
}

/// `value.message_echoes[]`. The profile there is the contact's.
pub(super) fn echoes(number: &str, value: &Value, items: &mut Vec<Incoming>) {
    let profiles = profiles(value);
    for message in json::list(value, "message_echoes") {
        let contact = address(
            json::text(message, "to"),
            json::text(message, "to_user_id"),
            json::text(message, "to_parent_user_id"),
        );
        let profile = profile_of(&profiles, &contact, false);
        let contact = completed(contact, profile);
        items.push(match read(number, message, contact, profile) {
            Ok(echo) => Incoming::Echo(Box::new(echo)),
            Err(why) => unreadable(Some(number), why, message),
        });
    }
}

/// Whether all messages of a value come from the same person, so that a lone profile is theirs even
/// where its id differs (Brazil's ninth digit).
fn one_author(value: &Value) -> bool {
    let mut authors = json::list(value, "messages")
        .map(|message| (message.get("from"), message.get("from_user_id")));
    let first = authors.next();
    authors.all(|author| Some(author) == first)
}

fn read(
    number: &str,
    message: &Value,
    contact: Address,
    profile: Option<&Profile>,
) -> Result<Inbound, &'static str> {
    if contact.is_empty() {
        return Err("a message without a person");
    }
    Ok(Inbound {
        phone_number_id: number.to_owned(),
        wamid: json::text(message, "id").ok_or("a message without an id")?,
        contact,
        profile_name: profile.and_then(|profile| profile.name.clone()),
        username: profile.and_then(|profile| profile.username.clone()),
        at: json::moment(message, "timestamp").ok_or("a message without a time")?,
        historic: false,
        context: message.get("context").map(context).unwrap_or_default(),
        referral: message.get("referral").map(referral),
        group_id: json::text(message, "group_id"),
        body: body::read(message),
    })
}

fn context(context: &Value) -> Context {
    let product = context.get("referred_product").and_then(|product| {
        Some((
            json::text(product, "catalog_id")?,
            json::text(product, "product_retailer_id")?,
        ))
    });
    Context {
        quoted: json::text(context, "id"),
        forwarded: json::flag(context, "forwarded"),
        frequently_forwarded: json::flag(context, "frequently_forwarded"),
        product,
    }
}

fn referral(referral: &Value) -> Referral {
    let text = |key| json::text(referral, key);
    Referral {
        source_type: text("source_type"),
        source_id: text("source_id"),
        source_url: text("source_url"),
        headline: text("headline"),
        body: text("body"),
        click_id: text("ctwa_clid"),
        welcome: referral
            .get("welcome_message")
            .and_then(|welcome| json::text(welcome, "text")),
        shows: shows(referral),
    }
}

/// `media_type` is `image` or `video`; a film has a `thumbnail_url` as well.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components#messages-object>
fn shows(referral: &Value) -> Option<Shows> {
    let text = |key| json::text(referral, key);
    let moves = match text("media_type").as_deref() {
        Some("image") => false,
        Some("video") => true,
        _ if text("video_url").is_some() => true,
        _ if text("image_url").is_some() => false,
        _ => return None,
    };
    let own = if moves { "video_url" } else { "image_url" };
    Some(Shows {
        moves,
        url: text(own).or_else(|| text("thumbnail_url")),
    })
}
