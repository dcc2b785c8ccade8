//! While a platform, or one number of it, is in trouble one probe goes on and the rest waits, so
//! that a thousand waiting messages do not make it worse.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;

use super::retry;
use crate::clock::Timestamp;
use crate::domain::refusal::{LONGEST_PAUSE, Reason, Refusal, Retry, Scope};
use crate::domain::setback::soon;

/// Whether the platform, and each number by itself, takes requests.
#[derive(Debug, Default)]
pub struct Breakers {
    platform: Breaker,
    numbers: Mutex<HashMap<String, Arc<Breaker>>>,
}

/// Nobody asked, since there is trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed {
    /// When to ask again.
    pub at: Timestamp,
    /// What waits: all that goes to the platform, or what leaves from this number.
    pub scope: Scope,
    /// What a message is told that was not tried.
    pub reason: Reason,
}

/// What a refusal says to messages that were not tried.
fn said_to_others(refusal: &Refusal) -> Reason {
    match (refusal.scope, refusal.reason) {
        // Of what nobody knows only the message itself can be told, and of what another number did
        // too often only that one.
        _ if !refusal.certain => Reason::PlatformDown,
        (Scope::Platform, Reason::RateLimited) => Reason::PlatformDown,
        (_, reason) => reason,
    }
}

impl Breakers {
    /// May a request for this number leave at `now`?
    pub fn admit(&self, number: &str, now: Timestamp) -> Result<(), Closed> {
        let closed = |scope| move |(at, reason)| Closed { at, scope, reason };
        self.of(number).admit(now).map_err(closed(Scope::Channel))?;
        self.platform.admit(now).map_err(closed(Scope::Platform))
    }

    /// The platform did what this number asked.
    pub fn answered(&self, number: &str) {
        self.platform.answered();
        self.of(number).answered();
    }

    /// What a refusal says about the platform and this number, of a request that was let through at
    /// `admitted`.
    pub fn refused(&self, number: &str, refusal: &Refusal, admitted: Timestamp, now: Timestamp) {
        let trouble = (said_to_others(refusal), refusal.retry.asked_wait());
        let passes = matches!(refusal.retry, Retry::Backoff | Retry::After(_));
        match refusal.scope {
            Scope::Platform => self.platform.in_trouble(admitted, now, trouble),
            Scope::Channel if passes => {
                self.platform.answered();
                self.of(number).in_trouble(admitted, now, trouble);
            }
            _ if refusal.certain => self.answered(number),
            _ => {}
        }
    }

    fn of(&self, number: &str) -> Arc<Breaker> {
        let mut numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(numbers.entry(number.to_owned()).or_default())
    }
}

/// Whether requests are taken, as far as the last ones told.
#[derive(Debug, Default)]
struct Breaker {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Failures in a row; 0: it works.
    failures: u32,
    /// When the last of them was noticed.
    noticed: Option<Timestamp>,
    /// Before that nobody tries, and why.
    next: Option<(Timestamp, Reason)>,
}

impl Breaker {
    /// May a request leave at `now`? If not, when to ask again, and why. Whoever is let through while there
    /// is trouble is the probe, and the next one waits for its outcome.
    fn admit(&self, now: Timestamp) -> Result<(), (Timestamp, Reason)> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match state.next {
            Some(closed @ (next, _)) if now < soon(next, now, LONGEST_PAUSE) => Err(closed),
            Some((_, reason)) => {
                let outcome = now + retry::after(state.failures + 1, 0);
                state.next = Some((outcome, reason));
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// There was an answer, whatever it said.
    fn answered(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.failures > 0 {
            tracing::info!("requests are taken again");
        }
        *state = State::default();
    }

    /// There is trouble, as a request found that was let through at `admitted`: what others are told
    /// of it, and how long it wants to be left alone.
    fn in_trouble(
        &self,
        admitted: Timestamp,
        now: Timestamp,
        (reason, asked): (Reason, Option<TimeDelta>),
    ) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        // What left before the trouble was noticed fails with the rest and tells nothing new.
        if state.noticed.is_none_or(|noticed| admitted > noticed) {
            state.failures += 1;
            state.noticed = Some(now);
            if state.failures == 1 {
                tracing::warn!("requests are refused: one probe goes on, the rest waits");
            }
            state.next = Some((now + retry::after(state.failures, 0), reason));
        }
        if let (Some((next, _)), Some(wait)) = (&mut state.next, asked) {
            *next = (*next).max(now + wait);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOWN: (Reason, Option<TimeDelta>) = (Reason::PlatformDown, None);

    #[test]
    fn one_probe_goes_on_and_an_answer_opens_the_way() {
        let start = Timestamp::from_timestamp(1_790_000_000, 0).expect("a valid time");
        let breaker = Breaker::default();
        assert!(breaker.admit(start).is_ok());
        breaker.in_trouble(start, start, DOWN);
        let (next, _) = breaker.admit(start).expect_err("trouble");
        assert!(breaker.admit(next).is_ok(), "the probe");
        assert!(breaker.admit(next).is_err(), "the rest waits");
        breaker.in_trouble(next, next, DOWN);
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
            breaker.in_trouble(start, start + TimeDelta::seconds(1), DOWN);
        }
        let (next, _) = breaker
            .admit(start + TimeDelta::seconds(1))
            .expect_err("trouble");
        assert!(
            next - start < TimeDelta::seconds(3),
            "one second, not five minutes"
        );
    }

    #[test]
    fn a_number_in_trouble_holds_up_itself_alone() {
        let start = Timestamp::from_timestamp(1_790_000_000, 0).expect("a valid time");
        let breakers = Breakers::default();
        let refusal = |scope, retry| Refusal {
            reason: Reason::RateLimited,
            code: Some(130_429),
            certain: true,
            scope,
            retry,
        };
        let wait = std::time::Duration::from_secs(40);
        let busy = refusal(Scope::Channel, Retry::After(wait));
        breakers.refused("vendas", &busy, start, start);
        let later = start + TimeDelta::seconds(39);
        let closed = breakers.admit("vendas", later).expect_err("it waits");
        assert_eq!(closed.at, start + TimeDelta::seconds(40));
        assert_eq!(closed.reason, Reason::RateLimited);
        assert!(breakers.admit("suporte", later).is_ok());
        assert!(breakers.admit("vendas", closed.at).is_ok(), "the probe");
        assert!(breakers.admit("vendas", closed.at).is_err(), "the rest");
        breakers.answered("vendas");
        assert!(breakers.admit("vendas", closed.at).is_ok());

        let stopped = refusal(Scope::Channel, Retry::ChannelRestored);
        breakers.refused("vendas", &stopped, start, start);
        assert!(
            breakers.admit("vendas", start).is_ok(),
            "the desk pauses it"
        );

        let mut maintained = refusal(Scope::Channel, Retry::Backoff);
        maintained.reason = Reason::Maintenance;
        breakers.refused("vendas", &maintained, start, start);
        let closed = breakers.admit("vendas", start).expect_err("it waits");
        assert_eq!(closed.reason, Reason::Maintenance);

        let down = refusal(Scope::Platform, Retry::Backoff);
        breakers.refused("vendas", &down, start, start);
        let closed = breakers.admit("suporte", start).expect_err("all wait");
        assert_eq!(closed.reason, Reason::PlatformDown);
    }

    #[test]
    fn a_clock_that_is_set_back_keeps_nobody_waiting() {
        let start = Timestamp::from_timestamp(1_790_000_000, 0).expect("a valid time");
        let breaker = Breaker::default();
        breaker.in_trouble(start, start, DOWN);
        let earlier = start - TimeDelta::hours(2);
        assert!(breaker.admit(earlier).is_ok(), "the probe");
        assert!(breaker.admit(earlier).is_err(), "the rest");
    }

    #[test]
    fn the_platform_says_how_long_it_wants_to_be_left_alone() {
        let start = Timestamp::from_timestamp(1_790_000_000, 0).expect("a valid time");
        let breaker = Breaker::default();
        assert!(breaker.admit(start).is_ok());
        let (reason, wait) = (Reason::PlatformDown, TimeDelta::seconds(40));
        breaker.in_trouble(start, start, (reason, Some(wait)));
        assert_eq!(breaker.admit(start), Err((start + wait, reason)));
    }
}
