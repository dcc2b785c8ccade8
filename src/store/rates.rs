//! What messages cost, by region, category and date.

use chrono::NaiveDate;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::unreadable;
use super::error::StoreError;

/// A price that holds from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// The country or region that the contact's number belongs to, in the words of the table.
    pub region: String,
    /// The template's category, in lower case.
    pub category: String,
    /// The currency, `BRL`.
    pub currency: String,
    /// The price in millionths of the currency.
    pub micros: i64,
    /// From when on it holds.
    pub from: NaiveDate,
}

/// Puts this table in place of the old one.
pub async fn replace_all(db: &mut Db, rates: &[Rate]) -> Result<(), StoreError> {
    const CLEAR: &str = "DELETE FROM rates";
    const ADD: &str = "INSERT INTO rates (region, category, currency, micros, from_date)
        VALUES ($1, $2, $3, $4, $5)";
    sqlx::query(CLEAR).execute(&mut *db).await?;
    for rate in rates {
        sqlx::query(ADD)
            .bind(&rate.region)
            .bind(&rate.category)
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
    let from: &str = row.try_get("from_date")?;
    Ok(Rate {
        region: row.try_get("region")?,
        category: row.try_get("category")?,
        currency: row.try_get("currency")?,
        micros: row.try_get("micros")?,
        from: from
            .parse()
            .map_err(|error: chrono::ParseError| unreadable("from_date", error))?,
    })
}
