//! A tiny server that answers as it was told and remembers what it saw.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use serenity::all::MessageId;
use url::Url;

use crate::clock::{Clock, SharedClock, Sleep, Timestamp};
use crate::discord::sender::Sender;

/// Our bot's id.
pub const ME: u64 = 50;

#[derive(Debug)]
struct TestClock(conecta_sandbox::clock::Clock);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn sleep_until(&self, at: Timestamp) -> Sleep {
        let clock = self.0.clone();
        Box::pin(async move { clock.sleep_until(at).await })
    }
}

/// A clock that stands still until it is moved.
pub fn clock() -> conecta_sandbox::clock::Clock {
    let at = Timestamp::from_timestamp(1_790_000_000, 0).expect("a valid time");
    conecta_sandbox::clock::Clock::stopped(at)
}

pub fn shared(clock: conecta_sandbox::clock::Clock) -> SharedClock {
    Arc::new(TestClock(clock))
}

pub fn http() -> reqwest::Client {
    let http = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build();
    http.expect("a client")
}

pub fn sender_to(base: &str, clock: conecta_sandbox::clock::Clock) -> Sender {
    let base = Url::parse(base).expect("a url");
    Sender::new(http(), &base, &"a.token".into(), shared(clock)).expect("a good token")
}

/// A message of ours as Discord returns it.
pub fn message(id: u64, content: &str) -> Value {
    json!({
        "id": id.to_string(), "channel_id": "1", "content": content,
        "author": { "id": ME.to_string(), "bot": true },
        "timestamp": "2026-09-21T14:13:20.000000+00:00",
    })
}

/// Waits until something that happens by itself has happened.
pub async fn until(condition: impl Fn() -> bool) {
    let happened = async {
        while !condition() {
            tokio::task::yield_now().await;
        }
    };
    let patience = Duration::from_secs(20);
    let waited = tokio::time::timeout(patience, happened).await;
    waited.expect("what the test waits for happens");
}

/// What to answer to a request.
pub struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    /// Null for a message with the content that was sent.
    body: Value,
    never: bool,
}

impl Reply {
    pub fn new(status: u16, body: Value) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body,
            never: false,
        }
    }

    pub fn ok(body: Value) -> Self {
        Self::new(200, body)
    }

    pub fn never() -> Self {
        Self {
            never: true,
            ..Self::ok(Value::Null)
        }
    }

    pub fn limited(scope: &'static str, seconds: f64) -> Self {
        let body =
            json!({ "message": "wait", "retry_after": seconds, "global": scope == "global" });
        Self::new(429, body).header("x-ratelimit-scope", scope)
    }

    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// A request that the server saw.
#[derive(Debug, Clone)]
pub struct Seen {
    pub method: String,
    pub path: String,
    pub query: String,
    pub headers: HashMap<String, String>,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

#[derive(Default)]
struct Script {
    replies: VecDeque<Reply>,
    seen: Vec<Seen>,
}

type Shared = Arc<Mutex<Script>>;

pub struct Server {
    pub sender: Sender,
    pub base: String,
    clock: conecta_sandbox::clock::Clock,
    script: Shared,
}

impl Server {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let address = listener.local_addr().expect("an address");
        let script = Shared::default();
        let router = Router::new()
            .fallback(handle)
            .with_state(Arc::clone(&script));
        tokio::spawn(async move { axum::serve(listener, router).await });
        let clock = clock();
        let base = format!("http://{address}");
        Self {
            sender: sender_to(&base, clock.clone()),
            base,
            clock,
            script,
        }
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().expect("no panic in the server")
    }

    /// Answers one of the next requests so; without an order it is a message with what was sent.
    pub fn answer(&self, reply: Reply) {
        self.script().replies.push_back(reply);
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.script().seen.clone()
    }

    /// The contents of the messages that were posted.
    pub fn texts(&self) -> Vec<String> {
        let text = |seen: &Seen| seen.json()["content"].as_str().map(ToOwned::to_owned);
        self.seen().iter().filter_map(text).collect()
    }

    /// Lets time pass until everybody who waited for it has gone on.
    pub async fn pass(&self, by: Duration) {
        self.clock.advance(by);
        until(|| self.clock.due() == 0).await;
    }

    /// The id of a message that is this old.
    pub fn message_aged(&self, minutes: i64) -> MessageId {
        let at = self.clock.now() - chrono::TimeDelta::minutes(minutes);
        let millis = at.timestamp_millis() - 1_420_070_400_000;
        MessageId::new(u64::try_from(millis).expect("after 2015") << 22)
    }
}

async fn handle(State(script): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a whole body");
    let text = |value: &axum::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let seen = Seen {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), text(value)))
            .collect(),
        body: body.into(),
    };
    let echo = message(1, seen.json()["content"].as_str().unwrap_or_default());
    let reply = {
        let mut script = script.lock().expect("no panic in a test");
        script.seen.push(seen);
        script.replies.pop_front()
    };
    let reply = reply.unwrap_or_else(|| Reply::ok(Value::Null));
    if reply.never {
        std::future::pending::<()>().await;
    }
    let body = if reply.body.is_null() {
        echo
    } else {
        reply.body
    };
    let status = StatusCode::from_u16(reply.status).expect("a status");
    let mut response = (status, Body::from(body.to_string())).into_response();
    for (name, value) in reply.headers {
        let value = value.parse().expect("a header's value");
        response.headers_mut().insert(name, value);
    }
    response
}
