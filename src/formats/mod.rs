//! What a file really is, and making of it what a channel takes.
//!
//! Files come from people, so nothing here believes what they are said to be, and nothing takes
//! more memory or time than their size allows: whatever is too large, cut off or made to do harm
//! is refused with a reason. All of it is synchronous, needs the processor only, and reads neither
//! disks nor clocks: run it where blocking is allowed, one file at a time.
//!
//! - [`sniff`] says what a file is by how it begins, whatever was claimed.
//! - [`picture::fit`] makes a picture that a channel takes, [`picture::sticker`] a sticker.
//! - [`voice::read`] says how long a voice message is and how loud from moment to moment.
//!
//! A safe name for a file is [`crate::domain::file_name::safe`].

pub mod picture;
pub mod voice;

mod content;

pub use content::{Content, Family, HEAD_BYTES, sniff};
