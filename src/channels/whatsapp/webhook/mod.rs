//! What a webhook body says. Pure: bytes in, items out.
//!
//! The envelope is `entry[].changes[].{field,value}`, up to a thousand updates a body, and every
//! level is gone through. Nothing that is unknown fails anything; a part that lacks what makes it
//! usable becomes [`Incoming::Unreadable`] by itself.
//! <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components>

mod account;
mod body;
mod calls;
mod messages;
mod news;
mod people;
#[cfg(test)]
mod sample_tests;
#[cfg(test)]
mod seed_tests;
mod statuses;
#[cfg(test)]
mod tests;
mod vcard;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::json;
use crate::channels::types::Unreadable;
use crate::domain::incoming::Incoming;

/// The `object` of everything that concerns WhatsApp; some kinds of news leave it out.
const OBJECT: &str = "whatsapp_business_account";

/// Adds what a change says to the items.
type Read = fn(&Change<'_>, &mut Vec<Incoming>);

/// The kinds of news that are about people, by the platform's names for them, and how each is read.
const OF_PEOPLE: [(&str, Read); 5] = [
    ("messages", conversation),
    ("history", conversation),
    ("smb_message_echoes", |change, items| {
        change.of_number(items, messages::echoes);
    }),
    ("calls", |change, items| {
        change.of_number(items, calls::calls);
    }),
    ("user_preferences", |change, items| {
        change.of_number(items, people::preferences);
    }),
];

/// Every kind of news that is read, by the platform's name for it: the fields to which an app must be
/// subscribed.
/// <https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview>
pub fn fields() -> impl Iterator<Item = &'static str> {
    let of_people = OF_PEOPLE.iter().map(|(field, _)| *field);
    of_people.chain(account::KINDS.iter().map(|(field, _)| *field))
}

/// Reads a body into its items, in their order.
///
/// # Errors
///
/// If it is no JSON, or no webhook of WhatsApp at all.
pub fn read(body: &[u8]) -> Result<Vec<Incoming>, Unreadable> {
    let body = json::parse(body).ok_or(Unreadable::NotJson)?;
    let object = json::text(&body, "object");
    if object.is_some_and(|object| object != OBJECT) {
        return Err(Unreadable::NotAWebhook);
    }
    let entries = body
        .get("entry")
        .and_then(Value::as_array)
        .ok_or(Unreadable::NotAWebhook)?;
    let mut items = Vec::new();
    for entry in entries {
        let account = json::text(entry, "id");
        let at = json::moment(entry, "time");
        let Some(changes) = entry.get("changes").and_then(Value::as_array) else {
            items.push(unreadable(None, "an entry without changes", entry));
            continue;
        };
        for change in changes {
            Change::new(account.as_deref(), at, change).read_into(&mut items);
        }
    }
    Ok(items)
}

/// One change of an entry, with what all kinds of them share.
#[derive(Debug)]
struct Change<'a> {
    account: Option<&'a str>,
    at: Option<DateTime<Utc>>,
    /// The kind of news.
    field: String,
    /// Our number, where the news is about one.
    number: Option<String>,
    value: &'a Value,
    raw: &'a Value,
}

impl<'a> Change<'a> {
    fn new(account: Option<&'a str>, at: Option<DateTime<Utc>>, raw: &'a Value) -> Self {
        let value = raw.get("value").unwrap_or(&Value::Null);
        // One documented sample has the field's name one level too deep.
        let field = json::text(raw, "field").or_else(|| json::text(value, "field"));
        let number = value
            .get("metadata")
            .and_then(|metadata| json::text(metadata, "phone_number_id"));
        Self {
            account,
            at,
            field: field.unwrap_or_default(),
            number,
            value,
            raw,
        }
    }

    fn read_into(&self, items: &mut Vec<Incoming>) {
        match OF_PEOPLE.iter().find(|(field, _)| *field == self.field) {
            Some((_, read)) => read(self, items),
            None => items.push(account::read(self).unwrap_or_else(|| self.other())),
        }
    }

    /// Reads what is about one of our numbers.
    fn of_number(
        &self,
        items: &mut Vec<Incoming>,
        read: impl FnOnce(&str, &Value, &mut Vec<Incoming>),
    ) {
        match &self.number {
            Some(number) => read(number, self.value, items),
            None => items.push(unreadable(None, "no phone_number_id", self.raw)),
        }
    }

    fn other(&self) -> Incoming {
        Incoming::Other {
            account: self.account.map(str::to_owned),
            field: self.field.clone(),
            raw: self.value.clone(),
        }
    }
}

/// The field `messages`: messages, statuses and trouble, any of them, many of each. The field
/// `history` holds messages only where their files are handed in later; the rest of it is not read.
fn conversation(change: &Change<'_>, items: &mut Vec<Incoming>) {
    let before = items.len();
    change.of_number(items, |number, value, items| {
        messages::inbound(number, value, change.field == "history", items);
        statuses::statuses(number, value, items);
        statuses::trouble(number, value, items);
    });
    if items.len() == before {
        items.push(change.other());
    }
}

fn unreadable(number: Option<&str>, why: &str, raw: &Value) -> Incoming {
    Incoming::Unreadable {
        phone_number_id: number.map(str::to_owned),
        why: why.to_owned(),
        raw: raw.clone(),
    }
}
