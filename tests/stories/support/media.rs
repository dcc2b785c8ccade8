//! Files that people send: genuine ones, each of which can be told from others.

use conecta_sandbox::samples::{FILM, PAPER, PHOTO, SONG, VOICE};
use conecta_sandbox::whatsapp::Attachment;

/// What stands behind the end of a file is nobody's business.
fn tagged(mime: &str, sample: &[u8], tag: &str) -> Attachment {
    Attachment::new(mime, [sample, tag.as_bytes()].concat())
}

/// A photograph.
pub fn photo(tag: &str) -> Attachment {
    tagged("image/jpeg", PHOTO, tag)
}

/// A film.
pub fn film(tag: &str) -> Attachment {
    tagged("video/mp4", FILM, tag)
}

/// A document of this name.
pub fn document(name: &str) -> Attachment {
    Attachment::new("application/pdf", PAPER).filename(name)
}

/// A voice note of two seconds.
pub fn voice_note() -> Attachment {
    Attachment::new("audio/ogg; codecs=opus", VOICE)
}

/// A song: sound that is no voice note.
pub fn song() -> Attachment {
    Attachment::new("audio/mpeg", SONG)
}

/// A sticker, still or moving.
pub fn sticker(sample: &[u8]) -> Attachment {
    Attachment::new("image/webp", sample)
}
