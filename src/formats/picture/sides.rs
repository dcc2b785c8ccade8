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
    use super::super::measure;
    use super::*;

    #[test]
    fn a_head_says_what_the_whole_says() {
        let samples: [&[u8]; 3] = [
            include_bytes!("../samples/cmyk.jpg"),
            include_bytes!("../samples/gray.jpg"),
            include_bytes!("../samples/progressive.jpg"),
        ];
        for file in samples {
            let whole = measure(file).expect("a picture");
            assert_eq!(sides(file), Some((whole.width, whole.height)));
        }
    }

    #[test]
    fn what_is_cut_short_says_nothing_and_what_lies_says_its_lie() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30".to_vec();
        assert_eq!(sides(&png), Some((30_000, 30_000)));
        png.truncate(20);
        assert_eq!(sides(&png), None);
        let canvas = b"RIFF\xff\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x2f\x75\0\x2f\x75\0";
        assert_eq!(sides(canvas), Some((30_000, 30_000)));
        assert_eq!(sides(b"GIF89a\x30\x75\x30\x75"), Some((30_000, 30_000)));
        for none in [b"".as_slice(), b"GIF89a", b"RIFF....WEBPXXXX", b"%PDF-1.7"] {
            assert_eq!(sides(none), None);
        }
    }
}
