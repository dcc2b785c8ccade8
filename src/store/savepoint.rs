//! A part of a unit that may fail alone: [`begin`], then [`keep`] or [`undo`].

use super::{Db, StoreError};

/// From here on what is done can be undone.
pub async fn begin(db: &mut Db) -> Result<(), StoreError> {
    execute(db, "SAVEPOINT item").await
}

/// What was done since [`begin`] stays, if the unit does.
pub async fn keep(db: &mut Db) -> Result<(), StoreError> {
    execute(db, "RELEASE item").await
}

/// What was done since [`begin`] never happened.
pub async fn undo(db: &mut Db) -> Result<(), StoreError> {
    execute(db, "ROLLBACK TO item").await?;
    execute(db, "RELEASE item").await
}

async fn execute(db: &mut Db, sql: &'static str) -> Result<(), StoreError> {
    sqlx::query(sql).execute(db).await?;
    Ok(())
}
