//! Each WhatsApp Business account: whether its news come to us and to whom else, its numbers, its
//! templates.

use super::Doctor;
use super::known::Known;
use super::report::{Mend, Report};
use super::{webhook, whatsapp};
use crate::channels::whatsapp::{Callback, Subscriber};
use crate::channels::{Channel as _, ChannelError, Number};
use crate::domain::refusal::Scope;
use crate::words::args;

/// The step of the set-up that a first template is needed for.
const TEST: u8 = 5;

/// What was found in one account; `None`: it could not be read.
#[derive(Debug, Default)]
pub struct Account {
    /// Its numbers.
    pub numbers: Option<Vec<Number>>,
    /// How many of its templates may be sent.
    pub approved: Option<usize>,
}

/// Looks at one.
pub async fn examine(
    doctor: &Doctor,
    id: &str,
    app: Option<&str>,
    callback: Option<&Callback>,
    known: Option<&Known>,
    report: &mut Report,
) -> Account {
    let numbers = match doctor.whatsapp.numbers(id).await {
        Ok(numbers) => numbers,
        // The account is not ours to see: there is nothing more to learn.
        Err(error) => {
            unread(doctor, id, &error, report);
            return Account::default();
        }
    };
    match doctor.whatsapp.subscribers(id).await {
        Ok(subscribers) => subscription(doctor, id, app, callback, &subscribers, report),
        Err(error) => unread(doctor, id, &error, report),
    }
    currency(doctor, id, known, report).await;
    let approved = match doctor.whatsapp.templates(id).await {
        Ok(templates) => {
            let approved = templates.iter().filter(|one| one.status == "APPROVED");
            Some(approved.count())
        }
        Err(error) => {
            unread(doctor, id, &error, report);
            None
        }
    };
    Account {
        numbers: Some(numbers),
        approved,
    }
}

fn unread(doctor: &Doctor, id: &str, error: &ChannelError, report: &mut Report) {
    if error.refusal.scope == Scope::Platform {
        whatsapp::unreachable(doctor, error, report);
    } else {
        tracing::warn!(%error, account = id, "an account cannot be read");
        report.trouble("doctor-account-gone", &args! { "account" => id });
    }
}

/// Says so if prices in the account's currency are unknown.
async fn currency(doctor: &Doctor, id: &str, known: Option<&Known>, report: &mut Report) {
    let Some(known) = known else { return };
    match doctor.whatsapp.currency(id).await {
        Ok(Some(currency)) if !known.currencies.contains(&currency) => {
            let args = args! { "account" => id, "currency" => currency };
            report.fine("doctor-currency-without-tariffs", &args);
        }
        Ok(_) => {}
        Err(error) => unread(doctor, id, &error, report),
    }
}

fn subscription(
    doctor: &Doctor,
    id: &str,
    app: Option<&str>,
    callback: Option<&Callback>,
    subscribers: &[Subscriber],
    report: &mut Report,
) {
    // A token that does not say whose it is leaves only the guess that we are among them.
    let is_ours = |one: &&Subscriber| app.is_none_or(|app| one.app_id == app);
    match subscribers.iter().find(is_ours) {
        None => {
            report.trouble("doctor-not-subscribed", &args! { "account" => id });
            report.mended_by(Mend::Subscribe);
        }
        Some(ours) => {
            report.fine("doctor-subscribed", &args! { "account" => id });
            let actual = ours.override_url.as_deref();
            let actual = actual.or(callback.map(|callback| callback.url.as_str()));
            if let Some((actual, url)) = actual.zip(webhook::url(&doctor.config))
                && actual.trim_end_matches('/') != url
            {
                let args = args! { "actual" => actual, "url" => url };
                report.trouble("doctor-webhook-other-url", &args);
            }
        }
    }
    let others: Vec<&str> = subscribers
        .iter()
        .filter(|one| app.is_some() && !is_ours(one))
        .map(|one| one.name.as_deref().unwrap_or(&one.app_id))
        .collect();
    if !others.is_empty() {
        let apps = others.join(", ");
        report.fine("setup-also-connected", &args! { "apps" => apps });
    }
}

/// Says whether there is anything that a conversation could be started with.
pub fn templates(ids: &[String], found: &[Account], report: &mut Report) {
    report.step(TEST);
    let mut count = 0;
    for (id, account) in ids.iter().zip(found) {
        match account.approved {
            Some(0) => report.trouble("doctor-templates-none", &args! { "account" => id.as_str() }),
            Some(approved) => count += approved,
            None => {}
        }
    }
    if count > 0 {
        report.fine("doctor-templates-ok", &args! { "count" => count });
    }
}
