//! How large a picture says it is, by its beginning alone: whether the rest is whole is not asked.

use super::outline::bytes;

/// Its width and height in pixels as its head says; `None` if that lies further behind, or it is no
/// picture of a kind that is read here.
pub fn sides(beginning: &[u8]) -> Option<(u32, u32)> {
    let short = |at| bytes(beginning, at).map(u16::from_le_bytes).map(u32::from);
    match beginning {
        [0x89, b'P', b'N', b'G', ..] => {
            let long = |at| bytes(beginning, at).map(u32::from_be_bytes);
            Some((long(16)?, long(20)?))
        }
        [b'G', b'I', b'F', b'8', ..] => Some((short(6)?, short(8)?)),
        [b'B', b'M', ..] => {
            let long = |at| bytes(beginning, at).map(i32::from_le_bytes);
            Some((long(18)?.unsigned_abs(), long(22)?.unsigned_abs()))
        }
        [b'R', b'I', b'F', b'F', ..] => match beginning.get(12..16)? {
            b"VP8X" => {
                let side = |at| {
                    let [low, middle, high] = bytes(beginning, at)?;
                    Some(u32::from_le_bytes([low, middle, high, 0]) + 1)
                };
                Some((side(24)?, side(27)?))
            }
            // Two bits of each say how to enlarge it.
            b"VP8 " => Some((short(26)? & 0x3fff, short(28)? & 0x3fff)),
            b"VP8L" => {
                let sides = bytes(beginning, 21).map(u32::from_le_bytes)?;
                Some(((sides & 0x3fff) + 1, ((sides >> 14) & 0x3fff) + 1))
            }
            _ => None,
        },
        [0xff, 0xd8, 0xff, ..] => jpeg(beginning),
        _ => None,
    }
}

/// Walks the segments to the frame.
fn jpeg(beginning: &[u8]) -> Option<(u32, u32)> {
    let short = |at| bytes(beginning, at).map(u16::from_be_bytes);
    let mut at = 2;
    loop {
        let [0xff, marker] = bytes(beginning, at)? else {
            return None;
        };
        match marker {
            // Any number of these may stand before a marker.
            0xff => at += 1,
            // Tables share these numbers with the frames.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return Some((short(at + 7)?.into(), short(at + 5)?.into()));
            }
            _ => at += 2 + usize::from(short(at + 2)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use conecta_sandbox::samples::{GIF, MOVING_STICKER, PHOTO, PICTURE, STICKER};

    use super::super::measure;
    use super::*;

    #[test]
    fn a_head_says_what_the_whole_says() {
        let samples: [&[u8]; 8] = [
            include_bytes!("../samples/cmyk.jpg"),
            include_bytes!("../samples/gray.jpg"),
            include_bytes!("../samples/progressive.jpg"),
            PHOTO,
            PICTURE,
            GIF,
            STICKER,
            MOVING_STICKER,
        ];
        for file in samples {
            let whole = measure(file).expect("a picture");
            assert_eq!(sides(file), Some((whole.width, whole.height)));
        }
    }

    /// A head of this kind with what stands at a place in it.
    fn head(kind: &[u8], at: usize, said: &[&[u8]]) -> Vec<u8> {
        let mut head = kind.to_vec();
        head.resize(at, 0);
        head.extend(said.concat());
        head
    }

    #[test]
    fn what_lies_says_its_lie_whatever_its_kind() {
        let (wide, high) = (12_000_u32, 9_000_u32);
        let short = |side: u32| side.to_le_bytes()[..2].to_vec();
        let less_one = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
        let packed = (wide - 1) | ((high - 1) << 14);
        let webp = |kind: &[u8]| [b"RIFF\xff\0\0\0WEBP".as_slice(), kind].concat();
        let heads = [
            head(
                b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
                16,
                &[&wide.to_be_bytes(), &high.to_be_bytes()],
            ),
            head(b"GIF89a", 6, &[&short(wide), &short(high)]),
            // Whose height is below zero begins at its top.
            head(
                b"BM",
                18,
                &[&wide.to_le_bytes(), &high.wrapping_neg().to_le_bytes()],
            ),
            head(&webp(b"VP8X"), 24, &[&less_one(wide), &less_one(high)]),
            head(
                &webp(b"VP8 "),
                26,
                &[&short(wide | 0x4000), &short(high | 0x8000)],
            ),
            head(&webp(b"VP8L"), 21, &[&packed.to_le_bytes()]),
        ];
        for head in heads {
            assert_eq!(sides(&head), Some((wide, high)), "{head:?}");
            assert_eq!(sides(&head[..head.len() - 1]), None, "cut short: {head:?}");
        }
    }

    #[test]
    fn what_is_no_picture_says_nothing() {
        for none in [b"".as_slice(), b"GIF89a", b"RIFF....WEBPXXXX", b"%PDF-1.7"] {
            assert_eq!(sides(none), None);
        }
    }
}
