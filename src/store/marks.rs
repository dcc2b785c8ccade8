//! Marks: what each Discord message should carry, and what it carries. One row per message; a mark
//! that is overtaken before it was set never is.

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, json, maybe_word};
use super::error::StoreError;
use super::purge::old_posts;
use crate::domain::ids::{PlaceId, PostId};
use crate::domain::mark::Mark;

/// A Discord message whose marks are not as they should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueMark {
    /// The Discord message.
    pub post: PostId,
    /// Its thread.
    pub thread: PlaceId,
    /// What it should carry; `None`: none of those that can be taken away.
    pub wanted: Option<Mark>,
    /// What it carries.
    pub shown: Vec<Mark>,
}

/// The message should carry this mark. Nothing is written if that was known.
pub async fn set_wanted(
    db: &mut Db,
    post: PostId,
    thread: PlaceId,
    wanted: Option<Mark>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO marks (post, thread, wanted, due) VALUES ($1, $2, $3, 1)
        ON CONFLICT (post) DO UPDATE SET wanted = $3, due = 1
            WHERE marks.wanted IS DISTINCT FROM $3";
    sqlx::query(SQL)
        .bind(post.as_i64())
        .bind(thread.as_i64())
        .bind(maybe_word(wanted.as_ref())?)
        .execute(db)
        .await?;
    Ok(())
}

/// Every message whose marks are not as they should be, the oldest first. Threads of concluded
/// conversations are left out: theirs are shown when they open again.
pub async fn due(db: &mut Db, limit: u32) -> Result<Vec<DueMark>, StoreError> {
    const SQL: &str = "SELECT * FROM marks m
        WHERE due = 1 AND NOT EXISTS (SELECT 1 FROM conversations c
            WHERE c.thread = m.thread AND c.stage = 'concluded')
        ORDER BY post LIMIT $1";
    let rows = sqlx::query(SQL).bind(i64::from(limit)).try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// The messages of one thread whose marks are not as they should be, concluded or not.
pub async fn due_in(db: &mut Db, thread: PlaceId) -> Result<Vec<DueMark>, StoreError> {
    const SQL: &str = "SELECT * FROM marks WHERE due = 1 AND thread = $1 ORDER BY post";
    let rows = sqlx::query(SQL).bind(thread.as_i64()).try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// Some message of this thread has marks that are not as they should be.
pub async fn is_due_in(db: &mut Db, thread: PlaceId) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT EXISTS (SELECT 1 FROM marks WHERE due = 1 AND thread = $1)";
    let due = sqlx::query_scalar(SQL).bind(thread.as_i64());
    Ok(due.fetch_one(db).await?)
}

/// The message carries these marks now, after `wanted` was worked in. Says whether that still is
/// what it should carry; otherwise it stays due.
pub async fn set_shown(
    db: &mut Db,
    post: PostId,
    shown: &[Mark],
    wanted: Option<Mark>,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE marks SET shown = $2, due = (wanted IS DISTINCT FROM $3)
        WHERE post = $1 RETURNING due";
    let due: Option<bool> = sqlx::query_scalar(SQL)
        .bind(post.as_i64())
        .bind(json(shown)?)
        .bind(maybe_word(wanted.as_ref())?)
        .fetch_optional(db)
        .await?;
    Ok(due == Some(false))
}

/// The message is gone: so are its marks.
pub async fn forget(db: &mut Db, post: PostId) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM marks WHERE post = $1";
    sqlx::query(SQL).bind(post.as_i64()).execute(db).await?;
    Ok(())
}

/// Messages with marks in threads of conversations that were concluded before that time, no more
/// than `limit` of them.
pub async fn long_concluded(
    db: &mut Db,
    before: DateTime<Utc>,
    limit: u32,
) -> Result<Vec<PostId>, StoreError> {
    const SQL: &str = "SELECT m.post FROM marks m JOIN conversations c ON c.thread = m.thread
        WHERE c.stage = 'concluded' AND c.concluded_at < $1 LIMIT $2";
    old_posts(db, SQL, before, limit).await
}

fn read(row: SqliteRow) -> sqlx::Result<DueMark> {
    Ok(DueMark {
        post: row.id("post", PostId::from_i64)?,
        thread: row.id("thread", PlaceId::from_i64)?,
        wanted: row.maybe_word("wanted")?,
        shown: row.json("shown")?,
    })
}
