//! Presses that must count once, however often a finger or Discord repeats them.

use chrono::{DateTime, Utc};

use super::Db;
use super::cells::ms;
use super::error::StoreError;
use super::purge::purged;

/// What a press is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// The first of its kind: the caller does what was asked.
    First,
    /// It was pressed before, and this came of it, if something did.
    Again(Option<i64>),
}

/// Claims the press with this key. Done in the same unit as what it asks for, so that a unit that
/// fails leaves the press free.
pub async fn claim(db: &mut Db, key: &str, now: DateTime<Utc>) -> Result<Press, StoreError> {
    const CLAIM: &str = "INSERT INTO presses (key, at) VALUES ($1, $2)
        ON CONFLICT (key) DO NOTHING";
    const RESULT: &str = "SELECT result FROM presses WHERE key = $1";
    let claimed = sqlx::query(CLAIM)
        .bind(key)
        .bind(ms(now))
        .execute(&mut *db)
        .await?;
    if claimed.rows_affected() > 0 {
        return Ok(Press::First);
    }
    Ok(Press::Again(
        sqlx::query_scalar(RESULT).bind(key).fetch_one(db).await?,
    ))
}

/// What came of the press.
pub async fn set_result(db: &mut Db, key: &str, result: i64) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE presses SET result = $2 WHERE key = $1";
    sqlx::query(SQL).bind(key).bind(result).execute(db).await?;
    Ok(())
}

/// Forgets presses of before that time, no more than `limit` of them; says how many.
pub async fn purge(db: &mut Db, before: DateTime<Utc>, limit: u32) -> Result<u64, StoreError> {
    const SQL: &str = "DELETE FROM presses WHERE key IN
        (SELECT key FROM presses WHERE at < $1 LIMIT $2)";
    purged(db, SQL, before, limit).await
}
