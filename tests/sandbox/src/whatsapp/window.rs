//! The 24-hour customer service window of one customer and one number.

use chrono::{DateTime, TimeDelta, Utc};

use super::state::Chat;

/// How long free-form messages may be sent after the customer's last message or call.
const WINDOW: TimeDelta = TimeDelta::hours(24);

impl Chat {
    /// Whether anything but a template may be sent. At the end of the 24th hour it is closed.
    pub(super) fn window_open(&self, now: DateTime<Utc>) -> bool {
        self.window_until().is_some_and(|until| now < until)
    }

    /// When the window ends or ended; `None` if it never opened.
    pub(super) fn window_until(&self) -> Option<DateTime<Utc>> {
        self.window_from.map(|from| from + WINDOW)
    }

    /// The customer wrote or called.
    pub(super) fn open_window(&mut self, now: DateTime<Utc>) {
        self.window_from = Some(now);
    }
}
