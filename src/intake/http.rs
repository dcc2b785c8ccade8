//! The webhook's server: verification, signed bodies, health.

use std::sync::Arc;

use crate::channels::whatsapp::signature::answer_challenge;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use chrono::TimeDelta;
use secrecy::SecretString;
use serde::Deserialize;

use super::webhook::Webhooks;
use crate::clock::SharedClock;

/// Meta's own limit for one body.
/// <https://developers.facebook.com/docs/graph-api/webhooks/getting-started>
pub const BODY_LIMIT: usize = 3 * 1024 * 1024;

/// How long a body may take to arrive whole.
const BODY_TIME: TimeDelta = TimeDelta::seconds(30);

/// Where WhatsApp's webhook is.
pub const PATH: &str = "/webhook/whatsapp";

#[derive(Clone)]
struct Shared {
    webhooks: Arc<Webhooks>,
    clock: SharedClock,
}

/// What the server answers with.
pub fn router(webhooks: Arc<Webhooks>, verify_token: SecretString, clock: SharedClock) -> Router {
    Router::new()
        .route(PATH, post(receive))
        .route("/health", get(health))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(Shared { webhooks, clock })
        .merge(verification(verify_token))
}

/// The part of it that answers Meta's question whether the address is ours.
pub fn verification(verify_token: SecretString) -> Router {
    Router::new()
        .route(PATH, get(verify))
        .with_state(verify_token)
}

#[derive(Deserialize)]
struct Verification {
    #[serde(rename = "hub.mode")]
    mode: String,
    #[serde(rename = "hub.challenge")]
    challenge: String,
    #[serde(rename = "hub.verify_token")]
    token: String,
}

/// Meta asks once whether this address is ours.
/// <https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests>
async fn verify(
    State(verify_token): State<SecretString>,
    query: Result<Query<Verification>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let Ok(Query(asked)) = query else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let answer = answer_challenge(&verify_token, &asked.mode, &asked.token, &asked.challenge);
    if let Some(challenge) = answer {
        tracing::info!("the webhook was verified");
        challenge.to_owned().into_response()
    } else {
        ::metrics::counter!("conecta_webhooks_total", "outcome" => "unverified").increment(1);
        tracing::warn!("a verification of the webhook carried another verify token");
        StatusCode::FORBIDDEN.into_response()
    }
}

/// 200 means: it is on the disk, do not send it again.
async fn receive(State(shared): State<Shared>, request: Request) -> StatusCode {
    let refused = |outcome: &'static str, status| {
        ::metrics::counter!("conecta_webhooks_total", "outcome" => outcome).increment(1);
        status
    };
    let headers = request.headers().clone();
    let late = shared.clock.sleep_until(shared.clock.now() + BODY_TIME);
    let body = tokio::select! {
        biased;
        body = Bytes::from_request(request, &shared) => body,
        () = late => return refused("slow", StatusCode::REQUEST_TIMEOUT),
    };
    match body {
        Ok(body) => shared.webhooks.receive(&headers, body).await,
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            refused("oversized", StatusCode::PAYLOAD_TOO_LARGE)
        }
        Err(_) => refused("broken", StatusCode::BAD_REQUEST),
    }
}

async fn health(State(shared): State<Shared>) -> StatusCode {
    if shared.webhooks.can_write() {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    }
}
