//! The page's server, asked by somebody who is no browser.

use std::sync::Arc;

use conecta_demo::page::Page;
use conecta_demo::town::Town;
use conecta_sandbox::company::SALES;
use conecta_sandbox::http;
use reqwest::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

/// A town without a bot, and its page.
struct Served {
    town: Arc<Town>,
    page: Page,
    client: Client,
}

impl Served {
    async fn open() -> Self {
        let town = Arc::new(Town::open().await.expect("a town"));
        Self {
            page: Page::serve(Arc::clone(&town), 0).await.expect("a page"),
            town,
            client: http::client(),
        }
    }

    fn asks(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.page.url());
        self.client.request(method, url)
    }

    async fn status(&self, request: RequestBuilder) -> u16 {
        let answer = request.send().await.expect("an answer");
        let policy = answer.headers().get(CONTENT_SECURITY_POLICY);
        assert!(policy.is_some(), "every answer has its policy");
        answer.status().as_u16()
    }

    async fn acts(&self, act: Value) -> (u16, Value) {
        let request = self.asks(Method::POST, "act").json(&act);
        let answer = request.send().await.expect("an answer");
        let status = answer.status().as_u16();
        (status, answer.json().await.expect("JSON"))
    }
}

#[tokio::test]
async fn other_sites_and_other_names_are_refused_everywhere() {
    let served = Served::open().await;
    for (method, path) in [
        (Method::GET, ""),
        (Method::GET, "page/main.js"),
        (Method::GET, "live"),
        (Method::POST, "act"),
        (Method::POST, "phone/upload"),
        (Method::GET, "file/discord/1"),
        (Method::GET, "nowhere"),
    ] {
        let elsewhere = served.asks(method.clone(), path);
        let elsewhere = elsewhere.header(ORIGIN, "http://desk.example");
        assert_eq!(served.status(elsewhere).await, 403, "{path}");
        let renamed = served.asks(method, path).header(HOST, "desk.example");
        assert_eq!(served.status(renamed).await, 403, "{path}");
    }
    assert_eq!(served.status(served.asks(Method::GET, "")).await, 200);
    let nowhere = served.asks(Method::GET, "page/nowhere.js");
    assert_eq!(served.status(nowhere).await, 404);
}

#[tokio::test]
async fn an_act_must_be_json_and_make_sense() {
    let served = Served::open().await;
    let plain = served.asks(Method::POST, "act").body("{}");
    assert_eq!(served.status(plain).await, 415);
    let broken = served.asks(Method::POST, "act").body("{");
    let broken = broken.header(CONTENT_TYPE, "application/json");
    assert_eq!(served.status(broken).await, 400);
    let (status, body) = served.acts(json!({ "do": "flies" })).await;
    assert_eq!((status, &body["ok"]), (400, &json!(false)));

    let ana = served.town.company.person("Ana");
    let general = served.town.company.general;
    let types = |person: &str, text: &str| json!({ "do": "types", "person": person, "channel": general, "text": text });
    let (status, body) = served.acts(types(&ana.to_string(), "Bom dia!")).await;
    assert_eq!((status, &body["ok"]), (200, &json!(true)), "{body}");
    let seen = served.town.discord.person(ana).sees_last(general);
    assert_eq!(seen.map(|seen| seen.content).as_deref(), Some("Bom dia!"));
    for refused in [
        types("1", "Quem sou eu?"),
        types(&ana.to_string(), ""),
        types(&ana.to_string(), &"x".repeat(2_001)),
        json!({ "do": "writes", "customer": "99", "number": SALES, "text": "Oi" }),
        json!({ "do": "writes", "customer": "11", "number": "1", "text": "Oi" }),
        json!({
            "do": "presses_button", "customer": "11", "number": SALES,
            "message": "wamid.1", "label": "Bom",
        }),
        json!({ "do": "edits", "customer": "11", "number": SALES, "message": "wamid.1", "text": "Oi" }),
        json!({ "do": "takes_back", "customer": "11", "number": SALES, "message": "wamid.1" }),
        json!({ "do": "sends_album", "customer": "11", "number": SALES, "files": [] }),
        json!({ "do": "fills_in", "customer": "11", "number": SALES, "message": "wamid.1", "answers": {} }),
        json!({ "do": "orders", "customer": "11", "number": SALES, "items": [], "text": "" }),
        json!({ "do": "takes_back", "customer": "11", "own_phone": SALES, "message": "wamid.1" }),
        json!({ "do": "types", "person": ana, "channel": general, "sticker": "1" }),
        json!({ "do": "submits", "person": ana, "modal_of": "1", "fields": {} }),
        json!({ "do": "advances", "seconds": u64::MAX }),
    ] {
        let (status, body) = served.acts(refused.clone()).await;
        assert_eq!((status, &body["ok"]), (200, &json!(false)), "{refused}");
        assert!(body["error"].is_string(), "{body}");
    }
}

#[tokio::test]
async fn a_bot_that_does_not_run_does_not_respond() {
    let served = Served::open().await;
    let ana = served.town.company.person("Ana");
    let general = served.town.company.general;
    let (_, body) = served
        .acts(json!({ "do": "runs", "person": ana, "channel": general, "command": "start" }))
        .await;
    let error = body["error"].as_str().expect("a reason");
    assert!(error.contains("/start"), "it was never registered: {error}");
}

#[tokio::test]
async fn a_form_opens_only_from_a_message_with_one_and_a_file_has_its_end() {
    let served = Served::open().await;
    let noemi = served.town.whatsapp.customer("Noemi Castro");
    let own = noemi.writes(SALES, "Oi");
    let (_, body) = served
        .acts(json!({
            "do": "fills_in", "customer": "11", "number": SALES, "message": own, "answers": {},
        }))
        .await;
    assert_eq!(body["ok"], false, "{body}");
    for (size, taken) in [(128 * 1024 * 1024, true), (128 * 1024 * 1024 + 1, false)] {
        let path = format!(
            "phone/upload?customer=11&number={SALES}&kind=document&name=planta.pdf&size={size}"
        );
        let sent = served.asks(Method::POST, &path).body("%PDF-1.4").send();
        let sent: Value = sent.await.expect("an answer").json().await.expect("JSON");
        assert_eq!(sent["ok"], taken, "{sent}");
    }
}

#[tokio::test]
async fn a_file_is_taken_as_it_is_and_given_back_harmless() {
    let served = Served::open().await;
    let path = format!(
        "phone/upload?customer=11&number={SALES}&kind=document&name=folha.html&caption=Veja"
    );
    let page = b"<script>window.broken=1</script>";
    let sent = served.asks(Method::POST, &path).body(page.to_vec());
    let sent = sent.header(CONTENT_TYPE, "text/html").send().await;
    let sent: Value = sent.expect("an answer").json().await.expect("JSON");
    assert_eq!(sent["ok"], true, "{sent}");
    let bubble = served
        .town
        .whatsapp
        .customer("Noemi Castro")
        .phone(SALES)
        .pop();
    let bubble = json!(bubble.expect("a bubble"));
    let id = bubble["content"]["id"].as_str().expect("a file");
    let path = format!("file/whatsapp/{id}");
    let given = served
        .asks(Method::GET, &path)
        .send()
        .await
        .expect("a file");
    assert_eq!(given.headers()[CONTENT_TYPE], "application/octet-stream");
    assert_eq!(given.headers()[CONTENT_DISPOSITION], "attachment");
    assert_eq!(given.bytes().await.expect("bytes").as_ref(), page);
}
