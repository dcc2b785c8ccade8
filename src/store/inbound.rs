//! Messages from the customer, each once, and statuses that came before we could place them.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, ms};
use super::error::StoreError;
use super::purge::purged;
use crate::domain::ids::{ChannelId, ContactId, ConversationId, InboundId, PostId};

/// A message that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInbound {
    /// The conversation that it belongs to.
    pub conversation: ConversationId,
    /// Who wrote it.
    pub contact: ContactId,
    /// The number that it was written to.
    pub channel: ChannelId,
    /// The platform's id.
    pub wamid: String,
    /// The platform's word for what it is.
    pub kind: String,
    /// All of it, as versioned JSON.
    pub body: String,
    /// What people read in its place.
    pub text: String,
    /// The platform's id of the message that it reacts to, edits or removes.
    pub about: Option<String>,
    /// The advertisement or post from which the customer came with it.
    pub source: Option<String>,
    /// When it was written, by the platform's stamp.
    pub at: DateTime<Utc>,
    /// When it reached us.
    pub arrived_at: DateTime<Utc>,
}

/// A message as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    /// Its row.
    pub id: InboundId,
    /// What arrived.
    pub what: NewInbound,
    /// The first Discord message that mirrors it.
    pub post: Option<PostId>,
}

/// Keeps the message; `None` if the platform's id is known already, and then nothing changes.
pub async fn record(db: &mut Db, new: &NewInbound) -> Result<Option<InboundId>, StoreError> {
    const SQL: &str = "INSERT INTO inbound (conversation, contact, channel, wamid, kind, body,
            text, at, arrived_at, about, source)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (wamid) DO NOTHING RETURNING id";
    let id: Option<i64> = sqlx::query_scalar(SQL)
        .bind(new.conversation.0)
        .bind(new.contact.0)
        .bind(new.channel.0)
        .bind(&new.wamid)
        .bind(&new.kind)
        .bind(&new.body)
        .bind(&new.text)
        .bind(ms(new.at))
        .bind(ms(new.arrived_at))
        .bind(&new.about)
        .bind(&new.source)
        .fetch_optional(db)
        .await?;
    Ok(id.map(InboundId))
}

/// Is there a message with this platform's id? Asked before a conversation is opened for it.
pub async fn known(db: &mut Db, wamid: &str) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT EXISTS (SELECT 1 FROM inbound WHERE wamid = $1)";
    Ok(sqlx::query_scalar(SQL).bind(wamid).fetch_one(db).await?)
}

/// The message of this row.
pub async fn by_id(db: &mut Db, id: InboundId) -> Result<Option<Inbound>, StoreError> {
    const SQL: &str = "SELECT * FROM inbound WHERE id = $1";
    let row = sqlx::query(SQL).bind(id.0).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The message that the platform knows by this id.
pub async fn by_wamid(db: &mut Db, wamid: &str) -> Result<Option<Inbound>, StoreError> {
    const SQL: &str = "SELECT * FROM inbound WHERE wamid = $1";
    let row = sqlx::query(SQL).bind(wamid).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The last edit of the message of this platform's id, of those that came before that row.
pub async fn last_edit(
    db: &mut Db,
    wamid: &str,
    before: Option<InboundId>,
) -> Result<Option<Inbound>, StoreError> {
    const SQL: &str = "SELECT * FROM inbound WHERE about = $1 AND kind = 'edit'
            AND ($2 IS NULL OR id < $2)
        ORDER BY at DESC, id DESC LIMIT 1";
    let before = before.map(|row| row.0);
    let row = sqlx::query(SQL).bind(wamid).bind(before).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The customer's last reaction to the message of this platform's id, or its removal.
pub async fn last_reaction(db: &mut Db, wamid: &str) -> Result<Option<Inbound>, StoreError> {
    const SQL: &str = "SELECT * FROM inbound WHERE about = $1 AND kind = 'reaction'
        ORDER BY at DESC, id DESC LIMIT 1";
    let row = sqlx::query(SQL).bind(wamid).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// Whether the customer has removed the message of this platform's id, by what came before that row.
pub async fn is_removed(
    db: &mut Db,
    wamid: &str,
    before: Option<InboundId>,
) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT EXISTS (SELECT 1 FROM inbound WHERE about = $1 AND kind = 'revoke'
        AND ($2 IS NULL OR id < $2))";
    let before = before.map(|row| row.0);
    let removed = sqlx::query_scalar(SQL).bind(wamid).bind(before);
    Ok(removed.fetch_one(db).await?)
}

/// When the newest was written of what the customer sent in the conversation before that row came.
pub async fn newest_before(
    db: &mut Db,
    row: &Inbound,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    const SQL: &str = "SELECT at FROM inbound WHERE conversation = $1 AND id < $2
            AND kind NOT IN ('system', 'reaction')
        ORDER BY at DESC LIMIT 1";
    let newest = sqlx::query(SQL)
        .bind(row.what.conversation.0)
        .bind(row.id.0)
        .try_map(|row: SqliteRow| row.at("at"));
    Ok(newest.fetch_optional(db).await?)
}

/// Brings along what the platform said about the contact after their conversations on that number
/// were concluded; the rows, oldest first.
pub async fn bring_news(
    db: &mut Db,
    contact: ContactId,
    channel: ChannelId,
    to: ConversationId,
) -> Result<Vec<InboundId>, StoreError> {
    const SQL: &str = "UPDATE inbound SET conversation = $3 WHERE id IN
            (SELECT i.id FROM inbound i JOIN conversations c ON c.id = i.conversation
             WHERE i.contact = $1 AND i.channel = $2 AND i.kind = 'system'
                AND c.stage = 'concluded' AND i.arrived_at >= c.concluded_at)
        RETURNING id";
    let rows = sqlx::query(SQL)
        .bind(contact.0)
        .bind(channel.0)
        .bind(to.0)
        .try_map(|row: SqliteRow| row.id("id", InboundId));
    let mut brought = rows.fetch_all(db).await?;
    brought.sort_unstable();
    Ok(brought)
}

/// Whether no earlier message of its conversation came from the same advertisement or post; reads all
/// of those that came before it.
pub async fn is_first_from(db: &mut Db, row: &Inbound) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT NOT EXISTS (SELECT 1 FROM inbound
        WHERE conversation = $1 AND source = $2 AND id < $3)";
    Ok(sqlx::query_scalar(SQL)
        .bind(row.what.conversation.0)
        .bind(&row.what.source)
        .bind(row.id.0)
        .fetch_one(db)
        .await?)
}

/// The newest messages of the conversation, oldest first.
pub async fn newest(
    db: &mut Db,
    conversation: ConversationId,
    limit: u32,
) -> Result<Vec<Inbound>, StoreError> {
    const SQL: &str = "SELECT * FROM inbound WHERE conversation = $1 ORDER BY id DESC LIMIT $2";
    let rows = sqlx::query(SQL)
        .bind(conversation.0)
        .bind(i64::from(limit))
        .try_map(read);
    let mut newest = rows.fetch_all(db).await?;
    newest.reverse();
    Ok(newest)
}

/// The messages of the conversation that have arrived since then and stand in its thread, oldest
/// first, the newest of them if there are more than `limit`.
pub async fn standing(
    db: &mut Db,
    conversation: ConversationId,
    since: DateTime<Utc>,
    limit: u32,
) -> Result<Vec<InboundId>, StoreError> {
    const SQL: &str = "SELECT id FROM inbound
        WHERE conversation = $1 AND arrived_at >= $2 AND post IS NOT NULL
        ORDER BY id DESC LIMIT $3";
    let rows = sqlx::query(SQL)
        .bind(conversation.0)
        .bind(ms(since))
        .bind(i64::from(limit))
        .try_map(|row: SqliteRow| row.id("id", InboundId));
    let mut standing = rows.fetch_all(db).await?;
    standing.reverse();
    Ok(standing)
}

/// The platform's ids of the messages that this Discord message mirrors, in their order.
pub async fn of_post(db: &mut Db, post: PostId) -> Result<Vec<String>, StoreError> {
    const SQL: &str = "SELECT wamid FROM inbound WHERE post = $1 ORDER BY id";
    let wamids = sqlx::query_scalar(SQL).bind(post.as_i64());
    Ok(wamids.fetch_all(db).await?)
}

/// Notes which Discord message mirrors it; says the platform's id of the message.
pub async fn set_post(
    db: &mut Db,
    id: InboundId,
    post: PostId,
) -> Result<Option<String>, StoreError> {
    const SQL: &str = "UPDATE inbound SET post = $2 WHERE id = $1 RETURNING wamid";
    let wamid = sqlx::query_scalar(SQL).bind(id.0).bind(post.as_i64());
    Ok(wamid.fetch_optional(db).await?)
}

/// This Discord message is gone, and mirrors nothing any more.
pub async fn lose_post(db: &mut Db, post: PostId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE inbound SET post = NULL WHERE post = $1";
    sqlx::query(SQL).bind(post.as_i64()).execute(db).await?;
    Ok(())
}

/// Keeps a status whose message we do not know, in the caller's words.
pub async fn keep_unmatched(
    db: &mut Db,
    wamid: &str,
    payload: &str,
    arrived_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO unmatched (wamid, payload, arrived_at) VALUES ($1, $2, $3)";
    sqlx::query(SQL)
        .bind(wamid)
        .bind(payload)
        .bind(ms(arrived_at))
        .execute(db)
        .await?;
    Ok(())
}

/// Takes out what was kept for this platform's id, in the order of arrival.
pub async fn take_unmatched(db: &mut Db, wamid: &str) -> Result<Vec<String>, StoreError> {
    const SQL: &str = "SELECT payload FROM unmatched WHERE wamid = $1 ORDER BY id";
    const CLEAR: &str = "DELETE FROM unmatched WHERE wamid = $1";
    let payloads: Vec<String> = sqlx::query_scalar(SQL)
        .bind(wamid)
        .fetch_all(&mut *db)
        .await?;
    if !payloads.is_empty() {
        sqlx::query(CLEAR).bind(wamid).execute(db).await?;
    }
    Ok(payloads)
}

/// Forgets statuses of before that time which never found their message, no more than `limit` of
/// them; says how many.
pub async fn purge_unmatched(
    db: &mut Db,
    before: DateTime<Utc>,
    limit: u32,
) -> Result<u64, StoreError> {
    const SQL: &str = "DELETE FROM unmatched WHERE id IN
        (SELECT id FROM unmatched WHERE arrived_at < $1 LIMIT $2)";
    purged(db, SQL, before, limit).await
}

fn read(row: SqliteRow) -> sqlx::Result<Inbound> {
    Ok(Inbound {
        id: row.id("id", InboundId)?,
        what: NewInbound {
            conversation: row.id("conversation", ConversationId)?,
            contact: row.id("contact", ContactId)?,
            channel: row.id("channel", ChannelId)?,
            wamid: row.try_get("wamid")?,
            kind: row.try_get("kind")?,
            body: row.try_get("body")?,
            text: row.try_get("text")?,
            about: row.try_get("about")?,
            source: row.try_get("source")?,
            at: row.at("at")?,
            arrived_at: row.at("arrived_at")?,
        },
        post: row.maybe_id("post", PostId::from_i64)?,
    })
}
