//! Small genuine files of every kind that people send, for stories in which a file must be what it
//! claims to be. All of them were drawn and recorded for this.

/// A photo: JPEG, 64 by 48.
pub const PHOTO: &[u8] = include_bytes!("../samples/photo.jpg");

/// A picture: PNG, 64 by 48.
pub const PICTURE: &[u8] = include_bytes!("../samples/picture.png");

/// A sticker that stands still: WebP.
pub const STICKER: &[u8] = include_bytes!("../samples/sticker.webp");

/// A sticker that moves: WebP.
pub const MOVING_STICKER: &[u8] = include_bytes!("../samples/moving.webp");

/// A picture that moves: PNG, 32 by 32, of two frames.
pub const MOVING_PICTURE: &[u8] = include_bytes!("../samples/moving.png");

/// A moving picture: GIF.
pub const GIF: &[u8] = include_bytes!("../samples/moving.gif");

/// Two seconds of a tone, recorded as a voice note: Ogg/Opus with one channel.
pub const VOICE: &[u8] = include_bytes!("../samples/voice.ogg");

/// The beginning of a song: MP3 without a sound in it.
pub const SONG: &[u8] = b"ID3\x04\x00\x00\x00\x00\x00\x00\xFF\xFB\x90\x64\x00\x00\x00\x00";

/// The beginning of a memo of a telephone's: MP4 with nothing but sound, and without a sound in it.
pub const MEMO: &[u8] = b"\x00\x00\x00\x14ftypM4A \x00\x00\x02\x00M4A \x00\x00\x00\x08free";

/// The beginning of a film: MP4 without a picture in it.
pub const FILM: &[u8] = b"\x00\x00\x00\x14ftypisom\x00\x00\x02\x00isom\x00\x00\x00\x08free";

/// A document of one empty page.
pub const PAPER: &[u8] = b"%PDF-1.4\n\
    1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
    2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n\
    trailer<</Root 1 0 R>>\n\
    %%EOF\n";

/// A picture of one point, as Windows draws it.
pub const BITMAP: &[u8] =
    b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0\
    \0\0\0\0\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff\xff\0";

/// The beginning of a picture that says to be 30,000 by 30,000 points: 3.6 GB if anybody unpacked it.
pub const HUGE_PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08\x06\0\0\0\
    \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
