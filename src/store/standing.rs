//! The files that templates' headers always carry. Their bytes lie where all files lie, but they are
//! no message's and are kept until an admin takes them away.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Db;
use super::cells::{json, ms};
use super::error::StoreError;
use crate::domain::ids::{ChannelId, TemplateId};
use crate::domain::template::MediaKind;

/// What is known of such a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingFile {
    /// Its name on disk.
    pub key: String,
    /// What kind of header it is for.
    pub kind: MediaKind,
    /// Its name for people.
    pub name: String,
    /// What it was found to be: its MIME type.
    pub mime: String,
}

/// What the template's header always carries from now on.
pub async fn set(
    db: &mut Db,
    template: TemplateId,
    file: Option<&StandingFile>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE templates SET standing_file = $2 WHERE id = $1";
    sqlx::query(SQL)
        .bind(template.0)
        .bind(file.map(json).transpose()?)
        .execute(db)
        .await?;
    Ok(())
}

/// The platform's id of the file with this key, for messages from that number, if it was uploaded
/// after `since`.
pub async fn upload(
    db: &mut Db,
    template: TemplateId,
    channel: ChannelId,
    key: &str,
    since: DateTime<Utc>,
) -> Result<Option<String>, StoreError> {
    const SQL: &str = "SELECT media FROM standing_uploads
        WHERE template = $1 AND channel = $2 AND key = $3 AND at > $4";
    Ok(sqlx::query_scalar(SQL)
        .bind(template.0)
        .bind(channel.0)
        .bind(key)
        .bind(ms(since))
        .fetch_optional(db)
        .await?)
}

/// The platform cannot use what was uploaded under this id.
pub async fn forget(db: &mut Db, channel: ChannelId, media: &str) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM standing_uploads WHERE channel = $1 AND media = $2";
    sqlx::query(SQL)
        .bind(channel.0)
        .bind(media)
        .execute(db)
        .await?;
    Ok(())
}

/// The platform has the file with this key now, for messages from that number.
pub async fn uploaded(
    db: &mut Db,
    template: TemplateId,
    channel: ChannelId,
    key: &str,
    media: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO standing_uploads (template, channel, key, media, at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (template, channel) DO UPDATE SET key = $3, media = $4, at = $5";
    sqlx::query(SQL)
        .bind(template.0)
        .bind(channel.0)
        .bind(key)
        .bind(media)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}
