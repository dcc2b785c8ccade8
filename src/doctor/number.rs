//! Each number: as Meta sees it and as the desk uses it.

use chrono::{DateTime, Utc};

use super::account::Account;
use super::known::Known;
use super::report::Report;
use crate::channels::Number;
use crate::domain::refusal::Reason;
use crate::store::channels::Channel;
use crate::words::{Args, args, fate, reason, told};

/// The step of the set-up that numbers are.
const NUMBERS: u8 = 2;

/// Looks at them. `found` goes with `ids`.
pub fn examine(
    ids: &[String],
    found: &[Account],
    known: Option<&Known>,
    now: DateTime<Utc>,
    report: &mut Report,
) {
    report.step(NUMBERS);
    let (mut on, mut read) = (0, 0);
    for (id, account) in ids.iter().zip(found) {
        let Some(numbers) = &account.numbers else {
            continue;
        };
        if numbers.is_empty() {
            report.trouble("doctor-numbers-none", &args! { "account" => id.as_str() });
        }
        for number in numbers {
            // What is switched on stands in the database alone.
            let Some(known) = known else { continue };
            let mut channels = known.channels.iter();
            let channel = channels.find(|channel| channel.listed.phone_number_id == number.id);
            read += 1;
            on += usize::from(channel.is_some_and(|channel| channel.enabled));
            one(number, channel, now, report);
        }
    }
    if read > 0 && on == 0 {
        report.trouble("doctor-numbers-off", &Args::new());
    }
}

fn one(number: &Number, channel: Option<&Channel>, now: DateTime<Utc>, report: &mut Report) {
    let verified = number.verified_name.as_deref();
    let name = channel.map_or_else(|| verified.unwrap_or(&number.id), |channel| &channel.name);
    let args = || args! { "channel" => name, "phone" => number.display.as_str() };
    let Some(channel) = channel.filter(|channel| channel.enabled) else {
        let count = channel.map_or(0, |channel| channel.off_count);
        if count > 0 {
            let args = args! { "count" => count, "channel" => name };
            report.trouble("setup-off-count", &args);
        } else {
            report.fine("doctor-number-off", &args());
        }
        return;
    };
    let mut fine = true;
    let mut trouble = |report: &mut Report, id: &str, args: &Args<'_>| {
        fine = false;
        report.trouble(id, args);
    };
    if let Some(status) = number.status.as_deref().filter(|one| *one != "CONNECTED") {
        let mut args = args();
        args.set("status", status);
        trouble(report, "doctor-number-disconnected", &args);
    }
    if channel.pause.is_some_and(|pause| pause.holds(now)) {
        let mut args = args();
        args.set("reason", why(report, channel));
        trouble(report, "doctor-number-paused", &args);
    }
    if number.quality.as_deref() == Some("RED") {
        trouble(report, "doctor-number-quality", &args());
    }
    if channel.default_team.is_none() {
        trouble(report, "doctor-number-teamless", &args());
    }
    if fine {
        report.fine("doctor-number-ok", &args());
    }
}

/// Why sending on it is paused, in a sentence; empty if nobody wrote that down.
fn why(report: &Report, channel: &Channel) -> String {
    let name = channel.pause_reason.as_deref();
    let why = Reason::ALL.iter().find(|one| Some(one.name()) == name);
    // It is they who read it.
    let name = channel.name.as_str();
    let args = args! { "channel" => name, "told" => told(true), "fate" => fate(None) };
    why.map(|why| reason(report.locale(), *why, &args))
        .unwrap_or_default()
}
