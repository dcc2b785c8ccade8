use serde_json::json;

use super::*;

#[test]
fn reads_every_part() {
    let definition = rich();
    assert_eq!(definition.id.as_deref(), Some("77"));
    assert_eq!(definition.language, "pt_BR");
    assert_eq!(definition.status, Status::Approved);
    assert_eq!(definition.category, Category::Utility);
    assert_eq!(definition.parameter_format, ParameterFormat::Named);
    assert_eq!(definition.header, Some(Header::Media(MediaKind::Document)));
    assert_eq!(definition.footer.as_deref(), Some("Padaria Sol"));
    let body = definition.body.expect("a body");
    let variables: Vec<_> = body
        .variables
        .iter()
        .map(|variable| (variable.name.as_str(), variable.example.as_deref()))
        .collect();
    let expected = [("nome", "Ana"), ("mes", "novembro"), ("dia", "10/12")];
    assert_eq!(
        variables,
        expected.map(|(name, example)| (name, Some(example)))
    );
    let actions: Vec<_> = definition.buttons.iter().map(|b| &b.action).collect();
    assert!(matches!(
        actions[..],
        [
            Action::Reply,
            Action::Phone(_),
            Action::Url(_),
            Action::Url(_),
            Action::CopyCode { example: Some(_) }
        ]
    ));
}

#[test]
fn examples_may_be_nested_or_flat() {
    for example in [json!([["Ana", 7]]), json!(["Ana", 7])] {
        let definition = template(json!([
            {"type": "BODY", "text": "Oi {{2}} {{1}}", "example": {"body_text": example}}
        ]));
        let examples: Vec<_> = definition.body.expect("a body").variables;
        let examples: Vec<_> = examples.iter().map(|v| v.example.as_deref()).collect();
        assert_eq!(examples, [Some("Ana"), Some("7")]);
    }
}

#[test]
fn the_format_is_told_by_the_platform_and_not_by_the_braces() {
    let definition = with_body("Oi {{nome}}, tudo bem?");
    assert_eq!(definition.parameter_format, ParameterFormat::Positional);
    let sent = components(&definition, &values([("body.nome", "Ana")]), None);
    assert_eq!(
        sent,
        Ok(vec![
            json!({"type": "body", "parameters": [{"type": "text", "text": "Ana"}]})
        ])
    );
}

#[test]
fn statuses_are_what_an_agent_can_understand() {
    let table = [
        ("APPROVED", Status::Approved),
        ("pending", Status::InReview),
        ("IN_APPEAL", Status::InReview),
        ("REJECTED", Status::Rejected),
        ("PAUSED", Status::Paused),
        ("DISABLED", Status::Unavailable("DISABLED".to_owned())),
    ];
    for (word, expected) in table {
        assert_eq!(read(json!({"name": "x", "status": word})).status, expected);
    }
    let silent = read(json!({"name": "x"}));
    assert_eq!(silent.status, Status::Unavailable(String::new()));
}

#[test]
fn refuses_only_what_is_no_template() {
    assert_eq!(Definition::parse(&json!([])), Err(Malformed::NotAnObject));
    assert_eq!(
        Definition::parse(&json!({"id": "1"})),
        Err(Malformed::NoName)
    );
    let odd = read(json!({"name": "x", "components": [
        7, {"text": "?"}, {"type": "BODY", "text": 7, "example": "?"},
        {"type": "BUTTONS", "buttons": [null, {}]}, {"type": "HEADER"}, {"type": "CAROUSEL"},
    ]}));
    assert_eq!(odd.unknown, ["", "CAROUSEL"]);
    assert_eq!(odd.header, Some(Header::Other(String::new())));
}

#[test]
fn a_fingerprint_changes_with_text_and_category_only() {
    let original = rich();
    let mut same = rich();
    same.status = Status::Paused;
    same.id = None;
    assert_eq!(original.fingerprint(), same.fingerprint());

    type Change = fn(&mut Definition);
    let changes: [Change; 5] = [
        |d| d.category = Category::Marketing,
        |d| d.footer = None,
        |d| d.header = None,
        |d| d.buttons[0].label = "Não".to_owned(),
        |d| {
            if let Some(body) = &mut d.body {
                body.text.push('!');
            }
        },
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let mut changed = rich();
        change(&mut changed);
        assert_ne!(
            original.fingerprint(),
            changed.fingerprint(),
            "change {number}"
        );
    }
}
