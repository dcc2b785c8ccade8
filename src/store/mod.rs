//! Everything that is written down: all SQL, the one writer, the migrations.
//!
//! Whoever changes something hands a *unit of work* to [`Store::write`]: a closure that gets the
//! writer's connection and calls the functions of the modules below. What it did is kept as a whole
//! or not at all, and when `write` returns, it is on the disk. Reading goes through
//! [`Store::read`], which sees what is committed.
//!
//! Each module below is one group of tables, with the SQL as constants beside the functions that
//! use it. To add a table: a new file in `migrations/`, a module here, a test in `tests/store.rs`.
//!
//! In the database times are milliseconds since 1970, booleans 0 or 1, Discord's ids signed 64-bit
//! integers, plain variants their serde name, and structures JSON with a version.

pub mod account_news;
pub mod cards;
mod cells;
pub mod channels;
pub mod composed;
pub mod contacts;
pub mod conversations;
pub mod drafts;
pub mod echoes;
mod error;
pub mod files;
pub mod free_entries;
pub mod inbound;
pub mod inbox;
pub mod installation;
pub mod journal;
pub mod lines;
pub mod listing;
mod look;
pub mod marks;
mod migrations;
mod open;
pub mod outgoing;
pub mod people;
pub mod posts;
pub mod presses;
mod purge;
pub mod quick_replies;
pub mod rates;
pub mod reads;
pub mod savepoint;
pub mod search;
pub mod standing;
pub mod teams;
pub mod templates;
pub mod threads;
pub mod wakes;
pub mod webhooks;
mod writer;

use futures::future::BoxFuture;
use sqlx::Sqlite;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::SqlitePool;

pub use error::{OpenError, StoreError, WriteError};
pub use look::{Condition, Look};
pub use writer::GROUP;

/// What the functions of this room work on: the writer's connection inside a unit of work, or a
/// reader's.
pub type Db = sqlx::SqliteConnection;

/// The database, open in this process alone. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    writer: writer::Writer,
    readers: SqlitePool,
}

impl Store {
    /// Opens the database of this URL (`sqlite://conecta.db`) and brings it up to date; a missing
    /// one is made.
    ///
    /// The writer is a task of the current runtime and ends with it. Dropping every handle ends it
    /// too, after what is queued.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        let opened = open::open(url).await?;
        Ok(Self {
            writer: writer::Writer::start(opened.writer, opened.lock),
            readers: opened.readers,
        })
    }

    /// Brings the database of this URL up to date without keeping it open.
    pub async fn migrate(url: &str) -> Result<(), OpenError> {
        open::migrate(url).await
    }

    /// Runs a unit of work in the writer and returns once it is on the disk.
    ///
    /// Units run one after another, up to [`GROUP`] of them in one commit; one that fails or panics
    /// is rolled back alone. A unit must not begin or end transactions. It runs to its end even if
    /// the caller is cancelled. It holds up all others, so it does nothing but read and write.
    ///
    /// ```ignore
    /// let id = store.write(move |db| Box::pin(async move { teams::create(db, &new, now).await })).await?;
    /// ```
    pub async fn write<T, E, F>(&self, unit: F) -> Result<T, WriteError<E>>
    where
        F: for<'c> FnOnce(&'c mut Db) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: Send + 'static,
    {
        self.writer.write(unit).await
    }

    /// A connection that reads what is committed. Give it back soon: there are few.
    pub async fn read(&self) -> Result<PoolConnection<Sqlite>, StoreError> {
        Ok(self.readers.acquire().await?)
    }

    /// How many commits there were since it was opened.
    pub fn commits(&self) -> u64 {
        self.writer.commits()
    }

    /// How many units of work wait or are under way.
    pub fn pending(&self) -> usize {
        self.writer.pending()
    }

    /// How many readers are in use.
    pub fn reading(&self) -> usize {
        let all = usize::try_from(self.readers.size()).unwrap_or(usize::MAX);
        all.saturating_sub(self.readers.num_idle())
    }

    /// Takes no more units; returns when those that were queued are done, the database is closed
    /// and another process may open it. Readers must have been given back.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
