//! Since when the customer waits, and which message is to be their answer.

use super::super::content::Content;
use super::super::conversation::Stage;
use super::super::effect::Effect;
use super::super::ids::MessageId;
use super::super::message::{Outgoing, State, Wait};
use super::{REMINDER, Step};

impl Step<'_> {
    /// The customer wants no answer any more, or has one that went another way.
    pub(super) fn nobody_waits(&mut self) {
        self.waits_no_longer();
        for row in &mut self.c.outgoing {
            row.answers = None;
        }
    }

    /// That message is the answer: nobody waits, unless it comes to nothing.
    pub(super) fn is_answered_by(&mut self, message: MessageId) {
        let heard = self.c.last_inbound.as_ref().map(|last| last.at);
        let waits = self.c.unanswered_since.map(|since| Wait {
            since,
            until: heard.map_or(since, |heard| heard.max(since)),
            wrote: self.c.wrote_since,
        });
        let Some(row) = self.row(message) else { return };
        row.answers = Wait::longest(row.answers, waits);
        self.waits_no_longer();
    }

    /// It reached the customer after all: it is their answer, unless they have written since.
    pub(super) fn has_answered(&mut self, message: MessageId) {
        let heard = self.c.last_inbound.as_ref().map(|last| last.at);
        let row = self.row(message).filter(|row| is_an_answer(row));
        if row.is_some_and(|row| heard.is_none_or(|heard| row.confirmed_at >= heard)) {
            self.is_answered_by(message);
        }
    }

    fn waits_no_longer(&mut self) {
        self.c.unanswered_since = None;
        self.c.wrote_since = None;
        self.c.told = false;
        self.c.remind_at = None;
    }

    /// What came to nothing was no answer: the next one is, or the customer waits as before.
    pub(super) fn who_waits(&mut self) {
        for at in 0..self.c.outgoing.len() {
            if is_an_answer(&self.c.outgoing[at]) {
                continue;
            }
            let Some(wait) = self.c.outgoing[at].answers.take() else {
                continue;
            };
            let mut rows = self.c.outgoing.iter_mut();
            match rows.find(|row| is_an_answer(row) && row.confirmed_at >= wait.until) {
                Some(row) => row.answers = Wait::longest(row.answers, Some(wait)),
                None => self.waits_again(wait),
            }
        }
    }

    fn waits_again(&mut self, wait: Wait) {
        if self.c.stage == Stage::Concluded {
            return;
        }
        let since = self.c.unanswered_since.unwrap_or(wait.since);
        self.c.unanswered_since = Some(since.min(wait.since));
        if let Some(wrote) = wait.wrote {
            self.c.wrote_since = Some(self.c.wrote_since.unwrap_or(wrote).min(wrote));
            // Whoever took it back, or reads that it failed, knows that they wait, and may forget it.
            self.c.remind_at.get_or_insert(self.now + REMINDER);
        }
        self.push(Effect::News);
    }
}

/// The customer has it, or will unless something happens to it.
fn is_an_answer(row: &Outgoing) -> bool {
    let reaches = !matches!(
        row.state,
        State::Held | State::Failed | State::Cancelled | State::Expired
    );
    // What is only taken back says nothing.
    reaches && !matches!(row.content, Content::Reaction { emoji: None, .. })
}
