//! What arrived and could not be worked in. It waits in a lane, named after who it came from, so
//! that it holds up nothing but what comes after it from the same contact.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, ms};
use super::error::StoreError;
use super::purge::purged;

/// Something that waits to be worked in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its row.
    pub id: i64,
    /// Its lane.
    pub lane: String,
    /// What arrived, as versioned JSON.
    pub payload: String,
    /// How often it failed.
    pub attempts: u32,
    /// What happened last, for those who run the program.
    pub error: String,
    /// When it arrived.
    pub created_at: DateTime<Utc>,
    /// It is not tried before.
    pub due_at: DateTime<Utc>,
}

/// Adds what failed, or what must wait behind it, to the end of its lane.
pub async fn add(
    db: &mut Db,
    lane: &str,
    payload: &str,
    error: &str,
    due_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    const SQL: &str = "INSERT INTO inbox (lane, payload, attempts, error, created_at, due_at)
        VALUES ($1, $2, 1, $3, $4, $5) RETURNING id";
    let id = sqlx::query_scalar(SQL)
        .bind(lane)
        .bind(payload)
        .bind(error)
        .bind(ms(now))
        .bind(ms(due_at))
        .fetch_one(db)
        .await?;
    Ok(id)
}

/// Something waits in the lane: what comes now waits behind it.
pub async fn is_waiting(db: &mut Db, lane: &str) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT EXISTS (SELECT 1 FROM inbox WHERE lane = $1 AND dead = 0)";
    Ok(sqlx::query_scalar(SQL).bind(lane).fetch_one(db).await?)
}

/// Since when what waits longest does so.
pub async fn oldest(db: &mut Db) -> Result<Option<DateTime<Utc>>, StoreError> {
    const SQL: &str = "SELECT MIN(created_at) AS oldest FROM inbox WHERE dead = 0";
    let row = sqlx::query(SQL).try_map(|row: SqliteRow| row.maybe_at("oldest"));
    Ok(row.fetch_one(db).await?)
}

/// How many were given up: nobody has seen them.
pub async fn given_up(db: &mut Db) -> Result<i64, StoreError> {
    const SQL: &str = "SELECT COUNT(*) FROM inbox WHERE dead = 1";
    Ok(sqlx::query_scalar(SQL).fetch_one(db).await?)
}

/// The head of every lane, due or not: a head that is not due makes its lane wait.
pub async fn heads(db: &mut Db) -> Result<Vec<Item>, StoreError> {
    const SQL: &str = "SELECT * FROM inbox
        WHERE id IN (SELECT MIN(id) FROM inbox WHERE dead = 0 GROUP BY lane) ORDER BY due_at, id";
    let rows = sqlx::query(SQL).try_map(|row: SqliteRow| {
        Ok(Item {
            id: row.try_get("id")?,
            lane: row.try_get("lane")?,
            payload: row.try_get("payload")?,
            attempts: row.count("attempts")?,
            error: row.try_get("error")?,
            created_at: row.at("created_at")?,
            due_at: row.at("due_at")?,
        })
    });
    Ok(rows.fetch_all(db).await?)
}

/// It waits for somebody to put something in order, which is not held against it.
pub async fn postpone(
    db: &mut Db,
    id: i64,
    why: &str,
    due_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE inbox SET error = $2, due_at = $3 WHERE id = $1";
    sqlx::query(SQL)
        .bind(id)
        .bind(why)
        .bind(ms(due_at))
        .execute(db)
        .await?;
    Ok(())
}

/// Something was put in order: everything that waits is due. Says how much that is.
pub async fn all_due(db: &mut Db, now: DateTime<Utc>) -> Result<u64, StoreError> {
    const SQL: &str = "UPDATE inbox SET due_at = $1 WHERE dead = 0 AND due_at > $1";
    let done = sqlx::query(SQL).bind(ms(now)).execute(db).await?;
    Ok(done.rows_affected())
}

/// It was worked in.
pub async fn done(db: &mut Db, id: i64) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM inbox WHERE id = $1";
    sqlx::query(SQL).bind(id).execute(db).await?;
    Ok(())
}

/// It failed again.
pub async fn failed(
    db: &mut Db,
    id: i64,
    error: &str,
    due_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE inbox SET attempts = attempts + 1, error = $2, due_at = $3
        WHERE id = $1";
    sqlx::query(SQL)
        .bind(id)
        .bind(error)
        .bind(ms(due_at))
        .execute(db)
        .await?;
    Ok(())
}

/// It is not tried again, and its lane goes on without it.
pub async fn dead(db: &mut Db, id: i64, error: &str) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE inbox SET dead = 1, error = $2 WHERE id = $1";
    sqlx::query(SQL).bind(id).bind(error).execute(db).await?;
    Ok(())
}

/// Forgets what was due for the last time before then and given up, no more than `limit` of it; says
/// how many.
pub async fn purge(db: &mut Db, before: DateTime<Utc>, limit: u32) -> Result<u64, StoreError> {
    const SQL: &str = "DELETE FROM inbox WHERE id IN
        (SELECT id FROM inbox WHERE dead = 1 AND due_at < $1 LIMIT $2)";
    purged(db, SQL, before, limit).await
}
