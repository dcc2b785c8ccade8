//! The machine's clock against what the platforms say: by it we know when windows close.

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::header::DATE;
use url::Url;

use super::Doctor;
use super::report::Report;
use crate::channels::http_client;
use crate::words::{Args, Locale, args};

/// Further off than that is wrong. The header counts whole seconds.
const TOLERATED: TimeDelta = TimeDelta::seconds(5);

/// Looks at it.
pub async fn examine(doctor: &Doctor, locale: Locale) -> Report {
    let config = &doctor.config;
    let (discord, graph) = tokio::join!(
        skew(doctor, config.discord_api_base.join("api/v10/gateway").ok()),
        skew(doctor, Some(config.graph_api_base.clone()))
    );
    let mut report = Report::new(locale);
    // Both would have to be wrong in the same way; the better one counts.
    let found = discord.into_iter().chain(graph).min_by_key(TimeDelta::abs);
    match found {
        None => report.trouble("doctor-clock-unknown", &Args::new()),
        Some(skew) if skew.abs() <= TOLERATED => report.fine("doctor-clock-ok", &Args::new()),
        Some(skew) => {
            let count = skew.num_seconds().abs();
            report.trouble("doctor-clock-skewed", &args! { "count" => count });
        }
    }
    report
}

/// By how much our clock is behind a platform's, whatever that answers otherwise.
async fn skew(doctor: &Doctor, url: Option<Url>) -> Option<TimeDelta> {
    let url = url?;
    let client = http_client(&url).ok()?;
    let asked = doctor.clock.now();
    let answer = client.get(url).send().await.ok()?;
    let answered = doctor.clock.now();
    let said = told(answer.headers().get(DATE)?.to_str().ok()?)?;
    Some(between(said, asked, answered))
}

fn told(header: &str) -> Option<DateTime<Utc>> {
    let time = DateTime::parse_from_rfc2822(header).ok()?;
    Some(time.to_utc())
}

/// How far outside the time from question to answer the platform's time lies.
fn between(said: DateTime<Utc>, asked: DateTime<Utc>, answered: DateTime<Utc>) -> TimeDelta {
    // The clock may have been set back in between.
    said - said.clamp(asked, answered.max(asked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_and_only_what_lies_outside_the_exchange_counts() {
        let said = told("Sun, 22 Nov 2026 12:00:30 GMT").expect("a date");
        assert_eq!(said.to_rfc3339(), "2026-11-22T12:00:30+00:00");
        assert_eq!(told("yesterday"), None);
        let at = |seconds| said + TimeDelta::seconds(seconds);
        assert_eq!(between(said, at(-3), at(4)), TimeDelta::zero());
        assert_eq!(between(said, at(60), at(61)), TimeDelta::seconds(-60));
        assert_eq!(between(said, at(-90), at(-80)), TimeDelta::seconds(80));
    }
}
