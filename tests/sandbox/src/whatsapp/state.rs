//! Everything the look-alike knows, behind one lock.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::{Notify, watch};

use super::chance::Chance;
use super::company::Company;
use super::errors::GraphError;
use super::faults::Faults;
use super::limits::Limits;
use super::media::MediaStore;
use super::phone::{Content, PhoneMessage};
use super::pricing::{FreeEntry, Pricing};
use super::schedule::Schedule;
use super::seed::{self, Rules};
use super::server::Requests;
use super::webhooks::Outbox;
use crate::clock::Clock;
use crate::door::Door;
use crate::wire::Wire;

/// What the server, its tasks and its owner share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) clock: Clock,
    pub(super) wire: Wire,
    /// `http://127.0.0.1:PORT`
    pub(super) base: String,
    pub(super) door: Door,
    pub(super) http: reqwest::Client,
    state: Mutex<State>,
    /// Tells waiters that anything has changed; the number only grows.
    pub(super) changed: watch::Sender<u64>,
    /// Wakes the task that runs due jobs.
    pub(super) jobs: Notify,
    /// Wakes the task that calls the webhook.
    pub(super) posts: Notify,
}

impl Shared {
    pub(super) fn new(
        clock: Clock,
        wire: Wire,
        base: String,
        door: Door,
        http: reqwest::Client,
        state: State,
    ) -> Self {
        Self {
            clock,
            wire,
            base,
            door,
            http,
            state: Mutex::new(state),
            changed: watch::Sender::new(0),
            jobs: Notify::new(),
            posts: Notify::new(),
        }
    }

    /// Looks at the state; whoever changes it uses [`Shared::change`].
    pub(super) fn look(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state at the present moment and wakes everybody whom it may concern.
    pub(super) fn change<R>(&self, change: impl FnOnce(&mut State, DateTime<Utc>) -> R) -> R {
        let result = {
            let mut state = self.look();
            // Read under the lock, so that the times of two changes are in their order.
            change(&mut state, self.clock.now())
        };
        self.jobs.notify_one();
        self.posts.notify_one();
        self.changed.send_modify(|n| *n += 1);
        result
    }
}

/// The whole state.
#[derive(Debug)]
pub(super) struct State {
    pub(super) rules: Rules,
    pub(super) company: Company,
    pub(super) customers: Vec<Person>,
    pub(super) chats: BTreeMap<Pair, Chat>,
    /// Every accepted message of the business, in the order of acceptance.
    pub(super) outgoing: Vec<Outgoing>,
    pub(super) media: MediaStore,
    pub(super) limits: Limits,
    pub(super) faults: Faults,
    pub(super) schedule: Schedule,
    pub(super) outbox: Outbox,
    pub(super) requests: Requests,
    pub(super) ids: Ids,
    pub(super) chance: Chance,
}

/// A customer and their telephone.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) card: seed::Customer,
    /// Whether the phone is on and has a network.
    pub(super) online: bool,
}

/// One customer and one business number, by their places in the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) number: usize,
    pub(super) customer: usize,
}

/// What lies between one customer and one business number.
#[derive(Debug, Default)]
pub(super) struct Chat {
    /// The bubbles on the customer's phone, in the order of their appearance there.
    pub(super) bubbles: Vec<PhoneMessage>,
    /// Accepted, not yet `sent`: places in [`State::outgoing`].
    pub(super) in_transit: Vec<usize>,
    /// `sent`, not yet on the phone.
    pub(super) undelivered: Vec<usize>,
    /// When the customer last wrote or called: the window is counted from it.
    pub(super) window_from: Option<DateTime<Utc>>,
    /// When the customer came by an advertisement that the business has not answered yet.
    pub(super) came_from_ad: Option<DateTime<Utc>>,
    /// The last hours in which nothing was charged.
    pub(super) free_entry: Option<FreeEntry>,
    /// When the business last wrote to the phone number, which lets it see the number again.
    pub(super) addressed_by_phone: Option<DateTime<Utc>>,
    pub(super) blocked: bool,
    pub(super) no_marketing: bool,
    /// Until when "typing…" is shown.
    pub(super) typing_until: Option<DateTime<Utc>>,
    /// When the next message fits into the pair limit if nothing was borrowed.
    pub(super) paid_until: Option<DateTime<Utc>>,
}

/// An accepted message of the business.
#[derive(Debug)]
pub(super) struct Outgoing {
    pub(super) id: String,
    pub(super) number: usize,
    /// `None` if nobody with WhatsApp has that address.
    pub(super) customer: Option<usize>,
    pub(super) to: Address,
    pub(super) body: Body,
    pub(super) quotes: Option<String>,
    pub(super) opaque: Option<String>,
    pub(super) pricing: Pricing,
    /// The free hours in which it left.
    pub(super) free_entry: Option<FreeEntry>,
    pub(super) accepted_at: DateTime<Utc>,
    pub(super) progress: Progress,
    /// Decided at acceptance: it will fail, before or after its `sent`.
    pub(super) fate: Option<Fate>,
    /// Whether `delivered` or `read` has carried the price already.
    pub(super) priced: bool,
}

/// How a message was addressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// Digits.
    Phone(String),
    /// A business-scoped user id.
    User(String),
}

/// What an accepted message does on the phone.
#[derive(Debug, Clone)]
pub(super) enum Body {
    /// It adds a bubble.
    Bubble(Box<Content>),
    /// It puts an emoji under a bubble, or takes it away if empty.
    Reaction { message: String, emoji: String },
}

/// How far an accepted message has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// Answered with its id.
    Accepted,
    /// One grey tick.
    Sent,
    /// On the phone.
    Delivered,
    /// Seen.
    Read,
    /// Not delivered, and it never will be.
    Failed,
}

/// That an accepted message fails.
#[derive(Debug, Clone)]
pub(super) struct Fate {
    pub(super) error: GraphError,
    /// Whether the status `sent` comes before `failed`.
    pub(super) after_sent: bool,
}

/// Makes ids that are the same in every run.
#[derive(Debug)]
pub(super) struct Ids {
    count: u64,
    chance: Chance,
}

impl Ids {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            count: 0,
            chance: Chance::new(seed ^ 0x1D5),
        }
    }

    /// A message id, in the shape of Meta's.
    pub(super) fn message(&mut self, address: &str) -> String {
        self.count += 1;
        let tail = format!("{:06X}{:012X}", self.count, self.chance.next() >> 16);
        let mut bytes = vec![0x1D, 0x18, u8::try_from(address.len()).unwrap_or(u8::MAX)];
        bytes.extend(address.as_bytes());
        bytes.extend([0x15, 0x02, 0x00, 0x11, 0x18, 0x12]);
        bytes.extend(tail.as_bytes());
        bytes.push(0);
        format!("wamid.{}", STANDARD.encode(bytes))
    }

    /// A numeric id, as media and templates have.
    pub(super) fn number(&mut self) -> String {
        self.count += 1;
        format!(
            "{}{:09}",
            1_000_000 + self.count,
            self.chance.below(1_000_000_000)
        )
    }

    /// A word that nobody guesses, for traces and download addresses.
    pub(super) fn word(&mut self) -> String {
        format!("A{:016x}", self.chance.next())
    }
}

impl State {
    /// The chat between one customer and one number.
    pub(super) fn chat(&mut self, pair: Pair) -> &mut Chat {
        self.chats.entry(pair).or_default()
    }

    /// The identity fields of a customer as this number's webhooks may show them: the `wa_id`,
    /// unless a username hides it.
    pub(super) fn visible_wa_id(&self, pair: Pair, now: DateTime<Utc>) -> Option<String> {
        let card = &self.customers[pair.customer].card;
        let known = self
            .chats
            .get(&pair)
            .and_then(|chat| chat.addressed_by_phone)
            .is_some_and(|at| now - at <= TimeDelta::days(30));
        if card.username.is_some() && !known {
            return None;
        }
        card.wa_id.clone()
    }
}
