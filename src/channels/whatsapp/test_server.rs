//! A server over real HTTP that answers by script and remembers what it was asked, and a clock that
//! moves when it is told to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri};
use chrono::{DateTime, TimeDelta};
use secrecy::SecretString;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use url::Url;

use super::{Endpoint, WhatsApp};
use crate::channels::http_client;
use crate::clock::{Clock, SharedClock, Sleep, Timestamp};

/// What every request of these tests must carry.
pub(super) const TOKEN: &str = "EAAG-token";

/// A clock that moves only by [`ManualClock::advance`].
#[derive(Debug, Clone)]
pub(super) struct ManualClock(Arc<watch::Sender<Timestamp>>);

impl ManualClock {
    pub(super) fn new() -> Self {
        let start = DateTime::from_timestamp(1_800_000_000, 0).expect("a moment");
        Self(Arc::new(watch::Sender::new(start)))
    }

    pub(super) fn advance(&self, seconds: i64) {
        self.0
            .send_modify(|now| *now += TimeDelta::seconds(seconds));
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.borrow()
    }

    fn sleep_until(&self, at: Timestamp) -> Sleep {
        let mut moves = self.0.subscribe();
        Box::pin(async move {
            moves
                .wait_for(|now| *now >= at)
                .await
                .expect("the clock outlives its sleepers");
        })
    }
}

/// How the server answers one request.
#[derive(Debug)]
pub(super) enum Reply {
    Json(u16, Value),
    Raw(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// Piece by piece.
    Body(Body),
    /// Never.
    Hang,
}

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) method: Method,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Seen {
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(super) fn query(&self, key: &str) -> Option<String> {
        let url = Url::parse(&format!("http://x{}", self.uri)).expect("an address");
        url.query_pairs()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.into_owned())
    }
}

#[derive(Debug, Default)]
struct Script {
    replies: Mutex<VecDeque<Reply>>,
    seen: Mutex<Vec<Seen>>,
    count: watch::Sender<usize>,
}

#[derive(Debug)]
pub(super) struct TestServer {
    pub(super) base: Url,
    script: Arc<Script>,
    task: JoinHandle<()>,
}

impl TestServer {
    pub(super) async fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        let (base, listener) = listen().await;
        let script = Arc::new(Script {
            replies: Mutex::new(replies.into_iter().collect()),
            ..Script::default()
        });
        let router = Router::new().fallback(answer).with_state(script.clone());
        let task = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("it serves");
        });
        Self { base, script, task }
    }

    pub(super) fn then(&self, reply: Reply) {
        lock(&self.script.replies).push_back(reply);
    }

    pub(super) fn seen(&self) -> Vec<Seen> {
        lock(&self.script.seen).clone()
    }

    /// Waits until so many requests have arrived.
    pub(super) async fn has_seen(&self, requests: usize) {
        let mut count = self.script.count.subscribe();
        count
            .wait_for(|seen| *seen >= requests)
            .await
            .expect("the script outlives its watchers");
    }

    pub(super) fn channel(&self) -> WhatsApp {
        self.channel_by(Arc::new(ManualClock::new()))
    }

    pub(super) fn channel_by(&self, clock: SharedClock) -> WhatsApp {
        channel_at(&self.base, clock)
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

pub(super) fn channel_at(base: &Url, clock: SharedClock) -> WhatsApp {
    WhatsApp::new(
        http_client(base).expect("a client"),
        Endpoint::new(base.clone(), "v25.0").expect("an endpoint"),
        SecretString::from(TOKEN),
        SecretString::from("app-secret"),
        clock,
    )
}

/// An address at which every request is read, answered with these bytes and dropped.
pub(super) async fn dropping_server(bytes: &'static [u8]) -> (Url, JoinHandle<()>) {
    let (base, listener) = listen().await;
    let task = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0_u8; 64 * 1024];
            let read = stream.read(&mut request).await.expect("a request");
            assert!(read > 0, "the request has left");
            stream.write_all(bytes).await.expect("half an answer");
        }
    });
    (base, task)
}

/// An address at which nobody listens.
pub(super) async fn deserted() -> Url {
    listen().await.0
}

async fn listen() -> (Url, TcpListener) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let base = Url::parse(&format!("http://127.0.0.1:{port}")).expect("an address");
    (base, listener)
}

async fn answer(
    State(script): State<Arc<Script>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    lock(&script.seen).push(Seen {
        method,
        uri,
        headers,
        body,
    });
    script.count.send_modify(|count| *count += 1);
    let reply = lock(&script.replies).pop_front();
    let (http, headers, body) = match reply.expect("a reply for every request") {
        Reply::Json(http, value) => (http, Vec::new(), value.to_string().into()),
        Reply::Raw(http, headers, body) => (http, headers, body.into()),
        Reply::Body(body) => (200, Vec::new(), body),
        Reply::Hang => std::future::pending().await,
    };
    let mut response = Response::builder().status(http);
    for (name, value) in headers {
        response = response.header(name, value);
    }
    response.body(body).expect("a response")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("no test panics while it holds this")
}
