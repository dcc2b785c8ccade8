//! What customers do on their phones.

use anyhow::{Context as _, bail};
use conecta_sandbox::whatsapp::{Content, Customer, Location, PhoneMessage};
use serde::Deserialize;
use serde_json::{Value, json};

use super::nothing;

/// An act of a customer.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Does {
    Writes {
        text: String,
        quotes: Option<String>,
    },
    PressesButton {
        message: String,
        label: String,
    },
    Picks {
        message: String,
        title: String,
    },
    ReactsPhone {
        message: String,
        emoji: String,
    },
    Locates {
        latitude: f64,
        longitude: f64,
        name: Option<String>,
    },
    SharesContact {
        name: String,
        phone: String,
    },
    ReadsPhone,
    Blocks,
    Unblocks,
    GoesOffline,
    GoesOnline,
    StopsMarketing,
    ResumesMarketing,
    Calls,
}

impl Does {
    /// Does it, in the chat with a number.
    pub(super) fn perform(self, customer: &Customer, number: &str) -> anyhow::Result<Value> {
        let message = match self {
            Self::Writes { text, quotes } => {
                if text.trim().is_empty() {
                    bail!("an empty message cannot be sent");
                }
                match quotes {
                    Some(quoted) => {
                        bubble(customer, number, &quoted)?;
                        customer.replies(number, &quoted, &text)
                    }
                    None => customer.writes(number, &text),
                }
            }
            Self::PressesButton { message, label } => {
                button(customer, number, &message, &label)?;
                customer.presses(number, &message, &label)
            }
            Self::Picks { message, title } => {
                button(customer, number, &message, &title)?;
                customer.picks(number, &message, &title)
            }
            Self::ReactsPhone { message, emoji } => {
                bubble(customer, number, &message)?;
                customer.reacts(number, &message, &emoji)
            }
            Self::Locates {
                latitude,
                longitude,
                name,
            } => customer.sends_location(
                number,
                Location {
                    latitude,
                    longitude,
                    name,
                    address: None,
                },
            ),
            Self::SharesContact { name, phone } => {
                let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
                let card = json!({
                    "name": { "formatted_name": name, "first_name": name },
                    "phones": [{ "phone": phone, "wa_id": digits, "type": "CELL" }],
                });
                customer.sends_contacts(number, vec![card])
            }
            other => {
                other.perform_quietly(customer, number);
                return Ok(nothing());
            }
        };
        Ok(json!({ "message": message }))
    }

    /// What adds no message.
    fn perform_quietly(self, customer: &Customer, number: &str) {
        match self {
            Self::ReadsPhone => {
                if customer.chat(number).unread > 0 {
                    customer.reads(number);
                }
            }
            Self::Blocks => customer.blocks(number),
            Self::Unblocks => customer.unblocks(number),
            Self::GoesOffline => customer.goes_offline(),
            Self::GoesOnline => customer.goes_online(),
            Self::StopsMarketing => customer.stops_marketing(number),
            Self::ResumesMarketing => customer.resumes_marketing(number),
            Self::Calls => customer.calls(number),
            Self::Writes { .. }
            | Self::PressesButton { .. }
            | Self::Picks { .. }
            | Self::ReactsPhone { .. }
            | Self::Locates { .. }
            | Self::SharesContact { .. } => {}
        }
    }
}

/// A message that the phone shows.
fn bubble(customer: &Customer, number: &str, id: &str) -> anyhow::Result<PhoneMessage> {
    let mut chat = customer.phone(number).into_iter();
    chat.find(|bubble| bubble.id == id)
        .context("the phone shows no such message")
}

/// Whether a message has a button or row that answers something.
fn button(customer: &Customer, number: &str, message: &str, label: &str) -> anyhow::Result<()> {
    let (Content::Template(shown) | Content::Interactive(shown)) =
        bubble(customer, number, message)?.content
    else {
        bail!("the message has no buttons");
    };
    let cards = shown.cards.iter().flat_map(|card| &card.buttons);
    let mut all = shown.buttons.iter().chain(cards);
    let found = all
        .find(|button| button.label == label)
        .with_context(|| format!("the message has no button {label:?}"))?;
    if found.answer.is_none() {
        bail!("the button {label:?} sends nothing");
    }
    Ok(())
}
