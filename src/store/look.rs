//! A look at a database by whoever does not run the desk: nothing is brought up to date.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};

use super::Db;
use super::error::OpenError;
use super::migrations::MIGRATIONS;
use super::open::{self, Lock};

/// Which version of the program a database is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// There is none yet.
    Missing,
    /// It is of an earlier version: migrations are missing.
    Behind,
    /// It is of this version.
    UpToDate,
    /// It is of a later version.
    TooNew,
}

/// A database as it was found.
pub struct Look {
    /// Its file.
    pub path: PathBuf,
    /// Which version it is of.
    pub condition: Condition,
    /// Another process has it open, so that it can only be read here.
    pub in_use: bool,
    connection: Option<SqliteConnection>,
    /// Keeps the desk from starting meanwhile.
    _lock: Option<Lock>,
}

impl std::fmt::Debug for Look {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Look")
            .field("path", &self.path)
            .field("condition", &self.condition)
            .field("in_use", &self.in_use)
            .finish_non_exhaustive()
    }
}

impl Look {
    /// Looks at the database of this URL. Unless it is in use, it stays locked for as long as the
    /// look lives, and can be written to.
    ///
    /// # Errors
    /// If the URL names no file, or what is there cannot be opened.
    pub async fn at(url: &str) -> Result<Self, OpenError> {
        let (path, options) = open::options(url)?;
        if !path.exists() {
            return Self::nothing(path);
        }
        let (lock, in_use) = match open::lock(&path) {
            Ok(lock) => (Some(lock), false),
            Err(OpenError::InUse { .. }) => (None, true),
            Err(error) => return Err(error),
        };
        let options = options.create_if_missing(false).read_only(in_use);
        let (connection, condition) = looked(&path, &options).await?;
        Ok(Self {
            path,
            condition,
            in_use,
            connection: Some(connection),
            _lock: lock,
        })
    }

    fn nothing(path: PathBuf) -> Result<Self, OpenError> {
        let folder = path.parent().filter(|folder| *folder != Path::new(""));
        if let Some(folder) = folder
            && !folder.is_dir()
        {
            let source = std::io::ErrorKind::NotFound.into();
            return Err(OpenError::Lock { path, source });
        }
        Ok(Self {
            path,
            condition: Condition::Missing,
            in_use: false,
            connection: None,
            _lock: None,
        })
    }

    /// The database, if it can be read: it is of this version.
    pub fn db(&mut self) -> Option<&mut Db> {
        self.connection
            .as_mut()
            .filter(|_| self.condition == Condition::UpToDate)
    }
}

async fn looked(
    path: &Path,
    options: &SqliteConnectOptions,
) -> Result<(SqliteConnection, Condition), OpenError> {
    let failed = |source| OpenError::Open {
        path: path.to_owned(),
        source,
    };
    let mut connection = options.connect().await.map_err(failed)?;
    let condition = condition(&mut connection).await.map_err(failed)?;
    Ok((connection, condition))
}

async fn condition(db: &mut Db) -> sqlx::Result<Condition> {
    const KNOWN: &str = "SELECT COUNT(*) FROM sqlite_master WHERE name = '_sqlx_migrations'";
    const SQL: &str = "SELECT version FROM _sqlx_migrations WHERE success = 1";
    let known: i64 = sqlx::query_scalar(KNOWN).fetch_one(&mut *db).await?;
    if known == 0 {
        return Ok(Condition::Behind);
    }
    let done: Vec<i64> = sqlx::query_scalar(SQL).fetch_all(db).await?;
    let done: BTreeSet<i64> = done.into_iter().collect();
    let ours: BTreeSet<i64> = MIGRATIONS
        .iter()
        .map(|migration| migration.version)
        .collect();
    Ok(if !done.is_subset(&ours) {
        Condition::TooNew
    } else if done == ours {
        Condition::UpToDate
    } else {
        Condition::Behind
    })
}
