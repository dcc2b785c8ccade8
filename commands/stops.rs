//! `/setup`, the words after which the queue asks before it leaves, and those of people who want no
//! more messages: one form for each language.

use super::context::Asked;
use super::trouble::Trouble;
use super::view::View;
use crate::desk::error::Refused;
use crate::discord::components::{Button, ButtonStyle, Modal, TextInput};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::stops::{Phrases, StopLists};
use crate::words::args;

/// The languages, by their own names.
const LANGUAGES: [&str; 3] = ["Português", "English", "Español"];

/// The lists of one language: a field's name and its label.
const FIELDS: [(&str, &str); 4] = [
    ("stops", "stops-answers-label"),
    ("buttons", "stops-buttons-label"),
    ("opt_outs", "stops-opt-outs-label"),
    ("opt_ins", "stops-opt-ins-label"),
];

/// The list that all languages share.
const EMOJI: &str = "emoji";

/// The longest list that a form holds.
const LENGTH: usize = 2000;

fn phrases(lists: &mut StopLists, language: i64) -> Result<&mut Phrases, Refused> {
    match language {
        0 => Ok(&mut lists.pt),
        1 => Ok(&mut lists.en),
        2 => Ok(&mut lists.es),
        _ => Err(Refused::Over),
    }
}

fn list<'a>(phrases: &'a mut Phrases, field: &str) -> &'a mut Vec<String> {
    match field {
        "stops" => &mut phrases.stops,
        "buttons" => &mut phrases.buttons,
        "opt_outs" => &mut phrases.opt_outs,
        _ => &mut phrases.opt_ins,
    }
}

/// Says what the lists are for, and what stands in them.
pub async fn show(asked: &Asked<'_>, note: Option<String>) -> Result<(), Trouble> {
    asked.admin()?;
    let mut lists = StopLists::clone(&asked.desk().stops());
    let mut lines: Vec<String> = note.into_iter().collect();
    lines.push(asked.word("stops-header"));
    for (language, name) in (0..).zip(LANGUAGES) {
        let phrases = phrases(&mut lists, language)?;
        let row = args! {
            "language" => name,
            "answers" => phrases.stops.join(", "),
            "opt_outs" => phrases.opt_outs.join(", "),
        };
        lines.push(asked.say("stops-row", &row));
    }
    let forms = (0..).zip(LANGUAGES).map(|(language, name)| {
        Button::new(
            ButtonStyle::Secondary,
            CustomId::new(Verb::StopsForm, language),
            name,
        )
    });
    let back = Button::new(
        ButtonStyle::Secondary,
        CustomId::new(Verb::Setup, 0),
        &asked.word("back-button"),
    );
    let view = View::text(lines.join("\n")).buttons(forms.chain([back]));
    asked.show(&view).await
}

/// Opens the form of a language.
pub async fn open(asked: &Asked<'_>, language: i64) -> Result<(), Trouble> {
    asked.admin()?;
    let mut lists = StopLists::clone(&asked.desk().stops());
    let emoji = lists.emoji.join("\n");
    let phrases = phrases(&mut lists, language)?;
    let input = |name: &str, label: &str, text: &str| {
        TextInput::paragraph(name, &asked.word(label))
            .value(text)
            .length(0, LENGTH)
            .optional()
    };
    let mut inputs = FIELDS
        .map(|(name, label)| input(name, label, &list(phrases, name).join("\n")))
        .to_vec();
    inputs.push(input(EMOJI, "stops-emoji-label", &emoji));
    let title = asked.word("stops-title");
    let id = CustomId::new(Verb::StopsForm, language);
    asked.open(&Modal::new(id, &title, inputs)).await
}

/// The form was sent.
pub async fn sent(
    asked: &Asked<'_>,
    language: i64,
    fields: &[(String, String)],
) -> Result<(), Trouble> {
    asked.admin()?;
    let typed = |name: &str| -> Vec<String> {
        let field = fields.iter().find(|(of, _)| of == name);
        let lines = field.map_or("", |(_, text)| text.as_str()).lines();
        let words = lines.map(str::trim).filter(|line| !line.is_empty());
        words.map(str::to_owned).collect()
    };
    let mut lists = StopLists::clone(&asked.desk().stops());
    lists.emoji = typed(EMOJI);
    let phrases = phrases(&mut lists, language)?;
    for (name, _) in FIELDS {
        *list(phrases, name) = typed(name);
    }
    asked.desk().set_stops(asked.by.clone(), lists).await?;
    show(asked, Some(asked.word("stops-saved"))).await
}

/// The button that leads here from `/setup`.
pub fn button(asked: &Asked<'_>) -> Button {
    let id = CustomId::new(Verb::Stops, 0);
    Button::new(ButtonStyle::Secondary, id, &asked.word("stops-button"))
}
