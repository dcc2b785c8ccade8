//! One request from its arrival to its answer: orders, token, limits, the route, the record.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Multipart, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, UPGRADE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use futures::future::pending;
use serde_json::Value;

use crate::wire::{Kind, Platform};

use super::Inner;
use super::errors::ApiError;
use super::faults::{Act, Body as FaultBody};
use super::gateway;
use super::ids::Id;
use super::line::Cut;
use super::rates::TooMany;
use super::routes::{self, Route};
use super::world::World;

/// More than this is refused before it is read: ten files of ten MiB and some text.
const BODY_LIMIT: usize = 101 * 1024 * 1024;

/// A file of a multipart body.
#[derive(Debug, Clone)]
pub(super) struct File {
    /// The name of its field, such as `files[0]`.
    pub(super) field: String,
    pub(super) filename: String,
    pub(super) content_type: Option<String>,
    pub(super) bytes: Vec<u8>,
}

/// A request as the routes see it.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) method: String,
    /// The path after `/api/v10`.
    pub(super) path: String,
    pub(super) query: HashMap<String, String>,
    pub(super) body: Value,
    pub(super) files: Vec<File>,
}

impl Call {
    /// An id in the query.
    pub(super) fn id(&self, name: &str) -> Option<Id> {
        self.query.get(name)?.parse().ok()
    }

    /// A number in the query, kept between 1 and `max`.
    pub(super) fn limit(&self, default: usize, max: usize) -> usize {
        let given = self.query.get("limit").and_then(|n| n.parse().ok());
        given.unwrap_or(default).clamp(1, max)
    }
}

/// What a route answers.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: Value,
}

impl Reply {
    pub(super) fn ok(body: Value) -> Self {
        Self { status: 200, body }
    }

    pub(super) fn created(body: Value) -> Self {
        Self { status: 201, body }
    }

    /// 204.
    pub(super) fn nothing() -> Self {
        Self {
            status: 204,
            body: Value::Null,
        }
    }
}

/// Everything that the look-alike serves.
pub(super) fn router(inner: Arc<Inner>) -> Router {
    Router::new().fallback(serve).with_state(inner)
}

async fn serve(
    State(inner): State<Arc<Inner>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request,
) -> Response {
    if request.headers().contains_key(UPGRADE) {
        let (mut parts, _) = request.into_parts();
        return match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
            Ok(upgrade) => upgrade.on_upgrade(move |socket| gateway::serve(socket, inner)),
            Err(rejection) => rejection.into_response(),
        };
    }
    let path = request.uri().path().to_owned();
    if path.starts_with("/attachments/") {
        return serve_file(&inner, &request);
    }
    let mut presence = Presence::new(&inner);
    let authorization = request.headers().get(AUTHORIZATION).cloned();
    let method = request.method().as_str().to_owned();
    let query = request.uri().query().unwrap_or_default().to_owned();
    let (mut call, unreadable) = match read(request, &method, &path, &query).await {
        Ok(call) => (call, None),
        Err((call, error)) => (call, Some(error)),
    };
    let arrived = inner.with(|world| world.now());
    let act = inner.with(|world| {
        let text = if call.body.is_null() {
            String::new()
        } else {
            call.body.to_string()
        };
        world.faults.take(&method, &path, &text)
    });
    if let Some(slow) = inner.with(|world| world.faults.slow) {
        presence.park(arrived, slow).await;
    }
    match &act {
        Some(Act::Delay(by)) => presence.park(arrived, *by).await,
        Some(Act::Hang) => {
            record(&inner, &call, &path, &query, 0, Value::Null);
            presence.leave(true);
            return pending().await;
        }
        Some(Act::Drop) => {
            record(&inner, &call, &path, &query, 0, Value::Null);
            cut.now();
            return StatusCode::NO_CONTENT.into_response();
        }
        _ => {}
    }
    let authorization = authorization.and_then(|v| v.to_str().map(str::to_owned).ok());
    let then_drops = matches!(act, Some(Act::AnswerThenDrop));
    let (reply, headers) = match act {
        Some(Act::Answer {
            status,
            body: FaultBody::Html(page),
        }) => {
            record(&inner, &call, &path, &query, status, Value::Null);
            let kind = [(CONTENT_TYPE, "text/html; charset=UTF-8")];
            return (status_code(status), kind, page).into_response();
        }
        Some(Act::Answer {
            status,
            body: FaultBody::Json(body),
        }) => (Reply { status, body }, Vec::new()),
        Some(Act::TooMany { scope, wait }) => {
            let wait = chrono::TimeDelta::from_std(wait).unwrap_or_default();
            too_many(&TooMany::new(scope, wait))
        }
        _ => inner.with(|world| {
            world.archive_stale();
            world.answer(&mut call, authorization.as_deref(), unreadable)
        }),
    };
    let shared = headers.iter().any(|(_, value)| value == "shared");
    if matches!(reply.status, 401 | 403 | 429) && !shared {
        inner.with(|world| world.rates.count_invalid(world.clock.now()));
    }
    if then_drops {
        record(&inner, &call, &path, &query, 0, reply.body);
        cut.now();
        return StatusCode::NO_CONTENT.into_response();
    }
    let response = respond(&reply, &headers);
    record(&inner, &call, &path, &query, reply.status, reply.body);
    response
}

fn too_many(error: &TooMany) -> (Reply, Vec<(&'static str, String)>) {
    let reply = Reply {
        status: 429,
        body: error.body(),
    };
    (reply, error.headers())
}

fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn respond(reply: &Reply, headers: &[(&'static str, String)]) -> Response {
    let mut response = if reply.body.is_null() {
        status_code(reply.status).into_response()
    } else {
        // Exactly this content type: some clients compare it letter by letter.
        let kind = [(CONTENT_TYPE, "application/json")];
        (status_code(reply.status), kind, reply.body.to_string()).into_response()
    };
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
    }
    response
}

fn record(inner: &Inner, call: &Call, path: &str, query: &str, status: u16, answer: Value) {
    let kind = Kind::Request {
        method: call.method.clone(),
        path: path.to_owned(),
        query: query.to_owned(),
        body: call.body.clone(),
        files: call
            .files
            .iter()
            .map(|f| format!("{}:{}", f.field, f.filename))
            .collect(),
        status,
        answer,
    };
    inner.with(|world| world.wire.add(world.clock.now(), Platform::Discord, kind));
}

/// Reads a body. What cannot be read comes back with the error and as much of the call as is known.
async fn read(
    request: Request,
    method: &str,
    path: &str,
    query: &str,
) -> Result<Call, (Call, ApiError)> {
    let mut call = Call {
        method: method.to_owned(),
        path: strip_version(path).unwrap_or_default().to_owned(),
        query: parse_query(query),
        body: Value::Null,
        files: Vec::new(),
    };
    let result = if is_multipart(request.headers()) {
        read_multipart(request, &mut call).await
    } else {
        read_json(request.into_body(), &mut call).await
    };
    match result {
        Ok(()) => Ok(call),
        Err(error) => Err((call, error)),
    }
}

/// The path after `/api/v10` (or another version that still works).
fn strip_version(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("/api")?;
    match rest
        .strip_prefix("/v10")
        .or_else(|| rest.strip_prefix("/v9"))
    {
        Some(rest) => Some(rest),
        None if rest.starts_with("/v") => None,
        None => Some(rest),
    }
}

fn is_multipart(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

async fn read_json(body: Body, call: &mut Call) -> Result<(), ApiError> {
    let bytes = to_bytes(body, BODY_LIMIT)
        .await
        .map_err(|_| ApiError::too_large())?;
    if !bytes.is_empty() {
        call.body = serde_json::from_slice(&bytes).map_err(|_| ApiError::invalid_json())?;
    }
    Ok(())
}

async fn read_multipart(mut request: Request, call: &mut Call) -> Result<(), ApiError> {
    axum::extract::DefaultBodyLimit::max(BODY_LIMIT).apply(&mut request);
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|_| ApiError::invalid_json())?;
    while let Some(part) = parts
        .next_field()
        .await
        .map_err(|_| ApiError::too_large())?
    {
        let field = part.name().unwrap_or_default().to_owned();
        let filename = part.file_name().map(str::to_owned);
        let content_type = part.content_type().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|_| ApiError::too_large())?;
        match filename {
            _ if field == "payload_json" => {
                call.body = serde_json::from_slice(&bytes).map_err(|_| ApiError::invalid_json())?;
            }
            Some(filename) => call.files.push(File {
                field,
                filename,
                content_type,
                bytes: bytes.to_vec(),
            }),
            None => {}
        }
    }
    if call.body.is_null() {
        call.body = Value::Object(serde_json::Map::new());
    }
    Ok(())
}

fn parse_query(query: &str) -> HashMap<String, String> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (unescape(name), unescape(value)))
        .collect()
}

/// Undoes percent encoding; what is no valid text afterwards is replaced.
pub(super) fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = match (first, tail) {
            (b'%', [high, low, ..]) => std::str::from_utf8(&[*high, *low])
                .ok()
                .and_then(|hex| u8::from_str_radix(hex, 16).ok()),
            _ => None,
        };
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(if *first == b'+' { b' ' } else { *first });
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl World {
    /// Checks the token and the limits, then lets the route answer.
    fn answer(
        &mut self,
        call: &mut Call,
        authorization: Option<&str>,
        unreadable: Option<ApiError>,
    ) -> (Reply, Vec<(&'static str, String)>) {
        let now = self.now();
        let refused = |error: ApiError| Reply {
            status: error.status,
            body: error.body,
        };
        if self.rates.is_banned(now) {
            // Cloudflare's, without anything of Discord's.
            let wait = chrono::TimeDelta::minutes(10);
            return too_many(&TooMany::new(super::rates::Scope::Global, wait));
        }
        let path = std::mem::take(&mut call.path);
        let segments: Vec<String> = path.split('/').skip(1).map(unescape).collect();
        let names: Vec<&str> = segments.iter().map(String::as_str).collect();
        call.path.clone_from(&path);
        let route = match routes::find(&call.method, &names) {
            Ok(route) => route,
            Err(error) => return (refused(error), Vec::new()),
        };
        let known = authorization.and_then(|a| a.strip_prefix("Bot ")) == Some(&*self.bot.token);
        if !route.is_open() && !known {
            return (refused(ApiError::unauthorized()), Vec::new());
        }
        if !route.is_exempt()
            && let Err(error) = self.rates.global(now)
        {
            return too_many(&error);
        }
        let (headers, result) = match route.quota() {
            Some((quota, major)) => self.rates.route(now, quota, &major),
            None => (Vec::new(), Ok(())),
        };
        let result = result.and_then(|()| self.hidden_limits(now, &route, &call.body));
        if let Err(error) = result {
            let (reply, mut own) = too_many(&error);
            own.extend(headers);
            return (reply, own);
        }
        if let Some(error) = unreadable {
            return (refused(error), headers);
        }
        match routes::run(self, &route, call) {
            Ok(reply) => (reply, headers),
            Err(error) => (refused(error), headers),
        }
    }

    /// Limits that the headers do not tell about.
    fn hidden_limits(
        &mut self,
        now: DateTime<Utc>,
        route: &Route,
        body: &Value,
    ) -> Result<(), TooMany> {
        match route {
            Route::AddReaction(channel, ..)
            | Route::RemoveReaction(channel, ..)
            | Route::RemoveReactionOf(channel, ..) => self.rates.reaction(now, *channel),
            Route::EditMessage(channel, message)
                if now - message.time() > chrono::TimeDelta::hours(1) =>
            {
                self.rates.old_edit(now, *channel)
            }
            Route::EditChannel(channel)
                if body["name"].as_str().is_some_and(|name| {
                    self.channels.get(channel).is_some_and(|c| c.name != name)
                }) =>
            {
                self.rates.rename(now, *channel)
            }
            _ => Ok(()),
        }
    }
}

/// Serves an attachment while its link is valid.
fn serve_file(inner: &Inner, request: &Request) -> Response {
    let mut parts = request.uri().path().split('/').skip(3);
    let id: Option<Id> = parts.next().and_then(|id| id.parse().ok());
    let query = parse_query(request.uri().query().unwrap_or_default());
    let until = query
        .get("ex")
        .and_then(|ex| i64::from_str_radix(ex, 16).ok());
    let found = inner.with(|world| {
        let valid = until.is_some_and(|until| world.clock.now().timestamp() < until);
        let id = id.filter(|_| valid)?;
        let bytes = world.files.get(&id)?.clone();
        let all = world.messages.values().flat_map(|m| &m.attachments);
        let kind = all
            .into_iter()
            .find(|a| a.id == id)
            .and_then(|a| a.content_type.clone());
        Some((bytes, kind))
    });
    match found {
        Some((bytes, kind)) => {
            let kind = kind.unwrap_or_else(|| "application/octet-stream".to_owned());
            ([(CONTENT_TYPE, kind)], bytes).into_response()
        }
        None => (
            StatusCode::NOT_FOUND,
            "This content is no longer available.",
        )
            .into_response(),
    }
}

/// Counts a request as under way, or as parked, for as long as it is there.
struct Presence {
    inner: Arc<Inner>,
    state: Standing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    UnderWay,
    Parked,
    /// It hangs for good and is nobody's business any more.
    Gone,
}

impl Presence {
    fn new(inner: &Arc<Inner>) -> Self {
        inner.with(|world| world.under_way += 1);
        Self {
            inner: Arc::clone(inner),
            state: Standing::UnderWay,
        }
    }

    fn set(&mut self, state: Standing) {
        let old = std::mem::replace(&mut self.state, state);
        self.inner.with(|world| {
            for (which, add) in [(old, false), (state, true)] {
                let count = match which {
                    Standing::UnderWay => &mut world.under_way,
                    Standing::Parked => &mut world.parked,
                    Standing::Gone => continue,
                };
                *count = if add { *count + 1 } else { *count - 1 };
            }
        });
    }

    /// Waits by the sandbox's clock.
    async fn park(&mut self, since: DateTime<Utc>, span: Duration) {
        self.set(Standing::Parked);
        let clock = self.inner.with(|world| world.clock.clone());
        clock.sleep_until(since + span).await;
        self.set(Standing::UnderWay);
    }

    fn leave(&mut self, hanging: bool) {
        self.set(if hanging {
            Standing::Parked
        } else {
            Standing::Gone
        });
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        self.leave(false);
    }
}
