//! The rules of `POST /{number}/messages`.

use std::time::Duration;

use conecta_sandbox::whatsapp::{Progress, Refusal};
use serde_json::json;

use crate::kit::{MARIA, NUMBER, World, a_text, token};

fn ola(name: &str) -> serde_json::Value {
    json!({ "type": "template", "template": {
        "name": "ola", "language": { "code": "pt_BR" },
        "components": [{ "type": "body", "parameters": [{ "type": "text", "text": name }] }],
    } })
}

#[tokio::test]
async fn an_accepted_text_goes_to_the_phone_and_every_step_is_told() {
    let world = World::new().await;
    world.open_window().await;
    let mut body = a_text("Olá, Maria! 👍");
    body["biz_opaque_callback_data"] = json!("12.1");
    let (status, answer) = world.send(body).await;
    assert_eq!(status, 200);
    assert_eq!(answer["contacts"][0]["input"], format!("+{MARIA}"));
    assert_eq!(answer["contacts"][0]["wa_id"], "551187654321");
    assert_eq!(answer["messages"][0]["message_status"], "accepted");
    world.settle().await;
    world.maria().reads(NUMBER);
    world.settle().await;

    assert_eq!(world.statuses(), ["sent", "delivered", "read"]);
    let statuses = world.items("statuses");
    for status in &statuses {
        assert_eq!(status["id"], answer["messages"][0]["id"]);
        assert_eq!(status["biz_opaque_callback_data"], "12.1");
        assert_eq!(status["recipient_id"], "551187654321");
        assert!(
            status["recipient_user_id"]
                .as_str()
                .unwrap()
                .starts_with("BR.")
        );
    }
    // The price comes with `sent` and with one of the two that follow.
    assert_eq!(statuses[0]["pricing"]["pricing_model"], "PMP");
    assert_eq!(statuses[0]["pricing"]["category"], "service");
    assert!(statuses[1]["pricing"].is_object());
    assert!(statuses[2]["pricing"].is_null());
    assert_eq!(
        world.items("contacts").last().unwrap()["profile"]["name"],
        "Maria"
    );

    assert_eq!(world.maria().transcript(NUMBER), "> oi\n< Olá, Maria! 👍\n");
    let deliveries = world.whatsapp.deliveries(NUMBER, "Maria");
    assert_eq!(deliveries.len(), 1);
    assert_eq!(deliveries[0].opaque.as_deref(), Some("12.1"));
    assert_eq!(deliveries[0].progress, Progress::Read);
}

#[tokio::test]
async fn the_window_lasts_24_hours_from_the_customers_last_message() {
    let world = World::new().await;
    assert_eq!(world.refused(a_text("a")).await, (400, 131_047));
    world.open_window().await;
    world.pass(24 * 3600 - 1).await;
    world.text("b").await;
    world.pass(1).await;
    assert_eq!(world.refused(a_text("c")).await, (400, 131_047));
    // A template does not need a window, and does not open one.
    let (status, answer) = world.send(ola("Maria")).await;
    assert_eq!(status, 200, "{answer}");
    assert!(!world.maria().window_is_open(NUMBER));
    assert_eq!(world.refused(a_text("d")).await, (400, 131_047));
    // Nor does a message to the company's other number.
    world.maria().writes("206540352242922", "oi");
    assert_eq!(world.refused(a_text("e")).await, (400, 131_047));
    world.maria().calls(NUMBER);
    world.text("f").await;
}

#[tokio::test]
async fn a_closed_window_can_be_told_later_instead() {
    let world = World::new().await;
    world
        .whatsapp
        .rules(|rules| rules.window_refusal = Refusal::FailedStatus);
    world.text("a").await;
    world.settle().await;
    assert_eq!(world.statuses(), ["failed:131047"]);
    assert_eq!(world.maria().transcript(NUMBER), "");
    // And sometimes a message does not open it.
    world.whatsapp.rules(|rules| {
        rules.window_refusal = Refusal::Synchronous;
        rules.inbound_opens_window = false;
    });
    world.maria().writes(NUMBER, "oi");
    assert_eq!(world.refused(a_text("b")).await, (400, 131_047));
}

#[tokio::test]
async fn the_pair_limit_lends_45_messages_and_gives_one_back_in_six_seconds() {
    let world = World::new().await;
    world.open_window().await;
    for number in 0..45 {
        world.text(&format!("{number}")).await;
    }
    assert_eq!(world.refused(a_text("x")).await, (400, 131_056));
    world.pass(6).await;
    world.text("y").await;
    assert_eq!(world.refused(a_text("z")).await, (400, 131_056));
    // Other customers and numbers are not concerned.
    let template = ola("João");
    let mut body = json!({ "messaging_product": "whatsapp", "to": "+5521912345678" });
    body["type"] = template["type"].clone();
    body["template"] = template["template"].clone();
    let (status, _) = world.post(&format!("{NUMBER}/messages"), body).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn the_throughput_is_limited_per_second() {
    let world = World::new().await;
    world.whatsapp.rules(|rules| rules.throughput = Some(2));
    world.open_window().await;
    world.text("a").await;
    world.text("b").await;
    assert_eq!(world.refused(a_text("c")).await, (400, 130_429));
    world.pass(1).await;
    world.text("d").await;
}

#[tokio::test]
async fn unknown_people_and_those_who_blocked_fail_later() {
    let world = World::new().await;
    let template = ola("X");
    let body = json!({
        "messaging_product": "whatsapp", "to": "+5531900000000",
        "type": "template", "template": template["template"],
    });
    let (status, answer) = world.post(&format!("{NUMBER}/messages"), body).await;
    assert_eq!(
        (status, &answer["contacts"][0]["wa_id"]),
        (200, &json!("5531900000000"))
    );
    world.open_window().await;
    assert_eq!(world.whatsapp.undeliverable().len(), 1);
    world.maria().blocks(NUMBER);
    world.text("a").await;
    world.settle().await;
    assert_eq!(world.statuses(), ["failed:131026"]);
    // Who has blocked the business is not heard either.
    world.maria().writes(NUMBER, "não vão ler");
    world.settle().await;
    assert_eq!(world.items("messages").len(), 0);
    world.maria().unblocks(NUMBER);
    world.text("b").await;
    world.settle().await;
    assert_eq!(world.statuses(), ["failed:131026", "sent", "delivered"]);
}

#[tokio::test]
async fn who_stopped_marketing_gets_no_marketing_template() {
    let world = World::new().await;
    world.maria().stops_marketing(NUMBER);
    world.settle().await;
    let told = world.items("user_preferences");
    assert_eq!(told[0]["value"], "stop");
    assert_eq!(told[0]["category"], "marketing_messages");
    assert_eq!(world.refused(ola("Maria")).await, (400, 131_050));
    world
        .whatsapp
        .rules(|rules| rules.opt_out_refusal = Refusal::FailedStatus);
    let (status, _) = world.send(ola("Maria")).await;
    assert_eq!(status, 200);
    world.settle().await;
    assert_eq!(world.statuses(), ["failed:131050"]);
    world.whatsapp.set_template_category("ola", "UTILITY");
    let (status, _) = world.send(ola("Maria")).await;
    assert_eq!(status, 200);
    world.maria().resumes_marketing(NUMBER);
    world.whatsapp.set_template_category("ola", "MARKETING");
    assert_eq!(world.send(ola("Maria")).await.0, 200);
}

#[tokio::test]
async fn a_wrong_missing_or_expired_token_is_refused() {
    let world = World::new().await;
    let url = world.url(&format!("{NUMBER}/messages"));
    let none = world
        .http
        .post(&url)
        .json(&a_text("a"))
        .send()
        .await
        .unwrap();
    assert_eq!(none.status(), 401);
    let wrong = world.http.post(&url).bearer_auth("x").json(&a_text("a"));
    let wrong = wrong.send().await.unwrap();
    assert_eq!(wrong.status(), 401);
    let body: serde_json::Value = wrong.json().await.unwrap();
    assert_eq!(body["error"]["code"], 190);
    assert_eq!(body["error"]["type"], "OAuthException");
    assert!(body["error"]["fbtrace_id"].is_string());
    world.whatsapp.expire_token();
    let (status, body) = world.send(a_text("a")).await;
    assert_eq!(
        (status, &body["error"]["error_subcode"]),
        (401, &json!(463))
    );
    world.whatsapp.set_token(&token());
    assert_eq!(world.refused(a_text("a")).await, (400, 131_047));
}

#[tokio::test]
async fn any_version_is_taken_and_no_version_is_not() {
    let world = World::new().await;
    for (version, status) in [("v17.0", 200), ("v99.9", 200), ("", 400), ("vX.0", 400)] {
        let url = format!("{}/{version}/{NUMBER}", world.whatsapp.graph_base());
        let answer = world
            .http
            .get(url)
            .bearer_auth(token())
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), status, "{version}");
    }
}

#[tokio::test]
async fn a_number_must_exist_be_connected_and_not_write_to_itself() {
    let world = World::new().await;
    let mut body = a_text("a");
    body["messaging_product"] = json!("whatsapp");
    body["to"] = json!("+55 (11) 4000-1000");
    let own = world
        .post(&format!("{NUMBER}/messages"), body.clone())
        .await;
    assert_eq!((own.0, &own.1["error"]["code"]), (400, &json!(131_021)));
    let (status, answer) = world.post("999/messages", body).await;
    assert_eq!(
        (status, &answer["error"]["error_subcode"]),
        (400, &json!(33))
    );
    world.whatsapp.set_number_status(NUMBER, "DISCONNECTED");
    assert_eq!(world.refused(a_text("a")).await, (400, 133_010));
}

#[tokio::test]
async fn a_number_is_found_with_and_without_ninth_digit_plus_and_country_code() {
    let world = World::new().await;
    world.open_window().await;
    for to in [
        "+55 11 98765-4321",
        "551187654321",
        "5511987654321",
        "11987654321",
    ] {
        let mut body = a_text("a");
        body["to"] = json!(to);
        let (status, answer) = world.send(body).await;
        assert_eq!(status, 200, "{to}: {answer}");
        assert_eq!(answer["contacts"][0]["wa_id"], "551187654321", "{to}");
    }
    // With a plus nothing is added.
    let mut body = a_text("a");
    body["to"] = json!("+11987654321");
    assert_eq!(world.refused(body).await, (400, 131_047));
}

#[tokio::test]
async fn somebody_without_a_phone_number_is_reached_by_the_business_scoped_id() {
    let world = World::new().await;
    let zoe = world.whatsapp.customer("Zoé");
    zoe.writes(NUMBER, "oi");
    world.settle().await;
    let message = &world.items("messages")[0];
    assert!(message.get("from").is_none());
    assert_eq!(message["from_user_id"], "BR.13491208655302741918");
    assert!(world.items("contacts")[0].get("wa_id").is_none());
    let body = json!({
        "messaging_product": "whatsapp", "recipient": "BR.13491208655302741918",
        "type": "text", "text": { "body": "olá" },
    });
    let (status, answer) = world.post(&format!("{NUMBER}/messages"), body).await;
    assert_eq!(status, 200);
    assert_eq!(answer["contacts"][0]["user_id"], "BR.13491208655302741918");
    world.settle().await;
    let status = &world.items("statuses")[0];
    assert!(status.get("recipient_id").is_none());
    assert_eq!(status["recipient_user_id"], "BR.13491208655302741918");
    assert_eq!(zoe.transcript(NUMBER), "> oi\n< olá\n");
}

#[tokio::test]
async fn a_username_hides_the_number_until_the_business_writes_to_it() {
    let world = World::new().await;
    let card =
        conecta_sandbox::whatsapp::seed::Customer::new("Rui", "5511911112222").username("@rui");
    let rui = world.whatsapp.add_customer(card);
    rui.writes(NUMBER, "oi");
    let body = json!({
        "messaging_product": "whatsapp", "to": "+5511911112222",
        "type": "text", "text": { "body": "olá" },
    });
    world.post(&format!("{NUMBER}/messages"), body).await;
    rui.writes(NUMBER, "de novo");
    world.clock.advance(Duration::from_secs(31 * 24 * 3600));
    rui.writes(NUMBER, "um mês depois");
    world.settle().await;
    let from: Vec<_> = world
        .items("messages")
        .iter()
        .map(|one| one.get("from").is_some())
        .collect();
    assert_eq!(from, [false, true, false]);
    assert_eq!(world.items("contacts")[0]["profile"]["username"], "@rui");
}

#[tokio::test]
async fn receipts_turn_the_ticks_blue_up_to_the_message_and_typing_ends_by_itself() {
    let world = World::new().await;
    let maria = world.maria();
    let ids: Vec<String> = ["a", "b", "c"]
        .iter()
        .map(|text| maria.writes(NUMBER, text))
        .collect();
    let receipt = |id: &str| {
        json!({ "messaging_product": "whatsapp", "status": "read", "message_id": id,
                "typing_indicator": { "type": "text" } })
    };
    let path = format!("{NUMBER}/messages");
    let (status, answer) = world.post(&path, receipt(&ids[1])).await;
    assert_eq!((status, answer), (200, json!({ "success": true })));
    let ticks = |world: &World| {
        let phone = world.maria().phone(NUMBER);
        let ticks = phone
            .iter()
            .map(|bubble| serde_json::to_value(bubble.ticks).unwrap());
        ticks.collect::<Vec<_>>()
    };
    assert_eq!(ticks(&world), ["read", "read", "delivered"]);
    assert!(maria.sees_typing(NUMBER));
    world.pass(25).await;
    assert!(!maria.sees_typing(NUMBER));
    world.post(&path, receipt(&ids[2])).await;
    assert!(maria.sees_typing(NUMBER));
    world.text("resposta").await;
    world.settle().await;
    assert!(!maria.sees_typing(NUMBER));
    assert_eq!(world.post(&path, receipt("wamid.x")).await.0, 400);
    world.clock.advance(Duration::from_secs(31 * 24 * 3600));
    assert_eq!(world.post(&path, receipt(&ids[0])).await.0, 400);
}

#[tokio::test]
async fn delivered_can_be_left_out_and_then_read_carries_the_price() {
    let world = World::new().await;
    world
        .whatsapp
        .rules(|rules| rules.delivered_statuses = false);
    world.open_window().await;
    world.text("a").await;
    world.settle().await;
    world.maria().reads(NUMBER);
    world.settle().await;
    assert_eq!(world.statuses(), ["sent", "read"]);
    assert!(world.items("statuses")[1]["pricing"].is_object());
}
