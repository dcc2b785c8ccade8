//! Numbers and templates as the platform knows them: read at the start, when it says that something
//! changed, and once an hour.

use chrono::TimeDelta;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::channels::{Number, Template};
use crate::desk::DeskError;
use crate::desk::pauses::Asked;
use crate::domain::template::Definition;
use crate::store::channels::Listed;
use crate::store::templates::ListedTemplate;

use super::{Facts, retry};

const EVERY: TimeDelta = TimeDelta::hours(1);

/// The same while sending on a number is paused.
const WHILE_PAUSED: TimeDelta = TimeDelta::minutes(5);

/// Reads again when `asked`, and every hour, until `stop`.
pub async fn run(facts: Facts, asked: std::sync::Arc<Notify>, stop: CancellationToken) {
    let mut failures = 0;
    loop {
        let piece = facts.underway.begin();
        let wait = match every_account(&facts, Asked::ByTheClock).await {
            Ok(()) => {
                failures = 0;
                match facts.desk.is_anything_paused().await {
                    Ok(false) => EVERY,
                    _ => WHILE_PAUSED,
                }
            }
            Err(error) => {
                failures += 1;
                tracing::warn!(error, "numbers and templates could not be read");
                retry::after(failures, 0)
            }
        };
        let at = facts.clock.now() + wait;
        let sleep = facts.clock.sleep_until(at);
        drop(piece);
        tokio::select! {
            () = stop.cancelled() => return,
            () = asked.notified() => {}
            () = sleep => {}
        }
    }
}

/// Reads everything once because a person asked for it.
///
/// # Errors
/// What went wrong, for the log.
pub async fn all(facts: &Facts) -> Result<(), String> {
    every_account(facts, Asked::ByAPerson).await
}

/// An account that cannot be read never keeps the others from being read; the last failure is told.
async fn every_account(facts: &Facts, asked: Asked) -> Result<(), String> {
    let mut outcome = Ok(());
    for account in &facts.accounts {
        if let Err(error) = one(facts, account, asked).await {
            outcome = Err(error);
        }
    }
    outcome
}

async fn one(facts: &Facts, account: &str, asked: Asked) -> Result<(), String> {
    let said = |error: DeskError| error.to_string();
    let numbers = facts.channel.numbers(account).await;
    let numbers = numbers.map_err(|error| error.to_string())?;
    let numbers = numbers.into_iter().map(|number| listed(account, number));
    facts
        .desk
        .take_numbers(numbers.collect())
        .await
        .map_err(said)?;
    // Without it prices are in the currency of the built-in table.
    match facts.channel.currency(account).await {
        Ok(currency) => facts
            .desk
            .take_currency(account.to_owned(), currency)
            .await
            .map_err(said)?,
        Err(error) => tracing::warn!(%error, account, "the account's currency is not known"),
    }
    let templates = facts.channel.templates(account).await;
    let templates = templates.map_err(|error| error.to_string())?;
    let templates = templates.into_iter().map(listed_template);
    facts
        .desk
        .take_templates(account.to_owned(), templates.collect())
        .await
        .map_err(said)?;
    // The account answers, so what its numbers were paused for may be over.
    facts
        .desk
        .restored(account.to_owned(), asked)
        .await
        .map_err(said)
}

fn listed(account: &str, number: Number) -> Listed {
    Listed {
        phone_number_id: number.id,
        waba_id: account.to_owned(),
        display_phone: number.display,
        verified_name: number.verified_name.unwrap_or_default(),
        quality: number.quality,
        status: number.status,
    }
}

fn listed_template(template: Template) -> ListedTemplate {
    // A definition that cannot be read is kept and shown as one that cannot be sent.
    let fingerprint = Definition::parse(&template.definition)
        .map(|definition| definition.fingerprint())
        .unwrap_or_default();
    ListedTemplate {
        meta_id: template.id,
        name: template.name,
        language: template.language,
        category: template.category,
        status: template.status,
        quality: None,
        fingerprint,
        definition: template.definition,
    }
}
