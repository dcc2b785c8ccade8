//! A conversation to which a published payload belongs: Maria has written, Ana has taken it and has
//! answered.

use std::collections::BTreeMap;

use conecta_sandbox::blob::Blob;
use conecta_sandbox::company::SALES;
use conecta_sandbox::discord::Id;
use conecta_sandbox::samples::{FILM, MOVING_STICKER, PAPER, PHOTO, STICKER, VOICE};
use conecta_sandbox::whatsapp::{Author, Signature};
use serde_json::{Value, json};

use super::paths::named;
use crate::support::Desk;
use crate::support::people::{Agent, Customer};

/// The conversation, and what was seen of it so far.
pub struct Scene<'a> {
    pub desk: &'a Desk,
    pub ana: Agent<'a>,
    pub maria: Customer<'a>,
    seen: BTreeMap<Id, String>,
}

impl<'a> Scene<'a> {
    /// They talked.
    pub async fn open(desk: &'a Desk) -> Self {
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        ana.sends("Bom dia!").await;
        let mut scene = Self {
            desk,
            ana,
            maria,
            seen: BTreeMap::new(),
        };
        scene.changed();
        scene
    }

    /// What the thread shows that it did not show when this was asked last.
    pub fn changed(&mut self) -> String {
        let seen = self.ana.person.sees(self.ana.place());
        let mut new = String::new();
        for message in seen {
            let read = self.ana.read(&message);
            if self.seen.get(&message.id) != Some(&read) {
                new.push_str(&read);
            }
            self.seen.insert(message.id, read);
        }
        if new.is_empty() {
            "(nothing)\n".to_owned()
        } else {
            new
        }
    }

    /// The newest message of one of the two, by its id.
    pub fn last_of(&self, author: Author) -> String {
        let chat = self.maria.phone.phone(SALES);
        let last = chat.iter().rfind(|bubble| bubble.author == author);
        last.expect("they talked").id.clone()
    }

    /// The payload as if it were about this conversation, which each of its ids names now.
    pub fn own(&self, published: &Value) -> Value {
        let mut body = published.clone();
        let now = self.desk.clock.now().timestamp();
        for entry in list(&mut body["entry"]) {
            set(entry, "time", json!(now));
            for change in list(&mut entry["changes"]) {
                self.own_value(&mut change["value"]);
            }
        }
        body
    }

    fn own_value(&self, value: &mut Value) {
        let maria = self.maria.phone.card();
        let now = self.desk.clock.now().timestamp();
        if value["metadata"].is_object() {
            value["metadata"]["phone_number_id"] = json!(SALES);
        }
        for key in [
            "contacts",
            "messages",
            "statuses",
            "calls",
            "message_echoes",
            "user_preferences",
        ] {
            for part in list(&mut value[key]) {
                set(part, "wa_id", json!(maria.wa_id));
                for key in ["user_id", "from_user_id", "to_user_id", "recipient_user_id"] {
                    set(part, key, json!(maria.user_id));
                }
                set(part, "recipient_id", json!(maria.wa_id));
                let from_us = part.get("direction") == Some(&json!("BUSINESS_INITIATED"));
                let other_side = if key == "message_echoes" || from_us {
                    "to"
                } else {
                    "from"
                };
                set(part, other_side, json!(maria.wa_id));
                match part["timestamp"] {
                    Value::String(_) => part["timestamp"] = json!(now.to_string()),
                    Value::Number(_) => part["timestamp"] = json!(now),
                    _ => {}
                }
            }
        }
        for status in list(&mut value["statuses"]) {
            set(status, "id", json!(self.last_of(Author::Business)));
        }
        for message in list(&mut value["messages"]) {
            let (hers, ours) = (
                self.last_of(Author::Customer),
                self.last_of(Author::Business),
            );
            if message["context"]["referred_product"].is_null() {
                set(&mut message["context"], "id", json!(ours));
            }
            set(&mut message["reaction"], "message_id", json!(ours));
            for kind in ["edit", "revoke"] {
                set(&mut message[kind], "original_message_id", json!(hers));
            }
            self.own_files(message);
            own_answers(&mut message["interactive"]["nfm_reply"]["response_json"]);
        }
        for echo in list(&mut value["message_echoes"]) {
            let ours = self.last_of(Author::Business);
            set(&mut echo["edit"], "original_message_id", json!(ours));
        }
        tidy(value);
    }

    /// Lets the platform hold a genuine file for each that is named.
    fn own_files(&self, part: &mut Value) {
        let mime = part["mime_type"].as_str().map(str::to_owned);
        if let (Some(mime), true) = (mime, part["sha256"].is_string()) {
            let content = match mime.as_str() {
                "image/webp" if part["animated"] == true => MOVING_STICKER,
                "image/webp" => STICKER,
                "video/mp4" => FILM,
                "application/pdf" => PAPER,
                "image/jpeg" => PHOTO,
                _ => VOICE,
            };
            let content = Blob::from(content.to_vec());
            let held = self.desk.whatsapp.hold_media(SALES, &mime, content);
            part["id"] = held["id"].clone();
            part["sha256"] = held["sha256"].clone();
            return;
        }
        match part {
            Value::Object(fields) => fields.values_mut().for_each(|inner| self.own_files(inner)),
            Value::Array(items) => items.iter_mut().for_each(|inner| self.own_files(inner)),
            _ => {}
        }
    }

    /// Posts a body with a genuine signature, lets a minute pass, and reads what the thread shows
    /// of it.
    pub async fn takes(&mut self, body: &Value) -> String {
        let bytes = body.to_string().into_bytes();
        let posted = self.desk.whatsapp.post_raw(bytes, Signature::Valid);
        assert_eq!(posted.await.expect("an answer"), 200);
        // A line waits for its file for so long.
        self.desk.seconds_pass(62).await;
        let value = &body["entry"][0]["changes"][0]["value"];
        named(&self.changed(), value)
    }
}

/// The items of a list; none if it is something else.
fn list(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    value.as_array_mut().into_iter().flatten()
}

/// Sets what is there already.
fn set(part: &mut Value, key: &str, to: Value) {
    if let Some(field) = part.get_mut(key) {
        *field = to;
    }
}

/// The names of a form's fields are the company's words as well.
fn own_answers(answers: &mut Value) {
    let read = answers
        .as_str()
        .and_then(|text| serde_json::from_str(text).ok());
    if let Some(Value::Object(fields)) = read {
        let numbered = fields.into_iter().enumerate().map(|(place, (key, value))| {
            let key = if key == "flow_token" {
                key
            } else {
                ["How", "When", "Where", "Why", "Who", "What"][place % 6].to_owned()
            };
            (key, value)
        });
        *answers = json!(Value::Object(numbered.collect()).to_string());
    }
}

/// Looking for a key leaves a null behind where there was none.
fn tidy(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, inner| !inner.is_null());
            fields.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}
