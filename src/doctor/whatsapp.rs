//! WhatsApp as a whole: the token, and where Meta sends what it has to say. The accounts follow in
//! [`super::account`].

use super::known::Known;
use super::report::Report;
use super::{Doctor, account, number, webhook};
use crate::channels::ChannelError;
use crate::channels::whatsapp::webhook::fields;
use crate::channels::whatsapp::{Callback, TokenFacts};
use crate::domain::refusal::{Reason, Scope};
use crate::words::{Args, Locale, args, date};

/// The step of the set-up that WhatsApp is.
const WHATSAPP: u8 = 1;

/// What the token must be allowed to do.
/// <https://developers.facebook.com/docs/whatsapp/business-management-api/get-started>
const PERMISSIONS: [&str; 2] = [
    "whatsapp_business_management",
    "whatsapp_business_messaging",
];

/// What Meta offers only to those whose numbers are used on a phone as well.
/// <https://developers.facebook.com/docs/whatsapp/embedded-signup/custom-flows/onboarding-business-app-users>
const OF_SHARED_PHONES: [&str; 2] = ["history", "smb_message_echoes"];

/// Looks at it.
pub async fn examine(doctor: &Doctor, locale: Locale, known: Option<&Known>) -> Report {
    let mut report = Report::new(locale);
    report.step(WHATSAPP);
    let facts = match doctor.whatsapp.token_facts().await {
        Ok(facts) if facts.valid => facts,
        Ok(_) => {
            report.trouble("doctor-whatsapp-token-wrong", &Args::new());
            return report;
        }
        Err(error) if error.refusal.reason == Reason::TokenRejected => {
            report.trouble("doctor-whatsapp-token-wrong", &Args::new());
            return report;
        }
        Err(error) => {
            unreachable(doctor, &error, &mut report);
            return report;
        }
    };
    token(doctor, &facts, &mut report);
    let callback = callback(doctor, &facts, &mut report).await;
    let app = facts.app_id.as_deref();
    let ids = &doctor.config.whatsapp_business_account_ids;
    let mut found = Vec::new();
    for id in ids {
        found.push(account::examine(doctor, id, app, callback.as_ref(), known, &mut report).await);
    }
    number::examine(ids, &found, known, doctor.clock.now(), &mut report);
    account::templates(ids, &found, &mut report);
    report
}

/// The question could not be asked; says so if that is the platform's trouble.
pub fn unreachable(doctor: &Doctor, error: &ChannelError, report: &mut Report) {
    tracing::warn!(%error, "WhatsApp did not answer a check");
    let address = doctor.config.graph_api_base.to_string();
    report.trouble(
        "doctor-whatsapp-unreachable",
        &args! { "address" => address },
    );
}

fn token(doctor: &Doctor, facts: &TokenFacts, report: &mut Report) {
    let missing: Vec<&str> = PERMISSIONS
        .into_iter()
        .filter(|needed| !facts.permissions.iter().any(|has| has == needed))
        .collect();
    if !missing.is_empty() {
        let permissions = missing.join(", ");
        report.trouble(
            "doctor-whatsapp-token-permission",
            &args! { "permissions" => permissions },
        );
    }
    match facts.expires {
        Some(when) => {
            let when = date(report.locale(), when, doctor.config.time_zone);
            report.trouble("doctor-whatsapp-token-expires", &args! { "when" => when });
        }
        None => report.fine("doctor-whatsapp-token-ok", &Args::new()),
    }
}

/// Where our app's webhooks go, which is what Meta tells only to those who know the app's secret.
async fn callback(doctor: &Doctor, facts: &TokenFacts, report: &mut Report) -> Option<Callback> {
    let app = facts.app_id.as_ref()?;
    match doctor.whatsapp.callback(app).await {
        Ok(Some(callback)) => {
            subscribed(&callback, report);
            Some(callback)
        }
        Ok(None) => {
            // Without an address of ours there is another sentence.
            if let Some(url) = webhook::url(&doctor.config) {
                report.trouble("doctor-webhook-not-set", &args! { "url" => url });
            }
            None
        }
        Err(error) if error.refusal.scope == Scope::Platform => {
            unreachable(doctor, &error, report);
            None
        }
        Err(error) => {
            tracing::warn!(%error, "Meta refused the app's own token");
            report.trouble("doctor-app-secret-wrong", &Args::new());
            None
        }
    }
}

/// Whether Meta tells us all that we read: without its messages nothing works, without the rest nobody
/// hears of what happened.
fn subscribed(callback: &Callback, report: &mut Report) {
    let has = |wanted: &str| callback.fields.iter().any(|field| field == wanted);
    if !has("messages") {
        report.trouble("doctor-webhook-no-messages", &Args::new());
    }
    let needed = fields().filter(|field| !OF_SHARED_PHONES.contains(field));
    let missing: Vec<&str> = needed
        .filter(|field| *field != "messages" && !has(field))
        .collect();
    if !missing.is_empty() {
        let fields = missing.join(", ");
        report.trouble("doctor-webhook-fields", &args! { "fields" => fields });
    }
}
