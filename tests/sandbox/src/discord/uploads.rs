//! Files: what is uploaded, kept, described, and served again.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::wire::{Kind, Platform};

use super::Inner;
use super::body::{File, parse_query};
use super::errors::{ApiError, Fields};
use super::ids::Id;
use super::model::Attachment;
use super::world::World;

/// The largest file that a guild without boosts takes, in bytes.
pub const FILE_LIMIT: usize = 10 * 1024 * 1024;
/// Files that one message takes.
pub(super) const FILES: usize = 10;

/// Stores the files of a request and answers the message's attachments: those of `old` that the
/// body keeps, then the new ones. Bodies name new files by the number in their field's name.
pub(super) fn store(
    world: &mut World,
    channel: Id,
    body: &Value,
    files: &[File],
    old: &[Attachment],
    ephemeral: bool,
) -> Result<Vec<Attachment>, ApiError> {
    if files.iter().any(|file| file.bytes.len() > FILE_LIMIT) {
        return Err(ApiError::too_large());
    }
    let described = body["attachments"].as_array();
    let number = |entry: &Value| match &entry["id"] {
        Value::String(text) => text.parse::<u64>().ok(),
        number => number.as_u64(),
    };
    let kept = |attachment: &&Attachment| {
        described.is_none_or(|list| list.iter().any(|e| number(e) == Some(attachment.id.0)))
    };
    let mut all: Vec<Attachment> = old.iter().filter(kept).cloned().collect();
    for file in files {
        let position = file
            .field
            .strip_prefix("files[")
            .and_then(|rest| rest.strip_suffix(']'))
            .and_then(|n| n.parse::<u64>().ok());
        let entry = described.and_then(|list| {
            list.iter()
                .find(|entry| position.is_some() && number(entry) == position)
        });
        let entry = entry.unwrap_or(&Value::Null);
        let id = world.new_id();
        let name = entry["filename"].as_str().unwrap_or(&file.filename);
        world.files.insert(id, file.bytes.clone());
        all.push(Attachment {
            id,
            channel_id: channel,
            filename: clean(name),
            content_type: content_type(file),
            size: file.bytes.len(),
            description: entry["description"].as_str().map(str::to_owned),
            duration_secs: entry["duration_secs"].as_f64(),
            waveform: entry["waveform"].as_str().map(str::to_owned),
            ephemeral,
        });
    }
    if all.len() > FILES {
        let mut fields = Fields::default();
        fields.count("attachments", all.len(), 0, FILES);
        fields.finish()?;
    }
    Ok(all)
}

/// File names keep letters of ASCII, digits and a few signs; the rest becomes `_`.
fn clean(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' | '_' => c,
            _ => '_',
        })
        .collect();
    if name.is_empty() {
        "unknown".to_owned()
    } else {
        name
    }
}

fn content_type(file: &File) -> Option<String> {
    let extension = file
        .filename
        .rsplit_once('.')
        .map(|(_, e)| e.to_lowercase());
    let known = match extension.as_deref() {
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("mp4") => "video/mp4",
        Some("ogg") => "audio/ogg",
        Some("mp3") => "audio/mpeg",
        Some("pdf") => "application/pdf",
        Some("txt") => "text/plain; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json; charset=utf-8",
        _ => return file.content_type.clone(),
    };
    Some(known.to_owned())
}

/// Serves an attachment while its link is valid.
pub(super) fn serve(inner: &Inner, request: &Request) -> Response {
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
    let kind = Kind::Request {
        method: request.method().as_str().to_owned(),
        path: request.uri().path().to_owned(),
        query: request.uri().query().unwrap_or_default().to_owned(),
        body: Value::Null,
        files: Vec::new(),
        status: if found.is_some() { 200 } else { 404 },
        answer: Value::Null,
    };
    inner.with(|world| {
        world.wire.add(world.clock.now(), Platform::Discord, kind);
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
