//! Which cards do not show the truth, and which of them matters most.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::Cells;
use super::error::StoreError;
use crate::domain::ids::{ConversationId, PostId};

/// How soon a card must be edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Its state or owner changed.
    Owner,
    /// Something failed.
    Failure,
    /// The window or the queue changed.
    Window,
    /// The cost changed.
    Cost,
}

/// A card that does not show the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DirtyCard {
    /// Whose card it is.
    pub conversation: ConversationId,
    /// The card, once there is one.
    pub card: Option<PostId>,
    /// What [`clean`] needs to know whether something changed meanwhile.
    pub revision: i64,
}

/// The card says something else now.
pub async fn touch(
    db: &mut Db,
    conversation: ConversationId,
    urgency: Urgency,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE conversations SET card_rev = card_rev + 1,
            card_dirty = CASE WHEN card_dirty BETWEEN 1 AND $2 THEN card_dirty ELSE $2 END
        WHERE id = $1";
    let rank = match urgency {
        Urgency::Owner => 1,
        Urgency::Failure => 2,
        Urgency::Window => 3,
        Urgency::Cost => 4,
    };
    sqlx::query(SQL)
        .bind(conversation.0)
        .bind(rank)
        .execute(db)
        .await?;
    Ok(())
}

/// The cards that do not show the truth, the most urgent first.
pub async fn dirty(db: &mut Db, limit: u32) -> Result<Vec<DirtyCard>, StoreError> {
    const SQL: &str = "SELECT id, card, card_rev FROM conversations WHERE card_dirty > 0
        ORDER BY card_dirty, id LIMIT $1";
    let rows = sqlx::query(SQL)
        .bind(i64::from(limit))
        .try_map(|row: SqliteRow| {
            Ok(DirtyCard {
                conversation: row.id("id", ConversationId)?,
                card: row.maybe_id("card", PostId::from_i64)?,
                revision: row.try_get("card_rev")?,
            })
        });
    Ok(rows.fetch_all(db).await?)
}

/// The revision that a card rendered now would show.
pub async fn revision(db: &mut Db, conversation: ConversationId) -> Result<i64, StoreError> {
    const SQL: &str = "SELECT card_rev FROM conversations WHERE id = $1";
    Ok(sqlx::query_scalar(SQL)
        .bind(conversation.0)
        .fetch_one(db)
        .await?)
}

/// The card shows what was true at `revision`. Says whether that still is so.
pub async fn clean(
    db: &mut Db,
    conversation: ConversationId,
    revision: i64,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE conversations SET card_dirty = 0 WHERE id = $1 AND card_rev = $2";
    let done = sqlx::query(SQL)
        .bind(conversation.0)
        .bind(revision)
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}
