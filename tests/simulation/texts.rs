//! What people type in the simulated worlds, and what the desk's rules say about it. Told apart
//! by how it is made here, never by asking the product.

use crate::rng::Rng;

/// What a line says, as far as its text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Ordinary words.
    Plain,
    /// It begins with the sign of a note.
    Note,
    /// It names somebody in Discord or links there.
    Names,
    /// It looks like a command.
    Command,
    /// Nothing.
    Empty,
}

/// A line of text.
pub fn line(rng: &mut Rng, serial: u64, quoted: bool) -> String {
    let quote = if quoted && rng.chance(75) { "> " } else { "" };
    let words = match rng.weighted(&[80, 7, 4, 6, 2]) {
        0 => format!("ola {serial}"),
        1 => format!(
            "{}{serial}",
            rng.pick(&["// interno ", "//", "🔒 ", "  // "])
        ),
        2 => format!(
            "{} {serial}",
            rng.pick(&[
                "veja <@123456789012345678>",
                "canal <#123456789012345678>",
                "https://discord.com/channels/1/2/3",
                "entre em discord.gg/abc",
            ])
        ),
        3 => format!("{} {serial}", rng.pick(&["/concluir", "!ajuda", " /nota"])),
        _ => String::new(),
    };
    format!("{quote}{words}")
}

/// What `text` is, by the way in which [`line`] made it.
pub fn kind(text: &str) -> Kind {
    let text = text.trim_start_matches("> ").trim_start();
    if text.is_empty() {
        Kind::Empty
    } else if text.starts_with("//") || text.starts_with('🔒') {
        Kind::Note
    } else if text.contains("<@") || text.contains("<#") || text.contains("discord.") {
        Kind::Names
    } else if text.starts_with('/') || text.starts_with('!') {
        Kind::Command
    } else {
        Kind::Plain
    }
}

/// The words of a note without the sign that makes it one.
pub fn unsigned(text: &str) -> &str {
    let bare = text.trim_start();
    let bare = bare.strip_prefix("//").or_else(|| bare.strip_prefix('🔒'));
    bare.unwrap_or(text).trim()
}

/// The words for the customer, where only what is quoted leaves if `quoted`.
pub fn words(text: &str, quoted: bool) -> Option<String> {
    if quoted {
        text.strip_prefix("> ").map(str::to_owned)
    } else {
        Some(text.to_owned())
    }
}
