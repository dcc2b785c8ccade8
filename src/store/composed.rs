//! Messages that were composed in a form, until their author has confirmed them. They outlive
//! restarts.

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, ms, versioned};
use super::error::StoreError;
use super::purge::purged;
use crate::domain::content::Content;
use crate::domain::ids::{ComposedId, ConversationId, PersonId};

/// A message that was composed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// Its row.
    pub id: ComposedId,
    /// Whose it is; nobody else may touch it.
    pub owner: PersonId,
    /// The conversation that it is for.
    pub conversation: ConversationId,
    /// What it says so far.
    pub content: Content,
    /// When it was confirmed.
    pub sent_at: Option<DateTime<Utc>>,
}

/// Keeps a new one.
pub async fn create(
    db: &mut Db,
    owner: PersonId,
    conversation: ConversationId,
    content: &Content,
    now: DateTime<Utc>,
) -> Result<ComposedId, StoreError> {
    const SQL: &str = "INSERT INTO composed (owner, conversation, content, updated_at)
        VALUES ($1, $2, $3, $4) RETURNING id";
    let id = sqlx::query_scalar(SQL)
        .bind(owner.as_i64())
        .bind(conversation.0)
        .bind(versioned(content)?)
        .bind(ms(now))
        .fetch_one(db)
        .await?;
    Ok(ComposedId(id))
}

/// The one of this row.
pub async fn load(db: &mut Db, id: ComposedId) -> Result<Option<Composed>, StoreError> {
    const SQL: &str = "SELECT * FROM composed WHERE id = $1";
    let row = sqlx::query(SQL).bind(id.0).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// It says something else now.
pub async fn save(
    db: &mut Db,
    id: ComposedId,
    content: &Content,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE composed SET content = $2, updated_at = $3 WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(versioned(content)?)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}

/// It was confirmed.
pub async fn sent(db: &mut Db, id: ComposedId, now: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE composed SET sent_at = $2 WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets those that nobody touched since that time, no more than `limit` of them; says how many.
pub async fn purge(db: &mut Db, before: DateTime<Utc>, limit: u32) -> Result<u64, StoreError> {
    const SQL: &str = "DELETE FROM composed WHERE id IN
        (SELECT id FROM composed WHERE updated_at < $1 LIMIT $2)";
    purged(db, SQL, before, limit).await
}

fn read(row: SqliteRow) -> sqlx::Result<Composed> {
    Ok(Composed {
        id: row.id("id", ComposedId)?,
        owner: row.id("owner", PersonId::from_i64)?,
        conversation: row.id("conversation", ConversationId)?,
        content: row.versioned("content")?,
        sent_at: row.maybe_at("sent_at")?,
    })
}
