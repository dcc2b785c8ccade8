//! What comes out of an archive, as far as it says so itself. Nothing is unpacked.
//!
//! The list of contents of a ZIP is looked for wherever a program that unpacks may look for it: the file
//! may begin with something else, and a remark at its end may hold what looks like another end. Of
//! several lists the worst counts.
//! <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom};

use crate::domain::file_name;

/// An archive's end lies within so many bytes of its file's: its record, what stands before that, and
/// a remark.
const END: u64 = (64 << 10) + 128;

/// So much of an archive's lists of contents is read.
const LISTS: u64 = 16 << 20;

/// How long an end's record is without its remark, and what leads to its long form.
const RECORD: usize = 22;
const LOCATOR: usize = 20;

/// The short part of an end's record in its long form.
const LONG_RECORD: usize = 56;

/// What has no list of contents that stands there to be read.
const WITHOUT_LIST: [&str; 11] = [
    "application/vnd.ms-cab-compressed",
    "application/vnd.rar",
    "application/x-7z-compressed",
    "application/x-arj",
    "application/x-bzip2",
    "application/x-lz4",
    "application/x-lzh-compressed",
    "application/x-lzip",
    "application/x-lzma",
    "application/x-xz",
    "application/zstd",
];

/// What an archive says of what comes out of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Contents {
    /// How many bytes it says, at least.
    pub bytes: u64,
    /// What comes out may be more than that: it cannot be seen, or is an archive itself.
    pub unseen: bool,
}

/// What comes out of this file, which is of that type; nothing of what is no archive.
pub(super) fn contents(file: &mut File, mime_type: &str) -> io::Result<Contents> {
    let sign = read(file, 0, 4)?;
    if sign.starts_with(b"\x1f\x8b") {
        return zipped(file);
    }
    if WITHOUT_LIST.contains(&mime_type) {
        return Ok(Contents {
            bytes: 0,
            unseen: true,
        });
    }
    let is_zip = matches!(sign.as_slice(), b"PK\x03\x04" | b"PK\x05\x06");
    let listed = worst(file)?;
    Ok(match listed {
        Some(listed) => Contents {
            // It is somebody else's business that something else ends like an archive.
            unseen: listed.unseen && is_zip,
            ..listed
        },
        // One that begins with its end holds nothing.
        None => Contents {
            bytes: 0,
            unseen: sign == b"PK\x03\x04",
        },
    })
}

/// What a gzip says is its last four bytes, in whole numbers below 4 GiB: a bomb says so only if it is
/// honest.
fn zipped(file: &mut File) -> io::Result<Contents> {
    let length = file.metadata()?.len();
    let said = read(file, length.saturating_sub(4), 4)?;
    Ok(Contents {
        bytes: number(&said, 0, 4).unwrap_or_default(),
        unseen: true,
    })
}

/// What the worst of a ZIP's lists of contents says; `None` if it has none.
fn worst(file: &mut File) -> io::Result<Option<Contents>> {
    let length = file.metadata()?.len();
    let start = length.saturating_sub(END);
    let tail = read(file, start, END)?;
    let mut places = BTreeSet::new();
    for at in ends(&tail) {
        let end = start + at as u64;
        let (size, offset) = (number(&tail, at + 12, 4), number(&tail, at + 16, 4));
        places.extend(size.and_then(|size| end.checked_sub(size)));
        places.extend(offset);
        places.extend(long_form(file, &tail, start, at)?);
    }
    let mut left = LISTS;
    let mut worst: Option<Contents> = None;
    for place in places.into_iter().filter(|place| *place < length) {
        let Some(found) = listed(file, place, &mut left)? else {
            continue;
        };
        let known = worst.unwrap_or_default();
        worst = Some(Contents {
            bytes: known.bytes.max(found.bytes),
            unseen: known.unseen || found.unseen,
        });
    }
    Ok(worst)
}

/// Where ends may be: the last, and every one whose remark reaches the end of the file.
fn ends(tail: &[u8]) -> Vec<usize> {
    let signs = tail.windows(4).enumerate();
    let signs = signs.filter(|(_, four)| *four == b"PK\x05\x06");
    let all: Vec<usize> = signs.map(|(at, _)| at).collect();
    let last = all.last().copied();
    let reaches = |at: usize| {
        let remark = number(tail, at + 20, 2).and_then(|bytes| usize::try_from(bytes).ok());
        remark.is_some_and(|bytes| at + RECORD + bytes >= tail.len())
    };
    let ends = all.into_iter();
    ends.filter(|at| Some(*at) == last || reaches(*at))
        .collect()
}

/// Where the long form of this end says that the list begins. It counts only where a locator right
/// before the end leads to it.
fn long_form(file: &mut File, tail: &[u8], start: u64, at: usize) -> io::Result<Vec<u64>> {
    let Some(locator) = at.checked_sub(LOCATOR) else {
        return Ok(Vec::new());
    };
    if !tail[locator..].starts_with(b"PK\x06\x07") {
        return Ok(Vec::new());
    }
    let before = (start + locator as u64).checked_sub(LONG_RECORD as u64);
    let said = number(tail, locator + 8, 8).filter(|at| *at < start + locator as u64);
    let mut places = Vec::new();
    for record_at in said.into_iter().chain(before) {
        let record = read(file, record_at, LONG_RECORD as u64)?;
        if record.starts_with(b"PK\x06\x06") {
            let size = number(&record, 40, 8);
            places.extend(size.and_then(|size| record_at.checked_sub(size)));
            places.extend(number(&record, 48, 8));
        }
    }
    Ok(places)
}

/// What the list that begins there says, of which no more than `left` bytes are read; `None` if there
/// is none.
fn listed(file: &mut File, place: u64, left: &mut u64) -> io::Result<Option<Contents>> {
    const ENTRY: u64 = 46;
    file.seek(SeekFrom::Start(place))?;
    let mut list = BufReader::new(file).take(*left);
    let mut found: Option<Contents> = None;
    loop {
        let mut entry = Vec::new();
        list.by_ref().take(ENTRY).read_to_end(&mut entry)?;
        if !entry.starts_with(b"PK\x01\x02") {
            break;
        }
        let [name, added, remark] = [28, 30, 32].map(|at| number(&entry, at, 2).unwrap_or(0));
        let mut rest = Vec::new();
        list.by_ref().take(name + added).read_to_end(&mut rest)?;
        io::copy(&mut list.by_ref().take(remark), &mut io::sink())?;
        let (name, added) = rest.split_at(rest.len().min(usize::try_from(name).unwrap_or(0)));
        let mut bytes = number(&entry, 24, 4).unwrap_or(0);
        if bytes == u64::from(u32::MAX) {
            bytes = long_size(added).unwrap_or(bytes);
        }
        let known = found.unwrap_or_default();
        found = Some(Contents {
            bytes: known.bytes.saturating_add(bytes),
            unseen: known.unseen || file_name::packs(&String::from_utf8_lossy(name)),
        });
    }
    *left = list.limit();
    if *left < ENTRY {
        let known = found.unwrap_or_default();
        found = Some(Contents {
            unseen: true,
            ..known
        });
    }
    Ok(found)
}

/// How long an entry is that says so in its long form, the first number of what was added with id 1.
fn long_size(mut added: &[u8]) -> Option<u64> {
    loop {
        let (id, length) = (number(added, 0, 2)?, number(added, 2, 2)?);
        let (_, rest) = added.split_at_checked(4)?;
        if id == 1 {
            return number(rest, 0, 8);
        }
        (_, added) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    }
}

/// The number that stands there in so many bytes, the smallest first; `None` beyond the end.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    let digits = bytes.iter().rev();
    Some(digits.fold(0, |number, byte| (number << 8) | u64::from(*byte)))
}

/// What stands there, at most so many bytes of it.
fn read(file: &mut File, at: u64, bytes: u64) -> io::Result<Vec<u8>> {
    let mut read = Vec::new();
    file.seek(SeekFrom::Start(at))?;
    file.take(bytes).read_to_end(&mut read)?;
    Ok(read)
}
