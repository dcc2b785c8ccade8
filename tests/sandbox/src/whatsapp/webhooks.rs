//! The webhook caller: what waits, in which order it goes, and what happens when it fails.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::Whatsapp;
use super::chance::Chance;
use super::envelope;
use super::schedule::Job;
use super::state::{Progress, Shared, State};
use crate::wire::{Kind, Platform};

/// Meta gives up on a webhook after this time.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::days(7);

/// Something that the webhook is told: one message, one status, or one change of an account.
#[derive(Debug, Clone)]
pub(super) struct Update {
    /// The account's id.
    pub(super) account: String,
    pub(super) field: &'static str,
    pub(super) kind: UpdateKind,
    pub(super) value: Value,
    /// `entry[].time`, which only changes of accounts and templates carry.
    pub(super) time: Option<i64>,
}

/// What an update is about, for orders that pick some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum UpdateKind {
    Message { id: String },
    Status { id: String, progress: Progress },
    Account,
}

/// What is posted in one body.
#[derive(Debug, Clone)]
pub(super) struct Parcel {
    updates: Vec<Update>,
    attempt: u32,
    since: DateTime<Utc>,
}

/// Which updates an order is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// Every update.
    All,
    /// Customers' messages.
    Messages,
    /// Statuses of every kind.
    Statuses,
    /// Statuses of one kind.
    Status(Progress),
    /// Everything about the message with this id.
    Of(String),
}

impl Which {
    fn takes(&self, update: &Update) -> bool {
        match (self, &update.kind) {
            (Self::All, _)
            | (Self::Messages, UpdateKind::Message { .. })
            | (Self::Statuses, UpdateKind::Status { .. }) => true,
            (Self::Status(wanted), UpdateKind::Status { progress, .. }) => wanted == progress,
            (Self::Of(wanted), UpdateKind::Message { id } | UpdateKind::Status { id, .. }) => {
                wanted == id
            }
            _ => false,
        }
    }
}

/// In which order withheld updates leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// As they came, one webhook each.
    InOrder,
    /// In another order, which follows from the seed.
    Shuffled(u64),
    /// All in one webhook of several entries, changes and messages.
    Batched,
}

#[derive(Debug)]
enum Order {
    Withhold(Which),
    Delay(Which, Duration),
    Repeat(Which, usize),
    Reorder {
        which: Which,
        group: usize,
        chance: Chance,
        gathered: Vec<Update>,
    },
}

/// Everything that waits to be posted.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    pub(super) target: Option<String>,
    queue: VecDeque<Parcel>,
    withheld: Vec<Update>,
    orders: Vec<Order>,
    in_flight: usize,
}

impl Outbox {
    pub(super) fn push(&mut self, parcel: Parcel) {
        self.queue.push_back(parcel);
    }

    /// How many webhooks are being posted or will be as soon as the one before is answered.
    pub(super) fn pending(&self) -> usize {
        let queued = if self.target.is_some() {
            self.queue.len()
        } else {
            0
        };
        queued + self.in_flight
    }

    pub(super) fn withheld(&self) -> usize {
        self.withheld.len()
    }

    /// The next body to post, with as many waiting updates as one may carry.
    fn take(&mut self, batch: usize) -> Option<(String, Parcel)> {
        let target = self.target.clone()?;
        let mut parcel = self.queue.pop_front()?;
        while parcel.attempt == 0 {
            match self.queue.front() {
                Some(next)
                    if next.attempt == 0 && parcel.updates.len() + next.updates.len() <= batch => {}
                _ => break,
            }
            if let Some(next) = self.queue.pop_front() {
                parcel.updates.extend(next.updates);
            }
        }
        self.in_flight += 1;
        Some((target, parcel))
    }
}

/// Hands an update to the caller, as far as no order says otherwise. Nothing is told about an
/// account to which the app is not subscribed.
pub(super) fn tell(state: &mut State, now: DateTime<Utc>, update: Update) {
    if !state.company.is_subscribed(&update.account) {
        return;
    }
    let mut copies = 1;
    let mut delay = Duration::ZERO;
    for order in &mut state.outbox.orders {
        match order {
            Order::Withhold(which) if which.takes(&update) => {
                state.outbox.withheld.push(update);
                return;
            }
            Order::Delay(which, by) if which.takes(&update) => delay += *by,
            Order::Repeat(which, times) if which.takes(&update) => copies += *times,
            Order::Reorder {
                which,
                group,
                chance,
                gathered,
            } if which.takes(&update) => {
                gathered.push(update);
                if gathered.len() >= *group {
                    chance.shuffle(gathered);
                    for update in gathered.drain(..) {
                        state.outbox.queue.push_back(Parcel::new(vec![update], now));
                    }
                }
                return;
            }
            _ => {}
        }
    }
    for _ in 0..copies {
        let parcel = Parcel::new(vec![update.clone()], now);
        if delay.is_zero() {
            state.outbox.push(parcel);
        } else {
            state.schedule.at(now + delay, Job::Post(parcel));
        }
    }
}

impl Parcel {
    fn new(updates: Vec<Update>, since: DateTime<Utc>) -> Self {
        Self {
            updates,
            attempt: 0,
            since,
        }
    }

    /// How long after the last failure the next try comes: ever later.
    fn pause(&self) -> Duration {
        let seconds = match self.attempt {
            0 | 1 => 5,
            2 => 15,
            3 => 60,
            4 => 5 * 60,
            5 => 15 * 60,
            _ => 60 * 60,
        };
        Duration::from_secs(seconds)
    }
}

/// Posts what waits, one after the other, as long as the server lives.
pub(super) async fn run(shared: Arc<Shared>) {
    loop {
        let next = {
            let mut state = shared.look();
            let batch = state.rules.webhook_batch;
            let secret = state.company.app_secret.clone();
            state
                .outbox
                .take(batch)
                .map(|(target, parcel)| (target, parcel, secret))
        };
        let Some((target, mut parcel, secret)) = next else {
            shared.posts.notified().await;
            continue;
        };
        let body = envelope::compose(&parcel.updates);
        let bytes = envelope::bytes(&body);
        let signature = envelope::signature(&secret, &bytes);
        let status = post(&shared, &target, bytes, Some(signature), body).await;
        let again = shared.change(|state, now| {
            state.outbox.in_flight -= 1;
            if status == Some(200) || now - parcel.since >= GIVE_UP_AFTER {
                return None;
            }
            parcel.attempt += 1;
            match state.rules.webhook_retry {
                Some(_) => state.outbox.queue.push_front(parcel),
                None => state.schedule.at(now + parcel.pause(), Job::Post(parcel)),
            }
            state.rules.webhook_retry.map(|pause| now + pause)
        });
        if let Some(again) = again {
            shared.clock.sleep_until(again).await;
        }
    }
}

/// One POST to the webhook, recorded; answers the status, `None` if there was no answer.
async fn post(
    shared: &Shared,
    target: &str,
    bytes: Vec<u8>,
    signature: Option<String>,
    body: Value,
) -> Option<u16> {
    let mut request = shared
        .http
        .post(target)
        .header("content-type", "application/json")
        .header("user-agent", "facebookexternalua");
    if let Some(signature) = signature {
        request = request.header("x-hub-signature-256", signature);
    }
    let status = match request.body(bytes).send().await {
        Ok(answer) => Some(answer.status().as_u16()),
        Err(error) => {
            tracing::debug!(%error, "the webhook did not answer");
            None
        }
    };
    shared.wire.add(
        shared.clock.now(),
        Platform::Whatsapp,
        Kind::Event {
            name: "webhook".into(),
            body,
            status,
        },
    );
    status
}

/// How a body that a test posts itself is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    /// With the app's secret.
    Valid,
    /// With another secret.
    Wrong,
    /// Without the header.
    Missing,
}

/// The webhook and what becomes of it.
impl Whatsapp {
    /// Where webhooks are posted from now on. What was to be told before waits for it.
    pub fn set_webhook(&self, url: impl Into<String>) {
        self.shared
            .change(|state, _| state.outbox.target = Some(url.into()));
    }

    /// Does what Meta does when a webhook is entered in its dashboard: a GET with a challenge,
    /// which must come back.
    ///
    /// # Errors
    /// If the webhook does not answer 200 with the challenge.
    pub async fn verify_webhook(&self, url: &str, verify_token: &str) -> Result<()> {
        let challenge = self.shared.change(|state, _| state.ids.number());
        let answer = self
            .shared
            .http
            .get(url)
            .query(&[
                ("hub.mode", "subscribe"),
                ("hub.challenge", challenge.as_str()),
                ("hub.verify_token", verify_token),
            ])
            .send()
            .await
            .context("the webhook could not be reached")?;
        let status = answer.status();
        ensure!(status == 200, "the webhook answered {status}");
        let body = answer.text().await.context("the answer broke off")?;
        ensure!(body == challenge, "the webhook answered another challenge");
        Ok(())
    }

    /// Posts `bytes` to the webhook at once, whatever they are, and answers the status.
    ///
    /// # Errors
    /// If no webhook is set or it does not answer.
    pub async fn post_raw(&self, bytes: impl Into<Vec<u8>>, signature: Signature) -> Result<u16> {
        let bytes = bytes.into();
        let (target, secret) = {
            let state = self.shared.look();
            let target = state.outbox.target.clone();
            (target, state.company.app_secret.clone())
        };
        let target = target.context("no webhook is set")?;
        let signature = match signature {
            Signature::Valid => Some(envelope::signature(&secret, &bytes)),
            Signature::Wrong => Some(envelope::signature("another secret", &bytes)),
            Signature::Missing => None,
        };
        let body = serde_json::from_slice(&bytes)
            .unwrap_or_else(|_| json!(String::from_utf8_lossy(&bytes)));
        post(&self.shared, &target, bytes, signature, body)
            .await
            .context("the webhook did not answer")
    }

    /// Keeps back, from now on, every update that `which` means.
    pub fn withhold(&self, which: Which) {
        self.order_webhooks(Order::Withhold(which));
    }

    /// Lets every such update wait for `by`.
    pub fn delay_webhooks(&self, which: Which, by: Duration) {
        self.order_webhooks(Order::Delay(which, by));
    }

    /// Posts every such update `times` more than once.
    pub fn repeat_webhooks(&self, which: Which, times: usize) {
        self.order_webhooks(Order::Repeat(which, times));
    }

    /// Gathers such updates in groups of `group` and posts each group in an order that follows
    /// from `seed`. A group that is not full waits for [`Whatsapp::release`].
    pub fn reorder_webhooks(&self, which: Which, group: usize, seed: u64) {
        self.order_webhooks(Order::Reorder {
            which,
            group,
            chance: Chance::new(seed),
            gathered: Vec::new(),
        });
    }

    fn order_webhooks(&self, order: Order) {
        self.shared
            .change(|state, _| state.outbox.orders.push(order));
    }

    /// Ends every order about webhooks and posts what was kept back; answers how many updates
    /// that were.
    pub fn release(&self, how: Release) -> usize {
        self.shared.change(|state, now| {
            let mut updates = state.outbox.end_orders();
            let count = updates.len();
            if let Release::Shuffled(seed) = how {
                Chance::new(seed).shuffle(&mut updates);
            }
            if how == Release::Batched && count > 0 {
                state.outbox.push(Parcel::new(updates, now));
            } else {
                for update in updates {
                    state.outbox.push(Parcel::new(vec![update], now));
                }
            }
            count
        })
    }

    /// Ends every order about webhooks and loses what was kept back; answers how many updates
    /// that were.
    pub fn lose_withheld(&self) -> usize {
        self.shared
            .change(|state, _| state.outbox.end_orders().len())
    }

    /// Makes every webhook that waits for its next try, or was delayed, due at once.
    pub fn retry_webhooks_now(&self) {
        self.shared
            .change(|state, now| state.schedule.hurry_posts(now));
    }
}

impl Outbox {
    fn end_orders(&mut self) -> Vec<Update> {
        let mut updates = std::mem::take(&mut self.withheld);
        for order in std::mem::take(&mut self.orders) {
            if let Order::Reorder { gathered, .. } = order {
                updates.extend(gathered);
            }
        }
        updates
    }
}
