//! What each line of a thread is: whoever replies to one, edits or deletes it means that.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, json, word};
use super::error::StoreError;
use super::purge::old_posts;
use crate::domain::ids::{ConversationId, InboundId, MessageId, PersonId, PostId};

/// What a line of a thread is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// The customer's message, or a part of it.
    Mirror,
    /// A line of our own.
    Ours,
    /// A note.
    Note,
    /// It stands for a message towards the customer.
    Outgoing,
    /// A card.
    Card,
    /// A question with buttons.
    Question,
}

/// A line of a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThreadLine {
    /// The Discord message.
    pub post: PostId,
    /// Whose thread it stands in.
    pub conversation: ConversationId,
    /// What it is.
    pub kind: LineKind,
    /// The customer's message that it mirrors.
    pub inbound: Option<InboundId>,
    /// The message that it stands for, or is about.
    pub message: Option<MessageId>,
    /// Who wrote it, if a person did.
    pub author: Option<PersonId>,
}

/// Remembers what a line is; what was said about it before no longer holds.
pub async fn record(db: &mut Db, line: &ThreadLine) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO lines (post, conversation, kind, inbound, message, author)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (post) DO UPDATE SET conversation = $2, kind = $3, inbound = $4, message = $5,
            author = $6";
    sqlx::query(SQL)
        .bind(line.post.as_i64())
        .bind(line.conversation.0)
        .bind(word(&line.kind)?)
        .bind(line.inbound.map(|inbound| inbound.0))
        .bind(line.message.map(|message| message.0))
        .bind(line.author.map(PersonId::as_i64))
        .execute(db)
        .await?;
    Ok(())
}

/// What this Discord message is, if it is a line that we know.
pub async fn line(db: &mut Db, post: PostId) -> Result<Option<ThreadLine>, StoreError> {
    const SQL: &str = "SELECT * FROM lines WHERE post = $1";
    let row = sqlx::query(SQL).bind(post.as_i64()).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The lines that we know of the conversation behind this Discord message, in their order.
pub async fn after(
    db: &mut Db,
    conversation: ConversationId,
    post: PostId,
) -> Result<Vec<ThreadLine>, StoreError> {
    const SQL: &str = "SELECT * FROM lines WHERE conversation = $1 AND post > $2 ORDER BY post";
    let rows = sqlx::query(SQL)
        .bind(conversation.0)
        .bind(post.as_i64())
        .try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// Everybody who wrote in the conversation's thread.
pub async fn authors(
    db: &mut Db,
    conversation: ConversationId,
) -> Result<Vec<PersonId>, StoreError> {
    const SQL: &str = "SELECT DISTINCT author FROM lines
        WHERE conversation = $1 AND author IS NOT NULL ORDER BY author";
    let people: Vec<i64> = sqlx::query_scalar(SQL)
        .bind(conversation.0)
        .fetch_all(db)
        .await?;
    Ok(people.into_iter().map(PersonId::from_i64).collect())
}

/// Lines of conversations that were concluded before that time, no more than `limit` of them.
pub async fn long_concluded(
    db: &mut Db,
    before: DateTime<Utc>,
    limit: u32,
) -> Result<Vec<PostId>, StoreError> {
    const SQL: &str = "SELECT l.post FROM lines l JOIN conversations c ON c.id = l.conversation
        WHERE c.stage = 'concluded' AND c.concluded_at < $1 LIMIT $2";
    old_posts(db, SQL, before, limit).await
}

/// Forgets what these lines are: a reply to one of them stays inside from now on.
pub async fn forget(db: &mut Db, posts: &[PostId]) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM lines WHERE post IN (SELECT value FROM json_each($1))";
    let posts: Vec<i64> = posts.iter().map(|post| post.as_i64()).collect();
    sqlx::query(SQL).bind(json(&posts)?).execute(db).await?;
    Ok(())
}

fn read(row: SqliteRow) -> sqlx::Result<ThreadLine> {
    Ok(ThreadLine {
        post: row.id("post", PostId::from_i64)?,
        conversation: row.id("conversation", ConversationId)?,
        kind: row.word("kind")?,
        inbound: row.maybe_id("inbound", InboundId)?,
        message: row.maybe_id("message", MessageId)?,
        author: row.maybe_id("author", PersonId::from_i64)?,
    })
}

/// Every card that a conversation has had, oldest first.
pub async fn cards(db: &mut Db, conversation: ConversationId) -> Result<Vec<PostId>, StoreError> {
    const SQL: &str =
        "SELECT post FROM lines WHERE conversation = $1 AND kind = 'card' ORDER BY post";
    let posts: Vec<i64> = sqlx::query_scalar(SQL)
        .bind(conversation.0)
        .fetch_all(db)
        .await?;
    Ok(posts.into_iter().map(PostId::from_i64).collect())
}
