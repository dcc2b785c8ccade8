//! Who a piece of news is about.

use serde_json::Value;

use super::{json, unreadable};
use crate::domain::address::{Address, international};
use crate::domain::incoming::{Choice, Incoming, Preference};
use crate::domain::phone::is_business_scoped_id;

/// What a `contacts` entry says of a person.
#[derive(Debug, Default)]
pub(super) struct Profile {
    pub(super) address: Address,
    pub(super) name: Option<String>,
    pub(super) username: Option<String>,
}

/// An address from its parts: a number or id as it is printed, a business-scoped user id, and the
/// one above it.
pub(super) fn address(
    printed: Option<String>,
    bsuid: Option<String>,
    parent_bsuid: Option<String>,
) -> Address {
    let mut address = Address {
        bsuid,
        parent_bsuid,
        ..Address::default()
    };
    match printed {
        // Ids turn up where numbers are promised.
        Some(id) if is_business_scoped_id(&id) => address.bsuid = address.bsuid.or(Some(id)),
        Some(printed) => {
            address.phone = international(&printed);
            address.wa_id = Some(wa_id(printed));
        }
        None => {}
    }
    address
}

/// A printed number without its punctuation; anything else as it is.
fn wa_id(printed: String) -> String {
    match international(&printed) {
        Some(number) => number.trim_start_matches('+').to_owned(),
        None => printed,
    }
}

/// Everybody that a value introduces.
pub(super) fn profiles(value: &Value) -> Vec<Profile> {
    json::list(value, "contacts")
        .map(|contact| {
            let profile = contact.get("profile").unwrap_or(&Value::Null);
            Profile {
                address: address(
                    json::text(contact, "wa_id"),
                    json::text(contact, "user_id"),
                    json::text(contact, "parent_user_id"),
                ),
                name: json::text(profile, "name"),
                username: json::text(profile, "username")
                    .map(|name| name.trim_start_matches('@').to_owned()),
            }
        })
        .collect()
}

/// The profile that belongs to an address: the one that shares an id with it, or the only one if
/// there is but one person to talk about.
pub(super) fn profile_of<'a>(
    profiles: &'a [Profile],
    address: &Address,
    alone: bool,
) -> Option<&'a Profile> {
    let shares = |profile: &&Profile| {
        let other = &profile.address;
        same(&other.bsuid, &address.bsuid) || same(&other.wa_id, &address.wa_id)
    };
    profiles.iter().find(shares).or(match profiles {
        [only] if alone => Some(only),
        _ => None,
    })
}

fn same(one: &Option<String>, other: &Option<String>) -> bool {
    one.is_some() && one == other
}

/// An address completed by what the profile knows of the same person. The number that a message
/// came from stays the phone; the account's id is the profile's.
pub(super) fn completed(address: Address, profile: Option<&Profile>) -> Address {
    let Some(Profile { address: known, .. }) = profile else {
        return address;
    };
    Address {
        wa_id: known.wa_id.clone().or(address.wa_id),
        phone: address.phone.or_else(|| known.phone.clone()),
        bsuid: address.bsuid.or_else(|| known.bsuid.clone()),
        parent_bsuid: address.parent_bsuid.or_else(|| known.parent_bsuid.clone()),
    }
}

/// The field `user_preferences`.
pub(super) fn preferences(number: &str, value: &Value, items: &mut Vec<Incoming>) {
    for told in json::list(value, "user_preferences") {
        let contact = address(
            json::text(told, "wa_id"),
            json::text(told, "user_id"),
            json::text(told, "parent_user_id"),
        );
        let choice = match json::text(told, "value").as_deref() {
            Some("stop") => Some(Choice::Stop),
            Some("resume" | "signup") => Some(Choice::Resume),
            _ => None,
        };
        items.push(match (choice, json::moment(told, "timestamp")) {
            (Some(choice), Some(at)) if !contact.is_empty() => Incoming::Preference(Preference {
                phone_number_id: number.to_owned(),
                contact,
                category: json::text(told, "category").unwrap_or_default(),
                choice,
                at,
            }),
            _ => unreadable(
                Some(number),
                "a preference without person, value or time",
                told,
            ),
        });
    }
}
