//! When to try again: 1 s, 5 s, 30 s, 2 min, then every 5 min, a little earlier or later each time
//! so that what failed together does not come back together.

use chrono::TimeDelta;

use super::Facts;
use crate::desk::DeskError;
use crate::discord::error::{DiscordError, Retry};
use crate::domain::refusal::backoff;

/// No pause is longer.
pub const LONGEST: TimeDelta = TimeDelta::minutes(6);

/// How long to wait after the nth failure in a row, from 1. `salt` spreads by up to a fifth.
pub fn after(nth: u32, salt: i64) -> TimeDelta {
    let ms = backoff(nth).num_milliseconds();
    // A multiplicative hash: the same target always gets the same share, others another one.
    let share = salt.wrapping_mul(2_654_435_761).rem_euclid(401) - 200;
    TimeDelta::milliseconds(ms + ms * share / 1000)
}

/// Which retry is next, from how long it has been tried: attempts are not counted while the
/// platform is in trouble.
pub fn nth(tried_for: TimeDelta) -> u32 {
    match tried_for.num_seconds() {
        ..1 => 1,
        1..6 => 2,
        6..36 => 3,
        36..156 => 4,
        _ => 5,
    }
}

/// How long to wait after this answer: `nth` as ever, but what somebody must mend first is asked for
/// seldom, since Discord shuts out whoever it has to refuse too often.
pub fn discord(error: &DiscordError, nth: u32, salt: i64) -> TimeDelta {
    let nth = match error.retry() {
        Retry::AfterMending => 5,
        _ => nth,
    };
    after(nth, salt)
}

/// Writes down what happened outside, until that works: what is not written down would be done a
/// second time.
pub async fn until_written<T, Fut>(facts: &Facts, salt: i64, write: impl Fn() -> Fut) -> T
where
    Fut: Future<Output = Result<T, DeskError>>,
{
    let mut failures = 0;
    loop {
        match write().await {
            Ok(written) => return written,
            Err(error) => {
                failures += 1;
                tracing::error!(%error, failures, "what was done could not be written down");
                let at = facts.clock.now() + after(failures, salt);
                facts.clock.sleep_until(at).await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_longer_each_time_and_never_more_than_a_fifth_beside_the_step() {
        for salt in 0..1000 {
            for (nth, step) in (1..).zip([1, 5, 30, 120, 300, 300]) {
                let ms = after(nth, salt).num_milliseconds();
                assert!(
                    (step * 800..=step * 1200).contains(&ms),
                    "{nth} {salt} {ms}"
                );
            }
        }
    }
}
