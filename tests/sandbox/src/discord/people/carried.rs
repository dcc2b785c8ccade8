//! What people see that a message carries: its files and its stickers.

use serde::Serialize;

use crate::blob::Blob;
use crate::discord::ids::Id;
use crate::discord::model::{Attachment, Sticker, StickerFormat};
use crate::discord::world::World;

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeenAttachment {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub filename: String,
    /// Its bytes.
    #[serde(skip)]
    pub content: Blob,
    /// Where it is served for a day.
    pub url: String,
    /// What kind of file it is.
    pub content_type: Option<String>,
    /// What is said about it.
    pub description: Option<String>,
    /// How many bytes it has.
    pub size: u64,
    /// How long a voice message is.
    pub seconds: Option<f64>,
    /// What is drawn of a voice message.
    pub waveform: Option<String>,
}

/// A sticker of a message.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeenSticker {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What it is made of.
    pub format: StickerFormat,
    /// Where it is served.
    pub url: String,
}

impl SeenAttachment {
    pub(super) fn of(world: &World, attachment: &Attachment) -> Self {
        Self {
            id: attachment.id,
            filename: attachment.filename.clone(),
            content: world
                .files
                .get(&attachment.id)
                .cloned()
                .unwrap_or_else(nothing),
            url: world.attachment_url(attachment),
            content_type: attachment.content_type.clone(),
            description: attachment.description.clone(),
            size: attachment.size,
            seconds: attachment.duration_secs,
            waveform: attachment.waveform.clone(),
        }
    }
}

fn nothing() -> Blob {
    Blob::from(Vec::new())
}

impl SeenSticker {
    pub(super) fn of(world: &World, sticker: &Sticker) -> Self {
        let ending = sticker.format.ending();
        Self {
            id: sticker.id,
            name: sticker.name.clone(),
            format: sticker.format,
            url: format!("{}/stickers/{}.{ending}", world.base, sticker.id),
        }
    }
}
