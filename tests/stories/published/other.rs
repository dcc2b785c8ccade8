//! Everything else that the platform says: about accounts and numbers, and what it answers. What it
//! is sent, and what nobody of ours asks for, is named and passed over.

use conecta::channels::http_client;
use conecta_sandbox::blob::Blob;
use conecta_sandbox::company::{ACCOUNT, SALES};
use conecta_sandbox::samples::PICTURE;
use conecta_sandbox::whatsapp::{Act, Attachment, Endpoint, Fault};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::paths::named;
use super::samples::{Sample, samples};
use super::scene::Scene;
use crate::hands::Screen;
use crate::support::Desk;

/// Nobody of ours reads these.
const PASSED_OVER: [&str; 5] = [
    "api_misc",
    "business_profile_response",
    "id_response",
    "send_request",
    "success_response",
];

/// How many requests `/diagnostics` makes before it asks for an account's numbers, and for the apps
/// that are subscribed to it.
const BEFORE_NUMBERS: u32 = 3;
const BEFORE_APPS: u32 = 4;

#[tokio::test]
async fn whatever_else_is_said_is_shown_for_what_it_is() {
    let mut read = String::new();
    for sample in samples(&["other"]) {
        let stem = sample.stem();
        read.push_str(&format!("== {stem}\n"));
        if PASSED_OVER.iter().any(|kind| stem.starts_with(kind)) {
            read.push_str("(not asked for)\n");
            continue;
        }
        // Each at a desk of its own: of news that are alike only the first are told.
        let desk = Desk::open().await;
        desk.chooses_the_admins_place().await;
        let mut scene = Scene::open(&desk).await;
        let shown = if stem.starts_with("webhook") {
            tells(&mut scene, &sample.body).await
        } else {
            answers(&mut scene, &sample).await
        };
        read.push_str(&shown);
    }
    if !read.is_empty() {
        insta::assert_snapshot!("other", read);
    }
}

/// What the thread and the admins' place show of a webhook.
async fn tells(scene: &mut Scene<'_>, published: &Value) -> String {
    let value = &published["entry"][0]["changes"][0]["value"];
    let before = scene.desk.told().len();
    // Whoever wants marketing again has refused it.
    if value["user_preferences"][0]["value"].is_string() {
        scene.maria.phone.stops_marketing(SALES);
        scene.desk.minutes_pass(1).await;
        scene.changed();
    }
    let body = scene.own(published);
    let mut shown = scene.takes(&body).await;
    // Only calls of the company's were published, of which there is nothing to say.
    if value["calls"][0]["direction"] == "BUSINESS_INITIATED" {
        let turned = scene.own(&turned(published));
        shown.push_str("-- and if it was she who called\n");
        shown.push_str(&scene.takes(&turned).await);
    }
    let told = scene.desk.told().split_off(before);
    let told: String = told
        .iter()
        .map(|line| format!("admins: {line}\n"))
        .collect();
    format!("{shown}{}", named(&told, &body["entry"][0]))
}

/// The same call from the other side.
fn turned(published: &Value) -> Value {
    let mut turned = published.clone();
    let call = &mut turned["entry"][0]["changes"][0]["value"]["calls"][0];
    call["direction"] = json!("USER_INITIATED");
    call["id"] = json!("wacid.hers");
    let (from, to) = (call["from"].take(), call["to"].take());
    (call["from"], call["to"]) = (to, from);
    turned
}

/// What is shown where this is the answer.
async fn answers(scene: &mut Scene<'_>, sample: &Sample) -> String {
    let desk = scene.desk;
    let kind = sample.stem().split("_response").next().unwrap_or_default();
    let shown = match kind {
        "send" => {
            desk.whatsapp.order(answer(&sample.body));
            scene.ana.sends("Seu pedido chegou").await;
            // The mark tells that what is told of this id is told of her message.
            scene.takes(&sent(scene, &sample.body["messages"][0])).await
        }
        "phone_number" => {
            // A number that was asked for alone stands in the list as it stands there.
            let mut listed = match &sample.body["data"] {
                Value::Array(_) => without_next(sample.body.clone()),
                _ => json!({ "data": [sample.body] }),
            };
            listed["data"][0]["id"] = json!(SALES);
            examined(desk, BEFORE_NUMBERS, &listed).await
        }
        "subscribed_apps" => examined(desk, BEFORE_APPS, &sample.body).await,
        kind if kind.starts_with("media_descriptor") => {
            let content = Blob::from(PICTURE.to_vec());
            let held = desk.whatsapp.hold_media(SALES, "image/png", content);
            let mut described = sample.body.clone();
            described["url"] = json!(address(desk, held["id"].as_str().expect("an id")).await);
            described["sha256"] = held["sha256"].clone();
            described["file_size"] = json!(PICTURE.len());
            desk.whatsapp.order(answer(&described).on(Endpoint::Media));
            let picture = Attachment::new("image/png", PICTURE);
            let sent = scene
                .maria
                .sends(|phone, to| phone.sends_image(to, picture));
            sent.await;
            scene.changed()
        }
        other => panic!("nothing is known of {other}"),
    };
    named(&shown, &sample.body)
}

/// The next message is answered so.
fn answer(body: &Value) -> Fault {
    Fault::new(Act::Answer {
        status: 200,
        body: body.to_string(),
    })
}

/// The platform has sent this message.
fn sent(scene: &Scene<'_>, message: &Value) -> Value {
    let now = scene.desk.clock.now().timestamp();
    let status = json!({
        "id": message["id"],
        "status": "sent",
        "timestamp": now.to_string(),
        "recipient_id": scene.maria.phone.card().wa_id,
    });
    let value = json!({
        "messaging_product": "whatsapp",
        "metadata": { "phone_number_id": SALES },
        "statuses": [status],
    });
    let changes = json!([{ "field": "messages", "value": value }]);
    let entry = json!([{ "id": ACCOUNT, "time": now, "changes": changes }]);
    json!({ "object": "whatsapp_business_account", "entry": entry })
}

/// What `/diagnostics` says only where its request after so many others is answered so.
async fn examined(desk: &Desk, before: u32, body: &Value) -> String {
    let owner = desk.agent("Dona").at(desk.company.general);
    let usual = Screen::of(desk, &owner, "diagnostics", &[]).await.text();
    let answer = answer(body).on(Endpoint::Management).skip(before);
    desk.whatsapp.order(answer);
    let examined = Screen::of(desk, &owner, "diagnostics", &[]).await.text();
    let usual: Vec<&str> = usual.lines().collect();
    let new = examined.lines().filter(|line| !usual.contains(line));
    new.map(|line| format!("{line}\n")).collect()
}

/// The pages behind it were not published.
fn without_next(mut list: Value) -> Value {
    if let Some(paging) = list["paging"].as_object_mut() {
        paging.remove("next");
        paging.remove("cursors");
    }
    list
}

/// Where the look-alike gives out a file that it holds.
async fn address(desk: &Desk, id: &str) -> String {
    let base = desk.whatsapp.graph_base().parse().expect("an address");
    let asked = http_client(&base)
        .expect("a client")
        .get(format!("{}/v25.0/{id}", desk.whatsapp.graph_base()))
        .bearer_auth(desk.config().whatsapp_token.expose_secret())
        .send();
    let told: Value = asked
        .await
        .expect("an answer")
        .json()
        .await
        .expect("a description");
    told["url"].as_str().expect("an address").to_owned()
}
