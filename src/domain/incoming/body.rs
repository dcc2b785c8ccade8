//! What a contact's message says, one variant per kind.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::form;
use super::{ContactCard, PlatformError};
use crate::domain::abilities::MediaKind;

/// What a message says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InboundBody {
    /// Words, with WhatsApp's own formatting.
    Text {
        /// The words.
        text: String,
    },
    /// A file.
    Media(InboundMedia),
    /// A place.
    Location(Location),
    /// Contact cards.
    Contacts {
        /// At least one.
        cards: Vec<ContactCard>,
    },
    /// A template's quick-reply button was pressed.
    Button {
        /// What the template's sender put behind the button.
        payload: String,
        /// Its label.
        text: String,
    },
    /// A button of an interactive message was pressed.
    ButtonReply {
        /// What its sender put behind the button.
        id: String,
        /// Its label.
        title: String,
    },
    /// A row of a list was chosen.
    ListReply {
        /// What its sender put behind the row.
        id: String,
        /// Its label.
        title: String,
        /// The line below it.
        description: Option<String>,
    },
    /// A form was filled in.
    FlowReply {
        /// Its name, most often `flow`.
        name: Option<String>,
        /// The answers; a string where they are no JSON.
        answers: Value,
    },
    /// The contact allowed us to call, or did not.
    CallPermission {
        /// Whether they did.
        granted: bool,
    },
    /// The contact called; calls are not taken here.
    Call,
    /// An order from the catalogue.
    Order(Order),
    /// A reaction to an earlier message.
    Reaction {
        /// The message reacted to.
        target: String,
        /// `None`: the reaction was taken back.
        emoji: Option<String>,
    },
    /// An earlier message now says something else.
    Edit {
        /// The message that was changed.
        target: String,
        /// What it says now.
        body: Box<InboundBody>,
    },
    /// An earlier message was removed for everybody.
    Revoke {
        /// The message that was removed.
        target: String,
    },
    /// News about the contact, not by the contact.
    System(System),
    /// The platform got something that it does not pass on.
    Unsupported {
        /// What, where it says so (`edit`, `poll_creation` …).
        what: Option<String>,
        /// Why.
        errors: Vec<PlatformError>,
    },
    /// A kind that is not known here, or known and without its content.
    Unknown {
        /// Its name at the platform.
        kind: String,
        /// The whole message.
        raw: Value,
    },
}

/// The kinds of what a contact's message says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InboundKind {
    /// Words.
    Text,
    /// A file.
    Media,
    /// A place.
    Location,
    /// Contact cards.
    Contacts,
    /// Something was pressed, chosen or filled in.
    Answer,
    /// We may call, or not.
    CallPermission,
    /// A call.
    Call,
    /// An order.
    Order,
    /// A reaction.
    Reaction,
    /// An earlier message says something else.
    Edit,
    /// An earlier message was removed.
    Revoke,
    /// News about the contact.
    System,
    /// Something that is not passed on, or not known here.
    Unknown,
}

impl InboundBody {
    /// What kind it is.
    pub fn kind(&self) -> InboundKind {
        match self {
            Self::Text { .. } => InboundKind::Text,
            Self::Media(_) => InboundKind::Media,
            Self::Location(_) => InboundKind::Location,
            Self::Contacts { .. } => InboundKind::Contacts,
            Self::Button { .. }
            | Self::ButtonReply { .. }
            | Self::ListReply { .. }
            | Self::FlowReply { .. } => InboundKind::Answer,
            Self::CallPermission { .. } => InboundKind::CallPermission,
            Self::Call => InboundKind::Call,
            Self::Order(_) => InboundKind::Order,
            Self::Reaction { .. } => InboundKind::Reaction,
            Self::Edit { .. } => InboundKind::Edit,
            Self::Revoke { .. } => InboundKind::Revoke,
            Self::System(_) => InboundKind::System,
            Self::Unsupported { .. } | Self::Unknown { .. } => InboundKind::Unknown,
        }
    }

    /// The platform's id of the message that this one reacts to, edits or removes.
    pub fn about(&self) -> Option<&str> {
        match self {
            Self::Reaction { target, .. } | Self::Edit { target, .. } | Self::Revoke { target } => {
                Some(target)
            }
            _ => None,
        }
    }

    /// Somebody should look at it, be the conversation open or not. What only takes something back,
    /// and what the platform says of the contact, can wait for the next one.
    pub fn asks_for_somebody(&self) -> bool {
        !matches!(
            self,
            Self::System(_) | Self::Revoke { .. } | Self::Reaction { emoji: None, .. }
        )
    }

    /// The files that it brings.
    pub fn files(&self) -> Vec<InboundMedia> {
        match self {
            Self::Media(media) => vec![media.clone()],
            Self::FlowReply { answers, .. } => form::files(answers),
            _ => Vec::new(),
        }
    }

    /// The words in it that a person wrote or chose; labels for the rest are not made here.
    pub fn text_for_people(&self) -> Option<&str> {
        let text = match self {
            Self::Text { text } | Self::Button { text, .. } => Some(text.as_str()),
            Self::ButtonReply { title, .. } | Self::ListReply { title, .. } => Some(title.as_str()),
            Self::Media(media) => media.caption.as_deref(),
            Self::Order(order) => order.text.as_deref(),
            Self::Edit { body, .. } => body.text_for_people(),
            Self::Location(_)
            | Self::Contacts { .. }
            | Self::FlowReply { .. }
            | Self::CallPermission { .. }
            | Self::Call
            | Self::Reaction { .. }
            | Self::Revoke { .. }
            | Self::System(_)
            | Self::Unsupported { .. }
            | Self::Unknown { .. } => None,
        };
        text.filter(|text| !text.is_empty())
    }
}

/// A file that a contact sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboundMedia {
    /// What kind of file.
    pub kind: MediaKind,
    /// Its id at the platform, good for 7 days.
    pub id: String,
    /// Its MIME type, with parameters.
    pub mime_type: Option<String>,
    /// SHA-256 of its content, as the platform prints it (base64, at times hexadecimal).
    pub sha256: Option<String>,
    /// The words below it.
    pub caption: Option<String>,
    /// Its name, for documents.
    pub filename: Option<String>,
    /// Where it lies, where the platform says so: good for 5 minutes, with the token only.
    pub url: Option<String>,
    /// Whether a sticker moves.
    #[serde(default)]
    pub animated: bool,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// Degrees, north positive.
    pub latitude: f64,
    /// Degrees, east positive.
    pub longitude: f64,
    /// The place's name.
    pub name: Option<String>,
    /// Its postal address.
    pub address: Option<String>,
    /// Its page on the web.
    pub url: Option<String>,
}

/// An order from the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// The catalogue.
    pub catalog_id: Option<String>,
    /// What the contact wrote with it.
    pub text: Option<String>,
    /// What was ordered.
    pub items: Vec<OrderItem>,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderItem {
    /// The seller's id of the product.
    pub product: String,
    /// How many.
    pub quantity: f64,
    /// The price of one, in `currency`.
    pub price: Option<f64>,
    /// ISO 4217.
    pub currency: Option<String>,
}

/// News about a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum System {
    /// The contact has another phone number from now on.
    NumberChanged {
        /// The new WhatsApp id, where it is told.
        wa_id: Option<String>,
        /// The new business-scoped user id, where it is told.
        bsuid: Option<String>,
        /// The one before.
        previous_bsuid: Option<String>,
    },
    /// The contact's business-scoped user id is another from now on.
    UserIdChanged {
        /// The new one.
        bsuid: Option<String>,
        /// The one before.
        previous_bsuid: Option<String>,
    },
    /// The contact's keys changed: another phone, or somebody else.
    IdentityChanged,
    /// Anything else.
    Other {
        /// Its name at the platform.
        kind: String,
    },
}
