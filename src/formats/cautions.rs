//! What a person should know before opening a file. It is found without unpacking or decoding
//! anything: a little of the beginning is read, and of an archive its list of contents.

mod archive;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, Read as _};
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

/// What is to be said of a file that is this and called so, without looking into it.
pub fn outside(content: &Content, name: &str) -> Vec<Caution> {
    let disguise = content.disguise().map(|claimed| Caution::Disguised {
        claimed: claimed.to_owned(),
    });
    let runs = content.family == Family::Program || file_name::runs(name);
    let program = runs.then_some(Caution::Program);
    disguise.into_iter().chain(program).collect()
}

/// What is to be said of what is in the file at this path, which is this. What is cut off says nothing.
///
/// # Errors
/// If it cannot be read.
pub fn inside(path: &Path, content: &Content) -> io::Result<Vec<Caution>> {
    let mut file = File::open(path)?;
    let huge = match content.family {
        Family::Image => huge(&mut file)?,
        _ => None,
    };
    let length = file.metadata()?.len().max(1);
    let found = archive::contents(&mut file, &content.mime_type)?;
    let swells = found.bytes > UNPACKED_MAX && found.bytes / length >= SWELLS_TIMES;
    let packed = match found {
        archive::Contents { bytes, .. } if swells => Some(Caution::Swells { bytes }),
        archive::Contents { unseen: true, .. } => Some(Caution::Unseen),
        archive::Contents { unseen: false, .. } => None,
    };
    Ok(huge.into_iter().chain(packed).collect())
}

fn huge(file: &mut File) -> io::Result<Option<Caution>> {
    let mut beginning = Vec::new();
    file.take(BEGINNING).read_to_end(&mut beginning)?;
    let sides = picture::sides(&beginning);
    let is_huge =
        |(width, height): &(u32, u32)| u64::from(*width) * u64::from(*height) > PIXELS_MAX;
    let huge = sides.filter(is_huge);
    Ok(huge.map(|(width, height)| Caution::Huge { width, height }))
}
