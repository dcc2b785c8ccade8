//! The life of a conversation: begun, assumed, given back, concluded, taken up again.

use super::super::conversation::{Notify, Stage};
use super::super::effect::{Effect, Notice, Question};
use super::super::ids::{MessageId, PersonId, PlaceId, PostId};
use super::super::message::{HeldReason, State};
use super::Step;

impl Step<'_> {
    pub(super) fn begun(&mut self) {
        self.push(Effect::OpenThread);
        if let Some(by) = self.c.assignee {
            self.notice(Notice::Started { by });
        } else {
            self.push(Effect::News);
        }
    }

    pub(super) fn thread_opened(&mut self, thread: PlaceId, card: PostId) {
        self.c.thread = Some(thread);
        self.c.card = Some(card);
        if let Some(assignee) = self.c.assignee {
            self.push(Effect::Join(assignee));
        }
        self.show_life();
    }

    pub(super) fn thread_lost(&mut self) {
        self.c.thread = None;
        self.c.card = None;
        self.c.named = false;
        for row in &mut self.c.outgoing {
            row.post = None;
            row.reread = false;
        }
        self.push(Effect::OpenThread);
    }

    pub(super) fn assumed(&mut self, by: PersonId, notify: Notify) {
        if self.c.stage == Stage::Concluded || self.c.assignee == Some(by) {
            return;
        }
        let before = self.c.assignee.replace(by);
        self.c.notify = notify;
        self.c.unanswered_since = None;
        self.c.reminded = false;
        if let Some(before) = before {
            self.push(Effect::Leave(before));
        }
        self.push(Effect::Join(by));
        self.notice(Notice::Assumed { by });
        self.only_the_assignee_may_still_send(by);
        self.show_life();
    }

    /// What others wrote while it was nobody's can no longer be sent by them.
    fn only_the_assignee_may_still_send(&mut self, assignee: PersonId) {
        let others: Vec<MessageId> = self
            .c
            .outgoing
            .iter()
            .filter(|row| {
                row.state == State::Held
                    && row.held == Some(HeldReason::Unassigned)
                    && row.author != assignee
            })
            .map(|row| row.id)
            .collect();
        for id in others {
            self.make_note(id);
        }
    }

    pub(super) fn released(&mut self, by: PersonId) {
        if self.c.stage == Stage::Concluded {
            return;
        }
        let Some(before) = self.c.assignee.take() else {
            return;
        };
        self.c.unanswered_since = None;
        self.push(Effect::Leave(before));
        self.notice(Notice::Released { by });
        self.show_life();
    }

    pub(super) fn concluded(&mut self, by: PersonId) {
        if self.c.stage == Stage::Concluded {
            return;
        }
        let pending: Vec<MessageId> = self
            .c
            .outgoing
            .iter()
            .filter(|row| row.state.is_pending())
            .map(|row| row.id)
            .collect();
        let discarded = pending.len();
        for id in pending {
            self.make_note(id);
        }
        self.c.stage = Stage::Concluded;
        self.c.question = None;
        self.c.queue_held = false;
        self.c.unanswered_since = None;
        self.retract(Question::Queue);
        self.retract(Question::OptOut);
        self.notice(Notice::Concluded { by, discarded });
        self.show_life();
        self.push(Effect::Archive);
    }

    pub(super) fn restarted(&mut self, by: PersonId, notify: Notify) {
        if self.c.stage == Stage::Open {
            return;
        }
        self.c.stage = Stage::Open;
        self.c.assignee = Some(by);
        self.c.notify = notify;
        self.c.unanswered_since = None;
        self.push(Effect::Unarchive);
        self.push(Effect::Join(by));
        self.notice(Notice::Restarted { by });
        self.show_life();
    }
}
