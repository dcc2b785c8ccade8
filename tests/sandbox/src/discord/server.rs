//! One request from its arrival to its answer: orders, token, limits, the route, the record.

use std::sync::Arc;

use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, DATE, UPGRADE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use futures::future::pending;
use serde_json::Value;

use crate::door::Cut;
use crate::wire::{Kind, Platform, http_date};

use super::Inner;
use super::body::{self, Call, Reply, unescape};
use super::cdn;
use super::errors::ApiError;
use super::faults::{Act, Body as FaultBody};
use super::gateway;
use super::presence::Presence;
use super::rates::TooMany;
use super::routes::{self, Route};
use super::world::World;

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
        if inner.look(|world| world.gateway.refuses) {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
        let (mut parts, _) = request.into_parts();
        return match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
            Ok(upgrade) => upgrade.on_upgrade(move |socket| gateway::serve(socket, inner)),
            Err(rejection) => rejection.into_response(),
        };
    }
    let path = request.uri().path().to_owned();
    if cdn::serves(&path) {
        let (request, _) = request.into_parts();
        return cdn::serve(&inner, &cut, &request).await;
    }
    let mut presence = Presence::new(&inner);
    let authorization = request.headers().get(AUTHORIZATION).cloned();
    let method = request.method().as_str().to_owned();
    let query = request.uri().query().unwrap_or_default().to_owned();
    let (mut call, unreadable) = match body::read(request, &method, &path, &query).await {
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
    let mut response = respond(&reply, &headers);
    let now = inner.with(|world| http_date(world.now()));
    if let Ok(now) = HeaderValue::from_str(&now) {
        response.headers_mut().insert(DATE, now);
    }
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

pub(super) fn status_code(status: u16) -> StatusCode {
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
