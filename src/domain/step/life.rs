//! The life of a conversation: begun, assumed, given back, concluded, taken up again.

use chrono::{DateTime, Utc};

use super::super::conversation::{Above, Notify, Stage};
use super::super::effect::{Effect, Notice, Posted, Question};
use super::super::ids::{MessageId, PersonId, PlaceId, PostId};
use super::super::message::{HeldReason, State};
use super::{REMINDER, Step};

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
        let mut waiting = Vec::new();
        for row in &mut self.c.outgoing {
            row.reread = false;
            if row.post.take().is_none() {
                continue;
            }
            let message = row.id;
            match (row.state.is_unsettled(), row.content.is_template()) {
                (true, true) => waiting.push(Posted::Template { message }),
                (true, false) => {
                    row.loses_its_line();
                    waiting.push(Posted::Text { message });
                }
                // Nothing shows any more what would be sent again.
                (false, false) if row.state == State::Failed => {
                    row.held = Some(HeldReason::Deleted);
                }
                (false, _) => {}
            }
        }
        // Somebody tidies up: what is over needs no new thread until it has something to say, unless
        // it still asks something.
        let asks = self.c.outgoing.iter().any(|row| row.state.is_unsettled());
        if self.c.stage == Stage::Open || asks {
            self.push(Effect::OpenThread);
            for line in waiting {
                self.post(line, None, None);
            }
            self.ask_everything_again();
        }
    }

    pub(super) fn card_lost(&mut self, card: PostId) {
        if self.c.card != Some(card) {
            return;
        }
        self.c.card = None;
        // Who tidies up what is over needs no word of it, which would open the thread again.
        if self.c.stage == Stage::Open {
            self.notice(Notice::CardLost);
        }
    }

    /// One that comes into a thread which has a card of its own by then is only a line.
    pub(super) fn card_stands(&mut self, card: PostId) {
        if self.c.thread.is_some() && self.c.card.is_none() {
            self.c.card = Some(card);
            self.push(Effect::Card);
        }
    }

    /// The questions went with the thread in which they stood.
    fn ask_everything_again(&mut self) {
        let held: Vec<(MessageId, HeldReason)> = self
            .c
            .outgoing
            .iter()
            .filter_map(|row| Some((row.id, row.held_for()?)))
            .collect();
        for (message, reason) in held {
            self.hold(message, reason);
        }
        for row in &mut self.c.outgoing {
            row.asked = false;
        }
        if let Some(question) = &self.c.question {
            self.ask_about_the_queue(question.why);
        }
    }

    pub(super) fn assumed(&mut self, by: PersonId, notify: Notify) {
        if self.c.stage == Stage::Concluded || self.c.assignee == Some(by) {
            return;
        }
        let before = self.c.assignee;
        self.hand_to(by, notify);
        if let Some(before) = before {
            self.push(Effect::Leave(before));
        }
        self.push(Effect::Join(by));
        self.notice(Notice::Assumed { by });
        self.show_life();
    }

    /// It is that person's now.
    fn hand_to(&mut self, by: PersonId, notify: Notify) {
        if self.c.assignee != Some(by) {
            self.colleagues_line_stands_last();
        }
        if let Above::Colleague { at } = self.c.above
            && self.was_theirs(by, at)
        {
            self.c.above = Above::Assignee;
        }
        self.c.assignee = Some(by);
        self.c.notify = notify;
        self.c.signed = None;
        // They know that the customer waits, and may forget it.
        self.c.told = false;
        self.c.remind_at = self.c.wrote_since.map(|_| self.now + REMINDER);
        self.only_the_assignee_may_still_send(by);
        self.look_at_the_queue();
    }

    /// What the assignee wrote last is a colleague's line for whoever comes after them.
    fn colleagues_line_stands_last(&mut self) {
        if self.c.above == Above::Assignee {
            self.c.above = Above::Colleague { at: self.now };
        }
    }

    /// The line of then is that person's own, which they were asked to assume or restart for.
    fn was_theirs(&self, by: PersonId, at: DateTime<Utc>) -> bool {
        self.c
            .outgoing
            .iter()
            .any(|row| row.author == by && row.written_at == at && row.state == State::Held)
    }

    /// What others wrote while it was nobody's can no longer be sent by them.
    fn only_the_assignee_may_still_send(&mut self, assignee: PersonId) {
        let others: Vec<MessageId> = self
            .c
            .outgoing
            .iter()
            .filter(|row| {
                row.author != assignee
                    && matches!(
                        row.held_for(),
                        Some(HeldReason::Unassigned | HeldReason::Concluded)
                    )
            })
            .map(|row| row.id)
            .collect();
        for id in others {
            self.make_line_note(id);
        }
    }

    /// It is nobody's any more.
    pub(super) fn given_back(&mut self, notice: Notice) {
        if self.c.stage == Stage::Concluded {
            return;
        }
        let Some(before) = self.c.assignee.take() else {
            return;
        };
        // The customer waits as long as before, for whoever comes next.
        self.c.told = false;
        self.c.remind_at = None;
        self.colleagues_line_stands_last();
        self.push(Effect::Leave(before));
        self.notice(notice);
        self.look_at_the_queue();
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
        self.nobody_waits();
        self.retract(Question::Queue);
        self.retract(Question::OptOut);
        self.notice(Notice::Concluded { by, discarded });
        self.show_life();
        if let Some(assignee) = self.c.assignee {
            self.push(Effect::Leave(assignee));
        }
        self.push(Effect::Archive);
    }

    pub(super) fn restarted(&mut self, by: PersonId, notify: Notify) {
        if self.c.stage == Stage::Open {
            return;
        }
        self.c.stage = Stage::Open;
        self.hand_to(by, notify);
        if self.c.thread.is_none() {
            self.push(Effect::OpenThread);
            self.ask_everything_again();
        }
        self.push(Effect::Unarchive);
        self.push(Effect::Join(by));
        self.notice(Notice::Restarted { by });
        // Deleted while it was over, when nobody needed word of it.
        if self.c.thread.is_some() && self.c.card.is_none() {
            self.notice(Notice::CardLost);
        }
        self.show_life();
    }
}
