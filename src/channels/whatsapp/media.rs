//! Files, both ways.
//!
//! A file is fetched in two steps: its id gives an address good for five minutes, and the address
//! gives the file to whoever brings the token. The token goes to addresses of the platform only.
//! <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media>

use reqwest::header::CONTENT_TYPE;
use reqwest::multipart::{Form, Part};
use reqwest::{Method, Response};
use serde_json::Value;
use url::Url;

use super::client::{ANSWER_TIME, Endpoint, FILE_TIME, GraphClient, Partial, whole};
use super::codes;
use crate::channels::errors::{ChannelError, MediaError};
use crate::channels::types::{Media, Upload};
use crate::domain::refusal::Reason;

/// Hosts, and all below them, from which the platform serves files.
const FILE_HOSTS: &[&str] = &["fbcdn.net", "fbsbx.com"];

/// Fetches a file of at most `max_bytes`. An address that has expired meanwhile is asked for anew,
/// once.
pub(super) async fn fetch(
    graph: &GraphClient,
    number: &str,
    media_id: &str,
    max_bytes: u64,
) -> Result<Media, MediaError> {
    for _ in 0..2 {
        let place = resolve(graph, number, media_id).await?;
        if place.bytes.is_some_and(|bytes| bytes > max_bytes) {
            return Err(MediaError::TooLarge { max_bytes });
        }
        if let Some(media) = download(graph, place, max_bytes).await? {
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
    })
}

/// The file, or `None` if its address has expired.
async fn download(
    graph: &GraphClient,
    place: Place,
    max_bytes: u64,
) -> Result<Option<Media>, MediaError> {
    let request = graph.get_url(place.url);
    let limit = usize::try_from(max_bytes).unwrap_or(usize::MAX);
    let read = async |response: Response| {
        let http = response.status().as_u16();
        match http {
            200 => {}
            404 | 410 => return Ok(None),
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
        match whole(response, limit).await {
            Ok(bytes) => Ok(Some(Media {
                bytes,
                mime_type: place.mime_type.or(served_as),
            })),
            Err(Partial::TooLarge) => Err(MediaError::TooLarge { max_bytes }),
            Err(Partial::Lost) => Err(ChannelError::in_doubt(Reason::ConnectionLost).into()),
        }
    };
    let fetched = graph.exchange(request, FILE_TIME, read).await;
    fetched.map_err(|error| match error {
        MediaError::Failed(error) => error.of_a_question().into(),
        other => other,
    })
}

/// An answer that makes no sense.
fn unreadable() -> ChannelError {
    ChannelError::in_doubt(Reason::UnreadableAnswer).of_a_question()
}

/// Hands over a file; its id is good for 30 days.
pub(super) async fn upload(
    graph: &GraphClient,
    number: &str,
    file: Upload,
) -> Result<String, ChannelError> {
    let part = Part::bytes(file.bytes)
        .file_name(file.filename)
        .mime_str(&file.mime_type)
        .map_err(|_| ChannelError::not_tried(Reason::MediaUpload))?;
    let form = Form::new()
        .text("messaging_product", "whatsapp")
        .text("type", file.mime_type)
        .part("file", part);
    let request = graph
        .request(Method::POST, &[number, "media"])
        .multipart(form);
    let answer = graph.ask(request, FILE_TIME).await?;
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
