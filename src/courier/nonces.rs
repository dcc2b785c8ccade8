//! The nonces of what is posted, by which Discord knows for some minutes what it has taken already.
//! Each kind has a range of its own.
//!
//! A backup that takes the place of the database counts again from where that was then, while Discord
//! still knows the nonces of after. So a nonce says of what it is and when that was written down.

use sha2::{Digest as _, Sha256};

use super::Facts;
use crate::clock::Timestamp;
use crate::discord::nonce::Nonce;
use crate::domain::ids::{ConversationId, TeamId};
use crate::store::posts::LanePost;

const LINES: i64 = 4 << 56;
const CARDS: i64 = 5 << 56;
const NEWS: i64 = 1 << 56;
const REMINDERS: i64 = 2 << 56;
const ALERTS: i64 = 3 << 56;

/// The part of a nonce that says which one of its range it is.
const WITHIN: i64 = (1 << 56) - 1;

/// A part of a thread's line, counted from 0.
pub fn line(facts: &Facts, line: &LanePost, part: u8) -> Nonce {
    let which = written_down(line.id.0, line.created_at);
    Nonce::new(facts.installation, LINES + which, part)
}

/// The card of a conversation that was begun then, of which so many are spent.
pub fn card(facts: &Facts, conversation: ConversationId, begun: Timestamp, spent: usize) -> Nonce {
    // One of its own each time, lest Discord answers with the card that is spent.
    let part = u8::try_from(spent).unwrap_or(u8::MAX);
    let which = written_down(conversation.0, begun);
    Nonce::new(facts.installation, CARDS + which, part)
}

/// What has this number and was written down then.
fn written_down(number: i64, at: Timestamp) -> i64 {
    ((at.timestamp_millis() << 20) + number) & WITHIN
}

/// The *Novos* message of a team that comes after one that showed this revision.
pub fn news(facts: &Facts, team: TeamId, shown: i64) -> Nonce {
    of_team(facts, NEWS, team, shown)
}

/// The reminder of a team that comes after the one of this moment.
pub fn reminder(facts: &Facts, team: TeamId, last: Option<Timestamp>) -> Nonce {
    let last = last.map_or(0, |last| last.timestamp());
    of_team(facts, REMINDERS, team, last)
}

fn of_team(facts: &Facts, range: i64, team: TeamId, which: i64) -> Nonce {
    let within = ((team.0 << 32) + which) & WITHIN;
    Nonce::new(facts.installation, range + within, 0)
}

/// What admins are told for the nth time, in these words.
pub fn alert(facts: &Facts, nth: u64, words: &str) -> Nonce {
    let hash = Sha256::digest(format!("{nth} {words}"));
    let mut within = [0; 8];
    within[1..].copy_from_slice(&hash[..7]);
    Nonce::new(facts.installation, ALERTS + i64::from_be_bytes(within), 0)
}
