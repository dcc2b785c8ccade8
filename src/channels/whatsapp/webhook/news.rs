//! Which of the platform's news about accounts and numbers admins must know. What only goes its way
//! (an approval, a higher limit) is none of it.
//!
//! <https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_update>,
//! and the pages beside it.

use serde_json::Value;

use super::json;
use crate::domain::incoming::{AccountEvent, NumberChange, Restriction};

/// Of an account: `field` is the kind of news, `event` what happened, by the platform's names.
pub(super) fn of_account(
    field: &str,
    event: Option<&str>,
    restrictions: &[Restriction],
    value: &Value,
) -> Option<AccountEvent> {
    let inner = |object: &str, key| value.get(object).and_then(|object| json::text(object, key));
    match (field, event.unwrap_or_default()) {
        ("business_capability_update", _) => limit(value),
        ("account_review_update", "REJECTED") => Some(AccountEvent::ReviewRefused),
        ("account_review_update", "PENDING" | "DEFERRED") => Some(AccountEvent::ReviewOpen),
        ("account_alerts", event) => alert(event, alert_of(value)),
        (_, "ACCOUNT_RESTRICTION") => Some(AccountEvent::Restricted(restrictions.to_vec())),
        (_, "ACCOUNT_VIOLATION") => Some(AccountEvent::Violated {
            rule: inner("violation_info", "violation_type"),
        }),
        (_, "DISABLED_UPDATE") => Some(ban(value)),
        (_, "ACCOUNT_DELETED" | "PHONE_NUMBER_REMOVED") => Some(AccountEvent::Deleted),
        (_, "PARTNER_REMOVED" | "PARTNER_APP_UNINSTALLED" | "ACCOUNT_OFFBOARDED") => {
            Some(AccountEvent::Disconnected {
                why: inner("disconnection_info", "reason"),
            })
        }
        (_, event) => {
            let status = inner("partner_client_certification_info", "status");
            let sounds = sounds_like_trouble(event)
                || status.is_some_and(|status| sounds_like_trouble(&status));
            sounds.then(|| other(event))
        }
    }
}

/// Of a number.
pub(super) fn of_number(change: &NumberChange) -> Option<AccountEvent> {
    match change {
        NumberChange::Quality { event, limit } => match event.as_deref().unwrap_or_default() {
            "FLAGGED" => Some(AccountEvent::Flagged),
            "UNFLAGGED" => Some(AccountEvent::Unflagged),
            "DOWNGRADE" => Some(match limit {
                Some(limit) => AccountEvent::Limit {
                    people: limit.trim_start_matches("TIER_").to_owned(),
                },
                None => other("DOWNGRADE"),
            }),
            event => sounds_like_trouble(event).then(|| other(event)),
        },
        NumberChange::Name {
            decision,
            requested,
            reason,
        } => {
            let decision = decision.as_deref().unwrap_or_default();
            let refused = sounds_like_trouble(decision);
            refused.then(|| AccountEvent::NameRefused {
                name: requested.clone(),
                why: reason.clone().filter(|reason| reason != "NONE"),
            })
        }
        // Whoever has the PIN can take the number elsewhere: none of it is without weight.
        NumberChange::Security { event } => Some(match event.as_deref().unwrap_or_default() {
            "PIN_RESET_REQUEST" => AccountEvent::PinAsked,
            "PIN_CHANGED" | "PIN_RESET_SUCCESS" => AccountEvent::PinChanged,
            event => other(event),
        }),
    }
}

/// The object that an alert is in; at first it was the value itself.
pub(super) fn alert_of(value: &Value) -> &Value {
    value.get("alert_info").unwrap_or(value)
}

fn alert(event: &str, alert: &Value) -> Option<AccountEvent> {
    let text = |key| json::text(alert, key);
    let over = text("alert_status").as_deref() == Some("NONE");
    let only_informs = text("alert_severity").as_deref() == Some("INFORMATIONAL");
    let approved = event.ends_with("_APPROVED");
    let quiet = over || approved || (only_informs && !sounds_like_trouble(event));
    (!quiet).then(|| other(event))
}

fn ban(value: &Value) -> AccountEvent {
    let ban = value.get("ban_info").unwrap_or(value);
    match json::text(ban, "waba_ban_state").as_deref() {
        Some("SCHEDULE_FOR_DISABLE") => AccountEvent::Disabling {
            on: json::text(ban, "waba_ban_date"),
        },
        Some("REINSTATE") => AccountEvent::Reinstated,
        _ => AccountEvent::Disabled,
    }
}

/// No limit at all is told as -1 or `TIER_UNLIMITED`, and is no news for anybody.
fn limit(value: &Value) -> Option<AccountEvent> {
    let people = [
        "max_daily_conversations_per_business",
        "max_daily_conversation_per_business",
        "max_daily_conversation_per_phone",
    ]
    .into_iter()
    .find_map(|key| json::text(value, key))?;
    let people = people.trim_start_matches("TIER_");
    let is_limit = people != "UNLIMITED" && !people.starts_with('-');
    is_limit.then(|| AccountEvent::Limit {
        people: people.to_owned(),
    })
}

fn other(event: &str) -> AccountEvent {
    AccountEvent::Other {
        event: event.to_owned(),
    }
}

/// Whether a name that is not known has a word in it with which restrictions are named.
fn sounds_like_trouble(event: &str) -> bool {
    const BEGINNINGS: [&str; 20] = [
        "BANN",
        "BLOCK",
        "DECLIN",
        "DELET",
        "DENI",
        "DISABL",
        "DISCONNECT",
        "DOWNGRAD",
        "EXPIR",
        "FAIL",
        "FLAG",
        "LIMITED",
        "LOCK",
        "LOST",
        "OFFBOARD",
        "REJECT",
        "REMOV",
        "RESTRICT",
        "REVOK",
        "SUSPEN",
    ];
    let more = ["BAN", "UNINSTALLED", "VIOLATION", "VIOLATED", "NEED"];
    event.split('_').any(|word| {
        more.contains(&word)
            || BEGINNINGS
                .iter()
                .any(|beginning| word.starts_with(beginning))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(field: &str, value: &Value) -> Option<AccountEvent> {
        let event = json::text(value, "event")
            .or_else(|| json::text(alert_of(value), "alert_type"))
            .or_else(|| json::text(value, "decision"));
        of_account(field, event.as_deref(), &[], value)
    }

    #[test]
    fn what_goes_its_way_is_no_news_for_admins() {
        let quiet = [
            ("account_update", json!({ "event": "VERIFIED_ACCOUNT" })),
            ("account_update", json!({ "event": "PARTNER_ADDED" })),
            ("account_update", json!({ "event": "MM_LITE_TERMS_SIGNED" })),
            (
                "account_update",
                json!({ "event": "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE" }),
            ),
            ("account_review_update", json!({ "decision": "APPROVED" })),
            (
                "business_capability_update",
                json!({ "max_daily_conversation_per_phone": -1 }),
            ),
            (
                "business_capability_update",
                json!({ "max_daily_conversations_per_business": "TIER_UNLIMITED" }),
            ),
            (
                "account_alerts",
                json!({ "alert_info": { "alert_type": "OBA_APPROVED", "alert_severity": "CRITICAL" } }),
            ),
            ("business_username_update", json!({ "status": "approved" })),
        ];
        for (field, value) in quiet {
            assert_eq!(told(field, &value), None, "{field} {value}");
        }
    }

    #[test]
    fn what_is_not_known_is_told_if_it_sounds_like_trouble() {
        for event in ["ACCOUNT_SUSPENDED", "BAN", "PAYMENT_METHOD_REMOVED"] {
            let value = json!({ "event": event });
            assert_eq!(told("account_update", &value), Some(other(event)));
        }
        for event in ["ACCOUNT_BANKING_ADDED", "UNBLOCKED", "CLOCK_SET"] {
            assert_eq!(told("account_update", &json!({ "event": event })), None);
        }
        let alert = json!({ "alert_info": {
            "alert_type": "INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO",
            "alert_severity": "WARNING", "alert_status": "ACTIVE",
        } });
        assert!(told("account_alerts", &alert).is_some());
    }

    #[test]
    fn a_limit_is_told_in_digits_or_as_the_platform_rounds_it() {
        let tiers = [
            (json!({ "max_daily_conversation_per_phone": 1000 }), "1000"),
            (
                json!({ "max_daily_conversations_per_business": "TIER_2K" }),
                "2K",
            ),
        ];
        for (value, people) in tiers {
            let people = people.to_owned();
            let limit = Some(AccountEvent::Limit { people });
            assert_eq!(told("business_capability_update", &value), limit);
        }
    }
}
