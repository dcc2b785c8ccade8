//! What is to happen later, by the sandbox's clock and in a fixed order.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::state::{Pair, Shared, State};
use super::transit;
use super::webhooks::Parcel;

/// Something to be done at its time.
#[derive(Debug)]
pub(super) enum Job {
    /// One of the messages under way to this customer is `sent`.
    Transit(Pair),
    /// The oldest `sent` message reaches the phone, if that is on.
    Deliver(Pair),
    /// The message at this place fails.
    Fail(usize),
    /// A webhook that was delayed, or whose last try failed, is to be posted.
    Post(Parcel),
    /// The request with this number goes on.
    GoOn(u64),
}

/// All jobs, ordered by time and then by when they were set.
#[derive(Debug, Default)]
pub(super) struct Schedule {
    jobs: BTreeMap<(DateTime<Utc>, u64), Job>,
    count: u64,
    /// A job was added that the task has not seen yet.
    unseen: bool,
}

impl Schedule {
    /// Sets a job for a moment; one in the past is done at once.
    pub(super) fn at(&mut self, moment: DateTime<Utc>, job: Job) {
        self.count += 1;
        self.jobs.insert((moment, self.count), job);
        self.unseen = true;
    }

    /// How many jobs are due, counting one more while the task has not seen the newest.
    pub(super) fn due(&self, now: DateTime<Utc>) -> usize {
        let due = self
            .jobs
            .keys()
            .take_while(|(moment, _)| *moment <= now)
            .count();
        due + usize::from(self.unseen)
    }

    /// Makes every webhook that waits for its next try due at `now`.
    pub(super) fn hurry_posts(&mut self, now: DateTime<Utc>) {
        let waiting: Vec<_> = self
            .jobs
            .iter()
            .filter(|((moment, _), job)| matches!(job, Job::Post(_)) && *moment > now)
            .map(|(key, _)| *key)
            .collect();
        for key in waiting {
            if let Some(job) = self.jobs.remove(&key) {
                self.at(now, job);
            }
        }
    }

    /// How many webhooks wait for a later moment.
    pub(super) fn posts(&self) -> usize {
        self.jobs
            .values()
            .filter(|job| matches!(job, Job::Post(_)))
            .count()
    }

    fn any_due(&self, now: DateTime<Utc>) -> bool {
        self.next_moment().is_some_and(|moment| moment <= now)
    }

    fn pop_due(&mut self, now: DateTime<Utc>) -> Option<Job> {
        let entry = self.jobs.first_entry()?;
        (entry.key().0 <= now).then(|| entry.remove())
    }

    fn next_moment(&self) -> Option<DateTime<Utc>> {
        self.jobs.keys().next().map(|(moment, _)| *moment)
    }
}

/// Runs due jobs as long as the server lives.
pub(super) async fn run(shared: Arc<Shared>) {
    loop {
        while shared.look().schedule.any_due(shared.clock.now()) {
            shared.change(|state, now| {
                if let Some(job) = state.schedule.pop_due(now) {
                    do_job(state, now, job);
                }
            });
        }
        let next = shared.look().schedule.next_moment();
        let sleep = async {
            match next {
                Some(moment) => shared.clock.sleep_until(moment).await,
                None => std::future::pending().await,
            }
        };
        // The sleep comes first: only once the clock knows of it have the new jobs been seen.
        tokio::select! {
            biased;
            () = sleep => {}
            () = async {
                let seen = {
                    let mut state = shared.look();
                    // A job set since `next` was read has not been seen.
                    let current = state.schedule.next_moment() == next;
                    let seen = current && state.schedule.unseen;
                    if current {
                        state.schedule.unseen = false;
                    }
                    seen
                };
                if seen {
                    shared.changed.send_modify(|n| *n += 1);
                }
                shared.jobs.notified().await;
            } => {}
        }
    }
}

fn do_job(state: &mut State, now: DateTime<Utc>, job: Job) {
    match job {
        Job::Transit(pair) => transit::sent(state, now, pair),
        Job::Deliver(pair) => transit::delivered(state, now, pair),
        Job::Fail(place) => transit::failed(state, now, place),
        Job::Post(parcel) => state.outbox.push(parcel),
        Job::GoOn(request) => state.requests.go_on(request),
    }
}
