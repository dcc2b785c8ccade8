//! Files that people sent, for the page to show or play.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use conecta_sandbox::discord::Id;

use super::Shared;

/// Types that a browser shows without running anything in them.
const SHOWN: [&str; 15] = [
    "audio/aac",
    "audio/amr",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "audio/wav",
    "audio/webm",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "video/3gpp",
    "video/mp4",
    "video/ogg",
    "video/webm",
];

/// The file of a message in Discord.
pub(super) async fn of_discord(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
) -> Response {
    let found = id.parse::<Id>().ok();
    match found.and_then(|id| shared.town.discord.file(id)) {
        Some(file) => answer(
            file.content_type.as_deref().unwrap_or_default(),
            file.content.bytes(),
        ),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A file that WhatsApp holds.
pub(super) async fn of_whatsapp(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
) -> Response {
    match shared.town.whatsapp.media_file(&id) {
        Some((mime, content)) => answer(&mime, content.bytes()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What is not known to be harmless is only ever saved.
fn answer(mime: &str, bytes: Vec<u8>) -> Response {
    let bare = mime.split(';').next().unwrap_or_default().trim();
    let shown = SHOWN.into_iter().find(|known| *known == bare);
    let disposition = if shown.is_some() {
        "inline"
    } else {
        "attachment"
    };
    let headers = [
        (CONTENT_TYPE, shown.unwrap_or("application/octet-stream")),
        (CONTENT_DISPOSITION, disposition),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    (headers, bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_saved_and_never_shown() {
        for mime in ["text/html", "image/svg+xml", "application/xhtml+xml", ""] {
            let answer = answer(mime, b"<script>".to_vec());
            assert_eq!(answer.headers()[CONTENT_TYPE], "application/octet-stream");
            assert_eq!(answer.headers()[CONTENT_DISPOSITION], "attachment");
        }
        let voice = answer("audio/ogg; codecs=opus", Vec::new());
        assert_eq!(voice.headers()[CONTENT_TYPE], "audio/ogg");
        assert_eq!(voice.headers()[CONTENT_DISPOSITION], "inline");
    }
}
