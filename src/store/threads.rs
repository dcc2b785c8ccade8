//! What is known about the threads themselves, and the work that they wait for.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, json, ms, word};
use super::error::StoreError;
use crate::domain::ids::{ContactId, ConversationId, PlaceId, PostId};

/// A thread that we follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Followed {
    /// Whose thread it is.
    pub conversation: ConversationId,
    /// The thread.
    pub thread: PlaceId,
    /// The last Discord message up to which nothing is missing.
    pub seen_until: Option<PostId>,
}

/// The threads of all open conversations.
pub async fn open(db: &mut Db) -> Result<Vec<Followed>, StoreError> {
    const SQL: &str = "SELECT id, thread, seen_until FROM conversations
        WHERE stage = 'open' AND thread IS NOT NULL ORDER BY id";
    Ok(sqlx::query(SQL).try_map(followed).fetch_all(db).await?)
}

/// Those of these threads whose conversations are concluded.
pub async fn concluded_among(
    db: &mut Db,
    threads: &[PlaceId],
) -> Result<Vec<Followed>, StoreError> {
    const SQL: &str = "SELECT id, thread, seen_until FROM conversations
        WHERE stage = 'concluded' AND thread IN (SELECT value FROM json_each($1)) ORDER BY id";
    let threads: Vec<i64> = threads.iter().map(|thread| thread.as_i64()).collect();
    let rows = sqlx::query(SQL).bind(json(&threads)?).try_map(followed);
    Ok(rows.fetch_all(db).await?)
}

/// Whether any conversation has a thread yet.
pub async fn any(db: &mut Db) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT EXISTS (SELECT 1 FROM conversations WHERE thread IS NOT NULL)";
    Ok(sqlx::query_scalar(SQL).fetch_one(db).await?)
}

/// The thread, if it is one of ours, whether its conversation is open or concluded.
pub async fn followed_by_thread(
    db: &mut Db,
    thread: PlaceId,
) -> Result<Option<Followed>, StoreError> {
    const SQL: &str = "SELECT id, thread, seen_until FROM conversations WHERE thread = $1";
    let row = sqlx::query(SQL).bind(thread.as_i64()).try_map(followed);
    Ok(row.fetch_optional(db).await?)
}

/// Nothing is missing up to this Discord message. It never moves backwards.
pub async fn seen_until(
    db: &mut Db,
    conversation: ConversationId,
    post: PostId,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE conversations SET seen_until = $2
        WHERE id = $1 AND (seen_until IS NULL OR seen_until < $2)";
    sqlx::query(SQL)
        .bind(conversation.0)
        .bind(post.as_i64())
        .execute(db)
        .await?;
    Ok(())
}

/// The name that the thread was given.
pub async fn name(db: &mut Db, conversation: ConversationId) -> Result<Option<String>, StoreError> {
    const SQL: &str = "SELECT thread_name FROM conversations WHERE id = $1";
    let name: Option<Option<String>> = sqlx::query_scalar(SQL)
        .bind(conversation.0)
        .fetch_optional(db)
        .await?;
    Ok(name.flatten())
}

/// The thread was given this name.
pub async fn set_name(
    db: &mut Db,
    conversation: ConversationId,
    name: &str,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE conversations SET thread_name = $2 WHERE id = $1";
    sqlx::query(SQL)
        .bind(conversation.0)
        .bind(name)
        .execute(db)
        .await?;
    Ok(())
}

/// The contact's name was corrected: their open conversations whose threads are given another name.
/// Each is given one only once.
pub async fn renamed(db: &mut Db, contact: ContactId) -> Result<Vec<ConversationId>, StoreError> {
    const SQL: &str = "UPDATE conversations SET renamed = 1
        WHERE contact = $1 AND stage = 'open' AND thread IS NOT NULL AND renamed = 0
        RETURNING id";
    let ids: Vec<i64> = sqlx::query_scalar(SQL)
        .bind(contact.0)
        .fetch_all(db)
        .await?;
    Ok(ids.into_iter().map(ConversationId).collect())
}

/// What a thread waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// A person, the subject, is added.
    Join,
    /// A person, the subject, is removed.
    Leave,
    /// It is archived.
    Archive,
    /// It is opened again.
    Unarchive,
    /// It is given the name that it should have.
    Rename,
    /// Whether a person, the subject, still belongs to its team.
    Find,
}

/// Work for a thread, done in the order in which it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Its row.
    pub id: i64,
    /// Whose thread it is for.
    pub conversation: ConversationId,
    /// What is to be done.
    pub kind: WorkKind,
    /// To whom or what: a Discord id.
    pub subject: Option<u64>,
    /// How many answers about this very work refused it.
    pub attempts: u32,
    /// When it was first tried in vain.
    pub first_tried_at: Option<DateTime<Utc>>,
    /// It is not tried before.
    pub due_at: DateTime<Utc>,
}

/// Adds work for the thread of the conversation.
pub async fn append(
    db: &mut Db,
    conversation: ConversationId,
    kind: WorkKind,
    subject: Option<u64>,
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    const SQL: &str = "INSERT INTO thread_work (conversation, kind, subject, due_at)
        VALUES ($1, $2, $3, $4) RETURNING id";
    let id = sqlx::query_scalar(SQL)
        .bind(conversation.0)
        .bind(word(&kind)?)
        .bind(subject.map(u64::cast_signed))
        .bind(ms(now))
        .fetch_one(db)
        .await?;
    Ok(id)
}

/// The first work that the thread waits for, due or not.
pub async fn head(db: &mut Db, conversation: ConversationId) -> Result<Option<Work>, StoreError> {
    const SQL: &str = "SELECT * FROM thread_work WHERE conversation = $1
        ORDER BY id LIMIT 1";
    let row = sqlx::query(SQL).bind(conversation.0).try_map(work);
    Ok(row.fetch_optional(db).await?)
}

/// Every conversation whose thread waits for work.
pub async fn waiting(db: &mut Db) -> Result<Vec<ConversationId>, StoreError> {
    const SQL: &str = "SELECT DISTINCT conversation FROM thread_work ORDER BY conversation";
    let ids: Vec<i64> = sqlx::query_scalar(SQL).fetch_all(db).await?;
    Ok(ids.into_iter().map(ConversationId).collect())
}

/// The work is done.
pub async fn done(db: &mut Db, id: i64) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM thread_work WHERE id = $1";
    sqlx::query(SQL).bind(id).execute(db).await?;
    Ok(())
}

/// A try failed at `now`; `counts`: by an answer about this very work, so that it uses up an attempt.
pub async fn failed(
    db: &mut Db,
    id: i64,
    counts: bool,
    (now, due_at): (DateTime<Utc>, DateTime<Utc>),
    error: &str,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE thread_work SET attempts = attempts + $2, due_at = $3, error = $4,
            first_tried_at = COALESCE(first_tried_at, $5)
        WHERE id = $1";
    sqlx::query(SQL)
        .bind(id)
        .bind(i64::from(counts))
        .bind(ms(due_at))
        .bind(error)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}

fn followed(row: SqliteRow) -> sqlx::Result<Followed> {
    Ok(Followed {
        conversation: row.id("id", ConversationId)?,
        thread: row.id("thread", PlaceId::from_i64)?,
        seen_until: row.maybe_id("seen_until", PostId::from_i64)?,
    })
}

fn work(row: SqliteRow) -> sqlx::Result<Work> {
    Ok(Work {
        id: row.try_get("id")?,
        conversation: row.id("conversation", ConversationId)?,
        kind: row.word("kind")?,
        subject: row.maybe_id("subject", i64::cast_unsigned)?,
        attempts: row.count("attempts")?,
        first_tried_at: row.maybe_at("first_tried_at")?,
        due_at: row.at("due_at")?,
    })
}
