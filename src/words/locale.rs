//! The languages that Conecta speaks.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unic_langid::{LanguageIdentifier, langid};

/// A language that people read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Locale {
    /// Portuguese as in Brazil: written first, and what a text falls back to.
    #[default]
    #[serde(rename = "pt-BR")]
    PtBr,
    /// English.
    #[serde(rename = "en")]
    En,
    /// Spanish.
    #[serde(rename = "es")]
    Es,
}

/// The name of a language that Conecta does not speak.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown locale: {0}")]
pub struct UnknownLocale(String);

impl Locale {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::PtBr, Self::En, Self::Es];

    /// The language that a person has chosen in Discord (`en-US`, `es-419`, …), if we speak it.
    /// The codes: <https://discord.com/developers/docs/reference#locales>.
    pub fn from_discord(code: &str) -> Option<Self> {
        match code.split('-').next() {
            Some("pt") => Some(Self::PtBr),
            Some("en") => Some(Self::En),
            Some("es") => Some(Self::Es),
            _ => None,
        }
    }

    /// The name under which it is stored and set: `pt-BR`, `en`, `es`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PtBr => "pt-BR",
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// Where its texts stand in [`Locale::ALL`].
    pub(super) const fn index(self) -> usize {
        match self {
            Self::PtBr => 0,
            Self::En => 1,
            Self::Es => 2,
        }
    }

    pub(super) fn language(self) -> LanguageIdentifier {
        match self {
            Self::PtBr => langid!("pt-BR"),
            Self::En => langid!("en"),
            Self::Es => langid!("es"),
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Locale {
    type Err = UnknownLocale;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|locale| locale.as_str() == name)
            .ok_or_else(|| UnknownLocale(name.to_owned()))
    }
}
