//! Tests of pictures, and the pictures for them.

mod fit;
mod hostile;
mod measure;
mod sticker;

use std::io::Cursor;

use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, Frame, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

/// Written by libjpeg-turbo and ImageMagick, 24 × 16 pixels each.
pub(super) const PROGRESSIVE: &[u8] = include_bytes!("../../samples/progressive.jpg");
pub(super) const CMYK: &[u8] = include_bytes!("../../samples/cmyk.jpg");
pub(super) const GRAY: &[u8] = include_bytes!("../../samples/gray.jpg");

/// What WhatsApp takes of a picture.
pub(super) const WHATSAPP_MAX: usize = 5 << 20;

pub(super) fn colourful(width: u32, height: u32) -> RgbImage {
    let shade = |place: u32, of: u32| u8::try_from(place * 255 / of).unwrap_or(u8::MAX);
    RgbImage::from_fn(width, height, |x, y| {
        Rgb([shade(x, width), shade(y, height), 90])
    })
}

/// What compresses badly.
pub(super) fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 1u32;
    RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [_, a, b, c] = state.to_le_bytes();
        Rgb([a, b, c])
    })
}

pub(super) fn file(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image
        .into()
        .write_to(&mut bytes, format)
        .expect("can be written");
    bytes.into_inner()
}

pub(super) fn jpeg(image: &RgbImage, exif_orientation: Option<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90)
        .encode_image(image)
        .expect("can be written");
    let Some(orientation) = exif_orientation else {
        return bytes;
    };
    // One entry, 0x0112, a short.
    let exif = [
        b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(),
        &[orientation, 0, 0, 0, 0, 0, 0],
    ]
    .concat();
    let length = u16::try_from(exif.len() + 2).expect("short");
    let segment = [&[0xff, 0xe1], length.to_be_bytes().as_slice(), &exif].concat();
    bytes.splice(2..2, segment);
    bytes
}

pub(super) fn gif(frames: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for frame in 0..frames {
        let shade = u8::try_from(frame * 40).unwrap_or(u8::MAX);
        let image = RgbaImage::from_pixel(20, 10, Rgba([shade, 0, 200, 255]));
        encoder
            .encode_frame(Frame::new(image))
            .expect("can be written");
    }
    drop(encoder);
    bytes
}

/// A PNG with a chunk more, behind its header.
pub(super) fn png_with(chunk: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut png = file(colourful(8, 8), ImageFormat::Png);
    let length = u32::try_from(data.len()).expect("short").to_be_bytes();
    let crc = crc32(&[chunk.as_slice(), data].concat()).to_be_bytes();
    png.splice(33..33, [&length, chunk.as_slice(), data, &crc].concat());
    png
}

pub(super) fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}
