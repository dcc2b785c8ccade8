//! When conversations want to be woken. [`super::conversations::save`] writes it.

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, ms};
use super::error::StoreError;
use crate::domain::ids::ConversationId;

/// The conversations whose moment has come, the longest overdue first.
pub async fn due(
    db: &mut Db,
    now: DateTime<Utc>,
    limit: u32,
) -> Result<Vec<ConversationId>, StoreError> {
    const SQL: &str =
        "SELECT id FROM conversations WHERE wake_at <= $1 ORDER BY wake_at, id LIMIT $2";
    let ids: Vec<i64> = sqlx::query_scalar(SQL)
        .bind(ms(now))
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?;
    Ok(ids.into_iter().map(ConversationId).collect())
}

/// The next moment behind this one at which a conversation wants to be woken.
pub async fn next_after(
    db: &mut Db,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    const SQL: &str = "SELECT MIN(wake_at) AS wake_at FROM conversations WHERE wake_at > $1";
    let row = sqlx::query(SQL)
        .bind(ms(now))
        .try_map(|row: SqliteRow| row.maybe_at("wake_at"));
    Ok(row.fetch_one(db).await?)
}

/// The next moment at which a conversation wants to be woken.
pub async fn next(db: &mut Db) -> Result<Option<DateTime<Utc>>, StoreError> {
    const SQL: &str = "SELECT MIN(wake_at) AS wake_at FROM conversations WHERE wake_at IS NOT NULL";
    let row = sqlx::query(SQL).try_map(|row: SqliteRow| row.maybe_at("wake_at"));
    Ok(row.fetch_one(db).await?)
}
