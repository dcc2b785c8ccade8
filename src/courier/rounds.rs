//! Rounds: for each target (a thread, a card, a team) one task at a time that does what the store
//! says is due, until nothing is. Whoever knows of new work for a target calls [`Rounds::call`].
//! What goes wrong in a round is logged here, and the target tried again later.

use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use futures::FutureExt as _;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::retry;
use crate::clock::{SharedClock, Timestamp};
use crate::desk::DeskError;
use crate::underway::{Piece, Underway};

/// A target whose round panicked is left alone for so long, rather than for ever.
const AFTER_A_PANIC: TimeDelta = TimeDelta::minutes(5);

/// What a round found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Something was done; there may be more.
    Again,
    /// Nothing is due before that moment.
    At(Timestamp),
    /// Nothing waits.
    Nothing,
}

/// A target whose round failed is tried again as after so many failures in a row: what fails here is our
/// own store, which does not get well by being hurried.
const AFTER_A_FAILURE: u32 = 3;

type Done = Result<Next, DeskError>;
type Round<K> = Arc<dyn Fn(K) -> Pin<Box<dyn Future<Output = Done> + Send>> + Send + Sync>;

/// The rounds of one kind of target. Cloning gives another handle.
#[derive(Clone)]
pub struct Rounds<K> {
    inner: Arc<Inner<K>>,
}

struct Inner<K> {
    /// What they do, for the log.
    name: &'static str,
    round: Round<K>,
    called: Mutex<HashMap<K, Arc<Called>>>,
    clock: SharedClock,
    underway: Underway,
    tasks: TaskTracker,
    stop: CancellationToken,
}

/// How a target that has a task is called.
#[derive(Default)]
struct Called {
    state: Mutex<State>,
    wake: Notify,
}

/// What the task of a target is doing.
enum State {
    /// It does a round, for which it has a piece of work.
    Working {
        /// There was a call meanwhile: what the round did not see is looked at once more.
        again: bool,
    },
    /// It waits for a time or a call.
    Asleep {
        /// A call keeps the program from looking idle until the task has woken.
        called: Option<Piece>,
    },
}

impl Default for State {
    fn default() -> Self {
        Self::Working { again: false }
    }
}

impl Called {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn call(&self, underway: &Underway) {
        match &mut *self.state() {
            State::Working { again } => *again = true,
            State::Asleep { called } => {
                called.get_or_insert_with(|| underway.begin());
                self.wake.notify_one();
            }
        }
    }

    /// The task begins a round: whoever called until now is heard by it.
    fn works(&self) {
        let mut state = self.state();
        *state = State::default();
        // Whatever else woke the task, a call that was heard does not wake it again.
        let _ = self.wake.notified().now_or_never();
    }

    /// The task has done its round and goes to sleep, unless there was a call meanwhile.
    fn sleeps(&self) -> bool {
        let mut state = self.state();
        let sleeps = matches!(*state, State::Working { again: false });
        if sleeps {
            *state = State::Asleep { called: None };
        }
        sleeps
    }
}

impl<K: Copy + Debug + Eq + Hash + Send + Sync + 'static> Rounds<K> {
    /// Rounds that do `round` for a target that was called; `name` says in the log what they do.
    pub fn new<F, Fut>(context: &Context, name: &'static str, round: F) -> Self
    where
        F: Fn(K) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Done> + Send + 'static,
    {
        Self {
            inner: Arc::new(Inner {
                name,
                round: Arc::new(move |key| Box::pin(round(key))),
                called: Mutex::new(HashMap::new()),
                clock: Arc::clone(&context.clock),
                underway: context.underway.clone(),
                tasks: context.tasks.clone(),
                stop: context.stop.clone(),
            }),
        }
    }

    /// There may be work for this target.
    pub fn call(&self, key: K) {
        let mut called = self
            .inner
            .called
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = called.get(&key) {
            running.call(&self.inner.underway);
            return;
        }
        let own = Arc::<Called>::default();
        called.insert(key, Arc::clone(&own));
        let inner = Arc::clone(&self.inner);
        // Begun here, so that nobody finds the program idle between the call and the task.
        let piece = self.inner.underway.begin();
        self.inner.tasks.spawn(inner.run(key, own, piece));
    }
}

/// What every kind of rounds needs.
#[derive(Debug, Clone)]
pub struct Context {
    /// The time.
    pub clock: SharedClock,
    /// Counts rounds that do something.
    pub underway: Underway,
    /// Holds the tasks, so that a stop can wait for them.
    pub tasks: TaskTracker,
    /// Ends them after what they are doing.
    pub stop: CancellationToken,
}

impl<K: Copy + Debug + Eq + Hash + Send + Sync + 'static> Inner<K> {
    async fn round(&self, key: K) -> Next {
        let (name, now) = (self.name, || self.clock.now());
        match AssertUnwindSafe((self.round)(key)).catch_unwind().await {
            Ok(Ok(next)) => next,
            Ok(Err(error)) => {
                tracing::error!(%error, name, ?key, "a round failed; it is tried again later");
                let mut salt = DefaultHasher::new();
                key.hash(&mut salt);
                Next::At(now() + retry::after(AFTER_A_FAILURE, salt.finish().cast_signed()))
            }
            Err(_) => {
                tracing::error!(name, ?key, "a round panicked; it is tried again later");
                Next::At(now() + AFTER_A_PANIC)
            }
        }
    }

    async fn run(self: Arc<Self>, key: K, own: Arc<Called>, piece: Piece) {
        let mut working = piece;
        loop {
            if self.stop.is_cancelled() {
                return;
            }
            own.works();
            match self.round(key).await {
                Next::Again => {}
                Next::At(at) => {
                    // The sleeper is registered before this piece ends: nobody finds the program
                    // idle while something is due.
                    let mut sleep = self.clock.sleep_until(at);
                    let is_due = std::future::poll_fn(|cx| {
                        std::task::Poll::Ready(sleep.as_mut().poll(cx).is_ready())
                    })
                    .await;
                    if is_due || !own.sleeps() {
                        continue;
                    }
                    drop(working);
                    tokio::select! {
                        () = &mut sleep => {}
                        () = own.wake.notified() => {}
                        () = self.stop.cancelled() => return,
                    }
                    // Before the call's own piece, and the sleeper, end.
                    working = self.underway.begin();
                }
                Next::Nothing => {
                    let mut called = self.called.lock().unwrap_or_else(PoisonError::into_inner);
                    if own.sleeps() {
                        called.remove(&key);
                        return;
                    }
                }
            }
        }
    }
}
