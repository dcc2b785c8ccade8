//! Once an hour whoever lets a customer wait, or has messages in the queue, is looked up: they may
//! have left the team, of which no event tells us, and then the conversation is everybody's.

use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;

use super::Facts;

const EVERY: TimeDelta = TimeDelta::hours(1);

/// Looks now and every hour, until `stop`.
pub async fn run(facts: Facts, stop: CancellationToken) {
    loop {
        let piece = facts.underway.begin();
        if let Err(error) = facts.desk.look_up_the_silent().await {
            tracing::error!(%error, "whoever lets customers wait could not be looked up");
        }
        let sleep = facts.clock.sleep_until(facts.clock.now() + EVERY);
        drop(piece);
        tokio::select! {
            () = stop.cancelled() => return,
            () = sleep => {}
        }
    }
}
