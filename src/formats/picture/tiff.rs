//! The structure of TIFF files.

use super::outline::{Format, Measure, Outline, bytes};

/// What the entries of a directory are about.
const KIND: u16 = 254;
const WIDTH: u16 = 256;
const HEIGHT: u16 = 257;
const BITS: u16 = 258;
const SAMPLES: u16 = 277;
const MORE_DIRECTORIES: u16 = 330;

/// Whether the file holds one picture and nothing else: the pages of a fax must not become the
/// first of them, nor what a camera wrote its small preview.
pub(super) fn is_one_picture(file: &[u8]) -> bool {
    let Some(directory) = Directory::first(file) else {
        // Damaged, which is another matter.
        return true;
    };
    directory.next == Some(0)
        && directory.value(KIND).is_none_or(|kind| kind & 3 == 0)
        && directory.value(MORE_DIRECTORIES).is_none()
}

/// Reads the directory of the picture.
pub(super) fn outline(file: &[u8]) -> Option<Outline> {
    let directory = Directory::first(file)?;
    directory.next?;
    let samples = u64::from(directory.value(SAMPLES).unwrap_or(1)).max(1);
    let bytes = u64::from(directory.value(BITS).unwrap_or(1))
        .div_ceil(8)
        .max(1);
    let depth = samples.saturating_mul(bytes);
    Some(Outline {
        measure: Measure {
            format: Format::Tiff,
            width: directory.value(WIDTH)?,
            height: directory.value(HEIGHT)?,
            is_animated: false,
        },
        is_plain: false,
        is_lossy: false,
        // A strip, which may be all of it, what it becomes, and the copy that is handed over.
        cost: depth.saturating_mul(3),
    })
}

/// The first directory of a file.
struct Directory<'a> {
    file: &'a [u8],
    is_big_endian: bool,
    entries: &'a [[u8; 12]],
    /// Where the next one lies; 0 if there is none, nothing if the file ends before it says so.
    next: Option<u32>,
}

impl<'a> Directory<'a> {
    fn first(file: &'a [u8]) -> Option<Self> {
        let is_big_endian = file.starts_with(b"MM");
        let at = usize::try_from(long(bytes(file, 4)?, is_big_endian)).ok()?;
        let count = usize::from(short(bytes(file, at)?, is_big_endian));
        let from = at.checked_add(2)?;
        let entries = file.get(from..from.checked_add(12 * count)?)?;
        Some(Self {
            file,
            is_big_endian,
            entries: entries.as_chunks().0,
            next: bytes(file, from + 12 * count).map(|next| long(next, is_big_endian)),
        })
    }

    /// The first value of an entry: a short or a long number, in the entry or where it says.
    fn value(&self, tag: u16) -> Option<u32> {
        let is_big_endian = self.is_big_endian;
        let entry = self
            .entries
            .iter()
            .find(|entry| short([entry[0], entry[1]], is_big_endian) == tag)?;
        let count = long(bytes(entry, 4)?, is_big_endian);
        let is_short = short([entry[2], entry[3]], is_big_endian) == 3;
        let place = match (is_short, count) {
            (true, 0..=2) | (false, 0..=1) => entry.get(8..)?,
            _ => {
                let at = usize::try_from(long(bytes(entry, 8)?, is_big_endian)).ok()?;
                self.file.get(at..)?
            }
        };
        if is_short {
            Some(short(bytes(place, 0)?, is_big_endian).into())
        } else {
            Some(long(bytes(place, 0)?, is_big_endian))
        }
    }
}

fn short(bytes: [u8; 2], is_big_endian: bool) -> u16 {
    match is_big_endian {
        true => u16::from_be_bytes(bytes),
        false => u16::from_le_bytes(bytes),
    }
}

fn long(bytes: [u8; 4], is_big_endian: bool) -> u32 {
    match is_big_endian {
        true => u32::from_be_bytes(bytes),
        false => u32::from_le_bytes(bytes),
    }
}
