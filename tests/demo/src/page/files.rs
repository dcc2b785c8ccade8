//! The page's own files, compiled in.

use axum::extract::Path;
use axum::http::header::{CONTENT_TYPE, LINK};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};

/// A file of `tests/demo/page/` by its name.
macro_rules! table {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../page/", $name)))),*]
    };
}

/// Every file of the page.
const FILES: &[(&str, &[u8])] = table![
    "attach.js",
    "base.css",
    "bubble-content.js",
    "bubbles.js",
    "commands.js",
    "components.js",
    "composer.css",
    "composer.js",
    "discord.css",
    "discord.js",
    "dom.js",
    "frame.css",
    "hint.js",
    "icon.svg",
    "index.html",
    "interactions.js",
    "live.js",
    "main.js",
    "markdown.js",
    "marks.js",
    "media.js",
    "message-menu.js",
    "message.css",
    "messages.js",
    "modal.js",
    "notices.js",
    "phone-attach.js",
    "phone-composer.js",
    "phone-form.js",
    "phone-samples.js",
    "phone.css",
    "phone.js",
    "pop.js",
    "samples-moving.js",
    "samples.js",
    "select.js",
    "sky.js",
    "store.js",
    "texts-en.js",
    "texts-es.js",
    "texts-pt.js",
    "texts.js",
    "time.js",
    "whatsapp-text.js",
    "wire.js",
];

/// What the browser is told about a file.
fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

/// The page. Its modules are named beside it, so that the browser need not find one through the
/// other.
pub(super) async fn index() -> Response {
    let modules = FILES.iter().filter(|(name, _)| name.ends_with(".js"));
    let links: Vec<String> = modules
        .map(|(name, _)| format!("</page/{name}>; rel=modulepreload"))
        .collect();
    let mut response = answer("index.html");
    if let Ok(links) = HeaderValue::from_str(&links.join(", ")) {
        response.headers_mut().insert(LINK, links);
    }
    response
}

/// A file that the page names.
pub(super) async fn file(Path(name): Path<String>) -> Response {
    answer(&name)
}

fn answer(wanted: &str) -> Response {
    match FILES.iter().find(|(name, _)| *name == wanted) {
        Some((name, bytes)) => ([(CONTENT_TYPE, kind(name))], *bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_file_of_the_page_is_compiled_in() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("page");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .expect("the page's folder")
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.into_string().expect("a plain name"))
            .collect();
        there.sort();
        let mut known: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        known.sort_unstable();
        assert_eq!(there, known);
        for name in known {
            assert_ne!(kind(name), "application/octet-stream", "{name}");
        }
    }
}
