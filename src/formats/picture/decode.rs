//! Decoding a picture within a limit of memory.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::outline::{Format, Outline};
use super::{MEMORY_MAX, PictureError, SIDE_MAX, jpeg};

/// What is left free for tables, rows and the encoded picture.
const SLACK: u64 = 8 << 20;

/// Whether there is room for what decoding takes.
fn has_room(file: &[u8], outline: &Outline) -> bool {
    let taken = outline.pixels().saturating_mul(outline.cost);
    taken.saturating_add(file.len() as u64) <= MEMORY_MAX as u64 - SLACK
}

/// Decodes a picture, of a moving one the first, and says how it must be turned to stand upright.
pub(super) fn decode(
    file: &[u8],
    outline: &Outline,
) -> Result<(DynamicImage, Orientation), PictureError> {
    if !has_room(file, outline) {
        return Err(outline.too_large(file));
    }
    let format = match outline.measure.format {
        Format::Jpeg => return jpeg::decode(file, outline.measure),
        Format::Png => ImageFormat::Png,
        Format::Gif => ImageFormat::Gif,
        Format::WebP => ImageFormat::WebP,
        Format::Bmp => ImageFormat::Bmp,
        Format::Tiff => ImageFormat::Tiff,
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some((MEMORY_MAX - file.len()) as u64);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| PictureError::Damaged)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|_| PictureError::Damaged)?;
    Ok((image, orientation))
}
