//! Embeds.

use serde::Serialize;

use crate::discord::shorten::{length, shorten};

/// Characters over all texts of a message's embeds.
const TOTAL_LIMIT: usize = 6000;
const TITLE_LIMIT: usize = 256;
const DESCRIPTION_LIMIT: usize = 4096;
const FIELDS_LIMIT: usize = 25;
const FIELD_NAME_LIMIT: usize = 256;
const FIELD_VALUE_LIMIT: usize = 1024;
const FOOTER_LIMIT: usize = 2048;

/// A framed text with fields below it. Each text is cut at its own limit and at what the texts
/// before it left of the 6,000 characters for all, so what matters most comes first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Embed {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    color: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<Field>,
    #[serde(skip_serializing_if = "Option::is_none")]
    footer: Option<Footer>,
    #[serde(skip)]
    used: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Field {
    name: String,
    value: String,
    inline: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Footer {
    text: String,
}

impl Embed {
    /// An empty embed.
    pub fn new() -> Self {
        Self::default()
    }

    /// The title, cut at 256 characters.
    #[must_use]
    pub fn title(mut self, text: &str) -> Self {
        self.title = Some(self.fit(text, TITLE_LIMIT));
        self
    }

    /// The text, cut at 4,096 characters.
    #[must_use]
    pub fn description(mut self, text: &str) -> Self {
        self.description = Some(self.fit(text, DESCRIPTION_LIMIT));
        self
    }

    /// The colour of the edge, `0xRRGGBB`.
    #[must_use]
    pub fn colour(mut self, colour: u32) -> Self {
        self.color = Some(colour & 0xFF_FFFF);
        self
    }

    /// One more field, its name cut at 256 and its value at 1,024 characters. A field without
    /// both, beyond the 25th, or for which no room is left, is left out: Discord refuses it.
    #[must_use]
    pub fn field(mut self, name: &str, value: &str, inline: bool) -> Self {
        let (full, no_room) = (
            self.fields.len() >= FIELDS_LIMIT,
            self.used + 2 > TOTAL_LIMIT,
        );
        if full || no_room || name.trim().is_empty() || value.trim().is_empty() {
            return self;
        }
        // One character stays for the value.
        let left = TOTAL_LIMIT - self.used - 1;
        let name = self.fit(name, FIELD_NAME_LIMIT.min(left));
        let value = self.fit(value, FIELD_VALUE_LIMIT);
        self.fields.push(Field {
            name,
            value,
            inline,
        });
        self
    }

    /// The small print, cut at 2,048 characters.
    #[must_use]
    pub fn footer(mut self, text: &str) -> Self {
        let text = self.fit(text, FOOTER_LIMIT);
        self.footer = Some(Footer { text });
        self
    }

    fn fit(&mut self, text: &str, limit: usize) -> String {
        let text = shorten(text, limit.min(TOTAL_LIMIT.saturating_sub(self.used)));
        self.used += length(&text);
        text
    }
}
