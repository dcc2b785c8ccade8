//! What comes in from a channel, after reading and before anything was done about it.
//!
//! These are stored (see [`StoredIncoming`]): a field may be added with a default, none may change
//! its meaning.

mod account;
mod body;
mod card;
mod form;
mod news;
mod status;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use account::{
    AccountAlert, NumberChange, NumberChanged, Restriction, TemplateChange, TemplateChanged,
};
pub use body::{InboundBody, InboundKind, InboundMedia, Location, Order, OrderItem, System};
pub use card::{CardEntry, CardPhone, ContactCard};
pub use form::picked;
pub use news::{AccountEvent, AccountNews, Telling};
pub use status::{FreeEntry, MessageStatus, PlatformError, Pricing, StatusUpdate};

use super::abilities::Abilities;
use super::address::Address;
use super::refusal::Refusal;

/// An [`Incoming`] as it stays in the database, with the version of its form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "version", content = "item")]
pub enum StoredIncoming {
    /// The form described in this module.
    #[serde(rename = "1")]
    V1(Incoming),
}

/// One thing that a webhook told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Incoming {
    /// A contact wrote, pressed, reacted, edited or removed.
    Inbound(Box<Inbound>),
    /// One of our messages got further, or failed.
    Status(Box<StatusUpdate>),
    /// Somebody wrote from the phone that shares the number with us.
    Echo(Box<Inbound>),
    /// A contact called, or a call of ours got further.
    Call(Call),
    /// A contact wants marketing, or no more of it.
    Preference(Preference),
    /// A template's state, quality, category or text changed at the platform.
    TemplateChanged(TemplateChanged),
    /// A number's quality, limits or name changed at the platform.
    NumberChanged(NumberChanged),
    /// Something happened to the whole account.
    AccountAlert(AccountAlert),
    /// The platform reports trouble of a number that belongs to no message.
    NumberTrouble {
        /// The number.
        phone_number_id: String,
        /// What went wrong.
        errors: Vec<PlatformError>,
        /// What that means to us.
        #[serde(default)]
        refusal: Option<Refusal>,
    },
    /// A kind of news that means nothing to the desk.
    Other {
        /// The account that it came for, where it is named.
        account: Option<String>,
        /// Its name at the platform.
        field: String,
        /// All of it.
        raw: Value,
    },
    /// A part of a body that could not be read; its neighbours could.
    Unreadable {
        /// The number that it came for, where it is named.
        phone_number_id: Option<String>,
        /// What is missing, in words for developers and without content.
        why: String,
        /// The part itself.
        raw: Value,
    },
}

/// A message from a contact, or, as [`Incoming::Echo`], one to them from the shared phone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inbound {
    /// Our number, by its id at the platform.
    pub phone_number_id: String,
    /// The message's id at the platform. It contains the contact's number: not for logs.
    pub wamid: String,
    /// The contact: who wrote it, or for an echo, to whom it went.
    pub contact: Address,
    /// The name that the contact gave themselves.
    pub profile_name: Option<String>,
    /// The contact's WhatsApp user name, without `@`.
    pub username: Option<String>,
    /// When it was written, by the platform's clock; may be long before its arrival.
    pub at: DateTime<Utc>,
    /// Whether it was only told afterwards, out of the history of a number that the company went on
    /// using on a phone: it is no answer and opens no window.
    #[serde(default)]
    pub historic: bool,
    /// What it refers to.
    #[serde(default)]
    pub context: Context,
    /// The advertisement or post from which the contact came.
    pub referral: Option<Referral>,
    /// The group in which it was written; groups are not served.
    pub group_id: Option<String>,
    /// What it says.
    pub body: InboundBody,
}

impl Inbound {
    /// The message that an answer to this one quotes, over a channel with these abilities: itself,
    /// or the one that it is about. `None`: the contact's own chat with us has nothing there that
    /// could be quoted.
    pub fn quotable(&self, abilities: &Abilities) -> Option<&str> {
        let elsewhere = self.group_id.is_some();
        let quotable = !elsewhere && !abilities.unquotable.contains(&self.body.kind());
        quotable.then(|| self.body.about().unwrap_or(&self.wamid))
    }

    /// The contact's message that an emoji put on this one stands under, over a channel with these
    /// abilities.
    pub fn reactable(&self, abilities: &Abilities) -> Option<&str> {
        let quotable = self.quotable(abilities);
        quotable.filter(|_| !abilities.unreactable.contains(&self.body.kind()))
    }
}

/// What a message refers to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The message that it answers.
    pub quoted: Option<String>,
    /// Whether it was passed on.
    pub forwarded: bool,
    /// Whether it was passed on many times already.
    pub frequently_forwarded: bool,
    /// The product that was asked about: catalogue and the seller's id.
    pub product: Option<(String, String)>,
}

/// Where a contact came from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// `ad` or `post`.
    pub source_type: Option<String>,
    /// The advertisement's or post's id.
    pub source_id: Option<String>,
    /// Its address.
    pub source_url: Option<String>,
    /// Its headline.
    pub headline: Option<String>,
    /// Its text.
    pub body: Option<String>,
    /// The click's id, for reporting back.
    pub click_id: Option<String>,
    /// What greeted the contact before the first message.
    pub welcome: Option<String>,
    /// What it shows.
    #[serde(default)]
    pub shows: Option<Shows>,
}

/// What an advertisement or a post shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shows {
    /// A film; otherwise a picture.
    pub moves: bool,
    /// Where the platform has it, or a picture of it.
    pub url: Option<String>,
}

/// A call. A contact's call opens the window, as a message does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Our number, by its id at the platform.
    pub phone_number_id: String,
    /// The call's id.
    pub id: String,
    /// The contact.
    pub contact: Address,
    /// The name that the contact gave themselves.
    #[serde(default)]
    pub profile_name: Option<String>,
    /// The contact's WhatsApp user name, without `@`.
    #[serde(default)]
    pub username: Option<String>,
    /// Whether the contact called us.
    pub by_contact: bool,
    /// `connect`, `terminate`, or a state such as `RINGING`.
    pub event: String,
    /// When, by the platform's clock.
    pub at: DateTime<Utc>,
}

/// What a contact decided about a category of messages in WhatsApp itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preference {
    /// Our number, by its id at the platform.
    pub phone_number_id: String,
    /// The contact.
    pub contact: Address,
    /// `marketing_messages`.
    pub category: String,
    /// What they want.
    pub choice: Choice,
    /// When, by the platform's clock.
    pub at: DateTime<Utc>,
}

/// A contact's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// No more.
    Stop,
    /// Again, or from now on.
    Resume,
}
