//! What a file is by its content: WhatsApp looks into files, and what is not what it claims to be
//! fails after it was accepted.

use crate::blob::Blob;

use super::phone::MediaKind;

/// How much of a file is looked into.
const HEAD: usize = 64 * 1024;

/// The largest sticker that stands still.
const STILL_STICKER: u64 = 100 * 1024;

/// Why a file of this type cannot be sent as this kind of message, if its content says so.
pub(super) fn refusal(
    kind: MediaKind,
    voice: bool,
    mime: &str,
    content: &Blob,
) -> Option<&'static str> {
    let head = content.head(HEAD);
    if head.is_empty() {
        return Some("The file is empty.");
    }
    if voice && !is_voice_note(&head) {
        return Some("A voice message must be an OGG file with the OPUS codec and one channel.");
    }
    // A document may be anything.
    if kind != MediaKind::Document && !is(mime, &head) {
        return Some("The file's content is not of the type that it was uploaded as.");
    }
    if kind == MediaKind::Sticker && !is_animated(&head) && content.len() > STILL_STICKER {
        return Some("A static sticker has at most 100 KB.");
    }
    None
}

/// Whether a file begins as files of this type do.
fn is(mime: &str, head: &[u8]) -> bool {
    let at = |place: usize, bytes: &[u8]| head.get(place..).is_some_and(|h| h.starts_with(bytes));
    match mime {
        "image/jpeg" => at(0, &[0xFF, 0xD8, 0xFF]),
        "image/png" => at(0, b"\x89PNG\r\n\x1a\n"),
        "image/webp" => at(0, b"RIFF") && at(8, b"WEBP"),
        "video/mp4" | "audio/mp4" | "video/3gpp" => at(4, b"ftyp"),
        "audio/ogg" => at(0, b"OggS"),
        "audio/amr" => at(0, b"#!AMR"),
        "audio/mpeg" => at(0, b"ID3") || is_frame(head, 0xE0),
        "audio/aac" => is_frame(head, 0xF0),
        _ => true,
    }
}

/// Whether sound begins with a frame's eleven or twelve set bits.
fn is_frame(head: &[u8], second: u8) -> bool {
    matches!(head, [0xFF, next, ..] if next & second == second)
}

/// Ogg whose first packet says Opus and one channel: <https://www.rfc-editor.org/rfc/rfc7845#section-5.1>
fn is_voice_note(head: &[u8]) -> bool {
    let name = b"OpusHead";
    let found = head.windows(name.len()).position(|part| part == name);
    let channels = found.and_then(|at| head.get(at + name.len() + 1));
    head.starts_with(b"OggS") && channels == Some(&1)
}

/// Whether a WebP holds an animation.
pub(super) fn is_animated(head: &[u8]) -> bool {
    head.windows(4).any(|part| part == b"ANIM")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(kind: MediaKind, voice: bool, mime: &str, content: &[u8]) -> bool {
        refusal(kind, voice, mime, &Blob::from(content.to_vec())).is_some()
    }

    #[test]
    fn content_decides() {
        use MediaKind::{Audio, Document, Image, Video};
        let png = b"\x89PNG\r\n\x1a\n...";
        assert!(!refused(Image, false, "image/png", png));
        assert!(refused(Image, false, "image/jpeg", png));
        assert!(!refused(Document, false, "image/jpeg", png));
        assert!(refused(Document, false, "application/pdf", b""));
        assert!(!refused(Video, false, "video/mp4", b"\0\0\0\x20ftypisom"));
        assert!(!refused(Audio, false, "audio/mpeg", &[0xFF, 0xFB, 0x90]));
        assert!(refused(Audio, false, "audio/mpeg", b"OggS"));
    }

    #[test]
    fn a_voice_note_is_opus_with_one_channel() {
        let note = |channels: u8| [b"OggS..OpusHead\x01".as_slice(), &[channels]].concat();
        let voice = |content: &[u8]| refused(MediaKind::Audio, true, "audio/ogg", content);
        assert!(!voice(&note(1)));
        assert!(voice(&note(2)));
        assert!(voice(b"OggS..vorbis"));
    }

    #[test]
    fn a_moving_sticker_may_be_larger() {
        let sticker = |chunk: &[u8]| {
            let head = [b"RIFF....WEBPVP8X".as_slice(), chunk].concat();
            let content = Blob::made(&head, STILL_STICKER + 1);
            refusal(MediaKind::Sticker, false, "image/webp", &content).is_some()
        };
        assert!(sticker(b""));
        assert!(!sticker(b"ANIM"));
    }
}
