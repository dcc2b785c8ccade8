//! What a message will probably cost, for showing before it leaves and for noting beside it.

use std::collections::BTreeSet;

use chrono::Timelike;
use chrono_tz::Tz;

use super::{Desk, DeskError};
use crate::clock::Timestamp;
use crate::domain::price::{self, Category, Charge, Price};
use crate::domain::{phone, tariffs, template};
use crate::store::channels::Channel;
use crate::store::contacts::Contact;
use crate::store::{Db, StoreError, free_entries, installation, rates};

/// What holds for the company as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// Where it is: by this clock it is night or day.
    pub time_zone: Tz,
    /// The currency of its accounts, ISO, as long as the platform has not told another.
    pub currency: String,
    /// Files can be reached by link: there is a public address.
    pub links: bool,
    /// What a file is called whose name cannot be used, without ending: customers read it.
    pub unnamed_file: String,
}

impl Default for Company {
    fn default() -> Self {
        Self {
            time_zone: chrono_tz::America::Sao_Paulo,
            currency: "USD".to_owned(),
            links: false,
            unnamed_file: "arquivo".to_owned(),
        }
    }
}

impl Company {
    /// Whether marketing would disturb now: between 21 h and 8 h, where the company is.
    pub fn is_night(&self, now: Timestamp) -> bool {
        let hour = now.with_timezone(&self.time_zone).hour();
        !(8..21).contains(&hour)
    }
}

/// What messages from one number to one contact cost, ready to ask.
pub(super) struct Tariffs {
    rates: Vec<price::Rate>,
    currency: String,
    region: Option<String>,
    free_until: Option<Timestamp>,
    time_zone: Tz,
}

impl Tariffs {
    /// Reads the table, in the currency of the number's account where the platform has told it, and
    /// whether the contact's free hours are still running.
    pub(super) async fn between(
        db: &mut Db,
        company: &Company,
        contact: &Contact,
        channel: &Channel,
    ) -> Result<Self, DeskError> {
        let known_by = contact
            .facts
            .phone
            .as_deref()
            .or(contact.identity.wa_id.as_deref())
            .or(contact.identity.bsuid.as_deref());
        Ok(Self {
            region: known_by.and_then(phone::region),
            free_until: free_entries::end(db, contact.id, channel.id).await?,
            ..Self::at_home(db, company, channel).await?
        })
    }

    /// The same to somebody in the number's own country who has no free hours.
    async fn at_home(db: &mut Db, company: &Company, channel: &Channel) -> Result<Self, DeskError> {
        let told = currency_of(db, &channel.listed.waba_id).await?;
        let currency = told.unwrap_or_else(|| company.currency.clone());
        let mut rates = table(db).await?;
        rates.retain(|rate| rate.currency == currency);
        Ok(Self {
            rates,
            currency,
            region: phone::region(&channel.listed.display_phone),
            free_until: None,
            time_zone: company.time_zone,
        })
    }

    /// What a message costs; `None` as category: one that nobody knows.
    pub(super) fn price(
        &self,
        category: Option<Category>,
        window_open: bool,
        now: Timestamp,
    ) -> Price {
        let Some(category) = category else {
            return Price::Unknown;
        };
        let charge = Charge {
            region: self.region.as_deref(),
            category,
            on: now.with_timezone(&self.time_zone).date_naive(),
            window_open,
            free_entry: self.free_until.is_some_and(|until| now < until),
        };
        price::price(&self.rates, charge)
    }

    /// The same price as an amount to write down: nothing at all for what is free, and no amount
    /// where nobody knows one.
    pub(super) fn amount(&self, price: &Price) -> Option<(String, i64)> {
        match price {
            Price::Known { currency, micros } => Some((currency.clone(), *micros)),
            Price::Free => Some((self.currency.clone(), 0)),
            Price::Unknown => None,
        }
    }
}

impl Desk {
    /// What a template of this category costs to somebody in the number's own country.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn price_at_home(
        &self,
        channel: &Channel,
        category: &template::Category,
    ) -> Result<Price, DeskError> {
        let mut db = self.store.read().await?;
        let tariffs = Tariffs::at_home(&mut db, &self.company, channel).await?;
        Ok(tariffs.price(charged_as(category), false, self.now()))
    }
}

/// The whole table; before an admin has given one of their own it is the one that is built in.
pub(super) async fn table(db: &mut Db) -> Result<Vec<price::Rate>, StoreError> {
    let given = rates::all(db).await?;
    Ok(if given.is_empty() {
        tariffs::seed()
    } else {
        given
    })
}

/// The currencies that the table of tariffs has.
///
/// # Errors
/// If the store fails.
pub async fn currencies(db: &mut Db) -> Result<BTreeSet<String>, StoreError> {
    let table = table(db).await?.into_iter();
    Ok(table.map(|rate| rate.currency).collect())
}

/// The currency in which that account is billed, if the platform has told.
pub(super) async fn currency_of(db: &mut Db, account: &str) -> Result<Option<String>, StoreError> {
    installation::setting(db, &currency_key(account)).await
}

pub(super) async fn set_currency_of(
    db: &mut Db,
    account: &str,
    currency: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    installation::set_setting(db, &currency_key(account), &currency, now).await
}

fn currency_key(account: &str) -> String {
    format!("currency:{account}")
}

/// What a message made from a template of this category is charged as.
pub(super) fn charged_as(category: &template::Category) -> Option<Category> {
    match category {
        template::Category::Marketing => Some(Category::Marketing),
        template::Category::Utility => Some(Category::Utility),
        template::Category::Authentication => Some(Category::Authentication),
        template::Category::Other(_) => None,
    }
}
