//! What the platform answers and reports about a message.

use chrono::TimeDelta;

use super::super::effect::{Effect, Notice, Question};
use super::super::ids::MessageId;
use super::super::message::{Failure, Progress, State};
use super::super::refusal::{Refusal, Retry, pair_wait};
use super::Step;

/// After so many refusals of one message it goes no further.
const REFUSALS: u32 = 5;

/// How long to wait after the nth refusal; the last holds for every later one.
const BACKOFF_S: [i64; 5] = [1, 5, 30, 120, 300];

impl Step<'_> {
    pub(super) fn accepted(&mut self, message: MessageId, attempt: u32, wamid: &str) {
        let now = self.now;
        let Some(row) = self.row(message).filter(|row| row.attempt == attempt) else {
            return;
        };
        if !matches!(row.state, State::Sending | State::Doubt) {
            // A status came first: it was the acceptance. Only the id may be news.
            row.wamid.get_or_insert_with(|| wamid.to_owned());
            return;
        }
        row.state = State::Accepted;
        row.accepted_at = Some(now);
        row.wamid = Some(wamid.to_owned());
        self.left(message);
    }

    /// It is known to have left: whatever asked about it is answered.
    fn left(&mut self, message: MessageId) {
        let now = self.now;
        let Some(row) = self.row(message) else { return };
        let (asked, template) = (row.asked, row.content.is_template());
        row.asked = false;
        row.sending_since = None;
        if asked {
            self.retract(Question::Doubt(message));
        }
        self.c.last_outbound_at = Some(now);
        if template || self.c.queue().next().is_some() || asked {
            self.push(Effect::Card);
        } else if self.before.queue().next().is_some() {
            // The queue has just run empty.
            self.push(Effect::Card);
        }
    }

    pub(super) fn refused(&mut self, message: MessageId, attempt: u32, refusal: &Refusal) {
        let now = self.now;
        let Some(row) = self.row(message).filter(|row| row.attempt == attempt) else {
            return;
        };
        if !matches!(row.state, State::Sending | State::Doubt) {
            return;
        }
        row.sending_since = None;
        let template = row.content.is_template();
        let pause = match refusal.retry {
            Retry::AfterInbound if !template => {
                row.state = State::Waiting;
                row.ready_since = None;
                self.put_back(message);
                return;
            }
            Retry::Never | Retry::AfterInbound => {
                self.fail(message, refusal);
                return;
            }
            Retry::Counted { .. } | Retry::Reupload => {
                row.refusals += 1;
                let tries = match refusal.retry {
                    Retry::Counted { tries } => u32::from(tries).min(REFUSALS),
                    _ => 2,
                };
                if row.refusals >= tries {
                    self.fail(message, refusal);
                    return;
                }
                backoff(row.refusals)
            }
            // A number's or the platform's trouble never costs a message its life.
            Retry::Backoff => backoff(row.attempt),
            Retry::ChannelRestored => backoff(u32::MAX),
            Retry::After(pause) => TimeDelta::from_std(pause).unwrap_or(TimeDelta::MAX),
            Retry::Pair => TimeDelta::from_std(pair_wait(row.attempt)).unwrap_or(TimeDelta::MAX),
        };
        row.state = State::Ready;
        row.due_at = now + pause;
    }

    fn put_back(&mut self, message: MessageId) {
        self.c.window.platform_refused();
        if let Some(row) = self.row(message) {
            let (post, author) = (row.post, row.author);
            self.tell(Notice::PutBack { message }, post, author);
        }
        self.push(Effect::Card);
    }

    pub(super) fn fail(&mut self, message: MessageId, refusal: &Refusal) {
        let failure = Failure {
            reason: refusal.reason,
            code: refusal.code,
        };
        let Some(row) = self.row(message) else { return };
        let asked = row.asked;
        row.asked = false;
        row.state = State::Failed;
        row.failure = Some(failure.clone());
        let (post, author) = (row.post, row.author);
        if asked {
            self.retract(Question::Doubt(message));
        }
        self.tell(Notice::Failed { message, failure }, post, author);
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

    pub(super) fn progressed(
        &mut self,
        message: MessageId,
        attempt: Option<u32>,
        wamid: &str,
        progress: Progress,
    ) {
        let now = self.now;
        let Some(row) = self.row(message) else { return };
        let unknown = matches!(row.state, State::Sending | State::Doubt);
        // A report about an earlier attempt that was given up for lost: that one did arrive, and
        // the present one is a person's decision to send again.
        if unknown && attempt.is_some_and(|attempt| attempt != row.attempt) {
            return;
        }
        let state = match progress {
            Progress::Sent => State::Sent,
            Progress::Delivered => State::Delivered,
            Progress::Read => State::Read,
        };
        let goes_on = match row.state {
            State::Sending | State::Doubt => true,
            // Delivered beats failed; anything less does not.
            State::Failed => progress >= Progress::Delivered,
            other => other
                .progress()
                .is_some_and(|so_far| state.progress() > Some(so_far)),
        };
        if !goes_on {
            return;
        }
        let had_failed = row.state == State::Failed;
        row.state = state;
        row.failure = None;
        row.accepted_at.get_or_insert(now);
        row.wamid.get_or_insert_with(|| wamid.to_owned());
        if unknown {
            self.left(message);
        } else if had_failed {
            self.push(Effect::Card);
        }
    }

    pub(super) fn failed_later(
        &mut self,
        message: MessageId,
        attempt: Option<u32>,
        wamid: &str,
        refusal: &Refusal,
    ) {
        let Some(row) = self.row(message) else { return };
        let unknown = matches!(row.state, State::Sending | State::Doubt);
        if unknown && attempt.is_some_and(|attempt| attempt != row.attempt) {
            return;
        }
        let overtaken =
            !unknown && !matches!(row.state, State::Accepted | State::Sent | State::Presumed);
        if overtaken {
            return;
        }
        row.wamid.get_or_insert_with(|| wamid.to_owned());
        let back = refusal.retry == Retry::AfterInbound && !row.content.is_template();
        if back {
            let asked = row.asked;
            row.asked = false;
            row.state = State::Waiting;
            row.accepted_at = None;
            row.wamid = None;
            row.sending_since = None;
            row.ready_since = None;
            row.mark = None;
            if asked {
                self.retract(Question::Doubt(message));
            }
            self.put_back(message);
        } else {
            self.fail(message, refusal);
        }
    }
}

/// How long to wait after the nth refusal, from 1.
fn backoff(nth: u32) -> TimeDelta {
    let at = (nth.max(1) as usize - 1).min(BACKOFF_S.len() - 1);
    TimeDelta::seconds(BACKOFF_S[at])
}
