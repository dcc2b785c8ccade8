//! Writing a picture, within as many bytes as it may have.

use std::io::{self, Write};

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, RgbImage};
use png::{BitDepth, ColorType, Encoder};

use super::seen::Seen;

/// So much is set aside at once, so that a file never moves while it grows: what a picture may
/// have at most on WhatsApp.
const SET_ASIDE: usize = 5 << 20;

/// A file that takes no more than it may; whoever writes learns so at once and stops.
struct Limited {
    bytes: Vec<u8>,
    max: usize,
}

impl Limited {
    fn new(max: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(max.min(SET_ASIDE)),
            max,
        }
    }

    fn finished(mut self) -> Vec<u8> {
        self.bytes.shrink_to_fit();
        self.bytes
    }
}

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.max {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a PNG line by line, so that nothing of it lies in memory twice.
pub(super) fn png(picture: &Seen<'_>, max_bytes: usize) -> Option<Vec<u8>> {
    let mut file = Limited::new(max_bytes);
    write_png(picture, &mut file).ok()?;
    Some(file.finished())
}

fn write_png(picture: &Seen<'_>, file: &mut Limited) -> Result<(), png::EncodingError> {
    let (width, height) = picture.sides();
    let mut encoder = Encoder::new(file, width, height);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_color(match picture.is_clear() {
        true => ColorType::Rgba,
        false => ColorType::Rgb,
    });
    let mut header = encoder.write_header()?;
    let mut lines = header.stream_writer()?;
    let samples = if picture.is_clear() { 4 } else { 3 };
    let mut line = Vec::new();
    for y in 0..height {
        line.clear();
        for x in 0..width {
            line.extend_from_slice(&picture.sample(x, y)[..samples]);
        }
        lines.write_all(&line)?;
    }
    lines.finish()
}

/// Writes a JPEG of a picture as it is seen.
pub(super) fn jpeg(picture: &Seen<'_>, quality: u8, max_bytes: usize) -> Option<Vec<u8>> {
    let mut file = Limited::new(max_bytes);
    let mut encoder = JpegEncoder::new_with_quality(&mut file, quality);
    encoder.encode_image(picture).ok()?;
    Some(file.finished())
}

/// Writes a JPEG of a picture as it lies in memory, which is faster.
pub(super) fn jpeg_of_rgb(picture: &RgbImage, quality: u8, max_bytes: usize) -> Option<Vec<u8>> {
    let mut file = Limited::new(max_bytes);
    let (width, height) = picture.dimensions();
    let mut encoder = JpegEncoder::new_with_quality(&mut file, quality);
    let encoded = encoder.encode(picture, width, height, ExtendedColorType::Rgb8);
    encoded.ok()?;
    Some(file.finished())
}
