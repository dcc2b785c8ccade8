//! How often we identify ourselves to Discord's gateway. Whoever does so more than a thousand times
//! in a day has every session ended and the token reset, and serenity alone would do it every few
//! seconds for as long as it is refused.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use serenity::all::{Http, SessionStartLimit, ShardId, ShardManager};
use tokio::sync::OwnedMutexGuard;

use super::metrics;
use crate::clock::{SharedClock, Timestamp};

/// The pause after one identification that brought no session; each further one doubles it.
const FIRST: TimeDelta = TimeDelta::seconds(5);

/// The longest such pause.
const LONGEST: TimeDelta = TimeDelta::minutes(5);

/// After so many identifications without a session it is said in the log, once.
const WORTH_SAYING: u32 = 3;

/// How long what Discord said counts, and how long it is not asked again after it said nothing.
const FRESH: TimeDelta = TimeDelta::seconds(10);
const ASK_AGAIN: TimeDelta = TimeDelta::seconds(5);

/// How often it is looked, by the machine's clock, whether serenity waits for the address.
const LOOK: Duration = Duration::from_millis(500);

/// The gateway's address. serenity reads it right before it connects, so whoever holds it decides
/// when.
pub type Address = Arc<tokio::sync::Mutex<String>>;

/// Counts identifications and says when the next one is in order.
#[derive(Debug)]
pub struct Identifications {
    clock: SharedClock,
    budget: Mutex<Budget>,
}

impl Identifications {
    /// None yet.
    pub fn new(clock: SharedClock) -> Self {
        Self {
            budget: Mutex::new(Budget::new(clock.now())),
            clock,
        }
    }

    fn budget(&self) -> MutexGuard<'_, Budget> {
        self.budget.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Discord told how many are left.
    pub fn told(&self, limit: &SessionStartLimit) {
        metrics::identifications_left(limit.remaining);
        self.budget().told(limit, self.clock.now());
    }

    /// Ends when the next one is in order.
    pub async fn wait(&self) {
        loop {
            let now = self.clock.now();
            let next = self.budget().next(now);
            if next <= now {
                return;
            }
            if next - now > LONGEST {
                tracing::warn!(until = %next, "Discord allows no more sessions until then");
            }
            self.clock.sleep_until(next).await;
        }
    }

    /// One is made.
    pub fn made(&self) {
        metrics::identified();
        let mut budget = self.budget();
        budget.made(self.clock.now());
        if budget.refused == WORTH_SAYING {
            let pause_s = budget.pause().num_seconds();
            tracing::warn!(
                refused = budget.refused,
                pause_s,
                "Discord's gateway gives no session; it is asked less and less often"
            );
        }
    }

    /// The gateway gave a session.
    pub fn granted(&self) {
        let refused = std::mem::take(&mut self.budget().refused);
        if refused > WORTH_SAYING {
            tracing::info!(refused, "Discord's gateway gives sessions again");
        }
    }

    /// Holds the address, and gives it to whoever waits for it when that is in order: at once to a
    /// shard that resumes its session, later to one that must identify itself. `held` keeps the
    /// address when this is dropped.
    pub async fn keep(
        &self,
        address: &Address,
        held: &mut Option<OwnedMutexGuard<String>>,
        shards: &ShardManager,
        http: &Http,
    ) {
        // The first has passed by then: there was a wait for it already.
        tokio::time::sleep(LOOK).await;
        *held = Some(Arc::clone(address).lock_owned().await);
        loop {
            tokio::time::sleep(LOOK).await;
            // serenity forgets a shard before it makes another one in its place.
            let resumes = shards.has(ShardId(0)).await;
            let may = match self.is_in_order() {
                _ if resumes => true,
                Some(known) => known,
                None => {
                    let answer = http.get_bot_gateway().await;
                    if let Err(error) = &answer {
                        tracing::debug!(%error, "Discord does not say what it allows");
                    }
                    self.answered(answer.ok().map(|gateway| gateway.session_start_limit))
                }
            };
            if may && self.offer(address, held).await && !resumes {
                self.made();
            }
        }
    }

    /// Whether the next one is in order; `None`: Discord must be asked how many are left.
    fn is_in_order(&self) -> Option<bool> {
        let now = self.clock.now();
        let budget = self.budget();
        if now < budget.next(now) || now < budget.ask_after {
            return Some(false);
        }
        (now < budget.fresh_until).then_some(true)
    }

    /// Whether the next one is in order, now that Discord was asked. While it does not answer,
    /// nobody could connect either.
    fn answered(&self, answer: Option<SessionStartLimit>) -> bool {
        let now = self.clock.now();
        match answer {
            Some(limit) => {
                self.told(&limit);
                self.budget().next(now) <= now
            }
            None => {
                self.budget().ask_after = now + ASK_AGAIN;
                false
            }
        }
    }

    /// Gives the address to whoever waits for it; says whether anybody did.
    async fn offer(&self, address: &Address, held: &mut Option<OwnedMutexGuard<String>>) -> bool {
        drop(held.take());
        let (again, taken) = match Arc::clone(address).try_lock_owned() {
            Ok(again) => (again, false),
            // Whoever waited has it now, and gives it back at once.
            Err(_) => (Arc::clone(address).lock_owned().await, true),
        };
        *held = Some(again);
        taken
    }
}

/// What Discord allows, and what there was already.
#[derive(Debug)]
struct Budget {
    /// When the last one was made, or else when this began.
    last: Timestamp,
    /// How many brought no session, in a row.
    refused: u32,
    left: Option<Left>,
    fresh_until: Timestamp,
    ask_after: Timestamp,
}

/// How many Discord still allows, and until when.
#[derive(Debug, Clone, Copy)]
struct Left {
    count: i32,
    total: i32,
    until: Timestamp,
}

impl Budget {
    fn new(now: Timestamp) -> Self {
        Self {
            last: now,
            refused: 0,
            left: None,
            fresh_until: now,
            ask_after: now,
        }
    }

    fn told(&mut self, limit: &SessionStartLimit, now: Timestamp) {
        let count = |count: u64| i32::try_from(count).unwrap_or(i32::MAX);
        let after = i64::try_from(limit.reset_after).unwrap_or(i64::MAX);
        let after = TimeDelta::try_milliseconds(after).unwrap_or(TimeDelta::days(1));
        self.left = Some(Left {
            count: count(limit.remaining),
            total: count(limit.total),
            until: now + after.min(TimeDelta::days(1)),
        });
        self.fresh_until = now + FRESH;
    }

    fn made(&mut self, now: Timestamp) {
        self.last = now;
        self.refused = self.refused.saturating_add(1);
        self.fresh_until = now;
    }

    /// How long to wait after the last one because it, and perhaps others before, was refused.
    fn pause(&self) -> TimeDelta {
        match self.refused {
            0 => TimeDelta::zero(),
            // Doubled so often it is certainly beyond the longest.
            nth => (FIRST * 2_i32.pow((nth - 1).min(10))).min(LONGEST),
        }
    }

    /// When the next one is in order. Once half of what Discord allows is used up, the rest is
    /// spread over the time that it must last: sessions may be granted and lost again.
    fn next(&self, now: Timestamp) -> Timestamp {
        let refused = self.last + self.pause();
        let Some(left) = self.left.filter(|left| now < left.until) else {
            return refused;
        };
        match left.count {
            ..=0 => left.until,
            count if count > left.total / 2 => refused,
            count => refused.max(self.last + (left.until - self.last) / count),
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::watch;

    use super::*;
    use crate::clock::{Clock, Sleep};

    #[derive(Debug)]
    struct Stopped(watch::Sender<Timestamp>);

    impl Clock for Stopped {
        fn now(&self) -> Timestamp {
            *self.0.borrow()
        }

        fn sleep_until(&self, at: Timestamp) -> Sleep {
            let mut now = self.0.subscribe();
            Box::pin(async move {
                let _ = now.wait_for(|now| *now >= at).await;
            })
        }
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_timestamp(1_800_000_000 + seconds, 0).expect("a time")
    }

    fn limit(remaining: u64, reset_after: TimeDelta) -> SessionStartLimit {
        let limit = serde_json::json!({
            "total": 1000,
            "remaining": remaining,
            "reset_after": reset_after.num_milliseconds(),
            "max_concurrency": 1,
        });
        serde_json::from_value(limit).expect("a limit")
    }

    #[test]
    fn a_gateway_that_refuses_is_asked_less_and_less_often_and_never_given_up() {
        let mut budget = Budget::new(at(0));
        let (mut times, mut now) = (Vec::new(), at(0));
        while now <= at(24 * 3600) {
            budget.made(now);
            times.push((now - at(0)).num_seconds());
            now = budget.next(now);
        }
        assert_eq!(times[..9], [0, 5, 15, 35, 75, 155, 315, 615, 915]);
        assert_eq!(times.len(), 293, "in a day");
        budget.refused = 0;
        assert_eq!(budget.next(budget.last), budget.last, "after a session");
    }

    #[test]
    fn what_is_left_lasts_until_there_is_more() {
        const DAY: i64 = 24 * 3600;
        for (remaining, first) in [
            (1000, 0),
            (501, 0),
            (500, 172),
            (100, 864),
            (1, DAY),
            (0, DAY),
        ] {
            let mut budget = Budget::new(at(0));
            budget.told(&limit(remaining, at(DAY) - at(0)), at(0));
            let next = budget.next(at(0));
            assert_eq!((next - at(0)).num_seconds(), first, "{remaining}");
            // Even if every session is granted, and lost as soon as serenity can make another.
            let mut left = remaining;
            let mut now = at(0);
            while budget.next(now).max(now + FIRST) < at(DAY) {
                now = budget.next(now).max(now + FIRST);
                left = left.checked_sub(1).expect("never one too many");
                budget.made(now);
                budget.refused = 0;
                budget.told(&limit(left, at(DAY) - now), now);
            }
            assert!(budget.next(at(DAY)) <= at(DAY), "there are new ones");
        }
    }

    #[test]
    fn discord_is_asked_before_each_one_and_while_it_is_away_none_is_made() {
        let clock = Arc::new(Stopped(watch::channel(at(0)).0));
        let all = Identifications::new(Arc::clone(&clock) as _);
        let left = |count| Some(limit(count, TimeDelta::seconds(600)));
        assert_eq!(all.is_in_order(), None);
        assert!(!all.answered(None));
        assert_eq!(all.is_in_order(), Some(false), "it is not asked so soon");
        clock.0.send_replace(at(5));
        assert_eq!(all.is_in_order(), None);
        assert!(all.answered(left(1000)));
        assert_eq!(all.is_in_order(), Some(true), "that was said just now");
        all.made();
        clock.0.send_replace(at(9));
        assert_eq!(all.is_in_order(), Some(false));
        clock.0.send_replace(at(10));
        assert_eq!(all.is_in_order(), None);
        assert!(!all.answered(left(0)));
        clock.0.send_replace(at(609));
        assert_eq!(all.is_in_order(), Some(false));
        clock.0.send_replace(at(610));
        assert_eq!(all.is_in_order(), None, "there are new ones");
    }

    /// Somebody who connects as soon as the address is to be had.
    async fn connects(address: &Address) -> tokio::task::JoinHandle<()> {
        let address = Arc::clone(address);
        let waits = tokio::spawn(async move { drop(address.lock().await) });
        tokio::task::yield_now().await;
        waits
    }

    #[tokio::test]
    async fn the_address_goes_to_whoever_waits_and_comes_back() {
        let all = Identifications::new(Arc::new(Stopped(watch::channel(at(0)).0)));
        let address = Address::default();
        let mut held = Some(Arc::clone(&address).lock_owned().await);
        assert!(!all.offer(&address, &mut held).await, "nobody waits");
        let waits = connects(&address).await;
        assert!(!waits.is_finished() && held.is_some());
        assert!(all.offer(&address, &mut held).await);
        assert!(waits.is_finished() && held.is_some());
    }
}
