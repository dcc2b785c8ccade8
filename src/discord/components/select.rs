//! Selects.

use serde::{Serialize, Serializer};
use serenity::all::{ChannelId, RoleId};

use crate::discord::custom_id::CustomId;
use crate::discord::shorten::shorten;

/// Options of a select; whoever has more offers pages or a search.
pub const OPTIONS_LIMIT: usize = 25;

const OPTION_TEXT_LIMIT: usize = 100;
const PLACEHOLDER_LIMIT: usize = 150;

/// A select, which has a row for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Select {
    #[serde(rename = "type")]
    kind: u8,
    custom_id: CustomId,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<SelectOption>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    channel_types: Vec<u8>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    default_values: Vec<Default>,
    #[serde(skip_serializing_if = "Option::is_none")]
    placeholder: Option<String>,
    min_values: u8,
    max_values: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Default {
    Role(RoleId),
    Channel(ChannelId),
}

impl Serialize for Default {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, id) = match self {
            Self::Role(role) => ("role", role.to_string()),
            Self::Channel(channel) => ("channel", channel.to_string()),
        };
        serde_json::json!({ "type": kind, "id": id }).serialize(serializer)
    }
}

impl Select {
    /// One of up to [`OPTIONS_LIMIT`] options; those beyond are left out. Discord refuses a select
    /// without options.
    pub fn options(custom_id: CustomId, options: impl IntoIterator<Item = SelectOption>) -> Self {
        Self {
            options: options.into_iter().take(OPTIONS_LIMIT).collect(),
            ..Self::with(3, custom_id)
        }
    }

    /// A person of the guild.
    pub fn user(custom_id: CustomId) -> Self {
        Self::with(5, custom_id)
    }

    /// A role of the guild, perhaps one chosen already.
    pub fn role(custom_id: CustomId, chosen: Option<RoleId>) -> Self {
        Self {
            default_values: chosen.map(Default::Role).into_iter().collect(),
            ..Self::with(6, custom_id)
        }
    }

    /// A text channel of the guild, perhaps one chosen already.
    pub fn text_channel(custom_id: CustomId, chosen: Option<ChannelId>) -> Self {
        Self {
            channel_types: vec![0],
            default_values: chosen.map(Default::Channel).into_iter().collect(),
            ..Self::with(8, custom_id)
        }
    }

    fn with(kind: u8, custom_id: CustomId) -> Self {
        Self {
            kind,
            custom_id,
            options: Vec::new(),
            channel_types: Vec::new(),
            default_values: Vec::new(),
            placeholder: None,
            min_values: 1,
            max_values: 1,
        }
    }

    /// What stands there before anything is chosen, cut at 150 characters.
    #[must_use]
    pub fn placeholder(self, text: &str) -> Self {
        Self {
            placeholder: Some(shorten(text, PLACEHOLDER_LIMIT)),
            ..self
        }
    }

    /// How many may be chosen, at least and at most, within what Discord allows: 0 to 25, and no
    /// more than there are options.
    #[must_use]
    pub fn values(self, min: u8, max: u8) -> Self {
        let most = match self.options.len() {
            0 => OPTIONS_LIMIT as u8,
            count => count as u8,
        };
        let max_values = max.clamp(1, most);
        Self {
            min_values: min.min(max_values),
            max_values,
            ..self
        }
    }
}

/// One option of a select.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SelectOption {
    label: String,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    default: bool,
}

impl SelectOption {
    /// An option; `value` comes back to us and must be different from the others' and of at most
    /// 100 characters. The label is cut at 100.
    pub fn new(value: impl Into<String>, label: &str) -> Self {
        Self {
            label: shorten(label, OPTION_TEXT_LIMIT),
            value: value.into(),
            description: None,
            default: false,
        }
    }

    /// A second, smaller line, cut at 100 characters.
    #[must_use]
    pub fn description(self, text: &str) -> Self {
        Self {
            description: Some(shorten(text, OPTION_TEXT_LIMIT)),
            ..self
        }
    }

    /// Whether the option is chosen already.
    #[must_use]
    pub fn chosen(self, chosen: bool) -> Self {
        Self {
            default: chosen,
            ..self
        }
    }
}
