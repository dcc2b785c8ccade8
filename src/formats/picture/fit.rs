//! Making of a picture what a channel takes.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView, ImageFormat, RgbImage, imageops};

use super::PictureError;
use super::decode::{decode, has_room_twice};
use super::outline::{Outline, outline};
use super::seen::Seen;

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
    let outline = outline(file)?;
    if outline.measure.is_animated {
        return Ok(Fit::Animated);
    }
    if outline.is_plain && file.len() <= max_bytes {
        return Ok(Fit::AsItIs);
    }
    let (image, orientation) = decode(file, &outline)?;
    let png = match can_be_png(file, &outline, orientation, max_bytes) {
        true => png(&image, max_bytes),
        false => None,
    };
    let converted = match png {
        Some(png) => png,
        None => jpeg(&image, orientation, max_bytes).ok_or_else(|| outline.too_large(file))?,
    };
    Ok(Fit::Converted(converted))
}

/// Whether it is worth trying: nothing is lost yet, and compression may well be enough.
fn can_be_png(file: &[u8], outline: &Outline, turned: Orientation, max_bytes: usize) -> bool {
    const COMPRESSION: u64 = 16;
    !outline.is_lossy
        && turned == Orientation::NoTransforms
        && outline.pixels() * 4 / COMPRESSION <= max_bytes as u64
        && has_room_twice(file, outline)
}

fn png(image: &DynamicImage, max_bytes: usize) -> Option<Converted> {
    let mut bytes = Cursor::new(Vec::new());
    let written = match image {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => {
            image.write_to(&mut bytes, ImageFormat::Png)
        }
        image if image.color().has_alpha() => {
            image.to_rgba8().write_to(&mut bytes, ImageFormat::Png)
        }
        image => image.to_rgb8().write_to(&mut bytes, ImageFormat::Png),
    };
    let bytes = written.ok().map(|()| bytes.into_inner())?;
    (bytes.len() <= max_bytes).then_some(Converted {
        bytes,
        mime_type: "image/png",
    })
}

fn jpeg(image: &DynamicImage, orientation: Orientation, max_bytes: usize) -> Option<Converted> {
    let seen = Seen::new(image, orientation);
    let (width, height) = seen.dimensions();
    let whole = QUALITIES.into_iter().find_map(|quality| {
        let bytes = encoded(&seen, quality)?;
        (bytes.len() <= max_bytes).then_some(bytes)
    });
    let bytes = whole.or_else(|| {
        SIDES.into_iter().find_map(|side| {
            let longer = width.max(height);
            let scaled = |own: u32| {
                let scaled = u64::from(own) * u64::from(side) / u64::from(longer);
                u32::try_from(scaled).unwrap_or(side).max(1)
            };
            if longer <= side {
                return None;
            }
            let small: RgbImage = imageops::thumbnail(&seen, scaled(width), scaled(height));
            let bytes = encoded(&small, QUALITIES[0])?;
            (bytes.len() <= max_bytes).then_some(bytes)
        })
    })?;
    Some(Converted {
        bytes,
        mime_type: "image/jpeg",
    })
}

fn encoded<I: GenericImageView<Pixel = image::Rgb<u8>>>(image: &I, quality: u8) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode_image(image)
        .ok()?;
    Some(bytes)
}
