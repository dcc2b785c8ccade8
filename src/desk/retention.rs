//! For how long files are kept, and which have been here for longer.

use chrono::TimeDelta;
use serde_json::json;

use super::error::Refused;
use super::setup::admin;
use super::{Desk, DeskError};
use crate::clock::Timestamp;
use crate::domain::ids::FileId;
use crate::domain::rights::Member;
use crate::store::files::{self, StoredFile};
use crate::store::{Db, StoreError, installation};

/// For how many days files may be kept.
pub const CHOICES: [u16; 4] = [7, 30, 90, 365];

/// As long as nobody has chosen.
const DEFAULT: u16 = 90;

/// The setting, by its name in the store.
const DAYS: &str = "file_days";

/// Files that are removed at once.
const AT_ONCE: u32 = 200;

async fn days(db: &mut Db) -> Result<u16, StoreError> {
    let chosen: Option<u16> = installation::setting(db, DAYS).await?;
    Ok(chosen.unwrap_or(DEFAULT))
}

impl Desk {
    /// For how many days files are kept.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn file_days(&self) -> Result<u16, DeskError> {
        let mut db = self.store.read().await?;
        Ok(days(&mut db).await?)
    }

    /// Files are kept for so many days, one of [`CHOICES`].
    ///
    /// # Errors
    /// [`Refused::NotAdmin`]; [`Refused::Over`] if it is none of the choices.
    pub async fn set_file_days(&self, by: Member, days: u16) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                admin(&by)?;
                if !CHOICES.contains(&days) {
                    return Err(Refused::Over.into());
                }
                installation::set_setting(unit.db, DAYS, &days, unit.now).await?;
                unit.journal(None, by.id, "file_days_changed", json!({ "days": days }))
                    .await
            })
        })
        .await
    }

    /// Until when a file that lies here is kept.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn kept_until(&self, file: &StoredFile) -> Result<Timestamp, DeskError> {
        let since = file.kept_at.unwrap_or(file.created_at);
        Ok(since + TimeDelta::days(self.file_days().await?.into()))
    }

    /// Some files that have been here for longer than files are kept: ids and keys. Agents' files of
    /// messages that wait to leave are not among them.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn old_files(&self) -> Result<Vec<(FileId, String)>, DeskError> {
        let mut db = self.store.read().await?;
        let before = self.now() - TimeDelta::days(days(&mut db).await?.into());
        Ok(files::old(&mut db, before, AT_ONCE).await?)
    }

    /// These files lie here no more.
    ///
    /// # Errors
    /// If the store fails; then they are found once more.
    pub async fn files_purged(&self, purged: Vec<FileId>) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                for id in purged {
                    files::purged(unit.db, id).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// The file of this key, whether it lies here or not.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn file_behind(&self, key: &str) -> Result<Option<StoredFile>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(files::by_key(&mut db, key).await?)
    }
}
