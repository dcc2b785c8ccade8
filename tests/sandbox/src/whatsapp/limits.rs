//! How many requests fit: per number and second, per customer, per account and hour.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};

use super::errors::GraphError;
use super::state::Chat;

/// One message to one customer in this time.
const PAIR_PACE: TimeDelta = TimeDelta::seconds(6);
/// How many messages may be borrowed from the future.
const PAIR_BURST: i32 = 45;

/// When recent requests came, by what they count towards.
#[derive(Debug, Default)]
pub(super) struct Limits {
    recent: BTreeMap<(Budget, String), VecDeque<DateTime<Utc>>>,
}

/// What a request counts towards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Budget {
    Messages,
    Management,
}

impl Limits {
    /// Counts a send from the number `number`.
    pub(super) fn send(
        &mut self,
        number: &str,
        now: DateTime<Utc>,
        per_second: Option<u32>,
    ) -> Result<(), GraphError> {
        self.count(
            Budget::Messages,
            number,
            now,
            TimeDelta::seconds(1),
            per_second,
        )
        .map_err(|_| GraphError::new(130_429, "Cloud API message throughput has been reached."))
    }

    /// Counts a call of a management endpoint of the account `account`.
    pub(super) fn manage(
        &mut self,
        account: &str,
        now: DateTime<Utc>,
        per_hour: Option<u32>,
    ) -> Result<(), GraphError> {
        self.count(
            Budget::Management,
            account,
            now,
            TimeDelta::hours(1),
            per_hour,
        )
        .map_err(|free_at| GraphError {
            retry_after: u64::try_from((free_at - now).num_seconds()).ok(),
            ..GraphError::new(
                80_007,
                "There have been too many calls to this WhatsApp Business account.",
            )
        })
    }

    fn count(
        &mut self,
        budget: Budget,
        id: &str,
        now: DateTime<Utc>,
        span: TimeDelta,
        limit: Option<u32>,
    ) -> Result<(), DateTime<Utc>> {
        let Some(limit) = limit else { return Ok(()) };
        let recent = self.recent.entry((budget, id.to_owned())).or_default();
        while recent.front().is_some_and(|at| *at + span <= now) {
            recent.pop_front();
        }
        if recent.len() >= limit as usize {
            return Err(recent.front().map_or(now, |oldest| *oldest + span));
        }
        recent.push_back(now);
        Ok(())
    }
}

impl Chat {
    /// Whether one more message to this customer fits into the pair limit.
    pub(super) fn pair_allows(&self, now: DateTime<Utc>) -> Result<(), GraphError> {
        let paid_until = self.paid_until.unwrap_or(now).max(now);
        if paid_until - now > PAIR_PACE * (PAIR_BURST - 1) {
            return Err(GraphError::new(
                131_056,
                "Message failed to send because there were too many messages sent from this \
                 phone number to the same phone number in a short period of time.",
            ));
        }
        Ok(())
    }

    /// Counts a message towards the pair limit.
    pub(super) fn count_towards_pair(&mut self, now: DateTime<Utc>) {
        self.paid_until = Some(self.paid_until.unwrap_or(now).max(now) + PAIR_PACE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_five_messages_may_be_borrowed_and_then_one_fits_every_six_seconds() {
        let noon = DateTime::from_timestamp(1_790_000_000, 0).expect("a valid time");
        let mut chat = Chat::default();
        for _ in 0..45 {
            chat.pair_allows(noon).expect("within the burst");
            chat.count_towards_pair(noon);
        }
        assert_eq!(chat.pair_allows(noon).unwrap_err().code, 131_056);
        let almost = noon + TimeDelta::milliseconds(5_999);
        assert_eq!(chat.pair_allows(almost).unwrap_err().code, 131_056);
        chat.pair_allows(noon + PAIR_PACE)
            .expect("six seconds later");
    }

    #[test]
    fn the_throughput_is_counted_per_number_and_second() {
        let noon = DateTime::from_timestamp(1_790_000_000, 0).expect("a valid time");
        let mut limits = Limits::default();
        for _ in 0..2 {
            limits.send("1", noon, Some(2)).expect("within the limit");
        }
        assert_eq!(limits.send("1", noon, Some(2)).unwrap_err().code, 130_429);
        limits.send("2", noon, Some(2)).expect("another number");
        limits
            .send("1", noon + TimeDelta::seconds(1), Some(2))
            .expect("a second later");
    }
}
