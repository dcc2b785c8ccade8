//! Lists of conversations: the inbox, the *Novos* of a team, and what a contact has.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, json};
use super::conversations::{Origin, read_window};
use super::error::StoreError;
use crate::domain::conversation::{AskWhy, Stage};
use crate::domain::ids::{ChannelId, ContactId, ConversationId, PersonId, PlaceId, TeamId};
use crate::domain::search::Query;
use crate::domain::window::Window;

/// Which conversations are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Mine that wait for me: the customer waits, or the queue or a message waits for a press, or
    /// nothing has left since a message failed. The longest waiting customer first, then those with
    /// something held, in doubt, failed.
    WaitingForMe,
    /// Nobody's. The longest waiting customer first, then those in which none waits.
    News,
    /// Mine. Those that wait for me first, then the newest.
    Mine,
    /// Of colleagues. The newest first.
    Others,
    /// Concluded. The last concluded first.
    Concluded,
}

/// Who asks, and what they may see.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// The person.
    pub person: PersonId,
    /// The teams whose conversations they may see; their own open ones they see anyway.
    pub teams: &'a [TeamId],
}

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many rows are passed over.
    pub skip: u32,
    /// How many are shown at most.
    pub take: u32,
}

/// A conversation in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Its row.
    pub id: ConversationId,
    /// The customer.
    pub contact: ContactId,
    /// Their name.
    pub contact_name: String,
    /// The number.
    pub channel: ChannelId,
    /// Its name here.
    pub channel_name: String,
    /// The team.
    pub team: TeamId,
    /// Its name.
    pub team_name: String,
    /// Whose it is.
    pub assignee: Option<PersonId>,
    /// Open or concluded.
    pub stage: Stage,
    /// Who wrote first.
    pub origin: Origin,
    /// Its thread.
    pub thread: Option<PlaceId>,
    /// When free-form messages may leave.
    pub window: Window,
    /// Why the queue waits for a person.
    pub question: Option<AskWhy>,
    /// What waits in it for its assignee first.
    pub awaits: Option<Awaits>,
    /// Since when somebody waits: the customer for the assignee, or the conversation for anybody.
    pub waiting_since: Option<DateTime<Utc>>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was concluded.
    pub concluded_at: Option<DateTime<Utc>>,
}

/// What an open conversation waits for its assignee with, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Awaits {
    /// An answer to the customer.
    Answer,
    /// A word about the queue or a held message.
    Decision,
    /// A word about a message of which nobody knows.
    Doubt,
    /// Something in the place of a message that failed.
    Repair,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The rows of the page.
    pub rows: Vec<Summary>,
    /// How many the whole list has.
    pub total: u32,
    /// How many of those wait with what: of [`List::WaitingForMe`] all, of other lists none is
    /// counted.
    pub awaiting: BTreeMap<Awaits, u32>,
}

/// No later message than `o` reached the platform.
macro_rules! nothing_left_after {
    () => {
        "NOT EXISTS (SELECT 1 FROM outgoing l
            WHERE l.conversation = o.conversation AND l.position > o.position
                AND l.state IN ('accepted', 'sent', 'delivered', 'read', 'presumed'))"
    };
}

/// What waits in a conversation `c` for its assignee, as [`Awaits`] in its order; NULL: nothing.
macro_rules! awaits {
    () => {
        concat!(
            "CASE WHEN c.unanswered_since IS NOT NULL THEN 1
                WHEN c.question_why IS NOT NULL OR EXISTS (SELECT 1 FROM outgoing o
                    WHERE o.conversation = c.id AND o.state = 'held') THEN 2
                WHEN EXISTS (SELECT 1 FROM outgoing o
                    WHERE o.conversation = c.id AND o.state = 'doubt') THEN 3
                WHEN EXISTS (SELECT 1 FROM outgoing o
                    WHERE o.conversation = c.id AND o.state = 'failed' AND ",
            nothing_left_after!(),
            ") THEN 4 END"
        )
    };
}

/// The columns of a [`Summary`], from conversations `c` that a condition follows.
macro_rules! summaries {
    ($condition:expr) => {
        concat!(
            "SELECT c.*, k.name AS contact_name, n.name AS channel_name, t.name AS team_name,
                COALESCE(c.unanswered_since, c.novo_since) AS waiting_since,
                ",
            awaits!(),
            " AS awaits
            FROM conversations c
            JOIN contacts k ON k.id = c.contact
            JOIN channels n ON n.id = c.channel
            JOIN teams t ON t.id = c.team
            WHERE ",
            $condition
        )
    };
}

/// How many conversations a list has in each of its groups, and its pages: `$1` the person, `$2`
/// their teams as JSON, `$3` how many to take, `$4` to skip.
macro_rules! listed {
    ($which:expr, $order:expr) => {
        listed!($which, $order, "NULL")
    };
    ($which:expr, $order:expr, $group:expr) => {
        (
            concat!(
                "SELECT ",
                $group,
                " AS awaits, COUNT(*) AS count FROM conversations c WHERE ",
                $which,
                " GROUP BY 1"
            ),
            summaries!(concat!(
                "c.id IN (SELECT c.id FROM conversations c WHERE ",
                $which,
                " ORDER BY ",
                $order,
                " LIMIT $3 OFFSET $4) ORDER BY ",
                $order
            )),
        )
    };
}

/// One page of a list.
pub async fn list(
    db: &mut Db,
    list: List,
    asker: Asker<'_>,
    page: Page,
) -> Result<Listed, StoreError> {
    const WAITING_FOR_ME: (&str, &str) = listed!(
        concat!(
            "c.stage = 'open' AND c.assignee = $1 AND ",
            awaits!(),
            " IS NOT NULL"
        ),
        concat!(awaits!(), ", c.unanswered_since, c.id"),
        awaits!()
    );
    const NEWS: (&str, &str) = listed!(
        "c.stage = 'open' AND c.assignee IS NULL
            AND c.team IN (SELECT value FROM json_each($2))",
        "c.unanswered_since IS NULL, COALESCE(c.unanswered_since, c.novo_since), c.id"
    );
    const MINE: (&str, &str) = listed!(
        "c.stage = 'open' AND c.assignee = $1",
        "c.unanswered_since IS NULL, c.unanswered_since, c.id DESC"
    );
    const OTHERS: (&str, &str) = listed!(
        "c.stage = 'open' AND c.assignee IS NOT NULL AND c.assignee <> $1
            AND c.team IN (SELECT value FROM json_each($2))",
        "c.id DESC"
    );
    const CONCLUDED: (&str, &str) = listed!(
        "c.stage = 'concluded' AND c.team IN (SELECT value FROM json_each($2))",
        "c.concluded_at DESC, c.id DESC"
    );
    let (count, rows) = match list {
        List::WaitingForMe => WAITING_FOR_ME,
        List::News => NEWS,
        List::Mine => MINE,
        List::Others => OTHERS,
        List::Concluded => CONCLUDED,
    };
    let teams = json(asker.teams)?;
    let groups: Vec<(Option<Awaits>, u32)> = sqlx::query(count)
        .bind(asker.person.as_i64())
        .bind(&teams)
        .try_map(|row: SqliteRow| Ok((awaits(&row)?, row.count("count")?)))
        .fetch_all(&mut *db)
        .await?;
    let rows = sqlx::query(rows)
        .bind(asker.person.as_i64())
        .bind(&teams)
        .bind(i64::from(page.take))
        .bind(i64::from(page.skip))
        .try_map(read);
    Ok(Listed {
        rows: rows.fetch_all(db).await?,
        total: groups.iter().map(|(_, count)| count).sum(),
        awaiting: groups
            .into_iter()
            .filter_map(|(awaits, count)| Some((awaits?, count)))
            .collect(),
    })
}

/// Concluded conversations that a search finds by its contact's name, e-mail and phone, and by the
/// protocol, made here as [`ConversationId::protocol`] makes it; the last concluded first. A word may run over a space of what it is found in.
pub async fn concluded_with(
    db: &mut Db,
    asker: Asker<'_>,
    query: &Query,
    take: u32,
) -> Result<Vec<Summary>, StoreError> {
    const SQL: &str = summaries!(
        "c.stage = 'concluded' AND c.team IN (SELECT value FROM json_each($1))
            AND (NOT EXISTS (SELECT 1 FROM json_each($2) w
                    WHERE instr(k.name_joined || ' ' || k.email_joined || ' ' || k.phone_digits
                        || ' ' || printf('%06d', c.id), w.value) = 0)
                OR EXISTS (SELECT 1 FROM json_each($3) p WHERE instr(k.phone_digits, p.value) > 0))
        ORDER BY c.concluded_at DESC, c.id DESC LIMIT $4"
    );
    let rows = sqlx::query(SQL)
        .bind(json(asker.teams)?)
        .bind(json(query.words())?)
        .bind(json(query.phones())?)
        .bind(i64::from(take))
        .try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// One conversation as the lists show it.
pub async fn summary(db: &mut Db, id: ConversationId) -> Result<Option<Summary>, StoreError> {
    const SQL: &str = summaries!("c.id = $1");
    let row = sqlx::query(SQL).bind(id.0).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// What a team's *Novos* message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// How many conversations are nobody's.
    pub count: u32,
    /// When one of them last came, or its customer wrote.
    pub stirred_at: Option<DateTime<Utc>>,
    /// How many of their customers have no answer yet.
    pub waiting: u32,
    /// The longest waiting of them, the longest first; behind them those in which no customer waits.
    pub rows: Vec<Novo>,
}

/// A conversation that is nobody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Novo {
    /// Its row.
    pub id: ConversationId,
    /// The customer's name.
    pub contact_name: String,
    /// Its thread.
    pub thread: Option<PlaceId>,
    /// Since when it waits.
    pub since: DateTime<Utc>,
    /// The customer has no answer yet.
    pub waits: bool,
    /// The number that they write to.
    pub channel_name: String,
}

impl News {
    /// Since when the customer waits who waits longest; `None`: none waits.
    pub fn oldest(&self) -> Option<DateTime<Utc>> {
        let first = self.rows.first().filter(|row| row.waits);
        first.map(|row| row.since)
    }
}

/// The team's *Novos*, `limit` of them at most.
pub async fn news(db: &mut Db, team: TeamId, limit: u32) -> Result<News, StoreError> {
    const SQL: &str = "SELECT c.id, k.name AS contact_name, c.thread,
            COALESCE(c.unanswered_since, c.novo_since) AS since,
            c.unanswered_since IS NOT NULL AS waits,
            n.name AS channel_name, COUNT(*) OVER () AS total,
            COUNT(c.unanswered_since) OVER () AS waiting,
            MAX(MAX(c.novo_since, COALESCE(c.last_inbound_at, 0))) OVER () AS stirred_at
        FROM conversations c JOIN contacts k ON k.id = c.contact
            JOIN channels n ON n.id = c.channel
        WHERE c.stage = 'open' AND c.assignee IS NULL AND c.team = $1
        ORDER BY c.unanswered_since IS NULL, since, c.id LIMIT $2";
    let found = sqlx::query(SQL)
        .bind(team.0)
        .bind(i64::from(limit))
        .try_map(|row: SqliteRow| {
            let novo = Novo {
                id: row.id("id", ConversationId)?,
                contact_name: row.try_get("contact_name")?,
                thread: row.maybe_id("thread", PlaceId::from_i64)?,
                since: row.at("since")?,
                waits: row.try_get("waits")?,
                channel_name: row.try_get("channel_name")?,
            };
            let counts = (row.count("total")?, row.count("waiting")?);
            Ok((counts, row.at("stirred_at")?, novo))
        })
        .fetch_all(db)
        .await?;
    let ((count, waiting), stirred_at) = match found.first() {
        Some((counts, stirred_at, _)) => (*counts, Some(*stirred_at)),
        None => ((0, 0), None),
    };
    let rows = found.into_iter().map(|(_, _, novo)| novo).collect();
    Ok(News {
        count,
        stirred_at,
        waiting,
        rows,
    })
}

/// A contact's open conversation on a channel, otherwise the latest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Latest {
    /// Its row.
    pub id: ConversationId,
    /// The channel.
    pub channel: ChannelId,
    /// The team.
    pub team: TeamId,
    /// Whose it is.
    pub assignee: Option<PersonId>,
    /// Open or concluded.
    pub stage: Stage,
    /// Its thread.
    pub thread: Option<PlaceId>,
    /// The window between contact and number, which outlives the conversation.
    pub window: Window,
    /// When what is borrowed of their pair limit is paid back.
    pub paid_back_at: Option<DateTime<Utc>>,
    /// When it began.
    pub created_at: DateTime<Utc>,
}

/// The contact's open conversation on each channel, otherwise the latest there, which an older one
/// that was taken up again is not; the open ones first, then the newest.
pub async fn latest(db: &mut Db, contact: ContactId) -> Result<Vec<Latest>, StoreError> {
    const SQL: &str = "SELECT * FROM (
            SELECT c.id, c.channel, c.team, c.assignee, c.stage, c.thread, c.created_at,
                FIRST_VALUE(c.window_until) OVER heard AS window_until,
                FIRST_VALUE(c.window_refused) OVER heard AS window_refused,
                MAX(c.paid_back_at) OVER (PARTITION BY c.channel) AS paid_back_at,
                ROW_NUMBER() OVER (PARTITION BY c.channel
                    ORDER BY c.stage <> 'open', c.id DESC) AS place
            FROM conversations c WHERE c.contact = $1
            WINDOW heard AS (PARTITION BY c.channel ORDER BY c.window_until IS NULL,
                c.window_until DESC, c.window_refused DESC))
        WHERE place = 1 ORDER BY stage <> 'open', id DESC";
    let rows = sqlx::query(SQL).bind(contact.0).try_map(|row: SqliteRow| {
        Ok(Latest {
            id: row.id("id", ConversationId)?,
            channel: row.id("channel", ChannelId)?,
            team: row.id("team", TeamId)?,
            assignee: row.maybe_id("assignee", PersonId::from_i64)?,
            stage: row.word("stage")?,
            thread: row.maybe_id("thread", PlaceId::from_i64)?,
            window: read_window(&row)?,
            paid_back_at: row.maybe_at("paid_back_at")?,
            created_at: row.at("created_at")?,
        })
    });
    Ok(rows.fetch_all(db).await?)
}

/// The same on one channel.
pub async fn latest_on(
    db: &mut Db,
    contact: ContactId,
    channel: ChannelId,
) -> Result<Option<Latest>, StoreError> {
    let latest = latest(db, contact).await?;
    Ok(latest.into_iter().find(|last| last.channel == channel))
}

fn awaits(row: &SqliteRow) -> sqlx::Result<Option<Awaits>> {
    let place: Option<i64> = row.try_get("awaits")?;
    Ok(match place {
        Some(1) => Some(Awaits::Answer),
        Some(2) => Some(Awaits::Decision),
        Some(3) => Some(Awaits::Doubt),
        Some(_) => Some(Awaits::Repair),
        None => None,
    })
}

fn read(row: SqliteRow) -> sqlx::Result<Summary> {
    Ok(Summary {
        id: row.id("id", ConversationId)?,
        contact: row.id("contact", ContactId)?,
        contact_name: row.try_get("contact_name")?,
        channel: row.id("channel", ChannelId)?,
        channel_name: row.try_get("channel_name")?,
        team: row.id("team", TeamId)?,
        team_name: row.try_get("team_name")?,
        assignee: row.maybe_id("assignee", PersonId::from_i64)?,
        stage: row.word("stage")?,
        origin: row.word("origin")?,
        thread: row.maybe_id("thread", PlaceId::from_i64)?,
        window: read_window(&row)?,
        question: row.maybe_word("question_why")?,
        awaits: awaits(&row)?,
        waiting_since: row.maybe_at("waiting_since")?,
        created_at: row.at("created_at")?,
        concluded_at: row.maybe_at("concluded_at")?,
    })
}
