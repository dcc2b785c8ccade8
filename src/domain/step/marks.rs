//! Which mark each message carries at this moment.

use super::super::effect::Effect;
use super::super::mark::Mark;
use super::super::message::{Outgoing, State};
use super::Step;
use super::advance::LATE_MARK;

impl Step<'_> {
    pub(super) fn mark_all(&mut self) {
        for at in 0..self.c.outgoing.len() {
            let wanted = self.wanted(&self.c.outgoing[at]);
            let row = &mut self.c.outgoing[at];
            let Some(post) = row.post else { continue };
            if row.mark != wanted {
                row.mark = wanted;
                self.effects.push(Effect::Mark { post, mark: wanted });
            }
        }
    }

    fn wanted(&self, row: &Outgoing) -> Option<Mark> {
        match row.state {
            State::Held => Some(Mark::Held),
            State::Undo => None,
            State::Waiting => Some(Mark::Queued),
            State::Ready | State::Sending => {
                let due = row.ready_since.or(row.sending_since).unwrap_or(row.due_at);
                let late = self.now >= due.max(row.written_at) + LATE_MARK;
                (late || row.mark == Some(Mark::Queued)).then_some(Mark::Queued)
            }
            State::Doubt if row.asked => Some(Mark::Doubt),
            State::Doubt => Some(Mark::Queued),
            State::Accepted | State::Sent => self.taken(row),
            State::Presumed => Some(Mark::Accepted),
            State::Delivered | State::Read => self.arrived(row),
            State::Failed | State::Expired => Some(Mark::Failed),
            State::Cancelled => Some(Mark::Note),
        }
    }

    /// ✔️ only says that the delivery takes its time.
    fn taken(&self, row: &Outgoing) -> Option<Mark> {
        let late = row.accepted_at.is_some_and(|at| self.now >= at + LATE_MARK);
        late.then_some(Mark::Accepted)
    }

    /// ☑️ and 🔵 stand on the last message of a run, once all of it came as far.
    fn arrived(&self, row: &Outgoing) -> Option<Mark> {
        let mut last = true;
        let mut least = row.state.progress();
        for other in self.c.outgoing.iter().filter(|other| other.run == row.run) {
            let Some(progress) = other.state.progress() else {
                continue;
            };
            last &= other.position <= row.position;
            least = least.min(Some(progress));
        }
        if !last {
            return None;
        }
        match least {
            Some(3..) => Some(Mark::Read),
            Some(2) => Some(Mark::Delivered),
            _ => self.taken(row),
        }
    }
}
