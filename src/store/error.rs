//! What can go wrong with the store.

use std::path::PathBuf;
use std::sync::Arc;

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL names no SQLite file.
    #[error("{url} is no SQLite file: write sqlite://name.db")]
    NoFile {
        /// What was given.
        url: String,
    },
    /// Another process has it open.
    #[error("{} is in use by another process", path.display())]
    InUse {
        /// The database.
        path: PathBuf,
    },
    /// The lock file beside the database could not be made.
    #[error("{} cannot be written: {source}", path.display())]
    Lock {
        /// The lock file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// SQLite could not open the file.
    #[error("{} cannot be opened: {source}", path.display())]
    Open {
        /// The database.
        path: PathBuf,
        /// Why.
        source: sqlx::Error,
    },
    /// A newer version of the program wrote this database.
    #[error("{} was written by a newer version of this program", path.display())]
    TooNew {
        /// The database.
        path: PathBuf,
    },
    /// A migration failed; the database is as it was before that migration.
    #[error("{} cannot be migrated: {source}", path.display())]
    Migrate {
        /// The database.
        path: PathBuf,
        /// Why.
        source: sqlx::migrate::MigrateError,
    },
}

impl OpenError {
    /// What it is about, for people: the file, or the address that names none.
    pub fn subject(&self) -> String {
        match self {
            Self::NoFile { url } => url.clone(),
            Self::InUse { path }
            | Self::Lock { path, .. }
            | Self::Open { path, .. }
            | Self::TooNew { path }
            | Self::Migrate { path, .. } => path.display().to_string(),
        }
    }
}

/// Why reading or writing failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another row has this value already, and only one may: a second open conversation, say.
    #[error("another row has this already")]
    Taken(#[source] sqlx::Error),
    /// The database failed, or holds what this version cannot read.
    #[error("the database failed: {0}")]
    Database(#[source] sqlx::Error),
    /// A value could not be put into words, or they could not be read. serde's own sentence may quote
    /// what people wrote, and is not told.
    #[error("a value is not as this version writes it ({:?})", .0.classify())]
    Unwritable(#[from] serde_json::Error),
    /// The unit's code panicked; nothing of it was kept.
    #[error("the unit of work panicked")]
    Panicked,
    /// The unit ran but its group could not be committed; nothing of it was kept.
    #[error("the group of units was not committed: {0}")]
    NotCommitted(#[source] Arc<sqlx::Error>),
    /// The store is closing and takes no more units.
    #[error("the store is closed")]
    Closed,
}

impl StoreError {
    /// Whether it failed only because the program is stopping.
    pub fn is_closed(&self) -> bool {
        matches!(self, Self::Closed)
    }

    /// Whether it is the store's trouble rather than that of what was read or written: the same may
    /// work later.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::NotCommitted(_) | Self::Closed => true,
            Self::Database(error) => !matches!(
                error,
                sqlx::Error::Decode(_)
                    | sqlx::Error::ColumnDecode { .. }
                    | sqlx::Error::RowNotFound
            ),
            Self::Taken(_) | Self::Unwritable(_) | Self::Panicked => false,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let taken = error
            .as_database_error()
            .is_some_and(sqlx::error::DatabaseError::is_unique_violation);
        if taken {
            Self::Taken(error)
        } else {
            Self::Database(error)
        }
    }
}

/// Why a unit of work was not written. Whatever it says, nothing of the unit was kept.
#[derive(Debug, thiserror::Error)]
pub enum WriteError<E> {
    /// The unit itself failed, and was rolled back alone.
    #[error("{0}")]
    Unit(E),
    /// The unit's code panicked.
    #[error("the unit of work panicked")]
    Panicked,
    /// The group that the unit was in could not be committed.
    #[error("the group of units was not committed: {0}")]
    NotCommitted(#[source] Arc<sqlx::Error>),
    /// The store is closing and takes no more units.
    #[error("the store is closed")]
    Closed,
}

impl From<WriteError<StoreError>> for StoreError {
    fn from(error: WriteError<StoreError>) -> Self {
        match error {
            WriteError::Unit(error) => error,
            WriteError::Panicked => Self::Panicked,
            WriteError::NotCommitted(why) => Self::NotCommitted(why),
            WriteError::Closed => Self::Closed,
        }
    }
}
