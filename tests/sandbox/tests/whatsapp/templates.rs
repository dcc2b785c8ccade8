//! Templates: how they are checked, filled in and shown.

use serde_json::{Value, json};

use crate::kit::{ACCOUNT, NUMBER, World};

fn template(name: &str, components: Value) -> Value {
    json!({ "type": "template", "template": {
        "name": name, "language": { "code": "pt_BR" }, "components": components,
    } })
}

fn text(value: &str) -> Value {
    json!({ "type": "text", "text": value })
}

fn named(name: &str, value: &str) -> Value {
    json!({ "type": "text", "parameter_name": name, "text": value })
}

/// Everything that the template `pedido` needs.
fn whole() -> Value {
    json!([
        { "type": "header", "parameters": [named("numero", "42")] },
        { "type": "body", "parameters": [named("dia", "hoje"), named("nome", "Ana")] },
        { "type": "button", "sub_type": "quick_reply", "index": "0",
          "parameters": [{ "type": "payload", "payload": "SIM-42" }] },
        { "type": "button", "sub_type": "url", "index": 1, "parameters": [text("42?a=b")] },
        { "type": "button", "sub_type": "copy_code", "index": "3",
          "parameters": [{ "type": "coupon_code", "coupon_code": "DEZ" }] },
    ])
}

#[tokio::test]
async fn a_template_is_shown_with_everything_filled_in_and_its_button_answers() {
    let world = World::new().await;
    let (status, answer) = world.send(template("pedido", whole())).await;
    assert_eq!(status, 200, "{answer}");
    world.settle().await;
    let shown = world.maria().phone(NUMBER).remove(0);
    assert_eq!(
        shown.text(),
        "Pedido 42\nOlá Ana, seu pedido chega hoje.\nLoja da Ana\n[Sim]\n\
         [Ver] https://loja.example/p/42?a=b\n[Ligar] +551140001000\n[Copiar] DEZ"
    );
    assert_eq!(world.items("statuses")[0]["pricing"]["category"], "utility");

    world.maria().presses(NUMBER, &shown.id, "Sim");
    world.settle().await;
    let press = &world.items("messages")[0];
    assert_eq!(press["type"], "button");
    assert_eq!(
        press["button"],
        json!({ "payload": "SIM-42", "text": "Sim" })
    );
    assert_eq!(
        press["context"],
        json!({ "from": "551140001000", "id": shown.id })
    );
    assert!(world.maria().window_is_open(NUMBER));
}

#[tokio::test]
async fn what_does_not_match_the_definition_is_refused_with_its_code() {
    let world = World::new().await;
    let with = |place: usize, part: Value| {
        let mut components = whole();
        components[place] = part;
        template("pedido", components)
    };
    let without = |place: usize| {
        let mut components = whole();
        components.as_array_mut().expect("a list").remove(place);
        template("pedido", components)
    };
    let body = |parameters: Value| with(1, json!({ "type": "body", "parameters": parameters }));
    let cases = [
        (template("nenhum", json!([])), (404, 132_001)),
        (body(json!([named("nome", "Ana")])), (400, 132_000)),
        (body(json!([text("a"), text("b")])), (400, 132_012)),
        (
            body(json!([named("nome", "a"), named("quando", "b")])),
            (400, 132_012),
        ),
        (
            body(json!([named("nome", "a"), named("nome", "b")])),
            (400, 132_012),
        ),
        (
            body(json!([named("nome", "a\nb"), named("dia", "b")])),
            (400, 132_018),
        ),
        (
            body(json!([named("nome", ""), named("dia", "b")])),
            (400, 131_008),
        ),
        (
            body(json!([
                named("nome", &"a".repeat(1_000)),
                named("dia", "b")
            ])),
            (400, 132_005),
        ),
        (without(0), (400, 132_000)),
        (without(3), (400, 131_008)),
        (without(4), (400, 131_008)),
        (
            with(
                4,
                json!({ "type": "button", "sub_type": "copy_code", "index": 3, "parameters": [
            { "type": "coupon_code", "coupon_code": "x".repeat(21) }] }),
            ),
            (400, 100),
        ),
        (
            with(
                4,
                json!({ "type": "button", "sub_type": "url", "index": 9, "parameters": [] }),
            ),
            (400, 131_009),
        ),
        (
            with(
                4,
                json!({ "type": "button", "sub_type": "url", "index": 3, "parameters": [] }),
            ),
            (400, 132_012),
        ),
        (
            with(
                4,
                json!({ "type": "button", "sub_type": "voice_call", "index": 2, "parameters": [] }),
            ),
            (400, 132_000),
        ),
        (with(4, json!({ "type": "nothing" })), (400, 100)),
        (
            template(
                "ola",
                json!([{ "type": "body", "parameters": [named("1", "a")] }]),
            ),
            (400, 132_012),
        ),
        (
            json!({ "type": "template", "template": { "name": "ola", "language": { "code": "pt" } } }),
            (404, 132_001),
        ),
        (
            json!({ "type": "template", "template": { "name": "ola" } }),
            (400, 131_008),
        ),
    ];
    for (number, (request, expected)) in cases.into_iter().enumerate() {
        let shown = request.to_string();
        assert_eq!(world.refused(request).await, expected, "{number}: {shown}");
    }
    // The payload of a quick reply may be left out.
    assert_eq!(world.send(without(2)).await.0, 200);
}

#[tokio::test]
async fn only_approved_templates_leave() {
    let world = World::new().await;
    let request = || {
        template(
            "ola",
            json!([{ "type": "body", "parameters": [text("Maria")] }]),
        )
    };
    for (status, expected) in [
        ("PAUSED", (400, 132_015)),
        ("DISABLED", (400, 132_016)),
        ("PENDING", (404, 132_001)),
        ("REJECTED", (404, 132_001)),
    ] {
        world.whatsapp.set_template_status("ola", status);
        assert_eq!(world.refused(request()).await, expected, "{status}");
    }
    world.whatsapp.set_template_status("ola", "APPROVED");
    assert_eq!(world.send(request()).await.0, 200);
    // Another account's templates are not this number's.
    world
        .whatsapp
        .add_account(conecta_sandbox::whatsapp::seed::Account::new("9", "Outra"));
    world
        .whatsapp
        .add_template("9", json!({ "name": "alheio", "components": [] }));
    assert_eq!(
        world.refused(template("alheio", json!([]))).await,
        (404, 132_001)
    );
}

#[tokio::test]
async fn a_media_header_must_come_with_every_send_and_the_sample_is_no_link() {
    let world = World::new().await;
    let sample = "https://scontent.whatsapp.net/v/sample.jpg";
    world.whatsapp.add_template(
        ACCOUNT,
        json!({
            "name": "foto", "components": [
                { "type": "header", "format": "image", "example": { "header_handle": [sample] } },
                { "type": "body", "text": "Veja!" },
            ],
        }),
    );
    world.whatsapp.add_template(
        ACCOUNT,
        json!({
            "name": "lugar", "components": [
                { "type": "HEADER", "format": "LOCATION" }, { "type": "BODY", "text": "Aqui." },
            ],
        }),
    );
    let header = |parameter: Value| json!([{ "type": "header", "parameters": [parameter] }]);
    let image = |link: &str| header(json!({ "type": "image", "image": { "link": link } }));
    let (status, answer) = world.send(template("foto", json!([]))).await;
    assert_eq!((status, &answer["error"]["code"]), (400, &json!(132_012)));
    assert_eq!(
        answer["error"]["error_data"]["details"],
        "header: Format mismatch, expected IMAGE, received UNKNOWN"
    );
    let video = header(json!({ "type": "video", "video": { "link": "https://a.example" } }));
    assert_eq!(world.refused(template("foto", video)).await, (400, 132_012));
    let lost = header(json!({ "type": "image", "image": { "id": "1" } }));
    assert_eq!(world.refused(template("foto", lost)).await, (400, 100));

    assert_eq!(world.send(template("foto", image(sample))).await.0, 200);
    let good = "https://loja.example/foto.jpg";
    assert_eq!(world.send(template("foto", image(good))).await.0, 200);
    let place = json!({ "type": "location", "location": {
        "latitude": "-23.5", "longitude": "-46.6", "name": "Loja", "address": "Rua A" } });
    assert_eq!(world.send(template("lugar", header(place))).await.0, 200);
    world.settle().await;
    assert_eq!(
        world
            .statuses()
            .iter()
            .filter(|one| *one == "failed:131053")
            .count(),
        1
    );
    assert_eq!(
        world.maria().transcript(NUMBER),
        "< [image]\n  Veja!\n< [location] -23.5,-46.6 Loja Rua A\n  Aqui.\n"
    );
}

#[tokio::test]
async fn carousels_offers_and_one_time_codes_are_checked_too() {
    let world = World::new().await;
    let card = |label: &str| {
        json!({ "components": [
            { "type": "HEADER", "format": "IMAGE" },
            { "type": "BODY", "text": "Por {{1}}" },
            { "type": "BUTTONS", "buttons": [{ "type": "QUICK_REPLY", "text": label }] },
        ] })
    };
    world.whatsapp.add_template(
        ACCOUNT,
        json!({
            "name": "vitrine", "category": "MARKETING", "components": [
                { "type": "BODY", "text": "Veja" },
                { "type": "CAROUSEL", "cards": [card("Um"), card("Dois")] },
            ],
        }),
    );
    let sent = |price: &str| {
        json!({ "card_index": 0, "components": [
            { "type": "header", "parameters": [
                { "type": "image", "image": { "link": "https://a.example/1.png" } }] },
            { "type": "body", "parameters": [text(price)] },
        ] })
    };
    let carousel =
        |cards: Value| template("vitrine", json!([{ "type": "carousel", "cards": cards }]));
    assert_eq!(
        world.refused(carousel(json!([sent("R$ 1")]))).await,
        (400, 132_000)
    );
    let both = carousel(json!([sent("R$ 1"), sent("R$ 2")]));
    assert_eq!(world.send(both).await.0, 200);
    world.settle().await;
    let shown = world.maria().phone(NUMBER).remove(0);
    assert_eq!(
        shown.text(),
        "Veja\n[image]\nPor R$ 1\n[Um]\n[image]\nPor R$ 2\n[Dois]"
    );
    world.maria().presses(NUMBER, &shown.id, "Dois");

    world.whatsapp.add_template(
        ACCOUNT,
        json!({
            "name": "oferta", "components": [
                { "type": "LIMITED_TIME_OFFER", "limited_time_offer": { "text": "Só hoje" } },
                { "type": "BODY", "text": "Oi" },
            ],
        }),
    );
    assert_eq!(
        world.refused(template("oferta", json!([]))).await,
        (400, 131_008)
    );
    let until = json!([{ "type": "limited_time_offer", "parameters": [
        { "type": "limited_time_offer", "limited_time_offer": { "expiration_time_ms": 1 } }] }]);
    assert_eq!(world.send(template("oferta", until)).await.0, 200);

    world.whatsapp.add_template(
        ACCOUNT,
        json!({
            "name": "codigo", "category": "AUTHENTICATION", "components": [
                { "type": "BODY", "add_security_recommendation": true },
                { "type": "BUTTONS", "buttons": [{ "type": "OTP", "otp_type": "COPY_CODE" }] },
            ],
        }),
    );
    let body = json!({ "type": "body", "parameters": [text("1234")] });
    let button = json!({ "type": "button", "sub_type": "url", "index": "0",
                         "parameters": [text("1234")] });
    assert_eq!(
        world.refused(template("codigo", json!([body]))).await,
        (400, 131_008)
    );
    assert_eq!(
        world
            .send(template("codigo", json!([body, button])))
            .await
            .0,
        200
    );
    let mut request = template("codigo", json!([body, button]));
    request["messaging_product"] = json!("whatsapp");
    request["recipient"] = json!("BR.13491208655302741918");
    let (_, answer) = world.post(&format!("{NUMBER}/messages"), request).await;
    assert_eq!(answer["error"]["code"], 131_062);
}
