//! What is forgotten once nobody can need it any more.

use chrono::TimeDelta;

use super::work::Work;
use super::{Desk, DeskError};
use crate::store::{
    account_news, composed, drafts, inbound, inbox, lines, marks, presses, webhooks,
};

/// Bodies of webhooks: what they say was worked in long ago. What of them could not be read or worked
/// in has been told to admins, and customers' words do not lie about for ever.
const BODIES: TimeDelta = TimeDelta::days(30);

/// Statuses that never found their message; Meta repeats webhooks for 7 days at most.
/// <https://developers.facebook.com/docs/graph-api/webhooks/getting-started#delivery-frequency>
const UNMATCHED: TimeDelta = TimeDelta::days(7);

/// Presses, and drafts that nobody touched.
const PRESSES: TimeDelta = TimeDelta::days(30);

/// What the lines of a concluded conversation's thread are, and their marks. Afterwards a reply to
/// one of them stays inside.
const THREADS: TimeDelta = TimeDelta::days(90);

/// News about accounts: what is the same is told again only after that.
const NEWS: TimeDelta = TimeDelta::days(90);

/// Rows of each kind that one unit of work forgets, since it holds up all others.
const AT_ONCE: u32 = 500;

/// How many rows were forgotten.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Bodies of webhooks.
    pub bodies: u64,
    /// What was set aside of them and given up.
    pub given_up: u64,
    /// Statuses without a message.
    pub unmatched: u64,
    /// Presses.
    pub presses: u64,
    /// Drafts, and messages that were composed.
    pub drafts: u64,
    /// Lines of threads.
    pub lines: u64,
    /// Marks.
    pub marks: u64,
    /// News about accounts.
    pub news: u64,
}

impl Forgotten {
    fn add(&mut self, other: Self) {
        self.bodies += other.bodies;
        self.given_up += other.given_up;
        self.unmatched += other.unmatched;
        self.presses += other.presses;
        self.drafts += other.drafts;
        self.lines += other.lines;
        self.marks += other.marks;
        self.news += other.news;
    }

    fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

impl Desk {
    /// Forgets what is old enough, a little at a time, until nothing is.
    ///
    /// # Errors
    /// If the store fails; what was forgotten before stays so.
    pub async fn tidy(&self) -> Result<Forgotten, DeskError> {
        let mut all = Forgotten::default();
        loop {
            let some = self.forget_some().await?;
            if some.is_nothing() {
                return Ok(all);
            }
            all.add(some);
        }
    }

    async fn forget_some(&self) -> Result<Forgotten, DeskError> {
        let concluded = self.now() - THREADS;
        // What takes long to find is found by a reader.
        let (old_lines, old_marks) = {
            let mut db = self.store.read().await?;
            (
                lines::long_concluded(&mut db, concluded, AT_ONCE).await?,
                marks::long_concluded(&mut db, concluded, AT_ONCE).await?,
            )
        };
        self.unit(move |unit| {
            Box::pin(async move {
                lines::forget(unit.db, &old_lines).await?;
                for post in &old_marks {
                    marks::forget(unit.db, *post).await?;
                }
                let (db, now) = (&mut *unit.db, unit.now);
                let forgotten = Forgotten {
                    bodies: webhooks::purge(db, now - BODIES, AT_ONCE).await?,
                    given_up: inbox::purge(db, now - BODIES, AT_ONCE).await?,
                    unmatched: inbound::purge_unmatched(db, now - UNMATCHED, AT_ONCE).await?,
                    presses: presses::purge(db, now - PRESSES, AT_ONCE).await?,
                    drafts: drafts::purge(db, now - PRESSES, AT_ONCE).await?
                        + composed::purge(db, now - PRESSES, AT_ONCE).await?,
                    lines: old_lines.len() as u64,
                    marks: old_marks.len() as u64,
                    news: account_news::purge(db, now - NEWS, AT_ONCE).await?,
                };
                // Admins are told how many there are more of than before.
                if forgotten.bodies + forgotten.given_up > 0 {
                    unit.work.push(Work::Watch);
                }
                Ok(forgotten)
            })
        })
        .await
    }
}
