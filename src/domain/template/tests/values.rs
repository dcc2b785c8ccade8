use proptest::prelude::*;
use serde_json::json;

use super::*;

#[test]
fn corrects_what_meta_refuses() {
    let table = [
        ("  Ana  ", "Ana"),
        ("linha 1\nlinha 2", "linha 1 linha 2"),
        ("a \r\n\t b", "a b"),
        ("a    b", "a    b"),
        ("a     b", "a b"),
        ("a\u{2028}b\u{85}c", "a b c"),
        ("a\u{0}b", "ab"),
        ("a   \u{1}   b", "a b"),
        ("\u{200b}\u{feff}", ""),
        (" \n ", ""),
    ];
    for (raw, expected) in table {
        assert_eq!(clean(raw), expected, "{raw:?}");
    }
}

fn trouble(definition: &Definition, slot: &str, raw: &str) -> Result<String, Trouble> {
    let form = form(definition);
    let slot = slot.parse().expect("a slot");
    let field = form.field(&slot).expect("a field");
    check_field(definition, field, raw).map_err(|problem| {
        assert_eq!(problem.slot, slot);
        problem.trouble
    })
}

#[test]
fn checks_each_field() {
    let rich = rich();
    let place = template(json!([
        {"type": "header", "format": "location"}, {"type": "body", "text": "Estamos aqui"},
    ]));
    let ok = |text: &str| Ok(text.to_owned());
    let long = "x".repeat(21);
    let table = [
        (&rich, "body.nome", " Ana\n", ok("Ana")),
        (&rich, "body.nome", " \n", Err(Trouble::Empty)),
        (&rich, "body.nome", "// Ana", Err(Trouble::Note)),
        (&rich, "body.nome", "<@1>", Err(Trouble::Note)),
        (&rich, "url.2", "abc", ok("abc")),
        (&rich, "url.2", "https://sol.example/f/abc", ok("abc")),
        (
            &rich,
            "url.2",
            "https://sol.example/f/",
            Err(Trouble::Empty),
        ),
        (&rich, "url.2", "a b", Err(Trouble::NotInUrl)),
        (&rich, "coupon.4", "PAGUE10", ok("PAGUE10")),
        (
            &rich,
            "coupon.4",
            long.as_str(),
            Err(Trouble::TooLong {
                limit: 20,
                length: 21,
            }),
        ),
        (&place, "place.latitude", "-23,55", ok("-23.55")),
        (&place, "place.longitude", "-46.6", ok("-46.6")),
        (&place, "place.latitude", "-91", Err(Trouble::NotDegrees)),
        (&place, "place.longitude", "181", Err(Trouble::NotDegrees)),
        (&place, "place.latitude", "NaN", Err(Trouble::NotDegrees)),
        (&place, "place.latitude", "1e1", Err(Trouble::NotDegrees)),
        (&place, "place.latitude", "", Err(Trouble::Empty)),
        (&place, "place.name", "Padaria Sol", ok("Padaria Sol")),
    ];
    for (definition, slot, raw, expected) in table {
        assert_eq!(trouble(definition, slot, raw), expected, "{slot} {raw}");
    }
}

#[test]
fn the_whole_message_keeps_the_limits() {
    let definition = template(json!([
        {"type": "HEADER", "format": "TEXT", "text": "Pedido {{1}}"},
        {"type": "BODY", "text": "a {{1}} b {{2}} c"},
    ]));
    let form = form(&definition);
    let check = |values: &Values| check_message(&definition, &form, values);

    let long = "x".repeat(1016);
    let fitting = [("header.1", "7"), ("body.1", "y"), ("body.2", &long)];
    assert_eq!(check(&values(fitting)), Ok(()));

    let too_long = [("header.1", "7"), ("body.1", "yy"), ("body.2", &long)];
    let slot = Slot::Body("2".to_owned());
    let trouble = Trouble::TooLong {
        limit: 1024,
        length: 1025,
    };
    assert_eq!(
        check(&values(too_long)),
        Err(vec![Problem { slot, trouble }])
    );

    let missing = check(&values([("header.1", "7"), ("body.2", "x")]));
    let slot = Slot::Body("1".to_owned());
    let trouble = Trouble::Empty;
    assert_eq!(missing, Err(vec![Problem { slot, trouble }]));

    let header = "x".repeat(54);
    let too_long = check(&values([
        ("header.1", &header),
        ("body.1", "y"),
        ("body.2", "z"),
    ]));
    let slot = Slot::Header("1".to_owned());
    let trouble = Trouble::TooLong {
        limit: 60,
        length: 61,
    };
    assert_eq!(too_long, Err(vec![Problem { slot, trouble }]));
}

proptest! {
    #[test]
    fn a_clean_value_needs_no_cleaning(raw in "[ab\\s\u{0}-\u{1f}\u{200b}é]{0,40}") {
        let cleaned = clean(&raw);
        prop_assert_eq!(&clean(&cleaned), &cleaned);
        prop_assert!(!cleaned.contains(char::is_control));
        prop_assert!(!cleaned.contains("     "));
    }

    #[test]
    fn what_a_single_field_allows_fits_the_message(
        words in "[a-z \\n]{0,60}",
        extra in 0usize..3,
    ) {
        let definition = with_body(&format!("{words}{{{{1}}}} {words}{{{{1}}}}."));
        let form = form(&definition);
        let field = &form.fields[0];
        let value = "x".repeat(field.max_length + extra);
        let checked = check_field(&definition, field, &value);
        prop_assert_eq!(checked.is_ok(), extra == 0);
        if let Ok(value) = checked {
            let values = Values::from([(field.slot.clone(), value)]);
            prop_assert_eq!(check_message(&definition, &form, &values), Ok(()));
        }
    }
}
