//! Files, both ways.
//!
//! A file is fetched in two steps: its id gives an address good for five minutes, and the address
//! gives the file to whoever brings the token. The token goes to addresses of the platform only.
//! <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media>

use futures::TryStreamExt as _;
use reqwest::header::CONTENT_TYPE;
use reqwest::multipart::{Form, Part};
use reqwest::{Body, Method, Response};
use serde_json::Value;
use tokio::io::{AsyncWrite, AsyncWriteExt as _};
use tokio_util::io::ReaderStream;
use url::Url;

use super::answer::unreadable;
use super::client::{ANSWER_TIME, Endpoint, GraphClient, Patience};
use super::codes;
use crate::channels::errors::{ChannelError, MediaError};
use crate::channels::types::{Media, Upload};
use crate::domain::file::sha256;
use crate::domain::refusal::Reason;
use crate::moved::Moved;

/// Hosts, and all below them, from which the platform serves files.
const FILE_HOSTS: &[&str] = &["fbcdn.net", "fbsbx.com"];

/// How much of a file is read from the disk at once on its way out.
const PIECE: usize = 64 * 1024;

/// Where a file goes.
type Destination<'a> = &'a mut (dyn AsyncWrite + Send + Unpin);

/// Fetches a file of at most `max_bytes`. An address that has expired meanwhile is asked for anew,
/// once.
pub(super) async fn fetch(
    graph: &GraphClient,
    number: &str,
    media_id: &str,
    max_bytes: u64,
    into: Destination<'_>,
) -> Result<Media, MediaError> {
    for _ in 0..2 {
        let place = resolve(graph, number, media_id).await?;
        if place.bytes.is_some_and(|bytes| bytes > max_bytes) {
            return Err(MediaError::TooLarge { max_bytes });
        }
        if let Some(media) = download(graph, place, max_bytes, into).await? {
            return Ok(media);
        }
    }
    Err(MediaError::Gone)
}

/// Where a file lies, and what is known of it.
#[derive(Debug)]
struct Place {
    url: Url,
    bytes: Option<u64>,
    mime_type: Option<String>,
    sha256: Option<[u8; 32]>,
}

async fn resolve(graph: &GraphClient, number: &str, media_id: &str) -> Result<Place, MediaError> {
    let request = graph
        .request(Method::GET, &[media_id])
        .query(&[("phone_number_id", number)]);
    let answer = match graph.ask(request, ANSWER_TIME).await {
        Ok(answer) => answer,
        // For a file the missing object is the file, not the number.
        Err(error) if error.refusal.reason == Reason::ChannelGone => return Err(MediaError::Gone),
        Err(error) => return Err(error.into()),
    };
    let text = |key: &str| answer.get(key).and_then(Value::as_str);
    let url = text("url")
        .and_then(|url| Url::parse(url).ok())
        .ok_or_else(unreadable)?;
    if !is_of_platform(graph.endpoint(), &url) {
        tracing::warn!(
            host = url.host_str().unwrap_or_default(),
            "a file lies outside the platform and is not fetched"
        );
        return Err(MediaError::ForeignAddress);
    }
    Ok(Place {
        url,
        // A string in Meta's own description, a number in its answers.
        bytes: answer
            .get("file_size")
            .and_then(|size| size.as_u64().or_else(|| size.as_str()?.parse().ok())),
        mime_type: text("mime_type").map(str::to_owned),
        sha256: text("sha256").and_then(sha256),
    })
}

/// What is known of the file once it is whole in `into`, or `None` if its address has expired.
async fn download(
    graph: &GraphClient,
    place: Place,
    max_bytes: u64,
    into: Destination<'_>,
) -> Result<Option<Media>, MediaError> {
    let request = graph.get_url(place.url);
    let moved = Moved::new(graph.clock());
    let read = async |mut response: Response| {
        let http = response.status().as_u16();
        match http {
            200 => {}
            404 | 410 => return Ok(None),
            300..=399 => {
                tracing::warn!("a file's address leads on to another and is not followed");
                return Err(MediaError::ForeignAddress);
            }
            _ => {
                let refusal = codes::refusal(http, None, None, false, None);
                return Err(ChannelError::new(refusal, "").into());
            }
        }
        let served_as = response
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        let lost = |_| ChannelError::in_doubt(Reason::ConnectionLost);
        while let Some(chunk) = response.chunk().await.map_err(lost)? {
            moved.add(chunk.len());
            if moved.bytes() > max_bytes {
                return Err(MediaError::TooLarge { max_bytes });
            }
            into.write_all(&chunk).await.map_err(unwritten)?;
        }
        into.flush().await.map_err(unwritten)?;
        if place.bytes.is_some_and(|bytes| bytes != moved.bytes()) {
            return Err(MediaError::WrongSize);
        }
        Ok(Some(Media {
            mime_type: place.mime_type.or(served_as),
            sha256: place.sha256,
        }))
    };
    let patience = Patience::WhileMoving(&moved);
    let fetched = graph.exchange(request, patience, read).await;
    fetched.map_err(|error| match error {
        MediaError::Failed(error) => error.of_a_question().into(),
        other => other,
    })
}

fn unwritten(error: std::io::Error) -> MediaError {
    MediaError::Unwritten(error.kind())
}

/// Hands over a file; its id is good for 30 days.
pub(super) async fn upload(
    graph: &GraphClient,
    number: &str,
    upload: Upload,
) -> Result<String, ChannelError> {
    let moved = Moved::new(graph.clock());
    let counted = moved.clone();
    let pieces = ReaderStream::with_capacity(upload.file, PIECE)
        .inspect_ok(move |piece| counted.add(piece.len()));
    let part = Part::stream_with_length(Body::wrap_stream(pieces), upload.bytes)
        .file_name(upload.filename)
        .mime_str(&upload.mime_type)
        .map_err(|_| ChannelError::not_tried(Reason::MediaUpload))?;
    let form = Form::new()
        .text("messaging_product", "whatsapp")
        .text("type", upload.mime_type)
        .part("file", part);
    let request = graph
        .request(Method::POST, &[number, "media"])
        .multipart(form);
    let answer = graph.ask(request, Patience::WhileMoving(&moved)).await?;
    match answer.get("id").and_then(Value::as_str) {
        Some(id) if !id.is_empty() => Ok(id.to_owned()),
        _ => Err(unreadable()),
    }
}

/// Whether the token may be taken to an address: Graph's own origin, or the platform's file hosts
/// over HTTPS.
fn is_of_platform(endpoint: &Endpoint, url: &Url) -> bool {
    if url.origin() == endpoint.base().origin() {
        return true;
    }
    let Some(host) = url.domain() else {
        return false;
    };
    let served = FILE_HOSTS.iter().any(|known| {
        host.strip_suffix(known)
            .is_some_and(|below| below.is_empty() || below.ends_with('.'))
    });
    served && url.scheme() == "https" && url.port().is_none()
}

#[cfg(test)]
mod tests;
