//! What customers do, as the webhook is told of it.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::blob::Blob;

use super::errors::GraphError;
use super::looks;
use super::phone::{Author, Content, Media, MediaKind, PhoneMessage, Ticks};
use super::state::{Pair, State};
use super::transit::{contact, tell_about_number};
use super::webhooks::UpdateKind;

/// No larger file reaches a business, in bytes: of one it gets an error in the place of its content.
const LARGEST: u64 = 100 * 1024 * 1024;

/// A file that a customer sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its type, e.g. `image/jpeg` or `audio/ogg; codecs=opus`.
    pub mime: String,
    /// Its content.
    pub content: Blob,
    /// The text under it.
    pub caption: Option<String>,
    /// The name of a document.
    pub filename: Option<String>,
}

impl Attachment {
    /// A file without caption and name.
    pub fn new(mime: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self::of(mime, Blob::from(bytes.into()))
    }

    /// The same of any size; see [`Blob::made`].
    pub fn of(mime: impl Into<String>, content: Blob) -> Self {
        Self {
            mime: mime.into(),
            content,
            caption: None,
            filename: None,
        }
    }

    /// Puts a text under it.
    #[must_use]
    pub fn caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// Gives it a name.
    #[must_use]
    pub fn filename(mut self, filename: impl Into<String>) -> Self {
        self.filename = Some(filename.into());
        self
    }
}

/// A message on its way from a customer.
#[derive(Debug)]
pub(super) struct Inbound {
    /// The word in `type`.
    pub(super) kind: &'static str,
    /// What stands under that word.
    pub(super) node: Value,
    /// The `context` object, null if none.
    pub(super) context: Value,
    /// What the customer's own phone shows; `None` if it adds no bubble.
    pub(super) content: Option<Content>,
    /// Further fields beside `type`, such as `referral`.
    pub(super) beside: Value,
}

impl Inbound {
    pub(super) fn new(kind: &'static str, node: Value, content: Content) -> Self {
        Self {
            content: Some(content),
            ..Self::silent(kind, node)
        }
    }

    /// Something that adds no bubble to the chat.
    pub(super) fn silent(kind: &'static str, node: Value) -> Self {
        Self {
            kind,
            node,
            context: Value::Null,
            content: None,
            beside: Value::Null,
        }
    }

    /// A file, kept by the platform and described as webhooks describe files.
    pub(super) fn file(
        state: &mut State,
        now: DateTime<Utc>,
        number: usize,
        sent: (MediaKind, bool),
        attachment: Attachment,
    ) -> Self {
        let (kind, voice) = sent;
        let State { media, ids, .. } = state;
        let content = attachment.content;
        let moves = looks::is_animated(&content.head(64));
        let id = media.receive(ids, now, number, &attachment.mime, content.clone());
        let shown = Content::Media(Media {
            kind,
            id: Some(id.clone()),
            content: Some(content.clone()),
            link: None,
            caption: attachment.caption.clone(),
            filename: attachment.filename.clone(),
            voice,
        });
        if content.len() > LARGEST {
            let error = GraphError::new(131_052, "Failed to download the media.");
            return Self {
                beside: json!({ "errors": [error.in_webhook()] }),
                ..Self::new(kind.word(), Value::Null, shown)
            };
        }
        let mut node = media.in_webhook(&id);
        if let Some(caption) = &attachment.caption {
            node["caption"] = json!(caption);
        }
        match kind {
            MediaKind::Audio => node["voice"] = json!(voice),
            MediaKind::Sticker => node["animated"] = json!(moves),
            MediaKind::Document => node["filename"] = json!(attachment.filename),
            MediaKind::Image | MediaKind::Video => {}
        }
        Self::new(kind.word(), node, shown)
    }

    /// Quotes a message.
    pub(super) fn about(mut self, author: &str, message: &str) -> Self {
        self.context = json!({ "from": author, "id": message });
        self
    }

    /// Shows it on the customer's phone, opens the window and tells the webhook; answers the
    /// message's id. A business that is blocked hears nothing.
    pub(super) fn send(self, state: &mut State, now: DateTime<Utc>, pair: Pair) -> String {
        let card = &state.customers[pair.customer].card;
        let user_id = card.user_id.clone();
        let id = state.ids.message(&user_id);
        let opens = state.rules.inbound_opens_window;
        let chat = state.chat(pair);
        if let Some(content) = self.content {
            chat.bubbles.push(PhoneMessage {
                id: id.clone(),
                author: Author::Customer,
                at: now,
                content,
                quotes: self.context["id"].as_str().map(str::to_owned),
                reactions: Vec::new(),
                ticks: Some(Ticks::Delivered),
                forwarded: self.context["forwarded"] == true
                    || self.context["frequently_forwarded"] == true,
                edited: false,
            });
        }
        if chat.blocked {
            return id;
        }
        if opens {
            chat.open_window(now);
        }
        let mut message = json!({});
        if !self.context.is_null() {
            message["context"] = self.context;
        }
        if let Some(wa_id) = state.visible_wa_id(pair, now) {
            message["from"] = json!(wa_id);
        }
        message["from_user_id"] = json!(user_id);
        message["id"] = json!(id);
        message["timestamp"] = json!(now.timestamp().to_string());
        say(&mut message, self.kind, self.node, &self.beside);
        let mut value = json!({ "contacts": [contact(state, now, pair)] });
        // Changes of the account itself come without a contact.
        if self.kind == "system" {
            value = json!({});
        }
        value["messages"] = json!([message]);
        let kind = UpdateKind::Message { id: id.clone() };
        tell_about_number(state, now, pair.number, "messages", kind, value);
        id
    }
}

/// Writes into a message what it says, and what stands beside that.
pub(super) fn say(message: &mut Value, kind: &'static str, node: Value, beside: &Value) {
    message["type"] = json!(kind);
    if !node.is_null() {
        message[kind] = node;
    }
    for (name, value) in beside.as_object().into_iter().flatten() {
        message[name] = value.clone();
    }
}
