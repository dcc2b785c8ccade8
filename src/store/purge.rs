//! Forgetting what is old, a little at a time so that nobody waits for it.

use chrono::{DateTime, Utc};

use super::cells::ms;
use super::{Db, StoreError};
use crate::domain::ids::PostId;

/// Runs `sql`, whose `$1` is the time before which rows are forgotten and whose `$2` is how many of
/// them at the most; says how many went.
pub(super) async fn purged(
    db: &mut Db,
    sql: &'static str,
    before: DateTime<Utc>,
    limit: u32,
) -> Result<u64, StoreError> {
    let done = sqlx::query(sql)
        .bind(ms(before))
        .bind(i64::from(limit))
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

/// Reads with `sql`, whose parameters are those of [`purged`], which messages may be forgotten.
pub(super) async fn old_posts(
    db: &mut Db,
    sql: &'static str,
    before: DateTime<Utc>,
    limit: u32,
) -> Result<Vec<PostId>, StoreError> {
    let posts: Vec<i64> = sqlx::query_scalar(sql)
        .bind(ms(before))
        .bind(i64::from(limit))
        .fetch_all(db)
        .await?;
    Ok(posts.into_iter().map(PostId::from_i64).collect())
}
