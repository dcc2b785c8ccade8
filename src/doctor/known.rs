//! What the desk has written down that a check needs to know.

use std::collections::BTreeSet;

use crate::desk::{alerts, prices};
use crate::domain::ids::PlaceId;
use crate::store::channels::{self, Channel};
use crate::store::teams::{self, Team};
use crate::store::{Db, StoreError, inbox, webhooks};

/// What the desk has written down.
#[derive(Debug, Default)]
pub struct Known {
    /// Every team that is not archived.
    pub teams: Vec<Team>,
    /// Every number.
    pub channels: Vec<Channel>,
    /// Where admins are told of trouble.
    pub admin_place: Option<PlaceId>,
    /// Discord did not take the commands the last time.
    pub commands_refused: bool,
    /// The currencies that there are tariffs in.
    pub currencies: BTreeSet<String>,
    /// Genuine webhooks that nobody could read.
    pub unreadable: i64,
    /// What came in, could not be worked in and is not tried again.
    pub given_up: i64,
}

impl Known {
    /// Reads it.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn read(db: &mut Db) -> Result<Self, StoreError> {
        Ok(Self {
            teams: teams::list(db).await?,
            channels: channels::list(db).await?,
            admin_place: alerts::place(db).await?,
            commands_refused: alerts::commands_refused(db).await?,
            currencies: prices::currencies(db).await?,
            unreadable: webhooks::unreadable(db).await?,
            given_up: inbox::given_up(db).await?,
        })
    }
}
