//! What a message says, in the platform's terms.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::Facts;
use crate::channels::OutgoingBody;
use crate::domain::content::{Content, FileContent};
use crate::domain::interactive::footer;
use crate::domain::signature;
use crate::domain::text::{Reading, to_whatsapp};
use crate::words::{self, args, say};

/// How long the customer can follow a link to a file. No longer than it is surely kept, which counts
/// from when the link was made.
const LINK: TimeDelta = TimeDelta::days(7);

/// What leaves for this content, with that person's name before its words; `None` where its file is
/// not with the platform yet.
pub fn body(facts: &Facts, content: &Content, name: Option<&str>) -> Option<OutgoingBody> {
    let abilities = facts.channel.abilities();
    Some(match content {
        Content::Text { text } => OutgoingBody::Text {
            text: signed(name, translated(facts, text), abilities.text_limit),
        },
        Content::Template(template) => OutgoingBody::Template {
            name: template.name.clone(),
            language: template.language.clone(),
            components: template.components.as_array().cloned().unwrap_or_default(),
        },
        Content::File(file) => return self::file(facts, file, name),
        Content::Reaction { target, emoji, .. } => OutgoingBody::Reaction {
            target: target.clone(),
            emoji: emoji.clone(),
        },
        Content::Location(spot) => OutgoingBody::Location(spot.clone()),
        Content::Interactive(asked) => {
            let words = translated(facts, &asked.body);
            OutgoingBody::Interactive {
                footer: footer(&words, &asked.offer, abilities.interactive.footer),
                body: signed(name, words, abilities.interactive.body_above(&asked.offer)),
                offer: asked.offer.clone(),
            }
        }
    })
}

/// A name that there is no room for is better left out than the words.
fn signed(name: Option<&str>, words: String, limit: usize) -> String {
    let signed = name.and_then(|name| signature::signed(name, &words, limit));
    signed.unwrap_or(words)
}

fn file(facts: &Facts, file: &FileContent, name: Option<&str>) -> Option<OutgoingBody> {
    let abilities = facts.channel.abilities();
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
            text: signed(name, text.join("\n"), abilities.text_limit),
        });
    }
    Some(OutgoingBody::Media {
        kind: handed.kind,
        id: handed.id.clone(),
        caption: caption.map(|caption| {
            let words = translated(facts, caption);
            signed(name, words, abilities.caption_limit)
        }),
        filename: Some(handed.name.clone()),
    })
}

fn translated(facts: &Facts, text: &str) -> String {
    let reading = Reading {
        time_zone: facts.zone,
        weekdays: words::weekdays(facts.locale),
        // What names anybody is a note and never comes here.
        names: &BTreeMap::new(),
    };
    to_whatsapp(text, &reading)
}
