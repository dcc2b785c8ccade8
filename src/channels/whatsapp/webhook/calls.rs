//! Calls: they are not taken here, but a contact's call opens the window and the agent hears of it.

use serde_json::Value;

use super::people::{Profile, address, completed, profile_of, profiles};
use super::{json, unreadable};
use crate::domain::address::Address;
use crate::domain::incoming::{Call, Incoming};

/// The field `calls`: `value.calls[]`, and `value.statuses[]` of calls that we made.
pub(super) fn calls(number: &str, value: &Value, items: &mut Vec<Incoming>) {
    let profiles = profiles(value);
    for told in json::list(value, "calls") {
        let by_contact = json::text(told, "direction").as_deref() != Some("BUSINESS_INITIATED");
        let (id, bsuid) = if by_contact {
            ("from", "from_user_id")
        } else {
            ("to", "to_user_id")
        };
        let contact = address(json::text(told, id), json::text(told, bsuid), None);
        let who = Who {
            contact,
            by_contact,
        };
        push(number, told, &profiles, who, "event", items);
    }
    for told in json::list(value, "statuses") {
        let contact = address(
            json::text(told, "recipient_id"),
            json::text(told, "recipient_user_id"),
            None,
        );
        let by_contact = false;
        let who = Who {
            contact,
            by_contact,
        };
        push(number, told, &profiles, who, "status", items);
    }
}

/// Who called whom.
struct Who {
    contact: Address,
    by_contact: bool,
}

fn push(
    number: &str,
    told: &Value,
    profiles: &[Profile],
    Who {
        contact,
        by_contact,
    }: Who,
    event: &str,
    items: &mut Vec<Incoming>,
) {
    let profile = profile_of(profiles, &contact, false);
    let contact = completed(contact, profile);
    let read = || {
        Some(Call {
            phone_number_id: number.to_owned(),
            id: json::text(told, "id")?,
            contact: Some(contact).filter(|contact| !contact.is_empty())?,
            profile_name: profile.and_then(|profile| profile.name.clone()),
            username: profile.and_then(|profile| profile.username.clone()),
            by_contact,
            event: json::text(told, event)?,
            at: json::moment(told, "timestamp")?,
        })
    };
    items.push(match read() {
        Some(call) => Incoming::Call(call),
        None => unreadable(
            Some(number),
            "a call without id, person, event or time",
            told,
        ),
    });
}
