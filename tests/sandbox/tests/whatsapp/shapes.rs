//! The shapes and limits of every type of message.

use serde_json::{Value, json};

use crate::kit::{NUMBER, World, a_text};

fn interactive(node: Value) -> Value {
    json!({ "type": "interactive", "interactive": node })
}

fn reply(id: &str, title: &str) -> Value {
    json!({ "type": "reply", "reply": { "id": id, "title": title } })
}

fn buttons(buttons: Value) -> Value {
    interactive(json!({ "type": "button", "body": { "text": "Confirma?" },
                        "action": { "buttons": buttons } }))
}

fn list(sections: Value) -> Value {
    interactive(json!({ "type": "list", "body": { "text": "Escolha" },
                        "action": { "button": "Ver", "sections": sections } }))
}

fn rows(count: usize) -> Value {
    let rows = (0..count).map(|row| json!({ "id": format!("r{row}"), "title": format!("T{row}") }));
    json!(rows.collect::<Vec<_>>())
}

#[tokio::test]
async fn every_type_of_message_arrives_as_it_was_sent() {
    let world = World::new().await;
    world.open_window().await;
    let link = "https://loja.example/a";
    let requests = [
        json!({ "text": { "body": "sem tipo" } }),
        json!({ "type": "image", "image": { "link": link, "caption": "Foto" } }),
        json!({ "type": "video", "video": { "link": link } }),
        json!({ "type": "audio", "audio": { "link": link, "voice": true } }),
        json!({ "type": "document", "document": { "link": link, "filename": "a.pdf", "caption": "Nota" } }),
        json!({ "type": "sticker", "sticker": { "link": link } }),
        json!({ "type": "location", "location": { "latitude": "-23.5", "longitude": -46.6, "name": "Loja" } }),
        json!({ "type": "contacts", "contacts": [{ "name": { "formatted_name": "Ana" } }] }),
        buttons(json!([reply("a", "Sim"), reply("b", "Não")])),
        list(json!([{ "rows": rows(2) }])),
        interactive(
            json!({ "type": "cta_url", "body": { "text": "Site" }, "action": {
            "name": "cta_url", "parameters": { "display_text": "Abrir", "url": link } } }),
        ),
        interactive(
            json!({ "type": "location_request_message", "body": { "text": "Onde?" },
            "action": { "name": "send_location" } }),
        ),
        interactive(
            json!({ "type": "flow", "body": { "text": "Dados" }, "action": {
            "name": "flow", "parameters": { "flow_message_version": "3", "flow_id": "1",
            "flow_cta": "Preencher" } } }),
        ),
    ];
    for request in requests {
        let shown = request.to_string();
        let (status, answer) = world.send(request).await;
        assert_eq!(status, 200, "{shown}: {answer}");
    }
    world.settle().await;
    assert_eq!(
        world.maria().transcript(NUMBER),
        "> oi\n< sem tipo\n< [image] Foto\n< [video]\n< [audio]\n< [document] a.pdf Nota\n\
         < [sticker]\n< [location] -23.5,-46.6 Loja\n< Ana\n< Confirma?\n  [Sim]\n  [Não]\n\
         < Escolha\n  [T0]\n  [T1]\n< Site\n  [Abrir] https://loja.example/a\n\
         < Onde?\n  [location_request_message]\n< Dados\n  [Preencher]\n"
    );
}

#[tokio::test]
async fn what_breaks_a_shape_or_a_limit_is_refused_with_its_code() {
    let world = World::new().await;
    world.open_window().await;
    let long = |count: usize| "é".repeat(count);
    let image = |node: Value| json!({ "type": "image", "image": node });
    let mut opaque = a_text("a");
    opaque["biz_opaque_callback_data"] = json!(long(513));
    let mut context = a_text("a");
    context["context"] = json!({});
    let header = |header: Value| {
        let mut message = buttons(json!([reply("a", "Sim")]));
        message["interactive"]["header"] = header;
        message
    };
    let cases = [
        (json!({ "type": "text" }), 131_008),
        (json!({ "type": "text", "text": "a" }), 100),
        (json!({ "type": "text", "text": {} }), 131_008),
        (a_text(""), 100),
        (a_text(&long(4_097)), 100),
        (json!({ "type": "poll", "poll": {} }), 100),
        (
            json!({ "type": "text", "text": { "body": "a" }, "messaging_product": "sms" }),
            100,
        ),
        (
            json!({ "type": "text", "text": { "body": "a" }, "recipient_type": "group" }),
            100,
        ),
        (
            json!({ "type": "text", "text": { "body": "a" }, "to": "quatro" }),
            100,
        ),
        (
            json!({ "type": "text", "text": { "body": "a" }, "to": null }),
            131_008,
        ),
        (opaque, 100),
        (context, 131_008),
        (image(json!({})), 131_008),
        (
            image(json!({ "id": "1", "link": "https://a.example" })),
            100,
        ),
        (image(json!({ "link": "ftp://a.example" })), 100),
        (
            image(json!({ "link": "https://a.example", "caption": long(1_025) })),
            100,
        ),
        (
            json!({ "type": "audio", "audio": { "link": "https://a.example", "caption": "a" } }),
            100,
        ),
        (
            json!({ "type": "location", "location": { "latitude": 91, "longitude": 0 } }),
            100,
        ),
        (
            json!({ "type": "contacts", "contacts": [{ "name": { "first_name": "Ana" } }] }),
            131_008,
        ),
        (
            json!({ "type": "reaction", "reaction": { "emoji": "👍" } }),
            131_008,
        ),
        (buttons(json!([])), 131_009),
        (
            buttons(json!([
                reply("a", "1"),
                reply("b", "2"),
                reply("c", "3"),
                reply("d", "4")
            ])),
            131_009,
        ),
        (
            buttons(json!([reply("a", "Sim"), reply("a", "Não")])),
            131_009,
        ),
        (
            buttons(json!([reply("a", "Sim"), reply("b", "Sim")])),
            131_009,
        ),
        (buttons(json!([reply("a", &long(21))])), 131_009),
        (header(json!({ "type": "text", "text": long(61) })), 131_009),
        (header(json!({ "type": "sticker" })), 100),
        (list(json!([{ "rows": rows(11) }])), 131_009),
        (
            list(json!([{ "title": "a", "rows": rows(6) }, { "title": "b", "rows": rows(5) }])),
            131_009,
        ),
        (
            list(
                json!([{ "title": "a", "rows": rows(1) }, { "rows": [{ "id": "x", "title": "y" }] }]),
            ),
            131_008,
        ),
        (
            interactive(
                json!({ "type": "cta_url", "body": { "text": "a" }, "action": {
            "name": "cta_url", "parameters": { "display_text": "a", "url": "loja" } } }),
            ),
            131_009,
        ),
        (
            interactive(
                json!({ "type": "location_request_message", "body": { "text": "a" },
            "action": { "name": "location" } }),
            ),
            100,
        ),
        (
            interactive(json!({ "type": "button", "action": { "buttons": [reply("a", "b")] } })),
            131_008,
        ),
        (
            interactive(json!({ "type": "dance", "body": { "text": "a" }, "action": {} })),
            100,
        ),
    ];
    for (request, code) in cases {
        let shown = request.to_string();
        assert_eq!(world.refused(request).await, (400, code), "{shown}");
    }
    // The largest that are allowed.
    world.text(&long(4_096)).await;
    let ten = list(json!([{ "title": long(24), "rows": rows(10) }]));
    assert_eq!(world.send(ten).await.0, 200);
    // None of the refused ones counts or shows.
    assert_eq!(world.whatsapp.deliveries(NUMBER, "Maria").len(), 2);
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused_in_the_envelope_of_the_api() {
    let world = World::new().await;
    let url = world.url(&format!("{NUMBER}/messages"));
    let request = world.http.post(url).bearer_auth(crate::kit::token());
    let answer = request.body("{\"a\":").send().await.unwrap();
    assert_eq!(answer.status(), 400);
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["error"]["code"], 100);
    assert_eq!(body["error"]["error_data"]["messaging_product"], "whatsapp");
}
