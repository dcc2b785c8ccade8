//! Conversations: making, loading and saving them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, maybe_ms, maybe_word, ms, word};
use super::channels::read_pause;
use super::error::StoreError;
use super::outgoing;
use crate::domain::abilities::Abilities;
use crate::domain::conversation::{Above, Conversation, LastInbound, QueueQuestion, Signed, Stage};
use crate::domain::ids::{
    ChannelId, ContactId, ConversationId, InboundId, MessageId, PersonId, PlaceId, PostId, TeamId,
};
use crate::domain::pace::Pace;
use crate::domain::window::Window;

/// Who wrote first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The company.
    Active,
    /// The contact.
    Receptive,
}

/// What a conversation begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// The customer.
    pub contact: ContactId,
    /// The number.
    pub channel: ChannelId,
    /// The team.
    pub team: TeamId,
    /// Who wrote first.
    pub origin: Origin,
    /// Whose it is; `None`: a *Novo*.
    pub assignee: Option<PersonId>,
    /// The window between contact and number, which outlives conversations.
    pub window: Window,
    /// What is used of their pair limit, which does so too.
    pub pace: Pace,
}

/// Makes an open conversation without a thread. [`StoreError::Taken`]: the contact has an open one
/// on this channel already.
pub async fn create(
    db: &mut Db,
    beginning: &Beginning,
    now: DateTime<Utc>,
) -> Result<ConversationId, StoreError> {
    const SQL: &str = "INSERT INTO conversations (contact, channel, team, origin, stage, assignee,
            novo_since, window_until, window_refused, queue_held, above, named, run, paid_back_at,
            read_reported, created_at, window_shown)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, 0, 0, $11, 0, $12, 0)
        RETURNING id";
    let novo_since = beginning.assignee.is_none().then_some(ms(now));
    let id = sqlx::query_scalar(SQL)
        .bind(beginning.contact.0)
        .bind(beginning.channel.0)
        .bind(beginning.team.0)
        .bind(word(&beginning.origin)?)
        .bind(word(&Stage::Open)?)
        .bind(beginning.assignee.map(PersonId::as_i64))
        .bind(novo_since)
        .bind(maybe_ms(beginning.window.until))
        .bind(beginning.window.refused)
        .bind(above_name(&Above::Nobody))
        .bind(maybe_ms(beginning.pace.paid_back_at))
        .bind(ms(now))
        .fetch_one(db)
        .await?;
    Ok(ConversationId(id))
}

/// The conversation with its team's rules, its assignee's wish to be told, its number's pause,
/// every unsettled message and the newest [`outgoing::SETTLED`] settled ones.
pub async fn load(db: &mut Db, id: ConversationId) -> Result<Option<Conversation>, StoreError> {
    load_with(db, id, None).await
}

/// The conversation of this message, with the message among its messages however old it is.
pub async fn load_with_message(
    db: &mut Db,
    message: MessageId,
) -> Result<Option<Conversation>, StoreError> {
    match outgoing::by_id(db, message).await? {
        Some(found) => load_with(db, found.conversation, Some(message)).await,
        None => Ok(None),
    }
}

/// The conversation with this one of its messages among them however old it is, if one is named.
pub async fn load_with(
    db: &mut Db,
    id: ConversationId,
    also: Option<MessageId>,
) -> Result<Option<Conversation>, StoreError> {
    const SQL: &str = "SELECT c.*, t.rules, p.notify, n.paused_at, n.paused_until
        FROM conversations c
        JOIN teams t ON t.id = c.team
        JOIN channels n ON n.id = c.channel
        LEFT JOIN people p ON p.id = c.assignee
        WHERE c.id = $1";
    let row = sqlx::query(SQL).bind(id.0).try_map(read);
    let Some(mut conversation) = row.fetch_optional(&mut *db).await? else {
        return Ok(None);
    };
    conversation.outgoing = outgoing::load(db, id, also).await?;
    Ok(Some(conversation))
}

/// Takes over what its contact and its channel know since: the window and the pace belong to the two,
/// and another conversation of theirs may have had the last word.
pub async fn catch_up(db: &mut Db, id: ConversationId) -> Result<(), StoreError> {
    // Of two that end alike, the platform overruled the one that it refused.
    const SQL: &str = "UPDATE conversations AS c SET
            (window_until, window_refused) = (SELECT o.window_until, o.window_refused
                FROM conversations o WHERE o.contact = c.contact AND o.channel = c.channel
                ORDER BY o.window_until IS NULL, o.window_until DESC, o.window_refused DESC
                LIMIT 1),
            paid_back_at = (SELECT MAX(o.paid_back_at) FROM conversations o
                WHERE o.contact = c.contact AND o.channel = c.channel)
        WHERE c.id = $1";
    sqlx::query(SQL).bind(id.0).execute(db).await?;
    Ok(())
}

/// The open conversation of the contact on the channel.
pub async fn open_of(
    db: &mut Db,
    contact: ContactId,
    channel: ChannelId,
) -> Result<Option<ConversationId>, StoreError> {
    const SQL: &str =
        "SELECT id FROM conversations WHERE contact = $1 AND channel = $2 AND stage = 'open'";
    let id: Option<i64> = sqlx::query_scalar(SQL)
        .bind(contact.0)
        .bind(channel.0)
        .fetch_optional(db)
        .await?;
    Ok(id.map(ConversationId))
}

/// The open conversations of the contact, on whatever channel.
pub async fn open_with(db: &mut Db, contact: ContactId) -> Result<Vec<ConversationId>, StoreError> {
    const SQL: &str =
        "SELECT id FROM conversations WHERE contact = $1 AND stage = 'open' ORDER BY id";
    let ids: Vec<i64> = sqlx::query_scalar(SQL)
        .bind(contact.0)
        .fetch_all(db)
        .await?;
    Ok(ids.into_iter().map(ConversationId).collect())
}

/// The open conversations that go wrong if their assignee has left the team, and the assignees: the
/// customer waits although they were told once more, or their messages wait to leave.
pub async fn in_silent_hands(db: &mut Db) -> Result<Vec<(ConversationId, PersonId)>, StoreError> {
    const SQL: &str = "SELECT id, assignee FROM conversations
        WHERE stage = 'open' AND thread IS NOT NULL AND assignee IS NOT NULL
            AND ((wrote_since IS NOT NULL AND remind_at IS NULL)
                OR EXISTS (SELECT 1 FROM outgoing WHERE conversation = conversations.id
                    AND state IN ('waiting', 'ready')))
            AND NOT EXISTS (SELECT 1 FROM thread_work
                WHERE conversation = conversations.id AND kind = 'find')
        ORDER BY id";
    let rows = sqlx::query(SQL).try_map(|row: SqliteRow| {
        let assignee = row.id("assignee", PersonId::from_i64)?;
        Ok((row.id("id", ConversationId)?, assignee))
    });
    Ok(rows.fetch_all(db).await?)
}

/// The conversation that lives in this thread.
pub async fn by_thread(db: &mut Db, thread: PlaceId) -> Result<Option<ConversationId>, StoreError> {
    const SQL: &str = "SELECT id FROM conversations WHERE thread = $1";
    let id: Option<i64> = sqlx::query_scalar(SQL)
        .bind(thread.as_i64())
        .fetch_optional(db)
        .await?;
    Ok(id.map(ConversationId))
}

/// Writes what differs between `before`, as it was loaded, and `after`: the conversation's row,
/// when it wants to be woken, and each message that is new or changed. Says how many rows it wrote.
///
/// Not written, since it is kept elsewhere: the team's rules, how the assignee wants to be told,
/// and the number's pause.
pub async fn save(
    db: &mut Db,
    before: &Conversation,
    after: &Conversation,
    wake_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let mut written = save_row(db, before, after, now).await?;
    written += save_wake(db, after.id, wake_at).await?;
    for message in &after.outgoing {
        if before.message(message.id) != Some(message) {
            outgoing::put(db, after.id, message).await?;
            written += 1;
        }
    }
    Ok(written)
}

/// The customer's next line says its name again: something else stands below their last one.
pub async fn name_again(db: &mut Db, id: ConversationId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE conversations SET named = 0 WHERE id = $1 AND named = 1";
    sqlx::query(SQL).bind(id.0).execute(db).await?;
    Ok(())
}

async fn save_wake(
    db: &mut Db,
    id: ConversationId,
    wake_at: Option<DateTime<Utc>>,
) -> Result<u64, StoreError> {
    const SQL: &str = "UPDATE conversations SET wake_at = $2
        WHERE id = $1 AND wake_at IS DISTINCT FROM $2";
    let done = sqlx::query(SQL)
        .bind(id.0)
        .bind(maybe_ms(wake_at))
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

async fn save_row(
    db: &mut Db,
    before: &Conversation,
    after: &Conversation,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    const SQL: &str = "UPDATE conversations SET team = $2, stage = $3, assignee = $4, thread = $5,
            card = $6, window_until = $7, window_refused = $8, queue_held = $9,
            question_why = $10, question_since = $11, above = $12, above_at = $13, named = $14,
            run = $15, paid_back_at = $16, last_inbound = $17, last_inbound_wamid = $18,
            last_inbound_at = $19, read_reported = $20, last_outbound_at = $21,
            unanswered_since = $22, told = $23, window_shown = $25, remind_at = $26,
            signed_by = $27, signed_in = $28, wrote_since = $29,
            novo_since = CASE WHEN $3 = 'open' AND $4 IS NULL
                THEN COALESCE(novo_since, $24) END,
            concluded_at = CASE WHEN $3 = 'concluded' THEN COALESCE(concluded_at, $24) END
        WHERE id = $1";
    let row = Stored::of(after)?;
    if row == Stored::of(before)? {
        return Ok(0);
    }
    let done = sqlx::query(SQL)
        .bind(after.id.0)
        .bind(row.team)
        .bind(row.stage)
        .bind(row.assignee)
        .bind(row.thread)
        .bind(row.card)
        .bind(row.window_until)
        .bind(row.window_refused)
        .bind(row.queue_held)
        .bind(row.question_why)
        .bind(row.question_since)
        .bind(row.above)
        .bind(row.above_at)
        .bind(row.named)
        .bind(row.run)
        .bind(row.paid_back_at)
        .bind(row.last_inbound)
        .bind(row.last_inbound_wamid)
        .bind(row.last_inbound_at)
        .bind(row.read_reported)
        .bind(row.last_outbound_at)
        .bind(row.unanswered_since)
        .bind(row.told)
        .bind(ms(now))
        .bind(row.window_shown)
        .bind(row.remind_at)
        .bind(row.signed_by)
        .bind(row.signed_in)
        .bind(row.wrote_since)
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

/// The part of a conversation that its row holds, as the row holds it.
#[derive(PartialEq)]
struct Stored<'a> {
    team: i64,
    stage: String,
    assignee: Option<i64>,
    thread: Option<i64>,
    card: Option<i64>,
    window_until: Option<i64>,
    window_refused: bool,
    window_shown: Option<i64>,
    queue_held: bool,
    question_why: Option<String>,
    question_since: Option<i64>,
    above: &'static str,
    above_at: Option<i64>,
    named: bool,
    run: i64,
    paid_back_at: Option<i64>,
    last_inbound: Option<i64>,
    last_inbound_wamid: Option<&'a str>,
    last_inbound_at: Option<i64>,
    read_reported: bool,
    last_outbound_at: Option<i64>,
    unanswered_since: Option<i64>,
    wrote_since: Option<i64>,
    told: bool,
    remind_at: Option<i64>,
    signed_by: Option<i64>,
    signed_in: Option<i64>,
}

impl<'a> Stored<'a> {
    fn of(conversation: &'a Conversation) -> Result<Self, StoreError> {
        let question = conversation.question.as_ref();
        let inbound = conversation.last_inbound.as_ref();
        Ok(Self {
            team: conversation.team.0,
            stage: word(&conversation.stage)?,
            assignee: conversation.assignee.map(PersonId::as_i64),
            thread: conversation.thread.map(PlaceId::as_i64),
            card: conversation.card.map(PostId::as_i64),
            window_until: maybe_ms(conversation.window.until),
            window_refused: conversation.window.refused,
            window_shown: maybe_ms(conversation.window_shown),
            queue_held: conversation.queue_held,
            question_why: maybe_word(question.map(|question| &question.why))?,
            question_since: question.map(|question| ms(question.since)),
            above: above_name(&conversation.above),
            above_at: match conversation.above {
                Above::Colleague { at } => Some(ms(at)),
                Above::Nobody | Above::Customer | Above::Assignee => None,
            },
            named: conversation.named,
            run: conversation.run,
            paid_back_at: maybe_ms(conversation.pace.paid_back_at),
            last_inbound: inbound.map(|inbound| inbound.id.0),
            last_inbound_wamid: inbound.and_then(|inbound| inbound.wamid.as_deref()),
            last_inbound_at: inbound.map(|inbound| ms(inbound.at)),
            read_reported: inbound.is_some_and(|inbound| inbound.read_reported),
            last_outbound_at: maybe_ms(conversation.last_outbound_at),
            unanswered_since: maybe_ms(conversation.unanswered_since),
            wrote_since: maybe_ms(conversation.wrote_since),
            told: conversation.told,
            remind_at: maybe_ms(conversation.remind_at),
            signed_by: conversation.signed.map(|signed| signed.by.as_i64()),
            signed_in: conversation.signed.map(|signed| signed.message.0),
        })
    }
}

fn above_name(above: &Above) -> &'static str {
    match above {
        Above::Nobody => "nobody",
        Above::Customer => "customer",
        Above::Assignee => "assignee",
        Above::Colleague { .. } => "colleague",
    }
}

fn read(row: SqliteRow) -> sqlx::Result<Conversation> {
    let question = match row.maybe_word("question_why")? {
        Some(why) => Some(QueueQuestion {
            why,
            since: row.at("question_since")?,
        }),
        None => None,
    };
    let last_inbound = match row.maybe_id("last_inbound", InboundId)? {
        Some(id) => Some(LastInbound {
            id,
            wamid: row.try_get("last_inbound_wamid")?,
            at: row.at("last_inbound_at")?,
            read_reported: row.try_get("read_reported")?,
        }),
        None => None,
    };
    let signed = match row.maybe_id("signed_by", PersonId::from_i64)? {
        Some(by) => Some(Signed {
            by,
            message: row.id("signed_in", MessageId)?,
        }),
        None => None,
    };
    let above = match row.try_get("above")? {
        "customer" => Above::Customer,
        "assignee" => Above::Assignee,
        "colleague" => Above::Colleague {
            at: row.at("above_at")?,
        },
        _ => Above::Nobody,
    };
    Ok(Conversation {
        id: row.id("id", ConversationId)?,
        contact: row.id("contact", ContactId)?,
        channel: row.id("channel", ChannelId)?,
        team: row.id("team", TeamId)?,
        rules: row.json("rules")?,
        stage: row.word("stage")?,
        assignee: row.maybe_id("assignee", PersonId::from_i64)?,
        notify: row.maybe_word("notify")?.unwrap_or_default(),
        thread: row.maybe_id("thread", PlaceId::from_i64)?,
        // A matter of the moment, which the desk knows.
        in_sight: false,
        links: false,
        abilities: Abilities::NONE,
        card: row.maybe_id("card", PostId::from_i64)?,
        window: read_window(&row)?,
        window_shown: row.maybe_at("window_shown")?,
        pause: read_pause(&row)?,
        queue_held: row.try_get("queue_held")?,
        question,
        above,
        named: row.try_get("named")?,
        run: row.try_get("run")?,
        pace: Pace {
            paid_back_at: row.maybe_at("paid_back_at")?,
        },
        last_inbound,
        last_outbound_at: row.maybe_at("last_outbound_at")?,
        unanswered_since: row.maybe_at("unanswered_since")?,
        wrote_since: row.maybe_at("wrote_since")?,
        told: row.try_get("told")?,
        remind_at: row.maybe_at("remind_at")?,
        signed,
        outgoing: Vec::new(),
    })
}

pub(super) fn read_window(row: &SqliteRow) -> sqlx::Result<Window> {
    Ok(Window {
        until: row.maybe_at("window_until")?,
        refused: row.try_get("window_refused")?,
    })
}

/// Every open conversation whose thread does not stand yet.
pub async fn without_thread(db: &mut Db) -> Result<Vec<ConversationId>, StoreError> {
    const SQL: &str =
        "SELECT id FROM conversations WHERE stage = 'open' AND thread IS NULL ORDER BY id";
    let ids: Vec<i64> = sqlx::query_scalar(SQL).fetch_all(db).await?;
    Ok(ids.into_iter().map(ConversationId).collect())
}
