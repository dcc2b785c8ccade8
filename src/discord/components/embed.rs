//! Embeds.

use serde::Serialize;

use crate::discord::shorten::shorten;

const DESCRIPTION_LIMIT: usize = 4096;

/// A framed text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Embed {
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    color: Option<u32>,
}

impl Embed {
    /// This text in a frame, cut at 4,096 characters.
    pub fn new(text: &str) -> Self {
        Self {
            description: shorten(text, DESCRIPTION_LIMIT),
            color: None,
        }
    }

    /// The colour of the edge, `0xRRGGBB`.
    #[must_use]
    pub fn colour(mut self, colour: u32) -> Self {
        self.color = Some(colour & 0xFF_FFFF);
        self
    }
}
