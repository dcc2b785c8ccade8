//! Numbers and templates as the platform knows them: read at the start, when it says that something
//! changed, and once an hour.

use chrono::TimeDelta;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::channels::{Number, Template};
use crate::desk::DeskError;
use crate::desk::sends::paused_since;
use crate::domain::template::Definition;
use crate::store::channels::{self, Channel, Listed};
use crate::store::templates::ListedTemplate;

use super::{Facts, retry};

const EVERY: TimeDelta = TimeDelta::hours(1);

/// How soon a paused number is looked at again.
const PROBE: TimeDelta = TimeDelta::minutes(5);

/// Reads again when `asked`, and every hour, until `stop`.
pub async fn run(facts: Facts, asked: std::sync::Arc<Notify>, stop: CancellationToken) {
    let mut failures = 0;
    loop {
        let piece = facts.underway.begin();
        let wait = match all(&facts).await {
            Ok(()) => {
                failures = 0;
                again_after(&facts).await
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

/// Reads everything once.
///
/// # Errors
/// What went wrong, for the log.
pub async fn all(facts: &Facts) -> Result<(), String> {
    let said = |error: DeskError| error.to_string();
    for account in &facts.accounts {
        let numbers = facts.channel.numbers(account).await;
        let numbers = numbers.map_err(|error| error.to_string())?;
        let numbers = numbers.into_iter().map(|number| listed(account, number));
        facts
            .desk
            .take_numbers(numbers.collect())
            .await
            .map_err(said)?;
        resume(facts, account).await.map_err(said)?;
        let templates = facts.channel.templates(account).await;
        let templates = templates.map_err(|error| error.to_string())?;
        let templates = templates.into_iter().map(listed_template);
        facts
            .desk
            .take_templates(account.clone(), templates.collect())
            .await
            .map_err(said)?;
    }
    Ok(())
}

/// The token reaches the account again, so its numbers may try: if they are refused once more they
/// are paused once more, and nothing is lost by it.
async fn resume(facts: &Facts, account: &str) -> Result<(), DeskError> {
    for channel in paused(facts).await? {
        let long_enough = channel
            .paused_until
            .is_some_and(|until| paused_since(until) + PROBE <= facts.clock.now());
        if channel.listed.waba_id == account && long_enough {
            tracing::info!(channel = channel.id.0, "sending on a number goes on");
            facts.desk.resume(channel.id).await?;
        }
    }
    Ok(())
}

async fn paused(facts: &Facts) -> Result<Vec<Channel>, DeskError> {
    let mut db = facts.desk.store().read().await?;
    let now = facts.clock.now();
    Ok(channels::list(&mut db)
        .await?
        .into_iter()
        .filter(|channel| channel.paused_until.is_some_and(|until| now < until))
        .collect())
}

/// Sooner while a number is paused.
async fn again_after(facts: &Facts) -> TimeDelta {
    match paused(facts).await {
        Ok(paused) if paused.is_empty() => EVERY,
        _ => PROBE,
    }
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
