//! Modals with text inputs, the only ones whose answers serenity 0.12 passes on.

use serde::Serialize;

use super::{ActionRow, InRow};
use crate::discord::custom_id::CustomId;
use crate::discord::shorten::{length, shorten};

/// Inputs of one modal; whoever has more asks in several.
pub const INPUTS_LIMIT: usize = 5;

const TITLE_LIMIT: usize = 45;
const INPUT_LABEL_LIMIT: usize = 45;
const INPUT_PLACEHOLDER_LIMIT: usize = 100;
const INPUT_TEXT_LIMIT: usize = 4000;

/// A form of text inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Modal {
    custom_id: CustomId,
    title: String,
    components: Vec<ActionRow>,
}

impl Modal {
    /// A form; the title is cut at 45 characters, and inputs beyond [`INPUTS_LIMIT`] are left out.
    pub fn new(
        custom_id: CustomId,
        title: &str,
        inputs: impl IntoIterator<Item = TextInput>,
    ) -> Self {
        Self {
            custom_id,
            title: shorten(title, TITLE_LIMIT),
            components: inputs
                .into_iter()
                .take(INPUTS_LIMIT)
                .map(|input| ActionRow::new(vec![InRow::Input(input)]))
                .collect(),
        }
    }
}

/// A field for text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextInput {
    #[serde(rename = "type")]
    kind: u8,
    custom_id: String,
    style: u8,
    label: String,
    required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    placeholder: Option<String>,
}

impl TextInput {
    /// Whether a field holds that text: what is filled in and does not fit is cut.
    pub fn holds(text: &str) -> bool {
        length(text) <= INPUT_TEXT_LIMIT
    }

    /// A required field of one line; `name` comes back with what was typed. The label is cut at
    /// 45 characters.
    pub fn line(name: impl Into<String>, label: &str) -> Self {
        Self::with(1, name.into(), label)
    }

    /// A required field of several lines.
    pub fn paragraph(name: impl Into<String>, label: &str) -> Self {
        Self::with(2, name.into(), label)
    }

    fn with(style: u8, name: String, label: &str) -> Self {
        Self {
            kind: 4,
            custom_id: name,
            style,
            label: shorten(label, INPUT_LABEL_LIMIT),
            required: true,
            min_length: None,
            max_length: None,
            value: None,
            placeholder: None,
        }
    }

    /// The same field, which may stay empty.
    #[must_use]
    pub fn optional(self) -> Self {
        Self {
            required: false,
            ..self
        }
    }

    /// How long the text must and may be; Discord allows up to 4,000.
    #[must_use]
    pub fn length(self, min: usize, max: usize) -> Self {
        let max = max.clamp(1, INPUT_TEXT_LIMIT);
        let min = min.min(max);
        Self {
            min_length: (min > 0).then_some(min),
            max_length: Some(max),
            value: self.value.map(|value| shorten(&value, max)),
            ..self
        }
    }

    /// What is filled in already, cut at the longest that the field takes.
    #[must_use]
    pub fn value(self, text: &str) -> Self {
        let limit = self.max_length.unwrap_or(INPUT_TEXT_LIMIT);
        Self {
            value: Some(shorten(text, limit)),
            ..self
        }
    }

    /// What stands in the empty field, cut at 100 characters.
    #[must_use]
    pub fn placeholder(self, text: &str) -> Self {
        Self {
            placeholder: Some(shorten(text, INPUT_PLACEHOLDER_LIMIT)),
            ..self
        }
    }
}
