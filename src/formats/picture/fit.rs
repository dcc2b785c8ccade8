//! Making of a picture what a channel takes.

use std::path::Path;

use image::imageops;

use super::decode::decode;
use super::encode::{jpeg, jpeg_of_rgb, png};
use super::outline::{Outline, outline};
use super::seen::Seen;
use super::{FILE_MAX, PictureError, alone};

/// How good a picture is at first, and what is given up so that it fits.
const QUALITIES: [u8; 3] = [88, 80, 70];

/// The longer sides that are tried after that: as long as a telephone shows, then less.
const SIDES: [u32; 5] = [2560, 1920, 1280, 800, 320];

/// What a picture is to a channel that takes JPEG and PNG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// It can leave as it is.
    AsItIs,
    /// It can leave in this form.
    Converted(Converted),
    /// It moves, and no form that such a channel takes would: offer it as a document, or as a link.
    Animated,
}

/// A picture in another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// Its new file, which holds the picture alone: no place, no time, no camera.
    pub bytes: Vec<u8>,
    /// `image/jpeg` or `image/png`.
    pub mime_type: &'static str,
}

/// Makes of a picture one that fits a channel which takes JPEG and PNG of at most `max_bytes`, with
/// eight bits of red, green and blue each.
///
/// What already does is not touched. The rest becomes PNG where that loses nothing and is small
/// enough, otherwise JPEG on a white ground, upright, and no smaller than it must be.
///
/// # Errors
///
/// As [`measure`](super::measure()); [`PictureError::TooLarge`] also if decoding would take more than
/// [`MEMORY_MAX`](super::MEMORY_MAX).
pub fn fit(file: &[u8], max_bytes: usize) -> Result<Fit, PictureError> {
    let _alone = alone();
    fit_alone(file, max_bytes, Moving::Named)
}

/// [`fit`] for a file on the disk, which comes into memory no earlier than it is its turn, and not
/// at all if it is too large.
///
/// # Errors
///
/// As [`fit`]; [`PictureError::Unreadable`] if it cannot be read.
pub fn fit_file(path: &Path, max_bytes: usize) -> Result<Fit, PictureError> {
    fit_on_disk(path, max_bytes, Moving::Named)
}

/// [`fit_file`], but of a picture that moves the first one is made to fit.
///
/// # Errors
///
/// As [`fit_file`].
pub fn still_file(path: &Path, max_bytes: usize) -> Result<Fit, PictureError> {
    fit_on_disk(path, max_bytes, Moving::Stopped)
}

/// What becomes of a picture that moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moving {
    /// It is said that it does: [`Fit::Animated`].
    Named,
    /// It is as it begins.
    Stopped,
}

fn fit_on_disk(path: &Path, max_bytes: usize, moving: Moving) -> Result<Fit, PictureError> {
    let unreadable = |error: std::io::Error| PictureError::Unreadable(error.kind());
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > FILE_MAX as u64 {
        return Err(PictureError::TooLarge {
            width: 0,
            height: 0,
            bytes: usize::try_from(size).unwrap_or(usize::MAX),
        });
    }
    let _alone = alone();
    fit_alone(&std::fs::read(path).map_err(unreadable)?, max_bytes, moving)
}

fn fit_alone(file: &[u8], max_bytes: usize, moving: Moving) -> Result<Fit, PictureError> {
    let outline = outline(file)?;
    let moves = outline.measure.is_animated;
    if moves && moving == Moving::Named {
        return Ok(Fit::Animated);
    }
    if !moves && outline.is_plain && file.len() <= max_bytes {
        return Ok(Fit::AsItIs);
    }
    let (image, orientation) = decode(file, &outline)?;
    let seen = Seen::new(&image, orientation);
    let png = match may_be_png(&outline, max_bytes) {
        true => png(&seen, max_bytes),
        false => None,
    };
    let converted = match png {
        Some(bytes) => Converted {
            bytes,
            mime_type: "image/png",
        },
        None => Converted {
            bytes: smaller(&seen, max_bytes).ok_or_else(|| outline.too_large(file))?,
            mime_type: "image/jpeg",
        },
    };
    Ok(Fit::Converted(converted))
}

/// Whether it is worth trying: nothing is lost yet, and compression may well be enough.
fn may_be_png(outline: &Outline, max_bytes: usize) -> bool {
    const COMPRESSION: u64 = 16;
    !outline.is_lossy && outline.pixels() * 4 / COMPRESSION <= max_bytes as u64
}

/// The best JPEG that is small enough.
fn smaller(seen: &Seen<'_>, max_bytes: usize) -> Option<Vec<u8>> {
    let whole = QUALITIES
        .into_iter()
        .find_map(|quality| match seen.as_it_lies() {
            Some(image) => jpeg_of_rgb(image, quality, max_bytes),
            None => jpeg(seen, quality, max_bytes),
        });
    let (width, height) = seen.sides();
    let longer = width.max(height);
    let scaled = |own: u32, side: u32| {
        let scaled = u64::from(own) * u64::from(side) / u64::from(longer);
        u32::try_from(scaled).unwrap_or(side).max(1)
    };
    whole.or_else(|| {
        let sides = SIDES.into_iter().filter(|side| *side < longer);
        sides.into_iter().find_map(|side| {
            let small = imageops::thumbnail(seen, scaled(width, side), scaled(height, side));
            jpeg_of_rgb(&small, QUALITIES[0], max_bytes)
        })
    })
}
