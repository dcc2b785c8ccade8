//! In which form an agent's file leaves: what it really is decides, not what it was said to be.

use std::io::{self, BufReader};
use std::path::PathBuf;

use crate::domain::abilities::{Abilities, MediaKind};
use crate::domain::file::HEAD_BYTES;
use crate::domain::fit::{Origin, Remark, Way, fit};
use crate::domain::mime;
use crate::formats::picture::{self, Fit, PictureError};
use crate::formats::voice::{self, VoiceError};
use crate::formats::{self, Content, Family};

/// A file that is to leave.
pub struct Given {
    /// Where it lies.
    pub path: PathBuf,
    /// How long it is.
    pub size: u64,
    /// What it was to travel as.
    pub wanted: MediaKind,
    /// The type that it was said to be.
    pub claimed: Option<String>,
    /// What it is called.
    pub name: String,
    /// It leaves as a document whatever it is.
    pub as_document: bool,
    /// Words stand below it.
    pub captioned: bool,
    /// It can leave as a link.
    pub links: bool,
    /// What the channel takes.
    pub abilities: &'static Abilities,
}

/// The form in which it leaves.
pub struct Form {
    /// How it goes.
    pub way: Way,
    /// Its type.
    pub mime: String,
    /// Another file in its place.
    pub made: Option<Vec<u8>>,
    /// What its author must know.
    pub remark: Option<Remark>,
}

/// Looks at a file and makes of it what the channel takes.
///
/// # Errors
/// If it cannot be read.
pub fn find(given: &Given) -> io::Result<Form> {
    let head = head(given)?;
    let found = formats::sniff(&head, given.claimed.as_deref(), Some(&given.name));
    let form = form(given, &found)?;
    let stays = form.made.is_some() || form.way == Way::Link;
    if stays || given.abilities.carries(&form.mime, given.size) {
        return Ok(form);
    }
    // It is too large as what it is, which it was not said to be.
    Ok(Form {
        way: if given.links { Way::Link } else { Way::Never },
        remark: given.links.then_some(Remark::AsLink),
        ..form
    })
}

fn form(given: &Given, found: &Content) -> io::Result<Form> {
    if given.as_document {
        return Ok(document(found, Remark::FormAsDocument));
    }
    match (wanted(given, found), found.family) {
        (MediaKind::Image, Family::Image) => picture(given, found),
        (MediaKind::Sticker, Family::Image) => sticker(given, found),
        (MediaKind::Voice | MediaKind::Audio, Family::Audio) => sound(given, found),
        (MediaKind::Video, Family::Video) if takes(given, found, MediaKind::Video) => {
            Ok(as_it_is(MediaKind::Video, found))
        }
        (MediaKind::Document, _) => Ok(as_it_is(MediaKind::Document, found)),
        _ => Ok(document(found, Remark::FormAsDocument)),
    }
}

/// What it is to travel as: of a file of which nobody said what it is, what it turns out to be, if
/// that carries the words below it.
fn wanted(given: &Given, found: &Content) -> MediaKind {
    let said = given.claimed.as_deref().map(mime::essence);
    if given.wanted != MediaKind::Document || said.is_some_and(|said| said != mime::UNKNOWN) {
        return given.wanted;
    }
    let mime = Some(found.mime_type.as_str());
    let fit = fit(
        given.abilities,
        mime,
        given.size,
        Origin::Attached,
        given.links,
    );
    match fit.way {
        Way::As(kind) if kind.carries_words() || !given.captioned => kind,
        _ => MediaKind::Document,
    }
}

fn takes(given: &Given, found: &Content, kind: MediaKind) -> bool {
    let limit = given.abilities.media_limit(kind);
    limit.is_some_and(|limit| limit.takes(&found.mime_type, given.size))
}

fn as_it_is(kind: MediaKind, found: &Content) -> Form {
    Form {
        way: Way::As(kind),
        mime: found.mime_type.clone(),
        made: None,
        remark: None,
    }
}

fn document(found: &Content, remark: Remark) -> Form {
    Form {
        remark: Some(remark),
        ..as_it_is(MediaKind::Document, found)
    }
}

fn made(kind: MediaKind, mime: &str, bytes: Vec<u8>, remark: Option<Remark>) -> Form {
    Form {
        way: Way::As(kind),
        mime: mime.to_owned(),
        made: Some(bytes),
        remark,
    }
}

fn picture(given: &Given, found: &Content) -> io::Result<Form> {
    let limit = given.abilities.media_limit(MediaKind::Image);
    let limit = limit.map_or(0, |limit| limit.max_bytes);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let (fitted, remark) = match picture::fit_file(&given.path, limit) {
        Ok(Fit::Animated) if given.links => {
            return Ok(Form {
                way: Way::Link,
                remark: Some(Remark::MovingAsLink),
                ..as_it_is(MediaKind::Image, found)
            });
        }
        Ok(Fit::Animated) => {
            let still = picture::still_file(&given.path, limit);
            (still, Some(Remark::MovingAsStill))
        }
        fitted => (fitted, None),
    };
    match fitted {
        Ok(Fit::AsItIs) => Ok(as_it_is(MediaKind::Image, found)),
        Ok(Fit::Converted(it)) => Ok(made(MediaKind::Image, it.mime_type, it.bytes, remark)),
        Err(PictureError::Unreadable(kind)) => Err(kind.into()),
        // What cannot be shown can still be opened.
        Ok(Fit::Animated) | Err(_) => Ok(document(found, Remark::UnshownAsDocument)),
    }
}

fn sticker(given: &Given, found: &Content) -> io::Result<Form> {
    let limit = given.abilities.still_sticker_bytes;
    let Ok(it) = picture::sticker(&std::fs::read(&given.path)?, limit) else {
        return Ok(document(found, Remark::UnshownAsDocument));
    };
    let is_sticker = it.mime_type == "image/webp";
    let (kind, remark) = match (is_sticker, it.was_animated) {
        (true, true) => (MediaKind::Sticker, Some(Remark::StickerStill)),
        (true, false) => (MediaKind::Sticker, None),
        (false, true) => (MediaKind::Image, Some(Remark::MovingAsStill)),
        (false, false) => (MediaKind::Image, Some(Remark::StickerAsPicture)),
    };
    Ok(made(kind, it.mime_type, it.bytes, remark))
}

/// Ogg that is not recorded as the channel plays it is not played, whether it was spoken or not.
fn sound(given: &Given, found: &Content) -> io::Result<Form> {
    if !takes(given, found, MediaKind::Audio) {
        return Ok(document(found, Remark::FormAsDocument));
    }
    if !takes(given, found, MediaKind::Voice) {
        let spoken = given.wanted == MediaKind::Voice;
        return Ok(Form {
            remark: spoken.then_some(Remark::VoiceAsAudio),
            ..as_it_is(MediaKind::Audio, found)
        });
    }
    let file = BufReader::new(std::fs::File::open(&given.path)?);
    match voice::read(file) {
        Ok(voice) if voice.channels <= given.abilities.recordings.channels => {
            Ok(as_it_is(given.wanted, found))
        }
        Err(VoiceError::Unreadable(kind)) => Err(kind.into()),
        _ => Ok(document(found, Remark::FormAsDocument)),
    }
}

fn head(given: &Given) -> io::Result<Vec<u8>> {
    use std::io::Read as _;
    let mut head = Vec::with_capacity(HEAD_BYTES);
    let file = std::fs::File::open(&given.path)?;
    file.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::codecs::gif::GifEncoder;
    use image::{Frame, ImageFormat, Rgba, RgbaImage};
    use ogg::writing::{PacketWriteEndInfo, PacketWriter};

    use super::*;
    use crate::channels::whatsapp::ABILITIES;
    use crate::domain::abilities::{MediaLimit, Recordings};

    fn gif(frames: u8) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = GifEncoder::new(&mut file);
        for nth in 0..frames {
            let grey = Rgba([nth * 90, 0, 0, 255]);
            let frame = Frame::new(RgbaImage::from_pixel(8, 8, grey));
            encoder.encode_frame(frame).expect("a frame");
        }
        drop(encoder);
        file
    }

    fn form(file: &[u8], wanted: MediaKind, links: bool) -> (Way, Option<Remark>) {
        form_of(file, wanted, links, &ABILITIES)
    }

    fn form_of(
        file: &[u8],
        wanted: MediaKind,
        links: bool,
        abilities: &'static Abilities,
    ) -> (Way, Option<Remark>) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        std::fs::write(&path, file).expect("written");
        let given = Given {
            path,
            size: file.len() as u64,
            wanted,
            claimed: None,
            name: "file".to_owned(),
            as_document: false,
            captioned: false,
            links,
            abilities,
        };
        let form = find(&given).expect("it can be read");
        (form.way, form.remark)
    }

    #[test]
    fn a_sticker_that_moves_stands_still_and_that_is_said() {
        let sticker = MediaKind::Sticker;
        assert_eq!(
            form(&gif(2), sticker, false),
            (Way::As(sticker), Some(Remark::StickerStill))
        );
        assert_eq!(form(&gif(1), sticker, false), (Way::As(sticker), None));
    }

    #[test]
    fn a_sticker_that_is_too_much_for_one_goes_as_a_picture_and_that_is_said() {
        let mut seed = 7_u32;
        let mut noise = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            seed.to_be_bytes()[0]
        };
        let picture = RgbaImage::from_fn(512, 512, |_, _| Rgba([noise(), noise(), noise(), 255]));
        let mut file = Cursor::new(Vec::new());
        picture
            .write_to(&mut file, ImageFormat::Png)
            .expect("a picture");
        assert_eq!(
            form(&file.into_inner(), MediaKind::Sticker, false),
            (Way::As(MediaKind::Image), Some(Remark::StickerAsPicture))
        );
    }

    #[test]
    fn a_picture_that_moves_is_a_link_or_what_it_begins_with_and_one_that_does_not_is_a_picture() {
        let image = MediaKind::Image;
        assert_eq!(
            form(&gif(2), image, true),
            (Way::Link, Some(Remark::MovingAsLink))
        );
        assert_eq!(
            form(&gif(2), image, false),
            (Way::As(image), Some(Remark::MovingAsStill))
        );
        for links in [true, false] {
            assert_eq!(form(&gif(1), image, links), (Way::As(image), None));
        }
    }

    #[test]
    fn ogg_that_is_no_voice_note_is_a_document_however_it_came() {
        for wanted in [MediaKind::Voice, MediaKind::Audio] {
            let vorbis =
                b"OggS\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\
                \x00\x00\x00\x00\x01\x1e\x01vorbis";
            assert_eq!(
                form(vorbis, wanted, false),
                (Way::As(MediaKind::Document), Some(Remark::FormAsDocument))
            );
        }
    }
    /// The beginning of a film.
    const FILM: &[u8] = b"\x00\x00\x00\x14ftypisom\x00\x00\x02\x00isom\x00\x00\x00\x08free";

    /// A recording of so many channels.
    fn recording(channels: u8) -> Vec<u8> {
        let mut file = Vec::new();
        let mut writer = PacketWriter::new(&mut file);
        let head = [b"OpusHead\x01".as_slice(), &[channels, 0, 0], &[0; 7]].concat();
        for (packet, end) in [
            (head, PacketWriteEndInfo::EndPage),
            (
                b"OpusTags\0\0\0\0\0\0\0\0".to_vec(),
                PacketWriteEndInfo::EndPage,
            ),
            (vec![1 << 3; 40], PacketWriteEndInfo::EndStream),
        ] {
            writer.write_packet(packet, 7, end, 960).expect("written");
        }
        file
    }

    #[test]
    fn a_recording_is_one_as_far_as_the_channel_plays_it() {
        static STEREO: Abilities = Abilities {
            recordings: Recordings {
                channels: 2,
                ..ABILITIES.recordings
            },
            ..ABILITIES
        };
        let form =
            |channels, abilities| form_of(&recording(channels), MediaKind::Voice, false, abilities);
        let voice = (Way::As(MediaKind::Voice), None);
        let document = (Way::As(MediaKind::Document), Some(Remark::FormAsDocument));
        assert_eq!(form(1, &ABILITIES), voice);
        assert_eq!(form(2, &ABILITIES), document);
        assert_eq!(form(2, &STEREO), voice);
    }

    #[test]
    fn what_is_too_large_as_what_it_is_goes_as_a_link_or_not_at_all() {
        static SMALL: Abilities = Abilities {
            media: &[
                MediaLimit {
                    kind: MediaKind::Video,
                    max_bytes: 9,
                    mime_types: &["video/mp4"],
                },
                MediaLimit {
                    kind: MediaKind::Document,
                    max_bytes: 1_000,
                    mime_types: &[],
                },
            ],
            ..ABILITIES
        };
        let form = |links, abilities| form_of(FILM, MediaKind::Document, links, abilities);
        assert_eq!(form(true, &ABILITIES), (Way::As(MediaKind::Video), None));
        assert_eq!(form(true, &SMALL), (Way::Link, Some(Remark::AsLink)));
        assert_eq!(form(false, &SMALL), (Way::Never, None));
    }
}
