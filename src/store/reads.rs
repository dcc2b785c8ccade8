//! Read receipts that have not left. Reporting a message covers all before it, so only the newest
//! of each conversation is kept.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, maybe_ms, ms};
use super::error::StoreError;
use crate::domain::ids::{ChannelId, ConversationId};

/// A read receipt that has not left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingRead {
    /// Whose customer sees it.
    pub conversation: ConversationId,
    /// The number that reports it.
    pub channel: ChannelId,
    /// The platform's id of the message that was read.
    pub wamid: String,
    /// Until when "typing…" is true besides.
    pub typing_until: Option<DateTime<Utc>>,
}

/// The messages up to this one were read.
pub async fn set(db: &mut Db, read: &PendingRead, now: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO reads (conversation, channel, wamid, at, typing_until)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (conversation) DO UPDATE
        SET channel = $2, wamid = $3, at = $4, typing_until = $5";
    sqlx::query(SQL)
        .bind(read.conversation.0)
        .bind(read.channel.0)
        .bind(&read.wamid)
        .bind(ms(now))
        .bind(maybe_ms(read.typing_until))
        .execute(db)
        .await?;
    Ok(())
}

/// Every receipt that has not left, the oldest first.
pub async fn pending(db: &mut Db) -> Result<Vec<PendingRead>, StoreError> {
    const SQL: &str = "SELECT conversation, channel, wamid, typing_until FROM reads
        ORDER BY at, conversation";
    Ok(sqlx::query(SQL).try_map(read).fetch_all(db).await?)
}

/// This receipt left, or never will; a newer one of the conversation stays.
pub async fn done(db: &mut Db, read: &PendingRead) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM reads
        WHERE conversation = $1 AND wamid = $2 AND typing_until IS $3";
    sqlx::query(SQL)
        .bind(read.conversation.0)
        .bind(&read.wamid)
        .bind(maybe_ms(read.typing_until))
        .execute(db)
        .await?;
    Ok(())
}

/// The receipt of this conversation that has not left.
pub async fn of(
    db: &mut Db,
    conversation: ConversationId,
) -> Result<Option<PendingRead>, StoreError> {
    const SQL: &str = "SELECT conversation, channel, wamid, typing_until FROM reads
        WHERE conversation = $1";
    let row = sqlx::query(SQL).bind(conversation.0).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

fn read(row: SqliteRow) -> Result<PendingRead, sqlx::Error> {
    Ok(PendingRead {
        conversation: row.id("conversation", ConversationId)?,
        channel: row.id("channel", ChannelId)?,
        wamid: row.try_get("wamid")?,
        typing_until: row.maybe_at("typing_until")?,
    })
}
