//! Requests and answers as the routes see them, and how they are read from the wire.

use std::collections::HashMap;

use axum::body::{Body, to_bytes};
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use crate::blob::{Blob, Incoming};

use super::errors::ApiError;
use super::ids::Id;

/// More than this is refused before it is read: ten of the largest files and some text.
const BODY_LIMIT: usize = 1_001 * 1024 * 1024;

/// A file of a multipart body.
#[derive(Debug, Clone)]
pub(super) struct File {
    /// The name of its field, such as `files[0]`.
    pub(super) field: String,
    pub(super) filename: String,
    pub(super) content_type: Option<String>,
    pub(super) content: Blob,
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

/// Reads a body. What cannot be read comes back with the error and as much of the call as is known.
pub(super) async fn read(
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
    DefaultBodyLimit::max(BODY_LIMIT).apply(&mut request);
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
        let content = keep(part).await?;
        match filename {
            _ if field == "payload_json" => {
                let json = content.bytes();
                call.body = serde_json::from_slice(&json).map_err(|_| ApiError::invalid_json())?;
            }
            Some(filename) => call.files.push(File {
                field,
                filename,
                content_type,
                content,
            }),
            None => {}
        }
    }
    if call.body.is_null() {
        call.body = Value::Object(Map::new());
    }
    Ok(())
}

/// Writes a part down as it comes.
async fn keep(mut part: Field<'_>) -> Result<Blob, ApiError> {
    let full = |_| ApiError::too_large();
    let mut incoming = Incoming::new().map_err(full)?;
    while let Some(piece) = part.chunk().await.map_err(|_| ApiError::too_large())? {
        incoming.write(&piece).map_err(full)?;
    }
    incoming.done().map_err(full)
}

pub(super) fn parse_query(query: &str) -> HashMap<String, String> {
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
