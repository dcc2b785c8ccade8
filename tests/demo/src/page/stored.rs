//! Files that people sent, for the page to show or play.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::{
    ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, RANGE,
};
use axum::http::{HeaderMap, StatusCode};
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
    headers: HeaderMap,
) -> Response {
    let found = id.parse::<Id>().ok();
    match found.and_then(|id| shared.town.discord.file(id)) {
        Some(file) => answer(
            file.content_type.as_deref().unwrap_or_default(),
            file.content.bytes(),
            &headers,
        ),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A sticker of the company's server.
pub(super) async fn of_sticker(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let wanted = id.parse::<Id>().ok();
    let mut all = shared.town.stickers.iter();
    match all.find(|sticker| Some(sticker.id) == wanted) {
        Some(sticker) => answer(sticker.mime, sticker.content.to_vec(), &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A file that WhatsApp holds.
pub(super) async fn of_whatsapp(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    match shared.town.whatsapp.media_file(&id) {
        Some((mime, content)) => answer(&mime, content.bytes(), &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What is not known to be harmless is only ever saved.
fn answer(mime: &str, mut bytes: Vec<u8>, asked: &HeaderMap) -> Response {
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
    let all = bytes.len();
    let wanted = asked.get(RANGE).and_then(|value| value.to_str().ok());
    let Some((from, to)) = wanted.and_then(|wanted| part(wanted, all)) else {
        return (headers, [(ACCEPT_RANGES, "bytes")], bytes).into_response();
    };
    bytes.truncate(to + 1);
    bytes.drain(..from);
    let place = [(CONTENT_RANGE, format!("bytes {from}-{to}/{all}"))];
    (StatusCode::PARTIAL_CONTENT, headers, place, bytes).into_response()
}

/// The first and the last byte of the one part that is asked for: browsers look for the length of
/// a sound at its end.
fn part(wanted: &str, all: usize) -> Option<(usize, usize)> {
    let (from, to) = wanted.strip_prefix("bytes=")?.split_once('-')?;
    let last = all.checked_sub(1)?;
    let (from, to) = if from.is_empty() {
        (all.saturating_sub(to.parse().ok()?), last)
    } else if to.is_empty() {
        (from.parse().ok()?, last)
    } else {
        (from.parse().ok()?, last.min(to.parse().ok()?))
    };
    (from <= to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_saved_and_never_shown() {
        for mime in ["text/html", "image/svg+xml", "application/xhtml+xml", ""] {
            let answer = answer(mime, b"<script>".to_vec(), &HeaderMap::new());
            assert_eq!(answer.headers()[CONTENT_TYPE], "application/octet-stream");
            assert_eq!(answer.headers()[CONTENT_DISPOSITION], "attachment");
        }
        let voice = answer("audio/ogg; codecs=opus", Vec::new(), &HeaderMap::new());
        assert_eq!(voice.headers()[CONTENT_TYPE], "audio/ogg");
        assert_eq!(voice.headers()[CONTENT_DISPOSITION], "inline");
    }

    #[test]
    fn a_part_is_given_where_one_is_asked_for() {
        for (wanted, given) in [
            ("bytes=0-", Some((0, 9))),
            ("bytes=2-3", Some((2, 3))),
            ("bytes=2-99", Some((2, 9))),
            ("bytes=-4", Some((6, 9))),
            ("bytes=10-", None),
            ("bytes=3-2", None),
            ("bytes=-0", None),
            ("bytes=0-1,3-4", None),
            ("lines=0-", None),
        ] {
            assert_eq!(part(wanted, 10), given, "{wanted}");
        }
        assert_eq!(part("bytes=0-", 0), None);
        let asked = [(RANGE, "bytes=1-2".parse().expect("a value"))];
        let answer = answer("image/png", b"abcd".to_vec(), &asked.into_iter().collect());
        assert_eq!(answer.status(), StatusCode::PARTIAL_CONTENT);
        assert_eq!(answer.headers()[CONTENT_RANGE], "bytes 1-2/4");
    }
}
