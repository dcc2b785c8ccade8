//! What a team may set about its conversations, with what holds where it has set nothing.

use std::ops::RangeInclusive;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// A team's rules. Stored as JSON; a field that an older version did not know takes its default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// How long a message may be taken back before it leaves, in seconds, 0 to 30.
    pub undo_s: u32,
    /// How long a message may wait in the queue, in hours, 1 to 8,760.
    pub queue_h: u32,
    /// The queue leaves by itself if each message was written, edited or confirmed within so many
    /// hours, 1 to 168; 0: it always asks.
    pub fresh_h: u32,
    /// Only what begins with `> ` leaves; everything else is a note.
    pub only_quoted_leaves: bool,
    /// Whether and when reading is reported to the customer.
    pub reading: Reading,
    /// After how many minutes the oldest *Novo* mentions the team's role, 1 to 60; 0: never.
    pub new_after_min: u32,
    /// The third template to somebody who answered none is a supervisor's to send.
    pub third_by_supervisor: bool,
    /// When the name of whoever writes stands before their words.
    pub signature: Signature,
}

/// How long a message may be taken back, in seconds.
pub const UNDO_S: RangeInclusive<u32> = 0..=30;
/// How long a message may wait in the queue, in hours.
pub const QUEUE_H: RangeInclusive<u32> = 1..=365 * 24;
/// For how long a word counts as fresh, in hours; 0: the queue always asks.
pub const FRESH_H: RangeInclusive<u32> = 0..=7 * 24;
/// After how long the oldest *Novo* mentions the team's role, in minutes; 0: never.
pub const NEW_AFTER_MIN: RangeInclusive<u32> = 0..=60;

/// When the customer sees that their message was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// When the assignee acts towards the customer.
    OnAction,
    /// The same, and "typing…" is shown while what the assignee wrote may still be taken back: only
    /// then is it known to be meant for the customer.
    WithTyping,
    /// Only when an answer of the assignee leaves.
    OnAnswer,
    /// Never.
    Never,
}

/// When the name of whoever writes to a customer stands before their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// Never.
    Off,
    /// Before the first that a person says since the conversation was assumed, or since somebody
    /// else spoke.
    First,
    /// Before every line.
    Every,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            undo_s: 5,
            queue_h: 7 * 24,
            fresh_h: 24,
            only_quoted_leaves: false,
            reading: Reading::OnAction,
            new_after_min: 2,
            third_by_supervisor: true,
            signature: Signature::First,
        }
    }
}

impl Rules {
    /// How long a message may be taken back.
    pub fn undo(&self) -> TimeDelta {
        TimeDelta::seconds(i64::from(within(self.undo_s, &UNDO_S)))
    }

    /// How long a message may wait.
    pub fn expiry(&self) -> TimeDelta {
        TimeDelta::hours(i64::from(within(self.queue_h, &QUEUE_H)))
    }

    /// How long a word counts as fresh; `None`: never.
    pub fn fresh(&self) -> Option<TimeDelta> {
        (self.fresh_h > 0).then(|| TimeDelta::hours(i64::from(within(self.fresh_h, &FRESH_H))))
    }
}

fn within(value: u32, limits: &RangeInclusive<u32>) -> u32 {
    value.clamp(*limits.start(), *limits.end())
}
