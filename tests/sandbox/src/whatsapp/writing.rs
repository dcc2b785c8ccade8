//! What customers write, send, press, pick and react with.

use serde_json::{Value, json};

use super::Customer;
use super::inbound::{Attachment, Inbound};
use super::phone::{Author, Button, Content, Location, MediaKind, PhoneMessage, Shown};
use super::state::{Pair, State};
use super::transit::react;

/// Writing. Each answers the new message's id.
impl Customer {
    /// Writes a text.
    pub fn writes(&self, number: &str, text: &str) -> String {
        self.act(number, |state, now, pair| {
            written(text).send(state, now, pair)
        })
    }

    /// Writes a text that quotes a message of the chat.
    pub fn replies(&self, number: &str, to: &str, text: &str) -> String {
        self.act(number, |state, now, pair| {
            let author = author_of(state, pair, to);
            written(text).about(&author, to).send(state, now, pair)
        })
    }

    /// Writes after a press on an advertisement; `referral` is the object that goes with it.
    pub fn comes_from_ad(&self, number: &str, text: &str, referral: Value) -> String {
        self.act(number, |state, now, pair| {
            let mut inbound = written(text);
            inbound.beside = json!({ "referral": referral });
            state.chat(pair).came_from_ad = Some(now);
            inbound.send(state, now, pair)
        })
    }

    /// Sends a picture.
    pub fn sends_image(&self, number: &str, file: Attachment) -> String {
        self.sends(number, MediaKind::Image, false, file)
    }

    /// Sends a sound file.
    pub fn sends_audio(&self, number: &str, file: Attachment) -> String {
        self.sends(number, MediaKind::Audio, false, file)
    }

    /// Sends a voice note.
    pub fn sends_voice(&self, number: &str, file: Attachment) -> String {
        self.sends(number, MediaKind::Audio, true, file)
    }

    /// Records a voice note that quotes a message of the chat.
    pub fn replies_with_voice(&self, number: &str, to: &str, file: Attachment) -> String {
        self.act(number, |state, now, pair| {
            let author = author_of(state, pair, to);
            let kind = (MediaKind::Audio, true);
            let inbound = Inbound::file(state, now, pair.number, kind, file);
            inbound.about(&author, to).send(state, now, pair)
        })
    }

    /// Sends a film.
    pub fn sends_video(&self, number: &str, file: Attachment) -> String {
        self.sends(number, MediaKind::Video, false, file)
    }

    /// Sends a document.
    pub fn sends_document(&self, number: &str, file: Attachment) -> String {
        self.sends(number, MediaKind::Document, false, file)
    }

    /// Sends a sticker.
    pub fn sends_sticker(&self, number: &str, file: Attachment) -> String {
        self.sends(number, MediaKind::Sticker, false, file)
    }

    /// Sends pictures and films together: each is a message of its own, of the same second.
    pub fn sends_album(&self, number: &str, files: Vec<Attachment>) -> Vec<String> {
        let kind = |file: &Attachment| match file.mime.split('/').next() {
            Some("video") => MediaKind::Video,
            _ => MediaKind::Image,
        };
        let each = files.into_iter();
        each.map(|file| self.sends(number, kind(&file), false, file))
            .collect()
    }

    fn sends(&self, number: &str, kind: MediaKind, voice: bool, file: Attachment) -> String {
        self.act(number, |state, now, pair| {
            Inbound::file(state, now, pair.number, (kind, voice), file).send(state, now, pair)
        })
    }

    /// Sends a place.
    pub fn sends_location(&self, number: &str, place: Location) -> String {
        self.locates(number, None, place)
    }

    /// Sends the place that a message of the chat asks for.
    pub fn answers_with_location(&self, number: &str, to: &str, place: Location) -> String {
        self.locates(number, Some(to), place)
    }

    fn locates(&self, number: &str, to: Option<&str>, place: Location) -> String {
        self.act(number, |state, now, pair| {
            let mut inbound = located(place);
            if let Some(to) = to {
                inbound = inbound.about(&author_of(state, pair, to), to);
            }
            inbound.send(state, now, pair)
        })
    }

    /// Sends contact cards, in the shape of the API (`name.formatted_name`, `phones`, …).
    pub fn sends_contacts(&self, number: &str, cards: Vec<Value>) -> String {
        self.act(number, |state, now, pair| {
            introduced(cards).send(state, now, pair)
        })
    }

    /// Does something that the API does not tell (a poll, an edit, …): the webhook gets a message
    /// of the type `unsupported` with error 131051.
    pub fn sends_unsupported(&self, number: &str, what: &str) -> String {
        self.act(number, |state, now, pair| {
            let content = Content::Other {
                what: what.to_owned(),
            };
            let mut inbound = Inbound::new("unsupported", json!({ "type": what }), content);
            inbound.beside = json!({ "errors": [{
                "code": 131_051,
                "title": "Message type unknown",
                "message": "Message type unknown",
                "error_data": { "details": "Message type is currently not supported." },
            }] });
            inbound.send(state, now, pair)
        })
    }

    /// Presses a quick-reply button of a template on the phone.
    pub fn presses(&self, number: &str, message: &str, label: &str) -> String {
        self.act(number, |state, now, pair| {
            let button = button_of(state, pair, message, label);
            let Some(payload) = button.answer else {
                panic!("the button {label} sends nothing");
            };
            let node = json!({ "payload": payload, "text": button.label });
            let content = Content::Pressed {
                label: button.label,
            };
            let author = author_of(state, pair, message);
            Inbound::new("button", node, content)
                .about(&author, message)
                .send(state, now, pair)
        })
    }

    /// Picks a button or a row of an interactive message on the phone.
    pub fn picks(&self, number: &str, message: &str, title: &str) -> String {
        self.act(number, |state, now, pair| {
            let button = button_of(state, pair, message, title);
            let mut reply = json!({ "id": button.answer, "title": button.label });
            let list = matches!(
                bubble_of(state, pair, message).content,
                Content::Interactive(Shown { name, .. }) if name == "list"
            );
            let node = if list {
                if let Some(description) = &button.description {
                    reply["description"] = json!(description);
                }
                json!({ "type": "list_reply", "list_reply": reply })
            } else {
                json!({ "type": "button_reply", "button_reply": reply })
            };
            let content = Content::Picked {
                title: button.label,
            };
            let author = author_of(state, pair, message);
            Inbound::new("interactive", node, content)
                .about(&author, message)
                .send(state, now, pair)
        })
    }

    /// Puts an emoji under a message, in place of an earlier one.
    pub fn reacts(&self, number: &str, message: &str, emoji: &str) -> String {
        self.reaction(number, message, emoji)
    }

    /// Takes the emoji away again.
    pub fn unreacts(&self, number: &str, message: &str) -> String {
        self.reaction(number, message, "")
    }

    fn reaction(&self, number: &str, message: &str, emoji: &str) -> String {
        self.act(number, |state, now, pair| {
            bubble_of(state, pair, message);
            react(state.chat(pair), Author::Customer, message, emoji);
            let mut node = json!({ "message_id": message });
            // A reaction that is taken away comes without the field.
            if !emoji.is_empty() {
                node["emoji"] = json!(emoji);
            }
            let mut inbound = written("");
            (inbound.kind, inbound.node, inbound.content) = ("reaction", node, None);
            inbound.send(state, now, pair)
        })
    }
}

/// A plain text; the start of what is not one, too.
pub(super) fn written(text: &str) -> Inbound {
    let content = Content::Text {
        body: text.to_owned(),
        preview_url: false,
    };
    Inbound::new("text", json!({ "body": text }), content)
}

/// A place.
pub(super) fn located(place: Location) -> Inbound {
    let mut node = json!({ "latitude": place.latitude, "longitude": place.longitude });
    if let Some(name) = &place.name {
        node["name"] = json!(name);
    }
    if let Some(address) = &place.address {
        node["address"] = json!(address);
    }
    Inbound::new("location", node, Content::Location(place))
}

/// Contact cards.
pub(super) fn introduced(cards: Vec<Value>) -> Inbound {
    Inbound::new("contacts", json!(cards), Content::Contacts { cards })
}

fn bubble_of(state: &State, pair: Pair, message: &str) -> PhoneMessage {
    let chat = state.chats.get(&pair);
    chat.and_then(|chat| chat.bubbles.iter().find(|bubble| bubble.id == message))
        .cloned()
        .unwrap_or_else(|| panic!("the phone shows no message {message}"))
}

/// Who wrote a message of the chat, as `context.from` names them.
pub(super) fn author_of(state: &State, pair: Pair, message: &str) -> String {
    match bubble_of(state, pair, message).author {
        Author::Business => state.company.numbers[pair.number].digits(),
        Author::Customer => {
            let card = &state.customers[pair.customer].card;
            card.wa_id.clone().unwrap_or_else(|| card.user_id.clone())
        }
    }
}

fn button_of(state: &State, pair: Pair, message: &str, label: &str) -> Button {
    let (Content::Template(shown) | Content::Interactive(shown)) =
        bubble_of(state, pair, message).content
    else {
        panic!("the message {message} has no buttons");
    };
    let cards = shown.cards.iter().flat_map(|card| &card.buttons);
    let button = shown
        .buttons
        .iter()
        .chain(cards)
        .find(|one| one.label == label);
    button
        .unwrap_or_else(|| panic!("the message {message} has no button {label}"))
        .clone()
}
