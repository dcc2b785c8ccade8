//! The pair limit: how fast one person may be written to, with a burst that is borrowed from the
//! future. How fast that is, the channel's [`Abilities`](super::abilities::Abilities) say.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::abilities::PairRate;

/// How much of the pair limit one conversation has used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pace {
    /// When everything borrowed is paid back.
    pub paid_back_at: Option<DateTime<Utc>>,
}

impl Pace {
    /// When the next message may leave; `now` or earlier means at once.
    pub fn next_at(&self, now: DateTime<Utc>, rate: PairRate) -> DateTime<Utc> {
        let borrowed = rate.refill * (rate.burst - 1);
        self.debt(now, rate).map_or(now, |paid| paid - borrowed)
    }

    /// A message left at `now`.
    pub fn took_one(&mut self, now: DateTime<Utc>, rate: PairRate) {
        let from = self.debt(now, rate).map_or(now, |paid| paid.max(now));
        self.paid_back_at = Some(from + rate.refill);
    }

    /// When everything borrowed is paid back. Nobody borrows more than the burst: what would take
    /// longer was noted before the clock was set back, and means nothing any more.
    fn debt(&self, now: DateTime<Utc>, rate: PairRate) -> Option<DateTime<Utc>> {
        let longest = now + rate.refill * rate.burst;
        self.paid_back_at.filter(|paid| *paid <= longest)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    const RATE: PairRate = PairRate {
        burst: 45,
        refill: TimeDelta::seconds(6),
    };

    #[test]
    fn a_burst_of_45_leaves_at_once_and_the_rest_every_six_seconds() {
        let start = DateTime::from_timestamp(1_790_000_000, 0).expect("a valid time");
        let mut pace = Pace::default();
        let mut now = start;
        for _ in 0..45 {
            assert!(pace.next_at(now, RATE) <= now);
            pace.took_one(now, RATE);
        }
        assert_eq!(pace.next_at(now, RATE), start + TimeDelta::seconds(6));
        now = start + TimeDelta::seconds(6);
        pace.took_one(now, RATE);
        assert_eq!(pace.next_at(now, RATE), start + TimeDelta::seconds(12));
    }

    #[test]
    fn a_clock_that_is_set_back_keeps_nobody_waiting_for_what_it_was() {
        let start = DateTime::from_timestamp(1_790_000_000, 0).expect("a valid time");
        let mut pace = Pace::default();
        for _ in 0..45 {
            pace.took_one(start, RATE);
        }
        let now = start - TimeDelta::minutes(10);
        assert_eq!(pace.next_at(now, RATE), now);
        pace.took_one(now, RATE);
        assert_eq!(pace.paid_back_at, Some(now + TimeDelta::seconds(6)));
    }
}
