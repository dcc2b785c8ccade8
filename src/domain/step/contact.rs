//! What the customer does.

use chrono::TimeDelta;

use super::super::content::Content;
use super::super::conversation::{Above, AskWhy, LastInbound, Notify, QueueQuestion, Stage};
use super::super::effect::{Ask, Effect, Notice, Posted};
use super::super::event::Answer;
use super::super::ids::{EchoId, FileId, InboundId, MessageId, PersonId};
use super::super::message::{Outgoing, State};
use super::advance::STALE;
use super::{REMINDER, Step};

/// In a talk in which the agent wrote so recently, an opting-out word may mean something else.
const IN_TALK: TimeDelta = TimeDelta::hours(1);

impl Step<'_> {
    pub(super) fn contact_wrote(&mut self, answer: &Answer) {
        let was_open = self.heard(answer);
        self.c.run += 1;
        self.c.last_inbound = Some(LastInbound {
            id: answer.inbound,
            wamid: Some(answer.wamid.clone()),
            at: self.now,
            read_reported: false,
        });
        self.waits();
        self.expects_an_answer();
        self.heed_the_words_about_marketing(answer);
        self.decide_whether_the_queue_leaves(answer, was_open);
        // In a talk that goes on nothing changes but the end of the window, of which the card knows.
        if !was_open || self.c.assignee.is_none() {
            self.show_life();
        }
    }

    /// The window opens and the thread shows it; whether the window was open before.
    fn heard(&mut self, answer: &Answer) -> bool {
        let was_open = self.c.window.is_open(self.now);
        let length = self.c.abilities.window;
        self.c.window.contact_wrote(answer.at, self.now, length);
        let ping = self.whom_to_tell();
        let named = !self.c.named;
        self.post(
            Posted::Mirror {
                inbound: answer.inbound,
                named,
            },
            None,
            ping,
        );
        self.c.above = Above::Customer;
        was_open
    }

    /// Somebody is to answer, and is reminded of it.
    fn expects_an_answer(&mut self) {
        if self.c.stage == Stage::Open && self.c.wrote_since.is_none() {
            self.c.wrote_since = Some(self.now);
            self.c.remind_at = Some(self.now + REMINDER);
        }
    }

    /// They want no more marketing, or want it again.
    fn heed_the_words_about_marketing(&mut self, answer: &Answer) {
        let in_talk = self
            .c
            .outgoing
            .iter()
            .filter(|row| !row.content.is_template())
            .filter_map(|row| row.accepted_at)
            .any(|at| self.now - at <= IN_TALK);
        if answer.opt_out && !in_talk {
            self.push(Effect::OptOut {
                inbound: answer.inbound,
            });
            self.notice(Notice::OptedOut {
                inbound: Some(answer.inbound),
            });
        } else if answer.opt_out {
            let ask = Ask::OptOut {
                inbound: answer.inbound,
            };
            self.ask(ask, None, self.c.assignee);
        } else if answer.opt_in {
            self.notice(Notice::WantsBack {
                inbound: Some(answer.inbound),
            });
        }
    }

    pub(super) fn contact_touched(&mut self, answer: &Answer) {
        let was_open = self.heard(answer);
        match &mut self.c.last_inbound {
            Some(last) => last.at = self.now,
            None => {
                self.c.last_inbound = Some(LastInbound {
                    id: answer.inbound,
                    wamid: None,
                    at: self.now,
                    read_reported: false,
                });
            }
        }
        self.waits();
        if answer.calls {
            self.expects_an_answer();
        }
        self.heed_the_words_about_marketing(answer);
        self.decide_whether_the_queue_leaves(answer, was_open);
        if !was_open || self.c.assignee.is_none() {
            self.show_life();
        }
    }

    /// The company answered in another way: the thread shows it, and nobody waits. It opens no window
    /// and tells nobody.
    pub(super) fn echoed(&mut self, echo: EchoId, file: Option<FileId>, speaks: bool) {
        self.post(Posted::Echo { echo, file }, None, None);
        if !speaks {
            return;
        }
        self.c.last_outbound_at = Some(self.now);
        let waited = self.c.unanswered_since.is_some();
        self.nobody_waits();
        if waited {
            self.show_life();
        }
    }

    fn waits(&mut self) {
        if self.c.stage != Stage::Open {
            return;
        }
        self.c.told |= self.c.assignee.is_some();
        self.c.unanswered_since.get_or_insert(self.now);
    }

    /// The assignee is mentioned on the first message since they last wrote.
    fn whom_to_tell(&self) -> Option<PersonId> {
        let assignee = self.c.assignee?;
        match self.c.notify {
            Notify::Every => Some(assignee),
            Notify::First if !self.c.told => Some(assignee),
            Notify::First | Notify::Nothing => None,
        }
    }

    /// The answer opens the window for what waits, unless a person must look at it first.
    fn decide_whether_the_queue_leaves(&mut self, answer: &Answer, was_open: bool) {
        let stop = answer.stop || answer.opt_out;
        if stop {
            self.stop(|_| true);
        }
        if let Some(question) = &self.c.question {
            // Whoever decides has to know of the stop.
            if stop && question.why != AskWhy::Stop {
                self.question_the_queue(AskWhy::Stop, Some(answer.inbound));
            }
            return;
        }
        // With the window open nothing waits but what is on its way, which a *stop* still catches,
        // even in its undo time. An answer that came very late opens nothing.
        if (was_open || !self.c.window.is_open(self.now)) && !stop {
            return;
        }
        if stop && self.c.queue().next().is_some() {
            self.question_the_queue(AskWhy::Stop, Some(answer.inbound));
            return;
        }
        // A queue that is held is looked at once it is let go.
        if self.c.queue_held || self.waiting().next().is_none() {
            return;
        }
        let first_held = self
            .c
            .outgoing
            .iter()
            .position(|row| matches!(row.state, State::Held | State::Doubt));
        let leaving = self.c.outgoing[..first_held.unwrap_or(self.c.outgoing.len())]
            .iter()
            .filter(|row| matches!(row.state, State::Waiting | State::Ready))
            .filter(|row| !row.content.is_template())
            .count();
        let paused = || self.is_paused().then_some(AskWhy::Paused);
        match self.unconfirmed().or_else(paused) {
            Some(why) => self.question_the_queue(why, Some(answer.inbound)),
            None if leaving > 0 => self.notice(Notice::QueueLeaves { count: leaving }),
            None => {}
        }
    }

    /// The contact takes no more marketing.
    pub(super) fn marketing_refused(&mut self) {
        self.stop(
            |content| matches!(content, Content::Template(template) if template.is_marketing()),
        );
    }

    /// Whoever chose a template that still waits did so before the customer said no: it does not leave.
    /// What is under way may have to leave once more; then that holds for it, too.
    fn stop(&mut self, which: impl Fn(&Content) -> bool) {
        let mut waiting = Vec::new();
        for row in &mut self.c.outgoing {
            if !which(&row.content) {
                continue;
            }
            if row.state.has_left() {
                row.stopped = true;
            } else if row.state.is_pending() && row.content.is_template() {
                waiting.push(row.id);
            }
        }
        for message in waiting {
            self.stop_template(message);
        }
    }

    /// It costs, and choosing it again is two presses.
    fn stop_template(&mut self, message: MessageId) {
        self.make_note(message);
        // Of what may have arrived already nobody can say so.
        let row = self.c.message(message);
        if row.is_some_and(|row| row.state == State::Cancelled) {
            self.notice(Notice::TemplateStopped { message });
        }
    }

    /// This message is in the queue again, and the customer wanted no more while it was under way.
    pub(super) fn heed_the_stop(&mut self, message: MessageId) {
        let Some(row) = self.row(message) else { return };
        if !std::mem::take(&mut row.stopped) {
            return;
        }
        if row.content.is_template() {
            self.stop_template(message);
        } else if self.c.queue().any(|row| row.id == message) {
            self.question_the_queue(AskWhy::Stop, self.last_answer());
        }
    }

    /// Somebody who does not have the conversation wrote other words for what waits: the present
    /// assignee has not said that those may leave.
    pub(super) fn look_at_the_words(&mut self, message: MessageId) {
        if self.queue_waits() {
            return;
        }
        let assignee = self.c.assignee;
        let strange = self
            .waiting()
            .any(|row| row.id == message && Some(row.confirmed_by) != assignee);
        if strange {
            self.question_the_queue(AskWhy::OtherAuthor, self.last_answer());
        }
    }

    /// What waits in an open window came into other hands, or is let go: it leaves only if the
    /// present assignee has said lately that it may.
    pub(super) fn look_at_the_queue(&mut self) {
        if self.queue_waits() {
            return;
        }
        // What is on its way already goes on.
        let waits = self.waiting().any(|row| row.state == State::Waiting);
        if let (true, Some(why)) = (waits, self.unconfirmed()) {
            self.question_the_queue(why, self.last_answer());
        }
    }

    /// What stood behind a ⏸ or a ❓ that is decided by now: it may have stood there for days.
    pub(super) fn look_at_what_became_free(&mut self) {
        if self.queue_waits() {
            return;
        }
        // A team that always wants to be asked is not about what stood there for a moment.
        let fresh = self.c.rules.fresh().unwrap_or(STALE);
        let (now, before) = (self.now, self.before);
        // Whoever lets one message of a line go lets the line go.
        let lately = |line: MessageId| {
            let mut rows = self.c.outgoing.iter().filter(|row| row.line() == line);
            rows.any(|row| now - row.confirmed_at <= fresh)
        };
        let aged = self.waiting().any(|row| {
            let stood = before.message(row.id).is_some() && before.is_behind_a_question(row.id);
            stood && !self.c.is_behind_a_question(row.id) && !lately(row.line())
        });
        if aged {
            self.question_the_queue(AskWhy::Aged, self.last_answer());
        }
    }

    /// What waits and is not being thought about any more.
    fn waiting(&self) -> impl Iterator<Item = &Outgoing> {
        self.c.queue().filter(|row| row.state != State::Undo)
    }

    /// Why what waits is not the present assignee's word of late, if it is not.
    fn unconfirmed(&self) -> Option<AskWhy> {
        let (now, fresh, assignee) = (self.now, self.c.rules.fresh(), self.c.assignee);
        let aged = |row: &Outgoing| fresh.is_none_or(|fresh| now - row.confirmed_at > fresh);
        if self.waiting().any(|row| Some(row.confirmed_by) != assignee) {
            Some(AskWhy::OtherAuthor)
        } else {
            self.waiting().any(aged).then_some(AskWhy::Aged)
        }
    }

    fn question_the_queue(&mut self, why: AskWhy, inbound: Option<InboundId>) {
        self.c.question = Some(QueueQuestion {
            why,
            since: self.now,
        });
        self.put_the_question(why, inbound);
    }

    /// The question about the queue, in a place where it does not stand yet.
    pub(super) fn ask_about_the_queue(&mut self, why: AskWhy) {
        self.put_the_question(why, self.last_answer());
    }

    fn last_answer(&self) -> Option<InboundId> {
        self.c.last_inbound.as_ref().map(|last| last.id)
    }

    fn put_the_question(&mut self, why: AskWhy, inbound: Option<InboundId>) {
        let count = self.c.queue().count();
        let Some(first) = self.c.queue().min_by_key(|row| row.written_at) else {
            return;
        };
        let (oldest, author) = (first.written_at, first.author);
        let ask = Ask::Queue {
            why,
            inbound,
            count,
            oldest,
        };
        self.ask(ask, None, Some(self.c.assignee.unwrap_or(author)));
    }
}
