//! Messages towards the customer: the rows of the conversations' queues. They are written by
//! [`super::conversations::save`]; here is how they are read, and what they cost.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, maybe_ms, maybe_word, ms, unreadable, versioned, word};
use super::error::StoreError;
use crate::domain::content::Content;
use crate::domain::ids::{
    ChannelId, ContactId, ConversationId, MessageId, PersonId, PlaceId, PostId,
};
use crate::domain::message::{Outgoing, State};

/// How many settled messages are loaded with a conversation.
pub const SETTLED: i64 = 50;

/// The id that the next message will have. It stays free until a row with it is saved: whoever
/// makes two messages in one unit saves the first before asking again.
///
/// Only inside a unit of work, where nobody else can take it.
pub async fn next_message_id(db: &mut Db) -> Result<MessageId, StoreError> {
    const SQL: &str =
        "SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'outgoing'), 0) + 1";
    Ok(MessageId(sqlx::query_scalar(SQL).fetch_one(db).await?))
}

/// Where a message was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Its row.
    pub message: MessageId,
    /// The conversation whose queue it is in.
    pub conversation: ConversationId,
    /// The Discord message that stands for it.
    pub post: Option<PostId>,
    /// When its author wrote it.
    pub written_at: DateTime<Utc>,
}

/// The message with this id.
pub async fn by_id(db: &mut Db, id: MessageId) -> Result<Option<Found>, StoreError> {
    const SQL: &str = "SELECT id, conversation, post, written_at FROM outgoing WHERE id = $1";
    let row = sqlx::query(SQL).bind(id.0).try_map(found);
    Ok(row.fetch_optional(db).await?)
}

/// The message that the platform knows by this id.
pub async fn by_wamid(db: &mut Db, wamid: &str) -> Result<Option<Found>, StoreError> {
    const SQL: &str = "SELECT id, conversation, post, written_at FROM outgoing WHERE wamid = $1";
    let row = sqlx::query(SQL).bind(wamid).try_map(found);
    Ok(row.fetch_optional(db).await?)
}

/// The newest message that this Discord message stands for; of those that came in one line, the
/// first.
pub async fn by_post(db: &mut Db, post: PostId) -> Result<Option<Found>, StoreError> {
    const SQL: &str = "SELECT id, conversation, post, written_at FROM outgoing WHERE post = $1
        ORDER BY along_with IS NOT NULL, id DESC LIMIT 1";
    let row = sqlx::query(SQL).bind(post.as_i64()).try_map(found);
    Ok(row.fetch_optional(db).await?)
}

/// The messages that this Discord message stands for, in their order.
pub async fn of_post(db: &mut Db, post: PostId) -> Result<Vec<Outgoing>, StoreError> {
    const SQL: &str = "SELECT * FROM outgoing WHERE post = $1 ORDER BY position, id";
    let rows = sqlx::query(SQL).bind(post.as_i64()).try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// The lines of agents in open threads behind `after` whose messages the customer has or may have,
/// newest first, each with its thread.
pub async fn standing(
    db: &mut Db,
    after: PostId,
    limit: u32,
) -> Result<Vec<(PlaceId, PostId)>, StoreError> {
    const SQL: &str = "SELECT DISTINCT c.thread, o.post FROM outgoing o
        JOIN conversations c ON c.id = o.conversation
        WHERE o.post > $1 AND o.kind <> 'template' AND c.stage = 'open' AND c.thread IS NOT NULL
            AND o.state NOT IN ('held', 'undo', 'waiting', 'ready', 'failed', 'cancelled', 'expired')
        ORDER BY o.post DESC LIMIT $2";
    let rows = sqlx::query(SQL)
        .bind(after.as_i64())
        .bind(i64::from(limit))
        .try_map(|row: SqliteRow| {
            Ok((
                row.id("thread", PlaceId::from_i64)?,
                row.id("post", PostId::from_i64)?,
            ))
        });
    Ok(rows.fetch_all(db).await?)
}

/// When each template was chosen that the contact has from that channel, or may yet get, and has
/// not answered, in whatever conversation; the newest last.
pub async fn unanswered_templates(
    db: &mut Db,
    contact: ContactId,
    channel: ChannelId,
) -> Result<Vec<DateTime<Utc>>, StoreError> {
    const SQL: &str = "SELECT COALESCE(o.accepted_at, o.written_at) AS at FROM outgoing o
        JOIN conversations c ON c.id = o.conversation
        WHERE c.contact = $1 AND c.channel = $2 AND o.kind = 'template'
            AND o.state NOT IN ('failed', 'cancelled', 'expired', 'held')
            AND COALESCE(o.accepted_at, o.written_at) > COALESCE((SELECT MAX(last_inbound_at)
                FROM conversations WHERE contact = $1 AND channel = $2), 0)
        ORDER BY at";
    let rows = sqlx::query(SQL)
        .bind(contact.0)
        .bind(channel.0)
        .try_map(|row: SqliteRow| row.at("at"));
    Ok(rows.fetch_all(db).await?)
}

/// The conversation's last reaction to the customer's message of this platform's id, or its
/// removal; those that never arrived are left out.
pub async fn last_reaction(
    db: &mut Db,
    conversation: ConversationId,
    target: &str,
) -> Result<Option<MessageId>, StoreError> {
    const SQL: &str = "SELECT id FROM outgoing
        WHERE conversation = $1 AND kind = 'reaction' AND content ->> '$.target' = $2
            AND state NOT IN ('failed', 'cancelled', 'expired')
        ORDER BY position DESC, id DESC LIMIT 1";
    let id: Option<i64> = sqlx::query_scalar(SQL)
        .bind(conversation.0)
        .bind(target)
        .fetch_optional(db)
        .await?;
    Ok(id.map(MessageId))
}

/// Every conversation with a message that is not settled: what a start has to look at.
pub async fn unsettled(db: &mut Db) -> Result<Vec<ConversationId>, StoreError> {
    const SQL: &str = "SELECT DISTINCT conversation FROM outgoing
        WHERE state IN ('held', 'undo', 'waiting', 'ready', 'sending', 'doubt')
        ORDER BY conversation";
    let ids: Vec<i64> = sqlx::query_scalar(SQL).fetch_all(db).await?;
    Ok(ids.into_iter().map(ConversationId).collect())
}

/// Every conversation with a message that would leave without its line being read again before.
pub async fn leaving_unread(db: &mut Db) -> Result<Vec<ConversationId>, StoreError> {
    const SQL: &str = "SELECT DISTINCT conversation FROM outgoing
        WHERE state IN ('held', 'undo', 'waiting', 'ready')
            AND reread = 0 AND post IS NOT NULL AND kind <> 'template'
        ORDER BY conversation";
    let ids: Vec<i64> = sqlx::query_scalar(SQL).fetch_all(db).await?;
    Ok(ids.into_iter().map(ConversationId).collect())
}

/// The unsettled ones of one number.
pub async fn unsettled_of(
    db: &mut Db,
    channel: ChannelId,
) -> Result<Vec<ConversationId>, StoreError> {
    const SQL: &str = "SELECT DISTINCT o.conversation FROM outgoing o
        JOIN conversations c ON c.id = o.conversation
        WHERE o.state IN ('held', 'undo', 'waiting', 'ready', 'sending', 'doubt')
            AND c.channel = $1
        ORDER BY o.conversation";
    let ids: Vec<i64> = sqlx::query_scalar(SQL)
        .bind(channel.0)
        .fetch_all(db)
        .await?;
    Ok(ids.into_iter().map(ConversationId).collect())
}

/// Since when the messages that wait longest do so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Oldest {
    /// Of those that may leave at any moment.
    pub ready: Option<DateTime<Utc>>,
    /// Of those that wait for the contact to write.
    pub waiting: Option<DateTime<Utc>>,
}

/// Since when the messages that wait longest do so, over all conversations.
pub async fn oldest(db: &mut Db) -> Result<Oldest, StoreError> {
    const SQL: &str = "SELECT
            MIN(CASE WHEN state = 'ready' THEN COALESCE(ready_since, due_at) END) AS ready,
            MIN(CASE WHEN state = 'waiting' THEN written_at END) AS waiting
        FROM outgoing
        WHERE state IN ('held', 'undo', 'waiting', 'ready', 'sending', 'doubt')";
    let row = sqlx::query(SQL).try_map(|row: SqliteRow| {
        Ok(Oldest {
            ready: row.maybe_at("ready")?,
            waiting: row.maybe_at("waiting")?,
        })
    });
    Ok(row.fetch_one(db).await?)
}

/// How many messages would leave from that channel at this moment if it took any.
pub async fn held_up(db: &mut Db, channel: ChannelId) -> Result<u32, StoreError> {
    // Both conditions, since the second one is that of the index.
    const SQL: &str = "SELECT COUNT(*) AS held_up FROM outgoing o
        JOIN conversations c ON c.id = o.conversation
        WHERE c.channel = $1 AND o.state = 'ready'
            AND o.state IN ('held', 'undo', 'waiting', 'ready', 'sending', 'doubt')";
    let row = sqlx::query(SQL)
        .bind(channel.0)
        .try_map(|row: SqliteRow| row.count("held_up"));
    Ok(row.fetch_one(db).await?)
}

/// What a message costs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cost {
    /// What was shown before it left: the currency and a millionth of it, 0 for what was said to be
    /// free. `None`: unknown.
    pub estimate: Option<(String, i64)>,
    /// What the platform said afterwards.
    pub billing: Option<Billing>,
}

/// What the platform said about a message's price. It names no amount.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/status>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Billing {
    /// `marketing`, `utility`, `service` …
    pub category: String,
    /// `regular`, `free_customer_service`, `free_entry_point`.
    pub kind: String,
    /// It is charged.
    pub charged: bool,
}

/// Notes what the message was said to cost, in millionths of the currency.
pub async fn set_estimate(
    db: &mut Db,
    id: MessageId,
    currency: &str,
    micros: i64,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE outgoing SET price_currency = $2, price_micros = $3 WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(currency)
        .bind(micros)
        .execute(db)
        .await?;
    Ok(())
}

/// Notes what the platform said about the price.
pub async fn set_billing(db: &mut Db, id: MessageId, billing: &Billing) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE outgoing SET billed_category = $2, billed_type = $3, billed = $4
        WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(&billing.category)
        .bind(&billing.kind)
        .bind(billing.charged)
        .execute(db)
        .await?;
    Ok(())
}

/// What the messages of a conversation cost, in their order; rows without a word about it are left
/// out.
pub async fn costs(
    db: &mut Db,
    conversation: ConversationId,
) -> Result<Vec<(MessageId, Cost)>, StoreError> {
    const SQL: &str =
        "SELECT id, price_currency, price_micros, billed_category, billed_type, billed
        FROM outgoing
        WHERE conversation = $1 AND (price_currency IS NOT NULL OR billed_category IS NOT NULL)
        ORDER BY position, id";
    let rows = sqlx::query(SQL)
        .bind(conversation.0)
        .try_map(|row: SqliteRow| {
            let currency: Option<String> = row.try_get("price_currency")?;
            let micros: Option<i64> = row.try_get("price_micros")?;
            let category: Option<String> = row.try_get("billed_category")?;
            let billing = match category {
                Some(category) => Some(Billing {
                    category,
                    kind: row.try_get("billed_type")?,
                    charged: row.try_get("billed")?,
                }),
                None => None,
            };
            let cost = Cost {
                estimate: currency.zip(micros),
                billing,
            };
            Ok((row.id("id", MessageId)?, cost))
        });
    Ok(rows.fetch_all(db).await?)
}

/// Every unsettled message of the conversation, the newest [`SETTLED`] settled ones and, if it is
/// among none of them, `also` with what came in one line with it; by position.
pub(super) async fn load(
    db: &mut Db,
    conversation: ConversationId,
    also: Option<MessageId>,
) -> Result<Vec<Outgoing>, StoreError> {
    // Each part has an index of its own, so that the length of the history does not matter.
    const SQL: &str = "SELECT * FROM outgoing WHERE id IN (
            SELECT id FROM outgoing WHERE conversation = $1
                AND state IN ('held', 'undo', 'waiting', 'ready', 'sending', 'doubt')
            UNION ALL SELECT id FROM outgoing WHERE id = $2 AND conversation = $1
            UNION ALL SELECT id FROM outgoing
                WHERE post = (SELECT post FROM outgoing WHERE id = $2) AND conversation = $1
            UNION ALL SELECT id FROM (SELECT id FROM outgoing WHERE conversation = $1
                    AND state NOT IN ('held', 'undo', 'waiting', 'ready', 'sending', 'doubt')
                ORDER BY position DESC, id DESC LIMIT $3))
        ORDER BY position, id";
    let rows = sqlx::query(SQL)
        .bind(conversation.0)
        .bind(also.map(|message| message.0))
        .bind(SETTLED)
        .try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// Writes the row anew or over what it was.
pub(super) async fn put(
    db: &mut Db,
    conversation: ConversationId,
    message: &Outgoing,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO outgoing (id, conversation, position, post, author, kind,
            content, quotes, state, held, written_at, confirmed_by, confirmed_at, due_at,
            ready_since, undo_restarted, attempt, refusals, sending_since, accepted_at, wamid,
            failure, asked, reread, edited, run, mark, along_with, signed, pair_refusals,
            apart, corrected, answers, stopped)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30,
            $31, $32, $33, $34)
        ON CONFLICT (id) DO UPDATE SET position = $3, post = $4, author = $5, kind = $6,
            content = $7, quotes = $8, state = $9, held = $10, written_at = $11,
            confirmed_by = $12, confirmed_at = $13, due_at = $14, ready_since = $15,
            undo_restarted = $16, attempt = $17, refusals = $18, sending_since = $19,
            accepted_at = $20, wamid = $21, failure = $22, asked = $23, reread = $24,
            edited = $25, run = $26, mark = $27, along_with = $28, signed = $29,
            pair_refusals = $30, apart = $31, corrected = $32, answers = $33, stopped = $34";
    sqlx::query(SQL)
        .bind(message.id.0)
        .bind(conversation.0)
        .bind(message.position)
        .bind(message.post.map(PostId::as_i64))
        .bind(message.author.as_i64())
        .bind(message.content.kind())
        .bind(versioned(&message.content)?)
        .bind(&message.quotes)
        .bind(message.state.as_str())
        .bind(maybe_word(message.held.as_ref())?)
        .bind(ms(message.written_at))
        .bind(message.confirmed_by.as_i64())
        .bind(ms(message.confirmed_at))
        .bind(ms(message.due_at))
        .bind(maybe_ms(message.ready_since))
        .bind(message.undo_restarted)
        .bind(i64::from(message.attempt))
        .bind(i64::from(message.refusals))
        .bind(maybe_ms(message.sending_since))
        .bind(maybe_ms(message.accepted_at))
        .bind(&message.wamid)
        .bind(message.failure.as_ref().map(versioned).transpose()?)
        .bind(message.asked)
        .bind(message.reread)
        .bind(&message.edited)
        .bind(message.run)
        .bind(message.mark.as_ref().map(word).transpose()?)
        .bind(message.along_with.map(|first| first.0))
        .bind(message.signed)
        .bind(i64::from(message.pair_refusals))
        .bind(maybe_word(message.apart.as_ref())?)
        .bind(message.corrected)
        .bind(message.answers.as_ref().map(versioned).transpose()?)
        .bind(message.stopped)
        .execute(db)
        .await?;
    Ok(())
}

fn found(row: SqliteRow) -> sqlx::Result<Found> {
    Ok(Found {
        message: row.id("id", MessageId)?,
        conversation: row.id("conversation", ConversationId)?,
        post: row.maybe_id("post", PostId::from_i64)?,
        written_at: row.at("written_at")?,
    })
}

fn read(row: SqliteRow) -> sqlx::Result<Outgoing> {
    let content: Content = row.versioned("content")?;
    let state: &str = row.try_get("state")?;
    let state =
        State::parse(state).ok_or_else(|| unreadable("state", UnknownState(state.to_owned())))?;
    Ok(Outgoing {
        id: row.id("id", MessageId)?,
        position: row.try_get("position")?,
        post: row.maybe_id("post", PostId::from_i64)?,
        along_with: row.maybe_id("along_with", MessageId)?,
        answers: row.maybe_versioned("answers")?,
        author: row.id("author", PersonId::from_i64)?,
        content,
        quotes: row.try_get("quotes")?,
        state,
        held: row.maybe_word("held")?,
        written_at: row.at("written_at")?,
        confirmed_by: row.id("confirmed_by", PersonId::from_i64)?,
        confirmed_at: row.at("confirmed_at")?,
        due_at: row.at("due_at")?,
        ready_since: row.maybe_at("ready_since")?,
        undo_restarted: row.try_get("undo_restarted")?,
        attempt: row.count("attempt")?,
        refusals: row.count("refusals")?,
        pair_refusals: row.count("pair_refusals")?,
        sending_since: row.maybe_at("sending_since")?,
        accepted_at: row.maybe_at("accepted_at")?,
        wamid: row.try_get("wamid")?,
        failure: row.maybe_versioned("failure")?,
        asked: row.try_get("asked")?,
        reread: row.try_get("reread")?,
        apart: row.maybe_word("apart")?,
        edited: row.try_get("edited")?,
        corrected: row.try_get("corrected")?,
        stopped: row.try_get("stopped")?,
        signed: row.try_get("signed")?,
        run: row.try_get("run")?,
        mark: row.maybe_word("mark")?,
    })
}

#[derive(Debug, thiserror::Error)]
#[error("{0} is no state of a message")]
struct UnknownState(String);
