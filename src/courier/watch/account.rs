//! What admins read about news of the platform's about accounts and numbers.

use super::Scene;
use super::said::named;
use crate::courier::Facts;
use crate::courier::render::command;
use crate::domain::incoming::{AccountEvent, AccountNews, Restriction};
use crate::domain::text::{escape, excerpt};
use crate::store::channels::Channel;
use crate::words::{Args, Locale, args, date_time, say};

/// The most of a name or a reason of the platform's that is shown.
const SHOWN: usize = 120;

/// Cause, consequence, next step.
pub(super) fn sentence(facts: &Facts, scene: &Scene, news: &AccountNews) -> String {
    let locale = facts.locale;
    let mut args = args! { "whom" => whom(locale, &scene.channels, news) };
    let shown = |text: &str| escape(&excerpt(text, SHOWN));
    let id = match &news.event {
        AccountEvent::Restricted(restrictions) if restrictions.is_empty() => {
            "account-restricted-somehow"
        }
        AccountEvent::Restricted(restrictions) => {
            let what = restrictions.iter().map(|one| restriction(facts, one));
            args.set("what", what.collect::<Vec<_>>().join("; "));
            "account-restricted"
        }
        AccountEvent::Violated { rule: Some(rule) } => {
            args.set("rule", shown(rule));
            "account-violated"
        }
        AccountEvent::Violated { rule: None } => "account-violated-somehow",
        AccountEvent::Disabling { on: Some(on) } => {
            args.set("on", shown(on));
            "account-disabling-on"
        }
        AccountEvent::Disabling { on: None } => "account-disabling",
        AccountEvent::Disabled => "account-disabled",
        AccountEvent::Reinstated => "account-reinstated",
        AccountEvent::Deleted => "account-deleted",
        AccountEvent::Disconnected { why } => {
            let command = command(locale, "diagnostics", scene.diagnostics_command);
            args.set("command", command);
            match why {
                Some(why) => {
                    args.set("why", shown(why));
                    "account-disconnected-why"
                }
                None => "account-disconnected",
            }
        }
        AccountEvent::ReviewRefused => "account-review-refused",
        AccountEvent::ReviewOpen => "account-review-open",
        AccountEvent::Limit { people } => {
            args.set("people", shown(people));
            "account-limit"
        }
        AccountEvent::Flagged => "account-flagged",
        AccountEvent::Unflagged => "account-unflagged",
        AccountEvent::NameRefused { name, why } => {
            args.set(
                "name",
                name.as_deref().map_or_else(|| "—".to_owned(), shown),
            );
            match why {
                Some(why) => {
                    args.set("why", shown(why));
                    "account-name-refused-why"
                }
                None => "account-name-refused",
            }
        }
        AccountEvent::PinAsked => "account-pin-asked",
        AccountEvent::PinChanged => "account-pin-changed",
        AccountEvent::Other { event } => {
            args.set("event", shown(event));
            "account-other"
        }
    };
    say(locale, id, &args)
}

/// Whom it is about: a number by its name here, or as it is printed; an account by its id.
fn whom(locale: Locale, channels: &[Channel], news: &AccountNews) -> String {
    let digits = |number: &str| -> String { number.chars().filter(char::is_ascii_digit).collect() };
    if let Some(number) = &news.number {
        let of = |channel: &&Channel| digits(&channel.listed.display_phone) == digits(number);
        let name = match channels.iter().find(of) {
            Some(channel) => named(Some(channel)),
            None => escape(&excerpt(number, SHOWN)),
        };
        return say(locale, "account-number", &args! { "name" => name });
    }
    match &news.account {
        Some(account) => {
            let account = escape(&excerpt(account, SHOWN));
            say(locale, "account-account", &args! { "account" => account })
        }
        None => say(locale, "account-unnamed", &Args::new()),
    }
}

fn restriction(facts: &Facts, restriction: &Restriction) -> String {
    let locale = facts.locale;
    let kind = args! {
        "kind" => restriction.kind.to_ascii_lowercase(),
        "name" => escape(&excerpt(&restriction.kind, SHOWN)),
    };
    let what = say(locale, "account-restriction", &kind);
    match restriction.until {
        Some(until) => {
            let until = date_time(locale, until, facts.zone);
            let args = args! { "what" => what, "until" => until };
            say(locale, "account-restriction-until", &args)
        }
        None => what,
    }
}
