//! Who did what and when. Nothing here is ever changed.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, json, ms};
use super::error::StoreError;
use crate::domain::ids::{ConversationId, PersonId};

/// Something that somebody did.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// In which conversation, if in one.
    pub conversation: Option<ConversationId>,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; `None`: the machine, or the contact.
    pub person: Option<PersonId>,
    /// What, in one of our words: `assumed`, `concluded`.
    pub kind: String,
    /// Whatever else is worth keeping.
    pub detail: Value,
}

/// Writes it down.
pub async fn add(db: &mut Db, entry: &Entry) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO journal (conversation, at, person, kind, detail)
        VALUES ($1, $2, $3, $4, $5)";
    sqlx::query(SQL)
        .bind(entry.conversation.map(|conversation| conversation.0))
        .bind(ms(entry.at))
        .bind(entry.person.map(PersonId::as_i64))
        .bind(&entry.kind)
        .bind(json(&entry.detail)?)
        .execute(db)
        .await?;
    Ok(())
}

/// What was done in the conversation, in order.
pub async fn of(db: &mut Db, conversation: ConversationId) -> Result<Vec<Entry>, StoreError> {
    const SQL: &str = "SELECT * FROM journal WHERE conversation = $1 ORDER BY id";
    let rows = sqlx::query(SQL)
        .bind(conversation.0)
        .try_map(|row: SqliteRow| {
            Ok(Entry {
                conversation: row.maybe_id("conversation", ConversationId)?,
                at: row.at("at")?,
                person: row.maybe_id("person", PersonId::from_i64)?,
                kind: row.try_get("kind")?,
                detail: row.json("detail")?,
            })
        });
    Ok(rows.fetch_all(db).await?)
}
