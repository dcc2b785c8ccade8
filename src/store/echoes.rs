//! What somebody wrote to customers on the company's own phone, each once.

use chrono::{DateTime, Utc};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, ms};
use super::error::StoreError;
use crate::domain::ids::{ChannelId, ContactId, ConversationId, EchoId, PostId};

/// A message that was written there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEcho {
    /// The conversation in which the thread shows it; one that is over waits for the next.
    pub conversation: ConversationId,
    /// The platform's id.
    pub wamid: String,
    /// All of it, as versioned JSON.
    pub body: String,
    /// The platform's id of the message that it says anew.
    pub edits: Option<String>,
    /// When it was written, by the platform's stamp.
    pub at: DateTime<Utc>,
    /// When it reached us.
    pub arrived_at: DateTime<Utc>,
}

/// A message as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Echo {
    /// Its row.
    pub id: EchoId,
    /// What was written.
    pub what: NewEcho,
    /// Its line in the thread.
    pub post: Option<PostId>,
}

/// Keeps the message; `None` if the platform's id is known already, and then nothing changes.
pub async fn record(db: &mut Db, new: &NewEcho) -> Result<Option<EchoId>, StoreError> {
    const SQL: &str = "INSERT INTO echoes (conversation, wamid, body, edits, at, arrived_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (wamid) DO NOTHING RETURNING id";
    let id: Option<i64> = sqlx::query_scalar(SQL)
        .bind(new.conversation.0)
        .bind(&new.wamid)
        .bind(&new.body)
        .bind(&new.edits)
        .bind(ms(new.at))
        .bind(ms(new.arrived_at))
        .fetch_optional(db)
        .await?;
    Ok(id.map(EchoId))
}

/// The message of this row.
pub async fn by_id(db: &mut Db, id: EchoId) -> Result<Option<Echo>, StoreError> {
    const SQL: &str = "SELECT * FROM echoes WHERE id = $1";
    let row = sqlx::query(SQL).bind(id.0).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The message that the platform knows by this id.
pub async fn by_wamid(db: &mut Db, wamid: &str) -> Result<Option<Echo>, StoreError> {
    const SQL: &str = "SELECT * FROM echoes WHERE wamid = $1";
    let row = sqlx::query(SQL).bind(wamid).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The last edit of the message of this platform's id, of those that came before that row.
pub async fn last_edit(
    db: &mut Db,
    wamid: &str,
    before: Option<EchoId>,
) -> Result<Option<Echo>, StoreError> {
    const SQL: &str = "SELECT * FROM echoes WHERE edits = $1 AND ($2 IS NULL OR id < $2)
        ORDER BY at DESC, id DESC LIMIT 1";
    let before = before.map(|row| row.0);
    let row = sqlx::query(SQL).bind(wamid).bind(before).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// Brings along what was written to the contact since their last conversation on that number was
/// concluded, and not before `since`: no more than the newest `limit`; the rows, oldest first.
pub async fn bring(
    db: &mut Db,
    contact: ContactId,
    channel: ChannelId,
    (since, limit): (DateTime<Utc>, u32),
    to: ConversationId,
) -> Result<Vec<EchoId>, StoreError> {
    const SQL: &str = "UPDATE echoes SET conversation = $3 WHERE id IN
            (SELECT e.id FROM echoes e JOIN conversations c ON c.id = e.conversation
             WHERE c.id = (SELECT id FROM conversations
                    WHERE contact = $1 AND channel = $2 AND stage = 'concluded'
                    ORDER BY concluded_at DESC, id DESC LIMIT 1)
                AND e.arrived_at >= MAX(c.concluded_at, $4)
             ORDER BY e.id DESC LIMIT $5)
        RETURNING id";
    let rows = sqlx::query(SQL)
        .bind(contact.0)
        .bind(channel.0)
        .bind(to.0)
        .bind(ms(since))
        .bind(i64::from(limit))
        .try_map(|row: SqliteRow| row.id("id", EchoId));
    let mut brought = rows.fetch_all(db).await?;
    brought.sort_unstable();
    Ok(brought)
}

/// Notes which line of the thread shows it; says the platform's id of the message.
pub async fn set_post(db: &mut Db, id: EchoId, post: PostId) -> Result<Option<String>, StoreError> {
    const SQL: &str = "UPDATE echoes SET post = $2 WHERE id = $1 RETURNING wamid";
    let wamid = sqlx::query_scalar(SQL).bind(id.0).bind(post.as_i64());
    Ok(wamid.fetch_optional(db).await?)
}

/// This line of the thread is gone.
pub async fn lose_post(db: &mut Db, post: PostId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE echoes SET post = NULL WHERE post = $1";
    sqlx::query(SQL).bind(post.as_i64()).execute(db).await?;
    Ok(())
}

fn read(row: SqliteRow) -> sqlx::Result<Echo> {
    Ok(Echo {
        id: row.id("id", EchoId)?,
        what: NewEcho {
            conversation: row.id("conversation", ConversationId)?,
            wamid: row.try_get("wamid")?,
            body: row.try_get("body")?,
            edits: row.try_get("edits")?,
            at: row.at("at")?,
            arrived_at: row.at("arrived_at")?,
        },
        post: row.maybe_id("post", PostId::from_i64)?,
    })
}
