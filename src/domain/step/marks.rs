//! Which mark each message carries at this moment.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::super::content::Content;
use super::super::effect::Effect;
use super::super::ids::PostId;
use super::super::mark::Mark;
use super::super::message::{Outgoing, State};
use super::Step;

/// A mark that says *late* comes so long after the thing was due.
const LATE_MARK: TimeDelta = TimeDelta::seconds(5);

impl Step<'_> {
    pub(super) fn mark_all(&mut self) {
        let mut done = BTreeSet::new();
        for at in 0..self.c.outgoing.len() {
            let Some(post) = self.c.outgoing[at].post else {
                continue;
            };
            if !done.insert(post) {
                continue;
            }
            let wanted = self.wanted_on(post);
            let mut rows = self.c.outgoing[at..].iter_mut();
            let mut changed = false;
            for row in rows.by_ref().filter(|row| row.post == Some(post)) {
                changed |= row.mark != wanted;
                row.mark = wanted;
            }
            if changed {
                self.effects.push(Effect::Mark { post, mark: wanted });
            }
        }
    }

    /// A line that stands for several messages says what its author must look at first; that one of
    /// them stays inside only if all do.
    fn wanted_on(&self, post: PostId) -> Option<Mark> {
        let marks = || self.rows_of(post).filter_map(|row| self.wanted(row));
        let worst = marks()
            .filter(|mark| *mark != Mark::Note)
            .max_by_key(|mark| gravity(*mark));
        worst.or_else(|| {
            let all_stay = self
                .rows_of(post)
                .all(|row| self.wanted(row) == Some(Mark::Note));
            all_stay.then_some(Mark::Note)
        })
    }

    fn wanted(&self, row: &Outgoing) -> Option<Mark> {
        let is_due = self.mark_due(row).is_some_and(|at| self.now >= at);
        match row.state {
            State::Held => Some(Mark::Held),
            State::Undo => None,
            State::Waiting => Some(Mark::Queued),
            State::Ready | State::Sending => {
                (is_due || row.mark == Some(Mark::Queued)).then_some(Mark::Queued)
            }
            State::Doubt if row.asked => Some(Mark::Doubt),
            State::Doubt => Some(Mark::Queued),
            // Nobody knows, whatever was decided.
            State::Presumed => Some(Mark::Doubt),
            // ✔️ only says that the delivery takes its time.
            State::Accepted | State::Sent => is_due.then_some(Mark::Accepted),
            State::Delivered | State::Read => match self.place_in_run(row) {
                Place::Inside => None,
                Place::Last { least: 3.. } => Some(Mark::Read),
                Place::Last { least: 2 } => Some(Mark::Delivered),
                Place::Last { .. } => is_due.then_some(Mark::Accepted),
            },
            State::Failed | State::Expired => Some(Mark::Failed),
            State::Cancelled => Some(Mark::Note),
        }
    }

    /// When the mark of a message changes although nothing happens: 🕓 five seconds after it was
    /// due, ✔️ five seconds after it was taken.
    pub(super) fn mark_due(&self, row: &Outgoing) -> Option<DateTime<Utc>> {
        match row.state {
            State::Ready | State::Sending => {
                let due = row.ready_since.or(row.sending_since).unwrap_or(row.due_at);
                Some(due.max(row.written_at) + LATE_MARK)
            }
            State::Accepted | State::Sent => row.accepted_at.map(|at| at + LATE_MARK),
            State::Delivered | State::Read => match self.place_in_run(row) {
                Place::Last { least: 0 | 1 } => row.accepted_at.map(|at| at + LATE_MARK),
                _ => None,
            },
            _ => None,
        }
    }

    /// ☑️ and 🔵 stand on the last message of a run, once all of it came as far.
    fn place_in_run(&self, row: &Outgoing) -> Place {
        let mut least = row.state.progress().unwrap_or_default();
        // A reaction has no line of its own, and is never said to have been delivered or read.
        let is_line = |other: &&Outgoing| !matches!(other.content, Content::Reaction { .. });
        let run = self.c.outgoing.iter().filter(|other| other.run == row.run);
        for other in run.filter(is_line) {
            // Where its line is gone no mark can stand.
            let comes_after = other.position > row.position && other.post.is_some();
            let Some(progress) = other.state.progress() else {
                if comes_after && row.mark.is_none_or(Mark::is_taken_away) && self.is_leaving(other)
                {
                    return Place::Inside;
                }
                continue;
            };
            if comes_after {
                return Place::Inside;
            }
            least = least.min(progress);
        }
        Place::Last { least }
    }
}

impl Step<'_> {
    /// It is its turn, and nothing has kept it waiting yet: in a moment it stands behind what left
    /// before it.
    fn is_leaving(&self, row: &Outgoing) -> bool {
        matches!(row.state, State::Ready | State::Sending)
            && self.mark_due(row).is_some_and(|at| self.now < at)
    }
}

/// Where a message stands among those that stand together in the thread and have left.
enum Place {
    /// Others come after it.
    Inside,
    /// It is the last, and all of them came at least so far.
    Last { least: u8 },
}

/// Which of two marks a line carries that would carry both.
fn gravity(mark: Mark) -> u8 {
    match mark {
        Mark::Failed => 7,
        Mark::Doubt => 6,
        Mark::Held => 5,
        Mark::Queued => 4,
        Mark::Accepted => 3,
        Mark::Delivered => 2,
        Mark::Read => 1,
        Mark::Note => 0,
    }
}
