//! What messages cost, by region, category and date.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::unreadable;
use super::error::StoreError;
use crate::domain::price::{Category, Rate};

/// Puts this table in place of the old one.
pub async fn replace_all(db: &mut Db, rates: &[Rate]) -> Result<(), StoreError> {
    const CLEAR: &str = "DELETE FROM rates";
    const ADD: &str = "INSERT INTO rates (region, category, currency, micros, from_date)
        VALUES ($1, $2, $3, $4, $5)";
    sqlx::query(CLEAR).execute(&mut *db).await?;
    for rate in rates {
        sqlx::query(ADD)
            .bind(&rate.region)
            .bind(rate.category.wire_name())
            .bind(&rate.currency)
            .bind(rate.micros)
            .bind(rate.from.to_string())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// The whole table, by region and category, the newest first.
pub async fn all(db: &mut Db) -> Result<Vec<Rate>, StoreError> {
    const SQL: &str = "SELECT * FROM rates ORDER BY region, category, currency, from_date DESC";
    Ok(sqlx::query(SQL).try_map(read).fetch_all(db).await?)
}

fn read(row: SqliteRow) -> sqlx::Result<Rate> {
    let category: &str = row.try_get("category")?;
    let from: &str = row.try_get("from_date")?;
    Ok(Rate {
        region: row.try_get("region")?,
        category: Category::from_wire(category)
            .ok_or_else(|| unreadable("category", UnknownCategory(category.to_owned())))?,
        currency: row.try_get("currency")?,
        micros: row.try_get("micros")?,
        from: from
            .parse()
            .map_err(|error: chrono::ParseError| unreadable("from_date", error))?,
    })
}

#[derive(Debug, thiserror::Error)]
#[error("{0} is no category of messages")]
struct UnknownCategory(String);
