//! What people press about a message or the queue.

use chrono::{DateTime, Utc};

use super::super::content::Content;
use super::super::conversation::Stage;
use super::super::effect::{Effect, Notice, Posted, Question};
use super::super::event::Wish;
use super::super::ids::{MessageId, PersonId};
use super::super::interactive::flaws;
use super::super::leaves::{edit_makes_note, spoken};
use super::super::message::{Apart, HeldReason, Outgoing, State};
use super::super::refusal::Reason;
use super::Step;

impl Step<'_> {
    pub(super) fn pressed(&mut self, by: PersonId, wish: &Wish) {
        match wish {
            Wish::Send(message) => self.send_held(*message, by),
            Wish::SendAs(message, content) => self.send_held_as(*message, content, by),
            Wish::MakeNote(message) => self.make_line_note(*message),
            Wish::Cancel(message) => self.take_out(*message, by),
            Wish::CancelLine(message) => self.take_line_out(*message, by),
            Wish::Rewrite(message, text) => self.rewrite(*message, by, text),
            Wish::Recompose(message, content) => self.recompose(*message, by, content),
            Wish::MoveUp(message) => self.move_to(*message, by, true),
            Wish::MoveDown(message) => self.move_to(*message, by, false),
            Wish::SendQueue => self.decide_queue(by, true),
            Wish::DiscardQueue => self.decide_queue(by, false),
            Wish::SendStale => self.decide_stale(by, true),
            Wish::DiscardStale => self.decide_stale(by, false),
            Wish::HoldQueue => self.hold_queue(by, true),
            Wish::LetGo => self.hold_queue(by, false),
            Wish::Presume(message) => self.settle_doubt(*message, by, false),
            Wish::SendAgain(message) => self.send_again(*message, by),
            Wish::SendCorrection {
                of,
                message,
                position,
            } => self.correct(*of, *message, *position, by),
        }
        self.push(Effect::Card);
    }

    /// The thread keeps the truth where a line in it no longer says what leaves, and in which order.
    fn keep_the_truth(&mut self, message: MessageId, notice: Notice) {
        let post = self.c.message(message).and_then(|row| row.post);
        self.post(Posted::Notice(notice), post, None);
    }

    fn take_out(&mut self, message: MessageId, by: PersonId) {
        let row = self.c.message(message);
        // Whoever takes back what they have just written sees it by its mark.
        let queued = row.is_some_and(|row| row.state == State::Waiting);
        self.make_note(message);
        if queued {
            self.tell_that_they_stay(&[message], by);
        }
    }

    fn take_line_out(&mut self, message: MessageId, by: PersonId) {
        let line = self.c.message(message).map(Outgoing::line);
        let rows = self.c.outgoing.iter();
        let queued = rows.filter(|row| Some(row.line()) == line && row.state == State::Waiting);
        let queued: Vec<MessageId> = queued.map(|row| row.id).collect();
        self.make_line_note(message);
        self.tell_that_they_stay(&queued, by);
    }

    /// Of what may have arrived already nobody can say so.
    fn tell_that_they_stay(&mut self, messages: &[MessageId], by: PersonId) {
        let stays = |id: &&MessageId| {
            let row = self.c.message(**id);
            row.is_some_and(|row| row.state == State::Cancelled)
        };
        let mut stay = messages.iter().filter(stays).copied();
        if let Some(message) = stay.next() {
            let with = stay.collect();
            self.keep_the_truth(message, Notice::TakenOut { by, message, with });
        }
    }

    fn move_to(&mut self, message: MessageId, by: PersonId, up: bool) {
        if self.swap(message, up) {
            self.keep_the_truth(message, Notice::Moved { by, message });
        }
    }

    fn hold_queue(&mut self, by: PersonId, hold: bool) {
        if std::mem::replace(&mut self.c.queue_held, hold) == hold {
            return;
        }
        if hold {
            self.notice(Notice::QueueHeld { by });
        } else {
            self.notice(Notice::QueueLetGo { by });
            self.look_at_the_queue();
        }
    }

    /// Where nobody may write to the customer, assuming or restarting comes first.
    fn somebody_speaks(&self) -> bool {
        self.c.stage == Stage::Open && self.c.assignee.is_some()
    }

    fn send_held(&mut self, message: MessageId, by: PersonId) {
        let now = self.now;
        if !self.somebody_speaks() {
            return;
        }
        let Some(row) = self
            .row(message)
            .filter(|row| row.state == State::Held && !is_empty(&row.content))
        else {
            return;
        };
        release(row, by, now);
        self.retract(Question::Held(message));
        self.is_answered_by(message);
    }

    fn send_held_as(&mut self, message: MessageId, content: &Content, by: PersonId) {
        if !self.somebody_speaks() {
            return;
        }
        let held = |row: &&mut Outgoing| row.state == State::Held && !row.content.is_template();
        if let Some(row) = self.row(message).filter(held) {
            row.content = content.clone();
            self.remark_on_file(message);
            self.send_held(message, by);
        }
    }

    /// It does not leave, and nothing asks about it any more. Where it was held, what came with it
    /// is asked about in its place.
    pub(super) fn make_note(&mut self, message: MessageId) {
        let held = self.stays(message);
        self.ask_about_the_rest(message, held);
    }

    /// What came with a held message in one line has not been let go with it.
    pub(super) fn ask_about_the_rest(&mut self, message: MessageId, held: Option<HeldReason>) {
        if held == Some(HeldReason::LongPaste) {
            // Its question is about the paste alone.
            return self.make_line_note(message);
        }
        let line = self.c.message(message).map(Outgoing::line);
        let mut rows = self.c.outgoing.iter();
        let next = rows.find(|row| Some(row.line()) == line && row.state.is_pending());
        if let (Some(reason), Some(next)) = (held, next.map(|row| row.id)) {
            self.hold(next, reason);
        }
    }

    /// It does not leave; why it was held, if it was.
    fn stays(&mut self, message: MessageId) -> Option<HeldReason> {
        let row = self.row(message).filter(|row| row.state.is_pending())?;
        let held = row.held_for();
        row.held = None;
        // Of what may have arrived already nobody can say that it stayed inside.
        row.state = if row.outcome_unknown() {
            State::Presumed
        } else {
            State::Cancelled
        };
        row.sending_since = None;
        if held.is_some() {
            self.retract(Question::Held(message));
        }
        self.push(Effect::Card);
        held
    }

    /// All that came with it in one line stays inside with it.
    pub(super) fn make_line_note(&mut self, message: MessageId) {
        let Some(line) = self.c.message(message).map(Outgoing::line) else {
            return;
        };
        let rows: Vec<MessageId> = self
            .c
            .outgoing
            .iter()
            .filter(|row| row.line() == line)
            .map(|row| row.id)
            .collect();
        for id in rows {
            self.stays(id);
        }
    }

    fn rewrite(&mut self, message: MessageId, by: PersonId, text: &str) {
        let now = self.now;
        let Some(row) = self
            .row(message)
            .filter(|row| row.state.is_pending() && !row.content.is_template())
        else {
            return;
        };
        if text.trim().is_empty() {
            return;
        }
        if edit_makes_note(text) {
            self.make_line_note(message);
            self.tell_that_they_stay(&[message], by);
            return;
        }
        let Some(content) = row.content.with_words(text, 0) else {
            return;
        };
        let (post, before) = (row.post, std::mem::replace(&mut row.content, content));
        let of_a_paste =
            row.apart == Some(Apart::Paste) || row.held_for() == Some(HeldReason::LongPaste);
        row.says_its_line();
        row.apart = Some(if of_a_paste {
            Apart::Paste
        } else {
            Apart::Form
        });
        row.confirmed_at = now;
        row.confirmed_by = by;
        self.keep_the_truth(message, Notice::Rewritten { by, message });
        self.remark_on_words(post, before.words().unwrap_or_default(), text, false);
        self.look_at_the_words(message);
    }

    /// What was composed in a form was composed once more; what cannot leave changes nothing.
    fn recompose(&mut self, message: MessageId, by: PersonId, content: &Content) {
        let now = self.now;
        let composed = matches!(content, Content::Location(_) | Content::Interactive(_));
        let fits = composed && flaws(content, self.c.abilities).is_empty();
        let same = |row: &&mut Outgoing| {
            row.state.is_pending() && row.content.kind() == content.kind() && fits
        };
        let Some(row) = self.row(message).filter(same) else {
            return;
        };
        let (post, before) = (
            row.post,
            std::mem::replace(&mut row.content, content.clone()),
        );
        row.says_its_line();
        row.apart = Some(Apart::Form);
        row.confirmed_at = now;
        row.confirmed_by = by;
        self.keep_the_truth(message, Notice::Rewritten { by, message });
        self.remark_on_words(post, before.text(), content.text(), false);
        self.look_at_the_words(message);
    }

    /// Whether it changed places with another one.
    fn swap(&mut self, message: MessageId, up: bool) -> bool {
        let here = self.c.message(message).map(|row| row.position);
        let other = self.c.neighbour(message, up);
        let other = other.map(|row| (row.id, row.position));
        let (Some(here), Some((other, there))) = (here, other) else {
            return false;
        };
        for (id, position) in [(message, there), (other, here)] {
            if let Some(row) = self.row(id) {
                row.position = position;
            }
        }
        self.c.outgoing.sort_by_key(|row| (row.position, row.id));
        true
    }

    fn decide_queue(&mut self, by: PersonId, send: bool) {
        let now = self.now;
        // What is still in its undo time was asked about with the rest.
        let decided: Vec<MessageId> = self.c.queue().map(|row| row.id).collect();
        for row in &mut self.c.outgoing {
            if send && decided.contains(&row.id) {
                row.confirmed_at = now;
                row.confirmed_by = by;
                row.ready_since = None;
            }
        }
        if send {
            self.c.queue_held = false;
            self.are_the_answer(&decided);
        } else {
            for id in &decided {
                self.make_note(*id);
            }
        }
        self.c.question = None;
        self.retract(Question::Queue);
        self.queue_decided(by, send, decided.len());
    }

    fn decide_stale(&mut self, by: PersonId, send: bool) {
        let now = self.now;
        if send && !self.somebody_speaks() {
            return;
        }
        let stale: Vec<MessageId> = self.c.stale().map(|row| row.id).collect();
        for id in &stale {
            if !send {
                self.make_line_note(*id);
            } else if let Some(row) = self.row(*id) {
                release(row, by, now);
            }
        }
        if send {
            self.are_the_answer(&stale);
        }
        self.queue_decided(by, send, stale.len());
    }

    fn are_the_answer(&mut self, messages: &[MessageId]) {
        if let Some(first) = messages.first() {
            self.is_answered_by(*first);
        }
    }

    fn queue_decided(&mut self, by: PersonId, sent: bool, count: usize) {
        if count > 0 {
            self.notice(Notice::QueueDecided { by, sent, count });
        }
    }

    fn send_again(&mut self, message: MessageId, by: PersonId) {
        let now = self.now;
        let has_failed =
            |row: &&mut Outgoing| row.state == State::Failed && !row.content.is_template();
        if self.c.stage == Stage::Concluded {
            return;
        }
        let Some(row) = self.row(message).filter(has_failed) else {
            return self.settle_doubt(message, by, true);
        };
        let deleted = row.held == Some(HeldReason::Deleted);
        release(row, by, now);
        let failure = row.failure.take();
        let unusable = failure.is_some_and(|failure| failure.reason == Reason::MediaUpload);
        // As it is the platform could not use it: once more, and then as a document.
        let again = unusable && row.refusals > 0;
        row.refusals = u32::from(unusable);
        row.pair_refusals = 0;
        row.accepted_at = None;
        row.wamid = None;
        if let Some(file) = row.content.file_mut() {
            file.as_document |= again;
            file.handed = None;
        }
        // Whoever was told what is wrong with it may have changed its line.
        row.reread = row.post.is_some();
        if deleted {
            return self.hold(message, HeldReason::Deleted);
        }
        self.notice(Notice::SentAgain { by, message });
        if self.c.assignee == Some(by) {
            self.is_answered_by(message);
        }
    }

    fn settle_doubt(&mut self, message: MessageId, by: PersonId, again: bool) {
        let now = self.now;
        if again && self.c.stage == Stage::Concluded {
            return;
        }
        let Some(row) = self.row(message).filter(|row| row.state == State::Doubt) else {
            return;
        };
        row.asked = false;
        if again {
            let unknown_since = row.sending_since;
            release(row, by, now);
            row.sending_since = unknown_since;
        } else {
            row.state = State::Presumed;
            row.sending_since = None;
        }
        // Whoever decides was told how many wait behind it: those are no staler than what is written now.
        let behind = self.c.outgoing.iter_mut();
        for row in behind.filter(|row| row.state.is_pending()) {
            row.ready_since = None;
        }
        self.retract(Question::Doubt(message));
        self.notice(Notice::DoubtDecided { by, message, again });
    }

    fn correct(&mut self, of: MessageId, message: MessageId, position: i64, by: PersonId) {
        let Some(text) = self
            .row(of)
            .filter(|row| row.has_correction())
            .and_then(|row| row.edited.clone())
        else {
            return;
        };
        let text = spoken(&self.c.rules, &text).unwrap_or(text);
        if edit_makes_note(&text) {
            return;
        }
        if let Some(row) = self.row(of) {
            row.corrected = true;
        }
        let mut row = self.new_row(message, position, by, Content::Text { text });
        row.apart = Some(Apart::Form);
        row.state = State::Waiting;
        self.chosen(row, Some(Posted::Text { message }));
    }
}

/// There is nothing in it to send. A place need not say anything.
fn is_empty(content: &Content) -> bool {
    matches!(content, Content::Text { text } if text.trim().is_empty())
}

/// A person says that it may leave.
fn release(row: &mut Outgoing, by: PersonId, now: DateTime<Utc>) {
    row.state = State::Waiting;
    row.held = None;
    row.stopped = false;
    row.due_at = now;
    row.confirmed_at = now;
    row.confirmed_by = by;
    row.ready_since = None;
}
