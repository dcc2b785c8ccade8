//! The company's table of tariffs: read, and put in place of the old one by an admin.

use serde_json::json;

use super::prices::table;
use super::setup::admin;
use super::{Desk, DeskError};
use crate::domain::price::Rate;
use crate::domain::rights::Member;
use crate::domain::tariffs::{Change, changes};
use crate::store::rates;

/// The table that prices are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its lines, the newest of each kind first.
    pub rates: Vec<Rate>,
    /// It is still the one that every installation starts with.
    pub built_in: bool,
}

impl Desk {
    /// The table as it stands.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn tariffs(&self) -> Result<Table, DeskError> {
        let mut db = self.store.read().await?;
        Ok(Table {
            built_in: rates::all(&mut db).await?.is_empty(),
            rates: table(&mut db).await?,
        })
    }

    /// Puts this table in place of the old one; says which prices that changes, and from when.
    ///
    /// # Errors
    /// [`Refused::NotAdmin`](super::error::Refused::NotAdmin).
    pub async fn replace_tariffs(
        &self,
        by: Member,
        new: Vec<Rate>,
    ) -> Result<Vec<Change>, DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                admin(&by)?;
                let changes = changes(&table(unit.db).await?, &new);
                rates::replace_all(unit.db, &new).await?;
                let detail = json!({ "lines": new.len(), "changes": changes.len() });
                unit.journal(None, by.id, "tariffs_replaced", detail)
                    .await?;
                Ok(changes)
            })
        })
        .await
    }
}
