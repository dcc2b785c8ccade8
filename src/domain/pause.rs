//! Sending on a number is paused: by the platform until it lets the number send again, or by people
//! until a moment that they choose.

use chrono::{DateTime, Utc};

/// A pause of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when; `None`: until further notice.
    pub until: Option<DateTime<Utc>>,
}

impl Pause {
    /// Nothing leaves at `now`.
    pub fn holds(self, now: DateTime<Utc>) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}
