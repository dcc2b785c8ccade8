//! The phone with the WhatsApp Business app on which the company uses the same number: what is
//! written there goes to customers without the API, opens no window, and the webhook hears of it.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::Whatsapp;
use super::errors::GraphError;
use super::inbound::{self, Attachment, Inbound};
use super::phone::{Author, Content, Location, MediaKind, PhoneMessage, Ticks};
use super::state::{Pair, State};
use super::transit::{contact, react, tell_about_number};
use super::webhooks::UpdateKind;
use super::writing::{introduced, located, written};

/// The company's phone of one number. Customers are named as for [`Whatsapp::customer`].
#[derive(Debug, Clone)]
pub struct OwnPhone {
    whatsapp: Whatsapp,
    number: String,
}

impl Whatsapp {
    /// The phone on which the company uses this number.
    pub fn own_phone(&self, number: &str) -> OwnPhone {
        OwnPhone {
            whatsapp: self.clone(),
            number: number.to_owned(),
        }
    }

    /// Tells the webhook of trouble with a number that belongs to no message.
    pub fn reports_trouble(&self, number: &str, code: u32) {
        self.shared.change(|state, now| {
            let number = state.known_number(number);
            let error = GraphError::new(code, "Trouble by order of a test.");
            let value = json!({ "errors": [error.in_webhook()] });
            let kind = UpdateKind::Account;
            tell_about_number(state, now, number, "messages", kind, value);
        });
    }
}

/// Each answers the new message's id.
impl OwnPhone {
    /// Writes to a customer.
    pub fn writes(&self, to: &str, text: &str) -> String {
        self.sends(to, |_, _, _| written(text))
    }

    /// Sends a picture to a customer.
    pub fn sends_image(&self, to: &str, file: Attachment) -> String {
        self.sends_file(to, (MediaKind::Image, false), file)
    }

    /// Sends a film to a customer.
    pub fn sends_video(&self, to: &str, file: Attachment) -> String {
        self.sends_file(to, (MediaKind::Video, false), file)
    }

    /// Sends a sound file to a customer.
    pub fn sends_audio(&self, to: &str, file: Attachment) -> String {
        self.sends_file(to, (MediaKind::Audio, false), file)
    }

    /// Sends a document to a customer.
    pub fn sends_document(&self, to: &str, file: Attachment) -> String {
        self.sends_file(to, (MediaKind::Document, false), file)
    }

    /// Records a voice note for a customer.
    pub fn sends_voice(&self, to: &str, file: Attachment) -> String {
        self.sends_file(to, (MediaKind::Audio, true), file)
    }

    /// Sends a sticker to a customer.
    pub fn sends_sticker(&self, to: &str, file: Attachment) -> String {
        self.sends_file(to, (MediaKind::Sticker, false), file)
    }

    /// Sends a place to a customer.
    pub fn sends_location(&self, to: &str, place: Location) -> String {
        self.sends(to, |_, _, _| located(place))
    }

    /// Sends contact cards to a customer, in the shape of the API.
    pub fn sends_contacts(&self, to: &str, cards: Vec<Value>) -> String {
        self.sends(to, |_, _, _| introduced(cards))
    }

    /// Hands in a picture that a customer sent to this phone so long ago, before the API had the
    /// number: the webhook hears of it in the field `history`.
    pub fn hands_in(&self, from: &str, ago: TimeDelta, file: Attachment) -> String {
        let customer = self.whatsapp.customer(from);
        customer.act(&self.number, |state, now, pair| {
            let kind = (MediaKind::Image, false);
            let told = Inbound::file(state, now, pair.number, kind, file);
            let (id, at) = (new_id(state, pair), now - ago);
            let mut message = json!({
                "from_user_id": state.customers[pair.customer].card.user_id,
                "id": id,
                "timestamp": at.timestamp().to_string(),
            });
            if let Some(wa_id) = state.visible_wa_id(pair, now) {
                message["from"] = json!(wa_id);
            }
            inbound::say(&mut message, told.kind, told.node, &told.beside);
            if let Some(content) = told.content {
                let bubbles = &mut state.chat(pair).bubbles;
                let place = bubbles.partition_point(|bubble| bubble.at <= at);
                let mut bubble = bubble(&id, at, Author::Customer, content);
                bubble.ticks = Some(Ticks::Read);
                bubbles.insert(place, bubble);
            }
            let value = json!({ "messages": [message] });
            let update = UpdateKind::Account;
            tell_about_number(state, now, pair.number, "history", update, value);
            id
        })
    }

    /// Changes a message that was written there.
    pub fn edits(&self, to: &str, message: &str, text: &str) -> String {
        let node = json!({
            "original_message_id": message,
            "message": { "type": "text", "text": { "body": text } },
        });
        self.about(to, message, "edit", node, |bubbles, at| {
            if let Some(content) = written(text).content {
                bubbles[at].content = content;
                bubbles[at].edited = true;
            }
        })
    }

    /// Takes a message back for everybody.
    pub fn takes_back(&self, to: &str, message: &str) -> String {
        let node = json!({ "original_message_id": message });
        self.about(to, message, "revoke", node, |bubbles, at| {
            bubbles.remove(at);
        })
    }

    /// Puts an emoji under a message of the chat.
    pub fn reacts(&self, to: &str, message: &str, emoji: &str) -> String {
        let customer = self.whatsapp.customer(to);
        customer.act(&self.number, |state, now, pair| {
            react(state.chat(pair), Author::Business, message, emoji);
            let id = new_id(state, pair);
            let node = json!({ "message_id": message, "emoji": emoji });
            tell(state, now, pair, &id, Inbound::silent("reaction", node));
            id
        })
    }

    fn sends_file(&self, to: &str, sent: (MediaKind, bool), file: Attachment) -> String {
        self.sends(to, |state, now, number| {
            Inbound::file(state, now, number, sent, file)
        })
    }

    fn sends(
        &self,
        to: &str,
        message: impl FnOnce(&mut State, DateTime<Utc>, usize) -> Inbound,
    ) -> String {
        let customer = self.whatsapp.customer(to);
        customer.act(&self.number, |state, now, pair| {
            let mut message = message(state, now, pair.number);
            let id = new_id(state, pair);
            if let Some(content) = message.content.take() {
                let bubble = bubble(&id, now, Author::Business, content);
                state.chat(pair).bubbles.push(bubble);
            }
            tell(state, now, pair, &id, message);
            id
        })
    }

    fn about(
        &self,
        to: &str,
        message: &str,
        kind: &'static str,
        node: Value,
        change: impl FnOnce(&mut Vec<PhoneMessage>, usize),
    ) -> String {
        let customer = self.whatsapp.customer(to);
        customer.act(&self.number, |state, now, pair| {
            let bubbles = &mut state.chat(pair).bubbles;
            let at = bubbles.iter().position(|bubble| bubble.id == message);
            let at = at.unwrap_or_else(|| panic!("the phone shows no message {message}"));
            change(bubbles, at);
            let id = new_id(state, pair);
            tell(state, now, pair, &id, Inbound::silent(kind, node));
            id
        })
    }
}

fn bubble(id: &str, at: DateTime<Utc>, author: Author, content: Content) -> PhoneMessage {
    PhoneMessage {
        id: id.to_owned(),
        author,
        at,
        content,
        quotes: None,
        reactions: Vec::new(),
        ticks: None,
        forwarded: false,
        edited: false,
    }
}

fn new_id(state: &mut State, pair: Pair) -> String {
    let user_id = state.customers[pair.customer].card.user_id.clone();
    state.ids.message(&user_id)
}

/// Tells the webhook what was done on the phone.
fn tell(state: &mut State, now: DateTime<Utc>, pair: Pair, id: &str, done: Inbound) {
    let mut echo = json!({
        "from": state.company.numbers[pair.number].digits(),
        "to_user_id": state.customers[pair.customer].card.user_id,
        "id": id,
        "timestamp": now.timestamp().to_string(),
    });
    if let Some(wa_id) = state.visible_wa_id(pair, now) {
        echo["to"] = json!(wa_id);
    }
    inbound::say(&mut echo, done.kind, done.node, &done.beside);
    let value = json!({
        "contacts": [contact(state, now, pair)],
        "message_echoes": [echo],
    });
    let update = UpdateKind::Account;
    tell_about_number(state, now, pair.number, "smb_message_echoes", update, value);
}
