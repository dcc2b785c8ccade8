//! What the platform says about numbers and templates, written down as it is.

use super::prices;
use super::{Desk, DeskError};
use crate::store::channels::Listed;
use crate::store::templates::ListedTemplate;
use crate::store::{channels, templates};

impl Desk {
    /// The numbers of an account. A new one is off until an admin switches it on.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn take_numbers(&self, numbers: Vec<Listed>) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                for number in &numbers {
                    channels::upsert_from_platform(unit.db, number, unit.now).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// The currency in which an account is billed.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn take_currency(
        &self,
        account: String,
        currency: Option<String>,
    ) -> Result<(), DeskError> {
        let before = {
            let mut db = self.store.read().await?;
            prices::currency_of(&mut db, &account).await?
        };
        let Some(currency) = currency.filter(|told| Some(told) != before.as_ref()) else {
            return Ok(());
        };
        self.unit(move |unit| {
            Box::pin(async move {
                prices::set_currency_of(unit.db, &account, &currency, unit.now).await?;
                Ok(())
            })
        })
        .await
    }

    /// The templates of an account; one that is not listed any more is gone.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn take_templates(
        &self,
        account: String,
        listed: Vec<ListedTemplate>,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                templates::replace_all(unit.db, &account, &listed, unit.now).await?;
                Ok(())
            })
        })
        .await
    }
}
