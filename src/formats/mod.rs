//! What a file really is, and making of it what a channel takes.
//!
//! Files come from people, so nothing here believes what they are said to be, and nothing takes
//! more memory or time than their size allows: whatever is too large, cut off or made to do harm
//! is refused with a reason. All of it is synchronous and knows neither networks nor clocks: run it
//! where blocking is allowed. Pictures are worked on one at a time, whoever asks.
//!
//! - [`sniff`] says what a file is by how it begins, whatever was claimed.
//! - [`picture::fit_file`] makes a picture that a channel takes, [`picture::sticker`] a sticker.
//! - [`cautions::outside`] and [`cautions::inside`] say what a person should know before opening a file.
//! - [`voice::read`] says how long a voice message is and how loud from moment to moment.
//!
//! A safe name for a file is [`crate::domain::file_name::safe`].

pub mod cautions;
pub mod picture;
pub mod voice;

mod content;

pub use content::{Content, Family, sniff};
