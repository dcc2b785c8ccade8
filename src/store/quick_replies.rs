//! Quick replies. There are a few hundred at the most, so that they are read all at once.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, json, ms};
use super::error::StoreError;
use crate::domain::ids::{PersonId, QuickReplyId};
use crate::domain::quick::QuickReply;

/// A quick reply as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its row.
    pub id: QuickReplyId,
    /// What it is.
    pub reply: QuickReply,
}

/// All of them.
pub async fn list(db: &mut Db) -> Result<Vec<Kept>, StoreError> {
    const SQL: &str = "SELECT * FROM quick_replies ORDER BY id";
    Ok(sqlx::query(SQL).try_map(read).fetch_all(db).await?)
}

/// Keeps a new one.
pub async fn create(
    db: &mut Db,
    reply: &QuickReply,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<QuickReplyId, StoreError> {
    const SQL: &str = "INSERT INTO quick_replies (scope, name, text, written_by, updated_at)
        VALUES ($1, $2, $3, $4, $5) RETURNING id";
    let id = sqlx::query_scalar(SQL)
        .bind(json(&reply.scope)?)
        .bind(&reply.name)
        .bind(&reply.text)
        .bind(by.as_i64())
        .bind(ms(now))
        .fetch_one(db)
        .await?;
    Ok(QuickReplyId(id))
}

/// Writes what it is now.
pub async fn update(
    db: &mut Db,
    id: QuickReplyId,
    reply: &QuickReply,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE quick_replies
        SET scope = $2, name = $3, text = $4, written_by = $5, updated_at = $6
        WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(json(&reply.scope)?)
        .bind(&reply.name)
        .bind(&reply.text)
        .bind(by.as_i64())
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}

/// Takes one away.
pub async fn delete(db: &mut Db, id: QuickReplyId) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM quick_replies WHERE id = $1";
    sqlx::query(SQL).bind(id.0).execute(db).await?;
    Ok(())
}

fn read(row: SqliteRow) -> sqlx::Result<Kept> {
    Ok(Kept {
        id: row.id("id", QuickReplyId)?,
        reply: QuickReply {
            scope: row.json("scope")?,
            name: row.try_get("name")?,
            text: row.try_get("text")?,
        },
    })
}
