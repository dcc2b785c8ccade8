//! What belongs to this installation as a whole: its id and its settings.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, json, ms};
use super::error::StoreError;

/// The id of this installation: `fresh`, if it had none before. Eight hexadecimal digits that keep
/// the nonces of two installations apart.
pub async fn id(db: &mut Db, fresh: &str, now: DateTime<Utc>) -> Result<String, StoreError> {
    const MAKE: &str = "INSERT INTO installation (only_row, id, created_at) VALUES (1, $1, $2)
        ON CONFLICT (only_row) DO NOTHING";
    const SQL: &str = "SELECT id FROM installation WHERE only_row = 1";
    sqlx::query(MAKE)
        .bind(fresh)
        .bind(ms(now))
        .execute(&mut *db)
        .await?;
    Ok(sqlx::query_scalar(SQL).fetch_one(db).await?)
}

/// The secret of this installation that signs its links: 256 random bits, made once.
pub async fn secret(db: &mut Db, now: DateTime<Utc>) -> Result<String, StoreError> {
    const MAKE: &str = "INSERT INTO settings (key, value, updated_at)
        VALUES ('link_secret', json_quote(lower(hex(randomblob(32)))), $1)
        ON CONFLICT (key) DO NOTHING";
    sqlx::query(MAKE).bind(ms(now)).execute(&mut *db).await?;
    let made = setting(db, "link_secret").await?;
    Ok(made.unwrap_or_default())
}

/// The setting of that name, if it was ever set.
pub async fn setting<T>(db: &mut Db, key: &str) -> Result<Option<T>, StoreError>
where
    T: DeserializeOwned + Send + Unpin,
{
    const SQL: &str = "SELECT value FROM settings WHERE key = $1";
    let row = sqlx::query(SQL)
        .bind(key)
        .try_map(|row: SqliteRow| row.json("value"));
    Ok(row.fetch_optional(db).await?)
}

/// Sets the setting of that name.
pub async fn set_setting<T: Serialize + Sync>(
    db: &mut Db,
    key: &str,
    value: &T,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO settings (key, value, updated_at) VALUES ($1, $2, $3)
        ON CONFLICT (key) DO UPDATE SET value = $2, updated_at = $3";
    sqlx::query(SQL)
        .bind(key)
        .bind(json(value)?)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}
