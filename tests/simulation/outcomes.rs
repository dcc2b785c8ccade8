//! What the platform's answers and reports mean, by the rules that people read.

use conecta::domain::ids::MessageId;
use conecta::domain::message::Progress;
use conecta::domain::refusal::{Reason, Refusal, Retry};

use crate::books::{Books, Hold, Phase, SECOND, WINDOW};

impl Books {
    pub fn accepted(&mut self, id: MessageId, attempt: u32, now: i64) {
        if let Some(msg) = self.msg(id)
            && msg.attempts == attempt
            && (matches!(msg.phase, Phase::Flying(_) | Phase::Doubt(..))
                || (msg.pending() && msg.unknown))
        {
            self.taken(id, now, 0);
        }
    }

    pub fn taken(&mut self, id: MessageId, now: i64, rank: u8) {
        let Some(msg) = self.msg(id) else { return };
        let at = match msg.phase {
            Phase::Taken(at, _) => at,
            _ => now,
        };
        let held = msg.hold.take().filter(|_| msg.pending());
        msg.phase = Phase::Taken(at, rank);
        msg.unknown = false;
        self.hold_the_rest(id, held);
    }

    pub fn doubtful(&mut self, id: MessageId, attempt: u32, now: i64) {
        if let Some(msg) = self.msg(id)
            && msg.attempts == attempt
            && matches!(msg.phase, Phase::Flying(_))
        {
            msg.phase = Phase::Doubt(now, false);
        }
    }

    pub fn refused(&mut self, id: MessageId, attempt: u32, refusal: &Refusal, now: i64) {
        if !refusal.certain {
            return self.doubtful(id, attempt, now);
        }
        let over = self.is_over(id, now);
        let Some(msg) = self.msg(id).filter(|msg| msg.attempts == attempt) else {
            return;
        };
        let began = match msg.phase {
            Phase::Flying(at) | Phase::Doubt(at, _) => at,
            _ => {
                msg.unknown = false;
                return;
            }
        };
        self.answered_no(id, began, refusal, over, now);
    }

    /// It surely did not arrive: it waits, goes back into the queue, or has failed.
    fn answered_no(&mut self, id: MessageId, began: i64, refusal: &Refusal, over: bool, now: i64) {
        let Some(msg) = self.msg(id) else { return };
        msg.phase = Phase::Pending;
        msg.unknown = false;
        let wait_s = match refusal.retry {
            Retry::AfterInbound if !msg.template && !over => return self.put_back(id, began, now),
            Retry::Never | Retry::AfterInbound => None,
            Retry::Counted { .. } | Retry::Reupload => {
                msg.refusals += u32::from(!over);
                let tries = match refusal.retry {
                    Retry::Counted { tries } => u32::from(tries).min(5),
                    // Once more as it is, then as a document.
                    _ if msg.file.is_some() => 3,
                    _ => 1,
                };
                let goes_on = msg.refusals < tries;
                if let Some(file) = &mut msg.file
                    && goes_on
                    && refusal.retry == Retry::Reupload
                {
                    file.handed = None;
                }
                goes_on.then(|| match refusal.retry {
                    Retry::Reupload => 0,
                    _ => waits(msg.refusals),
                })
            }
            Retry::Backoff => Some(waits(msg.attempts)),
            Retry::ChannelRestored => Some(300),
            Retry::After(pause) => Some(i64::try_from(pause.as_secs()).expect("short")),
            Retry::Pair => {
                msg.too_fast += u32::from(!over);
                Some(4_i64.pow(msg.too_fast.clamp(1, 5)))
            }
        };
        match wait_s {
            Some(wait_s) if !over => {
                msg.due = now + wait_s * SECOND;
                self.comes_back(id, now);
            }
            _ => {
                if refusal.reason == Reason::MediaDownload {
                    self.words_go_on(id, now);
                }
                self.msg(id).expect("it is there").phase = Phase::Failed;
            }
        }
    }

    fn is_over(&self, id: MessageId, now: i64) -> bool {
        let limit = self.expiry();
        let too_old = |at: usize| now - self.msgs[at].confirmed >= limit;
        self.concluded || self.at(id).is_some_and(too_old)
    }

    fn put_back(&mut self, id: MessageId, began: i64, now: i64) {
        if self.heard.max(self.window_until.saturating_sub(WINDOW)) <= began {
            self.window_refused = true;
        }
        if let Some(msg) = self.msg(id) {
            msg.phase = Phase::Pending;
            msg.free_since = None;
            msg.mark = None;
        }
        self.comes_back(id, now);
    }

    /// What became of its line meanwhile holds now.
    fn comes_back(&mut self, id: MessageId, now: i64) {
        let Some(msg) = self.msg(id) else { return };
        if msg.deleted_after {
            self.hold(id, Hold::Single);
        } else if let Some(text) = msg.edited_after.clone() {
            self.edit(id, &text, None, now);
        }
        self.comes_back_after_a_stop(id);
    }

    /// A template does not leave again after a stop; anything else does not before somebody said so.
    fn comes_back_after_a_stop(&mut self, id: MessageId) {
        let Some(msg) = self.msg(id).filter(|msg| msg.stopped) else {
            return;
        };
        msg.stopped = false;
        if msg.template {
            self.cancel(id);
        } else {
            self.question |= msg.queued();
        }
    }

    pub fn progressed(
        &mut self,
        id: MessageId,
        attempt: Option<u32>,
        progress: Progress,
        now: i64,
    ) {
        let rank = match progress {
            Progress::Sent => 1,
            Progress::Delivered => 2,
            Progress::Read => 3,
        };
        let Some(msg) = self.msg(id) else { return };
        let this_one = attempt.is_none_or(|attempt| attempt == msg.attempts);
        // Nobody here knows of that attempt: this database is a backup.
        let forgotten = attempt.filter(|attempt| msg.pending() && *attempt > msg.attempts);
        let goes_on = match msg.phase {
            Phase::Flying(_) => this_one,
            Phase::Doubt(..) => true,
            Phase::Pending => msg.unknown || forgotten.is_some() || (msg.attempts > 0 && rank >= 2),
            // The phone has it, whatever was said before.
            Phase::Failed | Phase::Cancelled | Phase::Expired => rank >= 2,
            Phase::Taken(_, so_far) => rank > so_far && (this_one || rank >= 2),
            Phase::Presumed => this_one || rank >= 2,
        };
        if goes_on {
            msg.attempts = forgotten.unwrap_or(msg.attempts);
            self.taken(id, now, rank);
        }
    }

    pub fn failed_later(
        &mut self,
        id: MessageId,
        attempt: Option<u32>,
        refusal: &Refusal,
        now: i64,
    ) {
        let over = self.is_over(id, now);
        let Some(msg) = self.msg(id) else { return };
        if let Some(forgotten) = attempt.filter(|attempt| msg.pending() && *attempt > msg.attempts)
        {
            msg.attempts = forgotten;
            return;
        }
        if attempt.is_some_and(|attempt| attempt != msg.attempts) {
            return;
        }
        let (began, presumed) = match msg.phase {
            Phase::Flying(at) | Phase::Doubt(at, _) | Phase::Taken(at, 0 | 1) => (at, false),
            Phase::Presumed => (i64::MAX, true),
            Phase::Pending => {
                msg.unknown = false;
                return;
            }
            _ => return,
        };
        // It would come out of order, or a person chose to go on without repeating it.
        let stays = presumed || self.something_left_after(id);
        let over = over || (stays && refusal.retry != Retry::AfterInbound);
        self.answered_no(id, began, refusal, over, now);
    }

    fn something_left_after(&self, id: MessageId) -> bool {
        let after = self.at(id).map_or(&[][..], |at| &self.msgs[at + 1..]);
        after.iter().any(|msg| {
            let under_way = matches!(msg.phase, Phase::Flying(_) | Phase::Doubt(..));
            !msg.template && (under_way || msg.came().is_some())
        })
    }
}

fn waits(nth: u32) -> i64 {
    match nth {
        0 | 1 => 1,
        2 => 5,
        3 => 30,
        4 => 120,
        _ => 300,
    }
}
