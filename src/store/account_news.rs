//! What the platform says about accounts and numbers and admins must know, each once.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, maybe_ms, ms, versioned};
use super::error::StoreError;
use super::purge::purged;
use crate::domain::incoming::AccountNews;

/// The same again within so long, and nothing else in between, is told once whatever its stamp says.
const SAME: TimeDelta = TimeDelta::days(1);

/// News as they are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its row; newer ones are larger.
    pub id: i64,
    /// What happened.
    pub news: AccountNews,
}

/// Keeps the news, whose kind the platform calls `field` and which it stamped with `at`; says whether
/// they are new. The platform repeats what was not answered, with the same stamp.
pub async fn record(
    db: &mut Db,
    field: &str,
    news: &AccountNews,
    at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "INSERT INTO account_news (subject, news, at, arrived_at)
        SELECT $1, $2, $3, $4 WHERE NOT EXISTS (
            SELECT 1 FROM account_news WHERE subject = $1 AND news = $2
                AND (at = $3 OR (arrived_at > $5
                    AND id = (SELECT MAX(id) FROM account_news WHERE subject = $1))))";
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    let subject = format!("{}/{}/{field}", part(&news.account), part(&news.number));
    let done = sqlx::query(SQL)
        .bind(subject)
        .bind(versioned(news)?)
        .bind(maybe_ms(at))
        .bind(ms(now))
        .bind(ms(now - SAME))
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// The news behind this row, the oldest first, no more than `limit` of them.
pub async fn after(db: &mut Db, id: i64, limit: u32) -> Result<Vec<Row>, StoreError> {
    const SQL: &str = "SELECT * FROM account_news WHERE id > $1 ORDER BY id LIMIT $2";
    let rows = sqlx::query(SQL)
        .bind(id)
        .bind(i64::from(limit))
        .try_map(|row: SqliteRow| {
            Ok(Row {
                id: row.id("id", |id| id)?,
                news: row.versioned("news")?,
            })
        });
    Ok(rows.fetch_all(db).await?)
}

/// Forgets news of before that time, no more than `limit` of them; says how many.
pub async fn purge(db: &mut Db, before: DateTime<Utc>, limit: u32) -> Result<u64, StoreError> {
    const SQL: &str = "DELETE FROM account_news WHERE id IN
        (SELECT id FROM account_news WHERE arrived_at < $1 LIMIT $2)";
    purged(db, SQL, before, limit).await
}
