//! What a message says, in the platform's terms.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::Facts;
use crate::channels::OutgoingBody;
use crate::domain::content::{Content, FileContent};
use crate::domain::text::{Reading, to_whatsapp};
use crate::words::{self, args, say};

/// How long the customer can follow a link to a file. No longer than it is surely kept, which counts
/// from when the link was made.
const LINK: TimeDelta = TimeDelta::days(7);

/// What leaves for this content; `None` where its file is not with the platform yet.
pub fn body(facts: &Facts, content: &Content) -> Option<OutgoingBody> {
    Some(match content {
        Content::Text { text } => OutgoingBody::Text {
            text: translated(facts, text),
        },
        Content::Template(template) => OutgoingBody::Template {
            name: template.name.clone(),
            language: template.language.clone(),
            components: template.components.as_array().cloned().unwrap_or_default(),
        },
        Content::File(file) => return self::file(facts, file),
        Content::Reaction { target, emoji } => OutgoingBody::Reaction {
            target: target.clone(),
            emoji: emoji.clone(),
        },
        Content::Location(spot) => OutgoingBody::Location(spot.clone()),
        Content::Interactive(asked) => OutgoingBody::Interactive {
            body: translated(facts, &asked.body),
            offer: asked.offer.clone(),
        },
    })
}

fn file(facts: &Facts, file: &FileContent) -> Option<OutgoingBody> {
    let handed = file.handed.as_ref()?;
    let caption = file.caption.as_ref();
    if handed.link {
        let until = handed.at + LINK;
        let args = args! {
            "file" => handed.name.as_str(),
            "size" => words::size(facts.locale, file.facts.bytes),
            "until" => words::date(facts.locale, until, facts.zone),
            "link" => facts.links.to(&handed.id, until)?.to_string(),
        };
        let link = say(facts.locale, "content-link", &args);
        let words = caption.map(|caption| translated(facts, caption));
        let text = words.into_iter().chain([link]).collect::<Vec<_>>();
        return Some(OutgoingBody::Text {
            text: text.join("\n"),
        });
    }
    Some(OutgoingBody::Media {
        kind: handed.kind,
        id: handed.id.clone(),
        caption: caption.map(|caption| translated(facts, caption)),
        filename: Some(handed.name.clone()),
    })
}

fn translated(facts: &Facts, text: &str) -> String {
    let reading = Reading {
        time_zone: facts.zone,
        // What names anybody is a note and never comes here.
        names: &BTreeMap::new(),
    };
    to_whatsapp(text, &reading)
}
