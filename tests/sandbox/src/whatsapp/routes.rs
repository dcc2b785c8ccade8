//! Which request goes where, and who may make it.

use axum::http::{Method, StatusCode};
use chrono::{DateTime, Utc};
use serde_json::json;

use crate::blob::Pace;

use super::errors::GraphError;
use super::faults::Endpoint;
use super::management;
use super::request::Incoming;
use super::send;
use super::server::{Answer, Payload};
use super::state::State;

/// Where the addresses of `GET /{media}` point.
const DOWNLOADS: &str = "/whatsapp_business/attachments/";

/// The parts of the path after the version; `None` without a version.
fn parts(path: &str) -> Option<Vec<&str>> {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let (major, minor) = parts.next()?.strip_prefix('v')?.split_once('.')?;
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (number(major) && number(minor)).then(|| parts.collect())
}

/// What a request wants, for the orders that strike some.
pub(super) fn endpoint(state: &State, incoming: &Incoming) -> Endpoint {
    if incoming.path == DOWNLOADS {
        return Endpoint::Download;
    }
    match parts(&incoming.path).as_deref() {
        Some([_, "messages"]) if incoming.body.get("status").is_some() => Endpoint::Receipt,
        Some([_, "messages"]) => Endpoint::Send,
        Some([_, "media"]) => Endpoint::Upload,
        Some([id]) if state.media.knows(id) => Endpoint::Media,
        _ => Endpoint::Management,
    }
}

/// Answers a request.
pub(super) fn answer(
    state: &mut State,
    now: DateTime<Utc>,
    base: &str,
    incoming: &Incoming,
) -> Answer {
    state.media.tidy(now);
    route(state, now, base, incoming).unwrap_or_else(|error| {
        let trace = state.ids.word();
        Answer::refused(&error, &trace)
    })
}

fn route(
    state: &mut State,
    now: DateTime<Utc>,
    base: &str,
    incoming: &Incoming,
) -> Result<Answer, GraphError> {
    if incoming.path == DOWNLOADS {
        authorise(state, incoming)?;
        return Ok(download(state, incoming));
    }
    let parts = parts(&incoming.path)
        .ok_or_else(|| GraphError::new(2500, "Unknown path components or version"))?;
    authorise(state, incoming)?;
    if incoming.unreadable {
        return Err(GraphError::invalid("The request's body is not valid JSON."));
    }
    let answer = match (&incoming.method, parts.as_slice()) {
        (&Method::POST, [id, "messages"]) => {
            let number = own_number(state, id)?;
            send::post(state, now, number, &incoming.body)?
        }
        (&Method::POST, [id, "media"]) => {
            let number = own_number(state, id)?;
            upload(state, now, number, incoming)?
        }
        (&Method::GET, [id]) if state.media.knows(id) => {
            let number = match incoming.parameter("phone_number_id") {
                Some(number) => Some(own_number(state, &number)?),
                None => None,
            };
            let State { media, ids, .. } = state;
            media
                .resolve(ids, now, base, number, id)
                .ok_or_else(|| GraphError::gone(id))?
        }
        (&Method::DELETE, [id]) => {
            if !state.media.delete(id) {
                return Err(GraphError::gone(id));
            }
            json!({ "success": true })
        }
        (method, parts) => management::answer(state, now, base, incoming, method, parts)?,
    };
    Ok(Answer::ok(answer))
}

fn authorise(state: &State, incoming: &Incoming) -> Result<(), GraphError> {
    let company = &state.company;
    let token = incoming.token.as_deref();
    if token == Some(company.token.as_str()) {
        if company.token_expired {
            return Err(GraphError::token_expired());
        }
        return Ok(());
    }
    // The app itself may look at its tokens and subscriptions.
    let app = format!("{}|{}", company.app_id, company.app_secret);
    let parts = parts(&incoming.path).unwrap_or_default();
    match parts.as_slice() {
        ["debug_token"] | [_, "subscriptions"] if token == Some(app.as_str()) => Ok(()),
        _ => Err(GraphError::token()),
    }
}

fn own_number(state: &State, id: &str) -> Result<usize, GraphError> {
    state
        .company
        .numbers
        .iter()
        .position(|number| number.card.id == id)
        .ok_or_else(|| GraphError::gone(id))
}

fn upload(
    state: &mut State,
    now: DateTime<Utc>,
    number: usize,
    incoming: &Incoming,
) -> Result<serde_json::Value, GraphError> {
    if incoming.body["messaging_product"] != "whatsapp" {
        return Err(GraphError::invalid(
            "The parameter messaging_product is required.",
        ));
    }
    let file = incoming
        .file
        .as_ref()
        .ok_or_else(|| GraphError::invalid("The parameter file is required."))?;
    // The field wins over the type of the part, which many clients do not set.
    let mime = incoming.body["type"].as_str().unwrap_or(&file.mime);
    let State { media, ids, .. } = state;
    media.upload(ids, now, number, mime, file.content.clone())
}

fn download(state: &State, incoming: &Incoming) -> Answer {
    let file = incoming
        .parameter("hash")
        .and_then(|hash| state.media.download(&hash));
    match file {
        Some((mime, content)) => Answer {
            status: StatusCode::OK,
            body: Payload::File {
                mime,
                content,
                pace: Pace::Fast,
            },
            retry_after: None,
            location: None,
        },
        None => Answer {
            status: StatusCode::NOT_FOUND,
            body: Payload::Raw("Not found".to_owned()),
            retry_after: None,
            location: None,
        },
    }
}
