//! A company with one number, three customers and a webhook that writes everything down.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use chrono::DateTime;
use conecta_sandbox::clock::Clock;
use conecta_sandbox::http;
use conecta_sandbox::whatsapp::{Customer, Seed, Whatsapp, seed};
use conecta_sandbox::wire::Wire;
use serde_json::{Value, json};

/// The business number that tests use.
pub const NUMBER: &str = "106540352242922";
/// The account's other number.
pub const OTHER_NUMBER: &str = "206540352242922";
/// Its account.
pub const ACCOUNT: &str = "102290129340398";
/// Maria's phone number.
pub const MARIA: &str = "5511987654321";

/// What the webhook got.
#[derive(Debug, Clone)]
pub struct Post {
    pub bytes: Vec<u8>,
    pub signature: Option<String>,
    pub body: Value,
}

/// The webhook: a small server that notes every POST.
#[derive(Debug, Clone, Default)]
pub struct Receiver {
    pub posts: Arc<Mutex<Vec<Post>>>,
    /// Statuses for the next answers; 200 when empty.
    pub statuses: Arc<Mutex<VecDeque<u16>>>,
}

/// Everything a test needs.
pub struct World {
    pub clock: Clock,
    pub wire: Wire,
    pub whatsapp: Whatsapp,
    pub receiver: Receiver,
    pub webhook: String,
    pub http: reqwest::Client,
}

pub fn noon() -> DateTime<chrono::Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).expect("a valid time")
}

pub fn client() -> reqwest::Client {
    let client = http::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build();
    client.expect("a client")
}

/// A template with a named style, a header and every common button.
pub fn named_template() -> Value {
    json!({
        "name": "pedido", "language": "pt_BR", "category": "UTILITY", "parameter_format": "NAMED",
        "components": [
            { "type": "HEADER", "format": "TEXT", "text": "Pedido {{numero}}" },
            { "type": "BODY", "text": "Olá {{nome}}, seu pedido chega {{dia}}." },
            { "type": "FOOTER", "text": "Loja da Ana" },
            { "type": "BUTTONS", "buttons": [
                { "type": "QUICK_REPLY", "text": "Sim" },
                { "type": "URL", "text": "Ver", "url": "https://loja.example/p/{{1}}" },
                { "type": "PHONE_NUMBER", "text": "Ligar", "phone_number": "+551140001000" },
                { "type": "COPY_CODE", "text": "Copiar" },
            ] },
        ],
    })
}

impl World {
    pub async fn new() -> Self {
        Self::with(|seed| seed).await
    }

    pub async fn with(change: impl FnOnce(Seed) -> Seed) -> Self {
        let account = seed::Account::new(ACCOUNT, "Loja da Ana")
            .number(seed::Number::new(NUMBER, "+55 11 4000-1000", "Loja da Ana"))
            .number(seed::Number::new(
                OTHER_NUMBER,
                "+55 11 4000-2000",
                "Suporte",
            ))
            .template(json!({
                "name": "ola", "language": "pt_BR", "category": "MARKETING",
                "components": [
                    { "type": "BODY", "text": "Olá {{1}}, tudo bem?" },
                    { "type": "BUTTONS", "buttons": [{ "type": "QUICK_REPLY", "text": "Sim" }] },
                ],
            }))
            .template(named_template());
        let seed = Seed::default()
            .account(account)
            .customer(seed::Customer::new("Maria", MARIA).wa_id("551187654321"))
            .customer(seed::Customer::new("João", "5521912345678"))
            .customer(seed::Customer::without_phone(
                "Zoé",
                "BR.13491208655302741918",
            ));
        let clock = Clock::stopped(noon());
        let wire = Wire::default();
        let whatsapp = Whatsapp::start(clock.clone(), wire.clone(), change(seed))
            .await
            .expect("a free port");
        let receiver = Receiver::default();
        let webhook = receiver.clone().listen().await;
        whatsapp.set_webhook(&webhook);
        Self {
            clock,
            wire,
            whatsapp,
            receiver,
            webhook,
            http: client(),
        }
    }

    pub fn maria(&self) -> Customer {
        self.whatsapp.customer("Maria")
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}/v25.0/{path}", self.whatsapp.graph_base())
    }

    /// One request; the answer's status and JSON.
    pub async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        let request = self.http.post(self.url(path)).json(&body);
        let answer = request
            .bearer_auth(token())
            .send()
            .await
            .expect("an answer");
        (answer.status().as_u16(), answer.json().await.expect("JSON"))
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        let request = self.http.get(self.url(path)).bearer_auth(token());
        let answer = request.send().await.expect("an answer");
        (answer.status().as_u16(), answer.json().await.expect("JSON"))
    }

    /// Sends to Maria; `parts` are the fields beside the common ones.
    pub async fn send(&self, parts: Value) -> (u16, Value) {
        let mut body = json!({ "messaging_product": "whatsapp", "to": format!("+{MARIA}") });
        for (name, value) in parts.as_object().expect("an object") {
            body[name] = value.clone();
        }
        self.post(&format!("{NUMBER}/messages"), body).await
    }

    /// Sends a text to Maria that must be accepted; its id.
    pub async fn text(&self, text: &str) -> String {
        let (status, answer) = self.send(a_text(text)).await;
        assert_eq!(status, 200, "{answer}");
        answer["messages"][0]["id"].as_str().expect("an id").into()
    }

    /// Sends to Maria what must be refused; HTTP status and code.
    pub async fn refused(&self, parts: Value) -> (u16, u64) {
        let (status, answer) = self.send(parts).await;
        assert_ne!(status, 200, "{answer}");
        (status, answer["error"]["code"].as_u64().expect("a code"))
    }

    /// Opens Maria's window and forgets what the webhook heard of it.
    pub async fn open_window(&self) {
        self.maria().writes(NUMBER, "oi");
        self.settle().await;
        self.receiver.posts.lock().expect("the list").clear();
    }

    pub async fn settle(&self) {
        self.whatsapp.quiet().await;
    }

    pub async fn pass(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
        self.settle().await;
    }

    /// The statuses that the webhook heard, as `status` or `status:code`.
    pub fn statuses(&self) -> Vec<String> {
        self.items("statuses")
            .iter()
            .map(|status| {
                let word = status["status"].as_str().expect("a word");
                match status["errors"][0]["code"].as_u64() {
                    Some(code) => format!("{word}:{code}"),
                    None => word.to_owned(),
                }
            })
            .collect()
    }

    /// Everything of one kind that the webhook heard, in order.
    pub fn items(&self, list: &str) -> Vec<Value> {
        let posts = self.receiver.posts.lock().expect("the list");
        let array = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let entries = posts.iter().flat_map(|post| array(&post.body["entry"]));
        let changes = entries.flat_map(|entry| array(&entry["changes"]));
        changes
            .flat_map(|change| array(&change["value"][list]))
            .collect()
    }

    pub fn posts(&self) -> Vec<Post> {
        self.receiver.posts.lock().expect("the list").clone()
    }
}

pub fn a_text(text: &str) -> Value {
    json!({ "type": "text", "text": { "body": text } })
}

pub fn token() -> String {
    Seed::default().token
}

impl Receiver {
    async fn listen(self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let address = listener.local_addr().expect("an address");
        let app = Router::new()
            .route("/webhook", get(Self::verify).post(Self::take))
            .with_state(self);
        tokio::spawn(async move { axum::serve(listener, app).await });
        format!("http://{address}/webhook")
    }

    async fn verify(RawQuery(query): RawQuery) -> (StatusCode, String) {
        let query = query.unwrap_or_default();
        let value = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let found = pairs.find(|(key, _)| *key == name);
            found.map(|(_, value)| value.to_owned()).unwrap_or_default()
        };
        if value("hub.mode") == "subscribe" && value("hub.verify_token") == "segredo" {
            (StatusCode::OK, value("hub.challenge"))
        } else {
            (StatusCode::FORBIDDEN, String::new())
        }
    }

    async fn take(State(this): State<Self>, headers: HeaderMap, bytes: Bytes) -> StatusCode {
        let next = this.statuses.lock().expect("the list").pop_front();
        let status = next.unwrap_or(200);
        let signature = headers.get("x-hub-signature-256");
        this.posts.lock().expect("the list").push(Post {
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            signature: signature.map(|value| value.to_str().expect("ASCII").to_owned()),
            bytes: bytes.to_vec(),
        });
        StatusCode::from_u16(status).expect("a status")
    }
}
