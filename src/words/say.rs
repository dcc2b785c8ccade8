//! The texts, compiled in and looked up by their ids.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource};

use super::Locale;
use crate::domain::conversation::Stage;
use crate::domain::refusal::Reason;

/// What a text takes; made by `args!`.
pub type Args<'a> = FluentArgs<'a>;

/// What a text takes: `args! { "by" => name, "count" => 3 }`. Strings and numbers of every kind go
/// in; a number chooses the plural.
macro_rules! args {
    () => { $crate::words::Args::new() };
    ($($name:literal => $value:expr),+ $(,)?) => {{
        let mut args = $crate::words::Args::new();
        $(args.set($name, $value);)+
        args
    }};
}
pub(crate) use args;

/// The files of one folder, by area.
macro_rules! folder {
    ($folder:literal: $($area:literal),+ $(,)?) => {
        [$(($area, include_str!(concat!($folder, "/", $area, ".ftl")))),+]
    };
}

/// The files of every folder, in the order of [`Locale::ALL`].
macro_rules! folders {
    ($($area:literal),+ $(,)?) => {
        [
            folder!("pt-BR": $($area),+),
            folder!("en": $($area),+),
            folder!("es": $($area),+),
        ]
    };
}

/// How many areas there are.
pub(super) const AREAS: usize = 19;

/// The files, by locale and area.
pub(super) static FILES: [[(&str, &str); AREAS]; 3] = folders![
    "account",
    "ask",
    "card",
    "commands",
    "common",
    "contact",
    "conversation",
    "doctor",
    "files",
    "help",
    "inbound",
    "news",
    "queue",
    "reasons",
    "setup",
    "team",
    "thread",
    "trouble",
    "wizard",
];

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 3]> =
    LazyLock::new(|| Locale::ALL.map(bundle));

fn bundle(locale: Locale) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![locale.language()]);
    // The marks would show as boxes in some clients, and would be counted in lengths.
    bundle.set_use_isolating(false);
    for (area, text) in FILES[locale.index()] {
        let resource = FluentResource::try_new(text.to_owned())
            .map_err(|(_, errors)| format!("{locale}/{area}: {errors:?}"))
            .expect("the texts are compiled in, and the tests read every one");
        bundle
            .add_resource(resource)
            .map_err(|errors| format!("{locale}/{area}: {errors:?}"))
            .expect("no id stands twice, as the tests see");
    }
    bundle
}

/// The text `id` in this language. A text that does not exist there is said in Portuguese, and if
/// there is none at all the id itself is returned; both are mistakes of ours and are logged.
pub fn say(locale: Locale, id: &str, args: &Args<'_>) -> String {
    match try_say(locale, id, args) {
        Some((text, errors)) => {
            for error in errors {
                tracing::error!(%locale, id, %error, "a text did not get what it takes");
            }
            text
        }
        None => {
            tracing::error!(%locale, id, "a text is missing");
            id.to_owned()
        }
    }
}

/// The sentence for `reason`: cause, consequence, next step. What it takes stands in `reasons.ftl`.
pub fn reason(locale: Locale, reason: Reason, args: &Args<'_>) -> String {
    say(locale, &format!("reason-{}", reason.name()), args)
}

/// Whether admins were told of it, as the sentence for a reason takes it: they are if they have
/// chosen where.
pub fn told(admins: bool) -> &'static str {
    if admins { "yes" } else { "no" }
}

/// What becomes of a message that was refused, as the sentence for a reason takes it: it still
/// waits, or it has failed in a conversation of this stage.
pub fn fate(failed: Option<Stage>) -> &'static str {
    match failed {
        None => "waits",
        Some(Stage::Open) => "stays",
        Some(Stage::Concluded) => "ended",
    }
}

pub(super) fn try_say(
    locale: Locale,
    id: &str,
    args: &Args<'_>,
) -> Option<(String, Vec<FluentError>)> {
    [locale, Locale::default()].into_iter().find_map(|locale| {
        let bundle = &BUNDLES[locale.index()];
        let pattern = bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors);
        Some((text.into_owned(), errors))
    })
}
