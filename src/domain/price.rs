//! What a message to a customer will probably cost.
//!
//! An estimate shown before sending; what was charged in the end is told by the platform's
//! statuses. The tariffs are a dated table that an administrator edits
//! ([`tariffs`](super::tariffs)).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// From this day on utility templates are charged inside the window too, and free-form messages
/// at the utility rate.
const WINDOW_CHARGED_FROM: NaiveDate = match NaiveDate::from_ymd_opt(2026, 10, 1) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// What a message is charged as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// A marketing template.
    Marketing,
    /// A utility template.
    Utility,
    /// A template with a one-time code.
    Authentication,
    /// A free-form message inside the window.
    Service,
}

impl Category {
    /// The word for it in tables and in the platform's statuses.
    pub fn wire_name(self) -> &'static str {
        match self {
            Self::Marketing => "marketing",
            Self::Utility => "utility",
            Self::Authentication => "authentication",
            Self::Service => "service",
        }
    }

    /// Reads [`Category::wire_name`].
    pub fn from_wire(word: &str) -> Option<Self> {
        [
            Self::Marketing,
            Self::Utility,
            Self::Authentication,
            Self::Service,
        ]
        .into_iter()
        .find(|category| category.wire_name() == word)
    }
}

/// One line of the tariff table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// The recipient's region, ISO (`BR`).
    pub region: String,
    /// What kind of message.
    pub category: Category,
    /// ISO code of the currency.
    pub currency: String,
    /// The price of one delivered message, in millionths of the currency's unit.
    pub micros: i64,
    /// The first day on which it counts.
    pub from: NaiveDate,
}

/// A message that may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge<'a> {
    /// The recipient's region, if it is known.
    pub region: Option<&'a str>,
    /// What kind of message it is.
    pub category: Category,
    /// The day on which it would be delivered.
    pub on: NaiveDate,
    /// Whether the recipient's window is open.
    pub window_open: bool,
    /// Whether the recipient came by an advertisement whose free hours are still running.
    pub free_entry: bool,
}

/// What a message will probably cost, if it is delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Price {
    /// So much.
    Known {
        /// ISO code of the currency.
        currency: String,
        /// Millionths of the currency's unit.
        micros: i64,
    },
    /// Nothing.
    Free,
    /// The table does not say.
    Unknown,
}

impl Price {
    /// An amount as it is written down beside a message.
    pub fn written_down(amount: Option<(String, i64)>) -> Self {
        match amount {
            Some((_, 0)) => Self::Free,
            Some((currency, micros)) => Self::Known { currency, micros },
            None => Self::Unknown,
        }
    }

    /// Whether somebody who agreed to that price agreed to this one too.
    pub fn is_within(&self, agreed: &Self) -> bool {
        match (self, agreed) {
            (Self::Free, _) => true,
            (
                Self::Known { currency, micros },
                Self::Known {
                    currency: in_the_same,
                    micros: at_most,
                },
            ) => currency == in_the_same && micros <= at_most,
            _ => self == agreed,
        }
    }
}

/// What a message will probably cost.
///
/// Of the lines for its region and category the one with the latest beginning counts. To stay in
/// one currency, pass only its lines.
///
/// Meta gives a number's first 1,000 free-form messages of a month away; nobody but Meta can
/// count them, since other tools use them up as well, so they are priced like all others.
pub fn price<'a>(rates: impl IntoIterator<Item = &'a Rate>, charge: Charge<'_>) -> Price {
    if charge.free_entry {
        return Price::Free;
    }
    if charge.on < WINDOW_CHARGED_FROM {
        match charge.category {
            Category::Service => return Price::Free,
            Category::Utility if charge.window_open => return Price::Free,
            _ => {}
        }
    }
    let began = rates
        .into_iter()
        .filter(|rate| Some(rate.region.as_str()) == charge.region && rate.from <= charge.on);
    let (mut exact, mut utility) = (None, None);
    for rate in began {
        if rate.category == charge.category {
            later(&mut exact, rate);
        }
        if rate.category == Category::Utility {
            later(&mut utility, rate);
        }
    }
    // A table without lines for free-form messages still says what they cost.
    let fallback = utility.filter(|_| charge.category == Category::Service);
    match exact.or(fallback) {
        Some(rate) => Price::Known {
            currency: rate.currency.clone(),
            micros: rate.micros,
        },
        None => Price::Unknown,
    }
}

fn later<'a>(best: &mut Option<&'a Rate>, rate: &'a Rate) {
    if best.is_none_or(|best| rate.from > best.from) {
        *best = Some(rate);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::tariffs::{parse, seed};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn known(currency: &str, micros: i64) -> Price {
        Price::Known {
            currency: currency.to_owned(),
            micros,
        }
    }

    fn seeded(region: &str, category: Category, on: &str, window_open: bool) -> Price {
        let charge = Charge {
            region: Some(region),
            category,
            on: day(on),
            window_open,
            free_entry: false,
        };
        price(&seed(), charge)
    }

    #[test]
    fn follows_the_rules_by_date() {
        use Category::{Authentication, Marketing, Service, Utility};
        let table = [
            (Marketing, "2025-12-31", false, Price::Unknown),
            (Marketing, "2026-01-01", false, known("USD", 62_500)),
            (Marketing, "2026-09-30", true, known("USD", 62_500)),
            (Marketing, "2026-10-01", false, known("AED", 229_500)),
            (Utility, "2026-09-30", false, known("USD", 6_800)),
            (Utility, "2026-09-30", true, Price::Free),
            (Utility, "2026-10-01", true, known("AED", 25_000)),
            (Utility, "2026-10-01", false, known("AED", 25_000)),
            (Authentication, "2026-09-30", true, known("USD", 6_800)),
            (Service, "2026-09-30", true, Price::Free),
            (Service, "2026-10-01", true, known("AED", 25_000)),
            (Service, "2027-05-05", true, known("AED", 25_000)),
        ];
        for (category, on, window_open, expected) in table {
            let found = seeded("BR", category, on, window_open);
            assert_eq!(found, expected, "{category:?} {on} {window_open}");
        }
        assert_eq!(
            seeded("AR", Utility, "2026-11-22", true),
            known("AED", 95_500)
        );
        assert_eq!(seeded("PT", Marketing, "2026-11-22", false), Price::Unknown);
    }

    #[test]
    fn whoever_agreed_to_a_price_agreed_to_no_dearer_one() {
        let (cheap, dear) = (known("USD", 6_800), known("USD", 7_000));
        let table = [
            (&cheap, &cheap, true),
            (&cheap, &dear, true),
            (&dear, &cheap, false),
            (&cheap, &known("BRL", 90_000), false),
            (&cheap, &Price::Free, false),
            (&cheap, &Price::Unknown, false),
            (&Price::Free, &cheap, true),
            (&Price::Free, &Price::Unknown, true),
            (&Price::Unknown, &Price::Unknown, true),
            (&Price::Unknown, &dear, false),
            (&Price::Unknown, &Price::Free, false),
        ];
        for (price, agreed, expected) in table {
            assert_eq!(price.is_within(agreed), expected, "{price:?} {agreed:?}");
        }
    }

    #[test]
    fn nothing_is_charged_in_a_free_entry_window() {
        for category in [Category::Marketing, Category::Service] {
            let charge = Charge {
                region: None,
                category,
                on: day("2026-11-22"),
                window_open: false,
                free_entry: true,
            };
            assert_eq!(price(&seed(), charge), Price::Free);
        }
    }

    #[test]
    fn an_edited_table_counts_at_once() {
        let table = "BR,utility,BRL,0.045,2026-10-01\n\
                     BR,utility,BRL,0.05,2026-12-01";
        let rates = parse(table).expect("a table");
        let charge = |on| Charge {
            region: Some("BR"),
            category: Category::Service,
            on: day(on),
            window_open: true,
            free_entry: false,
        };
        // Free-form messages have no line of their own here.
        assert_eq!(price(&rates, charge("2026-11-30")), known("BRL", 45_000));
        assert_eq!(price(&rates, charge("2026-12-01")), known("BRL", 50_000));
        let nobody = Charge {
            region: None,
            ..charge("2026-12-01")
        };
        assert_eq!(price(&rates, nobody), Price::Unknown);
    }
}
