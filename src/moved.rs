//! Whether a large body still moves, either way.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use crate::clock::{SharedClock, Timestamp};

/// How long nothing of a body may move, and how long the platform may take for its answer
/// afterwards.
const STANDSTILL: Duration = Duration::from_secs(60);

/// How much of a body has moved, and when it last did. Clones count together.
#[derive(Debug, Clone)]
pub struct Moved {
    clock: SharedClock,
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    bytes: AtomicU64,
    /// In milliseconds of the clock.
    last: AtomicI64,
}

impl Moved {
    /// Nothing has moved yet.
    pub fn new(clock: &SharedClock) -> Self {
        Self {
            clock: Arc::clone(clock),
            state: Arc::new(State {
                bytes: AtomicU64::new(0),
                last: AtomicI64::new(clock.now().timestamp_millis()),
            }),
        }
    }

    /// So many bytes more have moved.
    pub fn add(&self, bytes: usize) {
        let now = self.clock.now().timestamp_millis();
        self.state.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
        self.state.last.store(now, Ordering::Relaxed);
    }

    /// How many bytes have moved.
    pub fn bytes(&self) -> u64 {
        self.state.bytes.load(Ordering::Relaxed)
    }

    /// Ends once nothing has moved for too long: however slow a body is, it may go on while it
    /// moves.
    pub async fn standstill(&self) {
        let last = || self.state.last.load(Ordering::Relaxed);
        loop {
            let before = last();
            let since =
                Timestamp::from_timestamp_millis(before).unwrap_or_else(|| self.clock.now());
            self.clock.sleep_until(since + STANDSTILL).await;
            if last() == before {
                return;
            }
        }
    }
}
