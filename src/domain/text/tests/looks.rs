//! How characters look, on whichever side.

pub const BOLD: u8 = 1;
pub const ITALIC: u8 = 2;
pub const STRIKE: u8 = 4;
pub const CODE: u8 = 8;
pub const UNDERLINE: u8 = 16;
pub const QUOTED: u8 = 32;

/// Characters, and how each looks.
pub type Letters = Vec<(char, u8)>;

/// The characters alone.
pub fn words(letters: &Letters) -> String {
    letters.iter().map(|(c, _)| c).collect()
}
