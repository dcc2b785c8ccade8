//! While a platform is in trouble one probe goes on and the rest waits, so that a thousand waiting
//! messages do not make it worse.

use std::sync::{Mutex, PoisonError};

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

    /// The platform is in trouble.
    pub fn in_trouble(&self, now: Timestamp) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.failures += 1;
        if state.failures == 1 {
            tracing::warn!("the platform is in trouble: one probe goes on, the rest waits");
        }
        state.next = Some(now + retry::after(state.failures, 0));
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn one_probe_goes_on_and_an_answer_opens_the_way() {
        let start = Timestamp::from_timestamp(1_790_000_000, 0).expect("a valid time");
        let breaker = Breaker::default();
        assert!(breaker.admit(start).is_ok());
        breaker.in_trouble(start);
        let next = breaker.admit(start).expect_err("trouble");
        assert!(breaker.admit(next).is_ok(), "the probe");
        assert!(breaker.admit(next).is_err(), "the rest waits");
        breaker.in_trouble(next);
        assert!(breaker.admit(next + TimeDelta::seconds(2)).is_err());
        breaker.answered();
        assert!(breaker.admit(next).is_ok());
        assert!(breaker.admit(next).is_ok());
    }
}
