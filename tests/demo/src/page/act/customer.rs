//! What customers do on their phones.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};
use conecta_sandbox::whatsapp::{
    Author, Button, Content, Customer, Location, Ordered, PhoneMessage,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::packed::Packed;

/// The name of what no version of the API tells yet.
const NEWEST: &str = "hologram";

/// What a customer's phone does, in the chat with a number.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Does {
    Writes {
        text: String,
        quotes: Option<String>,
    },
    Edits {
        message: String,
        text: String,
    },
    TakesBack {
        message: String,
    },
    PassesOn {
        text: String,
        often: bool,
    },
    ComesFromAd {
        text: String,
        referral: Value,
    },
    AsksAbout {
        product: String,
        text: String,
    },
    WritesInGroup {
        group: String,
        text: String,
    },
    SendsAlbum {
        files: Vec<Packed>,
    },
    Orders {
        items: Vec<Ordered>,
        text: String,
    },
    FillsIn {
        message: String,
        answers: Map<String, Value>,
        /// By the names of the fields in which they are picked.
        #[serde(default)]
        files: BTreeMap<String, Packed>,
    },
    SendsUnsupported {
        what: String,
    },
    SendsNewest,
    PermitsCalls {
        permits: bool,
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
        address: Option<String>,
        answers: Option<String>,
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
    ChangesDevice,
    ChangesNumber {
        phone: String,
        user_id: String,
    },
    ChangesUserId {
        user_id: String,
    },
}

impl Does {
    /// Does it, in the chat with a number.
    pub(super) fn perform(self, customer: &Customer, number: &str) -> anyhow::Result<Value> {
        self.is_possible(customer, number)?;
        let message = match self {
            Self::Writes { text, quotes } => match quotes {
                Some(quoted) => customer.replies(number, &quoted, &text),
                None => customer.writes(number, &text),
            },
            Self::Edits { message, text } => customer.edits(number, &message, &text),
            Self::TakesBack { message } => customer.takes_back(number, &message),
            Self::PassesOn { text, often } => customer.forwards(number, &text, often),
            Self::ComesFromAd { text, referral } => customer.comes_from_ad(number, &text, referral),
            Self::AsksAbout { product, text } => customer.asks_about(number, &product, &text),
            Self::WritesInGroup { group, text } => customer.writes_in_group(number, &group, &text),
            Self::SendsAlbum { files } => {
                let files = files.into_iter().map(Packed::attachment);
                let files: anyhow::Result<Vec<_>> = files.collect();
                return Ok(json!({ "messages": customer.sends_album(number, files?) }));
            }
            Self::Orders { items, text } => customer.orders(number, &items, &text),
            Self::FillsIn {
                message,
                mut answers,
                files,
            } => {
                for (field, file) in files {
                    let picked = customer.picks_file(number, file.picked()?);
                    answers.insert(field, json!([picked]));
                }
                customer.fills_in(number, Some(&message), &answers.into())
            }
            Self::SendsUnsupported { what } => customer.sends_unsupported(number, &what),
            Self::SendsNewest => customer.sends_something_new(number, NEWEST, json!({})),
            Self::PermitsCalls { permits } => customer.permits_calls(number, permits),
            Self::PressesButton { message, label } => customer.presses(number, &message, &label),
            Self::Picks { message, title } => customer.picks(number, &message, &title),
            Self::ReactsPhone { message, emoji } => customer.reacts(number, &message, &emoji),
            Self::Locates {
                latitude,
                longitude,
                name,
                address,
                answers,
            } => {
                let place = Location {
                    latitude,
                    longitude,
                    name,
                    address,
                };
                match answers {
                    Some(asked) => customer.answers_with_location(number, &asked, place),
                    None => customer.sends_location(number, place),
                }
            }
            Self::SharesContact { name, phone } => {
                customer.sends_contacts(number, vec![card(&name, &phone)])
            }
            Self::ChangesDevice => customer.changes_device(number),
            Self::ChangesNumber { phone, user_id } => {
                customer.changes_number(number, &phone, &user_id)
            }
            Self::ChangesUserId { user_id } => customer.changes_user_id(number, &user_id),
            other => {
                other.perform_quietly(customer, number);
                return Ok(super::nothing());
            }
        };
        Ok(json!({ "message": message }))
    }

    /// What the look-alike takes for a mistake of a test is one of the page's user here.
    fn is_possible(&self, customer: &Customer, number: &str) -> anyhow::Result<()> {
        match self {
            Self::Writes { text, quotes } => {
                says_something(text)?;
                if let Some(quoted) = quotes {
                    bubble(customer, number, quoted)?;
                }
            }
            Self::PassesOn { text, .. }
            | Self::ComesFromAd { text, .. }
            | Self::AsksAbout { text, .. }
            | Self::WritesInGroup { text, .. } => says_something(text)?,
            Self::Edits { message, text } => {
                says_something(text)?;
                let own = own_bubble(customer, number, message)?;
                if !matches!(own.content, Content::Text { .. }) {
                    bail!("only a text can be edited");
                }
            }
            Self::TakesBack { message } => {
                own_bubble(customer, number, message)?;
            }
            Self::SendsAlbum { files } if files.len() < 2 => bail!("an album has two files"),
            Self::Orders { items, .. } if items.is_empty() => bail!("an order has products"),
            Self::PressesButton { message, label }
            | Self::Picks {
                message,
                title: label,
            } => button(customer, number, message, label)?,
            Self::FillsIn { message, .. } => opens_form(customer, number, message)?,
            Self::ReactsPhone { message, .. }
            | Self::Locates {
                answers: Some(message),
                ..
            } => {
                bubble(customer, number, message)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// What adds no message.
    fn perform_quietly(self, customer: &Customer, number: &str) {
        match self {
            Self::ReadsPhone if customer.chat(number).unread > 0 => customer.reads(number),
            Self::Blocks => customer.blocks(number),
            Self::Unblocks => customer.unblocks(number),
            Self::GoesOffline => customer.goes_offline(),
            Self::GoesOnline => customer.goes_online(),
            Self::StopsMarketing => customer.stops_marketing(number),
            Self::ResumesMarketing => customer.resumes_marketing(number),
            Self::Calls => customer.calls(number),
            _ => {}
        }
    }
}

/// Refuses what no phone sends.
pub(super) fn says_something(text: &str) -> anyhow::Result<()> {
    if text.trim().is_empty() {
        bail!("an empty message cannot be sent");
    }
    Ok(())
}

/// Somebody's contact card.
pub(super) fn card(name: &str, phone: &str) -> Value {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    json!({
        "name": { "formatted_name": name, "first_name": name },
        "phones": [{ "phone": phone, "wa_id": digits, "type": "CELL" }],
    })
}

/// A message that the phone shows.
pub(super) fn bubble(customer: &Customer, number: &str, id: &str) -> anyhow::Result<PhoneMessage> {
    let mut chat = customer.phone(number).into_iter();
    chat.find(|bubble| bubble.id == id)
        .context("the phone shows no such message")
}

fn own_bubble(customer: &Customer, number: &str, id: &str) -> anyhow::Result<PhoneMessage> {
    let found = bubble(customer, number, id)?;
    if found.author != Author::Customer {
        bail!("the company wrote it");
    }
    Ok(found)
}

/// What can be pressed below a message, and on its cards.
fn buttons(customer: &Customer, number: &str, message: &str) -> anyhow::Result<Vec<Button>> {
    let (Content::Template(shown) | Content::Interactive(shown)) =
        bubble(customer, number, message)?.content
    else {
        bail!("the message has no buttons");
    };
    let cards = shown.cards.into_iter().flat_map(|card| card.buttons);
    Ok(shown.buttons.into_iter().chain(cards).collect())
}

/// Whether a form opens from a message.
fn opens_form(customer: &Customer, number: &str, message: &str) -> anyhow::Result<()> {
    let all = buttons(customer, number, message)?;
    let found = all.iter().any(|button| button.opens_form);
    found.then_some(()).context("the message opens no form")
}

/// Whether a message has a button or row that answers something.
fn button(customer: &Customer, number: &str, message: &str, label: &str) -> anyhow::Result<()> {
    let all = buttons(customer, number, message)?;
    let found = all
        .iter()
        .find(|button| button.label == label)
        .with_context(|| format!("the message has no button {label:?}"))?;
    if found.answer.is_none() {
        bail!("the button {label:?} sends nothing");
    }
    Ok(())
}
