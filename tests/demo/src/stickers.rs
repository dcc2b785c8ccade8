//! The stickers of the company's server, drawn for this.

use conecta_sandbox::discord::{Discord, Id, StickerFormat};

/// A sticker that people can send.
#[derive(Debug, Clone)]
pub struct Sticker {
    /// Discord's id of it.
    pub id: Id,
    /// What it is called.
    pub name: &'static str,
    /// What it is made of.
    pub format: StickerFormat,
    /// The same, as browsers are told.
    pub mime: &'static str,
    /// Its content.
    pub content: &'static [u8],
}

/// Gives them to the server: one that stands still, and one that moves.
pub(crate) fn all(discord: &Discord) -> Vec<Sticker> {
    let still: &[u8] = include_bytes!("../stickers/obrigado.png");
    let moving: &[u8] = include_bytes!("../stickers/tchau.gif");
    [
        ("obrigado", StickerFormat::Png, "image/png", still),
        ("tchau", StickerFormat::Gif, "image/gif", moving),
    ]
    .map(|(name, format, mime, content)| Sticker {
        id: discord.adds_picture(content),
        name,
        format,
        mime,
        content,
    })
    .into()
}
