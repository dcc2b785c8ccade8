//! Notices when something that could leave does not: a queue that stands still says nothing by
//! itself.

use std::sync::Arc;

use chrono::TimeDelta;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::Facts;
use crate::clock::Timestamp;
use crate::desk::DeskError;
use crate::store::{outgoing, posts};

/// What may leave has left by then, or something is wrong.
const ALARM: TimeDelta = TimeDelta::minutes(2);

/// While it lasts it is said again.
const AGAIN: TimeDelta = TimeDelta::minutes(5);

/// Looks a while after each call, and for as long as anything waits, until `stop`.
pub async fn run(facts: Facts, called: Arc<Notify>, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = called.notified() => {}
        }
        let mut next = Some(facts.clock.now() + ALARM);
        while let Some(at) = next {
            tokio::select! {
                () = stop.cancelled() => return,
                () = facts.clock.sleep_until(at) => {}
            }
            let _piece = facts.underway.begin();
            next = match look(&facts).await {
                Ok(next) => next,
                Err(error) => {
                    tracing::error!(%error, "nobody knows how long what waits has waited");
                    Some(facts.clock.now() + AGAIN)
                }
            };
        }
    }
}

/// Says so if something has waited too long; when to look again, if anything waits.
async fn look(facts: &Facts) -> Result<Option<Timestamp>, DeskError> {
    let mut db = facts.desk.store().read().await?;
    let message = outgoing::oldest(&mut db).await?.ready;
    let line = posts::oldest(&mut db).await?;
    let Some(oldest) = message.into_iter().chain(line).min() else {
        return Ok(None);
    };
    let now = facts.clock.now();
    let next = next_look(oldest, now);
    if !is_overdue(oldest, now) {
        return Ok(Some(next));
    }
    let seconds = |since: Option<Timestamp>| since.map(|since| (now - since).num_seconds());
    tracing::error!(
        message_s = seconds(message),
        line_s = seconds(line),
        "queue-age alarm: what could leave does not"
    );
    metrics::counter!("conecta_queue_age_alarms_total").increment(1);
    Ok(Some(next))
}

fn is_overdue(oldest: Timestamp, now: Timestamp) -> bool {
    now - oldest >= ALARM
}

fn next_look(oldest: Timestamp, now: Timestamp) -> Timestamp {
    if is_overdue(oldest, now) {
        now + AGAIN
    } else {
        oldest + ALARM
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_minutes_are_too_long_and_it_is_said_again_every_five() {
        let since = Timestamp::from_timestamp(1_790_000_000, 0).expect("a valid time");
        let after = |seconds| since + TimeDelta::seconds(seconds);
        assert!(!is_overdue(since, after(119)));
        assert_eq!(next_look(since, after(1)), after(120));
        assert!(is_overdue(since, after(120)));
        assert_eq!(next_look(since, after(120)), after(120 + 300));
    }
}
