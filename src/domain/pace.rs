//! The pair limit: one message every 6 seconds to one person, with a burst of 45 borrowed from the
//! future (error 131056 beyond it).

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

const EVERY: TimeDelta = TimeDelta::seconds(6);
const BURST: i32 = 45;

/// How much of the pair limit one conversation has used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pace {
    /// When everything borrowed is paid back.
    pub paid_back_at: Option<DateTime<Utc>>,
}

impl Pace {
    /// When the next message may leave; `now` or earlier means at once.
    pub fn next_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.paid_back_at
            .map_or(now, |paid| paid - EVERY * (BURST - 1))
    }

    /// A message left at `now`.
    pub fn took_one(&mut self, now: DateTime<Utc>) {
        let from = self.paid_back_at.map_or(now, |paid| paid.max(now));
        self.paid_back_at = Some(from + EVERY);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_of_45_leaves_at_once_and_the_rest_every_six_seconds() {
        let start = DateTime::from_timestamp(1_790_000_000, 0).expect("a valid time");
        let mut pace = Pace::default();
        let mut now = start;
        for _ in 0..45 {
            assert!(pace.next_at(now) <= now);
            pace.took_one(now);
        }
        assert_eq!(pace.next_at(now), start + TimeDelta::seconds(6));
        now = start + TimeDelta::seconds(6);
        pace.took_one(now);
        assert_eq!(pace.next_at(now), start + TimeDelta::seconds(12));
    }
}
