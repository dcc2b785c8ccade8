use serde_json::json;

use super::*;

fn labels(definition: &Definition) -> Vec<String> {
    form(definition)
        .fields
        .into_iter()
        .map(|field| match field.label {
            Label::Words(words) => words,
            other => format!("{other:?}"),
        })
        .collect()
}

#[test]
fn asks_for_everything_in_the_order_of_the_message() {
    let form = form(&rich());
    assert_eq!(form.media, Some(MediaKind::Document));
    let asked: Vec<_> = form
        .fields
        .iter()
        .map(|field| {
            let prefilled = field.prefill.is_some();
            (
                field.slot.to_string(),
                field.placeholder.as_deref(),
                prefilled,
            )
        })
        .collect();
    let expected = [
        ("body.nome", "Ana", true),
        ("body.mes", "novembro", false),
        ("body.dia", "10/12", false),
        ("url.2", "abc123", false),
        ("coupon.4", "PAGUE10", false),
    ];
    let expected: Vec<_> = expected
        .map(|(slot, example, prefilled)| (slot.to_owned(), Some(example), prefilled))
        .into();
    assert_eq!(asked, expected);
    let url = form.field(&Slot::Url(2)).expect("the address");
    assert_eq!(url.label, Label::Button("Ver fatura".to_owned()));
    assert_eq!(url.max_length, 2000 - "https://sol.example/f/".len());
    assert_eq!(form.field(&Slot::Coupon(4)).map(|f| f.max_length), Some(20));
}

#[test]
fn a_label_is_the_words_around_the_variable() {
    let table: [(&str, &[&str]); 8] = [
        ("Olá {{1}}, tudo bem?", &["Olá ___, tudo bem?"]),
        (
            "Olá *{{1}}*, seu horário é dia *{{2}}* às *{{3}}h*.\nVocê vem?",
            &[
                "Olá ___, seu horário é dia",
                "seu horário é dia ___ às",
                "às ___ h.",
            ],
        ),
        ("Bom dia!\nPedido: {{1}}\nAté logo", &["Pedido: ___"]),
        ("{{1}}, {{2}}", &["___,", "{{2}}"]),
        ("Código {{codigo}} e {{codigo}}.", &["Código ___ e"]),
        (
            "Passando aqui para confirmar o seu horário marcado no dia {{1}} com a nossa equipe",
            &["horário marcado no dia ___ com a nossa equipe"],
        ),
        (
            "Pneumoultramicroscopicossilicovulcanoconiótico {{1}}",
            &["{{1}}"],
        ),
        ("sem nada", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(labels(&with_body(text)), expected, "{text}");
    }
}

#[test]
fn only_a_name_is_filled_in_by_itself() {
    let name = Some(ContactField::FirstName);
    let prefills = |definition: &Definition| -> Vec<_> {
        form(definition)
            .fields
            .into_iter()
            .map(|field| field.prefill)
            .collect()
    };
    let table = [
        ("Oi {{1}}!", vec![name.clone()]),
        ("Oi {{1}}, pedido {{2}}!", vec![None, None]),
        ("Oi {{2}}!", vec![None]),
        ("Pedido {{pedido}}!", vec![None]),
        ("Oi {{Nome}}, {{name}}, {{cliente}}!", vec![name.clone(); 3]),
        ("Oi {{nome_da_rua}}!", vec![None]),
    ];
    for (text, expected) in table {
        assert_eq!(prefills(&with_body(text)), expected, "{text}");
    }
    let two = template(json!([
        {"type": "HEADER", "format": "TEXT", "text": "Pedido {{1}} saiu"},
        {"type": "BODY", "text": "Oi {{1}}!"},
    ]));
    assert_eq!(prefills(&two), [None, None]);
    let mut code = with_body("O código é {{1}}.");
    code.category = Category::Authentication;
    assert_eq!(prefills(&code), [None]);
}

#[test]
fn a_mapping_goes_before_the_guess() {
    let mapping = Mapping::from([
        (Slot::Body("1".to_owned()), ContactField::Email),
        (Slot::Url(9), ContactField::Phone),
    ]);
    let form = Form::derive(&with_body("Oi {{1}}!"), &mapping, LIMITS).expect("a form");
    assert_eq!(form.fields[0].prefill, Some(ContactField::Email));
    let stored = serde_json::to_string(&mapping).expect("JSON");
    assert_eq!(stored, r#"{"body.1":"email","url.9":"phone"}"#);
    assert_eq!(
        serde_json::from_str::<Mapping>(&stored).expect("a mapping"),
        mapping
    );
}

#[test]
fn a_location_header_asks_for_its_parts() {
    let place = template(json!([
        {"type": "header", "format": "location"}, {"type": "body", "text": "Estamos aqui"},
    ]));
    let slots: Vec<_> = form(&place)
        .fields
        .iter()
        .map(|f| f.slot.to_string())
        .collect();
    assert_eq!(
        slots,
        [
            "place.latitude",
            "place.longitude",
            "place.name",
            "place.address"
        ]
    );
}

#[test]
fn a_one_time_code_is_asked_for_once() {
    let listed = json!({"type": "URL", "text": "Copiar código",
        "url": "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}"});
    let submitted = json!({"type": "otp", "otp_type": "copy_code"});
    for button in [listed, submitted] {
        let definition = template(json!([
            {"type": "body", "text": "*{{1}}* é seu código.", "example": {"body_text": [["123"]]}},
            {"type": "buttons", "buttons": [button]},
        ]));
        let form = form(&definition);
        assert_eq!(form.fields.len(), 1);
        assert_eq!(form.fields[0].slot, Slot::OneTimeCode);
        assert_eq!(form.fields[0].placeholder.as_deref(), Some("123"));
    }
}

#[test]
fn says_what_cannot_be_sent_yet() {
    let body = json!({"type": "BODY", "text": "Oi"});
    let with_button =
        |kind: &str| json!([body, {"type": "BUTTONS", "buttons": [{"type": kind, "text": "x"}]}]);
    let table = [
        (json!([]), Unsendable::NoBody),
        (json!([body, {"type": "carousel"}]), Unsendable::Carousel),
        (
            json!([body, {"type": "LIMITED_TIME_OFFER"}]),
            Unsendable::LimitedTimeOffer,
        ),
        (
            json!([body, {"type": "HEADER", "format": "PRODUCT"}]),
            Unsendable::Catalog,
        ),
        (
            json!([body, {"type": "HEADER", "format": "GIF"}]),
            Unsendable::Unknown("GIF".to_owned()),
        ),
        (with_button("CATALOG"), Unsendable::Catalog),
        (with_button("mpm"), Unsendable::Catalog),
        (with_button("ORDER_DETAILS"), Unsendable::Order),
        (with_button("APP"), Unsendable::Unknown("APP".to_owned())),
    ];
    for (components, expected) in table {
        let definition = template(components);
        let refused = Form::derive(&definition, &Mapping::new(), LIMITS);
        assert_eq!(refused, Err(expected), "{definition:?}");
    }
    for harmless in ["REQUEST_CONTACT_INFO", "FLOW"] {
        let harmless = template(with_button(harmless));
        assert_eq!(form(&harmless).fields, []);
    }
}

#[test]
fn pages_have_five_fields() {
    let form = form(&with_body(
        "a {{1}} b {{2}} c {{3}} d {{4}} e {{5}} f {{6}} g",
    ));
    let sizes: Vec<_> = form.pages().map(<[Field]>::len).collect();
    assert_eq!(sizes, [5, 1]);
}

#[test]
fn a_slot_reads_what_it_writes() {
    for text in [
        "header.nome",
        "body.1",
        "url.0",
        "coupon.9",
        "code",
        "place.address",
    ] {
        assert_eq!(
            text.parse::<Slot>().map(|slot| slot.to_string()).as_deref(),
            Ok(text)
        );
    }
    for text in ["", "body", "url.x", "place.street", "footer.1"] {
        assert_eq!(text.parse::<Slot>(), Err(text.to_owned()));
    }
}
