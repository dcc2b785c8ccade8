//! Everything else that the platform says: about accounts and numbers, and what it answers. What it
//! is sent, and what nobody of ours asks for, is named and passed over.

use conecta::channels::whatsapp::{Endpoint, WhatsApp, webhook};
use conecta::channels::{Channel as _, Outgoing, OutgoingBody, http_client};
use conecta::domain::address::Address;
use conecta_sandbox::blob::Blob;
use conecta_sandbox::company::{ACCOUNT, SALES};
use conecta_sandbox::samples::PICTURE;
use conecta_sandbox::whatsapp::{self, Act, Fault};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::paths::named;
use super::samples::{Sample, samples};
use super::scene::Scene;
use crate::support::{Desk, time};

/// Nobody of ours reads these.
const PASSED_OVER: [&str; 5] = [
    "api_misc",
    "business_profile_response",
    "id_response",
    "send_request",
    "success_response",
];

#[tokio::test]
async fn whatever_else_is_said_is_read_for_what_it_is() {
    let mut read = String::new();
    let desk = Desk::open().await;
    desk.chooses_the_admins_place().await;
    let mut scene = Scene::open(&desk).await;
    for sample in samples(&["other"]) {
        let stem = sample.stem();
        let what = if stem.starts_with("webhook") {
            tells(&mut scene, &sample).await
        } else if PASSED_OVER.iter().any(|kind| stem.starts_with(kind)) {
            "(not asked for)\n".to_owned()
        } else {
            let answer = answers(&desk, &sample).await;
            named(&format!("{answer}\n"), &sample.body)
        };
        read.push_str(&format!("== {stem}\n{what}"));
    }
    if !read.is_empty() {
        insta::assert_snapshot!("other", read);
    }
}

/// What a webhook is read as, and what the thread and the admins' place show of it.
async fn tells(scene: &mut Scene<'_>, sample: &Sample) -> String {
    let body = scene.own(sample);
    let items = webhook::read(body.to_string().as_bytes()).expect("a webhook");
    let items: String = items.iter().map(|item| format!("{item:?}\n")).collect();
    let value = &body["entry"][0];
    let before = scene.desk.told().len();
    let shown = scene.takes(&body).await;
    let told = scene.desk.told().split_off(before);
    let told: String = told
        .iter()
        .map(|line| format!("admins: {line}\n"))
        .collect();
    format!("{}{shown}{}", named(&items, value), named(&told, value))
}

/// What our client makes of an answer.
async fn answers(desk: &Desk, sample: &Sample) -> String {
    let base = desk.whatsapp.graph_base().parse().expect("an address");
    let config = desk.config();
    let client = WhatsApp::new(
        http_client(&base).expect("a client"),
        Endpoint::new(base, "v25.0").expect("an endpoint"),
        config.whatsapp_token.clone(),
        config.whatsapp_app_secret.clone(),
        time::shared(&desk.clock),
    );
    let gives = |body: &Value, endpoint| {
        let answer = Act::Answer {
            status: 200,
            body: body.to_string(),
        };
        desk.whatsapp.order(Fault::new(answer).on(endpoint));
    };
    let kind = sample.stem().split("_response").next().unwrap_or_default();
    match kind {
        "send" => {
            gives(&sample.body, whatsapp::Endpoint::Send);
            let to = Address {
                wa_id: Some("5511987654321".to_owned()),
                ..Address::default()
            };
            let text = OutgoingBody::Text {
                text: "Oi".to_owned(),
            };
            let message = Outgoing {
                number: SALES,
                to: &to,
                body: &text,
                opaque: "a",
                quote: None,
            };
            format!("{:?}", client.send(message).await)
        }
        "phone_number" => {
            // A number that was asked for alone stands in the list as it stands there.
            let listed = match &sample.body["data"] {
                Value::Array(_) => sample.body.clone(),
                _ => json!({ "data": [sample.body] }),
            };
            gives(&without_next(listed), whatsapp::Endpoint::Management);
            format!("{:#?}", client.numbers(ACCOUNT).await)
        }
        "subscribed_apps" => {
            gives(&sample.body, whatsapp::Endpoint::Management);
            format!("{:#?}", client.subscribers(ACCOUNT).await)
        }
        kind if kind.starts_with("media_descriptor") => {
            let content = Blob::from(PICTURE.to_vec());
            let held = desk.whatsapp.hold_media(SALES, "image/png", content);
            let id = held["id"].as_str().expect("an id").to_owned();
            let mut described = sample.body.clone();
            described["url"] = json!(address(desk, &id).await);
            described["file_size"] = json!(PICTURE.len());
            gives(&described, whatsapp::Endpoint::Media);
            let mut bytes = Vec::new();
            let fetched = client.fetch_media(SALES, &id, 1 << 20, &mut bytes).await;
            assert_eq!(bytes, PICTURE);
            let fetched = fetched.expect("fetched");
            let hash = fetched.sha256.map(hex::encode);
            format!("{:?} {hash:?}", fetched.mime_type)
        }
        other => panic!("nothing is known of {other}"),
    }
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
