use serde_json::json;

use super::*;

fn rich_values() -> Values {
    values([
        ("body.nome", "Ana"),
        ("body.mes", "novembro"),
        ("body.dia", "{{mes}}"),
        ("url.2", "abc"),
        ("coupon.4", "PAGUE10"),
    ])
}

fn upload(filename: Option<&str>) -> HeaderMedia {
    HeaderMedia {
        id: "123".to_owned(),
        filename: filename.map(str::to_owned),
    }
}

#[test]
fn builds_the_components_of_a_named_template() {
    let sent = components(&rich(), &rich_values(), Some(&upload(Some("nov.pdf"))));
    let expected = json!([
        {"type": "header", "parameters": [
            {"type": "document", "document": {"id": "123", "filename": "nov.pdf"}}]},
        {"type": "body", "parameters": [
            {"type": "text", "parameter_name": "nome", "text": "Ana"},
            {"type": "text", "parameter_name": "mes", "text": "novembro"},
            {"type": "text", "parameter_name": "dia", "text": "{{mes}}"}]},
        {"type": "button", "sub_type": "url", "index": "2",
         "parameters": [{"type": "text", "text": "abc"}]},
        {"type": "button", "sub_type": "copy_code", "index": "4",
         "parameters": [{"type": "coupon_code", "coupon_code": "PAGUE10"}]},
    ]);
    assert_eq!(sent.map(Value::from), Ok(expected));
}

#[test]
fn builds_the_components_of_a_positional_template_in_order() {
    let definition = template(json!([
        {"type": "HEADER", "format": "TEXT", "text": "Pedido {{1}}"},
        {"type": "BODY", "text": "{{2}} e depois {{1}}"},
    ]));
    let values = values([("header.1", "h"), ("body.1", "um"), ("body.2", "dois")]);
    let expected = json!([
        {"type": "header", "parameters": [{"type": "text", "text": "h"}]},
        {"type": "body", "parameters": [
            {"type": "text", "text": "um"}, {"type": "text", "text": "dois"}]},
    ]);
    let sent = components(&definition, &values, None);
    assert_eq!(sent.map(Value::from), Ok(expected));
}

#[test]
fn a_picture_has_no_file_name_and_a_place_four_parts() {
    let picture = template(json!([
        {"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "Oi"},
    ]));
    let sent = components(&picture, &Values::new(), Some(&upload(Some("a.png"))));
    let expected = json!([{"type": "header", "parameters": [
        {"type": "image", "image": {"id": "123"}}]}]);
    assert_eq!(sent.map(Value::from), Ok(expected));

    let place = template(json!([
        {"type": "HEADER", "format": "LOCATION"}, {"type": "BODY", "text": "Oi"},
    ]));
    let values = values([
        ("place.latitude", "-23.55"),
        ("place.longitude", "-46.63"),
        ("place.name", "Padaria Sol"),
        ("place.address", "Rua A, 1"),
    ]);
    let expected = json!([{"type": "header", "parameters": [{"type": "location", "location": {
        "latitude": "-23.55", "longitude": "-46.63",
        "name": "Padaria Sol", "address": "Rua A, 1"}}]}]);
    assert_eq!(
        components(&place, &values, None).map(Value::from),
        Ok(expected)
    );
}

#[test]
fn a_one_time_code_stands_in_body_and_button() {
    let definition = template(json!([
        {"type": "BODY", "add_security_recommendation": true},
        {"type": "FOOTER", "code_expiration_minutes": 10},
        {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]},
    ]));
    let values = values([("code", "123456")]);
    let expected = json!([
        {"type": "body", "parameters": [{"type": "text", "text": "123456"}]},
        {"type": "button", "sub_type": "url", "index": "0",
         "parameters": [{"type": "text", "text": "123456"}]},
    ]);
    assert_eq!(
        components(&definition, &values, None).map(Value::from),
        Ok(expected)
    );
    assert_eq!(preview(&definition, &values).body, "123456");
}

#[test]
fn nothing_to_fill_in_makes_no_components() {
    assert_eq!(
        components(&with_body("Oi!"), &Values::new(), None),
        Ok(vec![])
    );
}

#[test]
fn says_what_is_missing() {
    let missing = Incomplete::Media(MediaKind::Document);
    assert_eq!(components(&rich(), &rich_values(), None), Err(missing));
    for slot in rich_values().into_keys() {
        let mut values = rich_values();
        values.remove(&slot);
        let refused = components(&rich(), &values, Some(&upload(None)));
        assert_eq!(refused, Err(Incomplete::Value(slot)));
    }
}

#[test]
fn previews_the_message_as_the_phone_shows_it() {
    let shown = preview(&rich(), &rich_values());
    assert_eq!(
        shown.header,
        Some(PreviewHeader::Media(MediaKind::Document))
    );
    assert_eq!(
        shown.body,
        "Olá Ana, sua fatura de *novembro* vence em {{mes}}.\nObrigado!"
    );
    assert_eq!(shown.footer.as_deref(), Some("Padaria Sol"));
    let buttons: Vec<_> = shown
        .buttons
        .iter()
        .map(|button| (button.label.as_str(), button.target.as_deref()))
        .collect();
    let expected = [
        ("Já paguei", None),
        ("Ligar", Some("+551140000000")),
        ("Ver fatura", Some("https://sol.example/f/abc")),
        ("Site", Some("https://sol.example/")),
        ("Copiar código", Some("PAGUE10")),
    ];
    assert_eq!(buttons, expected);
}

#[test]
fn previews_before_anything_was_filled_in() {
    let shown = preview(&rich(), &Values::new());
    assert!(
        shown
            .body
            .starts_with("Olá {{nome}}, sua fatura de *{{mes}}*")
    );
    let target = shown.buttons[2].target.as_deref();
    assert_eq!(target, Some("https://sol.example/f/{{1}}"));
}
