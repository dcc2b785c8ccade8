//! The structure of a picture's file, read without decoding anything.

use super::{FILE_MAX, PIXELS_MAX, PictureError, SIDE_MAX, jpeg, tiff, webp};

/// The kinds of pictures that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG, still or moving.
    Png,
    /// GIF, still or moving.
    Gif,
    /// WebP, still or moving.
    WebP,
    /// A Windows bitmap.
    Bmp,
    /// TIFF of a single page.
    Tiff,
}

/// What is known of a picture without decoding it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// The kind of its file.
    pub format: Format,
    /// Its width in pixels, before it is turned as its file may ask for.
    pub width: u32,
    /// Its height in pixels, before it is turned.
    pub height: u32,
    /// Whether it moves.
    pub is_animated: bool,
}

/// A picture's measure, and what only this module's neighbours need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outline {
    pub(super) measure: Measure,
    /// Whether it is a JPEG or PNG with eight bits of red, green and blue, which everything shows.
    pub(super) is_plain: bool,
    /// Whether it lost detail when it was written, so that losing more is no harm.
    pub(super) is_lossy: bool,
    /// What decoding takes beside the file, in bytes per pixel, at most.
    pub(super) cost: u64,
}

impl Outline {
    pub(super) fn pixels(&self) -> u64 {
        u64::from(self.measure.width) * u64::from(self.measure.height)
    }

    pub(super) fn too_large(&self, file: &[u8]) -> PictureError {
        PictureError::TooLarge {
            width: self.measure.width,
            height: self.measure.height,
            bytes: file.len(),
        }
    }
}

/// Measures a picture, however large it says it is.
///
/// # Errors
///
/// [`PictureError::Empty`], [`PictureError::Unknown`], [`PictureError::Damaged`] if its structure
/// does not hold, [`PictureError::TooLarge`] beyond [`FILE_MAX`], [`SIDE_MAX`] or [`PIXELS_MAX`].
pub fn measure(file: &[u8]) -> Result<Measure, PictureError> {
    outline(file).map(|outline| outline.measure)
}

pub(super) fn outline(file: &[u8]) -> Result<Outline, PictureError> {
    let read = match file {
        [] => return Err(PictureError::Empty),
        [0xff, 0xd8, 0xff, ..] => jpeg::outline,
        [0x89, b'P', b'N', b'G', ..] => png,
        [b'G', b'I', b'F', b'8', ..] => gif,
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => webp::outline,
        [b'B', b'M', ..] => bmp,
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => {
            if !tiff::is_one_picture(file) {
                return Err(PictureError::Unknown);
            }
            tiff::outline
        }
        _ => return Err(PictureError::Unknown),
    };
    if file.len() > FILE_MAX {
        return Err(PictureError::TooLarge {
            width: 0,
            height: 0,
            bytes: file.len(),
        });
    }
    let outline = read(file).ok_or(PictureError::Damaged)?;
    let Measure { width, height, .. } = outline.measure;
    if width == 0 || height == 0 {
        return Err(PictureError::Damaged);
    }
    if width.max(height) > SIDE_MAX || outline.pixels() > PIXELS_MAX {
        return Err(outline.too_large(file));
    }
    Ok(outline)
}

pub(super) fn bytes<const N: usize>(file: &[u8], at: usize) -> Option<[u8; N]> {
    file.get(at..)?.first_chunk().copied()
}

fn u32_be(file: &[u8], at: usize) -> Option<u32> {
    bytes(file, at).map(u32::from_be_bytes)
}

/// Walks the chunks to the last one.
fn png(file: &[u8]) -> Option<Outline> {
    const HEADER: usize = 8;
    if !file.starts_with(b"\x89PNG\r\n\x1a\n") || file.get(12..16)? != b"IHDR" {
        return None;
    }
    let (width, height) = (u32_be(file, 16)?, u32_be(file, 20)?);
    let [bits, color] = bytes(file, 24)?;
    let (mut is_animated, mut has_pixels) = (false, false);
    let mut at = HEADER;
    loop {
        let length = usize::try_from(u32_be(file, at)?).ok()?;
        let end = at.checked_add(length)?.checked_add(12)?;
        if end > file.len() {
            return None;
        }
        match file.get(at + 4..at + 8)? {
            b"acTL" => is_animated = true,
            b"IDAT" => has_pixels = true,
            b"IEND" => break,
            _ => {}
        }
        at = end;
    }
    let samples: u64 = match color {
        0 => 2,
        2 | 3 => 4,
        4 => 2,
        6 => 4,
        _ => return None,
    };
    let depth = if bits == 16 { samples * 2 } else { samples };
    has_pixels.then_some(Outline {
        measure: Measure {
            format: Format::Png,
            width,
            height,
            is_animated,
        },
        is_plain: bits == 8 && matches!(color, 2 | 6),
        is_lossy: false,
        cost: depth,
    })
}

/// Walks the blocks to the end, or to the second picture.
fn gif(file: &[u8]) -> Option<Outline> {
    let table = |flags: u8| match flags & 0x80 {
        0 => 0,
        _ => 3 << ((flags & 7) + 1),
    };
    let side = |at| bytes(file, at).map(u16::from_le_bytes).map(u32::from);
    let (mut width, mut height) = (side(6)?, side(8)?);
    let mut at = 13 + table(*file.get(10)?);
    let mut pictures = 0;
    while pictures < 2 {
        let blocks = match *file.get(at)? {
            0x21 => at + 2,
            0x2c => {
                pictures += 1;
                // A picture may be larger than the screen that it is shown on.
                width = width.max(side(at + 5)?);
                height = height.max(side(at + 7)?);
                at + 11 + table(*file.get(at + 9)?)
            }
            0x3b => break,
            _ => return None,
        };
        at = blocks;
        loop {
            let length = usize::from(*file.get(at)?);
            at += 1 + length;
            if length == 0 {
                break;
            }
        }
    }
    (pictures > 0).then_some(Outline {
        measure: Measure {
            format: Format::Gif,
            width,
            height,
            is_animated: pictures > 1,
        },
        is_plain: false,
        is_lossy: false,
        // The screen, the picture that lies on it, and the numbers of its colours.
        cost: 9,
    })
}

fn bmp(file: &[u8]) -> Option<Outline> {
    let header = bytes(file, 14).map(u32::from_le_bytes)?;
    let long = |at| bytes(file, at).map(i32::from_le_bytes);
    let (width, height) = if header == 12 {
        let side = |at| bytes(file, at).map(u16::from_le_bytes).map(u32::from);
        (side(18)?, side(20)?)
    } else {
        // A negative height says that the picture begins at the top.
        (u32::try_from(long(18)?).ok()?, long(22)?.unsigned_abs())
    };
    Some(Outline {
        measure: Measure {
            format: Format::Bmp,
            width,
            height,
            is_animated: false,
        },
        is_plain: false,
        is_lossy: false,
        cost: 4,
    })
}
