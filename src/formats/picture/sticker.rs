//! Making stickers.

use std::io::Cursor;

use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageFormat, RgbaImage, imageops};

use super::decode::decode;
use super::outline::outline;
use super::{PictureError, alone};

/// A sticker is a square of this side.
const SIDE: u32 = 512;

/// The longer side of what is drawn on it: all of it, or less if that would take too many bytes.
const DRAWN: [u32; 4] = [512, 448, 384, 320];

/// What became of a sticker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sticker {
    /// Its new file.
    pub bytes: Vec<u8>,
    /// `image/webp` if it is a sticker, `image/png` if it could only be made a picture.
    pub mime_type: &'static str,
    /// Whether it moved before.
    pub was_animated: bool,
}

/// Makes a sticker of at most `max_bytes` for a channel that takes WebP of 512 × 512 pixels. One
/// that moves stands still afterwards, as it began.
///
/// Only what loses nothing can be written, which for a photograph takes more bytes than a sticker
/// may have: then it becomes a picture.
///
/// # Errors
///
/// As [`fit`](super::fit()).
pub fn sticker(file: &[u8], max_bytes: usize) -> Result<Sticker, PictureError> {
    let _alone = alone();
    let outline = outline(file)?;
    let (image, _) = decode(file, &outline)?;
    let small = match image.width().max(image.height()) > SIDE {
        true => image.thumbnail(SIDE, SIDE).into_rgba8(),
        false => image.into_rgba8(),
    };
    let drawn = DRAWN.into_iter().find_map(|side| {
        let bytes = webp(&on_square(&small, side))?;
        (bytes.len() <= max_bytes).then_some(bytes)
    });
    let (bytes, mime_type) = match drawn {
        Some(bytes) => (bytes, "image/webp"),
        None => {
            let mut bytes = Cursor::new(Vec::new());
            DynamicImage::ImageRgba8(small)
                .write_to(&mut bytes, ImageFormat::Png)
                .map_err(|_| PictureError::Damaged)?;
            (bytes.into_inner(), "image/png")
        }
    };
    Ok(Sticker {
        bytes,
        mime_type,
        was_animated: outline.measure.is_animated,
    })
}

/// The picture in the middle of a sticker, its longer side as given.
fn on_square(image: &RgbaImage, side: u32) -> RgbaImage {
    let longer = image.width().max(image.height()).max(1);
    let scaled = |own: u32| (own * side / longer).max(1);
    let (width, height) = (scaled(image.width()), scaled(image.height()));
    let filter = imageops::FilterType::Triangle;
    let drawn = imageops::resize(image, width, height, filter);
    let mut square = RgbaImage::new(SIDE, SIDE);
    let (left, top) = ((SIDE - width) / 2, (SIDE - height) / 2);
    imageops::replace(&mut square, &drawn, left.into(), top.into());
    square
}

fn webp(image: &RgbaImage) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    image
        .write_with_encoder(WebPEncoder::new_lossless(&mut bytes))
        .ok()?;
    Some(bytes)
}
