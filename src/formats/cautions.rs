//! What a person should know before opening a file. It is found without unpacking or decoding
//! anything: a little of the beginning is read, and of an archive its list of contents.

use std::fs::File;
use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use super::content::{Content, Family};
use super::picture;
use crate::domain::file::Caution;
use crate::domain::file_name;

/// So much of a picture's beginning is read to find out how large it says it is.
const BEGINNING: u64 = 256 << 10;

/// More pixels than the best camera of a phone takes; each needs four bytes where it is shown.
const PIXELS_MAX: u64 = 250_000_000;

/// What comes out of an archive is told of if it is more than this…
const UNPACKED_MAX: u64 = 1 << 30;

/// …and so many times as much as the archive itself: files of people shrink to a tenth at best.
const SWELLS_TIMES: u64 = 50;

/// An archive's end lies within so many bytes of its file's: its record, and a remark.
const ARCHIVE_END: u64 = (64 << 10) + 128;

/// So much of an archive's list of contents is read.
const CONTENTS_MAX: u64 = 16 << 20;

/// What is to be said of the file at this path, which is this and called so. What cannot be read says
/// nothing.
pub fn cautions(path: &Path, content: &Content, name: &str) -> Vec<Caution> {
    let disguise = content.disguise().map(|claimed| Caution::Disguised {
        claimed: claimed.to_owned(),
    });
    let runs = content.family == Family::Program || file_name::runs(name);
    let size = match content.family {
        Family::Image => huge(path).ok().flatten(),
        _ => swells(path).ok().flatten(),
    };
    let program = runs.then_some(Caution::Program);
    disguise.into_iter().chain(program).chain(size).collect()
}

fn huge(path: &Path) -> io::Result<Option<Caution>> {
    let mut beginning = Vec::new();
    File::open(path)?
        .take(BEGINNING)
        .read_to_end(&mut beginning)?;
    let sides = picture::sides(&beginning);
    let is_huge =
        |(width, height): &(u32, u32)| u64::from(*width) * u64::from(*height) > PIXELS_MAX;
    let huge = sides.filter(is_huge);
    Ok(huge.map(|(width, height)| Caution::Huge { width, height }))
}

fn swells(path: &Path) -> io::Result<Option<Caution>> {
    let mut file = File::open(path)?;
    let mut sign = [0; 4];
    file.read_exact(&mut sign)?;
    let length = file.metadata()?.len();
    let bytes = match sign {
        [b'P', b'K', 3, 4] => unpacked(&mut file, length)?,
        [0x1f, 0x8b, ..] => Some(unzipped(&mut file)?),
        _ => None,
    };
    let swells = bytes.filter(|bytes| *bytes > UNPACKED_MAX && bytes / length >= SWELLS_TIMES);
    Ok(swells.map(|bytes| Caution::Swells { bytes }))
}

/// How long a gzip says its content is, but for whole multiples of 4 GiB.
fn unzipped(file: &mut File) -> io::Result<u64> {
    let mut length = [0; 4];
    file.seek(SeekFrom::End(-4))?;
    file.read_exact(&mut length)?;
    Ok(u32::from_le_bytes(length).into())
}

/// How long all that lies in a ZIP says it is together; `None` if it has no list of contents.
/// <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>
fn unpacked(file: &mut File, length: u64) -> io::Result<Option<u64>> {
    file.seek(SeekFrom::Start(length.saturating_sub(ARCHIVE_END)))?;
    let mut end = Vec::new();
    file.take(ARCHIVE_END).read_to_end(&mut end)?;
    let Some(contents) = contents_at(&end) else {
        return Ok(None);
    };
    file.seek(SeekFrom::Start(contents))?;
    let mut contents = BufReader::new(file).take(CONTENTS_MAX);
    let mut entry = [0; 46];
    let mut all = 0_u64;
    while contents.read_exact(&mut entry).is_ok() && entry.starts_with(b"PK\x01\x02") {
        let [.., a, b, c, d] = entry[..28] else {
            break;
        };
        all = all.saturating_add(u32::from_le_bytes([a, b, c, d]).into());
        // Its name, what programs add, a remark.
        let rest = [28, 30, 32].map(|at| u64::from(u16::from_le_bytes([entry[at], entry[at + 1]])));
        let mut rest = contents.by_ref().take(rest.iter().sum());
        io::copy(&mut rest, &mut io::sink())?;
    }
    Ok(Some(all))
}

/// Where the list of contents begins: as the long form of the record says, where there is one.
fn contents_at(end: &[u8]) -> Option<u64> {
    let last = |sign: &[u8]| end.windows(4).rposition(|bytes| bytes == sign);
    if let Some(at) = last(b"PK\x06\x06") {
        let offset = end.get(at + 48..)?.first_chunk()?;
        return Some(u64::from_le_bytes(*offset));
    }
    let offset = end.get(last(b"PK\x05\x06")? + 16..)?.first_chunk()?;
    Some(u32::from_le_bytes(*offset).into())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use proptest::prelude::*;
    use tempfile::NamedTempFile;

    use super::*;
    use crate::formats::sniff;

    fn of(bytes: &[u8], claimed: &str, name: &str) -> Vec<Caution> {
        let mut file = NamedTempFile::new().expect("a file");
        file.write_all(bytes).expect("written");
        let content = sniff(bytes, Some(claimed), Some(name));
        cautions(file.path(), &content, name)
    }

    /// An archive whose entries say that they are so long.
    fn archive(lengths: &[u32]) -> Vec<u8> {
        let mut file = b"PK\x03\x04".to_vec();
        file.extend([0; 60]);
        let contents = u32::try_from(file.len()).expect("short");
        for length in lengths {
            let mut entry = [0; 46];
            entry[..4].copy_from_slice(b"PK\x01\x02");
            entry[24..28].copy_from_slice(&length.to_le_bytes());
            entry[28] = 1;
            file.extend(entry);
            file.push(b'a');
        }
        let mut end = [0; 22];
        end[..4].copy_from_slice(b"PK\x05\x06");
        end[16..20].copy_from_slice(&contents.to_le_bytes());
        file.extend(end);
        file
    }

    #[test]
    fn an_archive_that_swells_says_how_far_and_no_other_does() {
        let bomb = archive(&[u32::MAX, u32::MAX, 5]);
        let all = u64::from(u32::MAX) * 2 + 5;
        assert_eq!(
            of(&bomb, "application/zip", "fotos.zip"),
            [Caution::Swells { bytes: all }]
        );
        let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        assert_eq!(of(&bomb, docx, "a.docx"), [Caution::Swells { bytes: all }]);
        for tame in [archive(&[1_000_000]), archive(&[]), b"PK\x03\x04".to_vec()] {
            assert_eq!(of(&tame, "application/zip", "fotos.zip"), []);
        }
        let mut gzip = b"\x1f\x8b\x08\0".to_vec();
        gzip.extend(u32::MAX.to_le_bytes());
        let bytes = u32::MAX.into();
        assert_eq!(
            of(&gzip, "application/gzip", "a.gz"),
            [Caution::Swells { bytes }]
        );
    }

    #[test]
    fn what_runs_and_what_lies_is_said() {
        let program = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0";
        let claimed = "application/pdf".to_owned();
        assert_eq!(
            of(program, "application/pdf", "boleto.pdf"),
            [Caution::Disguised { claimed }, Caution::Program]
        );
        assert_eq!(
            of(b"@echo off", "text/plain", "nota.bat"),
            [Caution::Program]
        );
        assert_eq!(of(b"oi", "text/plain", "nota.txt"), []);
    }

    proptest! {
        #[test]
        fn no_archive_ends_it(
            bytes in prop::collection::vec(any::<u8>(), 0..300),
            at in 0_u32..400,
        ) {
            let mut file = b"PK\x03\x04".to_vec();
            file.extend(&bytes);
            file.extend(b"PK\x05\x06");
            file.extend([0; 12]);
            file.extend(at.to_le_bytes());
            of(&file, "application/zip", "a.zip");
        }
    }
}
