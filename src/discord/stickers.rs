//! Stickers: a picture is a file of its message, a drawing that moves is no more than its name.

use serde::Deserialize;
use serenity::all::StickerId;

/// A sticker of a message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Sticker {
    /// Its id.
    pub id: StickerId,
    /// Its name.
    pub name: String,
    /// What it is made of.
    pub format_type: u8,
}

impl Sticker {
    /// Where it lies and its MIME type; `None` for a drawing that moves (Lottie), which is no
    /// picture. <https://discord.com/developers/docs/reference#image-formatting>
    pub fn picture(&self) -> Option<(String, &'static str)> {
        let (ending, mime) = match self.format_type {
            1 | 2 => ("png", "image/png"),
            4 => ("gif", "image/gif"),
            _ => return None,
        };
        let id = self.id;
        let url = format!("https://media.discordapp.net/stickers/{id}.{ending}");
        Some((url, mime))
    }
}

/// Those that are no pictures.
pub fn drawings(stickers: &[Sticker]) -> impl Iterator<Item = &Sticker> {
    stickers.iter().filter(|one| one.picture().is_none())
}

/// What a message of this text and these stickers says: of a sticker that is no picture its name
/// remains.
pub fn said(text: &str, stickers: &[Sticker]) -> String {
    std::iter::once(text)
        .chain(drawings(stickers).map(|sticker| sticker.name.as_str()))
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Discord's ids of what a message with these files and stickers carries; a sticker that is a
/// picture is a file, too.
pub fn carried(files: impl Iterator<Item = u64>, stickers: &[Sticker]) -> Vec<u64> {
    let pictures = stickers.iter().filter(|one| one.picture().is_some());
    files
        .chain(pictures.map(|sticker| sticker.id.get()))
        .collect()
}
