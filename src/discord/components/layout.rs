//! Components V2: text and frames as components. A message that has them has neither content nor
//! embeds, and keeps to 40 components and 4,000 characters over all its texts.

use serde::Serialize;

use super::{ActionRow, Button, Component};
use crate::discord::shorten::shorten;

const TEXT_LIMIT: usize = 4000;
const TEXTS_IN_SECTION: usize = 3;

/// A text in Discord's Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextDisplay {
    #[serde(rename = "type")]
    kind: u8,
    content: String,
}

impl TextDisplay {
    /// A text, cut at 4,000 characters.
    pub fn new(text: &str) -> Self {
        Self {
            kind: 10,
            content: shorten(text, TEXT_LIMIT),
        }
    }
}

/// Up to three texts with a button beside them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    #[serde(rename = "type")]
    kind: u8,
    components: Vec<TextDisplay>,
    accessory: Button,
}

impl Section {
    /// A section; texts beyond the third are left out.
    pub fn new(texts: impl IntoIterator<Item = TextDisplay>, button: Button) -> Self {
        Self {
            kind: 9,
            components: texts.into_iter().take(TEXTS_IN_SECTION).collect(),
            accessory: button,
        }
    }
}

/// A frame with a coloured edge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Container {
    #[serde(rename = "type")]
    kind: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    accent_color: Option<u32>,
    components: Vec<Framed>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Framed {
    Row(ActionRow),
    Text(TextDisplay),
    Section(Section),
    Separator {
        #[serde(rename = "type")]
        kind: u8,
    },
}

impl Container {
    /// An empty frame; Discord refuses one that stays empty. The colour is `0xRRGGBB`.
    pub fn new(accent_color: Option<u32>) -> Self {
        Self {
            kind: 17,
            accent_color: accent_color.map(|colour| colour & 0xFF_FFFF),
            components: Vec::new(),
        }
    }

    /// The same frame with a text at its end.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.with(Framed::Text(TextDisplay::new(text)))
    }

    /// The same frame with a section at its end.
    #[must_use]
    pub fn section(self, section: Section) -> Self {
        self.with(Framed::Section(section))
    }

    /// The same frame with a line at its end.
    #[must_use]
    pub fn line(self) -> Self {
        self.with(Framed::Separator { kind: 14 })
    }

    /// The same frame with rows at its end: what [`super::button_rows`] or a select made. Frames
    /// do not stand in frames.
    #[must_use]
    pub fn rows(self, rows: impl IntoIterator<Item = Component>) -> Self {
        rows.into_iter().fold(self, |frame, row| match row {
            Component::Row(row) => frame.with(Framed::Row(row)),
            Component::Text(text) => frame.with(Framed::Text(text)),
            Component::Section(section) => frame.with(Framed::Section(section)),
            Component::Container(inner) => inner.components.into_iter().fold(frame, Self::with),
        })
    }

    fn with(mut self, component: Framed) -> Self {
        self.components.push(component);
        self
    }
}
