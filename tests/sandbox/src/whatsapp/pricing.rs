//! The `pricing` object of statuses.

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use serde_json::{Value, json};

use super::state::{Chat, Ids};

/// What one message costs, per-message pricing (PMP).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pricing {
    category: String,
    kind: &'static str,
}

/// Hours in which nothing is charged: the customer came by an advertisement and was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FreeEntry {
    id: String,
    ends: DateTime<Utc>,
}

/// How soon somebody who came by an advertisement must be answered, and how long everything is free
/// from the answer on.
const ANSWERED_WITHIN: TimeDelta = TimeDelta::hours(24);
const FREE_FOR: TimeDelta = TimeDelta::hours(72);

/// Service messages that each number may send free of charge in a calendar month.
const FREE_SERVICE_MESSAGES: u32 = 1_000;

/// The first day on which messages inside the window cost something: 2026-10-01 UTC.
const WINDOW_COSTS_FROM: i64 = 1_790_812_800;

/// How many service messages each number has sent this month.
#[derive(Debug, Default)]
pub(super) struct Meter {
    month: (i32, u32),
    count: u32,
}

impl Meter {
    /// The price of a free-form message; it counts towards the month's free ones.
    pub(super) fn service(&mut self, now: DateTime<Utc>) -> Pricing {
        let month = (now.year(), now.month());
        if self.month != month {
            *self = Self { month, count: 0 };
        }
        self.count += 1;
        let free = now.timestamp() < WINDOW_COSTS_FROM || self.count <= FREE_SERVICE_MESSAGES;
        Pricing::new("SERVICE", free)
    }
}

impl Chat {
    /// The free hours in which a message that is accepted now leaves, if there are any. The first
    /// answer to an advertisement begins them and is free itself.
    pub(super) fn free_entry(&mut self, ids: &mut Ids, now: DateTime<Utc>) -> Option<FreeEntry> {
        let came = self.came_from_ad.take();
        if came.is_some_and(|at| now - at <= ANSWERED_WITHIN) {
            self.free_entry = Some(FreeEntry {
                id: ids.word(),
                ends: now + FREE_FOR,
            });
        }
        self.free_entry.clone().filter(|free| now < free.ends)
    }
}

impl FreeEntry {
    /// The `conversation` of a status; its end is told with `sent` alone.
    pub(super) fn json(&self, with_end: bool) -> Value {
        let mut told = json!({ "id": self.id, "origin": { "type": "referral_conversion" } });
        if with_end {
            told["expiration_timestamp"] = json!(self.ends.timestamp().to_string());
        }
        told
    }
}

impl Pricing {
    /// The same, as it is told in free hours.
    pub(super) fn free_entry(self) -> Self {
        Self {
            kind: "free_entry_point",
            ..self
        }
    }

    fn new(category: &str, free: bool) -> Self {
        Self {
            category: category.to_lowercase(),
            kind: if free {
                "free_customer_service"
            } else {
                "regular"
            },
        }
    }

    /// The price of a template; `window_open` made utility templates free before October 2026.
    pub(super) fn template(category: &str, window_open: bool, now: DateTime<Utc>) -> Self {
        let free = window_open
            && category.eq_ignore_ascii_case("UTILITY")
            && now.timestamp() < WINDOW_COSTS_FROM;
        Self::new(category, free)
    }

    pub(super) fn json(&self) -> Value {
        json!({
            "billable": self.kind == "regular",
            "pricing_model": "PMP",
            "type": self.kind,
            "category": self.category,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).expect("a valid time")
    }

    #[test]
    fn service_messages_cost_from_the_thousand_and_first_since_october_2026() {
        let before = at(WINDOW_COSTS_FROM - 1);
        let after = at(WINDOW_COSTS_FROM);
        assert_eq!(before.to_rfc3339(), "2026-09-30T23:59:59+00:00");
        let mut meter = Meter::default();
        for _ in 0..1_000 {
            assert_eq!(meter.service(after).kind, "free_customer_service");
        }
        assert_eq!(meter.service(after).kind, "regular");
        assert_eq!(meter.service(before).kind, "free_customer_service");
        assert_eq!(
            Pricing::template("UTILITY", true, before).kind,
            "free_customer_service"
        );
        assert_eq!(Pricing::template("UTILITY", true, after).kind, "regular");
        assert_eq!(Pricing::template("MARKETING", true, before).kind, "regular");
    }
}
