//! What Discord serves beside its API: attachments, whose addresses hold for a day, stickers and
//! emojis.
//!
//! <https://discord.com/developers/docs/reference#signed-attachment-cdn-urls>

use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;

use crate::blob::{Blob, Pace};
use crate::door::Cut;
use crate::wire::{Kind, Platform};

use super::Inner;
use super::body::parse_query;
use super::faults::{Act, Body};
use super::ids::Id;
use super::model::Attachment;
use super::presence::Presence;
use super::server::status_code;
use super::world::World;

/// How long the address of an attachment holds.
const ADDRESS_LIVES: TimeDelta = TimeDelta::days(1);

/// Whether a path is not the API's but the CDN's.
pub(super) fn serves(path: &str) -> bool {
    let first = path.split('/').nth(1);
    matches!(first, Some("attachments" | "stickers" | "emojis"))
}

/// Serves a file whose address is right.
pub(super) async fn serve(inner: &Arc<Inner>, cut: &Cut, request: &Parts) -> Response {
    let mut presence = Presence::new(inner);
    let path = request.uri.path();
    let query = request.uri.query().unwrap_or_default();
    let method = request.method.as_str();
    let arrived = inner.look(World::now);
    let mut pace = Pace::Fast;
    match inner.with(|world| world.faults.take(method, path, "")) {
        Some(Act::Delay(by)) => presence.park(arrived, by).await,
        Some(Act::Hang) => {
            record(inner, request, 0);
            presence.leave(true);
            return std::future::pending().await;
        }
        Some(Act::Drop | Act::AnswerThenDrop) => {
            record(inner, request, 0);
            cut.now();
            return StatusCode::NO_CONTENT.into_response();
        }
        Some(Act::Answer { status, body }) => {
            record(inner, request, status);
            let page = match body {
                Body::Json(body) => body.to_string(),
                Body::Html(page) => page,
            };
            return (status_code(status), page).into_response();
        }
        Some(Act::Pace(wanted)) => pace = wanted,
        Some(Act::TooMany { .. }) | None => {}
    }
    let found = inner.look(|world| world.served(path, query));
    record(inner, request, if found.is_some() { 200 } else { 404 });
    match found {
        Some((content, kind)) => {
            let headers = [
                (CONTENT_TYPE, kind),
                (CONTENT_LENGTH, content.len().to_string()),
            ];
            (headers, content.body(pace, presence)).into_response()
        }
        None => (
            StatusCode::NOT_FOUND,
            "This content is no longer available.",
        )
            .into_response(),
    }
}

fn record(inner: &Inner, request: &Parts, status: u16) {
    let kind = Kind::Request {
        method: request.method.as_str().to_owned(),
        path: request.uri.path().to_owned(),
        query: request.uri.query().unwrap_or_default().to_owned(),
        body: Value::Null,
        files: Vec::new(),
        status,
        answer: Value::Null,
    };
    inner.with(|world| {
        world.wire.add(world.clock.now(), Platform::Discord, kind);
    });
}

impl World {
    /// The address of an attachment as it is given out now.
    pub(super) fn attachment_url(&self, attachment: &Attachment) -> String {
        let now = self.now();
        let path = format!(
            "/attachments/{}/{}/{}",
            attachment.channel_id, attachment.id, attachment.filename
        );
        let query = self.signature(&path, now, now + ADDRESS_LIVES);
        format!("{}{path}?{query}&", self.base)
    }

    fn signature(&self, path: &str, from: DateTime<Utc>, until: DateTime<Utc>) -> String {
        let (from, until) = (from.timestamp(), until.timestamp());
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret.to_be_bytes())
            .expect("a key may be of any length");
        mac.update(format!("{path}?ex={until:x}&is={from:x}").as_bytes());
        let sign = hex::encode(mac.finalize().into_bytes());
        format!("ex={until:x}&is={from:x}&hm={sign}")
    }

    /// The file at an address that is right and still holds, with its type.
    fn served(&self, path: &str, query: &str) -> Option<(Blob, String)> {
        let mut parts = path.split('/').skip(1);
        let unknown = || "application/octet-stream".to_owned();
        if parts.next() == Some("attachments") {
            let id: Id = parts.nth(1)?.parse().ok()?;
            if !self.is_signed(path, query) {
                return None;
            }
            let mut all = self.messages.values().flat_map(|m| &m.attachments);
            let kind = all
                .find(|a| a.id == id)
                .and_then(|a| a.content_type.clone());
            let content = self.files.get(&id)?.clone();
            return Some((content, kind.unwrap_or_else(unknown)));
        }
        let (id, ending) = parts.next()?.split_once('.')?;
        let content = self.files.get(&id.parse().ok()?)?.clone();
        let kind = match ending {
            "png" | "gif" | "webp" => format!("image/{ending}"),
            "json" => "application/json".to_owned(),
            _ => return None,
        };
        Some((content, kind))
    }

    fn is_signed(&self, path: &str, query: &str) -> bool {
        let given = parse_query(query);
        let time = |name: &str| {
            let seconds = i64::from_str_radix(given.get(name)?, 16).ok()?;
            DateTime::from_timestamp(seconds, 0)
        };
        let (Some(from), Some(until)) = (time("is"), time("ex")) else {
            return false;
        };
        let right = self.signature(path, from, until);
        let same = parse_query(&right).get("hm") == given.get("hm");
        same && self.now() < until
    }
}
