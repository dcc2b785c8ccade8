//! What the company does on a phone of its own that has the same number.

use anyhow::{Context as _, bail};
use chrono::TimeDelta;
use conecta_sandbox::whatsapp::{Author, Content, Customer, Location, OwnPhone};
use serde::Deserialize;
use serde_json::{Value, json};

use super::customer::{bubble, card, says_something};
use super::packed::Packed;

/// How long ago what is handed in out of the history was sent.
const LONG_AGO: TimeDelta = TimeDelta::days(30);

/// An act of whoever holds that phone, in the chat with a customer.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Does {
    Writes {
        text: String,
    },
    Locates {
        latitude: f64,
        longitude: f64,
        name: Option<String>,
        address: Option<String>,
    },
    SharesContact {
        name: String,
        phone: String,
    },
    HandsIn {
        file: Packed,
    },
    Edits {
        message: String,
        text: String,
    },
    TakesBack {
        message: String,
    },
    Reacts {
        message: String,
        emoji: String,
    },
}

impl Does {
    /// Does it.
    pub(super) fn perform(
        self,
        phone: &OwnPhone,
        customer: &Customer,
        number: &str,
    ) -> anyhow::Result<Value> {
        let to = customer.card().user_id;
        let own = |message: &str| {
            let found = bubble(customer, number, message)?;
            if found.author != Author::Business {
                bail!("the customer wrote it");
            }
            anyhow::Ok(found)
        };
        let message = match self {
            Self::Writes { text } => {
                says_something(&text)?;
                phone.writes(&to, &text)
            }
            Self::Locates {
                latitude,
                longitude,
                name,
                address,
            } => {
                let place = Location {
                    latitude,
                    longitude,
                    name,
                    address,
                };
                phone.sends_location(&to, place)
            }
            Self::SharesContact {
                name,
                phone: number,
            } => phone.sends_contacts(&to, vec![card(&name, &number)]),
            Self::HandsIn { file } => phone.hands_in(&to, LONG_AGO, file.attachment()?),
            Self::Edits { message, text } => {
                says_something(&text)?;
                let found = own(&message)?;
                let is_text = matches!(found.content, Content::Text { .. });
                is_text.then_some(()).context("only a text can be edited")?;
                phone.edits(&to, &message, &text)
            }
            Self::TakesBack { message } => {
                own(&message)?;
                phone.takes_back(&to, &message)
            }
            Self::Reacts { message, emoji } => {
                bubble(customer, number, &message)?;
                phone.reacts(&to, &message, &emoji)
            }
        };
        Ok(json!({ "message": message }))
    }
}
