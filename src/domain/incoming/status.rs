//! What became of a message of ours.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::address::Address;
use crate::domain::refusal::Refusal;

/// What became of a message of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusUpdate {
    /// Our number, by its id at the platform.
    pub phone_number_id: String,
    /// The message's id at the platform. It contains the contact's number: not for logs.
    pub wamid: String,
    /// How far it got.
    pub status: MessageStatus,
    /// When, by the platform's clock.
    pub at: DateTime<Utc>,
    /// What the send carried for us: which attempt of which message this is.
    pub opaque: Option<String>,
    /// To whom it went.
    pub recipient: Address,
    /// In a group, the member that this is about.
    pub participant: Option<Address>,
    /// What it costs; told with `sent` and one of `delivered` and `read`.
    pub pricing: Option<Pricing>,
    /// The free time that an advertisement's answer opened, where there is one.
    pub free_entry: Option<FreeEntry>,
    /// Why it failed, in the platform's words.
    pub errors: Vec<PlatformError>,
    /// Why it failed, in ours; present exactly when it did.
    pub refusal: Option<Refusal>,
}

/// How far a message got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageStatus {
    /// It left the platform.
    Sent,
    /// It reached the phone. May never be told: `read` implies it.
    Delivered,
    /// It was looked at.
    Read,
    /// A voice message was listened to.
    Played,
    /// It will not arrive.
    Failed,
    /// It was removed by us (old traffic).
    Deleted,
}

impl MessageStatus {
    /// Its name at the platform.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Played => "played",
            Self::Failed => "failed",
            Self::Deleted => "deleted",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [
            Self::Sent,
            Self::Delivered,
            Self::Read,
            Self::Played,
            Self::Failed,
            Self::Deleted,
        ]
        .into_iter()
        .find(|status| status.name() == name)
    }
}

/// What a message costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pricing {
    /// `PMP` (per message) or, before July 2025, `CBP` (per conversation).
    pub model: Option<String>,
    /// `regular`, `free_customer_service` or `free_entry_point`.
    pub kind: Option<String>,
    /// The category that is charged: `marketing`, `utility`, `authentication`, `service` …
    pub category: Option<String>,
    /// Whether it is charged at all; the platform means to stop telling.
    pub billable: Option<bool>,
}

/// A time in which nothing is charged, after a contact came from an advertisement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeEntry {
    /// How it began, by the platform's name.
    pub origin: Option<String>,
    /// When it ends; told with `sent` only.
    pub ends: Option<DateTime<Utc>>,
}

/// An error as the platform puts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlatformError {
    /// Its code.
    pub code: i64,
    /// In a few words.
    pub title: Option<String>,
    /// In more.
    pub details: Option<String>,
}
