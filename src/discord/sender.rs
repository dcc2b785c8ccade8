//! The one way to Discord's REST interface for everything that the courier posts and reads.
//!
//! Every request waits for its turn in the [`Limiter`]; a 429 is waited out, in order, and never
//! seen by the caller. Interactions are answered by serenity and do not come through here.

mod answer;
mod attachments;
mod form;
mod guild;
mod messages;
#[cfg(test)]
mod tests;
mod threads;

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::Method;
use reqwest::header::{AUTHORIZATION, HeaderValue, USER_AGENT};
use reqwest::multipart::Form;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use tokio::sync::{Notify, oneshot};
use url::Url;

use self::answer::Answer;
pub use self::attachments::{AttachmentSource, FetchError};
pub use self::messages::PAGE;
pub use self::threads::ThreadEdit;
use super::error::{DiscordError, DoubtCause};
use super::limiter::{BucketHeaders, Limiter, Next, Outcome, Priority, Route, Ticket};
use super::message::NewMessage;
use super::model::SMALLEST_UPLOAD_LIMIT;
use crate::clock::{SharedClock, Timestamp};
use crate::moved::Moved;
use crate::underway::Tally;

/// How long an answer may take, from when the request leaves. With files it may take as long as it
/// likes while something moves.
const TIME_OUT: Duration = Duration::from_secs(15);

const AGENT: &str = concat!("DiscordBot (Conecta, ", env!("CARGO_PKG_VERSION"), ")");

/// Sends requests to Discord, each when its turn has come. Clones share everything.
///
/// A future that is dropped takes its request back if it has not left yet.
#[derive(Clone)]
pub struct Sender {
    inner: Arc<Inner>,
    _driver: Arc<Driver>,
}

struct Inner {
    http: reqwest::Client,
    api: String,
    /// Where files are served that stand in for Discord's.
    origin: url::Origin,
    upload_limit: AtomicU64,
    authorization: HeaderValue,
    clock: SharedClock,
    state: Mutex<State>,
    /// Tells the driver that there is something new to wait for.
    changed: Notify,
    /// Files that are being fetched, which need no turn.
    fetches: Tally,
}

#[derive(Default)]
struct State {
    limiter: Limiter,
    turns: HashMap<Ticket, oneshot::Sender<Turn>>,
}

/// What a waiting request is told.
enum Turn {
    Go,
    Refused(Timestamp),
}

/// The task that wakes requests whose time has come; it ends with the last [`Sender`].
struct Driver(tokio::task::AbortHandle);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender")
            .field("api", &self.inner.api)
            .finish_non_exhaustive()
    }
}

/// A token that cannot stand in a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the Discord token has characters that no token has")]
pub struct BadToken;

impl Sender {
    /// A sender for the bot with `token`, to the Discord that answers at `base`
    /// (`https://discord.com`, or what stands in for it). To be called inside a tokio runtime.
    ///
    /// # Errors
    /// If the token has characters that no token has.
    pub fn new(
        http: reqwest::Client,
        base: &Url,
        token: &SecretString,
        clock: SharedClock,
    ) -> Result<Self, BadToken> {
        let bearer = format!("Bot {}", token.expose_secret());
        let mut authorization = HeaderValue::try_from(bearer).map_err(|_| BadToken)?;
        authorization.set_sensitive(true);
        let inner = Arc::new(Inner {
            http,
            api: format!("{}/api/v10", base.as_str().trim_end_matches('/')),
            origin: base.origin(),
            upload_limit: AtomicU64::new(SMALLEST_UPLOAD_LIMIT),
            authorization,
            clock,
            state: Mutex::default(),
            changed: Notify::new(),
            fetches: Tally::default(),
        });
        let driver = tokio::spawn(drive(Arc::clone(&inner))).abort_handle();
        Ok(Self {
            inner,
            _driver: Arc::new(Driver(driver)),
        })
    }

    /// How many requests wait for their turn.
    pub fn waiting(&self) -> usize {
        self.inner.state().limiter.waiting()
    }

    /// How many requests have left and are not answered, files that are fetched included.
    pub fn in_flight(&self) -> usize {
        self.inner.state().limiter.in_flight() + self.inner.fetches.count()
    }

    /// The moment that the sender's clock shows.
    pub(super) fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// Sends a request and reads its answer.
    async fn ask<T: DeserializeOwned>(
        &self,
        call: &Call<'_>,
        priority: Priority,
    ) -> Result<T, DiscordError> {
        let body = self.perform(call, priority).await?;
        serde_json::from_slice(&body).map_err(|error| {
            tracing::error!(
                endpoint = call.route.endpoint.name(),
                line = error.line(),
                column = error.column(),
                "Discord's answer is not what we expected"
            );
            DiscordError::Doubt(DoubtCause::Unreadable)
        })
    }

    /// Sends a request whose answer says nothing more than that it was done.
    async fn tell(&self, call: &Call<'_>, priority: Priority) -> Result<(), DiscordError> {
        self.perform(call, priority).await.map(drop)
    }

    async fn perform(&self, call: &Call<'_>, priority: Priority) -> Result<Vec<u8>, DiscordError> {
        let mut slot = Slot::enqueue(&self.inner, call.route, priority);
        loop {
            slot.turn().await?;
            let answer = self.exchange(call).await;
            let (outcome, headers) = match &answer {
                Ok(answer) => (answer.outcome(), answer.bucket()),
                Err(_) => (Outcome::Unanswered, None),
            };
            count(call, &answer, outcome);
            if let Outcome::Limited { .. } = outcome {
                slot.again(outcome, headers.as_ref());
                continue;
            }
            slot.done(outcome, headers.as_ref());
            return answer.and_then(Answer::into_body);
        }
    }

    /// One request and its answer, whatever it says.
    async fn exchange(&self, call: &Call<'_>) -> Result<Answer, DiscordError> {
        let inner = &self.inner;
        let request = inner
            .http
            .request(call.method.clone(), format!("{}{}", inner.api, call.path))
            .header(AUTHORIZATION, inner.authorization.clone())
            .header(USER_AGENT, AGENT);
        let moved = Moved::new(&inner.clock);
        let request = match &call.body {
            Body::None => request,
            Body::Json(body) => request.json(body),
            Body::Multipart(message) => request.multipart(open(message, &moved).await?),
        };
        let late = async {
            match call.body {
                Body::Multipart(_) => moved.standstill().await,
                Body::None | Body::Json(_) => {
                    inner.clock.sleep_until(inner.clock.now() + TIME_OUT).await;
                }
            }
        };
        tokio::select! {
            biased;
            answer = Answer::read(request) => answer,
            () = late => Err(DiscordError::Doubt(DoubtCause::TimeOut)),
        }
    }
}

/// The form of a message with files, each opened anew.
async fn open(message: &NewMessage, moved: &Moved) -> Result<Form, DiscordError> {
    form::form(message, moved).await.map_err(|error| {
        tracing::error!(%error, "a file that is to be posted in Discord cannot be read");
        DiscordError::FileMissing
    })
}

fn count(call: &Call<'_>, answer: &Result<Answer, DiscordError>, outcome: Outcome) {
    let endpoint = call.route.endpoint.name();
    if let Outcome::Limited { scope, retry_after } = outcome {
        tracing::warn!(
            endpoint,
            ?scope,
            retry_after_ms = retry_after.num_milliseconds(),
            "Discord asked us to wait"
        );
    }
    let status = answer
        .as_ref()
        .map_or_else(|_| "none".into(), |answer| answer.status().to_string());
    metrics::counter!("conecta_discord_requests_total", "endpoint" => endpoint, "status" => status)
        .increment(1);
}

/// A request, described so that it can be sent again.
struct Call<'a> {
    route: Route,
    method: Method,
    /// After `/api/v10`, query included.
    path: String,
    body: Body<'a>,
}

enum Body<'a> {
    None,
    Json(serde_json::Value),
    Multipart(&'a NewMessage),
}

impl Inner {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets go whatever may leave now; answers when to look again.
    fn pump(&self, state: &mut State) -> Option<Timestamp> {
        let now = self.clock.now();
        loop {
            let (ticket, turn) = match state.limiter.next(now) {
                Next::Go(ticket) => (ticket, Turn::Go),
                Next::Refuse(ticket, until) => (ticket, Turn::Refused(until)),
                Next::Wait(until) => return until,
            };
            // A receiver that is gone takes its request back as it goes.
            if let Some(waiting) = state.turns.remove(&ticket) {
                let _ = waiting.send(turn);
            }
        }
    }

    /// Does something to the limiter and whatever follows from it.
    fn change<T>(&self, change: impl FnOnce(&mut State, Timestamp) -> T) -> T {
        let mut state = self.state();
        let changed = change(&mut state, self.clock.now());
        if self.pump(&mut state).is_some() {
            self.changed.notify_one();
        }
        changed
    }
}

async fn drive(inner: Arc<Inner>) {
    loop {
        let until = inner.pump(&mut inner.state());
        match until {
            None => inner.changed.notified().await,
            Some(until) => tokio::select! {
                () = inner.changed.notified() => {}
                () = inner.clock.sleep_until(until) => {}
            },
        }
    }
}

/// A request's place in the limiter, given back however its future ends.
struct Slot<'a> {
    inner: &'a Inner,
    ticket: Ticket,
    turn: oneshot::Receiver<Turn>,
    done: bool,
}

impl<'a> Slot<'a> {
    fn enqueue(inner: &'a Inner, route: Route, priority: Priority) -> Self {
        let (sender, turn) = oneshot::channel();
        let ticket = inner.change(|state, now| {
            let ticket = state.limiter.enqueue(route, priority, now);
            state.turns.insert(ticket, sender);
            ticket
        });
        Self {
            inner,
            ticket,
            turn,
            done: false,
        }
    }

    async fn turn(&mut self) -> Result<(), DiscordError> {
        match (&mut self.turn).await {
            Ok(Turn::Go) => Ok(()),
            Ok(Turn::Refused(until)) => {
                self.done = true;
                Err(DiscordError::RateLimited { until })
            }
            // Only if the sender forgot the request, which it does not.
            Err(_) => Err(DiscordError::NotSent),
        }
    }

    /// Waits for another turn, before everything else of the route.
    fn again(&mut self, outcome: Outcome, headers: Option<&BucketHeaders>) {
        let (sender, turn) = oneshot::channel();
        self.turn = turn;
        let ticket = self.ticket;
        let stopped = self.inner.change(|state, now| {
            state.turns.insert(ticket, sender);
            state.limiter.finish(ticket, outcome, headers, now)
        });
        cry_out(stopped);
    }

    fn done(mut self, outcome: Outcome, headers: Option<&BucketHeaders>) {
        self.done = true;
        let ticket = self.ticket;
        let stopped = self
            .inner
            .change(|state, now| state.limiter.finish(ticket, outcome, headers, now));
        cry_out(stopped);
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        if !self.done {
            let ticket = self.ticket;
            self.inner.change(|state, now| {
                state.turns.remove(&ticket);
                state.limiter.cancel(ticket, now);
            });
        }
    }
}

fn cry_out(stopped: Option<Timestamp>) {
    if let Some(until) = stopped {
        tracing::error!(
            %until,
            "Discord refused 5,000 requests within ten minutes: nothing is sent before `until`, \
             lest it bans this address; look for a lost permission or a changed token"
        );
        metrics::counter!("conecta_discord_stops_total").increment(1);
    }
}
