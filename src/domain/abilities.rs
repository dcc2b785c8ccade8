//! What a kind of channel can do, as data: windows and templates are abilities of a channel, not
//! facts of the domain. Each is read where what depends on it is decided.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::content::Offer;
use super::incoming::InboundKind;

/// The kinds of files that travel over a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// Sound that was sent as a file.
    Audio,
    /// Sound that the sender spoke into the phone.
    Voice,
    /// Any other file.
    Document,
    /// A sticker, still or moving.
    Sticker,
}

impl MediaKind {
    /// Whether words can stand below it.
    pub fn carries_words(self) -> bool {
        matches!(self, Self::Image | Self::Video | Self::Document)
    }
}

/// How much of one kind of file a channel takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MediaLimit {
    /// The kind meant.
    pub kind: MediaKind,
    /// Largest size in bytes.
    pub max_bytes: u64,
    /// MIME types that are taken, without parameters; empty where any is.
    pub mime_types: &'static [&'static str],
}

impl MediaLimit {
    /// Whether this type of file is one of the kind, whatever its size.
    pub fn names(&self, mime_type: &str) -> bool {
        self.mime_types.is_empty() || self.mime_types.contains(&mime_type)
    }

    /// Whether a file of this type and size is taken as one of the kind.
    pub fn takes(&self, mime_type: &str, bytes: u64) -> bool {
        self.names(mime_type) && bytes <= self.max_bytes
    }
}

/// How fast one contact may be written to: a bucket of `burst` that gets one back per `refill`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairRate {
    /// Messages that may leave at once.
    pub burst: i32,
    /// Time after which one more may leave.
    pub refill: TimeDelta,
}

/// How much a message with something to press carries: characters, and how many of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InteractiveLimits {
    /// Characters of the words.
    pub body: usize,
    /// Characters of the words above a list.
    pub body_of_list: usize,
    /// Characters of the small line below the words.
    pub footer: usize,
    /// Characters on a button.
    pub label: usize,
    /// Buttons below one message.
    pub buttons: usize,
    /// Rows of one list.
    pub rows: usize,
    /// Characters of a row.
    pub row_title: usize,
    /// Characters of the line below a row.
    pub row_description: usize,
}

/// How much a template carries once it is filled in, in UTF-16 units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TemplateLimits {
    /// The line above the text.
    pub header: usize,
    /// The text.
    pub body: usize,
    /// The address behind a button.
    pub url: usize,
    /// A code that a button copies.
    pub coupon: usize,
    /// A one-time code.
    pub one_time_code: usize,
    /// The name of a place, and its postal address.
    pub place: usize,
}

/// What a channel does with sound that was recorded as phones record it: Opus in Ogg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recordings {
    /// The most channels; what has more, and Ogg that holds anything else, is not played.
    pub channels: u8,
    /// The largest voice note, in bytes, that is played where it stands; a larger one has to be
    /// fetched first.
    pub at_once_bytes: u64,
}

/// How long the platform keeps files under their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileLives {
    /// What contacts send.
    pub inbound: TimeDelta,
    /// What is handed over to be sent.
    pub handed_over: TimeDelta,
}

/// What becomes of a message that has left when its author edits or deletes it here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Afterwards {
    /// It stays with the contact as it is: the thread says so, and what it should say instead can
    /// only follow as a message of its own.
    Stays,
}

/// What a kind of channel can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abilities {
    /// How long after a contact's message free-form messages may be sent.
    pub window: TimeDelta,
    /// What templates carry, the only thing that may leave while the window is closed; `None`:
    /// there are none.
    pub templates: Option<TemplateLimits>,
    /// How long after it came a message can be reported as read.
    pub receipt_reach: TimeDelta,
    /// Whether "typing…" can be shown to a contact.
    pub typing: bool,
    /// Kinds of messages that cannot be quoted, by themselves or what they are about.
    pub unquotable: &'static [InboundKind],
    /// How long after it came a message can be quoted.
    pub quote_reach: TimeDelta,
    /// Kinds of messages that cannot be reacted to, besides those that cannot be quoted.
    pub unreactable: &'static [InboundKind],
    /// How long after it came a message can be reacted to.
    pub reaction_reach: TimeDelta,
    /// What an edit or a deletion does to what has left.
    pub afterwards: Afterwards,
    /// Longest text, in Unicode scalar values.
    pub text_limit: usize,
    /// Longest caption of a file, in Unicode scalar values.
    pub caption_limit: usize,
    /// What a message with something to press carries.
    pub interactive: InteractiveLimits,
    /// What files may be; a kind that is not listed cannot be sent.
    pub media: &'static [MediaLimit],
    /// The largest sticker that stands still, in bytes; one that moves may have what
    /// [`Self::media`] says.
    pub still_sticker_bytes: usize,
    /// What it does with recordings.
    pub recordings: Recordings,
    /// How long files are kept.
    pub file_lives: FileLives,
    /// How fast one contact may be written to.
    pub pair_rate: PairRate,
}

impl Abilities {
    /// Nothing: of a channel that is not known yet.
    pub const NONE: &Self = &Self {
        window: TimeDelta::zero(),
        templates: None,
        receipt_reach: TimeDelta::zero(),
        typing: false,
        unquotable: &[],
        quote_reach: TimeDelta::zero(),
        unreactable: &[],
        reaction_reach: TimeDelta::zero(),
        afterwards: Afterwards::Stays,
        text_limit: 0,
        caption_limit: 0,
        interactive: InteractiveLimits {
            body: 0,
            body_of_list: 0,
            footer: 0,
            label: 0,
            buttons: 0,
            rows: 0,
            row_title: 0,
            row_description: 0,
        },
        media: &[],
        still_sticker_bytes: 0,
        recordings: Recordings {
            channels: 0,
            at_once_bytes: 0,
        },
        file_lives: FileLives {
            inbound: TimeDelta::zero(),
            handed_over: TimeDelta::zero(),
        },
        pair_rate: PairRate {
            burst: 0,
            refill: TimeDelta::zero(),
        },
    };

    /// The limit of a kind of file; `None` where the channel does not carry it.
    pub fn media_limit(&self, kind: MediaKind) -> Option<&'static MediaLimit> {
        self.media.iter().find(|limit| limit.kind == kind)
    }

    /// Whether a file of this type and size is carried at all: it is measured by its type, whatever it
    /// is sent as.
    pub fn carries(&self, mime_type: &str, bytes: u64) -> bool {
        let named = self.media.iter();
        let named = named.filter(|limit| limit.mime_types.contains(&mime_type));
        let own = named.map(|limit| limit.max_bytes).max();
        bytes <= own.unwrap_or_else(|| self.largest_file())
    }

    /// The size of the largest file that it carries, in bytes.
    pub fn largest_file(&self) -> u64 {
        let sizes = self.media.iter().map(|limit| limit.max_bytes);
        sizes.max().unwrap_or_default()
    }
}

impl InteractiveLimits {
    /// Characters of the words above what is offered.
    pub fn body_above(&self, offer: &Offer) -> usize {
        match offer {
            Offer::List { .. } => self.body_of_list,
            _ => self.body,
        }
    }
}
