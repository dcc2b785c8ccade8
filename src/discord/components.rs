//! What stands below and around a message's text: buttons, selects, embeds, modals.
//!
//! Everything here is data that serde turns into Discord's JSON, for our sender and for raw
//! interaction answers alike. Texts that are too long are cut with `…` rather than refused.
//! Limits: <https://discord.com/developers/docs/components/reference>

mod embed;
mod modal;
mod select;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub use self::embed::Embed;
pub use self::modal::{INPUTS_LIMIT, Modal, TextInput};
pub use self::select::{OPTIONS_LIMIT, Select, SelectOption};
use super::custom_id::CustomId;
use super::shorten::shorten;

/// Buttons in a row.
const BUTTONS_IN_ROW: usize = 5;

/// Rows in a message.
const ROWS_LIMIT: usize = 5;

const LABEL_LIMIT: usize = 80;

/// A row of up to five buttons, or of one select.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionRow {
    #[serde(rename = "type")]
    kind: u8,
    components: Vec<InRow>,
}

impl ActionRow {
    fn new(components: Vec<InRow>) -> Self {
        Self {
            kind: 1,
            components,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum InRow {
    Button(Button),
    Select(Select),
    Input(TextInput),
}

/// `buttons` in as many rows as they need; a message has room for five, and what is beyond is left
/// out.
pub fn button_rows(buttons: impl IntoIterator<Item = Button>) -> Vec<ActionRow> {
    let buttons: Vec<Button> = buttons.into_iter().collect();
    buttons
        .chunks(BUTTONS_IN_ROW)
        .take(ROWS_LIMIT)
        .map(|row| ActionRow::new(row.iter().cloned().map(InRow::Button).collect()))
        .collect()
}

impl From<Select> for ActionRow {
    /// A select has a row for itself.
    fn from(select: Select) -> Self {
        Self::new(vec![InRow::Select(select)])
    }
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ButtonStyle {
    /// The one that most people will press.
    Primary,
    /// An ordinary one.
    Secondary,
    /// One that goes ahead.
    Success,
    /// One that cannot be taken back.
    Danger,
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Button {
    #[serde(rename = "type")]
    kind: u8,
    style: u8,
    label: String,
    #[serde(flatten)]
    target: Target,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    disabled: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Target {
    CustomId(CustomId),
    Url(String),
}

impl Button {
    /// A button that sends us `custom_id`; the label is cut at 80 characters.
    pub fn new(style: ButtonStyle, custom_id: CustomId, label: &str) -> Self {
        let style = match style {
            ButtonStyle::Primary => 1,
            ButtonStyle::Secondary => 2,
            ButtonStyle::Success => 3,
            ButtonStyle::Danger => 4,
        };
        Self::with(style, Target::CustomId(custom_id), label)
    }

    /// A button that opens an address of at most 512 characters; we hear nothing of it.
    pub fn link(url: impl Into<String>, label: &str) -> Self {
        Self::with(5, Target::Url(url.into()), label)
    }

    fn with(style: u8, target: Target, label: &str) -> Self {
        Self {
            kind: 2,
            style,
            label: shorten(label, LABEL_LIMIT),
            target,
            disabled: false,
        }
    }

    /// The same button, grey if `disabled`.
    #[must_use]
    pub fn disabled(self, disabled: bool) -> Self {
        Self { disabled, ..self }
    }
}
