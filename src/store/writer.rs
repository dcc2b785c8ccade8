//! The one writer: takes the units of work that wait, runs each in a savepoint of its own, commits
//! once, then answers all.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::{Connection, SqliteConnection};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use super::error::WriteError;
use super::open::Lock;

/// How many units share one commit.
pub const GROUP: usize = 128;
/// How many units may wait; whoever comes then waits before queueing.
const WAITING: usize = 1024;

/// Why a group was not committed.
type Refusal = Arc<sqlx::Error>;

/// A unit of work that waits for its turn.
trait Unit: Send {
    /// Does the work; the answer is given once it is known whether it was committed.
    fn run(self: Box<Self>, db: &mut SqliteConnection) -> BoxFuture<'_, Ran>;
    /// Answers without having run.
    fn refuse(self: Box<Self>, why: Refusal);
}

/// What is left of a unit once it ran inside its savepoint.
struct Ran {
    /// It wants to be kept.
    keep: bool,
    /// Tells whoever asked.
    answer: Box<dyn FnOnce(Result<(), Refusal>) + Send>,
}

/// A closure and the caller who waits for what it returns.
struct Asked<F, T, E> {
    work: F,
    tell: oneshot::Sender<Result<T, WriteError<E>>>,
}

impl<F, T, E> Unit for Asked<F, T, E>
where
    F: for<'c> FnOnce(&'c mut SqliteConnection) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: Send + 'static,
{
    fn run(self: Box<Self>, db: &mut SqliteConnection) -> BoxFuture<'_, Ran> {
        let Self { work, tell } = *self;
        Box::pin(async move {
            // The closure itself may panic too, so it is called inside.
            let done = AssertUnwindSafe(async move { work(db).await })
                .catch_unwind()
                .await;
            let keep = matches!(done, Ok(Ok(_)));
            let answer = Box::new(move |verdict: Result<(), Refusal>| {
                let outcome = match (done, verdict) {
                    (Err(_), _) => Err(WriteError::Panicked),
                    (Ok(Err(error)), _) => Err(WriteError::Unit(error)),
                    (Ok(Ok(_)), Err(why)) => Err(WriteError::NotCommitted(why)),
                    (Ok(Ok(value)), Ok(())) => Ok(value),
                };
                // Nobody listens any more if the caller was cancelled.
                let _ = tell.send(outcome);
            });
            Ran { keep, answer }
        })
    }

    fn refuse(self: Box<Self>, why: Refusal) {
        let _ = self.tell.send(Err(WriteError::NotCommitted(why)));
    }
}

/// What handles and the writer count together.
#[derive(Default)]
struct Counts {
    commits: AtomicU64,
    pending: AtomicUsize,
}

/// The way to the writer. The writer ends when the last of these is gone and its queue is empty.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Box<dyn Unit>>,
    counts: Arc<Counts>,
    closing: CancellationToken,
    ended: CancellationToken,
}

impl Writer {
    /// Starts the writer as a task of the current runtime.
    pub(super) fn start(connection: SqliteConnection, lock: Lock) -> Self {
        let (queue, units) = mpsc::channel(WAITING);
        let writer = Self {
            queue,
            counts: Arc::default(),
            closing: CancellationToken::new(),
            ended: CancellationToken::new(),
        };
        let counts = Arc::clone(&writer.counts);
        let closing = writer.closing.clone();
        let ended = writer.ended.clone().drop_guard();
        tokio::spawn(async move {
            run(connection, units, &counts, &closing).await;
            drop(lock);
            drop(ended);
        });
        writer
    }

    /// Queues a unit and waits until it is committed or has failed.
    pub(super) async fn write<T, E, F>(&self, unit: F) -> Result<T, WriteError<E>>
    where
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let unit = Box::new(Asked { work: unit, tell });
        let counted = Counted::new(&self.counts);
        self.queue
            .send(unit)
            .await
            .map_err(|_| WriteError::Closed)?;
        counted.hand_over();
        told.await.unwrap_or(Err(WriteError::Closed))
    }

    /// Takes no more units, and returns when those that wait are done and the database is closed.
    pub(super) async fn close(&self) {
        self.closing.cancel();
        self.ended.cancelled().await;
    }

    /// How many commits there were.
    pub(super) fn commits(&self) -> u64 {
        self.counts.commits.load(Ordering::SeqCst)
    }

    /// How many units wait or are under way.
    pub(super) fn pending(&self) -> usize {
        self.counts.pending.load(Ordering::SeqCst)
    }
}

/// A unit that is counted as pending; from the hand-over on the writer discounts it.
struct Counted<'a> {
    counts: &'a Counts,
    handed_over: bool,
}

impl<'a> Counted<'a> {
    fn new(counts: &'a Counts) -> Self {
        counts.pending.fetch_add(1, Ordering::SeqCst);
        Self {
            counts,
            handed_over: false,
        }
    }

    fn hand_over(mut self) {
        self.handed_over = true;
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        if !self.handed_over {
            self.counts.pending.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

async fn run(
    mut connection: SqliteConnection,
    mut units: mpsc::Receiver<Box<dyn Unit>>,
    counts: &Counts,
    closing: &CancellationToken,
) {
    let mut waiting = Vec::with_capacity(GROUP);
    loop {
        tokio::select! {
            biased;
            () = closing.cancelled(), if !units.is_closed() => units.close(),
            taken = units.recv_many(&mut waiting, GROUP) => {
                if taken == 0 {
                    break;
                }
                group(&mut connection, waiting.drain(..), counts).await;
                counts.pending.fetch_sub(taken, Ordering::SeqCst);
            }
        }
    }
    if let Err(error) = connection.close().await {
        tracing::warn!(%error, "the database did not close cleanly");
    }
}

/// Runs these units in one transaction and answers them.
async fn group(
    connection: &mut SqliteConnection,
    mut units: impl Iterator<Item = Box<dyn Unit>>,
    counts: &Counts,
) {
    let mut ran = Vec::with_capacity(GROUP);
    let verdict = match transaction(connection, &mut units, &mut ran).await {
        Ok(committed) => {
            counts
                .commits
                .fetch_add(u64::from(committed), Ordering::SeqCst);
            Ok(())
        }
        Err(error) => {
            tracing::error!(%error, "a group of units was not committed");
            // Some errors have ended the transaction already, and then there is nothing to undo.
            if let Err(error) = execute(connection, ROLLBACK).await {
                tracing::debug!(%error, "nothing to roll back");
            }
            Err(Arc::new(error))
        }
    };
    for unit in ran {
        (unit.answer)(verdict.clone());
    }
    if let Err(why) = verdict {
        for unit in units {
            unit.refuse(Arc::clone(&why));
        }
    }
}

const BEGIN: &str = "BEGIN IMMEDIATE";
const SAVEPOINT: &str = "SAVEPOINT unit";
const UNDO: &str = "ROLLBACK TO unit";
const RELEASE: &str = "RELEASE unit";
const COMMIT: &str = "COMMIT";
const ROLLBACK: &str = "ROLLBACK";

/// Says whether there was something to commit.
async fn transaction(
    connection: &mut SqliteConnection,
    units: &mut impl Iterator<Item = Box<dyn Unit>>,
    ran: &mut Vec<Ran>,
) -> sqlx::Result<bool> {
    execute(connection, BEGIN).await?;
    let mut kept = false;
    for unit in units {
        execute(connection, SAVEPOINT).await?;
        let done = unit.run(connection).await;
        let keep = done.keep;
        ran.push(done);
        if !keep {
            execute(connection, UNDO).await?;
        }
        execute(connection, RELEASE).await?;
        kept |= keep;
    }
    execute(connection, if kept { COMMIT } else { ROLLBACK }).await?;
    Ok(kept)
}

async fn execute(connection: &mut SqliteConnection, sql: &'static str) -> sqlx::Result<()> {
    sqlx::query(sql).execute(connection).await.map(drop)
}
