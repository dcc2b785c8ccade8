//! What goes out: messages to customers, lines, marks and cards to Discord; and reporting back what
//! became of them.
//!
//! Nothing here decides what is sent or said. The store says what is due; a round per target does
//! it and reports to the desk. What a crash leaves undone is found again at the next start.

mod ages;
mod albums;
mod breaker;
mod cards;
mod deletions;
mod dispatch;
mod files;
mod housekeeping;
mod inbox;
mod letter;
mod marks;
mod news;
mod nonces;
mod opening;
mod prepares;
mod reads;
mod refused;
mod render;
mod rereads;
mod retry;
pub mod rounds;
mod sends;
mod silent;
mod sync;
mod thread;
mod wakes;
mod watch;

use std::sync::Arc;

use serenity::all::{ChannelId, GuildId, MessageId, UserId};

pub use dispatch::Courier;
pub use sync::all as read_platform;

use crate::channels::Channel;
use crate::clock::{SharedClock, Timestamp};
use crate::desk::Desk;
use crate::desk::links::Links;
use crate::discord::sender::Sender;
use crate::domain::ids::{PersonId, PlaceId, PostId};
use crate::underway::Underway;
use crate::vault::Vault;
use crate::words::Locale;

/// What the courier needs to know.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The use-cases.
    pub desk: Desk,
    /// The time.
    pub clock: SharedClock,
    /// The platform of the numbers.
    pub channel: Arc<dyn Channel>,
    /// Where files lie.
    pub vault: Vault,
    /// Makes links to them.
    pub links: Links,
    /// The accounts that the numbers belong to.
    pub accounts: Vec<String>,
    /// The way to Discord.
    pub discord: Sender,
    /// The server.
    pub guild: GuildId,
    /// Our own bot.
    pub me: UserId,
    /// This installation, for nonces.
    pub installation: u32,
    /// When this process began: what is older may have been tried by the one before.
    pub began: Timestamp,
    /// The language of threads and cards.
    pub locale: Locale,
    /// The time zone of shown times.
    pub zone: chrono_tz::Tz,
    /// Counts what is under way.
    pub underway: Underway,
}

fn place(id: PlaceId) -> ChannelId {
    ChannelId::new(id.0)
}

fn post(id: PostId) -> MessageId {
    MessageId::new(id.0)
}

fn person(id: PersonId) -> UserId {
    UserId::new(id.0)
}
