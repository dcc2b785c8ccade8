//! Webhooks as they came: the only copy of what could not be understood.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::ms;
use super::error::StoreError;
use super::purge::purged;

/// A body whose signature is genuine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// The bytes as they came.
    pub body: Vec<u8>,
    /// Their SHA-256, in hexadecimal.
    pub sha256: String,
    /// It could be parsed.
    pub readable: bool,
}

/// Keeps a body.
pub async fn keep(db: &mut Db, webhook: &Webhook, now: DateTime<Utc>) -> Result<i64, StoreError> {
    const SQL: &str = "INSERT INTO webhooks (received_at, sha256, readable, body)
        VALUES ($1, $2, $3, $4) RETURNING id";
    let id = sqlx::query_scalar(SQL)
        .bind(ms(now))
        .bind(&webhook.sha256)
        .bind(webhook.readable)
        .bind(&webhook.body)
        .fetch_one(db)
        .await?;
    Ok(id)
}

/// The body of this row, if it is still kept.
pub async fn by_id(db: &mut Db, id: i64) -> Result<Option<Webhook>, StoreError> {
    const SQL: &str = "SELECT * FROM webhooks WHERE id = $1";
    let row = sqlx::query(SQL).bind(id).try_map(|row: SqliteRow| {
        Ok(Webhook {
            body: row.try_get("body")?,
            sha256: row.try_get("sha256")?,
            readable: row.try_get("readable")?,
        })
    });
    Ok(row.fetch_optional(db).await?)
}

/// How many bodies are kept that could not be parsed.
pub async fn unreadable(db: &mut Db) -> Result<i64, StoreError> {
    const SQL: &str = "SELECT COUNT(*) FROM webhooks WHERE readable = 0";
    Ok(sqlx::query_scalar(SQL).fetch_one(db).await?)
}

/// Forgets bodies of before that time, no more than `limit` of them; says how many.
pub async fn purge(db: &mut Db, before: DateTime<Utc>, limit: u32) -> Result<u64, StoreError> {
    const SQL: &str = "DELETE FROM webhooks WHERE id IN
        (SELECT id FROM webhooks WHERE received_at < $1 LIMIT $2)";
    purged(db, SQL, before, limit).await
}
