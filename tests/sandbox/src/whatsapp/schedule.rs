//! What is to happen later, by the sandbox's clock and in a fixed order.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;

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
    /// The jobs have changed since the task last went to sleep for the first of them.
    unseen: bool,
}

impl Schedule {
    /// Sets a job for a moment; one in the past is done at once.
    pub(super) fn at(&mut self, moment: DateTime<Utc>, job: Job) {
        self.count += 1;
        self.jobs.insert((moment, self.count), job);
        self.unseen = true;
    }

    /// How many jobs are due, counting one more while the task does not sleep for the first.
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
        if entry.key().0 > now {
            return None;
        }
        self.unseen = true;
        Some(entry.remove())
    }

    fn next_moment(&self) -> Option<DateTime<Utc>> {
        self.jobs.keys().next().map(|(moment, _)| *moment)
    }
}

/// Runs due jobs as long as the server lives.
pub(super) async fn run(shared: Arc<Shared>) {
    let mut sleep: Option<Sleep> = None;
    loop {
        while shared.look().schedule.any_due(shared.clock.now()) {
            shared.change(|state, now| {
                if let Some(job) = state.schedule.pop_due(now) {
                    do_job(state, now, job);
                }
            });
        }
        let next = shared.look().schedule.next_moment();
        // A sleep for the same moment is kept: whoever moves the clock to the next moment that
        // anybody sleeps for must find it at all times.
        if sleep.as_ref().map(|sleep| sleep.until) != next {
            sleep = next.map(|until| Sleep::new(&shared, until));
        }
        // The sleep comes first: only once the clock knows of it have the new jobs been seen.
        tokio::select! {
            biased;
            () = Sleep::end(&mut sleep) => sleep = None,
            () = news(&shared, next) => {}
        }
    }
}

/// Notes that the task sleeps until `next`, if that is still right, and waits for a change.
async fn news(shared: &Shared, next: Option<DateTime<Utc>>) {
    let seen = {
        let schedule = &mut shared.look().schedule;
        schedule.next_moment() == next && std::mem::take(&mut schedule.unseen)
    };
    if seen {
        shared.changed.send_modify(|n| *n += 1);
    }
    shared.jobs.notified().await;
}

/// The task's sleep until its next job.
struct Sleep {
    until: DateTime<Utc>,
    ends: BoxFuture<'static, ()>,
}

impl Sleep {
    fn new(shared: &Shared, until: DateTime<Utc>) -> Self {
        let clock = shared.clock.clone();
        Self {
            until,
            ends: Box::pin(async move { clock.sleep_until(until).await }),
        }
    }

    /// Ends with the sleep, never if there is none.
    async fn end(sleep: &mut Option<Self>) {
        match sleep {
            Some(sleep) => sleep.ends.as_mut().await,
            None => std::future::pending().await,
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
