use chrono::DateTime;
use serde_json::{Value, json};

use super::{Number, number, template};
use crate::channels::Channel;
use crate::channels::whatsapp::samples;
use crate::channels::whatsapp::test_server::{Reply, TOKEN, TestServer};
use crate::domain::refusal::{Reason, Retry, Scope};

const ACCOUNT: &str = "102290129340398";

fn page(names: &[&str], after: Option<&str>) -> Reply {
    let data: Vec<Value> = names
        .iter()
        .map(|name| {
            json!({"id": *name, "name": *name, "language": "pt_BR", "status": "APPROVED",
                "category": "UTILITY", "components": []})
        })
        .collect();
    let mut paging = json!({"cursors": {"before": "b", "after": after.unwrap_or("end")}});
    if after.is_some() {
        paging["next"] = "https://elsewhere.example/next".into();
    }
    Reply::Json(200, json!({"data": data, "paging": paging}))
}

fn stale() -> Reply {
    Reply::Json(
        400,
        json!({"error": {"code": 131_059, "message": "cursor"}}),
    )
}

async fn names(server: &TestServer) -> Vec<String> {
    let templates = server
        .channel()
        .templates(ACCOUNT)
        .await
        .expect("templates");
    templates
        .into_iter()
        .map(|template| template.name)
        .collect()
}

#[tokio::test]
async fn a_list_is_read_until_no_next_page_is_announced() {
    let server = TestServer::start([
        page(&["a", "b"], Some("p2")),
        page(&[], Some("p3")),
        page(&["c"], None),
    ])
    .await;
    assert_eq!(names(&server).await, ["a", "b", "c"]);
    let seen = server.seen();
    assert_eq!(
        seen[0].uri.path(),
        "/v25.0/102290129340398/message_templates"
    );
    let places: Vec<_> = seen.iter().map(|request| request.query("after")).collect();
    assert_eq!(places, [None, Some("p2".into()), Some("p3".into())]);
    let fields = seen[2].query("fields").expect("fields");
    for field in [
        "components",
        "parameter_format",
        "quality_score",
        "rejected_reason",
    ] {
        assert!(fields.split(',').any(|asked| asked == field), "{field}");
    }
}

#[tokio::test]
async fn a_stale_place_starts_the_list_over_once() {
    let server = TestServer::start([
        page(&["a"], Some("p2")),
        stale(),
        page(&["a"], Some("p2")),
        page(&["b"], None),
    ])
    .await;
    assert_eq!(names(&server).await, ["a", "b"]);

    let server = TestServer::start([stale(), stale()]).await;
    let error = server
        .channel()
        .templates(ACCOUNT)
        .await
        .expect_err("stale again");
    assert_eq!(error.refusal.reason, Reason::StaleCursor);
}

#[tokio::test]
async fn a_list_that_turns_in_a_circle_is_no_list() {
    let server = TestServer::start([page(&["a"], Some("p")), page(&["b"], Some("p"))]).await;
    let error = server
        .channel()
        .templates(ACCOUNT)
        .await
        .expect_err("no end");
    assert_eq!(error.refusal.reason, Reason::UnreadableAnswer);
    assert_eq!(
        (error.refusal.scope, error.refusal.retry),
        (Scope::Platform, Retry::Backoff)
    );
}

#[tokio::test]
async fn half_a_list_is_an_error() {
    let down = Reply::Raw(500, Vec::new(), b"?".to_vec());
    let server = TestServer::start([page(&["a"], Some("p2")), down]).await;
    let error = server.channel().templates(ACCOUNT).await.expect_err("half");
    assert_eq!(error.refusal.reason, Reason::PlatformDown);
}

#[tokio::test]
async fn numbers_come_with_what_is_told_of_them() {
    let server = TestServer::start([Reply::Json(
        200,
        json!({"data": [
            {"id": "1", "display_phone_number": "+55 11 4000-1000", "verified_name": "Vendas",
             "quality_rating": "GREEN", "status": "CONNECTED"},
            {"id": "2", "display_phone_number": "+55 11 4000-2000"},
        ]}),
    )])
    .await;
    let numbers = server.channel().numbers(ACCOUNT).await.expect("numbers");
    assert_eq!(
        numbers,
        [
            Number {
                id: "1".into(),
                display: "+55 11 4000-1000".into(),
                verified_name: Some("Vendas".into()),
                quality: Some("GREEN".into()),
                status: Some("CONNECTED".into()),
                ..Number::default()
            },
            Number {
                id: "2".into(),
                display: "+55 11 4000-2000".into(),
                ..Number::default()
            },
        ]
    );
}

#[tokio::test]
async fn who_listens_is_shown_and_listening_is_asked_for() {
    let server = TestServer::start([
        Reply::Json(
            200,
            json!({"data": [
                {"whatsapp_business_api_data": {"id": "1", "name": "Conecta"}},
                {"override_callback_uri": "https://blip.example/hook",
                 "whatsapp_business_api_data": {"id": 2, "name": "Blip"}},
            ]}),
        ),
        Reply::Json(200, json!({"success": true})),
    ])
    .await;
    let channel = server.channel();
    let subscribers = channel.subscribers(ACCOUNT).await.expect("subscribers");
    assert_eq!(subscribers.len(), 2);
    assert_eq!(subscribers[1].app_id, "2");
    assert_eq!(
        subscribers[1].override_url.as_deref(),
        Some("https://blip.example/hook")
    );
    channel.subscribe(ACCOUNT).await.expect("subscribed");
    let seen = server.seen();
    assert_eq!(seen[1].method, "POST");
    assert_eq!(seen[1].uri.path(), "/v25.0/102290129340398/subscribed_apps");
}

#[tokio::test]
async fn the_token_is_looked_at() {
    let server = TestServer::start([
        Reply::Json(
            200,
            json!({"data": {"app_id": "138", "application": "Conecta", "expires_at": 0,
                "is_valid": true, "scopes": ["whatsapp_business_messaging"]}}),
        ),
        Reply::Json(
            200,
            json!({"data": {"is_valid": false, "expires_at": 1_352_419_328}}),
        ),
    ])
    .await;
    let channel = server.channel();
    let facts = channel.token_facts().await.expect("facts");
    assert!(facts.valid);
    assert_eq!(facts.expires, None);
    assert_eq!(facts.permissions, ["whatsapp_business_messaging"]);
    assert_eq!(
        server.seen()[0].query("input_token").as_deref(),
        Some(TOKEN)
    );
    let facts = channel.token_facts().await.expect("facts");
    assert!(!facts.valid);
    assert_eq!(facts.expires, DateTime::from_timestamp(1_352_419_328, 0));
}

#[tokio::test]
async fn the_app_itself_asks_where_its_webhooks_go() {
    let listed = json!({"data": [
        {"object": "page", "callback_url": "https://other.example", "fields": []},
        {"object": "whatsapp_business_account", "callback_url": "https://desk.example/hook",
            "active": true, "fields": [{"name": "messages", "version": "v25.0"}]},
    ]});
    let server = TestServer::start([
        Reply::Json(200, listed),
        Reply::Json(200, json!({"data": []})),
        Reply::Json(
            400,
            json!({"error": {"code": 190, "message": "Invalid OAuth access token signature."}}),
        ),
    ])
    .await;
    let channel = server.channel();
    let callback = channel.callback("138").await.expect("an answer");
    let callback = callback.expect("an address");
    assert_eq!(callback.url, "https://desk.example/hook");
    assert_eq!(callback.fields, ["messages"]);
    assert_eq!(channel.callback("138").await.expect("an answer"), None);
    let wrong = channel.callback("138").await.expect_err("another secret");
    assert_eq!(wrong.refusal.reason, Reason::TokenRejected);

    let seen = server.seen();
    assert_eq!(seen[0].uri.path(), "/v25.0/138/subscriptions");
    let token = seen[0].headers["authorization"].to_str().expect("text");
    assert!(token.starts_with("Bearer 138|"), "{token}");
    assert!(!token.contains(TOKEN), "{token}");
}

#[test]
fn lists_of_the_samples_are_understood() {
    let Some(files) = samples::group("templates") else {
        return;
    };
    for (name, bytes) in files {
        if !name.starts_with("list_response") {
            continue;
        }
        let body: Value = serde_json::from_slice(&bytes).expect("samples are JSON");
        let listed = body["data"].as_array().expect("a list");
        // One sample asked for fewer fields than we do.
        let complete = listed.iter().all(|entry| entry.get("language").is_some());
        let read = listed.iter().cloned().filter_map(template).count();
        assert_eq!(read, if complete { listed.len() } else { 0 }, "{name}");
    }
    let numbers = samples::group("other").expect("beside the templates");
    for (name, bytes) in numbers {
        let body: Value = serde_json::from_slice(&bytes).expect("samples are JSON");
        if let ("phone_number_response", Some(listed)) = (
            name.split("__").next().expect("a first part"),
            body["data"].as_array(),
        ) {
            assert!(listed.iter().all(|entry| number(entry).is_some()), "{name}");
        }
    }
}
