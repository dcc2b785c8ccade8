//! What a message towards the customer says, one variant per kind that can leave.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::abilities::{Abilities, MediaKind};
use super::file::FileFacts;
use super::fit::Remark;
use super::ids::TemplateId;
use super::price::Category;
use super::text::length_there;

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    /// Free-form text as its author typed it into Discord.
    Text {
        /// With Discord's formatting; translated when it leaves.
        text: String,
    },
    /// An approved template with its parameters filled.
    Template(Box<TemplateContent>),
    /// A file, with words below it where its kind carries them.
    File(Box<FileContent>),
    /// A reaction to one of the customer's messages.
    Reaction {
        /// The platform's id of that message.
        target: String,
        /// `None` takes back the one that stands there.
        emoji: Option<String>,
        /// The others that its author put there before, the newest last: they stand in the thread
        /// alone, and the last of them again for the customer once this one is taken back.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        below: Vec<String>,
    },
    /// A place.
    Location(Spot),
    /// Words with something to press.
    Interactive(Box<Interactive>),
}

impl Content {
    /// A template may leave while the window is closed.
    pub fn is_template(&self) -> bool {
        matches!(self, Self::Template(_))
    }

    /// Its kind by name, as the store and metrics know it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::Template(_) => "template",
            Self::File(_) => "file",
            Self::Reaction { .. } => "reaction",
            Self::Location(_) => "location",
            Self::Interactive(_) => "interactive",
        }
    }

    /// The words in it that a person reads: for a file the caption, or its name where it has none.
    pub fn text(&self) -> &str {
        match self {
            Self::Text { text } => text,
            Self::Template(template) => &template.preview,
            Self::File(file) => file.caption.as_deref().unwrap_or(&file.facts.name),
            Self::Reaction { emoji, .. } => emoji.as_deref().unwrap_or_default(),
            Self::Location(spot) => spot
                .name
                .as_deref()
                .or(spot.address.as_deref())
                .unwrap_or_default(),
            Self::Interactive(asked) => &asked.body,
        }
    }

    /// What a reaction stands on: its author's others, the newest last.
    pub fn emojis_below(&self) -> &[String] {
        match self {
            Self::Reaction { below, .. } => below,
            _ => &[],
        }
    }

    /// The words that its author typed, and may change by editing the line that they stand in.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Text { text } => Some(text),
            Self::File(file) => Some(file.caption.as_deref().unwrap_or_default()),
            Self::Template(_)
            | Self::Reaction { .. }
            | Self::Location(_)
            | Self::Interactive(_) => None,
        }
    }

    /// Whoever writes it says something in it, before which their name may stand.
    pub fn speaks(&self) -> bool {
        match self {
            Self::Text { .. } | Self::Interactive(_) => true,
            Self::File(file) => file.caption.is_some(),
            Self::Template(_) | Self::Reaction { .. } | Self::Location(_) => false,
        }
    }

    /// The same with other words; `None` where it carries none, or fewer than these and `room` more
    /// Unicode scalar values.
    #[must_use]
    pub fn with_words(&self, words: &str, room: usize) -> Option<Self> {
        match self {
            Self::Text { .. } if words.trim().is_empty() => None,
            Self::Text { .. } => Some(Self::Text {
                text: words.to_owned(),
            }),
            Self::File(file) if file.carries(words, room) => {
                let mut file = file.clone();
                file.caption = (!words.trim().is_empty()).then(|| words.to_owned());
                Some(Self::File(file))
            }
            _ => None,
        }
    }

    /// The file in it.
    pub fn file(&self) -> Option<&FileContent> {
        match self {
            Self::File(file) => Some(file),
            _ => None,
        }
    }

    /// A file travels with it, which takes longer than words.
    pub fn takes_its_time(&self) -> bool {
        match self {
            Self::File(file) => !file.as_link,
            Self::Template(template) => template.header_media().is_some(),
            _ => false,
        }
    }

    /// The file in it, to be changed.
    pub fn file_mut(&mut self) -> Option<&mut FileContent> {
        match self {
            Self::File(file) => Some(file),
            _ => None,
        }
    }
}

/// A template with its parameters filled, complete in itself: what leaves is what was previewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateContent {
    /// Which one.
    pub template: TemplateId,
    /// Its name at Meta.
    pub name: String,
    /// Its language code at Meta, `pt_BR`.
    pub language: String,
    /// Its category at Meta when it was previewed, in lower case.
    pub category: String,
    /// The `components` of the request.
    pub components: serde_json::Value,
    /// The message as the phone shows it, in plain text.
    pub preview: String,
}

impl TemplateContent {
    /// Contacts may refuse it.
    pub fn is_marketing(&self) -> bool {
        Category::from_wire(&self.category) == Some(Category::Marketing)
    }

    /// The platform's id of the file that its header carries, if it carries one.
    pub fn header_media(&self) -> Option<&str> {
        let components = self.components.as_array()?;
        let header = components.iter().find(|part| part["type"] == "header")?;
        let carried = header["parameters"].as_array()?.first()?;
        let kind = carried["type"].as_str()?;
        carried[kind]["id"].as_str()
    }
}

/// A file on its way to the customer; its bytes lie on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileContent {
    /// What is known of it.
    pub facts: FileFacts,
    /// The words below it, with Discord's formatting.
    pub caption: Option<String>,
    /// The longest caption that its kind carries, in Unicode scalar values; 0: none.
    pub caption_limit: usize,
    /// It travels as a link to it rather than as itself.
    #[serde(default)]
    pub as_link: bool,
    /// It travels as a document, since the platform could not use it as what it is.
    #[serde(default)]
    pub as_document: bool,
    /// What the customer sees differently, as far as its line tells.
    #[serde(default)]
    pub remark: Option<Remark>,
    /// What its author was told last of that.
    #[serde(default)]
    pub said: Option<Remark>,
    /// It can be sent.
    #[serde(default)]
    pub handed: Option<Handed>,
}

impl FileContent {
    /// It can carry these words below it, and `room` more Unicode scalar values.
    pub fn carries(&self, words: &str, room: usize) -> bool {
        words.trim().is_empty() || length_there(words) + room <= self.caption_limit
    }

    /// It may leave at that moment, over a channel with these abilities: the platform has it, or
    /// whoever follows a link to it gets it, where there are `links`, for most of the time that they
    /// hold.
    pub fn is_ready(&self, abilities: &Abilities, links: bool, now: DateTime<Utc>) -> bool {
        let kept = abilities.file_lives.handed_over - FORGOTTEN_EARLY;
        self.handed.as_ref().is_some_and(|handed| {
            let holds = if handed.link { LINKED } else { kept };
            now - handed.at < holds && (links || !handed.link)
        })
    }
}

/// A link counts from when it was made: whoever gets it later than this gets a new one.
const LINKED: TimeDelta = TimeDelta::hours(20);

/// So long before the platform forgets a file it is handed over anew: its clock is not ours, and
/// what was accepted may not have left yet.
const FORGOTTEN_EARLY: TimeDelta = TimeDelta::days(1);

/// A file that can be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// Its id at the platform; of one that goes as a link, its key.
    pub id: String,
    /// Since when.
    pub at: DateTime<Utc>,
    /// What it was handed over as: what it really is, which need not be what its name claims.
    pub kind: MediaKind,
    /// The name that it has there.
    pub name: String,
    /// It goes as a link to it, for which its key is the id.
    #[serde(default)]
    pub link: bool,
    /// What its author must know of that.
    #[serde(default)]
    pub remark: Option<Remark>,
}

/// A place on earth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Millionths of a degree, north positive.
    pub latitude_e6: i32,
    /// Millionths of a degree, east positive.
    pub longitude_e6: i32,
    /// What the place is called.
    pub name: Option<String>,
    /// Its postal address.
    pub address: Option<String>,
}

impl Spot {
    /// Its coordinates: `-23.550520, -46.633308`.
    pub fn degrees(&self) -> String {
        let (north, east) = self.in_degrees();
        format!("{north:.6}, {east:.6}")
    }

    /// Where a map shows it. The address says all: nothing is hidden behind it.
    pub fn map_link(&self) -> String {
        let (north, east) = self.in_degrees();
        format!("https://maps.google.com/?q={north:.6},{east:.6}")
    }

    fn in_degrees(&self) -> (f64, f64) {
        let part = |millionths: i32| f64::from(millionths) / 1e6;
        (part(self.latitude_e6), part(self.longitude_e6))
    }
}

/// Words with something to press below them.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages#interactive-object>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interactive {
    /// The words, with Discord's formatting.
    pub body: String,
    /// What can be pressed.
    pub offer: Offer,
}

/// What the customer can press.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "offer", rename_all = "snake_case")]
pub enum Offer {
    /// One to three buttons that answer.
    Buttons {
        /// Their labels, at most 20 characters each and all different.
        labels: Vec<String>,
    },
    /// A list that opens, of which one row is chosen.
    List {
        /// The label of what opens it, at most 20 characters.
        button: String,
        /// One to ten rows.
        rows: Vec<OfferedRow>,
    },
    /// A button that opens a web page.
    Link {
        /// Its label, at most 20 characters.
        label: String,
        /// The page's address.
        url: String,
    },
    /// A button that sends where the customer is.
    AskLocation,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedRow {
    /// What it says, at most 24 characters.
    pub title: String,
    /// The line below it, at most 72 characters.
    pub description: Option<String>,
}
