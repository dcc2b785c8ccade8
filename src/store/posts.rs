//! Lines for the threads: one lane per conversation, in the order in which they were written down.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, json, ms, versioned, word};
use super::error::StoreError;
use crate::domain::effect::{Post, Posted, Question};
use crate::domain::file::LinkedFor;
use crate::domain::ids::{ConversationId, PostId};

/// A line's row; part of the nonce that keeps it from being posted twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostRowId(pub i64);

/// How far a line has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostState {
    /// It waits for its turn, or is being posted.
    Pending,
    /// It stands in the thread.
    Posted,
    /// It stands in the thread and must go.
    Retracting,
    /// It is gone, or never came.
    Retracted,
    /// Discord refused it for good.
    Dead,
}

/// What had to become of one of a line's messages because Discord refused it as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reduction {
    /// Which of the messages, as they were after the steps before; the first is 0.
    pub part: usize,
    /// What became of it: one message, or several.
    pub how: How,
}

/// How less of a line is in its message itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Its files are links.
    Linked(LinkedFor),
    /// The addresses in it have no effect.
    Inert,
    /// Its words are a file.
    AsFile,
}

/// A line of a lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanePost {
    /// Its row.
    pub id: PostRowId,
    /// Whose thread it is for.
    pub conversation: ConversationId,
    /// What it says.
    pub post: Post,
    /// How far it has come.
    pub state: PostState,
    /// How many answers about this very line refused it.
    pub attempts: u32,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was first tried, if a try is known to have failed.
    pub first_tried_at: Option<DateTime<Utc>>,
    /// It is not tried before.
    pub due_at: DateTime<Utc>,
    /// The Discord messages that it became, part by part.
    pub parts: Vec<PostId>,
    /// What had to become of it for Discord to take it, step by step, as far as parts of it stand.
    pub reduced: Vec<Reduction>,
    /// The first of the lines that go out as one Discord message with it, once that is decided.
    pub album: Option<PostRowId>,
}

/// Adds a line to the end of the conversation's lane.
pub async fn append(
    db: &mut Db,
    conversation: ConversationId,
    post: &Post,
    now: DateTime<Utc>,
) -> Result<PostRowId, StoreError> {
    const SQL: &str = "INSERT INTO posts (conversation, payload, question, state, created_at,
            due_at)
        VALUES ($1, $2, $3, $4, $5, $5) RETURNING id";
    let question = match &post.what {
        Posted::Ask(ask) => Some(ask.question().key()),
        Posted::Mirror { .. }
        | Posted::Template { .. }
        | Posted::Text { .. }
        | Posted::File { .. }
        | Posted::Echo { .. }
        | Posted::Notice(_) => None,
    };
    let id = sqlx::query_scalar(SQL)
        .bind(conversation.0)
        .bind(versioned(post)?)
        .bind(question)
        .bind(word(&PostState::Pending)?)
        .bind(ms(now))
        .fetch_one(db)
        .await?;
    Ok(PostRowId(id))
}

/// The conversation has a line that says exactly this.
pub async fn is_said(
    db: &mut Db,
    conversation: ConversationId,
    post: &Post,
) -> Result<bool, StoreError> {
    const SQL: &str =
        "SELECT EXISTS (SELECT 1 FROM posts WHERE conversation = $1 AND payload = $2)";
    let said = sqlx::query_scalar(SQL)
        .bind(conversation.0)
        .bind(versioned(post)?);
    Ok(said.fetch_one(db).await?)
}

/// The first line of the lane that does not stand yet, due or not.
pub async fn head(
    db: &mut Db,
    conversation: ConversationId,
) -> Result<Option<LanePost>, StoreError> {
    const SQL: &str = "SELECT * FROM posts WHERE conversation = $1 AND state = 'pending'
        ORDER BY id LIMIT 1";
    let row = sqlx::query(SQL).bind(conversation.0).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The first lines of the lane that do not stand yet, in their order.
pub async fn pending(
    db: &mut Db,
    conversation: ConversationId,
    limit: u32,
) -> Result<Vec<LanePost>, StoreError> {
    const SQL: &str = "SELECT * FROM posts WHERE conversation = $1 AND state = 'pending'
        ORDER BY id LIMIT $2";
    let rows = sqlx::query(SQL)
        .bind(conversation.0)
        .bind(i64::from(limit))
        .try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// These lines go out as one Discord message, whatever comes after them.
pub async fn join(db: &mut Db, lines: &[PostRowId]) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE posts SET album = $2 WHERE id = $1";
    let first = lines.first().map(|line| line.0);
    for line in lines {
        sqlx::query(SQL)
            .bind(line.0)
            .bind(first)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// The line of this row.
pub async fn by_id(db: &mut Db, id: PostRowId) -> Result<Option<LanePost>, StoreError> {
    const SQL: &str = "SELECT * FROM posts WHERE id = $1";
    let row = sqlx::query(SQL).bind(id.0).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The lines of the lane that this Discord message is a part of: several if they went out as one.
pub async fn of_part(
    db: &mut Db,
    conversation: ConversationId,
    part: PostId,
) -> Result<Vec<LanePost>, StoreError> {
    const SQL: &str = "SELECT * FROM posts WHERE conversation = $1
            AND EXISTS (SELECT 1 FROM json_each(parts) WHERE value = $2)
        ORDER BY id";
    let rows = sqlx::query(SQL)
        .bind(conversation.0)
        .bind(part.as_i64())
        .try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// The line that was written down last in this lane.
pub async fn last(
    db: &mut Db,
    conversation: ConversationId,
) -> Result<Option<PostRowId>, StoreError> {
    const SQL: &str = "SELECT MAX(id) AS id FROM posts WHERE conversation = $1";
    let row = sqlx::query(SQL)
        .bind(conversation.0)
        .try_map(|row: SqliteRow| row.maybe_id("id", PostRowId));
    Ok(row.fetch_one(db).await?)
}

/// What does not stand yet of the lane's lines up to `last` goes behind all others, as if nobody had
/// tried to post it.
pub async fn to_the_end(
    db: &mut Db,
    conversation: ConversationId,
    last: PostRowId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const AGAIN: &str = "INSERT INTO posts (conversation, payload, question, state, created_at,
            due_at)
        SELECT conversation, payload, question, state, $3, $3 FROM posts
        WHERE conversation = $1 AND id <= $2 AND state = 'pending' ORDER BY id";
    const GONE: &str = "UPDATE posts SET state = 'retracted'
        WHERE conversation = $1 AND id <= $2 AND state = 'pending'";
    sqlx::query(AGAIN)
        .bind(conversation.0)
        .bind(last.0)
        .bind(ms(now))
        .execute(&mut *db)
        .await?;
    sqlx::query(GONE)
        .bind(conversation.0)
        .bind(last.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Every conversation whose thread waits for lines, or for some of them to go.
pub async fn lanes(db: &mut Db) -> Result<Vec<ConversationId>, StoreError> {
    const SQL: &str =
        "SELECT DISTINCT conversation FROM posts WHERE state IN ('pending', 'retracting')
            ORDER BY conversation";
    let ids: Vec<i64> = sqlx::query_scalar(SQL).fetch_all(db).await?;
    Ok(ids.into_iter().map(ConversationId).collect())
}

/// Since when the line that waits longest for its thread does so.
pub async fn oldest(db: &mut Db) -> Result<Option<DateTime<Utc>>, StoreError> {
    const SQL: &str = "SELECT MIN(created_at) AS oldest FROM posts WHERE state = 'pending'";
    let row = sqlx::query(SQL).try_map(|row: SqliteRow| row.maybe_at("oldest"));
    Ok(row.fetch_one(db).await?)
}

/// How a try failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedTry<'a> {
    /// When it began.
    pub tried_at: DateTime<Utc>,
    /// It was an answer about this very line, so that it uses up an attempt.
    pub counts: bool,
    /// When it is tried again.
    pub due_at: DateTime<Utc>,
    /// What happened, for those who run the program.
    pub error: &'a str,
}

/// A try failed; the line stays at the head of its lane.
pub async fn failed(db: &mut Db, id: PostRowId, failure: &FailedTry<'_>) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE posts SET attempts = attempts + $2,
            first_tried_at = COALESCE(first_tried_at, $3), due_at = $4, error = $5
        WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(i64::from(failure.counts))
        .bind(ms(failure.tried_at))
        .bind(ms(failure.due_at))
        .bind(failure.error)
        .execute(db)
        .await?;
    Ok(())
}

/// Every line that waits for another try is due at once; whose they are.
pub async fn due_at_once(
    db: &mut Db,
    now: DateTime<Utc>,
) -> Result<Vec<ConversationId>, StoreError> {
    const SQL: &str = "UPDATE posts SET due_at = $1 WHERE state = 'pending' AND due_at > $1
        RETURNING conversation";
    let rows = sqlx::query(SQL)
        .bind(ms(now))
        .try_map(|row: SqliteRow| row.id("conversation", ConversationId));
    let lanes: BTreeSet<_> = rows.fetch_all(db).await?.into_iter().collect();
    Ok(lanes.into_iter().collect())
}

/// Notes the parts that stand so far of a line that has more, and what had to become of it.
pub async fn set_parts(
    db: &mut Db,
    id: PostRowId,
    parts: &[PostId],
    reduced: &[Reduction],
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE posts SET parts = $2, reduced = $3 WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(json(parts)?)
        .bind(json(reduced)?)
        .execute(db)
        .await?;
    Ok(())
}

/// The line stands, with these parts. Says how far it has come: [`PostState::Retracting`] if it was
/// retracted while it was being posted.
pub async fn posted(db: &mut Db, id: PostRowId, parts: &[PostId]) -> Result<PostState, StoreError> {
    const SQL: &str = "UPDATE posts SET parts = $2, error = NULL,
            state = CASE WHEN state IN ('retracted', 'retracting')
                THEN 'retracting' ELSE 'posted' END
        WHERE id = $1 RETURNING state";
    let state = sqlx::query(SQL)
        .bind(id.0)
        .bind(json(parts)?)
        .try_map(|row: SqliteRow| row.word("state"));
    Ok(state.fetch_one(db).await?)
}

/// Discord refused the line for good: the lane goes on without it.
pub async fn dead(db: &mut Db, id: PostRowId, error: &str) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE posts SET state = 'dead', error = $2
        WHERE id = $1 AND state = 'pending'";
    sqlx::query(SQL).bind(id.0).bind(error).execute(db).await?;
    Ok(())
}

/// The question is answered or has lost its object. One that does not stand yet never will; one
/// that stands is returned, and [`retracting_in`] remembers it until [`retracted`] confirms that it is
/// gone.
pub async fn retract(
    db: &mut Db,
    conversation: ConversationId,
    question: Question,
) -> Result<Vec<LanePost>, StoreError> {
    const SQL: &str = "UPDATE posts
        SET state = CASE WHEN state = 'posted' OR parts <> '[]'
            THEN 'retracting' ELSE 'retracted' END
        WHERE conversation = $1 AND question = $2 AND state IN ('pending', 'posted')
        RETURNING *";
    let rows = sqlx::query(SQL)
        .bind(conversation.0)
        .bind(question.key())
        .try_map(read);
    let mut standing = rows.fetch_all(db).await?;
    standing.retain(|post| post.state == PostState::Retracting);
    Ok(standing)
}

/// The line that asks this at the moment.
pub async fn asking(
    db: &mut Db,
    conversation: ConversationId,
    question: Question,
) -> Result<Option<LanePost>, StoreError> {
    const SQL: &str = "SELECT * FROM posts
        WHERE conversation = $1 AND question = $2 AND state IN ('pending', 'posted')
        ORDER BY id DESC LIMIT 1";
    let row = sqlx::query(SQL)
        .bind(conversation.0)
        .bind(question.key())
        .try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The lines of this conversation that stand and must go.
pub async fn retracting_in(
    db: &mut Db,
    conversation: ConversationId,
) -> Result<Vec<LanePost>, StoreError> {
    const SQL: &str =
        "SELECT * FROM posts WHERE state = 'retracting' AND conversation = $1 ORDER BY id";
    let rows = sqlx::query(SQL).bind(conversation.0).try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// The line is gone from the thread.
pub async fn retracted(db: &mut Db, id: PostRowId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE posts SET state = 'retracted' WHERE id = $1";
    sqlx::query(SQL).bind(id.0).execute(db).await?;
    Ok(())
}

/// The last Discord message of the lane that is known to stand when this line's turn comes: where
/// to look after, when nobody knows whether the line was posted.
pub async fn last_known(
    db: &mut Db,
    conversation: ConversationId,
    up_to: PostRowId,
) -> Result<Option<PostId>, StoreError> {
    const SQL: &str = "SELECT parts FROM posts
        WHERE conversation = $1 AND id <= $2 AND parts <> '[]' ORDER BY id DESC LIMIT 1";
    let parts = sqlx::query(SQL)
        .bind(conversation.0)
        .bind(up_to.0)
        .try_map(|row: SqliteRow| row.json::<Vec<PostId>>("parts"));
    Ok(parts
        .fetch_optional(db)
        .await?
        .and_then(|parts| parts.into_iter().max()))
}

fn read(row: SqliteRow) -> sqlx::Result<LanePost> {
    Ok(LanePost {
        id: row.id("id", PostRowId)?,
        conversation: row.id("conversation", ConversationId)?,
        post: row.versioned("payload")?,
        state: row.word("state")?,
        attempts: row.count("attempts")?,
        created_at: row.at("created_at")?,
        first_tried_at: row.maybe_at("first_tried_at")?,
        due_at: row.at("due_at")?,
        parts: row.json("parts")?,
        reduced: row.json("reduced")?,
        album: row.maybe_id("album", PostRowId)?,
    })
}
