//! The window: the time after the contact's last message in which free-form messages may leave. How
//! long that is, the channel's [`Abilities`](super::abilities::Abilities) say.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// When the window of a conversation closes, as far as we know.
///
/// Our clock is a hint; the platform's refusal is the verdict and stands until the contact writes
/// again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Window {
    /// When it closes; `None` if it never was open.
    pub until: Option<DateTime<Utc>>,
    /// The platform said that it is closed, after the contact's last message.
    pub refused: bool,
}

impl Window {
    /// May a free-form message leave at `now`? The end itself is outside.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        !self.refused && self.until.is_some_and(|until| now < until)
    }

    /// When it closes, if it is open at `now`.
    pub fn closes(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.until.filter(|_| self.is_open(now))
    }

    /// The contact wrote at `at`, which arrived at `arrived` and opens the window for `length`. A
    /// time stamp in the future counts as the arrival; one of before never shortens the window.
    pub fn contact_wrote(&mut self, at: DateTime<Utc>, arrived: DateTime<Utc>, length: TimeDelta) {
        let until = at.min(arrived) + length;
        self.until = Some(self.until.map_or(until, |old| old.max(until)));
        self.refused = false;
    }

    /// The platform refused a free-form message because the window is closed (error 131047).
    pub fn platform_refused(&mut self) {
        self.refused = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: TimeDelta = TimeDelta::hours(24);

    fn at(hour: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + hour * 3600, 0).expect("a valid time")
    }

    #[test]
    fn closes_exactly_that_long_after_the_last_message() {
        let mut window = Window::default();
        assert!(!window.is_open(at(0)));
        window.contact_wrote(at(0), at(0), DAY);
        assert!(window.is_open(at(24) - TimeDelta::milliseconds(1)));
        assert!(!window.is_open(at(24)));
    }

    #[test]
    fn a_late_webhook_never_shortens_it_and_a_future_stamp_never_lengthens_it() {
        let mut window = Window::default();
        window.contact_wrote(at(5), at(5), DAY);
        window.contact_wrote(at(1), at(6), DAY);
        assert_eq!(window.until, Some(at(29)));
        window.contact_wrote(at(100), at(7), DAY);
        assert_eq!(window.until, Some(at(31)));
    }

    #[test]
    fn the_platforms_verdict_stands_until_the_contact_writes() {
        let mut window = Window::default();
        window.contact_wrote(at(0), at(0), DAY);
        window.platform_refused();
        assert!(!window.is_open(at(1)));
        window.contact_wrote(at(2), at(2), DAY);
        assert!(window.is_open(at(3)));
    }
}
