//! What follows from the conversation as it stands: what is over, what may leave, what is asked,
//! and when to look again.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::content::Content;
use super::super::conversation::{Conversation, Notify};
use super::super::effect::{Ask, Effect, Notice, Posted, Question};
use super::super::ids::MessageId;
use super::super::message::{HeldReason, Outgoing, State};
use super::super::rules::Reading;
use super::Step;

/// After its acceptance a message stays in flight until its first status, at most so long: the
/// platform's answer alone does not keep the order.
const FLIGHT: TimeDelta = TimeDelta::seconds(2);

/// The same for a file, or a template with one, until it is delivered: it takes longer than the words
/// below it, and a phone may show those first as long as it has not got the file, whatever was
/// reported as sent. A phone that is off does not hold up what follows for longer.
const FILE_FLIGHT: TimeDelta = TimeDelta::seconds(10);

/// How long an unknown outcome may still clear up by itself before its author is asked.
const DOUBT: TimeDelta = TimeDelta::seconds(60);

/// An end of the window that the card shows so wrongly is worth an edit.
const SHOWN_WRONG: TimeDelta = TimeDelta::minutes(15);

/// What the platform could not take for so long does not leave by itself any more.
pub(super) const STALE: TimeDelta = TimeDelta::minutes(15);

impl Step<'_> {
    pub(super) fn advance(&mut self) {
        self.expire();
        self.drop_an_empty_question();
        self.look_at_what_became_free();
        self.sort_the_waiting();
        self.hold_stale();
        if !self.same_are_stale() {
            self.ask_about_the_stale();
        }
        self.ask_doubts();
        self.tell_of_the_queue();
        self.tell_of_the_pause();
        self.who_waits();
        self.remind();
        self.names_that_arrived();
        self.send_next();
        self.show_typing();
        self.notice_the_window();
    }

    /// What waited longer than the team lets messages wait.
    pub(super) fn expire(&mut self) {
        let (now, limit) = (self.now, self.c.rules.expiry());
        let mut gone = Vec::new();
        for row in &mut self.c.outgoing {
            if row.state.is_pending() && now - row.confirmed_at >= limit {
                gone.push((row.id, row.held_for()));
                // Of what may have arrived already nobody can say that it stayed inside.
                row.state = match row.outcome_unknown() {
                    true => State::Presumed,
                    false => State::Expired,
                };
                row.held = None;
                row.sending_since = None;
            }
        }
        if gone.is_empty() {
            return;
        }
        for (id, held) in &gone {
            if held.is_some() {
                self.retract(Question::Held(*id));
                self.ask_about_the_rest(*id, *held);
            }
        }
        self.tell_what_expired(gone.into_iter().map(|(id, _)| id).collect());
        self.push(Effect::Card);
    }

    fn tell_what_expired(&mut self, gone: Vec<MessageId>) {
        let is_known = |id: &MessageId| {
            let row = self.c.message(*id);
            row.is_some_and(|row| row.state == State::Expired)
        };
        let (messages, unknown): (Vec<_>, Vec<_>) = gone.into_iter().partition(is_known);
        let each = unknown.into_iter();
        let each = each.map(|message| (message, Notice::ExpiredInDoubt { message }));
        let all = messages.first().copied();
        let all = all.map(|first| (first, Notice::Expired { messages }));
        for (message, notice) in all.into_iter().chain(each) {
            if let Some(row) = self.c.message(message) {
                let (post, author) = (row.post, row.author);
                self.tell(notice, post, author);
            }
        }
    }

    /// All that it was about has been taken back one by one, or has expired.
    fn drop_an_empty_question(&mut self) {
        if self.c.question.is_some() && self.c.queue().next().is_none() {
            self.c.question = None;
            self.retract(Question::Queue);
        }
    }

    pub(super) fn queue_waits(&self) -> bool {
        self.c.queue_waits(self.now)
    }

    pub(super) fn is_paused(&self) -> bool {
        self.c.is_paused(self.now)
    }

    /// Every pending row either waits for something or is ready for its turn.
    fn sort_the_waiting(&mut self) {
        let (now, waits, paused) = (self.now, self.queue_waits(), self.is_paused());
        let doubt = self.c.is_in_doubt();
        let (mut behind_held, mut stale) = (false, Vec::new());
        for row in &mut self.c.outgoing {
            match row.state {
                State::Held if row.held.is_some_and(HeldReason::is_stale) => stale.push(row.line()),
                State::Held => behind_held = true,
                State::Undo if row.due_at > now => {}
                State::Undo | State::Waiting | State::Ready => {
                    let free = row.content.is_template();
                    // What came in one line with a stale one is asked about with it.
                    let behind_held = behind_held || stale.contains(&row.line());
                    let waits = !free && (waits || behind_held);
                    if waits || paused {
                        row.state = State::Waiting;
                        // What the platform refused before it was paused grows stale meanwhile.
                        if waits || row.attempt == 0 {
                            row.ready_since = None;
                        }
                        continue;
                    }
                    if row.ready_since.is_none() {
                        row.ready_since = Some(match row.state {
                            // A message whose undo time ended while we were away was ready then.
                            State::Undo => row.due_at,
                            // One that the customer's answer found in its undo time is not yet.
                            _ if row.attempt == 0 => row.due_at.max(now),
                            _ => now,
                        });
                    }
                    // The platform holds it up as well, by what it did not take, or did not answer.
                    row.state = match doubt || !(free || stale.is_empty()) {
                        true => State::Waiting,
                        false => State::Ready,
                    };
                }
                _ => {}
            }
        }
    }

    /// What could have left long ago asks before it leaves. So does what stands behind that: it is
    /// the same question.
    fn hold_stale(&mut self) {
        let now = self.now;
        let joins = !self.c.is_in_doubt() && !self.is_paused();
        let mut any = false;
        for row in &mut self.c.outgoing {
            if (row.state == State::Ready || joins && row.state == State::Waiting)
                && row.ready_since.is_some_and(|since| now - since >= STALE)
            {
                row.state = State::Held;
                row.held = Some(HeldReason::Away);
                row.ready_since = None;
                any = true;
            }
        }
        if any {
            self.sort_the_waiting();
            self.push(Effect::Card);
        }
    }

    /// The question about the stale messages stands, and is about the right ones.
    fn same_are_stale(&self) -> bool {
        let mut stale = self.c.stale().map(|row| row.id).peekable();
        let lost = self.before.thread.is_some() && self.c.thread.is_none();
        if lost && stale.peek().is_some() {
            return false;
        }
        self.before.stale().map(|row| row.id).eq(stale)
    }

    /// One question for all stale messages, or none if none is left. Who was told once is not told
    /// again when it changes; only while lines of a gap are still being read, which takes a moment,
    /// each question hands the ping on to the one that takes its place, lest it goes with the first.
    fn ask_about_the_stale(&mut self) {
        let Some(first) = self.c.stale().next() else {
            self.retract(Question::Stale);
            return;
        };
        let author = first.author;
        let platform = first.held == Some(HeldReason::Away);
        let ask = Ask::Stale {
            count: self.c.stale().count(),
            from: self
                .c
                .stale()
                .map(|row| row.written_at)
                .fold(first.written_at, DateTime::min),
            until: self.now,
            platform,
        };
        let before = self.before.stale().count();
        let gathers = !platform && self.c.stale().count() > before;
        self.ask(ask, None, (before == 0 || gathers).then_some(author));
    }

    /// The first message that has to wait for the customer says so.
    fn tell_of_the_queue(&mut self) {
        let waits = |rows: &[Outgoing]| {
            rows.iter()
                .find(|row| row.state == State::Waiting && !row.content.is_template())
                .map(|row| (row.id, row.post))
        };
        if self.c.window.is_open(self.now) || waits(&self.before.outgoing).is_some() {
            return;
        }
        let Some((message, post)) = waits(&self.c.outgoing) else {
            return;
        };
        let told = self.effects.iter().any(|effect| {
            matches!(effect, Effect::Post(post)
                if matches!(post.what, Posted::Notice(Notice::PutBack { .. })))
        });
        if !told {
            self.post(Posted::Notice(Notice::Queued { message }), post, None);
        }
    }

    /// The first message that only the number's pause keeps back says so.
    fn tell_of_the_pause(&mut self) {
        if !self.is_paused() {
            return;
        }
        let waiting = |c: &Conversation| {
            let rows = c.outgoing.iter();
            rows.filter(|row| row.state == State::Waiting).count()
        };
        // In an open window nothing else tells the card of them.
        if waiting(&self.c) > waiting(self.before) {
            self.push(Effect::Card);
        }
        let now = self.now;
        let held_up = |c: &Conversation| {
            let open = !c.queue_waits(now);
            let mut rows = c.outgoing.iter();
            let row = rows
                .find(|row| row.state == State::Waiting && (open || row.content.is_template()))?;
            Some((row.id, row.post))
        };
        if held_up(self.before).is_none()
            && let Some((message, post)) = held_up(&self.c)
        {
            self.post(Posted::Notice(Notice::Paused { message }), post, None);
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
                    // A clock that was set back keeps nobody in doubt.
                    && row.sending_since.is_none_or(|since| since > now || now - since >= DOUBT)
            })
            .map(|row| row.id)
            .collect();
        for message in due {
            let Some(row) = self.row(message) else {
                continue;
            };
            row.asked = true;
            let (post, author, place) = (row.post, row.author, row.position);
            let rows = self.c.outgoing.iter();
            let behind = rows
                .filter(|row| row.state.is_pending() && row.position > place)
                .count();
            self.ask(Ask::Doubt { message, behind }, post, Some(author));
            self.push(Effect::Card);
        }
    }

    fn remind(&mut self) {
        let Some(assignee) = self.c.assignee else {
            return;
        };
        let Some(since) = self.c.wrote_since else {
            return;
        };
        if self.c.remind_at.is_none_or(|at| self.now < at) {
            return;
        }
        self.c.remind_at = None;
        if self.c.notify != Notify::Nothing {
            self.tell(Notice::StillWaiting { since }, None, assignee);
        }
        // Whoever does not answer may not see the thread any more.
        self.push(Effect::FindAssignee(assignee));
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
        let rate = self.c.abilities.pair_rate;
        let pace = self.c.pace.next_at(now, rate);
        let row = &mut self.c.outgoing[turn];
        if row.state == State::Undo || row.due_at > now || pace > now {
            return;
        }
        if let Some(post) = row.post.filter(|_| !row.content.is_template()) {
            let (message, reread) = (row.id, row.reread);
            if self.gone == Some(post) {
                return;
            }
            if reread {
                return self.push(Effect::Reread { message, post });
            }
            if !self.c.in_sight && self.stands != Some(message) {
                return self.push(Effect::Look);
            }
        }
        if self.prepare(turn) {
            return;
        }
        let signed = self.is_signed(&self.c.outgoing[turn]);
        let row = &mut self.c.outgoing[turn];
        row.state = State::Sending;
        row.signed = signed;
        row.attempt += 1;
        row.sending_since = Some(now);
        let (message, attempt) = (row.id, row.attempt);
        let by_assignee = Some(row.confirmed_by) == self.c.assignee;
        let template = row.content.is_template();
        self.c.pace.took_one(now, rate);
        self.push(Effect::Send { message, attempt });
        // The card counts what waits. After the last one nothing else would correct it.
        let waited = |row: &Outgoing| row.id == message && row.state != State::Undo;
        if self.before.queue().any(waited) {
            self.push(Effect::Card);
        }
        if by_assignee {
            self.report_reading(template);
        }
    }

    fn in_flight(&self) -> bool {
        self.c.outgoing.iter().any(|row| match row.state {
            State::Sending | State::Doubt => true,
            _ => lands(row, self.now).is_some_and(|at| self.now < at),
        })
    }

    /// The assignee acts towards the customer, who may see that they were read.
    fn report_reading(&mut self, template: bool) {
        match self.c.rules.reading {
            Reading::OnAction | Reading::WithTyping => {}
            // A template is an act, but no answer.
            Reading::OnAnswer if !template => {}
            Reading::OnAnswer | Reading::Never => return,
        }
        if self
            .c
            .last_inbound
            .as_ref()
            .is_some_and(|last| !last.read_reported)
        {
            self.report_read(None);
        }
    }

    fn report_read(&mut self, typing_until: Option<DateTime<Utc>>) {
        let (now, reach) = (self.now, self.c.abilities.receipt_reach);
        let last = self.c.last_inbound.as_mut();
        if let Some(last) = last.filter(|last| now - last.at <= reach)
            && let Some(wamid) = last.wamid.clone()
        {
            last.read_reported = true;
            self.push(Effect::ReportRead {
                wamid,
                typing_until,
            });
        }
    }

    /// What the assignee has just written leaves in a moment.
    fn show_typing(&mut self) {
        if self.c.rules.reading != Reading::WithTyping
            || !self.c.abilities.typing
            || self.queue_waits()
            || self.is_paused()
        {
            return;
        }
        let until = leaves_at(&self.c).filter(|until| *until > self.now);
        if until > leaves_at(self.before) {
            self.report_read(until);
        }
    }

    /// The card shows whether the window is open, and about until when.
    fn notice_the_window(&mut self) {
        let closes = self.c.window.closes(self.now);
        let wrong = match (closes, self.c.window_shown) {
            (Some(closes), Some(shown)) => (closes - shown).abs() >= SHOWN_WRONG,
            (closes, shown) => closes.is_some() != shown.is_some(),
        };
        if wrong || self.effects.contains(&Effect::Card) {
            self.c.window_shown = closes;
        }
        if wrong {
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
            moments.extend(self.mark_due(row));
            moments.extend(lands(row, self.now));
            match (row.state, row.sending_since) {
                (State::Waiting, _) => moments.extend(row.ready_since.map(|since| since + STALE)),
                (State::Ready, _) => {
                    moments.extend(row.ready_since.map(|since| since + STALE));
                    moments.push(c.pace.next_at(self.now, c.abilities.pair_rate));
                }
                (State::Doubt, Some(since)) => moments.push(since + DOUBT),
                _ => {}
            }
        }
        moments.extend(c.remind_at.filter(|_| c.assignee.is_some()));
        moments.extend(c.window.closes(self.now));
        moments.extend(c.pause.and_then(|pause| pause.until));
        moments.into_iter().filter(|at| *at > self.now).min()
    }
}

/// When the last of what the assignee may still take back leaves; `None` where something stands in
/// its way.
fn leaves_at(c: &Conversation) -> Option<DateTime<Utc>> {
    let mut rows = c.outgoing.iter();
    if rows.any(|row| matches!(row.state, State::Held | State::Waiting | State::Doubt)) {
        return None;
    }
    let rows = c.outgoing.iter().filter(|row| row.state == State::Undo);
    let theirs = rows.filter(|row| {
        let reacts = matches!(row.content, Content::Reaction { .. });
        Some(row.confirmed_by) == c.assignee && !reacts
    });
    theirs.map(|row| row.due_at).max()
}

/// Until when a message that was taken may be in flight, if nothing more is heard of it. A clock that
/// was set back says nothing about that.
fn lands(row: &Outgoing, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let flight = match row.state {
        State::Accepted | State::Sent if row.content.takes_its_time() => FILE_FLIGHT,
        State::Accepted => FLIGHT,
        _ => return None,
    };
    let taken = row.accepted_at.filter(|at| *at <= now);
    taken.map(|at| at + flight)
}
