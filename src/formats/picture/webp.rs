//! The structure of WebP files.

use super::outline::{Format, Measure, Outline, bytes};

/// What one of the pictures in a file takes to decode, in bytes per pixel.
const LOSSLESS: u64 = 8;
const LOSSY: u64 = 5;
const LOSSY_WITH_ALPHA: u64 = 12;

/// Walks the chunks to the end.
pub(super) fn outline(file: &[u8]) -> Option<Outline> {
    let length = usize::try_from(bytes(file, 4).map(u32::from_le_bytes)?).ok()?;
    let end = length.checked_add(8).filter(|end| *end <= file.len())?;
    let (mut width, mut height) = (0, 0);
    let (mut is_animated, mut has_alpha, mut is_lossy) = (false, false, false);
    let mut cost = 0;
    let mut at = 12;
    while at + 8 <= end {
        let size = usize::try_from(bytes(file, at + 4).map(u32::from_le_bytes)?).ok()?;
        let chunk = file.get(at + 8..(at + 8).checked_add(size)?)?;
        let sides = match file.get(at..at + 4)? {
            b"VP8X" => {
                let flags = *chunk.first()?;
                is_animated |= flags & 0x02 != 0;
                let side = |at| {
                    let [low, middle, high] = bytes(chunk, at)?;
                    Some(u32::from_le_bytes([low, middle, high, 0]) + 1)
                };
                Some((side(4)?, side(7)?))
            }
            b"ALPH" => {
                has_alpha = true;
                None
            }
            b"VP8 " => {
                is_lossy = true;
                cost = cost.max(LOSSY);
                // Two bits of each say how to enlarge it.
                let side = |at| {
                    Some(u32::from(
                        bytes(chunk, at).map(u16::from_le_bytes)? & 0x3fff,
                    ))
                };
                Some((side(6)?, side(8)?))
            }
            b"VP8L" => {
                cost = cost.max(LOSSLESS);
                let sides = bytes(chunk, 1).map(u32::from_le_bytes)?;
                Some(((sides & 0x3fff) + 1, ((sides >> 14) & 0x3fff) + 1))
            }
            b"ANMF" => {
                cost = cost.max(LOSSY_WITH_ALPHA);
                None
            }
            _ => None,
        };
        // The picture may say that it is larger than the canvas.
        if let Some((across, down)) = sides {
            width = width.max(across);
            height = height.max(down);
        }
        at = (at + 8).checked_add(size)?.checked_add(size & 1)?;
    }
    if has_alpha {
        cost = LOSSY_WITH_ALPHA;
    }
    (cost > 0).then_some(Outline {
        measure: Measure {
            format: Format::WebP,
            width,
            height,
            is_animated,
        },
        is_plain: false,
        is_lossy,
        cost,
    })
}
