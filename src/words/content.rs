//! What a message to the customer says, in one line: for lists, quotes and questions.

use super::{Args, Locale, args, say};
use crate::domain::content::{Content, Offer};

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

fn with_labels<'a>(body: &str, labels: impl IntoIterator<Item = &'a String>) -> String {
    let labels = labels.into_iter().map(|label| format!(" [{label}]"));
    std::iter::once(body.to_owned()).chain(labels).collect()
}
