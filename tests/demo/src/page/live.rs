//! The live connection: the browser says what it looks at, and is told whenever that changes.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until};

use super::Shared;
use super::view::{self, Look};
use crate::town::Life;

/// What happens within this time is told at once.
const GATHERED: Duration = Duration::from_millis(50);
/// How often it is looked whether time alone changed anything, such as a window that closed.
const TICK: Duration = Duration::from_secs(1);
/// A browser says what it looks at and no more.
const MESSAGE_LIMIT: usize = 16 * 1024;

/// What a browser may say.
#[derive(Debug, Deserialize)]
struct Said {
    look: Look,
}

pub(super) async fn open(State(shared): State<Arc<Shared>>, upgrade: WebSocketUpgrade) -> Response {
    let upgrade = upgrade.max_message_size(MESSAGE_LIMIT);
    upgrade.on_upgrade(move |socket| serve(socket, shared))
}

async fn serve(mut socket: WebSocket, shared: Arc<Shared>) {
    let mut open = shared.open.subscribe();
    let mut changes = Changes::of(&shared);
    let mut tick = interval(TICK);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut next = Instant::now();
    let mut look: Option<Look> = None;
    let mut told: Option<(Value, u64)> = None;
    let mut changed = false;
    loop {
        tokio::select! {
            // Dropped without a farewell, as when the network goes.
            () = shut(&mut open) => return,
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => {
                    let Ok(said) = serde_json::from_str::<Said>(&text) else {
                        return;
                    };
                    view::speak(&shared, &said.look);
                    look = Some(said.look);
                    told = None;
                    changed = true;
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => {}
            },
            () = changes.come(), if !changed => changed = true,
            _ = tick.tick(), if !changed => changed = true,
            () = sleep_until(next), if changed => {
                changed = false;
                changes.seen();
                let Some(look) = &look else {
                    continue;
                };
                let state = view::state(&shared, look).await;
                let wire = if look.wire { shared.wire.last() } else { 0 };
                let is_news = told.as_ref().is_none_or(|told| told.0 != state || told.1 != wire);
                if is_news {
                    let text = view::message(&shared, look, &state);
                    if socket.send(Message::Text(text.into())).await.is_err() {
                        return;
                    }
                    told = Some((state, wire));
                }
                next = Instant::now() + GATHERED;
            }
        }
    }
}

/// Ends once the page is down.
async fn shut(open: &mut watch::Receiver<bool>) {
    // An error says that the server is gone, which is as good.
    let _ = open.wait_for(|open| !*open).await;
}

/// Everything that can change.
struct Changes {
    discord: watch::Receiver<u64>,
    whatsapp: watch::Receiver<u64>,
    life: watch::Receiver<Life>,
    nudge: watch::Receiver<u64>,
}

impl Changes {
    fn of(shared: &Shared) -> Self {
        Self {
            discord: shared.town.discord.changes(),
            whatsapp: shared.town.whatsapp.changes(),
            life: shared.town.life(),
            nudge: shared.nudge.subscribe(),
        }
    }

    /// Ends when something changed since [`Changes::seen`]. Their senders live as long as the town.
    async fn come(&mut self) {
        tokio::select! {
            _ = self.discord.changed() => {}
            _ = self.whatsapp.changed() => {}
            _ = self.life.changed() => {}
            _ = self.nudge.changed() => {}
        }
    }

    fn seen(&mut self) {
        self.discord.mark_unchanged();
        self.whatsapp.mark_unchanged();
        self.life.mark_unchanged();
        self.nudge.mark_unchanged();
    }
}
