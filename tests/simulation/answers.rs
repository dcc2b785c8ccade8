//! What an answer of the customer's means for what waits, by the rules that people read.

use conecta::domain::event::Answer;

use crate::books::{Books, Last, Msg, WINDOW};

impl Books {
    pub fn answered(&mut self, answer: &Answer, now: i64) {
        let was_open = self.open(now);
        let stamp = answer.at.timestamp_millis().min(now);
        self.window_until = self.window_until.max(stamp + WINDOW);
        self.window_refused = false;
        self.heard = self.heard.max(now);
        self.last = Last::Customer;
        self.came = Some(now).filter(|_| !self.concluded);
        let stop = answer.stop || answer.opt_out;
        if stop {
            for id in self.ids(|msg| msg.pending() && msg.template) {
                self.cancel(id);
            }
            for msg in self.msgs.iter_mut().filter(|msg| msg.left()) {
                msg.stopped = true;
            }
        }
        if self.question {
            return;
        }
        if stop {
            self.question = self.msgs.iter().any(Msg::queued);
            return;
        }
        if was_open || self.queue_held || !self.open(now) {
            return;
        }
        let paused = self.paused(now);
        let mut left = self.msgs.iter().filter(|msg| msg.queued() && !msg.in_undo);
        self.question = left.any(|msg| paused || !self.trusts(msg, now));
    }
}
