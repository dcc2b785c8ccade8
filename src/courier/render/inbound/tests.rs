//! Whatever a customer sends, nothing of it has an effect in the thread.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::about::Stands;
use super::*;
use crate::domain::incoming::{
    CardEntry, CardPhone, ContactCard, Context, Location, Order, OrderItem, PlatformError,
    Referral, Shows,
};
use crate::domain::text::tests::effects::{effects, hostile};
use crate::domain::text::{Unit, split};

fn message(body: InboundBody) -> Inbound {
    Inbound {
        phone_number_id: "1".to_owned(),
        wamid: "wamid.1".to_owned(),
        contact: crate::domain::address::Address::default(),
        profile_name: None,
        username: None,
        at: chrono::DateTime::UNIX_EPOCH,
        historic: false,
        context: Context::default(),
        referral: None,
        group_id: None,
        body,
    }
}

fn places() -> impl Strategy<Value = InboundBody> {
    let name = prop::option::of(hostile());
    let address = prop::option::of(hostile());
    let url = prop::option::of(hostile());
    let degrees = (-400.0..400.0, -400.0..400.0);
    (degrees, name, address, url).prop_map(|((latitude, longitude), name, address, url)| {
        InboundBody::Location(Location {
            latitude,
            longitude,
            name,
            address,
            url,
        })
    })
}

fn cards() -> impl Strategy<Value = InboundBody> {
    let texts = || prop::collection::vec(hostile(), 0..3);
    let word = || prop::option::of(hostile());
    let entries = |texts: &[String], label: &Option<String>| {
        let entry = |text: &String| CardEntry {
            text: text.clone(),
            label: label.clone(),
        };
        texts.iter().map(entry).collect::<Vec<_>>()
    };
    let card = (word(), word(), word(), texts(), texts(), texts()).prop_map(
        move |(name, company, title, phones, emails, links)| ContactCard {
            department: title.clone(),
            phones: phones
                .into_iter()
                .map(|phone| CardPhone {
                    wa_id: Some(phone.clone()),
                    phone: Some(phone),
                    label: title.clone(),
                })
                .collect(),
            addresses: entries(&emails, &company),
            birthday: emails.first().cloned(),
            emails: entries(&emails, &title),
            links: entries(&links, &name),
            name,
            company,
            title,
        },
    );
    let cards = prop::collection::vec(card, 1..4);
    cards.prop_map(|cards| InboundBody::Contacts { cards })
}

fn orders() -> impl Strategy<Value = InboundBody> {
    let item = (hostile(), prop::option::of(hostile()), 0.0..1e14, 0.0..1e14).prop_map(
        |(product, currency, quantity, price)| OrderItem {
            product,
            quantity,
            price: Some(price),
            currency: currency.map(|code| {
                if code.len() > 9 {
                    "BRL".to_owned()
                } else {
                    code
                }
            }),
        },
    );
    let items = prop::collection::vec(item, 0..20);
    (items, prop::option::of(hostile())).prop_map(|(items, text)| {
        InboundBody::Order(Order {
            catalog_id: None,
            text,
            items,
        })
    })
}

fn forms() -> impl Strategy<Value = InboundBody> {
    let leaf = prop_oneof![
        hostile().prop_map(Value::String),
        any::<i64>().prop_map(|n| json!(n)),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
    ];
    let answers = leaf.prop_recursive(5, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec((hostile(), inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    });
    answers.prop_map(|answers| InboundBody::FlowReply {
        name: None,
        answers,
    })
}

fn others() -> impl Strategy<Value = InboundBody> {
    let target = "wamid.2".to_owned();
    (hostile(), hostile(), 0..8).prop_map(move |(one, other, which)| match which {
        0 => InboundBody::ListReply {
            id: String::new(),
            title: one,
            description: Some(other),
        },
        1 => InboundBody::Button {
            payload: other,
            text: one,
        },
        2 => InboundBody::Unsupported {
            what: Some(one),
            errors: vec![PlatformError {
                code: 131_051,
                title: Some(other),
                details: None,
            }],
        },
        3 => InboundBody::Unknown {
            kind: one,
            raw: Value::Null,
        },
        4 => InboundBody::Reaction {
            target: target.clone(),
            emoji: Some(one),
        },
        5 => InboundBody::Edit {
            target: target.clone(),
            body: Box::new(InboundBody::Text { text: one }),
        },
        6 => InboundBody::Revoke {
            target: target.clone(),
        },
        _ => InboundBody::Text { text: one },
    })
}

/// What has an effect in any message that the text becomes; the signs of quotes are ours.
fn found(text: &str) -> Vec<String> {
    split(text, 2000, Unit::Utf16)
        .iter()
        .flat_map(|part| {
            let ours = |line: &str| line.strip_prefix("> ").unwrap_or(line).to_owned();
            let part: Vec<String> = part.lines().map(ours).collect();
            effects(&part.join("\n"))
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_kind_has_an_effect(
        body in prop_oneof![places(), cards(), orders(), forms(), others()],
        quoted in prop::option::of(hostile()),
        link in prop::option::of(Just("https://discord.com/channels/1/2/3".to_owned())),
    ) {
        let target = quoted.map(|text| Target {
            excerpt: crate::courier::render::quote(&text),
            stands: Stands::Elsewhere(link),
            among_others: false,
        });
        for locale in Locale::ALL {
            let seen = Seen { locale, zone: chrono_tz::UTC, target: target.as_ref(), late: &Late::default(), contact: String::new(), window_open: true, files_apart: false, nth: None };
            let mut message = message(body.clone());
            message.context.quoted = Some("wamid.2".to_owned());
            let text = seen.message(&message, true);
            prop_assert_eq!(found(&text), Vec::<String>::new(), "{}", text);
            prop_assert!(!text.trim().is_empty());
        }
    }

    #[test]
    fn nor_has_where_somebody_came_from(
        headline in prop::option::of(hostile()),
        body in prop::option::of(hostile()),
        url in prop::option::of(hostile()),
        product in hostile(),
    ) {
        let mut message = message(InboundBody::Text { text: "Oi".to_owned() });
        message.context.product = Some((String::new(), product));
        message.referral = Some(Referral {
            source_id: url.clone(),
            source_url: url.clone(),
            shows: Some(Shows { moves: true, url }),
            headline,
            welcome: body.clone(),
            body,
            ..Referral::default()
        });
        let seen = Seen { locale: Locale::PtBr, zone: chrono_tz::UTC, target: None, late: &Late::default(), contact: String::new(), window_open: true, files_apart: false, nth: None };
        let text = seen.message(&message, true);
        prop_assert_eq!(found(&text), Vec::<String>::new(), "{}", text);
    }

    #[test]
    fn an_advertisement_is_parted_between_its_bars(
        headline in 0..300_usize,
        paragraphs in prop::collection::vec(1..2_500_usize, 1..4),
    ) {
        let paragraphs = paragraphs.iter().map(|length| "couro ".repeat(length / 6 + 1));
        let mut message = message(InboundBody::Text { text: "Oi".to_owned() });
        message.referral = Some(Referral {
            headline: Some("S".repeat(headline)),
            body: Some(paragraphs.collect::<Vec<_>>().join("\n\n")),
            ..Referral::default()
        });
        let seen = Seen { locale: Locale::PtBr, zone: chrono_tz::UTC, target: None, late: &Late::default(), contact: String::new(), window_open: true, files_apart: false, nth: None };
        for part in split(&seen.message(&message, true), 2_000, Unit::Utf16) {
            let mut theirs = part.lines().filter(|line| !line.starts_with("> "));
            prop_assert!(theirs.all(|line| !line.contains("couro ")), "{}", part);
        }
    }

    #[test]
    fn a_short_form_is_one_line(body in prop_oneof![places(), cards(), orders(), forms(), others()]) {
        let text = short(Locale::PtBr, &body, 80);
        prop_assert!(!text.contains('\n') && effects(&text).is_empty(), "{}", text);
    }
}

#[test]
fn an_order_reads_in_each_language() {
    let item = |product: &str, quantity: f64, price: f64, currency: &str| OrderItem {
        product: product.to_owned(),
        quantity,
        price: Some(price),
        currency: Some(currency.to_owned()),
    };
    let order = Order {
        catalog_id: None,
        text: None,
        items: vec![
            item("mesa", 1.0, 1_234.5, "BRL"),
            item("椅子", 1.5, 10.0, "usd"),
            OrderItem {
                product: String::new(),
                quantity: 1.0,
                price: None,
                currency: None,
            },
        ],
    };
    let portuguese = [
        "🛒 Pedido de 3 itens",
        "```",
        "Qtd        Preço         Soma  Produto",
        "  1  R$ 1.234,50  R$ 1.234,50  mesa",
        "1,5    US$ 10,00    US$ 15,00  椅子",
        "  1            —            —  —",
        "                  R$ 1.234,50  Total",
        "                    US$ 15,00  Total",
        "```",
    ];
    let read = |locale| order::order(locale, &order);
    assert_eq!(read(Locale::PtBr), portuguese.join("\n"));
    let english = read(Locale::En);
    assert!(
        english.contains("1.5    US$10.00    US$15.00  椅子"),
        "{english}"
    );
}

#[test]
fn what_nobody_real_sends_is_counted_instead() {
    let item = OrderItem {
        product: "mesa".to_owned(),
        quantity: 1.0,
        price: None,
        currency: None,
    };
    let order = Order {
        catalog_id: None,
        text: None,
        items: vec![item; 600],
    };
    let shown = order::order(Locale::PtBr, &order);
    assert!(shown.contains("… e mais 100 itens"), "{shown}");
    let answers: serde_json::Map<String, Value> =
        (0..600).map(|n| (n.to_string(), json!(true))).collect();
    let shown = form::form(Locale::PtBr, &Value::Object(answers));
    assert!(shown.ends_with("… e mais 100 linhas"), "{shown}");
    let shown = cards::cards(Locale::PtBr, &vec![ContactCard::default(); 400]);
    assert!(shown.ends_with("… e mais 100 cartões"), "{shown}");
}
