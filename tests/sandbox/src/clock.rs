//! The time in the sandbox: it stands still until somebody moves it, or runs with the machine's.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

/// The clock that the look-alikes share with whatever runs against them.
///
/// Cloning it gives another handle on the same time.
#[derive(Debug, Clone)]
pub struct Clock {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    state: Mutex<State>,
    /// Tells sleepers that the clock was moved; the number only changes.
    moved: watch::Sender<u64>,
}

#[derive(Debug)]
struct State {
    base: DateTime<Utc>,
    /// How far it was set back: what it shows is so much earlier than what has passed.
    set_back: TimeDelta,
    /// `Some` while the clock runs: when it was last at `base`.
    running_since: Option<Instant>,
    /// Who sleeps until when; a sleeper leaves as soon as it goes on.
    sleepers: BTreeMap<(DateTime<Utc>, u64), ()>,
    next_sleeper: u64,
}

impl Clock {
    /// A clock that moves only by [`Clock::advance`].
    pub fn stopped(at: DateTime<Utc>) -> Self {
        Self::new(at, None)
    }

    /// A clock that starts at `at` and runs with the machine; it can be moved ahead as well.
    pub fn running(at: DateTime<Utc>) -> Self {
        Self::new(at, Some(Instant::now()))
    }

    fn new(base: DateTime<Utc>, running_since: Option<Instant>) -> Self {
        Self {
            inner: Arc::new(Inner {
                state: Mutex::new(State {
                    base,
                    set_back: TimeDelta::zero(),
                    running_since,
                    sleepers: BTreeMap::new(),
                    next_sleeper: 0,
                }),
                moved: watch::Sender::new(0),
            }),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.inner
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The present moment.
    pub fn now(&self) -> DateTime<Utc> {
        self.state().now()
    }

    /// Moves the clock ahead and wakes every sleeper whose moment has come.
    pub fn advance(&self, by: Duration) {
        let by = TimeDelta::from_std(by).unwrap_or(TimeDelta::MAX);
        self.state().base += by;
        self.inner.moved.send_modify(|n| *n += 1);
    }

    /// Sets the clock back, as somebody does who corrects it. No sleep takes longer for that.
    pub fn set_back(&self, by: Duration) {
        self.state().set_back += TimeDelta::from_std(by).unwrap_or(TimeDelta::MAX);
        self.inner.moved.send_modify(|n| *n += 1);
    }

    /// Moves a stopped clock to the next moment anybody sleeps for, if that is not after `limit`.
    /// Answers whether there was one.
    pub fn advance_to_next(&self, limit: DateTime<Utc>) -> bool {
        let moved = {
            let mut state = self.state();
            let (now, limit) = (state.passed(), limit + state.set_back);
            match state.sleepers.keys().find(|(at, _)| *at > now).copied() {
                Some((at, _)) if at <= limit => {
                    state.base += at - now;
                    true
                }
                _ => false,
            }
        };
        if moved {
            self.inner.moved.send_modify(|n| *n += 1);
        }
        moved
    }

    /// How many sleepers' moment has come without their having gone on yet.
    pub fn due(&self) -> usize {
        let state = self.state();
        let now = state.passed();
        state
            .sleepers
            .keys()
            .take_while(|(at, _)| *at <= now)
            .count()
    }

    /// Whether anybody sleeps until `at`.
    pub fn is_awaited(&self, at: DateTime<Utc>) -> bool {
        let state = self.state();
        let at = at + state.set_back;
        let mut until = state.sleepers.range((at, 0)..=(at, u64::MAX));
        until.next().is_some()
    }

    /// Ends once the clock has reached `at`, or would have if it had not been set back meanwhile.
    pub async fn sleep_until(&self, at: DateTime<Utc>) {
        let mut moved = self.inner.moved.subscribe();
        let sleeper = Sleeper::new(self, at);
        let (at, _) = sleeper.key;
        loop {
            let (now, running) = {
                let state = self.state();
                (state.passed(), state.running_since.is_some())
            };
            let Some(left) = (at - now).to_std().ok().filter(|left| !left.is_zero()) else {
                return;
            };
            // The sender lives as long as `self`, so `changed` cannot fail.
            if running {
                tokio::select! {
                    _ = moved.changed() => {}
                    () = tokio::time::sleep(left) => {}
                }
            } else {
                let _ = moved.changed().await;
            }
        }
    }
}

impl State {
    fn now(&self) -> DateTime<Utc> {
        self.passed() - self.set_back
    }

    /// What it would show if it had never been set back: sleepers go by it.
    fn passed(&self) -> DateTime<Utc> {
        match self.running_since {
            Some(since) => self.base + since.elapsed(),
            None => self.base,
        }
    }
}

/// The registration of one sleeper; it ends with the future that holds it.
struct Sleeper<'a> {
    clock: &'a Clock,
    key: (DateTime<Utc>, u64),
}

impl<'a> Sleeper<'a> {
    fn new(clock: &'a Clock, at: DateTime<Utc>) -> Self {
        let mut state = clock.state();
        let key = (at + state.set_back, state.next_sleeper);
        state.next_sleeper += 1;
        state.sleepers.insert(key, ());
        Self { clock, key }
    }
}

impl Drop for Sleeper<'_> {
    fn drop(&mut self) {
        self.clock.state().sleepers.remove(&self.key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).expect("a valid time")
    }

    #[tokio::test]
    async fn a_sleeper_goes_on_when_the_clock_is_moved_and_is_due_until_it_does() {
        let clock = Clock::stopped(noon());
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep_until(noon() + Duration::from_secs(5)).await }
        });
        while clock.state().sleepers.is_empty() {
            tokio::task::yield_now().await;
        }
        clock.advance(Duration::from_secs(4));
        assert_eq!(clock.due(), 0);
        clock.advance(Duration::from_secs(1));
        assert_eq!(clock.due(), 1);
        sleeper.await.expect("the sleeper ends");
        assert_eq!(clock.due(), 0);
    }
}
