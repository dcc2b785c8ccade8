//! What a message to the customer says: in one line for lists, quotes and questions, and in full.

use std::collections::BTreeMap;

use chrono_tz::Tz;

use super::{Args, Locale, args, say, weekdays};
use crate::domain::abilities::Abilities;
use crate::domain::content::{Content, Interactive, Offer, OfferedRow, Spot};
use crate::domain::interactive::footer;
use crate::domain::template::{Field, Label, Lacks, MediaKind, PlacePart, Slot};
use crate::domain::text::{Reading, arrives, escape};

/// A message in words: its text, or what stands for what it carries. Signs in it are as its author
/// typed them; whoever puts it into a message makes it harmless.
pub fn content(locale: Locale, content: &Content) -> String {
    match content {
        Content::Text { text } => text.clone(),
        Content::Template(template) => template.preview.clone(),
        Content::File(file) => match &file.caption {
            Some(caption) => format!("📎 {} · {caption}", file.facts.name),
            None => format!("📎 {}", file.facts.name),
        },
        Content::Reaction {
            emoji: Some(emoji), ..
        } => emoji.clone(),
        Content::Reaction { emoji: None, .. } => {
            say(locale, "content-reaction-removed", &Args::new())
        }
        Content::Location(spot) => {
            let place = spot.name.as_ref().or(spot.address.as_ref());
            let place = place.cloned().unwrap_or_else(|| spot.degrees());
            say(locale, "content-location", &args! { "place" => place })
        }
        Content::Interactive(asked) => match &asked.offer {
            Offer::Buttons { labels } => with_labels(&asked.body, labels.iter()),
            Offer::List { rows, .. } => with_labels(&asked.body, rows.iter().map(|row| &row.title)),
            Offer::Link { label, url } => format!("{} [{label}] {url}", asked.body),
            Offer::AskLocation => {
                let label = say(locale, "content-ask-location", &Args::new());
                with_labels(&asked.body, [&label])
            }
        },
    }
}

/// A message that was composed here as the phone shows it, in Discord's formatting; over a channel
/// with these abilities, with times of that zone.
pub fn in_full(locale: Locale, message: &Content, abilities: &Abilities, zone: Tz) -> String {
    match message {
        Content::Location(spot) => place(spot),
        Content::Interactive(asked) => offered(locale, asked, abilities, zone),
        other => arrived(locale, zone, &content(locale, other)),
    }
}

/// Words of an agent's as the customer reads them.
fn arrived(locale: Locale, time_zone: Tz, text: &str) -> String {
    let reading = Reading {
        time_zone,
        weekdays: weekdays(locale),
        // What names anybody is a note and never comes here.
        names: &BTreeMap::new(),
    };
    arrives(text, &reading)
}

fn place(spot: &Spot) -> String {
    let name = spot.name.iter().map(|name| format!("**{}**", escape(name)));
    let address = spot.address.iter().map(|address| escape(address));
    let link = format!("<{}>", spot.map_link());
    let lines: Vec<String> = name.chain(address).chain([link]).collect();
    format!("📍 {}", lines.join("\n"))
}

fn offered(locale: Locale, asked: &Interactive, abilities: &Abilities, zone: Tz) -> String {
    let button = |label: &str| format!("\\[ {} \\]", escape(label));
    let words = arrived(locale, zone, &asked.body);
    let footer = footer(&asked.body, &asked.offer, abilities.interactive.footer);
    let footer = footer.map(|footer| format!("-# {}", escape(&footer)));
    let below: Vec<String> = match &asked.offer {
        Offer::Buttons { labels } => labels.iter().map(|label| button(label)).collect(),
        Offer::List {
            button: label,
            rows,
        } => {
            let row = |row: &OfferedRow| match &row.description {
                Some(below) => format!("○ {} · {}", escape(&row.title), escape(below)),
                None => format!("○ {}", escape(&row.title)),
            };
            let opens = button(&format!("☰ {label}"));
            std::iter::once(opens).chain(rows.iter().map(row)).collect()
        }
        Offer::Link { label, url } => vec![format!("{} {}", button(label), escape(url))],
        Offer::AskLocation => vec![button(&say(locale, "content-ask-location", &Args::new()))],
    };
    let above = std::iter::once(words).chain(footer);
    let lines = above.chain([String::new()]).chain(below);
    lines.collect::<Vec<_>>().join("\n")
}

/// What a field of a template's form is called.
pub fn field_label(locale: Locale, field: &Field) -> String {
    let word = |id: &str| say(locale, id, &Args::new());
    match &field.label {
        Label::Words(words) => words.clone(),
        Label::Button(button) => match field.slot {
            Slot::Coupon(_) => word("wizard-parameter-code-label"),
            _ => say(
                locale,
                "wizard-parameter-url-label",
                &args! { "button" => button.clone() },
            ),
        },
        Label::Place(part) => word(match part {
            PlacePart::Latitude => "wizard-latitude-label",
            PlacePart::Longitude => "wizard-longitude-label",
            PlacePart::Name => "wizard-place-name-label",
            PlacePart::Address => "wizard-place-address-label",
        }),
        Label::OneTimeCode => word("wizard-parameter-code-label"),
    }
}

/// What a template lacks, as the sentence for a reason takes it: `none`, or one after the other.
pub fn lacks(locale: Locale, lacks: Option<&Lacks>) -> String {
    let Some(lacks) = lacks.filter(|lacks| !lacks.is_empty()) else {
        return "none".to_owned();
    };
    let file = lacks.media.map(|kind| {
        let id = match kind {
            MediaKind::Image => "lacks-picture",
            MediaKind::Video => "lacks-video",
            MediaKind::Document => "lacks-document",
        };
        say(locale, id, &Args::new())
    });
    let fields = lacks.fields.iter();
    let fields = fields.map(|field| {
        let field = escape(&field_label(locale, field));
        say(locale, "lacks-field", &args! { "field" => field })
    });
    let all: Vec<String> = file.into_iter().chain(fields).collect();
    all.join(", ")
}

fn with_labels<'a>(body: &str, labels: impl IntoIterator<Item = &'a String>) -> String {
    let labels = labels.into_iter().map(|label| format!(" [{label}]"));
    std::iter::once(body.to_owned()).chain(labels).collect()
}
