//! What a customer sees on the phone.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::blob::Blob;

/// One bubble in the customer's chat with a business number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PhoneMessage {
    /// The message's id (`wamid.…`).
    pub id: String,
    /// Who wrote it.
    pub author: Author,
    /// When it appeared on this phone.
    pub at: DateTime<Utc>,
    /// What is shown.
    pub content: Content,
    /// The message it quotes, if any.
    pub quotes: Option<String>,
    /// Reactions under the bubble, at most one of each side.
    pub reactions: Vec<(Author, String)>,
    /// The ticks beside a message of the customer's own; `None` beside the business's.
    pub ticks: Option<Ticks>,
    /// Whether it says *forwarded*.
    pub forwarded: bool,
    /// Whether it says *edited*.
    pub edited: bool,
}

impl PhoneMessage {
    /// Everything that is shown, as plain text with one line per part.
    pub fn text(&self) -> String {
        self.content.text()
    }
}

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// The company.
    Business,
    /// The person who holds the phone.
    Customer,
}

/// The ticks beside a message that the customer wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ticks {
    /// Two grey ticks: it has arrived.
    Delivered,
    /// Two blue ticks: the business has marked it as read.
    Read,
}

/// What a bubble shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Content {
    /// Plain text.
    Text {
        /// The text.
        body: String,
        /// Whether the first link is shown with a preview.
        preview_url: bool,
    },
    /// A picture, film, sound, file or sticker.
    Media(Media),
    /// A place.
    Location(Location),
    /// Contact cards, as they were sent.
    Contacts {
        /// The cards, in the shape of the API.
        cards: Vec<Value>,
    },
    /// A template with everything filled in.
    Template(Shown),
    /// A message with buttons, a list or a link.
    Interactive(Shown),
    /// The customer pressed a template's button.
    Pressed {
        /// The button's label.
        label: String,
    },
    /// The customer picked a button or a row of a list.
    Picked {
        /// The button's or row's title.
        title: String,
    },
    /// The customer ordered from the catalogue.
    Order {
        /// What was ordered.
        items: Vec<Ordered>,
        /// The text that goes with it.
        text: String,
    },
    /// The customer sent a form that was filled in.
    Form {
        /// By the names of its fields.
        answers: Value,
    },
    /// The customer let the company call, or did not.
    CallPermission {
        /// Whether it may.
        granted: bool,
    },
    /// Something that the API does not tell, or that is newer than this.
    Other {
        /// Its name.
        what: String,
    },
}

impl Content {
    /// Everything that is shown, as plain text with one line per part.
    pub fn text(&self) -> String {
        match self {
            Self::Text { body, .. } => body.clone(),
            Self::Media(media) => media.text(),
            Self::Location(place) => place.text(),
            Self::Contacts { cards } => {
                let names: Vec<&str> = cards
                    .iter()
                    .filter_map(|card| card["name"]["formatted_name"].as_str())
                    .collect();
                names.join("\n")
            }
            Self::Template(shown) | Self::Interactive(shown) => shown.text(),
            Self::Pressed { label } => label.clone(),
            Self::Picked { title } => title.clone(),
            Self::Order { .. } => "[order]".to_owned(),
            Self::Form { .. } => "[form]".to_owned(),
            Self::CallPermission { granted: true } => "[calls allowed]".to_owned(),
            Self::CallPermission { granted: false } => "[calls refused]".to_owned(),
            Self::Other { what } => format!("[{what}]"),
        }
    }
}

/// The kinds of files that WhatsApp tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// JPEG or PNG.
    Image,
    /// MP4 or 3GPP.
    Video,
    /// A sound file or a voice note.
    Audio,
    /// Any other file.
    Document,
    /// A WebP sticker.
    Sticker,
}

impl MediaKind {
    /// The word of the API: `image`, `video`, …
    pub fn word(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Document => "document",
            Self::Sticker => "sticker",
        }
    }

    /// The kind that the API calls `word`.
    pub(super) fn of(word: &str) -> Option<Self> {
        [
            Self::Image,
            Self::Video,
            Self::Audio,
            Self::Document,
            Self::Sticker,
        ]
        .into_iter()
        .find(|kind| kind.word() == word)
    }
}

/// A file in a bubble.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Media {
    /// How it is shown.
    pub kind: MediaKind,
    /// The uploaded file, if it was sent by id; see [`super::Whatsapp::media_file`].
    pub id: Option<String>,
    /// What stays on the phone of it, even when the platform has forgotten it.
    #[serde(skip)]
    pub content: Option<Blob>,
    /// The address it was sent by, if it was.
    pub link: Option<String>,
    /// The text under it.
    pub caption: Option<String>,
    /// The name of a document.
    pub filename: Option<String>,
    /// Whether a sound is shown as a voice note.
    pub voice: bool,
}

impl Media {
    fn text(&self) -> String {
        let mut text = format!("[{}]", self.kind.word());
        for part in [&self.filename, &self.caption].into_iter().flatten() {
            text.push(' ');
            text.push_str(part);
        }
        text
    }
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ordered {
    /// The seller's id of the product.
    pub product: String,
    /// How many.
    pub quantity: u32,
    /// The price of one.
    pub price: f64,
    /// ISO 4217.
    pub currency: String,
}

impl Ordered {
    /// So many of a product at that price.
    pub fn new(product: impl Into<String>, quantity: u32, price: f64, currency: &str) -> Self {
        Self {
            product: product.into(),
            quantity,
            price,
            currency: currency.to_owned(),
        }
    }
}

/// A place on the map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Location {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// What the place is called.
    pub name: Option<String>,
    /// Its address.
    pub address: Option<String>,
}

impl Location {
    fn text(&self) -> String {
        let mut text = format!("[location] {},{}", self.latitude, self.longitude);
        for part in [&self.name, &self.address].into_iter().flatten() {
            text.push(' ');
            text.push_str(part);
        }
        text
    }
}

/// A message of several parts: header, body, footer and buttons.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shown {
    /// The template's name, or the kind of interactive message (`button`, `list`, …).
    pub name: String,
    /// The template's language; empty for interactive messages.
    pub language: String,
    /// What stands above the body.
    pub header: Option<Header>,
    /// The main text, with every parameter filled in.
    pub body: String,
    /// The small text below.
    pub footer: Option<String>,
    /// Buttons in the order shown; for a list, its rows.
    pub buttons: Vec<Button>,
    /// What stands on the button that opens a list.
    pub opens: Option<String>,
    /// The cards of a carousel.
    pub cards: Vec<Shown>,
}

impl Shown {
    fn text(&self) -> String {
        let mut lines = Vec::new();
        match &self.header {
            Some(Header::Text { text }) => lines.push(text.clone()),
            Some(Header::Media(media)) => lines.push(media.text()),
            Some(Header::Location(place)) => lines.push(place.text()),
            None => {}
        }
        lines.push(self.body.clone());
        lines.extend(self.footer.clone());
        for button in &self.buttons {
            lines.push(match &button.target {
                Some(target) => format!("[{}] {target}", button.label),
                None => format!("[{}]", button.label),
            });
        }
        lines.extend(self.cards.iter().map(Self::text));
        lines.join("\n")
    }
}

/// What stands above the body.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "format", rename_all = "snake_case")]
pub enum Header {
    /// A bold line.
    Text {
        /// The line.
        text: String,
    },
    /// A picture, film or document.
    Media(Media),
    /// A place.
    Location(Location),
}

/// A button or a row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Button {
    /// What it says.
    pub label: String,
    /// The second line of a list's row.
    pub description: Option<String>,
    /// The link, phone number or code behind it.
    pub target: Option<String>,
    /// What the business gets back when it is pressed: payload or id. `None` for buttons that
    /// send nothing.
    pub answer: Option<String>,
    /// Whether a form (*Flow*) opens when it is pressed, whose answers are another message.
    pub opens_form: bool,
}
