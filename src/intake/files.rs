//! Files behind links: too large for Discord, fetched by whoever has the signed link.
//!
//! What customers send is served as something to be saved, never as something to be shown: a page
//! or a drawing with a script in it must not run under the company's address.

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use tokio_util::io::ReaderStream;

use crate::clock::SharedClock;
use crate::desk::Desk;
use crate::desk::links::{FOLDER, Links, Worth};
use crate::domain::file::FileFacts;
use crate::store::files::{FileState, StoredFile};
use crate::vault::Vault;
use crate::words::{Args, Locale, say};

/// How much of a file is read from the disk at once.
const PIECE: usize = 64 * 1024;

/// What is served under its own type; everything else is bytes that mean nothing to a browser.
const PASSIVE: &[&str] = &[
    "application/pdf",
    "audio/aac",
    "audio/amr",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "text/plain",
    "video/3gpp",
    "video/mp4",
];

/// What is needed to serve a file.
#[derive(Debug, Clone)]
pub struct Files {
    /// Knows the files.
    pub desk: Desk,
    /// Has them.
    pub vault: Vault,
    /// Tells good links from others.
    pub links: Links,
    /// The time.
    pub clock: SharedClock,
    /// The language of whoever follows a link, as far as is known.
    pub locale: Locale,
}

/// What the server answers with.
pub fn router(files: Files) -> Router {
    Router::new()
        .route(&format!("/{FOLDER}/{{key}}"), get(serve))
        .with_state(files)
}

#[derive(Deserialize)]
struct Signed {
    #[serde(rename = "e")]
    until: i64,
    #[serde(rename = "s")]
    signature: String,
}

async fn serve(
    State(files): State<Files>,
    Path(key): Path<String>,
    signed: Result<Query<Signed>, QueryRejection>,
) -> Response {
    let mut response = answer(&files, &key, signed).await;
    let outcome = response.status().as_str().to_owned();
    ::metrics::counter!("conecta_links_total", "status" => outcome).increment(1);
    let headers = response.headers_mut();
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONTENT_SECURITY_POLICY, "sandbox"),
        (CACHE_CONTROL, "private, no-store"),
        (REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn answer(
    files: &Files,
    key: &str,
    signed: Result<Query<Signed>, QueryRejection>,
) -> Response {
    // The same whether the link is wrong or the file unknown: nobody finds out.
    let nothing = || (StatusCode::NOT_FOUND, "404\n").into_response();
    let Ok(Query(signed)) = signed else {
        return nothing();
    };
    let now = files.clock.now();
    let worth = files.links.worth(key, signed.until, &signed.signature, now);
    if worth == Worth::None {
        return nothing();
    }
    let file = match files.desk.file_behind(key).await {
        Ok(file) => file,
        Err(error) => {
            tracing::error!(%error, "a file behind a link could not be looked up");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let state = file.as_ref().map(|file| file.state);
    // Files may be kept for a shorter time than they were when the link was made.
    if worth == Worth::Expired || state == Some(FileState::Purged) {
        return over(files.locale, file.as_ref());
    }
    let Some(file) = file.filter(|file| file.state == FileState::Kept) else {
        return nothing();
    };
    let facts = file.what.facts;
    match files.vault.read(key).await {
        Ok((content, bytes)) => {
            let body = Body::from_stream(ReaderStream::with_capacity(content, PIECE));
            let mut response = Response::new(body);
            let headers = response.headers_mut();
            headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes));
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(served_as(&facts)));
            headers.insert(CONTENT_DISPOSITION, saved_as(&facts.name));
            response
        }
        Err(error) => {
            tracing::error!(%error, file = facts.id.0, "a file behind a link cannot be read");
            nothing()
        }
    }
}

/// The time of a link is over: whom to ask, colleagues or customers. WhatsApp brought what colleagues
/// open, whoever sent it there.
fn over(locale: Locale, file: Option<&StoredFile>) -> Response {
    let is_for_colleagues = file.is_some_and(|file| file.what.source.at_platform().is_some());
    let id = match is_for_colleagues {
        true => "link-expired",
        false => "link-expired-customer",
    };
    let sentence = say(locale, id, &Args::new());
    (StatusCode::GONE, sentence + "\n").into_response()
}

fn served_as(facts: &FileFacts) -> &'static str {
    let mime = facts.mime.as_deref().unwrap_or_default();
    let bare = mime.split(';').next().unwrap_or_default().trim();
    let passive = PASSIVE.iter().find(|one| one.eq_ignore_ascii_case(bare));
    passive.copied().unwrap_or("application/octet-stream")
}

/// To be saved under this name, whatever letters it has.
/// <https://www.rfc-editor.org/rfc/rfc6266>
fn saved_as(name: &str) -> HeaderValue {
    let plain: String = name
        .chars()
        .map(|c| match c {
            ' '..='~' if !matches!(c, '"' | '\\' | '%') => c,
            _ => '_',
        })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        let attr_char = byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte);
        if attr_char {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    let value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    // Only printable ASCII is left, which is what a header takes.
    HeaderValue::from_str(&value).unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::abilities::MediaKind;
    use crate::domain::ids::FileId;

    #[test]
    fn names_cannot_leave_their_place_in_the_header() {
        assert_eq!(
            saved_as("orçamento 1.pdf"),
            "attachment; filename=\"or_amento 1.pdf\"; filename*=UTF-8''or%C3%A7amento%201.pdf"
        );
        let odd = saved_as("a\"; x=\"b\r\nSet-Cookie: c\\\u{202e}.pdf");
        let odd = odd.to_str().expect("printable");
        assert_eq!(odd.matches('"').count(), 2, "{odd}");
        assert!(!odd.contains(['\r', '\n', '\\']), "{odd}");
    }

    #[test]
    fn nothing_that_runs_is_served_as_what_it_is() {
        let served = |mime: &str| {
            served_as(&FileFacts {
                id: FileId(1),
                kind: MediaKind::Document,
                name: "a".to_owned(),
                mime: Some(mime.to_owned()),
                bytes: 1,
                attachment: None,
            })
        };
        assert_eq!(served("image/jpeg"), "image/jpeg");
        assert_eq!(served("Audio/OGG; codecs=opus"), "audio/ogg");
        for active in [
            "text/html",
            "image/svg+xml",
            "application/xhtml+xml",
            "text/xml",
            "",
            "x",
        ] {
            assert_eq!(served(active), "application/octet-stream", "{active}");
        }
    }
}
