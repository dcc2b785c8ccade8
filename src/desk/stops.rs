//! The words after which nothing more leaves by itself, as the admins have set them.

use std::sync::{Arc, PoisonError};

use super::{Desk, DeskError};
use crate::domain::stops::StopLists;
use crate::store::installation;

/// The setting's name in the store.
const STOPS: &str = "stop_lists";

impl Desk {
    /// The lists.
    pub fn stops(&self) -> Arc<StopLists> {
        Arc::clone(&self.stops.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Other lists, which hold from the next answer.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn set_stops(&self, lists: StopLists) -> Result<(), DeskError> {
        let kept = lists.clone();
        self.unit(move |unit| {
            Box::pin(async move {
                Ok(installation::set_setting(unit.db, STOPS, &kept, unit.now).await?)
            })
        })
        .await?;
        self.replace_stops(lists);
        Ok(())
    }

    /// Takes up what was set before the start.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn read_stops(&self) -> Result<(), DeskError> {
        let mut db = self.store.read().await?;
        if let Some(lists) = installation::setting(&mut db, STOPS).await? {
            self.replace_stops(lists);
        }
        Ok(())
    }

    fn replace_stops(&self, lists: StopLists) {
        *self.stops.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(lists);
    }
}
