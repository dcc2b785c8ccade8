//! One queue per place: what happens there is worked in one after another, while places do not
//! wait for each other.

use std::collections::{HashMap, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::FutureExt as _;
use futures::future::BoxFuture;
use tokio_util::task::TaskTracker;

use super::gateway::Seen;
use crate::discord::limiter::Priority;
use crate::domain::ids::PlaceId;
use crate::underway::{Piece, Underway};

/// Does what an event asks for.
pub type Handle = Box<dyn Fn(PlaceId, Seen) -> BoxFuture<'static, ()> + Send + Sync>;

/// A time in which events may have been missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "nothing is worked in until the queues go on"]
pub struct Gap(u64);

/// The queues of all places.
pub struct Queues {
    state: Mutex<State>,
    handle: Handle,
    underway: Underway,
    tasks: TaskTracker,
}

#[derive(Default)]
struct State {
    places: HashMap<PlaceId, Queue>,
    /// While it is unknown which places have a gap, nothing is worked in.
    waiting_for_plan: bool,
    /// How often events may have been missed.
    gaps: u64,
}

#[derive(Default)]
struct Queue {
    events: VecDeque<(Seen, Piece)>,
    /// A task works this queue.
    worked: bool,
}

impl Queues {
    /// Queues whose events go to `handle`.
    pub fn new(handle: Handle, underway: Underway, tasks: TaskTracker) -> Arc<Self> {
        Arc::new(Self {
            state: Mutex::default(),
            handle,
            underway,
            tasks,
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an event behind what waits already.
    pub fn push(self: &Arc<Self>, place: PlaceId, seen: Seen) {
        let piece = self.underway.begin();
        let mut state = self.state();
        let waiting = state.waiting_for_plan;
        let queue = state.places.entry(place).or_default();
        queue.events.push_back((seen, piece));
        if !waiting {
            self.work(place, queue);
        }
    }

    /// Events may be missing from now on: what comes is kept until [`Queues::go_on`] with the same
    /// gap.
    pub fn hold(&self) -> Gap {
        let mut state = self.state();
        state.waiting_for_plan = true;
        state.gaps += 1;
        Gap(state.gaps)
    }

    /// These places are caught up, so urgently, before anything that waits for them is worked in. If
    /// there was another gap meanwhile, everything waits for what that one needs; whether there was
    /// none.
    pub fn go_on(
        self: &Arc<Self>,
        gap: Gap,
        behind: impl IntoIterator<Item = (PlaceId, Priority)>,
    ) -> bool {
        let mut state = self.state();
        for (place, priority) in behind {
            let piece = self.underway.begin();
            let queue = state.places.entry(place).or_default();
            queue.events.push_front((Seen::CatchUp(priority), piece));
        }
        if gap.0 != state.gaps {
            return false;
        }
        state.waiting_for_plan = false;
        for (place, queue) in &mut state.places {
            self.work(*place, queue);
        }
        true
    }

    fn work(self: &Arc<Self>, place: PlaceId, queue: &mut Queue) {
        if std::mem::replace(&mut queue.worked, true) {
            return;
        }
        let queues = Arc::clone(self);
        self.tasks.spawn(async move {
            while let Some((seen, piece)) = queues.next(place) {
                let handled = AssertUnwindSafe((queues.handle)(place, seen));
                if handled.catch_unwind().await.is_err() {
                    tracing::error!(place = place.0, "working in an event panicked");
                    ::metrics::counter!("conecta_lost_events_total").increment(1);
                }
                drop(piece);
            }
        });
    }

    fn next(&self, place: PlaceId) -> Option<(Seen, Piece)> {
        let mut state = self.state();
        let waiting = state.waiting_for_plan;
        let queue = state.places.get_mut(&place)?;
        if waiting {
            queue.worked = false;
            return None;
        }
        match queue.events.pop_front() {
            Some(next) => Some(next),
            None => {
                state.places.remove(&place);
                None
            }
        }
    }
}
