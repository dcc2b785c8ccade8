//! What became of our messages, and trouble that belongs to none of them.

use serde_json::Value;

use super::people::{address, completed, profile_of, profiles};
use super::{json, unreadable};
use crate::channels::whatsapp::codes;
use crate::domain::address::Address;
use crate::domain::incoming::{FreeEntry, Incoming, MessageStatus, Pricing, StatusUpdate};

/// `value.statuses[]`.
pub(super) fn statuses(number: &str, value: &Value, items: &mut Vec<Incoming>) {
    let profiles = profiles(value);
    let alone = json::list(value, "statuses").count() == 1;
    for told in json::list(value, "statuses") {
        let mut recipient = recipient(told);
        // In a group the profile is the member's.
        if json::text(told, "recipient_type").as_deref() != Some("group") {
            let profile = profile_of(&profiles, &recipient, alone);
            recipient = completed(recipient, profile);
        }
        items.push(match read(number, told, recipient) {
            Ok(update) => Incoming::Status(Box::new(update)),
            Err(why) => unreadable(Some(number), why, told),
        });
    }
}

/// `value.errors[]`.
pub(super) fn trouble(number: &str, value: &Value, items: &mut Vec<Incoming>) {
    let errors = json::errors(value);
    if !errors.is_empty() {
        items.push(Incoming::NumberTrouble {
            phone_number_id: number.to_owned(),
            refusal: Some(codes::refusal_of_status(&errors)),
            errors,
        });
    }
}

fn recipient(told: &Value) -> Address {
    address(
        json::text(told, "recipient_id"),
        json::text(told, "recipient_user_id"),
        json::text(told, "parent_recipient_user_id")
            .or_else(|| json::text(told, "recipient_parent_user_id")),
    )
}

fn read(number: &str, told: &Value, recipient: Address) -> Result<StatusUpdate, &'static str> {
    let status = json::text(told, "status")
        .and_then(|name| MessageStatus::from_name(&name))
        .ok_or("a status of an unknown name")?;
    let errors = json::errors(told);
    let refusal = (status == MessageStatus::Failed).then(|| codes::refusal_of_status(&errors));
    let participant = address(
        json::text(told, "recipient_participant_id"),
        json::text(told, "recipient_participant_user_id"),
        json::text(told, "recipient_participant_parent_user_id"),
    );
    Ok(StatusUpdate {
        phone_number_id: number.to_owned(),
        wamid: json::text(told, "id").ok_or("a status without an id")?,
        status,
        at: json::moment(told, "timestamp").ok_or("a status without a time")?,
        opaque: json::text(told, "biz_opaque_callback_data"),
        recipient,
        participant: Some(participant).filter(|member| !member.is_empty()),
        pricing: told.get("pricing").map(pricing),
        free_entry: told.get("conversation").and_then(free_entry),
        errors,
        refusal,
    })
}

fn pricing(pricing: &Value) -> Pricing {
    Pricing {
        model: json::text(pricing, "pricing_model"),
        kind: json::text(pricing, "type"),
        category: json::text(pricing, "category"),
        billable: pricing.get("billable").and_then(Value::as_bool),
    }
}

/// Since v24.0 a conversation is told in free-entry windows only; before, in all of them.
fn free_entry(conversation: &Value) -> Option<FreeEntry> {
    let origin = json::text(conversation.get("origin")?, "type")?;
    matches!(origin.as_str(), "referral_conversion" | "free_entry_point").then(|| FreeEntry {
        origin: Some(origin),
        ends: json::moment(conversation, "expiration_timestamp"),
    })
}
