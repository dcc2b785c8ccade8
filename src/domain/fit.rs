//! What an agent's file travels as, and what the agent must know about that before it leaves.

use serde::{Deserialize, Serialize};

use super::abilities::{Abilities, MediaKind};
use super::mime;

/// What a file travels as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// How it goes.
    pub way: Way,
    /// The longest caption that goes with it, in Unicode scalar values; 0: none.
    pub caption_limit: usize,
    /// What its author must know, because the customer sees something else than they do.
    pub remark: Option<Remark>,
}

/// How a file goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// As a file of this kind.
    As(MediaKind),
    /// As a link to it.
    Link,
    /// Not at all.
    Never,
}

/// What the customer sees differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remark {
    /// A picture in a form that the channel does not show is made into one that it shows.
    Converted,
    /// A picture over the limit is made smaller.
    Shrunk,
    /// A moving picture goes as a link: the channel shows none.
    MovingAsLink,
    /// A moving picture goes as it begins: the channel shows none, and there are no links.
    MovingAsStill,
    /// A moving sticker stands still.
    StickerStill,
    /// A sticker that is too much for one goes as a picture.
    StickerAsPicture,
    /// What was spoken goes as a recording to listen to: the channel does not take its form for a
    /// voice note.
    VoiceAsAudio,
    /// A voice note is so long that the customer has to fetch it before it plays.
    VoiceToFetch,
    /// A picture that cannot be shown goes as a document: damaged, say, or with too many pixels.
    UnshownAsDocument,
    /// A file whose form the channel does not play goes as a document.
    FormAsDocument,
    /// A file over the limit goes as a link.
    #[serde(alias = "large_as_document")]
    AsLink,
    /// A file of a kind that the channel does not take goes as a link.
    KindAsLink,
}

/// Pictures that can be made into one that travels, if they are no larger than [`CONVERTIBLE`].
const CONVERTIBLE_TYPES: &[&str] = &["image/bmp", "image/tiff"];

/// What may move. What does travels as a link, or still; what does not is made into another picture.
const MOVING_TYPES: &[&str] = &["image/gif", "image/webp"];

/// The largest picture that is made into another, in bytes: decoding takes many times as much.
pub const CONVERTIBLE: u32 = 16 * 1024 * 1024;

/// How a file came into Discord.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Its author attached it.
    Attached,
    /// Its author spoke it.
    Spoken,
    /// It is one of Discord's stickers.
    Sticker,
}

/// What a file of that claimed type and size travels as over a channel with these abilities.
/// `links`: the desk can serve files by link.
///
/// What it really is, is looked at once its bytes are here; then it travels as that.
pub fn fit(
    abilities: &Abilities,
    claimed: Option<&str>,
    bytes: u64,
    origin: Origin,
    links: bool,
) -> Fit {
    let mime = mime::essence(claimed.unwrap_or_default());
    // Whether it is small enough for the kind, if it is one of it at all.
    let takes = |kind: MediaKind| {
        let limit = abilities.media_limit(kind);
        let limit = limit.filter(|limit| limit.names(&mime));
        limit.map(|limit| limit.takes(&mime, bytes))
    };
    // The channel's own stickers have one form; it is made of any picture.
    if origin == Origin::Sticker {
        return as_kind(abilities, MediaKind::Sticker, None);
    }
    let spoken = origin == Origin::Spoken;
    let wanted = match mime.split('/').next().unwrap_or_default() {
        "image" if CONVERTIBLE_TYPES.contains(&&*mime) && bytes <= u64::from(CONVERTIBLE) => {
            return as_kind(abilities, MediaKind::Image, Some(Remark::Converted));
        }
        // Whether it moves is seen once it is here.
        "image" if MOVING_TYPES.contains(&&*mime) && bytes <= u64::from(CONVERTIBLE) => {
            return as_kind(abilities, MediaKind::Image, None);
        }
        // One that is so large surely does.
        "image" if mime == "image/gif" && links => return as_link(abilities, Remark::MovingAsLink),
        "image" => MediaKind::Image,
        "video" => MediaKind::Video,
        "audio" if spoken && takes(MediaKind::Voice).is_some() => MediaKind::Voice,
        "audio" => MediaKind::Audio,
        _ => MediaKind::Document,
    };
    let remark = match (wanted, takes(wanted)) {
        (MediaKind::Voice, Some(true)) if bytes > abilities.recordings.at_once_bytes => {
            return as_kind(abilities, MediaKind::Voice, Some(Remark::VoiceToFetch));
        }
        (kind, Some(true)) => return as_kind(abilities, kind, None),
        (MediaKind::Image, Some(false)) if bytes <= u64::from(CONVERTIBLE) => {
            return as_kind(abilities, MediaKind::Image, Some(Remark::Shrunk));
        }
        (MediaKind::Document, _) => None,
        _ => Some(Remark::FormAsDocument),
    };
    match takes(MediaKind::Document) {
        Some(true) if abilities.carries(&mime, bytes) => {
            as_kind(abilities, MediaKind::Document, remark)
        }
        _ if links => as_link(abilities, Remark::AsLink),
        _ => Fit {
            way: Way::Never,
            caption_limit: 0,
            remark: None,
        },
    }
}

fn as_link(abilities: &Abilities, remark: Remark) -> Fit {
    Fit {
        way: Way::Link,
        // The words stand before the link.
        caption_limit: abilities.caption_limit,
        remark: Some(remark),
    }
}

fn as_kind(abilities: &Abilities, kind: MediaKind, remark: Option<Remark>) -> Fit {
    let caption_limit = if kind.carries_words() {
        abilities.caption_limit
    } else {
        0
    };
    Fit {
        way: Way::As(kind),
        caption_limit,
        remark,
    }
}
