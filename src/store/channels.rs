//! Channels: the WhatsApp numbers that the accounts have. Each is off until somebody switches it
//! on.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, maybe_ms, ms};
use super::error::StoreError;
use crate::domain::ids::{ChannelId, TeamId};
use crate::domain::pause::Pause;

/// A number as the platform lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The platform's id of the number.
    pub phone_number_id: String,
    /// The platform's id of the WhatsApp Business account.
    pub waba_id: String,
    /// The number as people write it.
    pub display_phone: String,
    /// The name that the platform verified.
    pub verified_name: String,
    /// The platform's rating, if it gives one.
    pub quality: Option<String>,
    /// The platform's word for whether it is connected.
    pub status: Option<String>,
}

/// A number as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Its row.
    pub id: ChannelId,
    /// What the platform says about it.
    pub listed: Listed,
    /// Its name here.
    pub name: String,
    /// Somebody switched it on.
    pub enabled: bool,
    /// Whose conversations the receptive ones are.
    pub default_team: Option<TeamId>,
    /// Sending on it is paused.
    pub pause: Option<Pause>,
    /// Why, in one of our words.
    pub pause_reason: Option<String>,
    /// How many messages came while it was off.
    pub off_count: i64,
}

/// Takes over what the platform says about a number. A new one is off and bears its verified name.
pub async fn upsert_from_platform(
    db: &mut Db,
    listed: &Listed,
    now: DateTime<Utc>,
) -> Result<ChannelId, StoreError> {
    const SQL: &str = "INSERT INTO channels (phone_number_id, waba_id, display_phone,
            verified_name, name, quality, status, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $7)
        ON CONFLICT (phone_number_id) DO UPDATE SET waba_id = $2, display_phone = $3,
            verified_name = $4, quality = $5, status = $6, updated_at = $7
        RETURNING id";
    let id = sqlx::query_scalar(SQL)
        .bind(&listed.phone_number_id)
        .bind(&listed.waba_id)
        .bind(&listed.display_phone)
        .bind(&listed.verified_name)
        .bind(&listed.quality)
        .bind(&listed.status)
        .bind(ms(now))
        .fetch_one(db)
        .await?;
    Ok(ChannelId(id))
}

/// Every number, in the order in which they came.
pub async fn list(db: &mut Db) -> Result<Vec<Channel>, StoreError> {
    const SQL: &str = "SELECT * FROM channels ORDER BY id";
    Ok(sqlx::query(SQL).try_map(read).fetch_all(db).await?)
}

/// The number of this row.
pub async fn by_id(db: &mut Db, id: ChannelId) -> Result<Option<Channel>, StoreError> {
    const SQL: &str = "SELECT * FROM channels WHERE id = $1";
    let row = sqlx::query(SQL).bind(id.0).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The number that the platform knows by this id.
pub async fn by_phone_number_id(
    db: &mut Db,
    phone_number_id: &str,
) -> Result<Option<Channel>, StoreError> {
    const SQL: &str = "SELECT * FROM channels WHERE phone_number_id = $1";
    let row = sqlx::query(SQL).bind(phone_number_id).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// Switches the number on or off. What came while it was off is counted anew from here.
pub async fn set_enabled(db: &mut Db, id: ChannelId, enabled: bool) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE channels SET enabled = $2, off_count = 0
        WHERE id = $1 AND enabled <> $2";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(enabled)
        .execute(db)
        .await?;
    Ok(())
}

/// Names the number.
pub async fn set_name(db: &mut Db, id: ChannelId, name: &str) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE channels SET name = $2 WHERE id = $1";
    sqlx::query(SQL).bind(id.0).bind(name).execute(db).await?;
    Ok(())
}

/// Says whose the receptive conversations are.
pub async fn set_default_team(
    db: &mut Db,
    id: ChannelId,
    team: Option<TeamId>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE channels SET default_team = $2 WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(team.map(|team| team.0))
        .execute(db)
        .await?;
    Ok(())
}

/// Pauses sending on the number.
pub async fn pause(
    db: &mut Db,
    id: ChannelId,
    pause: Pause,
    reason: &str,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE channels SET paused_at = $2, paused_until = $3, pause_reason = $4
        WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(ms(pause.since))
        .bind(maybe_ms(pause.until))
        .bind(reason)
        .execute(db)
        .await?;
    Ok(())
}

/// Sending on the number goes on.
pub async fn unpause(db: &mut Db, id: ChannelId) -> Result<(), StoreError> {
    const SQL: &str =
        "UPDATE channels SET paused_at = NULL, paused_until = NULL, pause_reason = NULL
        WHERE id = $1";
    sqlx::query(SQL).bind(id.0).execute(db).await?;
    Ok(())
}

/// A message came while the number was off.
pub async fn count_off(db: &mut Db, id: ChannelId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE channels SET off_count = off_count + 1 WHERE id = $1";
    sqlx::query(SQL).bind(id.0).execute(db).await?;
    Ok(())
}

/// The pause in a row with the columns of it.
pub(super) fn read_pause(row: &SqliteRow) -> sqlx::Result<Option<Pause>> {
    let until = row.maybe_at("paused_until")?;
    let since = row.maybe_at("paused_at")?;
    Ok(since.map(|since| Pause { since, until }))
}

fn read(row: SqliteRow) -> sqlx::Result<Channel> {
    Ok(Channel {
        id: row.id("id", ChannelId)?,
        listed: Listed {
            phone_number_id: row.try_get("phone_number_id")?,
            waba_id: row.try_get("waba_id")?,
            display_phone: row.try_get("display_phone")?,
            verified_name: row.try_get("verified_name")?,
            quality: row.try_get("quality")?,
            status: row.try_get("status")?,
        },
        name: row.try_get("name")?,
        enabled: row.try_get("enabled")?,
        default_team: row.maybe_id("default_team", TeamId)?,
        pause: read_pause(&row)?,
        pause_reason: row.try_get("pause_reason")?,
        off_count: row.try_get("off_count")?,
    })
}
