//! News about templates, numbers and the whole account.

use serde_json::Value;

use super::{Change, json, news};
use crate::domain::incoming::{
    AccountAlert, Incoming, NumberChange, NumberChanged, Restriction, TemplateChange,
    TemplateChanged,
};

/// What a change says.
type Read = fn(&Change<'_>) -> Incoming;

/// The kinds of news, by the platform's names for them, and how each is read.
pub(super) const KINDS: [(&str, Read); 11] = [
    ("message_template_status_update", |change| {
        template(change, template_status(change.value))
    }),
    ("message_template_quality_update", |change| {
        template(change, template_quality(change.value))
    }),
    ("message_template_components_update", |change| {
        template(change, TemplateChange::Components)
    }),
    ("template_category_update", |change| {
        template(change, template_category(change.value))
    }),
    ("phone_number_quality_update", |change| {
        number(change, number_quality(change.value))
    }),
    ("phone_number_name_update", |change| {
        number(change, number_name(change.value))
    }),
    ("security", |change| {
        let event = json::text(change.value, "event");
        number(change, NumberChange::Security { event })
    }),
    ("account_update", alert),
    ("account_alerts", alert),
    ("account_review_update", alert),
    ("business_capability_update", alert),
];

/// The news, or `None` if the field means nothing to us.
pub(super) fn read(change: &Change<'_>) -> Option<Incoming> {
    let field = change.field.as_str();
    let known = KINDS.iter().find(|(kind, _)| *kind == field);
    // Kinds that are not known yet may be about the account all the same.
    let is_about_account = field.starts_with("account_") || field.starts_with("business_");
    match known {
        Some((_, read)) => Some(read(change)),
        None => is_about_account.then(|| alert(change)),
    }
}

fn template(change: &Change<'_>, what: TemplateChange) -> Incoming {
    let text = |key| json::text(change.value, key);
    Incoming::TemplateChanged(TemplateChanged {
        account: change.account.map(str::to_owned),
        template_id: text("message_template_id"),
        name: text("message_template_name"),
        // Sending wants the underscore, webhooks print a hyphen at times.
        language: text("message_template_language").map(|code| code.replace('-', "_")),
        at: change.at,
        change: what,
    })
}

fn template_status(value: &Value) -> TemplateChange {
    let Some(event) = json::text(value, "event") else {
        // A documented sample has a change of quality in here.
        return template_quality(value);
    };
    let explanation = ["rejection_info", "other_info", "disable_info"]
        .into_iter()
        .filter_map(|key| value.get(key))
        .find_map(|info| {
            json::text(info, "reason")
                .or_else(|| json::text(info, "description"))
                .or_else(|| json::text(info, "title"))
        });
    TemplateChange::Status {
        event,
        reason: json::text(value, "reason").filter(|reason| reason != "NONE"),
        explanation,
    }
}

fn template_quality(value: &Value) -> TemplateChange {
    TemplateChange::Quality {
        previous: json::text(value, "previous_quality_score"),
        current: json::text(value, "new_quality_score"),
    }
}

/// While a change is announced, `new_category` is the present one and `correct_category` the next.
fn template_category(value: &Value) -> TemplateChange {
    TemplateChange::Category {
        previous: json::text(value, "previous_category"),
        current: json::text(value, "new_category"),
        upcoming: json::text(value, "correct_category"),
    }
}

fn number(change: &Change<'_>, what: NumberChange) -> Incoming {
    Incoming::NumberChanged(NumberChanged {
        for_admins: news::of_number(&what),
        account: change.account.map(str::to_owned),
        phone_number_id: change.number.clone(),
        display_phone_number: json::text(change.value, "display_phone_number"),
        at: change.at,
        change: what,
    })
}

fn number_quality(value: &Value) -> NumberChange {
    let text = |key| json::text(value, key);
    NumberChange::Quality {
        event: text("event"),
        limit: text("max_daily_conversations_per_business").or_else(|| text("current_limit")),
    }
}

fn number_name(value: &Value) -> NumberChange {
    let text = |key| json::text(value, key);
    NumberChange::Name {
        decision: text("decision"),
        requested: text("requested_verified_name"),
        reason: text("rejection_reason"),
    }
}

fn alert(change: &Change<'_>) -> Incoming {
    let value = change.value;
    let restrictions: Vec<Restriction> = json::list(value, "restriction_info")
        .filter_map(|restriction| {
            Some(Restriction {
                kind: json::text(restriction, "restriction_type")?,
                until: json::moment(restriction, "expiration"),
            })
        })
        .collect();
    let event = json::text(value, "event")
        .or_else(|| json::text(news::alert_of(value), "alert_type"))
        .or_else(|| json::text(value, "decision"));
    // What a partner is told comes under the partner's id.
    let whose = value.get("waba_info");
    let whose = whose.and_then(|whose| json::text(whose, "waba_id"));
    let number = json::text(value, "phone_number");
    let is_number = |number: &String| number.contains(|c: char| c.is_ascii_digit());
    Incoming::AccountAlert(AccountAlert {
        account: whose.or_else(|| change.account.map(str::to_owned)),
        number: number.filter(is_number),
        field: change.field.clone(),
        for_admins: news::of_account(&change.field, event.as_deref(), &restrictions, value),
        event,
        at: change.at,
        restrictions,
        raw: value.clone(),
    })
}
