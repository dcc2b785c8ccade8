//! What the platform answers and reports about a message.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::content::Content;
use super::super::conversation::Stage;
use super::super::effect::{Effect, Notice, Posted, Question};
use super::super::ids::MessageId;
use super::super::message::{Failure, Outgoing, Progress, State};
use super::super::refusal::{LONGEST_ASKED_WAIT, Reason, Refusal, Retry, backoff, pair_wait};
use super::Step;

/// After so many refusals of one message it goes no further.
const REFUSALS: u32 = 5;

/// From this attempt on a message that is tried again is late enough to say so.
const DELAYED: u32 = 3;

impl Step<'_> {
    pub(super) fn accepted(&mut self, message: MessageId, attempt: u32, wamid: &str) {
        let now = self.now;
        let Some(row) = self.row(message).filter(|row| row.attempt == attempt) else {
            return;
        };
        if !row.outcome_unknown() {
            // A status came first: it was the acceptance. Only the id may be news.
            row.wamid.get_or_insert_with(|| wamid.to_owned());
            return;
        }
        row.accepted_at = Some(now);
        row.wamid = Some(wamid.to_owned());
        self.left(message, State::Accepted);
    }

    /// It is known to have left: whatever asked about it is answered.
    pub(super) fn left(&mut self, message: MessageId, state: State) {
        let now = self.now;
        let Some(row) = self.row(message) else { return };
        let (asked, template) = (row.asked, row.content.is_template());
        let held = row.held_for();
        if held.is_some() {
            row.held = None;
            self.retract(Question::Held(message));
        }
        let Some(row) = self.row(message) else { return };
        row.state = state;
        row.asked = false;
        row.sending_since = None;
        if asked {
            self.retract(Question::Doubt(message));
        }
        self.c.last_outbound_at = Some(now);
        if template || asked || self.before.queue().next().is_some() {
            self.push(Effect::Card);
        }
        self.ask_about_the_rest(message, held);
    }

    pub(super) fn refused(&mut self, message: MessageId, attempt: u32, refusal: &Refusal) {
        if !refusal.certain {
            self.in_doubt(message, attempt);
            return;
        }
        let over = self.is_over(message);
        let Some(row) = self
            .row(message)
            .filter(|row| row.attempt == attempt && row.outcome_unknown())
        else {
            return;
        };
        let began = row.sending_since.take();
        if row.state.is_pending() {
            // A person sends it again in any case; now it is known that it cannot arrive twice.
            return;
        }
        self.answered_no(message, began, refusal, over);
    }

    /// It surely did not arrive, and the refusal says whether and when it may be tried again.
    fn answered_no(
        &mut self,
        message: MessageId,
        began: Option<DateTime<Utc>>,
        refusal: &Refusal,
        over: bool,
    ) {
        let now = self.now;
        self.no_longer_doubtful(message);
        let Some(row) = self.row(message) else { return };
        let template = row.content.is_template();
        if over {
            return self.fail(message, refusal);
        }
        if refusal.retry == Retry::AfterInbound && !template {
            return self.put_back(message, began);
        }
        match self.pause_after(message, refusal) {
            Some(pause) => self.try_again(message, now + pause, refusal),
            None => self.fail(message, refusal),
        }
    }

    /// For how long it is left alone before it is tried again; `None`: it is not.
    pub(super) fn pause_after(
        &mut self,
        message: MessageId,
        refusal: &Refusal,
    ) -> Option<TimeDelta> {
        let row = self.row(message)?;
        Some(match refusal.retry {
            Retry::Never | Retry::AfterInbound => return None,
            Retry::Counted { tries } => {
                row.refusals += 1;
                if row.refusals >= u32::from(tries).min(REFUSALS) {
                    return None;
                }
                backoff(row.refusals)
            }
            Retry::Reupload => {
                row.refusals += 1;
                // Uploading it takes its time anyway.
                return self.hand_over_anew(message).then(TimeDelta::zero);
            }
            // A number's or the platform's trouble never costs a message its life.
            Retry::Backoff => backoff(row.attempt),
            Retry::ChannelRestored => backoff(u32::MAX),
            Retry::After(pause) => pause_of(pause),
            Retry::Pair => {
                row.pair_refusals += 1;
                pause_of(pair_wait(row.pair_refusals))
            }
        })
    }

    fn try_again(&mut self, message: MessageId, at: DateTime<Utc>, refusal: &Refusal) {
        let Some(row) = self.row(message) else { return };
        row.state = State::Ready;
        row.sending_since = None;
        row.accepted_at = None;
        row.wamid = None;
        row.due_at = at;
        let post = row.post;
        if !row.stopped && is_worth_a_word(refusal.retry, row) {
            let notice = Notice::Delayed {
                message,
                failure: failure(refusal.reason, refusal.code),
                next: at,
            };
            self.post(Posted::Notice(notice), post, None);
        }
        self.comes_back(message);
    }

    /// It will not be tried again: the conversation is concluded, or it is too old.
    pub(super) fn is_over(&self, message: MessageId) -> bool {
        let too_old = |row: &Outgoing| self.now - row.confirmed_at >= self.c.rules.expiry();
        self.c.stage == Stage::Concluded || self.c.message(message).is_some_and(too_old)
    }

    fn no_longer_doubtful(&mut self, message: MessageId) {
        if let Some(row) = self.row(message).filter(|row| row.asked) {
            row.asked = false;
            self.retract(Question::Doubt(message));
        }
    }

    /// The platform says that the window is closed: it waits for the customer's next answer. If
    /// they answered since the request began, that is what it waits for no longer.
    fn put_back(&mut self, message: MessageId, began: Option<DateTime<Utc>>) {
        let answered = began.is_some_and(|began| self.contact_wrote_since(began));
        let Some(row) = self.row(message) else { return };
        row.state = State::Waiting;
        row.ready_since = None;
        row.sending_since = None;
        row.accepted_at = None;
        row.wamid = None;
        row.mark = None;
        if !answered {
            self.c.window.platform_refused();
        }
        self.comes_back(message);
        if !answered {
            let row = self.c.message(message);
            if let Some(row) = row.filter(|row| row.state == State::Waiting) {
                let (post, author) = (row.post, row.author);
                self.tell(Notice::PutBack { message }, post, author);
            }
        }
        self.push(Effect::Card);
    }

    fn contact_wrote_since(&self, then: DateTime<Utc>) -> bool {
        let heard = self.c.last_inbound.as_ref().map(|inbound| inbound.at);
        let length = self.c.abilities.window;
        let stamped = self.c.window.until.map(|until| until - length);
        heard.max(stamped).is_some_and(|at| at > then)
    }

    fn fail(&mut self, message: MessageId, refusal: &Refusal) {
        let row = self.c.message(message);
        let reacts = row.is_some_and(|row| matches!(row.content, Content::Reaction { .. }));
        let reason = match refusal.reason {
            // There are no parts in it that its author could change.
            Reason::BadParameter | Reason::SomethingWrong | Reason::Unknown if reacts => {
                Reason::ReactionRefused
            }
            reason => reason,
        };
        self.fail_for(message, reason, refusal.code);
    }

    pub(super) fn fail_for(&mut self, message: MessageId, reason: Reason, code: Option<i64>) {
        let failure = failure(reason, code);
        self.no_longer_doubtful(message);
        if reason.is_about_the_file() {
            self.hand_on_what_it_says(message);
        }
        let Some(row) = self.row(message) else { return };
        let held = row.held.take_if(|_| row.state == State::Held);
        row.state = State::Failed;
        row.sending_since = None;
        row.failure = Some(failure.clone());
        let (post, author) = (row.post, row.author);
        if held.is_some() {
            self.retract(Question::Held(message));
        }
        self.tell(Notice::Failed { message, failure }, post, author);
        self.ask_about_the_rest(message, held);
        self.push(Effect::Card);
    }

    pub(super) fn in_doubt(&mut self, message: MessageId, attempt: u32) {
        let now = self.now;
        if let Some(row) = self
            .row(message)
            .filter(|row| row.attempt == attempt && row.state == State::Sending)
        {
            row.state = State::Doubt;
            row.sending_since = Some(now);
        }
    }

    /// What waited for nothing but the platform was ready all the while.
    pub(super) fn pause_changed(&mut self, stopped_since: Option<DateTime<Utc>>) {
        // The card says why the queue waits.
        if self.c.queue().next().is_some() {
            self.push(Effect::Card);
        }
        let Some(since) = stopped_since else { return };
        for row in &mut self.c.outgoing {
            if row.state == State::Waiting && row.ready_since.is_none() {
                row.ready_since = Some(since.max(row.due_at).max(row.confirmed_at));
            }
        }
    }

    pub(super) fn progressed(
        &mut self,
        message: MessageId,
        attempt: Option<u32>,
        wamid: &str,
        progress: Progress,
    ) {
        let now = self.now;
        let Some(row) = self.row(message) else { return };
        let arrived = progress >= Progress::Delivered;
        let state = match progress {
            Progress::Sent => State::Sent,
            Progress::Delivered => State::Delivered,
            Progress::Read => State::Read,
        };
        let unknown = row.outcome_unknown();
        let forgotten = row.state.is_pending() && made_before_a_backup(row, attempt);
        let goes_on = match row.state {
            // The request that is under way is a person's decision to send again, and has an
            // outcome of its own.
            State::Sending => is_about(row, attempt, wamid),
            // Whichever attempt it was, the customer has it.
            State::Doubt => true,
            // What is known to have been refused did arrive, if the phone says so.
            State::Failed | State::Cancelled | State::Expired => arrived,
            pending if pending.is_pending() => unknown || forgotten || (row.attempt > 0 && arrived),
            other => {
                (arrived || is_about(row, attempt, wamid))
                    && other
                        .progress()
                        .is_some_and(|so_far| state.progress() > Some(so_far))
            }
        };
        if !goes_on {
            return;
        }
        let news = unknown || row.state.is_pending();
        let had_failed = row.state == State::Failed;
        let given_up = matches!(row.state, State::Cancelled | State::Expired);
        let (post, author) = (row.post, row.author);
        row.attempt = row
            .attempt
            .max(attempt.filter(|_| forgotten).unwrap_or_default());
        row.failure = None;
        row.accepted_at.get_or_insert(now);
        if news {
            row.wamid = Some(wamid.to_owned());
            self.left(message, state);
            if forgotten {
                self.tell(Notice::LeftBefore { message }, post, author);
            }
        } else {
            row.state = state;
            row.wamid.get_or_insert_with(|| wamid.to_owned());
            if had_failed || given_up {
                self.push(Effect::Card);
            }
            if given_up {
                self.tell(Notice::ArrivedAfterAll { message }, post, author);
            }
            if had_failed || given_up {
                self.has_answered(message);
            }
        }
    }

    pub(super) fn failed_later(
        &mut self,
        message: MessageId,
        attempt: Option<u32>,
        wamid: &str,
        refusal: &Refusal,
    ) {
        let over = self.is_over(message);
        let pending = |row: &&mut Outgoing| row.state.is_pending();
        if let (Some(row), Some(attempt)) = (self.row(message).filter(pending), attempt)
            && made_before_a_backup(row, Some(attempt))
        {
            // That one is over, whatever else is told of it: the next is another.
            row.attempt = attempt;
            return;
        }
        let Some(row) = self
            .row(message)
            .filter(|row| is_about(row, attempt, wamid))
        else {
            return;
        };
        let presumed = match row.state {
            State::Sending | State::Doubt | State::Accepted | State::Sent => false,
            State::Presumed => true,
            state if state.is_pending() => {
                // A person sends it again in any case; the first attempt did not arrive.
                row.sending_since = None;
                return;
            }
            _ => return,
        };
        let began = row.accepted_at.or(row.sending_since);
        row.wamid.get_or_insert_with(|| wamid.to_owned());
        // What was written after it would come before it, and what a person chose not to repeat the
        // machine does not repeat either.
        let goes_again =
            refusal.retry == Retry::AfterInbound || (!presumed && self.is_last_to_leave(message));
        self.answered_no(message, began, refusal, over || !goes_again);
    }
}

fn failure(reason: Reason, code: Option<i64>) -> Failure {
    Failure { reason, code }
}

/// Whether the thread says why a message waits, rather than its mark alone: once for each, when a
/// hiccup has become a delay. Writing too fast is told at once, since the author can stop.
fn is_worth_a_word(retry: Retry, row: &Outgoing) -> bool {
    match retry {
        Retry::Pair => row.pair_refusals == 1,
        Retry::Backoff | Retry::After(_) => row.attempt == DELAYED,
        // The number's pause is told by itself, and these end in a moment, one way or the other.
        Retry::ChannelRestored | Retry::Counted { .. } | Retry::Reupload => false,
        Retry::Never | Retry::AfterInbound => false,
    }
}

/// The report is about the latest attempt, as far as it can be told.
fn is_about(row: &Outgoing, attempt: Option<u32>, wamid: &str) -> bool {
    match attempt {
        Some(attempt) => attempt == row.attempt,
        None => row.wamid.as_deref().is_none_or(|known| known == wamid),
    }
}

/// This database never made that attempt: the one did whose backup took its place.
fn made_before_a_backup(row: &Outgoing, attempt: Option<u32>) -> bool {
    attempt.is_some_and(|attempt| attempt > row.attempt)
}

fn pause_of(pause: std::time::Duration) -> TimeDelta {
    TimeDelta::from_std(pause.min(LONGEST_ASKED_WAIT)).unwrap_or_default()
}
