//! The hours in which nothing is charged between a number and a contact who came by an
//! advertisement.

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, ms};
use super::error::StoreError;
use crate::domain::ids::{ChannelId, ContactId, ConversationId};

/// The free hours between the two of this conversation last until then; an earlier end that is told
/// late changes nothing.
pub async fn keep(
    db: &mut Db,
    conversation: ConversationId,
    ends_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO free_entries (contact, channel, ends_at)
        SELECT contact, channel, $2 FROM conversations WHERE id = $1
        ON CONFLICT (contact, channel) DO UPDATE SET ends_at = excluded.ends_at
            WHERE excluded.ends_at > free_entries.ends_at";
    sqlx::query(SQL)
        .bind(conversation.0)
        .bind(ms(ends_at))
        .execute(db)
        .await?;
    Ok(())
}

/// When the last free hours between the two end or ended, if there ever were any.
pub async fn end(
    db: &mut Db,
    contact: ContactId,
    channel: ChannelId,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    const SQL: &str = "SELECT ends_at FROM free_entries WHERE contact = $1 AND channel = $2";
    let row = sqlx::query(SQL)
        .bind(contact.0)
        .bind(channel.0)
        .try_map(|row: SqliteRow| row.at("ends_at"));
    Ok(row.fetch_optional(db).await?)
}
