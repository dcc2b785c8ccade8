//! What stands behind a question to a person, and what is asked about once it does so no longer.

use conecta::domain::ids::MessageId;

use crate::books::{Books, HOUR, Hold, Msg, STALE};

impl Books {
    pub fn held_before(&self, at: usize) -> impl Iterator<Item = &Msg> {
        let before = self.msgs[..at].iter();
        before.filter(|other| other.pending() && other.hold.is_some())
    }

    /// No person has to decide first but about what the platform did not take, or did not answer.
    pub fn free_but_for_the_platform(&self, at: usize, now: i64) -> bool {
        let msg = &self.msgs[at];
        let goes_stale = |other: &Msg| other.hold == Some(Hold::Stale) && other.line != msg.line;
        msg.pending()
            && msg.hold.is_none()
            && (msg.template
                || (self.open(now)
                    && !self.question
                    && !self.queue_held
                    && self.held_before(at).all(goes_stale)))
    }

    /// It stands behind a question to a person.
    pub fn is_behind(&self, at: usize) -> bool {
        self.in_doubt() || self.held_before(at).next().is_some()
    }

    /// It could have left long ago, or stands behind what could have.
    pub fn goes_stale(&self, at: usize, now: i64) -> bool {
        let asked_with_others = !self.in_doubt() && !self.paused(now);
        let stands =
            self.free(at, now) || (asked_with_others && self.free_but_for_the_platform(at, now));
        stands
            && self.msgs[at]
                .free_since
                .is_some_and(|since| now - since >= STALE)
    }

    /// The present assignee has said lately that it may leave.
    pub fn trusts(&self, msg: &Msg, now: i64) -> bool {
        let fresh = i64::from(self.rules.fresh_h) * HOUR;
        Some(msg.confirmed_by) == self.assignee && fresh > 0 && now - msg.confirmed <= fresh
    }

    /// In an open window somebody who does not have it wrote other words for what was confirmed.
    pub fn doubt_the_words(&mut self, id: MessageId, now: i64) {
        if self.question || self.queue_held || !self.open(now) {
            return;
        }
        let Some(at) = self.at(id) else { return };
        let msg = &self.msgs[at];
        self.question = msg.queued() && !msg.in_undo && Some(msg.confirmed_by) != self.assignee;
    }

    /// What stood behind a question to a person does so no longer, after a long time.
    pub fn doubt_what_became_free(&mut self, now: i64) {
        if self.question || self.queue_held || !self.open(now) {
            return;
        }
        let fresh = match i64::from(self.rules.fresh_h) * HOUR {
            0 => STALE,
            fresh => fresh,
        };
        self.question = (0..self.msgs.len()).any(|at| {
            let msg = &self.msgs[at];
            let mut line = self.msgs.iter().filter(|other| other.line == msg.line);
            let came_free = msg.behind && !self.is_behind(at);
            msg.queued() && !msg.in_undo && came_free && line.all(|msg| now - msg.confirmed > fresh)
        });
    }

    /// In an open window what waits is in other hands, or let go.
    pub fn doubt_the_waiting(&mut self, now: i64) {
        if self.question || self.queue_held || !self.open(now) {
            return;
        }
        let mut left = self.msgs.iter().filter(|msg| msg.queued() && !msg.in_undo);
        let doubtful = left.any(|msg| !self.trusts(msg, now));
        self.question = doubtful && self.msgs.iter().any(|msg| msg.queued() && msg.waits);
    }
}
