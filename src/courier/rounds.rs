//! Rounds: for each target (a thread, a card, a team) one task at a time that does what the store
//! says is due, until nothing is. Whoever knows of new work for a target calls [`Rounds::call`].

use std::collections::HashMap;
use std::hash::Hash;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use futures::FutureExt as _;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock::{SharedClock, Timestamp};
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

type Round<K> = Arc<dyn Fn(K) -> Pin<Box<dyn Future<Output = Next> + Send>> + Send + Sync>;

/// The rounds of one kind of target. Cloning gives another handle.
#[derive(Clone)]
pub struct Rounds<K> {
    inner: Arc<Inner<K>>,
}

struct Inner<K> {
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
    notify: Notify,
    /// Keeps the program from looking idle until the task has woken.
    piece: Mutex<Option<Piece>>,
}

impl Called {
    fn piece(&self) -> MutexGuard<'_, Option<Piece>> {
        self.piece.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn call(&self, underway: &Underway) {
        self.piece().get_or_insert_with(|| underway.begin());
        self.notify.notify_one();
    }

    /// Takes the permit that a call has left, if there is one.
    fn is_due(&self) -> bool {
        let waiter = std::pin::pin!(self.notify.notified());
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        waiter.poll(&mut context).is_ready()
    }
}

impl<K: Copy + Eq + Hash + Send + Sync + 'static> Rounds<K> {
    /// Rounds that do `round` for a target that was called.
    pub fn new<F, Fut>(context: &Context, round: F) -> Self
    where
        F: Fn(K) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Next> + Send + 'static,
    {
        Self {
            inner: Arc::new(Inner {
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

impl<K: Copy + Eq + Hash + Send + Sync + 'static> Inner<K> {
    async fn run(self: Arc<Self>, key: K, own: Arc<Called>, piece: Piece) {
        let mut piece = Some(piece);
        loop {
            if self.stop.is_cancelled() {
                return;
            }
            let working = piece.take().unwrap_or_else(|| self.underway.begin());
            // What was called for until now is looked at now.
            drop(own.piece().take());
            let round = AssertUnwindSafe((self.round)(key)).catch_unwind().await;
            let next = round.unwrap_or_else(|_| {
                tracing::error!("a round panicked; its target is tried again later");
                Next::At(self.clock.now() + AFTER_A_PANIC)
            });
            match next {
                Next::Again => {
                    piece = Some(working);
                    continue;
                }
                Next::At(at) => {
                    // The sleeper is registered before this piece ends: nobody finds the program
                    // idle while something is due.
                    let mut sleep = self.clock.sleep_until(at);
                    let woken = std::future::poll_fn(|cx| {
                        std::task::Poll::Ready(sleep.as_mut().poll(cx).is_ready())
                    })
                    .await;
                    if woken || own.is_due() {
                        piece = Some(working);
                        continue;
                    }
                    drop(working);
                    tokio::select! {
                        () = &mut sleep => {}
                        () = own.notify.notified() => {}
                        () = self.stop.cancelled() => return,
                    }
                    // Before the call's own piece, and the sleeper, end.
                    piece = Some(self.underway.begin());
                    drop(sleep);
                }
                Next::Nothing => {
                    let mut called = self.called.lock().unwrap_or_else(PoisonError::into_inner);
                    // A call that came during the round has left its permit.
                    if own.is_due() {
                        drop(called);
                        piece = Some(working);
                        continue;
                    }
                    called.remove(&key);
                    return;
                }
            }
        }
    }
}
