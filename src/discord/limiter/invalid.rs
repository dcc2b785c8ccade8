//! Requests that Discord refused. 10,000 answers of 401, 403 or 429 (not of shared scope) within
//! ten minutes and the address is banned: <https://discord.com/developers/docs/topics/rate-limits>

use std::collections::VecDeque;

use chrono::TimeDelta;

use crate::clock::Timestamp;

/// We stop ourselves at half of what Discord bans for.
pub(super) const STOP_AT: usize = 5_000;

/// The time over which Discord counts.
pub(super) const COUNTED_FOR: TimeDelta = TimeDelta::minutes(10);

#[derive(Debug, Default)]
pub(super) struct InvalidRequests {
    at: VecDeque<Timestamp>,
    stopped_until: Option<Timestamp>,
}

impl InvalidRequests {
    /// Counts one more; answers until when everything stops if this was the one too many.
    pub fn add(&mut self, now: Timestamp) -> Option<Timestamp> {
        self.prune(now);
        self.at.push_back(now);
        if self.at.len() < STOP_AT || self.stopped_until.is_some() {
            return None;
        }
        // Not request by request as single ones grow old: the cause is still there.
        self.stopped_until = Some(now + COUNTED_FOR);
        self.stopped_until
    }

    /// Until when nothing may leave, if so.
    pub fn stopped_until(&mut self, now: Timestamp) -> Option<Timestamp> {
        if self.stopped_until.is_some_and(|until| until <= now) {
            self.stopped_until = None;
            self.prune(now);
        }
        self.stopped_until
    }

    /// After the clock was set back: what lies ahead counts as of now.
    pub fn clock_went_back(&mut self, now: Timestamp) {
        for at in &mut self.at {
            *at = (*at).min(now);
        }
        self.stopped_until = self.stopped_until.map(|until| until.min(now + COUNTED_FOR));
    }

    fn prune(&mut self, now: Timestamp) {
        while self.at.front().is_some_and(|at| *at + COUNTED_FOR <= now) {
            self.at.pop_front();
        }
    }
}
