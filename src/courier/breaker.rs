//! While a platform is in trouble one probe goes on and the rest waits, so that a thousand waiting
//! messages do not make it worse.

use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;

use super::retry;
use crate::clock::Timestamp;

/// Whether the platform takes requests, as far as the last ones told.
#[derive(Debug, Default)]
pub struct Breaker {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Failures of the platform in a row; 0: it works.
    failures: u32,
    /// When the last of them was noticed.
    noticed: Option<Timestamp>,
    /// Before that nobody tries.
    next: Option<Timestamp>,
}

impl Breaker {
    /// May a request leave at `now`? If not, when to ask again. Whoever is let through while there
    /// is trouble is the probe, and the next one waits for its outcome.
    pub fn admit(&self, now: Timestamp) -> Result<(), Timestamp> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match state.next {
            Some(next) if now < next => Err(next),
            Some(_) => {
                state.next = Some(now + retry::after(state.failures + 1, 0));
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// The platform answered, whatever it said.
    pub fn answered(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.failures > 0 {
            tracing::info!("the platform answers again");
        }
        *state = State::default();
    }

    /// The platform is in trouble, as a request found that was let through at `admitted`; `asked`:
    /// how long it wants to be left alone.
    pub fn in_trouble(&self, admitted: Timestamp, now: Timestamp, asked: Option<TimeDelta>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        // What left before the trouble was noticed fails with the rest and tells nothing new.
        if state.noticed.is_none_or(|noticed| admitted > noticed) {
            state.failures += 1;
            state.noticed = Some(now);
            if state.failures == 1 {
                tracing::warn!("the platform is in trouble: one probe goes on, the rest waits");
            }
            state.next = Some(now + retry::after(state.failures, 0));
        }
        state.next = state.next.max(asked.map(|wait| now + wait));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_probe_goes_on_and_an_answer_opens_the_way() {
        let start = Timestamp::from_timestamp(1_790_000_000, 0).expect("a valid time");
        let breaker = Breaker::default();
        assert!(breaker.admit(start).is_ok());
        breaker.in_trouble(start, start, None);
        let next = breaker.admit(start).expect_err("trouble");
        assert!(breaker.admit(next).is_ok(), "the probe");
        assert!(breaker.admit(next).is_err(), "the rest waits");
        breaker.in_trouble(next, next, None);
        assert!(breaker.admit(next + TimeDelta::seconds(2)).is_err());
        breaker.answered();
        assert!(breaker.admit(next).is_ok());
        assert!(breaker.admit(next).is_ok());
    }

    #[test]
    fn what_fails_together_counts_once() {
        let start = Timestamp::from_timestamp(1_790_000_000, 0).expect("a valid time");
        let breaker = Breaker::default();
        for _ in 0..20 {
            assert!(breaker.admit(start).is_ok());
        }
        for _ in 0..20 {
            breaker.in_trouble(start, start + TimeDelta::seconds(1), None);
        }
        let next = breaker
            .admit(start + TimeDelta::seconds(1))
            .expect_err("trouble");
        assert!(
            next - start < TimeDelta::seconds(3),
            "one second, not five minutes"
        );
    }

    #[test]
    fn the_platform_says_how_long_it_wants_to_be_left_alone() {
        let start = Timestamp::from_timestamp(1_790_000_000, 0).expect("a valid time");
        let breaker = Breaker::default();
        assert!(breaker.admit(start).is_ok());
        breaker.in_trouble(start, start, Some(TimeDelta::seconds(40)));
        assert_eq!(breaker.admit(start), Err(start + TimeDelta::seconds(40)));
    }
}
