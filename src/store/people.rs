//! People in Discord, as far as we must remember them: how they want to be told, and whether they
//! are on duty. Who belongs to which team is said by their roles.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, ms, word};
use super::error::StoreError;
use crate::domain::conversation::Notify;
use crate::domain::ids::PersonId;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their Discord account.
    pub id: PersonId,
    /// What they are called in the guild.
    pub name: String,
    /// Their Discord language, `pt-BR`.
    pub locale: Option<String>,
    /// How they want to be told.
    pub notify: Notify,
}

/// The person did something: remembers what they are called, and their language if it is known.
pub async fn seen(
    db: &mut Db,
    id: PersonId,
    name: &str,
    locale: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO people (id, name, locale, notify, seen_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (id) DO UPDATE SET name = $2, locale = COALESCE($3, people.locale),
            seen_at = $5";
    sqlx::query(SQL)
        .bind(id.as_i64())
        .bind(name)
        .bind(locale)
        .bind(word(&Notify::default())?)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}

/// The person, if they ever did something.
pub async fn get(db: &mut Db, id: PersonId) -> Result<Option<Person>, StoreError> {
    const SQL: &str = "SELECT * FROM people WHERE id = $1";
    let row = sqlx::query(SQL).bind(id.as_i64()).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// How a person that we have seen wants to be told from now on.
pub async fn set_notify(db: &mut Db, id: PersonId, notify: Notify) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE people SET notify = $2 WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.as_i64())
        .bind(word(&notify)?)
        .execute(db)
        .await?;
    Ok(())
}

fn read(row: SqliteRow) -> sqlx::Result<Person> {
    Ok(Person {
        id: row.id("id", PersonId::from_i64)?,
        name: row.try_get("name")?,
        locale: row.try_get("locale")?,
        notify: row.word("notify")?,
    })
}
