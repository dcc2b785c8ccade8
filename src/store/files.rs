//! Files of customers, of agents and of the company's own phone: what is known of each, and how far
//! its fetching has come. The bytes lie in a directory beside the database, under the file's key.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, json, maybe_ms, ms, unreadable, versioned, word};
use super::error::StoreError;
use crate::domain::file::{Caution, FileFacts, FileSource, FileTrouble};
use crate::domain::ids::{ContactId, ConversationId, FileId, InboundId, PostId};

/// How far a file has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    /// It is fetched, now or later.
    Wanted,
    /// It lies on disk.
    Kept,
    /// It could not be fetched, and is not tried again unless somebody asks for it.
    Failed,
    /// It lay on disk for as long as it had to and was removed.
    Purged,
}

/// A file that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// What is known of it; its id comes from [`next_file_id`].
    pub facts: FileFacts,
    /// 128 random bits, hexadecimal: its name on disk and in links.
    pub key: String,
    /// The conversation that it belongs to.
    pub conversation: ConversationId,
    /// The customer's message that it came with.
    pub inbound: Option<InboundId>,
    /// The agent's Discord message that it came with.
    pub post: Option<PostId>,
    /// Where it is fetched from.
    pub source: FileSource,
    /// What a person should know before opening it.
    pub cautions: Vec<Caution>,
}

/// A file as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// What it is and where it comes from.
    pub what: NewFile,
    /// How far it has come.
    pub state: FileState,
    /// The line of its message stands in the thread without it, or is about to.
    pub missed: bool,
    /// How many answers about this very file refused it.
    pub attempts: u32,
    /// Why it is not here.
    pub trouble: Option<FileTrouble>,
    /// It is not tried before.
    pub due_at: DateTime<Utc>,
    /// Since when it is fetched: by itself, or because somebody asked for it.
    pub wanted_at: DateTime<Utc>,
    /// SHA-256 of what lies on disk, hexadecimal.
    pub sha256: Option<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// Since when the time counts for which it is kept: it came, or a link to it was made.
    pub kept_at: Option<DateTime<Utc>>,
}

/// The id that the next file will have. It stays free until a row with it is added: whoever adds
/// two files in one unit adds the first before asking again.
///
/// Only inside a unit of work, where nobody else can take it.
pub async fn next_file_id(db: &mut Db) -> Result<FileId, StoreError> {
    const SQL: &str =
        "SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'files'), 0) + 1";
    Ok(FileId(sqlx::query_scalar(SQL).fetch_one(db).await?))
}

/// A key that nobody can guess: 128 random bits, hexadecimal.
pub async fn fresh_key(db: &mut Db) -> Result<String, StoreError> {
    const SQL: &str = "SELECT lower(hex(randomblob(16)))";
    Ok(sqlx::query_scalar(SQL).fetch_one(db).await?)
}

/// Writes down a file that is wanted at once.
pub async fn add(db: &mut Db, new: &NewFile, now: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO files (id, key, conversation, inbound, post, source, kind, name,
            mime, bytes, state, cautions, due_at, wanted_at, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $13)";
    sqlx::query(SQL)
        .bind(new.facts.id.0)
        .bind(&new.key)
        .bind(new.conversation.0)
        .bind(new.inbound.map(|inbound| inbound.0))
        .bind(new.post.map(PostId::as_i64))
        .bind(versioned(&new.source)?)
        .bind(word(&new.facts.kind)?)
        .bind(&new.facts.name)
        .bind(&new.facts.mime)
        .bind(size(new.facts.bytes))
        .bind(word(&FileState::Wanted)?)
        .bind(json(&new.cautions)?)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}

/// The file of this row.
pub async fn by_id(db: &mut Db, id: FileId) -> Result<Option<StoredFile>, StoreError> {
    const SQL: &str = "SELECT * FROM files WHERE id = $1";
    let row = sqlx::query(SQL).bind(id.0).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The file with this key.
pub async fn by_key(db: &mut Db, key: &str) -> Result<Option<StoredFile>, StoreError> {
    const SQL: &str = "SELECT * FROM files WHERE key = $1";
    let row = sqlx::query(SQL).bind(key).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The files of a customer's message, in its order.
pub async fn of_inbound(db: &mut Db, inbound: InboundId) -> Result<Vec<StoredFile>, StoreError> {
    const SQL: &str = "SELECT * FROM files WHERE inbound = $1 ORDER BY id";
    let rows = sqlx::query(SQL).bind(inbound.0).try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// Every file that is wanted, due or not, the one that is due first before the others: what a start
/// has to look at.
pub async fn wanted(db: &mut Db) -> Result<Vec<FileId>, StoreError> {
    const SQL: &str = "SELECT id FROM files WHERE state = 'wanted' ORDER BY due_at, id";
    let ids: Vec<i64> = sqlx::query_scalar(SQL).fetch_all(db).await?;
    Ok(ids.into_iter().map(FileId).collect())
}

/// What a file was found to be once it lay on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'a> {
    /// Its MIME type.
    pub mime: &'a str,
    /// Its name, which says that.
    pub name: &'a str,
    /// How long it is.
    pub bytes: u64,
    /// Its SHA-256, hexadecimal.
    pub sha256: &'a str,
    /// What a person should know before opening it.
    pub cautions: &'a [Caution],
}

/// The file lies on disk.
pub async fn kept(
    db: &mut Db,
    id: FileId,
    found: &Found<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE files SET state = 'kept', mime = $2, name = $3, bytes = $4,
            sha256 = $5, cautions = $6, kept_at = $7, trouble = NULL
        WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(found.mime)
        .bind(found.name)
        .bind(size(found.bytes))
        .bind(found.sha256)
        .bind(json(found.cautions)?)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}

/// A link to the file of this key was made then: for how long it is kept counts from there.
pub async fn needed_from(db: &mut Db, key: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE files SET kept_at = $2
        WHERE key = $1 AND state = 'kept' AND kept_at < $2";
    sqlx::query(SQL).bind(key).bind(ms(at)).execute(db).await?;
    Ok(())
}

/// The files of a contact's messages that have not come yet.
pub async fn wanted_from(db: &mut Db, contact: ContactId) -> Result<Vec<FileId>, StoreError> {
    const SQL: &str = "SELECT f.id FROM files f JOIN inbound i ON i.id = f.inbound
        WHERE f.state = 'wanted' AND i.contact = $1 ORDER BY f.id";
    let ids: Vec<i64> = sqlx::query_scalar(SQL)
        .bind(contact.0)
        .fetch_all(db)
        .await?;
    Ok(ids.into_iter().map(FileId).collect())
}

/// Fetching the file failed; it is tried again at that time, or given up. `counts`: the answer was
/// about this very file, so that it uses up an attempt.
pub async fn failed(
    db: &mut Db,
    id: FileId,
    trouble: FileTrouble,
    counts: bool,
    again_at: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE files SET attempts = attempts + $5, trouble = $2,
            state = $3, due_at = COALESCE($4, due_at)
        WHERE id = $1 AND state = 'wanted'";
    let state = match again_at {
        Some(_) => FileState::Wanted,
        None => FileState::Failed,
    };
    sqlx::query(SQL)
        .bind(id.0)
        .bind(word(&trouble)?)
        .bind(word(&state)?)
        .bind(maybe_ms(again_at))
        .bind(i64::from(counts))
        .execute(db)
        .await?;
    Ok(())
}

/// The line of the file's message goes out without it, unless it lies on disk by now.
pub async fn missed(db: &mut Db, id: FileId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE files SET missed = 1 WHERE id = $1 AND state <> 'kept'";
    sqlx::query(SQL).bind(id.0).execute(db).await?;
    Ok(())
}

/// The line of this message is said once more, and brings what lies on disk by now.
pub async fn come_with_the_line(db: &mut Db, inbound: InboundId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE files SET missed = 0 WHERE inbound = $1 AND state = 'kept'";
    sqlx::query(SQL).bind(inbound.0).execute(db).await?;
    Ok(())
}

/// The file lies on disk no more although it should: it is fetched again, and the line of its
/// message goes out without it.
pub async fn lost(db: &mut Db, id: FileId, now: DateTime<Utc>) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE files SET state = 'wanted', missed = 1, attempts = 0, due_at = $2,
            wanted_at = $2
        WHERE id = $1 AND state = 'kept'";
    let done = sqlx::query(SQL)
        .bind(id.0)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Somebody asks for a file that was given up or waits for its next attempt. Says whether it is
/// fetched again: one that lies on disk, or lay there, is not.
pub async fn want_again(db: &mut Db, id: FileId, now: DateTime<Utc>) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE files SET state = 'wanted', attempts = 0, due_at = $2, wanted_at = $2
        WHERE id = $1 AND state IN ('wanted', 'failed')";
    let done = sqlx::query(SQL)
        .bind(id.0)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Files that are kept since before that time, the oldest first, no more than `limit` of them:
/// id and key. The files of messages that wait to leave are not among them, whatever became of the
/// lines that brought them.
pub async fn old(
    db: &mut Db,
    before: DateTime<Utc>,
    limit: u32,
) -> Result<Vec<(FileId, String)>, StoreError> {
    const SQL: &str = "SELECT id, key FROM files f
        WHERE state = 'kept' AND kept_at < $1
            AND NOT EXISTS (SELECT 1 FROM outgoing o WHERE o.conversation = f.conversation
                AND o.state IN ('held', 'undo', 'waiting', 'ready', 'sending', 'doubt')
                AND o.kind = 'file' AND o.content ->> '$.facts.id' = f.id)
        ORDER BY kept_at, id LIMIT $2";
    let rows = sqlx::query(SQL)
        .bind(ms(before))
        .bind(i64::from(limit))
        .try_map(|row: SqliteRow| Ok((row.id("id", FileId)?, row.try_get("key")?)));
    Ok(rows.fetch_all(db).await?)
}

/// The file's bytes are removed.
pub async fn purged(db: &mut Db, id: FileId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE files SET state = 'purged' WHERE id = $1";
    sqlx::query(SQL).bind(id.0).execute(db).await?;
    Ok(())
}

/// SQLite counts up to 2^63; no file is as long.
fn size(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

fn read(row: SqliteRow) -> sqlx::Result<StoredFile> {
    let source: FileSource = row.versioned("source")?;
    let attachment = match &source {
        FileSource::Agent { attachment, .. } => Some(*attachment),
        FileSource::Customer(_) | FileSource::OwnPhone { .. } => None,
    };
    let bytes: i64 = row.try_get("bytes")?;
    let bytes = u64::try_from(bytes).map_err(|error| unreadable("bytes", error))?;
    Ok(StoredFile {
        what: NewFile {
            facts: FileFacts {
                id: row.id("id", FileId)?,
                kind: row.word("kind")?,
                name: row.try_get("name")?,
                mime: row.try_get("mime")?,
                bytes,
                attachment,
            },
            key: row.try_get("key")?,
            conversation: row.id("conversation", ConversationId)?,
            inbound: row.maybe_id("inbound", InboundId)?,
            post: row.maybe_id("post", PostId::from_i64)?,
            source,
            cautions: row.json("cautions")?,
        },
        state: row.word("state")?,
        missed: row.try_get("missed")?,
        attempts: row.count("attempts")?,
        trouble: row.maybe_word("trouble")?,
        due_at: row.at("due_at")?,
        wanted_at: row.at("wanted_at")?,
        sha256: row.try_get("sha256")?,
        created_at: row.at("created_at")?,
        kept_at: row.maybe_at("kept_at")?,
    })
}
