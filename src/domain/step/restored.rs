//! A backup took the place of the database: what left after it was made is known by its mark in the
//! thread, and leaves no second time.

use super::super::effect::Notice;
use super::super::event::Line;
use super::super::ids::{MessageId, PostId};
use super::super::leaves::spoken;
use super::super::message::State;
use super::Step;

impl Step<'_> {
    /// A line of which nothing is known but that the customer has it.
    pub(super) fn line_that_left(&mut self, line: &Line) {
        let text = spoken(&self.c.rules, &line.text).unwrap_or_default();
        for mut row in self.rows_for(line, text) {
            row.state = State::Accepted;
            row.accepted_at = Some(line.written_at);
            self.add(row);
        }
        // Who wrote after it has no answer in it.
        let waited = self.c.unanswered_since;
        if self.c.assignee == Some(line.author)
            && waited.is_some_and(|since| since <= line.written_at)
        {
            self.nobody_waits();
        }
        self.c.last_outbound_at = self.c.last_outbound_at.max(Some(line.written_at));
    }

    /// What waits of that line had left.
    pub(super) fn line_left_before(&mut self, post: PostId) {
        let rows = self.rows_of(post).filter(|row| row.state.is_pending());
        let rows: Vec<MessageId> = rows.map(|row| row.id).collect();
        let Some(first) = rows.first().copied() else {
            return;
        };
        let now = self.now;
        // The last one first, so that nobody is asked about what comes behind one that was held.
        for message in rows.into_iter().rev() {
            if let Some(row) = self.row(message) {
                row.reread = false;
                row.accepted_at = Some(now);
            }
            self.left(message, State::Accepted);
        }
        if let Some(author) = self.row(first).map(|row| row.author) {
            self.tell(Notice::LeftBefore { message: first }, Some(post), author);
        }
    }
}
