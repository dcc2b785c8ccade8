//! Everything people read, as Fluent files: one folder per locale, one file per area.
//!
//! Portuguese (Brazil) is written first; English and Spanish say the same and are as complete, which
//! the tests hold them to. A text is asked for by its id:
//!
//! ```ignore
//! let line = say(locale, "notice-assumed", &args! { "by" => name });
//! ```
//!
//! What a text takes stands in its `.ftl` file. Numbers that choose a plural go in as numbers; all
//! else goes in ready to be shown, and customers' texts with their formatting made harmless. By the
//! ending of an id one sees what it is for, and so how long it may be: `-button`, `-title` (of a
//! modal), `-label` (of a modal's field), `-placeholder`, `-name` and `-description` (of commands).

mod commands;
mod content;
mod files;
mod format;
mod locale;
mod say;
#[cfg(test)]
mod tests;

pub use commands::{CommandWords, Localised, command, is_command, menu, option};
pub use content::{content, field_label, in_full, lacks};
pub use files::{file_by_link, file_label};
pub use format::{
    category, clock_time, date, date_time, day, estimate, moment, money, number, price, price_line,
    quantity, relative, size, span, time, unknown_price, weekdays,
};
pub use locale::{Locale, UnknownLocale};
pub(crate) use say::args;
pub use say::{Args, fate, reason, say, told};
