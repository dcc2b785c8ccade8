//! What people write, between Discord and WhatsApp.
//!
//! Both write bold, lists and code with signs, but with different ones. [`to_whatsapp`] and
//! [`to_discord`] read the one and write the other; on the way to Discord nothing that a customer
//! wrote may ping, hide where a link leads, or pass for a line of ours.

pub mod invisible;
pub mod signs;

mod discord_syntax;
mod excerpt;
mod inert;
mod markup;
mod split;
mod table;
mod to_discord;
mod to_whatsapp;
mod whatsapp_syntax;

pub use discord_syntax::{has_spoiler, own_emoji};
pub use excerpt::excerpt;
pub use inert::inert;
pub use split::{Unit, split};
pub use table::{Align, table};
pub use to_discord::{escape, escape_name, link, to_discord};
pub use to_whatsapp::{Reading, length_there, to_whatsapp};

/// What an agent wrote, as Discord shows what the customer gets of it: words of theirs that the bot
/// posts in its own name can do no more than a customer's.
pub fn arrives(text: &str, reading: &Reading<'_>) -> String {
    to_discord(&to_whatsapp(text, reading))
}

#[cfg(test)]
pub(crate) mod tests;
