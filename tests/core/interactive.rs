//! What is composed in a form is held to what its channel takes.

use conecta::channels::whatsapp::ABILITIES;
use conecta::domain::content::{Content, Interactive, Offer};
use conecta::domain::interactive::{Field, Flaw, Wrong, flaws, footer, rows_of, typed_rows};

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

#[test]
fn a_button_says_nothing_of_where_it_leads_so_that_the_line_below_does() {
    let limit = ABILITIES.interactive.footer;
    let below = |words: &str, url: &str| {
        let offer = Offer::Link {
            label: "Abrir".into(),
            url: url.into(),
        };
        footer(words, &offer, limit)
    };
    let boleto = "https://loja.example/boleto";
    assert_eq!(below("Seu boleto", boleto).as_deref(), Some(boleto));
    assert_eq!(below(&format!("Aqui: {boleto}"), boleto), None);
    let elsewhere = below("https://banco.example é seguro", "https://outro.example/");
    assert_eq!(elsewhere.as_deref(), Some("https://outro.example"));
    let long = format!("https://loja.example/{}", "a".repeat(60));
    assert_eq!(below("Veja", &long).as_deref(), Some("loja.example"));
    let hidden = format!("https://banco.com.{}.outro.example/", "a".repeat(63));
    let shown = below("Veja", &hidden).expect("it says where");
    assert!(shown.ends_with("aaa.outro.example") && shown.starts_with('…'));
    assert_eq!(shown.chars().count(), limit);
    let lookalike = below("Veja", "https://b\u{430}nco.example/");
    assert_eq!(lookalike.as_deref(), Some("https://xn--bnco-53d.example"));
    assert_eq!(footer("Onde?", &Offer::AskLocation, limit), None);
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
