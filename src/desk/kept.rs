//! What admins have set and everything that comes is held to: kept in memory beside the store.

use std::sync::{Arc, PoisonError, RwLock};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::setup::admin;
use super::{Desk, DeskError};
use crate::domain::reactions::Leaving;
use crate::domain::rights::Member;
use crate::domain::stops::StopLists;
use crate::store::installation;

/// A setting.
pub(super) struct Kept<T> {
    /// Its name in the store.
    key: &'static str,
    value: RwLock<Arc<T>>,
}

impl<T> Kept<T> {
    /// The setting of that name before anybody set it.
    pub(super) fn new(key: &'static str, value: T) -> Self {
        let value = RwLock::new(Arc::new(value));
        Self { key, value }
    }

    fn get(&self) -> Arc<T> {
        Arc::clone(&self.value.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn replace(&self, value: T) {
        *self.value.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(value);
    }
}

impl Desk {
    /// The words after which nothing more leaves by itself.
    pub fn stops(&self) -> Arc<StopLists> {
        self.stops.get()
    }

    /// Other words, which hold from the next answer.
    ///
    /// # Errors
    /// [`Refused::NotAdmin`](super::error::Refused::NotAdmin).
    pub async fn set_stops(&self, by: Member, lists: StopLists) -> Result<(), DeskError> {
        self.keep(&self.stops, by, lists, Value::Null).await
    }

    /// The emojis that leave.
    pub fn leaving_reactions(&self) -> Arc<Leaving> {
        self.leaving.get()
    }

    /// Others leave from now on.
    ///
    /// # Errors
    /// [`Refused::NotAdmin`](super::error::Refused::NotAdmin).
    pub async fn set_leaving_reactions(
        &self,
        by: Member,
        leaving: Leaving,
    ) -> Result<(), DeskError> {
        let detail = serde_json::json!({ "emojis": leaving.written() });
        self.keep(&self.leaving, by, leaving, detail).await
    }

    /// Takes up what was set before the start.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn read_kept(&self) -> Result<(), DeskError> {
        self.take_up(&self.stops).await?;
        self.take_up(&self.leaving).await
    }

    async fn keep<T>(
        &self,
        kept: &Kept<T>,
        by: Member,
        value: T,
        detail: Value,
    ) -> Result<(), DeskError>
    where
        T: Serialize + Clone + Send + Sync + 'static,
    {
        let (key, written) = (kept.key, value.clone());
        self.unit(move |unit| {
            Box::pin(async move {
                admin(&by)?;
                installation::set_setting(unit.db, key, &written, unit.now).await?;
                unit.journal(None, by.id, &format!("{key}_changed"), detail)
                    .await
            })
        })
        .await?;
        kept.replace(value);
        Ok(())
    }

    async fn take_up<T>(&self, kept: &Kept<T>) -> Result<(), DeskError>
    where
        T: DeserializeOwned + Send + Unpin,
    {
        let mut db = self.store.read().await?;
        if let Some(value) = installation::setting(&mut db, kept.key).await? {
            kept.replace(value);
        }
        Ok(())
    }
}
