//! What a person is shown in answer to a command or a press: for them alone, edited in place.

use poise::serenity_prelude::CreateAttachment;
use serde_json::{Value, json};

use crate::discord::components::{ActionRow, Button, Embed, Select, button_rows};
use crate::discord::shorten::shorten;

/// The longest text of a message.
/// <https://discord.com/developers/docs/resources/message#create-message>
const CONTENT_MAX: usize = 2000;

/// A message of text, perhaps with a frame, and up to five rows of buttons and selects.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    content: String,
    embeds: Vec<Embed>,
    components: Vec<ActionRow>,
    file: Option<(String, Vec<u8>)>,
}

impl View {
    /// A text, cut at Discord's limit.
    pub fn text(content: impl AsRef<str>) -> Self {
        Self {
            content: shorten(content.as_ref(), CONTENT_MAX),
            ..Self::default()
        }
    }

    /// The same with a framed text below.
    #[must_use]
    pub fn framed(mut self, embed: Embed) -> Self {
        self.embeds.push(embed);
        self
    }

    /// The same with a select below.
    #[must_use]
    pub fn select(mut self, select: Select) -> Self {
        self.components.push(select.into());
        self
    }

    /// The same with these rows below.
    #[must_use]
    pub fn rows(mut self, rows: Vec<ActionRow>) -> Self {
        self.components.extend(rows);
        self
    }

    /// The same with these buttons below, five in a row.
    #[must_use]
    pub fn buttons(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        self.components.extend(button_rows(buttons));
        self
    }

    /// The same with a file, for a message of its own.
    #[must_use]
    pub fn file(mut self, name: &str, bytes: Vec<u8>) -> Self {
        self.file = Some((name.to_owned(), bytes));
        self
    }

    /// The file beside what [`View::json`] says.
    pub(super) fn files(&self) -> Vec<CreateAttachment> {
        let file = self.file.iter();
        file.map(|(name, bytes)| CreateAttachment::bytes(bytes.clone(), name))
            .collect()
    }

    /// As Discord takes it, for the asker alone. Nobody is mentioned by it.
    pub(super) fn json(&self) -> Value {
        const EPHEMERAL: u32 = 1 << 6;
        json!({
            "content": self.content,
            "embeds": self.embeds,
            "components": self.components,
            "allowed_mentions": { "parse": [] },
            "flags": EPHEMERAL,
        })
    }

    /// As Discord takes it in place of what stands there.
    pub(super) fn edit(&self) -> Value {
        json!({
            "content": self.content,
            "embeds": self.embeds,
            "components": self.components,
            "allowed_mentions": { "parse": [] },
        })
    }
}
