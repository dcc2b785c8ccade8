//! What a kind of channel can do, as data: windows and templates are abilities of a channel, not
//! facts of the domain. Each is read where what depends on it is decided.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::content::Offer;

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

/// What a kind of channel can do. Nothing that was sent can be changed or taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abilities {
    /// How long after a contact's message free-form messages may be sent.
    pub window: TimeDelta,
    /// Whether there are templates, the only thing that may leave while the window is closed.
    pub templates: bool,
    /// How long after it came a message can be reported as read.
    pub receipt_reach: TimeDelta,
    /// How long after it came a message can be quoted.
    pub quote_reach: TimeDelta,
    /// How long after it came a message can be reacted to.
    pub reaction_reach: TimeDelta,
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
    /// How fast one contact may be written to.
    pub pair_rate: PairRate,
}

impl Abilities {
    /// Nothing: of a channel that is not known yet.
    pub const NONE: &Self = &Self {
        window: TimeDelta::zero(),
        templates: false,
        receipt_reach: TimeDelta::zero(),
        quote_reach: TimeDelta::zero(),
        reaction_reach: TimeDelta::zero(),
        text_limit: 0,
        caption_limit: 0,
        interactive: InteractiveLimits {
            body: 0,
            body_of_list: 0,
            label: 0,
            buttons: 0,
            rows: 0,
            row_title: 0,
            row_description: 0,
        },
        media: &[],
        still_sticker_bytes: 0,
        pair_rate: PairRate {
            burst: 0,
            refill: TimeDelta::zero(),
        },
    };

    /// The limit of a kind of file; `None` where the channel does not carry it.
    pub fn media_limit(&self, kind: MediaKind) -> Option<&'static MediaLimit> {
        self.media.iter().find(|limit| limit.kind == kind)
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
