//! What a kind of channel can do, as data: windows and templates are abilities of a channel, not
//! facts of the domain.

use std::time::Duration;

use serde::{Deserialize, Serialize};

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
    pub burst: u32,
    /// Time after which one more may leave.
    pub refill: Duration,
}

/// What a kind of channel can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abilities {
    /// How long after a contact's message free-form messages may be sent; `None`: always.
    pub window: Option<Duration>,
    /// Whether there are templates, the only thing that may leave while the window is closed.
    pub templates: bool,
    /// Whether someone who never wrote can be written to.
    pub cold_start: bool,
    /// Whether reading can be reported to the contact.
    pub read_receipts: bool,
    /// Whether an answer can quote the message that it answers.
    pub quotes: bool,
    /// Whether reactions travel.
    pub reactions: bool,
    /// How long after it was sent a message can be reacted to; `None`: for ever.
    pub reaction_reach: Option<Duration>,
    /// Longest text, in Unicode scalar values.
    pub text_limit: usize,
    /// Longest caption of a file, in Unicode scalar values.
    pub caption_limit: usize,
    /// What files may be; a kind that is not listed cannot be sent.
    pub media: &'static [MediaLimit],
    /// The largest sticker that stands still, in bytes; one that moves may have what
    /// [`Self::media`] says.
    pub still_sticker_bytes: usize,
    /// How fast one contact may be written to; `None`: as fast as the channel itself.
    pub pair_rate: Option<PairRate>,
}

impl Abilities {
    /// The limit of a kind of file; `None` where the channel does not carry it.
    pub fn media_limit(&self, kind: MediaKind) -> Option<&'static MediaLimit> {
        self.media.iter().find(|limit| limit.kind == kind)
    }
}
