//! Once a day what nobody can need any more is forgotten.

use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;

use super::Facts;

const EVERY: TimeDelta = TimeDelta::days(1);

/// Tidies up now and every day, until `stop`.
pub async fn run(facts: Facts, stop: CancellationToken) {
    loop {
        let piece = facts.underway.begin();
        match facts.desk.tidy().await {
            Ok(forgotten) => tracing::info!(?forgotten, "tidied up"),
            Err(error) => tracing::error!(%error, "nothing could be tidied up"),
        }
        let sleep = facts.clock.sleep_until(facts.clock.now() + EVERY);
        drop(piece);
        tokio::select! {
            () = stop.cancelled() => return,
            () = sleep => {}
        }
    }
}
