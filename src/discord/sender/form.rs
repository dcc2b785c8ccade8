//! Messages with files as the form that Discord takes: `payload_json` and `files[n]`.

use std::io;

use futures::TryStreamExt as _;
use reqwest::Body;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::multipart::{Form, Part};
use serde_json::json;
use tokio_util::io::ReaderStream;

use crate::discord::message::{File, NewMessage};
use crate::moved::Moved;

/// How much of a file is taken at once.
const PIECE: usize = 64 * 1024;

/// The form of `message`, whose files are read while it is sent and counted in `moved`.
///
/// # Errors
/// If a file cannot be read.
pub(super) async fn form(message: &NewMessage, moved: &Moved) -> io::Result<Form> {
    let payload = json!(message).to_string();
    let payload = Part::text(payload)
        .mime_str("application/json")
        .map_err(io::Error::other)?;
    let mut form = Form::new().part("payload_json", payload);
    for (n, file) in message.files().iter().enumerate() {
        form = form.part(format!("files[{n}]"), part(file, moved).await?);
    }
    Ok(form)
}

async fn part(file: &File, moved: &Moved) -> io::Result<Part> {
    let mut headers = HeaderMap::new();
    // An unreadable MIME type is left out; Discord then goes by the name.
    if let Ok(mime) = HeaderValue::try_from(&file.mime) {
        headers.insert(CONTENT_TYPE, mime);
    }
    let moved = moved.clone();
    let pieces = ReaderStream::with_capacity(file.open().await?, PIECE)
        .inspect_ok(move |piece| moved.add(piece.len()));
    let part = Part::stream_with_length(Body::wrap_stream(pieces), file.len());
    Ok(part.file_name(file.name.clone()).headers(headers))
}
