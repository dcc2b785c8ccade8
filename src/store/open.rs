//! Opening the database: the lock, the settings of SQLite, the migrations.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::MigrateError;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use super::error::OpenError;
use super::migrations::MIGRATIONS;

/// How long SQLite waits for a lock that another connection of ours holds.
const BUSY: Duration = Duration::from_secs(5);
/// How many readers may work at the same time.
const READERS: u32 = 4;

/// A database that this process alone has open.
pub(super) struct Opened {
    pub(super) writer: SqliteConnection,
    pub(super) readers: SqlitePool,
    pub(super) lock: Lock,
}

/// Holds the lock file for as long as it lives. The file itself stays: deleting it would let two
/// processes lock two different files of the same name.
pub(super) struct Lock {
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // That it is closed would not do: a process that is just being started shares it until it runs.
        if let Err(error) = self.file.unlock() {
            tracing::warn!(%error, "the lock of the database was not given back");
        }
    }
}

/// Locks, migrates and opens the database of this URL; a missing one is made.
pub(super) async fn open(url: &str) -> Result<Opened, OpenError> {
    let (path, options) = options(url)?;
    let lock = lock(&path)?;
    let writer = migrated(&path, &options).await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_lazy_with(options.read_only(true).create_if_missing(false));
    Ok(Opened {
        writer,
        readers,
        lock,
    })
}

/// Brings the database of this URL up to date and closes it again.
pub(super) async fn migrate(url: &str) -> Result<(), OpenError> {
    let (path, options) = options(url)?;
    let _lock = lock(&path)?;
    let connection = migrated(&path, &options).await?;
    connection
        .close()
        .await
        .map_err(|source| OpenError::Open { path, source })
}

pub(super) fn options(url: &str) -> Result<(PathBuf, SqliteConnectOptions), OpenError> {
    let no_file = || OpenError::NoFile {
        url: url.to_owned(),
    };
    if !url.starts_with("sqlite:") || url.contains(":memory:") || url.contains("mode=memory") {
        return Err(no_file());
    }
    let options = SqliteConnectOptions::from_str(url).map_err(|_| no_file())?;
    let path = options.get_filename().to_owned();
    if path.file_name().is_none() {
        return Err(no_file());
    }
    let options = options.foreign_keys(true).busy_timeout(BUSY);
    Ok((path, options))
}

pub(super) fn lock(database: &Path) -> Result<Lock, OpenError> {
    let mut name = database.as_os_str().to_owned();
    name.push(".lock");
    let path = PathBuf::from(name);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|source| OpenError::Lock {
            path: path.clone(),
            source,
        })?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { file }),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse {
            path: database.to_owned(),
        }),
        Err(TryLockError::Error(source)) => Err(OpenError::Lock { path, source }),
    }
}

async fn migrated(
    path: &Path,
    options: &SqliteConnectOptions,
) -> Result<SqliteConnection, OpenError> {
    let mut connection = options
        .clone()
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await
        .map_err(|source| OpenError::Open {
            path: path.to_owned(),
            source,
        })?;
    match MIGRATIONS.run(&mut connection).await {
        Ok(()) => Ok(connection),
        Err(MigrateError::VersionMissing(_)) => Err(OpenError::TooNew {
            path: path.to_owned(),
        }),
        Err(source) => Err(OpenError::Migrate {
            path: path.to_owned(),
            source,
        }),
    }
}
