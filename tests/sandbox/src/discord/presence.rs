//! How many requests are under way, and how many are held back.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::blob::Sending;

use super::Inner;

/// Counts a request as under way, or as parked, for as long as it is there.
pub(super) struct Presence {
    inner: Arc<Inner>,
    state: Standing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    UnderWay,
    Parked,
    /// It hangs for good and is nobody's business any more.
    Gone,
}

impl Presence {
    pub(super) fn new(inner: &Arc<Inner>) -> Self {
        inner.with(|world| world.under_way += 1);
        Self {
            inner: Arc::clone(inner),
            state: Standing::UnderWay,
        }
    }

    fn set(&mut self, state: Standing) {
        let old = std::mem::replace(&mut self.state, state);
        self.inner.with(|world| {
            for (which, add) in [(old, false), (state, true)] {
                let count = match which {
                    Standing::UnderWay => &mut world.under_way,
                    Standing::Parked => &mut world.parked,
                    Standing::Gone => continue,
                };
                *count = if add { *count + 1 } else { *count - 1 };
            }
        });
    }

    /// Waits by the sandbox's clock.
    pub(super) async fn park(&mut self, since: DateTime<Utc>, span: Duration) {
        self.set(Standing::Parked);
        let clock = self.inner.with(|world| world.clock.clone());
        clock.sleep_until(since + span).await;
        self.set(Standing::UnderWay);
    }

    pub(super) fn leave(&mut self, hanging: bool) {
        self.set(if hanging {
            Standing::Parked
        } else {
            Standing::Gone
        });
    }
}

impl Sending for Presence {
    async fn pause(&mut self, time: Duration) {
        let now = self.inner.look(|world| world.now());
        self.park(now, time).await;
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        self.leave(false);
    }
}
