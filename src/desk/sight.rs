//! Whether what people do in the threads reaches us: only then may what they wrote leave without
//! being read again.
//!
//! The gateway keeps the order, so whatever it tells proves that everything before it was told. A
//! connection that is lost, or that only seems alive, tells nothing, and needs no other sign. Where
//! it has been silent it is asked for a sign of life, which costs no request.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use tokio::sync::watch;

use super::{Desk, DeskError};
use crate::clock::{SharedClock, Timestamp};
use crate::domain::event::Event;
use crate::domain::ids::ConversationId;

/// What reached us so lately is all that there is.
const FRESH: TimeDelta = TimeDelta::seconds(2);

/// How long a sign of life is waited for.
const PATIENCE: TimeDelta = TimeDelta::seconds(2);

/// Asks the gateway for a sign of life. It brings back the moment that it is given.
pub type Ask = Box<dyn Fn(Timestamp) + Send + Sync>;

/// How far what people do is known. Cloning gives another handle.
#[derive(Clone)]
pub struct Sight {
    clock: SharedClock,
    state: Arc<Mutex<State>>,
    heard: Arc<watch::Sender<()>>,
}

#[derive(Default)]
struct State {
    /// None: there is no connection, or it is not known yet what was missed before it.
    ask: Option<Ask>,
    /// What people did until then has reached us.
    until: Option<Timestamp>,
    /// The sign of life that was asked for last has not come.
    asked: Option<Timestamp>,
    /// It did not come in time.
    deaf: bool,
}

impl State {
    fn is_clear(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| now - until <= FRESH)
    }

    /// Asks, unless that was just done. Since when an answer is waited for; `None`: it is not.
    fn ask(&mut self, now: Timestamp) -> Option<Timestamp> {
        let ask = self.ask.as_ref()?;
        let since = match self.asked.filter(|asked| now - *asked < PATIENCE) {
            Some(asked) => asked,
            None => {
                ask(now);
                *self.asked.insert(now)
            }
        };
        (!self.deaf).then_some(since)
    }
}

impl Sight {
    /// Nothing is known yet.
    pub fn new(clock: SharedClock) -> Self {
        Self {
            clock,
            state: Arc::default(),
            heard: Arc::default(),
        }
    }

    /// Moments that were noted mean nothing once the clock was set back.
    fn state(&self) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        state.until = state.until.filter(|until| *until <= now);
        state.asked = state.asked.filter(|asked| *asked <= now);
        state
    }

    /// Nothing reaches us, or something may have been missed.
    pub fn closes(&self) {
        *self.state() = State::default();
    }

    /// What was missed is known, and from now on everything reaches us through a connection that
    /// can be asked like this.
    pub fn opens(&self, ask: Ask) {
        *self.state() = State {
            ask: Some(ask),
            ..State::default()
        };
    }

    /// Something reached us that was done at `at`.
    pub fn heard(&self, at: Timestamp) {
        let at = at.min(self.clock.now());
        let mut state = self.state();
        if state.ask.is_some() {
            state.until = state.until.max(Some(at));
            drop(state);
            self.heard.send_replace(());
        }
    }

    /// The sign of life that was asked for at `at` came.
    pub fn answered(&self, at: Timestamp) {
        let mut state = self.state();
        if state.asked == Some(at) {
            state.asked = None;
            if std::mem::take(&mut state.deaf) {
                tracing::info!("Discord's gateway gives signs of life again");
            }
        }
        drop(state);
        self.heard(at);
    }

    /// What people did until `now` has reached us, but for the last moments.
    pub fn is_clear(&self, now: Timestamp) -> bool {
        self.state().is_clear(now)
    }

    /// A sign of life was asked for, and somebody waits for it.
    pub fn is_asking(&self) -> bool {
        let state = self.state();
        state.ask.is_some() && state.asked.is_some() && !state.deaf
    }

    /// The same of this moment; asks for a sign of life if that is not known. While none comes,
    /// only the first who asks waits for it.
    pub async fn look(&self) -> bool {
        let mut heard = self.heard.subscribe();
        let now = self.clock.now();
        let since = {
            let mut state = self.state();
            if state.is_clear(now) {
                return true;
            }
            state.ask(now)
        };
        let Some(since) = since else { return false };
        let clear = async {
            while !self.is_clear(now) {
                // The sender lives in `self`, so waiting cannot fail.
                let _ = heard.changed().await;
            }
        };
        tokio::select! {
            () = clear => true,
            () = self.clock.sleep_until(since + PATIENCE) => {
                self.gives_up(since);
                false
            }
        }
    }

    fn gives_up(&self, since: Timestamp) {
        let mut state = self.state();
        if state.asked == Some(since) && !std::mem::replace(&mut state.deaf, true) {
            tracing::warn!(
                "Discord's gateway gives no sign of life: what people wrote is read again before it leaves"
            );
        }
    }
}

impl Desk {
    /// Whether what people do in the threads reaches us.
    pub fn sight(&self) -> &Sight {
        &self.sight
    }

    /// Something may leave if what people do reaches us. If it does not, what they wrote is read
    /// again first, as after any gap.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn make_sure(&self, conversation: ConversationId) -> Result<(), DeskError> {
        let event = if self.sight.look().await {
            Event::Woken
        } else {
            Event::Gap
        };
        self.happens(conversation, event).await
    }
}
