//! What follows from the conversation as it stands: what is over, what may leave, what is asked,
//! and when to look again.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::conversation::Notify;
use super::super::effect::{Ask, Effect, Notice};
use super::super::ids::MessageId;
use super::super::message::{HeldReason, State};
use super::Step;

/// After its acceptance a message stays in flight until its first status, at most so long: the
/// platform's answer alone does not keep the order.
pub(super) const FLIGHT: TimeDelta = TimeDelta::seconds(2);

/// How long an unknown outcome may still clear up by itself before its author is asked.
pub(super) const DOUBT: TimeDelta = TimeDelta::seconds(60);

/// What the platform could not take for so long does not leave by itself any more.
pub(super) const STALE: TimeDelta = TimeDelta::minutes(15);

/// When the assignee is told a second time.
pub(super) const REMINDER: TimeDelta = TimeDelta::minutes(5);

/// A mark that says *late* comes so long after the thing was due.
pub(super) const LATE_MARK: TimeDelta = TimeDelta::seconds(5);

impl Step<'_> {
    pub(super) fn advance(&mut self) {
        self.expire();
        self.sort_the_waiting();
        self.hold_stale();
        self.ask_doubts();
        self.remind();
        self.send_next();
        self.notice_the_window();
    }

    /// What waited longer than the team lets messages wait.
    fn expire(&mut self) {
        let (now, limit) = (self.now, self.c.rules.expiry());
        let mut gone = Vec::new();
        for row in &mut self.c.outgoing {
            if row.state.is_pending() && now - row.confirmed_at >= limit {
                row.state = State::Expired;
                row.held = None;
                gone.push((row.id, row.post, row.author));
            }
        }
        let Some((_, post, author)) = gone.first().copied() else {
            return;
        };
        for (id, ..) in &gone {
            self.retract(super::Question::Held(*id));
        }
        let messages = gone.into_iter().map(|(id, ..)| id).collect();
        self.tell(Notice::Expired { messages }, post, author);
        self.ask_stale_if_any();
        self.push(Effect::Card);
    }

    fn ask_stale_if_any(&mut self) {
        if self
            .before
            .outgoing
            .iter()
            .any(|row| row.held.is_some_and(HeldReason::is_stale))
        {
            self.ask_stale();
        }
    }

    /// Something other than the platform keeps free-form messages back.
    fn queue_waits(&self) -> bool {
        !self.c.window.is_open(self.now)
            || self.c.question.is_some()
            || self.c.queue_held
            || self.is_paused()
    }

    fn is_paused(&self) -> bool {
        self.c.paused_until.is_some_and(|until| self.now < until)
    }

    /// Every pending row either waits for something or is ready for its turn.
    fn sort_the_waiting(&mut self) {
        let (now, waits, paused) = (self.now, self.queue_waits(), self.is_paused());
        let mut behind_held = false;
        for row in &mut self.c.outgoing {
            let template = row.content.is_template();
            match row.state {
                State::Held => behind_held = true,
                State::Undo if row.due_at > now => {}
                State::Undo | State::Waiting | State::Ready => {
                    let blocked = if template {
                        paused
                    } else {
                        waits || behind_held
                    };
                    if blocked {
                        row.state = State::Waiting;
                        row.ready_since = None;
                        continue;
                    }
                    if row.ready_since.is_none() {
                        // A message whose undo time ended while we were away was ready then.
                        row.ready_since = Some(match row.state {
                            State::Undo => row.due_at,
                            _ => now,
                        });
                    }
                    row.state = State::Ready;
                }
                _ => {}
            }
        }
    }

    /// What could have left long ago asks before it leaves.
    fn hold_stale(&mut self) {
        // Behind a doubt the author is asked already.
        if self.c.outgoing.iter().any(|row| row.state == State::Doubt) {
            for row in &mut self.c.outgoing {
                if row.state == State::Ready {
                    row.ready_since = Some(self.now);
                }
            }
            return;
        }
        let now = self.now;
        let mut any = false;
        for row in &mut self.c.outgoing {
            if row.state == State::Ready
                && row.ready_since.is_some_and(|since| now - since >= STALE)
            {
                row.state = State::Held;
                row.held = Some(HeldReason::Away);
                row.ready_since = None;
                any = true;
            }
        }
        if any {
            self.ask_stale();
            self.sort_the_waiting();
            self.push(Effect::Card);
        }
    }

    fn ask_doubts(&mut self) {
        let now = self.now;
        let due: Vec<MessageId> = self
            .c
            .outgoing
            .iter()
            .filter(|row| {
                row.state == State::Doubt
                    && !row.asked
                    && row.sending_since.is_none_or(|since| now - since >= DOUBT)
            })
            .map(|row| row.id)
            .collect();
        for message in due {
            let Some(row) = self.row(message) else {
                continue;
            };
            row.asked = true;
            let (post, author) = (row.post, row.author);
            let behind = self
                .c
                .outgoing
                .iter()
                .filter(|row| row.state.is_pending())
                .count();
            self.ask(Ask::Doubt { message, behind }, post, Some(author));
            self.push(Effect::Card);
        }
    }

    fn remind(&mut self) {
        let Some(assignee) = self.c.assignee.filter(|_| !self.c.reminded) else {
            return;
        };
        let Some(since) = self.c.unanswered_since else {
            return;
        };
        if self.now - since < REMINDER || self.c.notify == Notify::Nothing {
            return;
        }
        self.c.reminded = true;
        self.tell(Notice::StillWaiting { since }, None, assignee);
    }

    /// Lets the next message go, if it is anybody's turn.
    fn send_next(&mut self) {
        if self.c.thread.is_none() || self.in_flight() {
            return;
        }
        let now = self.now;
        let turn = self.c.outgoing.iter().position(|row| match row.state {
            // Its undo time runs: what comes after it waits, to keep the order.
            State::Undo | State::Ready => true,
            // Templates pass what waits for a person or for the customer.
            _ => false,
        });
        let Some(turn) = turn else { return };
        let pace = self.c.pace.next_at(now);
        let row = &mut self.c.outgoing[turn];
        if row.state == State::Undo || row.due_at > now || pace > now {
            return;
        }
        if row.reread
            && let Some(post) = row.post
        {
            let message = row.id;
            self.push(Effect::Reread { message, post });
            return;
        }
        row.state = State::Sending;
        row.attempt += 1;
        row.sending_since = Some(now);
        let (message, attempt) = (row.id, row.attempt);
        let by_assignee = Some(row.confirmed_by) == self.c.assignee;
        self.c.pace.took_one(now);
        self.push(Effect::Send { message, attempt });
        if by_assignee {
            self.report_reading();
        }
    }

    fn in_flight(&self) -> bool {
        self.c.outgoing.iter().any(|row| match row.state {
            State::Sending | State::Doubt => true,
            State::Accepted => row.accepted_at.is_some_and(|at| self.now < at + FLIGHT),
            _ => false,
        })
    }

    /// The assignee acts towards the customer, who may see that they were read.
    pub(super) fn report_reading(&mut self) {
        use super::super::rules::Reading;
        if self.c.rules.reading == Reading::Never {
            return;
        }
        if let Some(last) = self
            .c
            .last_inbound
            .as_mut()
            .filter(|last| !last.read_reported)
        {
            last.read_reported = true;
            let wamid = last.wamid.clone();
            self.push(Effect::ReportRead { wamid });
        }
    }

    /// The card shows whether the window is open.
    fn notice_the_window(&mut self) {
        let open = self.c.window.is_open(self.now);
        if open != self.c.window_seen_open {
            self.c.window_seen_open = open;
            self.push(Effect::Card);
        }
    }

    /// The next moment at which looking again may change anything.
    pub(super) fn next_wake(&self) -> Option<DateTime<Utc>> {
        let c = &self.c;
        let mut moments: Vec<DateTime<Utc>> = Vec::new();
        for row in &c.outgoing {
            if row.state.is_pending() {
                moments.push(row.due_at);
                moments.push(row.confirmed_at + c.rules.expiry());
            }
            if let Some(since) = row.ready_since.filter(|_| row.state == State::Ready) {
                moments.push(since + LATE_MARK);
                moments.push(since + STALE);
                moments.push(c.pace.next_at(self.now));
            }
            match (row.state, row.accepted_at, row.sending_since) {
                (State::Accepted, Some(at), _) => moments.extend([at + FLIGHT, at + LATE_MARK]),
                (State::Sent, Some(at), _) => moments.push(at + LATE_MARK),
                (State::Sending, _, Some(since)) => moments.push(since + LATE_MARK),
                (State::Doubt, _, Some(since)) => moments.push(since + DOUBT),
                _ => {}
            }
        }
        if let Some(since) = c
            .unanswered_since
            .filter(|_| !c.reminded && c.assignee.is_some() && c.notify != Notify::Nothing)
        {
            moments.push(since + REMINDER);
        }
        moments.extend(c.window.closes(self.now));
        moments.extend(c.paused_until);
        moments.into_iter().filter(|at| *at > self.now).min()
    }
}
