//! Conversations that are being prepared in the wizard. They outlive restarts, reloads and devices.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, ms};
use super::error::StoreError;
use super::purge::purged;
use crate::domain::ids::{DraftId, PersonId};

/// A draft as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its row.
    pub id: DraftId,
    /// Whose it is; nobody else may touch it.
    pub owner: PersonId,
    /// The step at which it stands.
    pub step: String,
    /// What was chosen so far, as versioned JSON.
    pub data: String,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When it became a conversation.
    pub done_at: Option<DateTime<Utc>>,
}

/// Begins a draft.
pub async fn create(
    db: &mut Db,
    owner: PersonId,
    step: &str,
    data: &str,
    now: DateTime<Utc>,
) -> Result<DraftId, StoreError> {
    const SQL: &str = "INSERT INTO drafts (owner, step, data, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $4) RETURNING id";
    let id = sqlx::query_scalar(SQL)
        .bind(owner.as_i64())
        .bind(step)
        .bind(data)
        .bind(ms(now))
        .fetch_one(db)
        .await?;
    Ok(DraftId(id))
}

/// The draft of this row.
pub async fn load(db: &mut Db, id: DraftId) -> Result<Option<Draft>, StoreError> {
    const SQL: &str = "SELECT * FROM drafts WHERE id = $1";
    let row = sqlx::query(SQL).bind(id.0).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The drafts of the person that have not become a conversation, the newest first, no more than
/// `limit` of them.
pub async fn open_of(db: &mut Db, owner: PersonId, limit: u32) -> Result<Vec<Draft>, StoreError> {
    const SQL: &str = "SELECT * FROM drafts WHERE owner = $1 AND done_at IS NULL
        ORDER BY id DESC LIMIT $2";
    let rows = sqlx::query(SQL)
        .bind(owner.as_i64())
        .bind(i64::from(limit))
        .try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// Writes what was chosen. Says whether the draft still is one: `false`, and nothing changed, if it
/// is gone or has become a conversation.
pub async fn save(
    db: &mut Db,
    id: DraftId,
    step: &str,
    data: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE drafts SET step = $2, data = $3, updated_at = $4
        WHERE id = $1 AND done_at IS NULL";
    let done = sqlx::query(SQL)
        .bind(id.0)
        .bind(step)
        .bind(data)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// The draft has become a conversation. Says whether it was the first to: pressing twice starts
/// once.
pub async fn finish(db: &mut Db, id: DraftId, now: DateTime<Utc>) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE drafts SET done_at = $2 WHERE id = $1 AND done_at IS NULL";
    let done = sqlx::query(SQL)
        .bind(id.0)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// The draft was given up.
pub async fn delete(db: &mut Db, id: DraftId) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM drafts WHERE id = $1";
    sqlx::query(SQL).bind(id.0).execute(db).await?;
    Ok(())
}

/// Forgets drafts that nobody touched since that time, no more than `limit` of them; says how many.
pub async fn purge(db: &mut Db, before: DateTime<Utc>, limit: u32) -> Result<u64, StoreError> {
    const SQL: &str = "DELETE FROM drafts WHERE id IN
        (SELECT id FROM drafts WHERE updated_at < $1 LIMIT $2)";
    purged(db, SQL, before, limit).await
}

fn read(row: SqliteRow) -> sqlx::Result<Draft> {
    Ok(Draft {
        id: row.id("id", DraftId)?,
        owner: row.id("owner", PersonId::from_i64)?,
        step: row.try_get("step")?,
        data: row.try_get("data")?,
        created_at: row.at("created_at")?,
        updated_at: row.at("updated_at")?,
        done_at: row.maybe_at("done_at")?,
    })
}
