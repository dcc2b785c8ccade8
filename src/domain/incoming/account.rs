//! What changed at the platform itself: templates, numbers, the account.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::AccountEvent;

/// Something about a template changed: read it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateChanged {
    /// The account that it belongs to.
    pub account: Option<String>,
    /// Its id at the platform.
    pub template_id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its language, with an underscore (`pt_BR`).
    pub language: Option<String>,
    /// When, by the platform's clock.
    pub at: Option<DateTime<Utc>>,
    /// What.
    pub change: TemplateChange,
}

/// What changed about a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateChange {
    /// Its state.
    Status {
        /// `APPROVED`, `REJECTED`, `PAUSED`, `DISABLED` …
        event: String,
        /// Why, as a word of the platform's (`INVALID_FORMAT`), where there is a reason.
        reason: Option<String>,
        /// Why, in the platform's sentence.
        explanation: Option<String>,
    },
    /// Its quality as contacts see it.
    Quality {
        /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`.
        previous: Option<String>,
        /// The same, now.
        current: Option<String>,
    },
    /// Its text or buttons.
    Components,
    /// Its category, and so its price.
    Category {
        /// The one before, if it changed already.
        previous: Option<String>,
        /// The one now.
        current: Option<String>,
        /// The one it is about to get.
        upcoming: Option<String>,
    },
}

/// Something about a number changed: read it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberChanged {
    /// The account that it belongs to.
    pub account: Option<String>,
    /// The number's id, where it is told; most often only its printed form is.
    pub phone_number_id: Option<String>,
    /// The number as it is shown.
    pub display_phone_number: Option<String>,
    /// When, by the platform's clock.
    pub at: Option<DateTime<Utc>>,
    /// What.
    pub change: NumberChange,
    /// The part that admins must know.
    #[serde(default)]
    pub for_admins: Option<AccountEvent>,
}

/// What changed about a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberChange {
    /// How much it may send, or how it is rated.
    Quality {
        /// `ONBOARDING`, `THROUGHPUT_UPGRADE`, `FLAGGED` …
        event: Option<String>,
        /// `TIER_250`, `TIER_10K` …
        limit: Option<String>,
    },
    /// A decision on its displayed name.
    Name {
        /// `APPROVED`, `REJECTED` …
        decision: Option<String>,
        /// The name asked for.
        requested: Option<String>,
        /// Why not.
        reason: Option<String>,
    },
    /// Its two-step PIN.
    Security {
        /// `PIN_RESET_REQUEST` …
        event: Option<String>,
    },
}

impl NumberChange {
    /// The kind of news, by its name at the platform.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Quality { .. } => "phone_number_quality_update",
            Self::Name { .. } => "phone_number_name_update",
            Self::Security { .. } => "security",
        }
    }

    /// What happened, by its name at the platform.
    pub fn event(&self) -> Option<&str> {
        match self {
            Self::Quality { event, .. } | Self::Security { event } => event.as_deref(),
            Self::Name { decision, .. } => decision.as_deref(),
        }
    }
}

/// Something happened to the whole account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountAlert {
    /// The account.
    pub account: Option<String>,
    /// The number as it is shown, where it is about one.
    #[serde(default)]
    pub number: Option<String>,
    /// The kind of news, by its name at the platform (`account_update` …).
    pub field: String,
    /// `ACCOUNT_RESTRICTION`, `ACCOUNT_VIOLATION`, `DISABLED_UPDATE` …
    pub event: Option<String>,
    /// When, by the platform's clock.
    pub at: Option<DateTime<Utc>>,
    /// What the account may no longer do.
    pub restrictions: Vec<Restriction>,
    /// The part that admins must know.
    #[serde(default)]
    pub for_admins: Option<AccountEvent>,
    /// All of it.
    pub raw: Value,
}

/// Something that an account may not do for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restriction {
    /// `RESTRICTED_BIZ_INITIATED_MESSAGING` …
    pub kind: String,
    /// Until when; `None`: until somebody lifts it.
    pub until: Option<DateTime<Utc>>,
}
