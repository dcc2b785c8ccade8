//! What admins must be told of, and where.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::work::Work;
use super::{Desk, DeskError};
use crate::domain::ids::PlaceId;
use crate::store::{Db, StoreError, installation};

/// Settings, by their names in the store.
const PLACE: &str = "admin_place";
const REFUSED: &str = "commands_refused";
const TOLD: &str = "admins_told";
const PROBED: &str = "probed_at";
const COMMANDS: &str = "command_ids";

/// Where admins are told of trouble, if they have chosen a place.
pub async fn place(db: &mut Db) -> Result<Option<PlaceId>, StoreError> {
    let place: Option<Option<PlaceId>> = installation::setting(db, PLACE).await?;
    Ok(place.flatten())
}

/// Whether Discord did not take the commands the last time, for want of a right.
pub async fn commands_refused(db: &mut Db) -> Result<bool, StoreError> {
    let refused: Option<bool> = installation::setting(db, REFUSED).await?;
    Ok(refused.unwrap_or_default())
}

/// Discord's id of a command, by its English name: with it a text can mention the command.
pub async fn command_id(db: &mut Db, name: &str) -> Result<Option<u64>, StoreError> {
    let ids: Option<BTreeMap<String, u64>> = installation::setting(db, COMMANDS).await?;
    Ok(ids.unwrap_or_default().get(name).copied())
}

/// Writes the moment down, to see whether anything can be.
pub async fn probe(db: &mut Db, now: DateTime<Utc>) -> Result<(), StoreError> {
    installation::set_setting(db, PROBED, &now.timestamp_millis(), now).await
}

impl Desk {
    /// Where admins are told of trouble; without a place it stands in the log and in
    /// `/diagnostics`.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn admin_place(&self) -> Result<Option<PlaceId>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(place(&mut db).await?)
    }

    /// Admins want to be told there. Whoever reads that channel reads the names of teams, numbers
    /// and channels, never what customers write.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn set_admin_place(&self, place: Option<PlaceId>) -> Result<(), DeskError> {
        self.set(PLACE, place, false).await
    }

    /// Discord took the commands, or did not for want of a right.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn commands_were_refused(&self, refused: bool) -> Result<(), DeskError> {
        let before = {
            let mut db = self.store.read().await?;
            commands_refused(&mut db).await?
        };
        if before == refused {
            return Ok(());
        }
        self.set(REFUSED, refused, true).await
    }

    /// Discord knows the commands by these ids.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn commands_are(&self, ids: BTreeMap<String, u64>) -> Result<(), DeskError> {
        let before: Option<BTreeMap<String, u64>> = {
            let mut db = self.store.read().await?;
            installation::setting(&mut db, COMMANDS).await?
        };
        if before.as_ref() == Some(&ids) {
            return Ok(());
        }
        self.set(COMMANDS, ids, false).await
    }

    /// Something may have changed that admins must be told of.
    pub fn look_around(&self) {
        self.hands.over([Work::Watch]);
    }

    /// What admins were told already, in the teller's words; `None`: nothing ever.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn told<T>(&self) -> Result<Option<T>, DeskError>
    where
        T: DeserializeOwned + Send + Unpin,
    {
        let mut db = self.store.read().await?;
        Ok(installation::setting(&mut db, TOLD).await?)
    }

    /// Admins were told this.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn tell<T>(&self, told: T) -> Result<(), DeskError>
    where
        T: Serialize + Send + Sync + 'static,
    {
        self.set(TOLD, told, false).await
    }

    /// Writes something down, to see whether anything can be.
    ///
    /// # Errors
    /// If nothing can.
    pub async fn probe(&self) -> Result<(), DeskError> {
        self.unit(|unit| Box::pin(async move { Ok(probe(unit.db, unit.now).await?) }))
            .await
    }

    async fn set<T>(&self, key: &'static str, value: T, watch: bool) -> Result<(), DeskError>
    where
        T: Serialize + Send + Sync + 'static,
    {
        self.unit(move |unit| {
            Box::pin(async move {
                installation::set_setting(unit.db, key, &value, unit.now).await?;
                unit.work.extend(watch.then_some(Work::Watch));
                Ok(())
            })
        })
        .await
    }
}
