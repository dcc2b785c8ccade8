//! What customers do, as the webhook hears it and as their phones show it.

use chrono::TimeDelta;
use conecta_sandbox::blob::Blob;
use conecta_sandbox::whatsapp::{Attachment, Author, Location};
use serde_json::{Value, json};

use crate::kit::{NUMBER, World};

#[tokio::test]
async fn each_kind_of_message_has_metas_shape() {
    let world = World::new().await;
    let maria = world.maria();
    maria.writes(NUMBER, "Olá! 😀");
    maria.sends_image(
        NUMBER,
        Attachment::new("image/jpeg", *b"jpg").caption("Veja"),
    );
    maria.sends_voice(NUMBER, Attachment::new("audio/ogg; codecs=opus", *b"ogg"));
    maria.sends_audio(NUMBER, Attachment::new("audio/mpeg", *b"mp3"));
    maria.sends_video(NUMBER, Attachment::new("video/mp4", *b"mp4"));
    maria.sends_document(
        NUMBER,
        Attachment::new("application/pdf", *b"pdf").filename("nota.pdf"),
    );
    maria.sends_sticker(NUMBER, Attachment::new("image/webp", *b"webp"));
    let place = Location {
        latitude: -23.5,
        longitude: -46.6,
        name: Some("Casa".into()),
        address: None,
    };
    maria.sends_location(NUMBER, place);
    maria.sends_contacts(NUMBER, vec![json!({ "name": { "formatted_name": "Zé" } })]);
    maria.sends_unsupported(NUMBER, "poll_creation");
    maria.comes_from_ad(
        NUMBER,
        "Vi o anúncio",
        json!({ "source_type": "ad", "source_id": "1" }),
    );
    world.settle().await;

    let messages = world.items("messages");
    let kinds: Vec<&str> = messages
        .iter()
        .map(|one| one["type"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "text",
            "image",
            "audio",
            "audio",
            "video",
            "document",
            "sticker",
            "location",
            "contacts",
            "unsupported",
            "text"
        ]
    );
    for (message, kind) in messages.iter().zip(kinds) {
        assert_eq!(message["from"], "551187654321");
        assert_eq!(
            message["from_user_id"],
            world.maria().card().user_id.as_str()
        );
        assert_eq!(message["timestamp"], "1795000000");
        assert!(message["id"].as_str().unwrap().starts_with("wamid."));
        assert!(!message[kind].is_null(), "{kind}");
    }
    assert_eq!(messages[0]["text"]["body"], "Olá! 😀");
    assert_eq!(messages[1]["image"]["caption"], "Veja");
    assert_eq!(messages[1]["image"]["mime_type"], "image/jpeg");
    assert_eq!(messages[2]["audio"]["voice"], true);
    assert_eq!(messages[3]["audio"]["voice"], false);
    assert_eq!(messages[5]["document"]["filename"], "nota.pdf");
    assert_eq!(messages[9]["errors"][0]["code"], 131_051);
    assert_eq!(messages[10]["referral"]["source_id"], "1");
    let metadata = &world.posts()[0].body["entry"][0]["changes"][0]["value"]["metadata"];
    assert_eq!(
        metadata,
        &json!({ "display_phone_number": "551140001000", "phone_number_id": NUMBER })
    );
}

#[tokio::test]
async fn of_a_file_that_is_too_large_only_an_error_is_told() {
    const MOST: u64 = 100 * 1024 * 1024;
    let world = World::new().await;
    let maria = world.maria();
    for size in [MOST, MOST + 1] {
        let plan = Attachment::of("application/pdf", Blob::made(b"%PDF-1.4", size));
        maria.sends_document(NUMBER, plan.filename("planta.pdf"));
    }
    world.settle().await;
    let messages = world.items("messages");
    assert_eq!(messages[0]["document"]["filename"], "planta.pdf");
    assert!(messages[0].get("errors").is_none());
    assert_eq!(messages[1]["type"], "document");
    assert!(messages[1].get("document").is_none());
    assert_eq!(messages[1]["errors"][0]["code"], 131_052);
    assert_eq!(maria.phone(NUMBER).len(), 2, "her phone has both");
}

#[tokio::test]
async fn the_companys_own_phone_tells_of_what_it_sends_and_what_it_got_long_ago() {
    let world = World::new().await;
    let maria = world.maria();
    let whom = maria.card().user_id;
    let phone = world.whatsapp.own_phone(NUMBER);
    phone.sends_video(&whom, Attachment::new("video/mp4", *b"mp4"));
    phone.sends_audio(&whom, Attachment::new("audio/mpeg", *b"mp3"));
    phone.sends_sticker(&whom, Attachment::new("image/webp", *b"webp"));
    let place = Location {
        latitude: -23.5,
        longitude: -46.6,
        name: None,
        address: None,
    };
    phone.sends_location(&whom, place);
    phone.sends_contacts(&whom, vec![json!({ "name": { "formatted_name": "Zé" } })]);
    world.settle().await;
    let echoes = world.items("message_echoes");
    let kinds = ["video", "audio", "sticker", "location", "contacts"];
    assert_eq!(echoes.len(), kinds.len());
    for (echo, kind) in echoes.iter().zip(kinds) {
        assert_eq!(echo["type"], kind);
        assert_eq!(echo["to_user_id"], whom.as_str());
        assert!(!echo[kind].is_null(), "{kind}");
    }

    let photo = Attachment::new("image/jpeg", *b"jpg").caption("Este");
    phone.hands_in(&whom, TimeDelta::days(30), photo);
    world.settle().await;
    let told = world.posts().pop().expect("it is told");
    let change = &told.body["entry"][0]["changes"][0];
    assert_eq!(change["field"], "history");
    let message = &change["value"]["messages"][0];
    assert_eq!(message["from_user_id"], whom.as_str());
    assert_eq!(message["timestamp"], "1792408000");
    assert_eq!(message["image"]["caption"], "Este");
    let first = maria.phone(NUMBER).swap_remove(0);
    assert_eq!(first.text(), "[image] Este", "it is the oldest");
    assert!(!maria.window_is_open(NUMBER));
}

#[tokio::test]
async fn a_customer_replies_and_reacts_and_takes_it_back() {
    let world = World::new().await;
    world.open_window().await;
    let id = world.text("Qual o tamanho?").await;
    world.settle().await;
    let maria = world.maria();
    maria.replies(NUMBER, &id, "M");
    maria.reacts(NUMBER, &id, "👍");
    assert_eq!(
        maria.phone(NUMBER)[1].reactions,
        [(Author::Customer, "👍".to_owned())]
    );
    maria.unreacts(NUMBER, &id);
    assert!(maria.phone(NUMBER)[1].reactions.is_empty());
    world.settle().await;
    let messages = world.items("messages");
    assert_eq!(
        messages[0]["context"],
        json!({ "from": "551140001000", "id": id })
    );
    assert_eq!(maria.phone(NUMBER)[2].quotes.as_ref(), Some(&id));
    assert_eq!(
        messages[1]["reaction"],
        json!({ "message_id": id, "emoji": "👍" })
    );
    assert_eq!(messages[2]["reaction"], json!({ "message_id": id }));
}

#[tokio::test]
async fn picks_come_back_with_their_ids() {
    let world = World::new().await;
    world.open_window().await;
    let send = async |node: Value| {
        let request = json!({ "type": "interactive", "interactive": node });
        let (_, answer) = world.send(request).await;
        world.settle().await;
        answer["messages"][0]["id"]
            .as_str()
            .expect("an id")
            .to_owned()
    };
    let button = send(
        json!({ "type": "button", "body": { "text": "?" }, "action": { "buttons": [
        { "type": "reply", "reply": { "id": "s", "title": "Sim" } }] } }),
    )
    .await;
    let list = send(json!({ "type": "list", "body": { "text": "?" }, "action": {
        "button": "Ver", "sections": [{ "rows": [
            { "id": "m", "title": "Manhã", "description": "8 às 12" }] }] } }))
    .await;
    world.maria().picks(NUMBER, &button, "Sim");
    world.maria().picks(NUMBER, &list, "Manhã");
    world.settle().await;
    let messages = world.items("messages");
    assert_eq!(
        messages[0]["interactive"],
        json!({ "type": "button_reply", "button_reply": { "id": "s", "title": "Sim" } })
    );
    assert_eq!(
        messages[1]["interactive"],
        json!({ "type": "list_reply",
                "list_reply": { "id": "m", "title": "Manhã", "description": "8 às 12" } })
    );
    assert_eq!(messages[1]["context"]["id"], list);
}

#[tokio::test]
async fn the_business_reacts_under_a_message_and_only_sent_follows() {
    let world = World::new().await;
    let id = world.maria().writes(NUMBER, "obrigada!");
    world.settle().await;
    let react = |message: &str, emoji: &str| json!({ "type": "reaction", "reaction": { "message_id": message, "emoji": emoji } });
    assert_eq!(world.send(react(&id, "❤️")).await.0, 200);
    world.settle().await;
    let phone = world.maria().phone(NUMBER);
    assert_eq!(phone.len(), 1);
    assert_eq!(phone[0].reactions, [(Author::Business, "❤️".to_owned())]);
    assert_eq!(world.statuses(), ["sent"]);
    assert_eq!(world.send(react(&id, "")).await.0, 200);
    assert_eq!(world.send(react("wamid.x", "❤️")).await.0, 200);
    world.settle().await;
    assert!(world.maria().phone(NUMBER)[0].reactions.is_empty());
    assert!(world.statuses().contains(&"failed:131009".to_owned()));
}

#[tokio::test]
async fn a_phone_that_is_off_gets_everything_when_it_is_on() {
    let world = World::new().await;
    world.open_window().await;
    let maria = world.maria();
    maria.goes_offline();
    world.text("a").await;
    world.text("b").await;
    world.settle().await;
    assert_eq!(world.statuses(), ["sent", "sent"]);
    assert_eq!(maria.transcript(NUMBER), "> oi\n");
    maria.goes_online();
    world.settle().await;
    assert_eq!(world.statuses(), ["sent", "sent", "delivered", "delivered"]);
    assert_eq!(maria.transcript(NUMBER), "> oi\n< a\n< b\n");
}

#[tokio::test]
async fn a_changed_number_is_told_without_a_contact() {
    let world = World::new().await;
    let old = world.maria().card().user_id;
    world
        .maria()
        .changes_number(NUMBER, "5511900001111", "BR.777");
    world.maria().writes(NUMBER, "número novo");
    world.settle().await;
    let messages = world.items("messages");
    assert_eq!(messages[0]["type"], "system");
    assert_eq!(messages[0]["from"], "551187654321");
    assert_eq!(messages[0]["system"]["type"], "user_changed_number");
    assert_eq!(messages[0]["system"]["previous_user_id"], old);
    assert_eq!(messages[1]["from"], "5511900001111");
    assert_eq!(messages[1]["from_user_id"], "BR.777");
    let first = &world.posts()[0].body["entry"][0]["changes"][0]["value"];
    assert!(first.get("contacts").is_none());
}

#[tokio::test]
async fn whoever_came_from_an_ad_and_is_answered_in_time_costs_nothing_for_three_days() {
    let world = World::new().await;
    let maria = world.maria();
    let ad = || json!({ "source_type": "ad", "source_id": "1" });
    maria.comes_from_ad(NUMBER, "Vi o anúncio", ad());
    world.pass(24 * 3600).await;
    maria.writes(NUMBER, "Alguém aí?");
    let answered = world.clock.now().timestamp();
    world.text("Oi!").await;
    world.settle().await;
    let told = world.items("statuses");
    assert_eq!(told[0]["pricing"]["type"], "free_entry_point");
    assert_eq!(told[0]["pricing"]["billable"], false);
    let free = &told[0]["conversation"];
    assert_eq!(free["origin"]["type"], "referral_conversion");
    let ends = (answered + 72 * 3600).to_string();
    assert_eq!(free["expiration_timestamp"], ends.as_str());
    // With `delivered` the hours are named once more, without their end.
    assert_eq!(told[1]["conversation"]["id"], free["id"]);
    assert!(
        told[1]["conversation"]
            .get("expiration_timestamp")
            .is_none()
    );

    world.pass(72 * 3600 - 1).await;
    maria.writes(NUMBER, "Ainda?");
    world.text("Ainda.").await;
    world.pass(1).await;
    world.text("Acabou.").await;
    world.settle().await;
    let told = world.items("statuses");
    let sent: Vec<_> = told.iter().filter(|one| one["status"] == "sent").collect();
    assert_eq!(
        sent[1]["conversation"]["expiration_timestamp"],
        ends.as_str()
    );
    assert_eq!(sent[2]["conversation"], Value::Null);
    assert_ne!(sent[2]["pricing"]["type"], "free_entry_point");

    // A day and a second is too late.
    maria.comes_from_ad(NUMBER, "Outro anúncio", ad());
    world.pass(24 * 3600 + 1).await;
    maria.writes(NUMBER, "Alguém?");
    world.text("Oi!").await;
    world.settle().await;
    let told = world.items("statuses");
    let last = told.iter().rfind(|one| one["status"] == "sent");
    assert_eq!(last.expect("sent")["conversation"], Value::Null);
}
