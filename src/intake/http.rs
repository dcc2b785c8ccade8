//! The webhook's server: verification, signed bodies, health.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use subtle::ConstantTimeEq;

use super::webhook::Webhooks;

/// Meta's own limit for one body.
/// <https://developers.facebook.com/docs/graph-api/webhooks/getting-started>
pub const BODY_LIMIT: usize = 3 * 1024 * 1024;

/// Where WhatsApp's webhook is.
pub const PATH: &str = "/webhook/whatsapp";

/// What the server answers with.
pub fn router(webhooks: Arc<Webhooks>, verify_token: SecretString) -> Router {
    Router::new()
        .route(PATH, post(receive))
        .route("/health", get(health))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(webhooks)
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
    let ours = verify_token.expose_secret().as_bytes();
    if asked.mode == "subscribe" && bool::from(asked.token.as_bytes().ct_eq(ours)) {
        tracing::info!("the webhook was verified");
        asked.challenge.into_response()
    } else {
        ::metrics::counter!("conecta_webhooks_total", "outcome" => "unverified").increment(1);
        tracing::warn!("a verification of the webhook carried another verify token");
        StatusCode::FORBIDDEN.into_response()
    }
}

/// 200 means: it is on the disk, do not send it again.
async fn receive(
    State(webhooks): State<Arc<Webhooks>>,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> StatusCode {
    let Ok(body) = body else {
        ::metrics::counter!("conecta_webhooks_total", "outcome" => "oversized").increment(1);
        return StatusCode::PAYLOAD_TOO_LARGE;
    };
    webhooks.receive(&headers, body).await
}

async fn health(State(webhooks): State<Arc<Webhooks>>) -> StatusCode {
    if webhooks.can_write() {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    }
}
