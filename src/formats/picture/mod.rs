//! Pictures: measured without decoding them, and made into what a channel takes.
//!
//! A few bytes can say that they are a picture of a billion pixels. So the size is read from the
//! file's structure first ([`measure`]); what it would take to decode is reckoned from that, and a
//! picture for which [`MEMORY_MAX`] is not enough is refused before anything is allocated.

use std::io::ErrorKind;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::domain::fit::CONVERTIBLE;

mod decode;
mod encode;
mod fit;
mod jpeg;
mod outline;
mod seen;
mod sides;
mod sticker;
mod tiff;
mod webp;

pub use fit::{Converted, Fit, fit, fit_file, still_file};
pub use outline::{Format, Measure, measure};
pub use sides::sides;
pub use sticker::{Sticker, sticker};

/// The most memory that pictures take, their files included: they are worked on one at a time.
pub const MEMORY_MAX: usize = 64 << 20;

/// A larger file is no picture for a chat; it may still leave as a document.
pub const FILE_MAX: usize = CONVERTIBLE as usize;

/// A longer side is no picture for a telephone.
pub const SIDE_MAX: u32 = 16_384;

/// More pixels would stop a telephone that shows them.
pub const PIXELS_MAX: u64 = 50_000_000;

/// Why a picture is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// There is nothing in the file.
    #[error("the file is empty")]
    Empty,
    /// It is no picture, or of a kind that is not read here.
    #[error("the file is no picture of a known kind")]
    Unknown,
    /// It ends too early or contradicts itself.
    #[error("the picture is damaged")]
    Damaged,
    /// The file cannot be read from the disk.
    #[error("the picture's file cannot be read: {0}")]
    Unreadable(ErrorKind),
    /// The file or the picture in it is too large to be worked on.
    #[error("the picture is too large: {width} × {height} pixels in {bytes} bytes")]
    TooLarge {
        /// Its width in pixels; 0 if the file alone is too large.
        width: u32,
        /// Its height in pixels; 0 if the file alone is too large.
        height: u32,
        /// The size of its file.
        bytes: usize,
    },
}

/// Waits until no other picture is worked on. What one takes is known beforehand; what several take
/// together would depend on how many people send pictures in the same moment.
fn alone() -> MutexGuard<'static, ()> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
