//! JPEG files: their structure, and decoding them.

use image::{DynamicImage, RgbImage, metadata::Orientation};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::PictureError;
use super::outline::{Format, Measure, Outline, bytes};

const SCAN: u8 = 0xda;
const END: u8 = 0xd9;

/// Walks the segments to the first scan, and looks for the end of the picture behind it.
pub(super) fn outline(file: &[u8]) -> Option<Outline> {
    let mut frame = None;
    let mut at = 2;
    loop {
        // Any number of these may stand before a marker.
        while file.get(at..at + 2)? == [0xff, 0xff] {
            at += 1;
        }
        let [0xff, marker] = bytes(file, at)? else {
            return None;
        };
        let length = usize::from(bytes(file, at + 2).map(u16::from_be_bytes)?);
        let segment = file.get(at + 4..at + 2 + length)?;
        at += 2 + length;
        match marker {
            // Baseline, extended and progressive, all by Huffman's codes. Others are not read.
            0xc0..=0xc2 if frame.is_none() => frame = Some(Frame::read(segment, marker)?),
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return None,
            SCAN => {
                let frame = frame?;
                let is_whole = file.get(at..)?.windows(2).any(|pair| pair == [0xff, END]);
                let parts = *segment.first()?;
                return is_whole.then(|| frame.outline(parts));
            }
            _ => {}
        }
    }
}

/// What the header of a frame says.
#[derive(Debug)]
struct Frame {
    width: u16,
    height: u16,
    bits: u8,
    parts: u8,
    /// How many coefficients stand for one pixel, all parts together, rounded up.
    coefficients: u64,
    is_progressive: bool,
}

impl Frame {
    fn read(segment: &[u8], marker: u8) -> Option<Self> {
        let parts = *segment.get(5)?;
        let samplings: Vec<(u64, u64)> = segment
            .get(6..6 + 3 * usize::from(parts))?
            .as_chunks::<3>()
            .0
            .iter()
            .map(|[_, sampling, _]| (u64::from(sampling >> 4), u64::from(sampling & 15)))
            .collect();
        let across = samplings.iter().map(|(across, _)| *across).max()?;
        let down = samplings.iter().map(|(_, down)| *down).max()?;
        let all: u64 = samplings.iter().map(|(across, down)| across * down).sum();
        Some(Self {
            width: bytes(segment, 3).map(u16::from_be_bytes)?,
            height: bytes(segment, 1).map(u16::from_be_bytes)?,
            bits: *segment.first()?,
            parts,
            coefficients: all.div_ceil((across * down).max(1)),
            is_progressive: marker == 0xc2,
        })
    }

    fn outline(&self, parts_in_scan: u8) -> Outline {
        // Several scans are put together as coefficients of two bytes before they are pixels.
        let is_put_together = self.is_progressive || parts_in_scan < self.parts;
        let coefficients = if is_put_together {
            2 * self.coefficients
        } else {
            0
        };
        Outline {
            measure: Measure {
                format: Format::Jpeg,
                width: self.width.into(),
                height: self.height.into(),
                is_animated: false,
            },
            is_plain: self.bits == 8 && self.parts == 3,
            is_lossy: true,
            cost: 3 + coefficients,
        }
    }
}

/// Decodes the picture to red, green and blue, and says how it must be turned.
pub(super) fn decode(
    file: &[u8],
    measure: Measure,
) -> Result<(DynamicImage, Orientation), PictureError> {
    let (width, height) = (measure.width, measure.height);
    let side = |side: u32| usize::try_from(side).unwrap_or(usize::MAX);
    let options = DecoderOptions::default()
        .jpeg_set_out_colorspace(ColorSpace::RGB)
        .set_strict_mode(false)
        .set_max_width(side(width))
        .set_max_height(side(height));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(file), options);
    let mut pixels = RgbImage::new(width, height);
    decoder
        .decode_headers()
        .map_err(|_| PictureError::Damaged)?;
    if decoder.dimensions() != Some((side(width), side(height))) {
        return Err(PictureError::Damaged);
    }
    let orientation = decoder
        .exif()
        .and_then(|exif| Orientation::from_exif_chunk(exif))
        .unwrap_or(Orientation::NoTransforms);
    decoder
        .decode_into(&mut pixels)
        .map_err(|_| PictureError::Damaged)?;
    Ok((DynamicImage::ImageRgb8(pixels), orientation))
}
