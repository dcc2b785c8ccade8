//! Finding contacts by any part of name, e-mail or phone. The store only gathers candidates, the
//! newest first; `domain` ranks them, since ranking in SQL reads every hit of a million.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::Cells;
use super::error::StoreError;
use crate::domain::ids::{ContactId, PersonId};
use crate::domain::search::Lookup;

/// How many candidates are gathered at most.
pub const CANDIDATES: i64 = 200;

/// A contact that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its row.
    pub id: ContactId,
    /// Its name.
    pub name: String,
    /// The phone's digits; empty without one.
    pub phone_digits: String,
    /// Its e-mail address.
    pub email: Option<String>,
    /// When the agent who searches last had to do with it.
    pub talked_at: Option<DateTime<Utc>>,
    /// When it last wrote.
    pub seen_at: Option<DateTime<Utc>>,
}

/// The newest contacts, archived ones left out, that the index finds for `lookup`. The recent ones
/// are not the index's business: [`super::contacts::recent`].
pub async fn candidates(
    db: &mut Db,
    lookup: &Lookup,
    agent: PersonId,
) -> Result<Vec<Candidate>, StoreError> {
    const BY_PART: &str = "SELECT c.*, a.last_at FROM contact_parts f
        JOIN contacts c ON c.id = f.rowid
        LEFT JOIN contact_agents a ON a.contact = c.id AND a.person = $2
        WHERE contact_parts MATCH $1 AND c.archived_at IS NULL
        ORDER BY f.rowid DESC LIMIT $3";
    const BY_WORD: &str = "SELECT c.*, a.last_at FROM contact_words f
        JOIN contacts c ON c.id = f.rowid
        LEFT JOIN contact_agents a ON a.contact = c.id AND a.person = $2
        WHERE contact_words MATCH $1 AND c.archived_at IS NULL
        ORDER BY f.rowid DESC LIMIT $3";
    let (sql, expression) = match lookup {
        Lookup::Recent => return Ok(Vec::new()),
        Lookup::WordPrefix(prefix) => (BY_WORD, beginning(prefix)),
        Lookup::Trigram(expression) => (BY_PART, expression.clone()),
    };
    let rows = sqlx::query(sql)
        .bind(expression)
        .bind(agent.as_i64())
        .bind(CANDIDATES)
        .try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// Finds the words that begin so. `da` finds D'Ávila as well, which the index knows as two words, of
/// which the first is a letter.
fn beginning(prefix: &str) -> String {
    let mut letters = prefix.chars().map(|letter| quoted(&letter.to_string()));
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) => {
            format!("{}* OR ({first} AND {second}*)", quoted(prefix))
        }
        _ => quoted(prefix) + "*",
    }
}

/// A string of FTS5's query language that means exactly this text.
/// <https://www.sqlite.org/fts5.html#fts5_strings>
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn read(row: SqliteRow) -> sqlx::Result<Candidate> {
    Ok(Candidate {
        id: row.id("id", ContactId)?,
        name: row.try_get("name")?,
        phone_digits: row.try_get("phone_digits")?,
        email: row.try_get("email")?,
        talked_at: row.maybe_at("last_at")?,
        seen_at: row.maybe_at("last_seen_at")?,
    })
}
