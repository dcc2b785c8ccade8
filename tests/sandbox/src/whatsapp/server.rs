//! The HTTP side: takes requests in, lets orders strike, answers, and records all of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State as Held};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::errors::GraphError;
use super::faults::Act;
use super::request::Incoming;
use super::routes;
use super::schedule::Job;
use super::state::Shared;
use crate::blob::{Blob, Pace, Sending};
use crate::door::{Cut, DoorListener};
use crate::wire::{Kind, Platform, http_date};

/// Serves until it is dropped.
pub(super) async fn serve(shared: Arc<Shared>, listener: DoorListener) {
    let app = Router::new().fallback(answer).with_state(shared);
    let service = app.into_make_service_with_connect_info::<Cut>();
    if let Err(error) = axum::serve(listener, service).await {
        tracing::error!(%error, "the look-alike of WhatsApp stopped");
    }
}

/// What is sent back.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) body: Payload,
    pub(super) retry_after: Option<u64>,
    /// Where it leads on to.
    pub(super) location: Option<String>,
}

/// The body of an answer.
#[derive(Debug, Clone)]
pub(super) enum Payload {
    Json(Value),
    /// A file.
    File {
        mime: String,
        content: Blob,
        pace: Pace,
    },
    /// A text that an order wants to be sent as it is.
    Raw(String),
}

impl Answer {
    pub(super) fn ok(body: Value) -> Self {
        Self {
            status: StatusCode::OK,
            body: Payload::Json(body),
            retry_after: None,
            location: None,
        }
    }

    pub(super) fn refused(error: &GraphError, trace: &str) -> Self {
        Self {
            status: error.status(),
            body: Payload::Json(error.envelope(trace)),
            retry_after: error.retry_after,
            location: None,
        }
    }

    fn into_response(self, under_way: UnderWay) -> Response {
        let mut length = None;
        let (mime, body) = match self.body {
            Payload::Json(value) => ("application/json".to_owned(), Body::from(value.to_string())),
            Payload::File {
                mime,
                content,
                pace,
            } => {
                length = Some(content.len());
                (mime, content.body(pace, under_way))
            }
            Payload::Raw(text) => {
                let json = serde_json::from_str::<Value>(&text).is_ok();
                let mime = if json {
                    "application/json"
                } else {
                    "text/html"
                };
                (mime.to_owned(), Body::from(text))
            }
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        if let Ok(mime) = HeaderValue::from_str(&mime) {
            response.headers_mut().insert(header::CONTENT_TYPE, mime);
        }
        if let Some(length) = length {
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        }
        if let Some(to) = self.location.and_then(|to| HeaderValue::try_from(to).ok()) {
            response.headers_mut().insert(header::LOCATION, to);
        }
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    fn recorded(&self) -> Value {
        match &self.body {
            Payload::Json(value) => value.clone(),
            Payload::File { mime, content, .. } => json!({ "file": mime, "bytes": content.len() }),
            Payload::Raw(text) => json!(text),
        }
    }
}

async fn answer(
    Held(shared): Held<Arc<Shared>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request,
) -> Response {
    let under_way = UnderWay::begin(&shared);
    let incoming = match Incoming::read(request).await {
        Ok(incoming) => incoming,
        Err(error) => return Answer::refused(&error, "A0").into_response(under_way),
    };
    let answer = respond(&shared, &under_way, &incoming).await;
    let (status, recorded) = match &answer {
        Some(answer) => (answer.status.as_u16(), answer.recorded()),
        None => (0, Value::Null),
    };
    shared.wire.add(
        shared.clock.now(),
        Platform::Whatsapp,
        Kind::Request {
            method: incoming.method.to_string(),
            path: incoming.path.clone(),
            query: incoming.query.clone(),
            body: incoming.body.clone(),
            files: incoming.files(),
            status,
            answer: recorded,
        },
    );
    match answer {
        Some(answer) => {
            let mut response = answer.into_response(under_way);
            if let Ok(now) = HeaderValue::from_str(&http_date(shared.clock.now())) {
                response.headers_mut().insert(header::DATE, now);
            }
            response
        }
        None => {
            cut.now();
            // It is never written: the line is cut.
            Response::new(Body::empty())
        }
    }
}

/// The answer, `None` for a connection that ends without one.
async fn respond(shared: &Shared, under_way: &UnderWay, incoming: &Incoming) -> Option<Answer> {
    let fault = shared.change(|state, _| {
        let endpoint = routes::endpoint(state, incoming);
        state
            .faults
            .strike(endpoint, incoming.recipient().as_deref())
    });
    let (before, after) = match fault {
        Some((act, true)) => (None, Some(act)),
        Some((act, false)) => (Some(act), None),
        None => (None, None),
    };
    let mut change = None;
    if let Some(act) = before {
        match suffer(shared, under_way, act).await {
            Outcome::AsUsual => {}
            Outcome::Changed(act) => change = Some(act),
            Outcome::Instead(answer) => return answer,
        }
    }
    let mut answer = shared.change(|state, now| routes::answer(state, now, &shared.base, incoming));
    if let Some(act) = after
        && let Outcome::Instead(answer) = suffer(shared, under_way, act).await
    {
        return answer;
    }
    match (change, &mut answer.body) {
        (Some(Change::Pace(wanted)), Payload::File { pace, .. }) => *pace = wanted,
        (Some(Change::Lie { key, value }), Payload::Json(body)) => body[key] = value,
        _ => {}
    }
    Some(answer)
}

/// What an order changes in the ordinary answer.
enum Change {
    Pace(Pace),
    Lie { key: &'static str, value: Value },
}

/// What an order leaves of the ordinary answer.
enum Outcome {
    AsUsual,
    Changed(Change),
    Instead(Option<Answer>),
}

async fn suffer(shared: &Shared, under_way: &UnderWay, act: Act) -> Outcome {
    let refused = |error: GraphError| {
        let trace = shared.change(|state, _| state.ids.word());
        Outcome::Instead(Some(Answer::refused(&error, &trace)))
    };
    match act {
        Act::DropConnection => Outcome::Instead(None),
        Act::Answer { status, body } => Outcome::Instead(Some(Answer {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            body: Payload::Raw(body),
            retry_after: None,
            location: None,
        })),
        Act::Redirect { to } => Outcome::Instead(Some(Answer {
            status: StatusCode::FOUND,
            body: Payload::Raw(String::new()),
            retry_after: None,
            location: Some(to),
        })),
        Act::Pace(pace) => Outcome::Changed(Change::Pace(pace)),
        Act::Lie { key, value } => Outcome::Changed(Change::Lie { key, value }),
        Act::Error { code } => refused(GraphError::new(code, "Refused by order of a test.")),
        Act::TooMany { retry_after } => {
            let error = GraphError {
                retry_after: Some(retry_after),
                ..GraphError::new(4, "There have been too many calls from this app.")
            };
            let Outcome::Instead(Some(mut answer)) = refused(error) else {
                return Outcome::AsUsual;
            };
            answer.status = StatusCode::TOO_MANY_REQUESTS;
            Outcome::Instead(Some(answer))
        }
        Act::Hang => {
            under_way.park(None).await;
            Outcome::AsUsual
        }
        Act::Delay(by) => {
            under_way.park(Some(by)).await;
            Outcome::AsUsual
        }
    }
}

/// The requests that are being answered, and those that were told to wait.
#[derive(Debug, Default)]
pub(super) struct Requests {
    count: u64,
    under_way: usize,
    parked: BTreeMap<u64, Parked>,
}

#[derive(Debug)]
struct Parked {
    /// Only [`super::Whatsapp::let_go`] ends it.
    hangs: bool,
    go_on: oneshot::Sender<()>,
}

impl Requests {
    /// Requests that are being answered; those that wait for a later moment or an order are not.
    pub(super) fn under_way(&self) -> usize {
        self.under_way
    }

    /// Requests that wait.
    pub(super) fn parked(&self) -> usize {
        self.parked.len()
    }

    pub(super) fn go_on(&mut self, request: u64) {
        if let Some(parked) = self.parked.remove(&request) {
            self.under_way += 1;
            // Whoever waited has gone away if this fails, and is counted out there.
            let _ = parked.go_on.send(());
        }
    }

    pub(super) fn let_go(&mut self) -> usize {
        let hanging: Vec<u64> = self
            .parked
            .iter()
            .filter(|(_, parked)| parked.hangs)
            .map(|(request, _)| *request)
            .collect();
        for request in &hanging {
            self.go_on(*request);
        }
        hanging.len()
    }
}

/// Counts a request as under way until it is answered or its client goes away.
struct UnderWay {
    shared: Arc<Shared>,
    request: u64,
}

impl Sending for UnderWay {
    async fn pause(&mut self, time: Duration) {
        self.park(Some(time)).await;
    }
}

impl UnderWay {
    fn begin(shared: &Arc<Shared>) -> Self {
        let request = shared.change(|state, _| {
            state.requests.count += 1;
            state.requests.under_way += 1;
            state.requests.count
        });
        Self {
            shared: Arc::clone(shared),
            request,
        }
    }

    /// Waits for `by` of the sandbox's time, or until it is let go.
    async fn park(&self, by: Option<Duration>) {
        let (go_on, goes_on) = oneshot::channel();
        self.shared.change(|state, now| {
            state.requests.under_way -= 1;
            let parked = Parked {
                hangs: by.is_none(),
                go_on,
            };
            state.requests.parked.insert(self.request, parked);
            if let Some(by) = by {
                state.schedule.at(now + by, Job::GoOn(self.request));
            }
        });
        // The sender is dropped only with the whole server.
        let _ = goes_on.await;
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.shared.change(|state, _| {
            if state.requests.parked.remove(&self.request).is_none() {
                state.requests.under_way -= 1;
            }
        });
    }
}
