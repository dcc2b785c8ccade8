//! Marks: what each Discord message should carry, and what it carries, the customer's reaction among
//! it. One row per message; a mark that is overtaken before it was set never is.

use chrono::{DateTime, Utc};
use sqlx::Row as _;
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
    /// The customer's reaction that it should show.
    pub emoji: Option<String>,
    /// The one that it shows.
    pub emoji_shown: Option<String>,
}

/// What was put on a message, after these wishes were worked in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The marks that it carries.
    pub marks: Vec<Mark>,
    /// The mark that was wished for.
    pub wanted: Option<Mark>,
    /// The customer's reaction that it shows.
    pub emoji: Option<String>,
    /// The reaction that was wished for.
    pub emoji_wanted: Option<String>,
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

/// The message should show this reaction of the customer's. Nothing is written if that was known;
/// says whether anything was.
pub async fn set_emoji(
    db: &mut Db,
    post: PostId,
    thread: PlaceId,
    emoji: Option<&str>,
) -> Result<bool, StoreError> {
    const SQL: &str = "INSERT INTO marks (post, thread, wanted, due, emoji)
        SELECT $1, $2, NULL, 1, $3 WHERE $3 IS NOT NULL
            OR EXISTS (SELECT 1 FROM marks WHERE post = $1)
        ON CONFLICT (post) DO UPDATE SET emoji = $3, due = 1
            WHERE marks.emoji IS DISTINCT FROM $3";
    let done = sqlx::query(SQL)
        .bind(post.as_i64())
        .bind(thread.as_i64())
        .bind(emoji)
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
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

/// The message carries this now. Says whether that still is what it should carry; otherwise it stays
/// due.
pub async fn set_shown(db: &mut Db, post: PostId, shown: &Shown) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE marks SET shown = $2, emoji_shown = $4,
            due = (wanted IS DISTINCT FROM $3 OR emoji IS DISTINCT FROM $5)
        WHERE post = $1 RETURNING due";
    let due: Option<bool> = sqlx::query_scalar(SQL)
        .bind(post.as_i64())
        .bind(json(&shown.marks)?)
        .bind(maybe_word(shown.wanted.as_ref())?)
        .bind(&shown.emoji)
        .bind(&shown.emoji_wanted)
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
        emoji: row.try_get("emoji")?,
        emoji_shown: row.try_get("emoji_shown")?,
    })
}
