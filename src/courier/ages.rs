//! Notices when something that could go on does not: a queue that stands still says nothing by
//! itself. The log says so first, and admins are told of what lasts.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::Facts;
use crate::clock::Timestamp;
use crate::desk::DeskError;
use crate::store::{Db, StoreError, inbox, outgoing, posts};

/// What may leave has left by then, or something is wrong.
const ALARM: TimeDelta = TimeDelta::minutes(2);

/// What is over by itself before then is nothing for admins.
const LASTING: TimeDelta = TimeDelta::minutes(5);

/// While it lasts it is said again.
const AGAIN: TimeDelta = TimeDelta::minutes(5);

/// What can stand still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// Messages towards customers that may leave.
    Messages,
    /// Lines for the threads.
    Lines,
    /// What the platform told and nobody could work in yet.
    Webhooks,
}

/// Since when what waits longest in each lane does so.
pub type Waiting = BTreeMap<Lane, Timestamp>;

/// Reads it; lanes in which nothing waits are not in it.
pub async fn waiting(db: &mut Db) -> Result<Waiting, StoreError> {
    let all = [
        (Lane::Messages, outgoing::oldest(db).await?.ready),
        (Lane::Lines, posts::oldest(db).await?),
        (Lane::Webhooks, inbox::oldest(db).await?),
    ];
    let all = all.into_iter();
    Ok(all
        .filter_map(|(lane, since)| Some((lane, since?)))
        .collect())
}

/// Of these the ones that admins must know of.
pub fn lasting(mut waiting: Waiting, now: Timestamp) -> Waiting {
    waiting.retain(|_, since| now - *since >= LASTING);
    waiting
}

/// Looks a while after each call, and for as long as anything waits, until `stop`.
pub async fn run(facts: Facts, called: Arc<Notify>, stop: CancellationToken) {
    let mut told = Vec::new();
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
            next = match look(&facts, &mut told).await {
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
async fn look(facts: &Facts, told: &mut Vec<Lane>) -> Result<Option<Timestamp>, DeskError> {
    let waiting = {
        let mut db = facts.desk.store().read().await?;
        waiting(&mut db).await?
    };
    let now = facts.clock.now();
    let lasting: Vec<Lane> = lasting(waiting.clone(), now).into_keys().collect();
    if lasting != *told {
        *told = lasting;
        facts.desk.look_around();
    }
    let Some(oldest) = waiting.values().min().copied() else {
        return Ok(None);
    };
    if is_overdue(oldest, now) {
        let seconds = |lane| waiting.get(&lane).map(|since| (now - *since).num_seconds());
        tracing::error!(
            message_s = seconds(Lane::Messages),
            line_s = seconds(Lane::Lines),
            webhook_s = seconds(Lane::Webhooks),
            "queue-age alarm: what could go on does not"
        );
        metrics::counter!("conecta_queue_age_alarms_total").increment(1);
    }
    Ok(Some(next_look(oldest, now)))
}

fn is_overdue(oldest: Timestamp, now: Timestamp) -> bool {
    now - oldest >= ALARM
}

fn next_look(oldest: Timestamp, now: Timestamp) -> Timestamp {
    let moments = [oldest + ALARM, oldest + LASTING, now + AGAIN];
    let next = moments.into_iter().find(|at| *at > now);
    next.unwrap_or(now + AGAIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_minutes_are_too_long_and_five_are_for_admins() {
        let since = Timestamp::from_timestamp(1_790_000_000, 0).expect("a valid time");
        let after = |seconds| since + TimeDelta::seconds(seconds);
        assert!(!is_overdue(since, after(119)));
        assert_eq!(next_look(since, after(1)), after(120));
        assert!(is_overdue(since, after(120)));
        assert_eq!(next_look(since, after(120)), after(300));
        assert_eq!(next_look(since, after(300)), after(300 + 300));
        let waiting = Waiting::from([(Lane::Lines, since), (Lane::Messages, after(1))]);
        assert_eq!(lasting(waiting.clone(), after(299)), Waiting::new());
        assert_eq!(
            lasting(waiting, after(300)),
            Waiting::from([(Lane::Lines, since)])
        );
    }
}
