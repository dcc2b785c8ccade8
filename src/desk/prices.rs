//! What a message will probably cost, for showing before it leaves and for noting beside it.

use chrono::Timelike;
use chrono_tz::Tz;

use super::DeskError;
use crate::clock::Timestamp;
use crate::domain::phone;
use crate::domain::price::{self, Category, Charge, Price};
use crate::domain::template;
use crate::store::contacts::Contact;
use crate::store::{Db, rates};

/// What holds for the company as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// Where it is: by this clock it is night or day.
    pub time_zone: Tz,
    /// The currency of its account, ISO.
    pub currency: String,
}

impl Default for Company {
    fn default() -> Self {
        Self {
            time_zone: chrono_tz::America::Sao_Paulo,
            currency: "USD".to_owned(),
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

/// The tariffs in the company's currency, ready to ask.
pub(super) struct Tariffs {
    rates: Vec<price::Rate>,
    time_zone: Tz,
}

impl Tariffs {
    /// Reads the table; before an admin has one of their own it is the one that is built in.
    pub(super) async fn read(db: &mut Db, company: &Company) -> Result<Self, DeskError> {
        let stored: Vec<price::Rate> = rates::all(db)
            .await?
            .into_iter()
            .filter_map(|rate| {
                Some(price::Rate {
                    category: Category::from_wire(&rate.category)?,
                    region: rate.region,
                    currency: rate.currency,
                    micros: rate.micros,
                    from: rate.from,
                })
            })
            .collect();
        let mut rates = if stored.is_empty() {
            price::seed_rates()
        } else {
            stored
        };
        rates.retain(|rate| rate.currency == company.currency);
        Ok(Self {
            rates,
            time_zone: company.time_zone,
        })
    }

    /// What a message to this contact costs; `None` as category: one that nobody knows.
    pub(super) fn price(
        &self,
        contact: &Contact,
        category: Option<Category>,
        window_open: bool,
        now: Timestamp,
    ) -> Price {
        let Some(category) = category else {
            return Price::Unknown;
        };
        let region = contact
            .facts
            .phone
            .as_deref()
            .or(contact.identity.wa_id.as_deref())
            .or(contact.identity.bsuid.as_deref())
            .and_then(phone::region);
        let charge = Charge {
            region: region.as_deref(),
            category,
            on: now.with_timezone(&self.time_zone).date_naive(),
            window_open,
            // Whether somebody came by an advertisement is not told reliably.
            free_entry: false,
        };
        price::price(&self.rates, charge)
    }
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
