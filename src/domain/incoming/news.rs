//! What the platform says about an account or a number and admins must know.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{AccountAlert, NumberChanged, Restriction};

/// News about an account or a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountNews {
    /// The account, by its id at the platform.
    pub account: Option<String>,
    /// The number as it is shown, where it is about one.
    pub number: Option<String>,
    /// What happened.
    pub event: AccountEvent,
}

/// What happened to an account or a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountEvent {
    /// It may not do some things for a while, or until somebody lifts that.
    Restricted(Vec<Restriction>),
    /// It broke a rule.
    Violated {
        /// Which, by its name at the platform (`ADULT` …).
        rule: Option<String>,
    },
    /// It will be disabled.
    Disabling {
        /// When, as the platform writes it.
        on: Option<String>,
    },
    /// It is disabled.
    Disabled,
    /// It is no longer disabled.
    Reinstated,
    /// It, or the number, is gone.
    Deleted,
    /// An app or a partner lost access to it.
    Disconnected {
        /// Why, by its name at the platform (`PRIMARY_INACTIVITY` …).
        why: Option<String>,
    },
    /// It did not pass the platform's review.
    ReviewRefused,
    /// It has not passed the platform's review yet and cannot be used before.
    ReviewOpen,
    /// How many people it may write to first in a day is another number from now on.
    Limit {
        /// How many: digits, or `2K`.
        people: String,
    },
    /// Contacts rate it low.
    Flagged,
    /// Contacts rate it low no longer.
    Unflagged,
    /// A name to show was refused.
    NameRefused {
        /// The name.
        name: Option<String>,
        /// Why, in the platform's words.
        why: Option<String>,
    },
    /// Somebody asked for another two-step PIN.
    PinAsked,
    /// The two-step PIN is another.
    PinChanged,
    /// Anything else that the platform calls an alert, or that sounds like a restriction.
    Other {
        /// Its name at the platform.
        event: String,
    },
}

/// What is told about an account or a number, with what of it goes into the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Telling<'a> {
    /// The account, by its id at the platform.
    pub account: Option<&'a str>,
    /// The number as it is shown, where it is about one.
    pub number: Option<&'a str>,
    /// The kind of news, by its name at the platform.
    pub field: &'a str,
    /// What happened, by its name at the platform.
    pub event: Option<&'a str>,
    /// When, by the platform's clock.
    pub at: Option<DateTime<Utc>>,
    /// The part that admins must know; `None`: nobody has to do anything about it.
    pub for_admins: Option<&'a AccountEvent>,
}

impl<'a> Telling<'a> {
    /// News about an account.
    pub fn of_account(alert: &'a AccountAlert) -> Self {
        Self {
            account: alert.account.as_deref(),
            number: alert.number.as_deref(),
            field: &alert.field,
            event: alert.event.as_deref(),
            at: alert.at,
            for_admins: alert.for_admins.as_ref(),
        }
    }

    /// News about a number.
    pub fn of_number(changed: &'a NumberChanged) -> Self {
        Self {
            account: changed.account.as_deref(),
            number: changed.display_phone_number.as_deref(),
            field: changed.change.field(),
            event: changed.change.event(),
            at: changed.at,
            for_admins: changed.for_admins.as_ref(),
        }
    }

    /// The news, if admins must know.
    pub fn news(&self) -> Option<AccountNews> {
        Some(AccountNews {
            account: self.account.map(str::to_owned),
            number: self.number.map(str::to_owned),
            event: self.for_admins?.clone(),
        })
    }
}
