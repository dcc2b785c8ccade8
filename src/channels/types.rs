//! What goes over the [`Channel`](super::Channel) trait.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::fs::File;

use crate::domain::abilities::MediaKind;
use crate::domain::address::Address;
use crate::domain::content::{Offer, Spot};
use crate::domain::message::Acceptance;

/// A message on its way out.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// Our number, by its id at the platform.
    pub number: &'a str,
    /// The contact.
    pub to: &'a Address,
    /// What it says.
    pub body: &'a OutgoingBody,
    /// Which attempt of which message this is; every status brings it back. At most 512 characters.
    pub opaque: &'a str,
    /// The contact's or our message that it answers; a reaction names its target itself.
    pub quote: Option<&'a str>,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutgoingBody {
    /// Words, already in the platform's formatting.
    Text {
        /// The words; where they hold a link, the platform shows a preview of the first.
        text: String,
    },
    /// A template with its parameters filled in.
    Template {
        /// Its name.
        name: String,
        /// Its language, exactly as in its definition.
        language: String,
        /// The components that carry parameters, in the platform's form; empty if none does.
        components: Vec<Value>,
    },
    /// A file that was uploaded before.
    Media {
        /// Its kind.
        kind: MediaKind,
        /// Its id, from [`Channel::upload_media`](super::Channel::upload_media).
        id: String,
        /// The words below it; sound and stickers carry none.
        caption: Option<String>,
        /// Its name, for documents.
        filename: Option<String>,
    },
    /// A reaction to an earlier message.
    Reaction {
        /// The message reacted to.
        target: String,
        /// `None` takes the reaction back.
        emoji: Option<String>,
    },
    /// A place.
    Location(Spot),
    /// Words with something to press.
    Interactive {
        /// The words, already in the platform's formatting.
        body: String,
        /// The small line below them.
        footer: Option<String>,
        /// What can be pressed.
        offer: Offer,
    },
}

impl OutgoingBody {
    /// Its kind by name, for logs and metrics.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::Template { .. } => "template",
            Self::Media { .. } => "media",
            Self::Reaction { .. } => "reaction",
            Self::Location(_) => "location",
            Self::Interactive { .. } => "interactive",
        }
    }
}

/// The platform took a message; that it arrives is told later, by its statuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The message's id at the platform. It contains the contact's number: not for logs.
    pub wamid: String,
    /// The account behind the number that was written to; may differ from that number.
    pub wa_id: Option<String>,
    /// The contact's business-scoped user id, told only if it was written to by one.
    pub bsuid: Option<String>,
    /// Whether it leaves at once.
    pub acceptance: Acceptance,
}

/// What the platform says about a file that was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// Its MIME type, with parameters, where it was told.
    pub mime_type: Option<String>,
    /// SHA-256 of its content, where it was told.
    pub sha256: Option<[u8; 32]>,
}

/// A file to hand over.
#[derive(Debug)]
pub struct Upload {
    /// Its content, from where it stands to its end.
    pub file: File,
    /// How long that is.
    pub bytes: u64,
    /// Its name.
    pub filename: String,
    /// Its MIME type; the platform decides by it what the file may be sent as.
    pub mime_type: String,
}

/// A number of ours at the platform.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Number {
    /// Its id.
    pub id: String,
    /// As it is shown to contacts.
    pub display: String,
    /// The name shown to contacts.
    pub verified_name: Option<String>,
    /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`.
    pub quality: Option<String>,
    /// Must be `CONNECTED` to send, where it is told.
    pub status: Option<String>,
    /// `VERIFIED`, `NOT_VERIFIED`, `EXPIRED`.
    pub verification: Option<String>,
    /// `CLOUD_API` if the number can be served from here.
    pub platform: Option<String>,
}

/// A template as the platform defines it.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// Its id.
    pub id: String,
    /// Its name; the same in every language.
    pub name: String,
    /// Its language, with an underscore (`pt_BR`).
    pub language: String,
    /// `APPROVED` is the only state in which it may be sent.
    pub status: String,
    /// `MARKETING`, `UTILITY`, `AUTHENTICATION`.
    pub category: String,
    /// All of it, components included.
    pub definition: Value,
}

/// Nothing of a body could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is no JSON.
    #[error("the body is not JSON")]
    NotJson,
    /// It is JSON of another kind.
    #[error("the body is not a webhook of this channel")]
    NotAWebhook,
}
