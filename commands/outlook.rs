//! What becomes of a message that somebody lets go: it leaves, or waits for something.

use super::context::Asked;
use super::menus;
use super::trouble::Trouble;
use super::view::View;
use crate::clock::Timestamp;
use crate::desk::seen::Seen;
use crate::domain::ids::ConversationId;
use crate::domain::message::{Outgoing, State};
use crate::domain::template::first_name;
use crate::domain::text::escape_name;
use crate::words::{args, time};

/// What a message in the queue waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    /// For an admin to switch its number on.
    Off,
    /// For the end of a pause.
    Paused,
    /// For its number to send again.
    Stopped,
    /// For somebody to let the queue go.
    KeptBack,
    /// For the answer to the question about the queue.
    Undecided,
    /// For another message about which a person is asked.
    Behind,
    /// For nothing but its turn.
    Turn,
    /// For the customer to write.
    Customer,
}

impl Waits {
    /// By the facts that the card's line about the queue shows.
    pub fn of(seen: &Seen, row: &Outgoing, now: Timestamp) -> Self {
        let c = &seen.c;
        if let Some(pause) = c.pause.filter(|pause| pause.holds(now)) {
            return match pause.until {
                _ if !seen.channel.enabled => Self::Off,
                Some(_) => Self::Paused,
                None => Self::Stopped,
            };
        }
        if c.queue_held {
            Self::KeptBack
        } else if c.question.is_some() {
            Self::Undecided
        } else if c.is_behind_a_question(row.id) {
            Self::Behind
        } else if c.window.is_open(now) {
            Self::Turn
        } else {
            Self::Customer
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Off => "status-waiting-off",
            Self::Paused => "status-waiting-paused",
            Self::Stopped => "status-waiting-stopped",
            Self::KeptBack => "status-waiting-kept-back",
            Self::Undecided => "status-waiting-undecided",
            Self::Behind => "status-waiting-behind",
            Self::Turn => "status-waiting-leaving",
            Self::Customer => "status-waiting",
        }
    }

    /// The sentence about it.
    pub fn say(self, asked: &Asked<'_>, seen: &Seen) -> String {
        let until = seen.c.pause.and_then(|pause| pause.until);
        let args = args! {
            "contact" => escape_name(first_name(&seen.contact.facts.name)),
            "until" => until.map(time).unwrap_or_default(),
        };
        asked.say(self.word(), &args)
    }
}

/// Tells whoever has just let messages of a conversation go what becomes of them: `leaves`, or what
/// the first of them waits for.
pub async fn tell(asked: &Asked<'_>, id: ConversationId, leaves: &str) -> Result<(), Trouble> {
    let seen = asked.desk().see(id, &asked.by).await?;
    let rows = || seen.c.outgoing.iter();
    // What was let go just now was confirmed last.
    let last = rows().map(|row| row.confirmed_at).max();
    let let_go = || rows().filter(|row| Some(row.confirmed_at) == last);
    // It may ask something else now than it did before.
    if let Some(held) = let_go().find(|row| row.state == State::Held) {
        return asked.tell(menus::sentence(asked, &seen, held)).await;
    }
    let waits = let_go()
        .find(|row| row.state == State::Waiting)
        .map(|row| Waits::of(&seen, row, asked.desk().now()))
        .filter(|waits| *waits != Waits::Turn);
    let contact = escape_name(first_name(&seen.contact.facts.name));
    let text = match waits {
        Some(waits) => waits.say(asked, &seen),
        None => asked.say(leaves, &args! { "contact" => contact }),
    };
    asked.show(&View::text(text)).await
}
