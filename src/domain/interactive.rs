//! Whether a message that was composed in a form is one that its channel takes and that is meant for
//! the customer: looked at before it is sent, since a refusal afterwards helps nobody.

use std::collections::BTreeMap;

use url::Url;

use super::abilities::{Abilities, InteractiveLimits};
use super::content::{Content, Interactive, Offer, OfferedRow};
use super::leaves::has_note_sign;
use super::text::length_there;

/// Characters of an address; Meta names no limit, browsers do.
const ADDRESS: usize = 2000;

/// Something that the channel would not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flaw {
    /// Where.
    pub field: Field,
    /// What.
    pub wrong: Wrong,
}

/// A part of the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The words.
    Body,
    /// A button, counted from 1.
    Button(usize),
    /// The buttons as a whole.
    Buttons,
    /// The button that opens a list.
    ListButton,
    /// A row of a list, counted from 1.
    Row(usize),
    /// The line below a row.
    RowDescription(usize),
    /// The rows as a whole.
    Rows,
    /// The button of a link.
    LinkButton,
    /// The address of a link.
    Address,
    /// What a place is called.
    PlaceName,
    /// The postal address of a place.
    PlaceAddress,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It is missing.
    Missing,
    /// It has so many characters.
    TooLong {
        /// How many.
        count: usize,
        /// How many it may have.
        limit: usize,
    },
    /// There are so many.
    TooMany {
        /// How many.
        count: usize,
        /// How many there may be.
        limit: usize,
    },
    /// It says the same as this one, counted from 1.
    Twice {
        /// Which.
        first: usize,
    },
    /// It is no address of a web page.
    NoAddress,
    /// It has the sign of a note, or names somebody of Discord's: it is not meant for the customer.
    Note,
}

/// Everything in `content` that a channel with these abilities would not take, or that stays inside.
pub fn flaws(content: &Content, abilities: &Abilities) -> Vec<Flaw> {
    let mut found = Vec::new();
    match content {
        Content::Interactive(message) => look_at(message, &abilities.interactive, &mut found),
        Content::Text { text } => words(text, abilities.text_limit, &mut found),
        Content::Location(spot) => {
            let name = spot.name.as_deref().unwrap_or_default();
            no_note(Field::PlaceName, name, &mut found);
            let address = spot.address.as_deref().unwrap_or_default();
            no_note(Field::PlaceAddress, address, &mut found);
        }
        Content::Template(_) | Content::File(_) | Content::Reaction { .. } => {}
    }
    found
}

fn look_at(message: &Interactive, limits: &InteractiveLimits, found: &mut Vec<Flaw>) {
    words(&message.body, limits.body_above(&message.offer), found);
    match &message.offer {
        Offer::Buttons { labels } => {
            counted(Field::Buttons, labels.len(), limits.buttons, found);
            if labels.is_empty() {
                missing(Field::Buttons, found);
            }
            each(Field::Button, labels.iter(), limits.label, found);
        }
        Offer::List { button, rows } => {
            required(Field::ListButton, button, limits.label, found);
            counted(Field::Rows, rows.len(), limits.rows, found);
            if rows.is_empty() {
                missing(Field::Rows, found);
            }
            let titles = rows.iter().map(|row| &row.title);
            each(Field::Row, titles, limits.row_title, found);
            for (at, row) in rows.iter().enumerate() {
                let below = row.description.as_deref().unwrap_or_default();
                let field = Field::RowDescription(at + 1);
                fits(field, below, limits.row_description, found);
            }
        }
        Offer::Link { label, url } => {
            required(Field::LinkButton, label, limits.label, found);
            required(Field::Address, url, ADDRESS, found);
            if !url.trim().is_empty() && !is_web_page(url) {
                found.push(Flaw {
                    field: Field::Address,
                    wrong: Wrong::NoAddress,
                });
            }
        }
        Offer::AskLocation => {}
    }
}

/// The rows of a list as they are typed: one a line, what stands below a row after a `|`.
pub fn rows_of(typed: &str) -> Vec<OfferedRow> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let row = |line: &str| match line.split_once('|') {
        Some((title, below)) => OfferedRow {
            title: title.trim().to_owned(),
            description: Some(below.trim().to_owned()).filter(|below| !below.is_empty()),
        },
        None => OfferedRow {
            title: line.to_owned(),
            description: None,
        },
    };
    lines.map(row).collect()
}

/// The same rows as they were typed.
pub fn typed_rows(rows: &[OfferedRow]) -> String {
    let line = |row: &OfferedRow| match &row.description {
        Some(below) => format!("{} | {below}", row.title),
        None => row.title.clone(),
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Only what a browser opens as a page, and shows to its reader as what it is.
fn is_web_page(url: &str) -> bool {
    let Ok(url) = Url::parse(url.trim()) else {
        return false;
    };
    let plain = url.username().is_empty() && url.password().is_none();
    matches!(url.scheme(), "http" | "https") && url.domain().is_some() && plain
}

/// The words are counted as they leave: their formatting may take more there than here.
fn words(text: &str, limit: usize, found: &mut Vec<Flaw>) {
    if text.trim().is_empty() {
        missing(Field::Body, found);
    } else {
        no_more(Field::Body, length_there(text), limit, found);
        no_note(Field::Body, text, found);
    }
}

fn required(field: Field, text: &str, limit: usize, found: &mut Vec<Flaw>) {
    if text.trim().is_empty() {
        missing(field, found);
    } else {
        fits(field, text, limit, found);
    }
}

fn missing(field: Field, found: &mut Vec<Flaw>) {
    let wrong = Wrong::Missing;
    found.push(Flaw { field, wrong });
}

fn fits(field: Field, text: &str, limit: usize, found: &mut Vec<Flaw>) {
    no_more(field, text.chars().count(), limit, found);
    no_note(field, text, found);
}

fn no_note(field: Field, text: &str, found: &mut Vec<Flaw>) {
    if has_note_sign(text) {
        let wrong = Wrong::Note;
        found.push(Flaw { field, wrong });
    }
}

fn no_more(field: Field, count: usize, limit: usize, found: &mut Vec<Flaw>) {
    if count > limit {
        let wrong = Wrong::TooLong { count, limit };
        found.push(Flaw { field, wrong });
    }
}

fn counted(field: Field, count: usize, limit: usize, found: &mut Vec<Flaw>) {
    if count > limit {
        let wrong = Wrong::TooMany { count, limit };
        found.push(Flaw { field, wrong });
    }
}

/// Every one is there, short enough, and says something of its own.
fn each<'a>(
    field: impl Fn(usize) -> Field,
    texts: impl Iterator<Item = &'a String>,
    limit: usize,
    found: &mut Vec<Flaw>,
) {
    let mut seen = BTreeMap::new();
    for (at, text) in texts.enumerate() {
        required(field(at + 1), text, limit, found);
        match seen.get(text.trim()) {
            Some(first) if !text.trim().is_empty() => found.push(Flaw {
                field: field(at + 1),
                wrong: Wrong::Twice { first: *first },
            }),
            _ => {
                seen.insert(text.trim(), at + 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WhatsApp's.
    const ABILITIES: Abilities = Abilities {
        text_limit: 4096,
        interactive: InteractiveLimits {
            body: 1024,
            body_of_list: 4096,
            label: 20,
            buttons: 3,
            rows: 10,
            row_title: 24,
            row_description: 72,
        },
        ..*Abilities::NONE
    };

    fn with(body: &str, offer: Offer) -> Vec<Flaw> {
        let body = body.to_owned();
        let message = Interactive { body, offer };
        flaws(&Content::Interactive(Box::new(message)), &ABILITIES)
    }

    fn buttons(labels: &[&str]) -> Offer {
        Offer::Buttons {
            labels: labels.iter().map(|&label| label.to_owned()).collect(),
        }
    }

    fn flaw(field: Field, wrong: Wrong) -> Flaw {
        Flaw { field, wrong }
    }

    #[test]
    fn limits_are_whatsapps_to_the_character() {
        let long = |count: usize| "é".repeat(count);
        assert_eq!(with(&long(1024), buttons(&[&long(20)])), []);
        let text = |count| flaws(&Content::Text { text: long(count) }, &ABILITIES);
        assert_eq!(
            (text(4096).len(), text(4097).len(), text(0).len()),
            (0, 1, 1)
        );
        let too_long = |count, limit| Wrong::TooLong { count, limit };
        assert_eq!(
            with(&long(1025), buttons(&["Sim", &long(21)])),
            [
                flaw(Field::Body, too_long(1025, 1024)),
                flaw(Field::Button(2), too_long(21, 20)),
            ]
        );
        let list = |rows: &str| Offer::List {
            button: "Ver".into(),
            rows: rows_of(rows),
        };
        let row = format!("{} | {}", long(24), long(72));
        assert_eq!(with(&long(4096), list(&row)), []);
        let row = format!("{} | {}", long(25), long(73));
        assert_eq!(
            with(&long(4097), list(&row)),
            [
                flaw(Field::Body, too_long(4097, 4096)),
                flaw(Field::Row(1), too_long(25, 24)),
                flaw(Field::RowDescription(1), too_long(73, 72)),
            ]
        );
    }

    #[test]
    fn words_are_counted_as_the_customer_gets_them() {
        let written = |text: String| with(&text, buttons(&["Sim"]));
        let bold = format!("**{}**", "é".repeat(1022));
        assert_eq!(written(bold), [], "a sign on each side instead of two");
        let moment = format!("{} <t:0:F>", "é".repeat(1010));
        assert!(
            matches!(
                written(moment)[..],
                [Flaw {
                    field: Field::Body,
                    wrong: Wrong::TooLong { .. }
                }]
            ),
            "a moment is written out"
        );
    }

    #[test]
    fn what_has_the_sign_of_a_note_is_named_wherever_it_stands() {
        for note in ["// só nós", "Fale com <@1>", "discord.gg/x"] {
            assert_eq!(
                with(note, buttons(&["Sim", note])),
                [
                    flaw(Field::Body, Wrong::Note),
                    flaw(Field::Button(2), Wrong::Note),
                ]
            );
        }
    }

    #[test]
    fn something_must_be_offered_and_not_twice_nor_too_much() {
        assert_eq!(
            with(" ", buttons(&[])),
            [
                flaw(Field::Body, Wrong::Missing),
                flaw(Field::Buttons, Wrong::Missing),
            ]
        );
        assert_eq!(
            with("Vem?", buttons(&["Sim", " Sim "])),
            [flaw(Field::Button(2), Wrong::Twice { first: 1 })]
        );
        let eleven: Vec<String> = (1..=11).map(|n| format!("Opção {n}")).collect();
        let list = Offer::List {
            button: String::new(),
            rows: rows_of(&eleven.join("\n")),
        };
        let too_many = Wrong::TooMany {
            count: 11,
            limit: 10,
        };
        assert_eq!(
            with("Qual?", list),
            [
                flaw(Field::ListButton, Wrong::Missing),
                flaw(Field::Rows, too_many),
            ]
        );
    }

    #[test]
    fn a_link_leads_to_a_page_that_says_what_it_is() {
        let link = |url: &str| {
            let offer = Offer::Link {
                label: "Abrir".into(),
                url: url.into(),
            };
            with("Veja", offer)
        };
        assert_eq!(link("https://loja.example/p?id=1"), []);
        for url in [
            "loja.example",
            "javascript:alert(1)",
            "https://banco.example@outro.example",
            "http://10.0.0.1/",
            "mailto:a@b.example",
        ] {
            assert_eq!(link(url), [flaw(Field::Address, Wrong::NoAddress)], "{url}");
        }
        assert_eq!(with("Onde?", Offer::AskLocation), []);
    }

    #[test]
    fn rows_are_typed_one_a_line() {
        let typed = " Manhã | das 8 às 12 \n\nTarde\nNoite|";
        let rows = rows_of(typed);
        assert_eq!(typed_rows(&rows), "Manhã | das 8 às 12\nTarde\nNoite");
        assert_eq!(rows_of(&typed_rows(&rows)), rows);
    }
}
