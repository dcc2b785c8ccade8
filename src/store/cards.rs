//! Which cards do not show the truth, and which of them matters most.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::Cells;
use super::error::StoreError;
use crate::domain::ids::{ContactId, ConversationId, TeamId};

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

/// Every card of the contact's open conversations says something else now; whose teams these are.
pub async fn touch_all_of(db: &mut Db, contact: ContactId) -> Result<Vec<TeamId>, StoreError> {
    const SQL: &str = "UPDATE conversations SET card_rev = card_rev + 1,
            card_dirty = CASE WHEN card_dirty BETWEEN 1 AND 3 THEN card_dirty ELSE 3 END
        WHERE contact = $1 AND stage = 'open' RETURNING team";
    let teams: Vec<i64> = sqlx::query_scalar(SQL)
        .bind(contact.0)
        .fetch_all(db)
        .await?;
    Ok(teams.into_iter().map(TeamId).collect())
}

/// The card of this team that most urgently does not show the truth.
pub async fn next_of(db: &mut Db, team: TeamId) -> Result<Option<DirtyCard>, StoreError> {
    const SQL: &str = "SELECT id, card_rev FROM conversations
        WHERE card_dirty > 0 AND card IS NOT NULL AND team = $1
        ORDER BY card_dirty, id LIMIT 1";
    let row = sqlx::query(SQL).bind(team.0).try_map(|row: SqliteRow| {
        Ok(DirtyCard {
            conversation: row.id("id", ConversationId)?,
            revision: row.try_get("card_rev")?,
        })
    });
    Ok(row.fetch_optional(db).await?)
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
