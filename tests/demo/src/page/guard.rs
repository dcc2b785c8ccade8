//! Who may ask: a browser on this machine that shows this page, and nobody else.
//!
//! Listening on loopback does not keep other sites out: a page from elsewhere can send requests to
//! `127.0.0.1` (hence the check of `Origin`), and a name of its own can be made to mean `127.0.0.1`
//! (hence that of `Host`).

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::Shared;

/// What the page may load, and that nobody may frame it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
                      img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Answers only who may ask, and says with every answer what browsers are to keep to.
pub(super) async fn guard(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = if !*shared.open.borrow() {
        StatusCode::SERVICE_UNAVAILABLE.into_response()
    } else if may_ask(request.headers(), shared.address) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-cache"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        // A file's own, stricter policy stays.
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Whether a request names us as its host, once, and comes from no other page than ours.
fn may_ask(headers: &HeaderMap, address: SocketAddr) -> bool {
    let port = address.port();
    let ours = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let is_ours = |host: &str| ours.iter().any(|own| own.eq_ignore_ascii_case(host));
    let text = |value: &HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let hosts: Vec<String> = headers.get_all(HOST).iter().map(text).collect();
    let mut origins = headers.get_all(ORIGIN).iter().map(text);
    let host_is_ours = matches!(hosts.as_slice(), [host] if is_ours(host));
    host_is_ours && origins.all(|origin| origin.strip_prefix("http://").is_some_and(is_ours))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(headers: &[(HeaderName, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, HeaderValue::from_static(value));
        }
        may_ask(&map, SocketAddr::from(([127, 0, 0, 1], 4280)))
    }

    #[test]
    fn only_our_own_host_is_answered() {
        for ours in ["127.0.0.1:4280", "localhost:4280", "LOCALHOST:4280"] {
            assert!(asks(&[(HOST, ours)]), "{ours}");
        }
        for other in [
            "127.0.0.1",
            "127.0.0.1:4281",
            "desk.example:4280",
            "127.0.0.1.desk.example:4280",
            "localhost.:4280",
            "[::1]:4280",
            "",
        ] {
            assert!(!asks(&[(HOST, other)]), "{other}");
        }
        assert!(!asks(&[]));
        assert!(!asks(&[(HOST, "127.0.0.1:4280"), (HOST, "desk.example")]));
    }

    #[test]
    fn a_page_from_elsewhere_is_refused() {
        let from = |origin| asks(&[(HOST, "127.0.0.1:4280"), (ORIGIN, origin)]);
        assert!(from("http://127.0.0.1:4280"));
        assert!(from("http://localhost:4280"));
        for other in [
            "null",
            "https://127.0.0.1:4280",
            "http://127.0.0.1:4281",
            "http://127.0.0.1",
            "http://desk.example",
            "http://127.0.0.1:4280.desk.example",
            "file://",
            "",
        ] {
            assert!(!from(other), "{other}");
        }
    }
}
