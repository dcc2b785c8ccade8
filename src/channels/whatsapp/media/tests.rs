use std::io::Write as _;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use futures::StreamExt as _;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWrite};
use url::Url;

use super::is_of_platform;
use crate::channels::whatsapp::Endpoint;
use crate::channels::whatsapp::test_server::{ManualClock, Reply, TOKEN, TestServer};
use crate::channels::{Channel, Media, MediaError, Upload};
use crate::domain::refusal::{Reason, Retry, Scope};

const NUMBER: &str = "106540352242922";

/// A server that says that the file of id 7 lies at `path` of its own.
async fn server_with_file_at(path: &str, size: serde_json::Value) -> TestServer {
    let server = TestServer::start([]).await;
    point_to(&server, path, size);
    server
}

fn point_to(server: &TestServer, path: &str, size: serde_json::Value) {
    let url = server.base.join(path).expect("an address");
    server.then(Reply::Json(
        200,
        json!({"url": url.as_str(), "mime_type": "image/png", "file_size": size, "id": "7"}),
    ));
}

async fn fetched(server: &TestServer, max_bytes: u64) -> Result<(Media, Vec<u8>), MediaError> {
    let mut bytes = Vec::new();
    let channel = server.channel();
    let media = channel.fetch_media(NUMBER, "7", max_bytes, &mut bytes);
    Ok((media.await?, bytes))
}

fn upload(bytes: &[u8], filename: &str, mime_type: &str) -> Upload {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("written");
    std::io::Seek::rewind(&mut file).expect("from its beginning");
    Upload {
        file: tokio::fs::File::from_std(file),
        bytes: bytes.len() as u64,
        filename: filename.to_owned(),
        mime_type: mime_type.to_owned(),
    }
}

fn file(bytes: &[u8]) -> Reply {
    Reply::Raw(
        200,
        vec![("content-type", "image/x".into())],
        bytes.to_vec(),
    )
}

#[tokio::test]
async fn a_file_is_fetched_in_two_steps_with_the_token() {
    for size in [json!(4), json!("4")] {
        let server = server_with_file_at("/files?mid=1", size).await;
        server.then(file(b"\x89PNG"));
        let (media, bytes) = fetched(&server, 4).await.expect("a file");
        assert_eq!(bytes, b"\x89PNG");
        assert_eq!(media.mime_type.as_deref(), Some("image/png"));
        let seen = server.seen();
        assert_eq!(seen[0].uri.path(), "/v25.0/7");
        assert_eq!(seen[0].query("phone_number_id").as_deref(), Some(NUMBER));
        assert_eq!(seen[1].uri, "/files?mid=1");
        let bearer = format!("Bearer {TOKEN}");
        assert!(
            seen.iter()
                .all(|request| request.header("authorization") == Some(&bearer))
        );
    }
}

#[tokio::test]
async fn an_expired_address_is_asked_for_anew_once() {
    let server = server_with_file_at("/old", json!(2)).await;
    server.then(Reply::Raw(404, Vec::new(), Vec::new()));
    point_to(&server, "/new", json!(2));
    server.then(file(b"ok"));
    let (_, bytes) = fetched(&server, 100).await.expect("a file");
    assert_eq!(bytes, b"ok");

    let server = server_with_file_at("/old", json!(2)).await;
    server.then(Reply::Raw(404, Vec::new(), Vec::new()));
    point_to(&server, "/old", json!(2));
    server.then(Reply::Raw(404, Vec::new(), Vec::new()));
    let error = fetched(&server, 100).await.expect_err("gone");
    assert_eq!(error, MediaError::Gone);
}

#[tokio::test]
async fn an_id_that_has_expired_is_gone_and_no_trouble_of_the_number() {
    let server = TestServer::start([Reply::Json(
        400,
        json!({"error": {"code": 100, "error_subcode": 33, "message": "does not exist"}}),
    )])
    .await;
    let error = fetched(&server, 100).await.expect_err("gone");
    assert_eq!(error, MediaError::Gone);
}

#[tokio::test]
async fn a_file_that_is_too_large_is_not_fetched() {
    let too_large = MediaError::TooLarge { max_bytes: 3 };
    // By what is said of it …
    let server = server_with_file_at("/file", json!(4)).await;
    let error = fetched(&server, 3).await.expect_err("large");
    assert_eq!(error, too_large);
    assert_eq!(server.seen().len(), 1);
    // … or by what then comes.
    let server = server_with_file_at("/file", json!(null)).await;
    server.then(file(b"1234"));
    let error = fetched(&server, 3).await.expect_err("large");
    assert_eq!(error, too_large);
}

#[tokio::test]
async fn the_token_goes_nowhere_else() {
    let elsewhere = TestServer::start([]).await;
    // Not where the platform points …
    let server =
        TestServer::start([Reply::Json(200, json!({"url": elsewhere.base.as_str()}))]).await;
    let error = fetched(&server, 100).await.expect_err("foreign");
    assert_eq!(error, MediaError::ForeignAddress);
    // … nor where a file's address leads on to.
    let server = server_with_file_at("/file", json!(1)).await;
    let moved = vec![("location", elsewhere.base.to_string())];
    server.then(Reply::Raw(302, moved, Vec::new()));
    let error = fetched(&server, 100).await.expect_err("moved");
    assert_eq!(error, MediaError::ForeignAddress);
    assert!(elsewhere.seen().is_empty());
}

#[tokio::test]
async fn what_is_not_as_long_as_was_announced_is_not_the_file() {
    for size in [1, 5] {
        let server = server_with_file_at("/file", json!(size)).await;
        server.then(file(b"1234"));
        let error = fetched(&server, 100).await.expect_err("another length");
        assert_eq!(error, MediaError::WrongSize);
    }
}

#[tokio::test]
async fn a_file_that_breaks_off_is_the_platforms_trouble() {
    let server = server_with_file_at("/file", json!(4)).await;
    let broken = futures::stream::iter([Ok("12"), Err(std::io::Error::other("cut"))]);
    server.then(Reply::Body(Body::from_stream(broken)));
    let error = fetched(&server, 100).await.expect_err("broken");
    let MediaError::Failed(error) = error else {
        panic!("{error}");
    };
    assert_eq!(error.refusal.scope, Scope::Platform);
    assert_eq!(error.refusal.retry, Retry::Backoff);
}

/// A slow file: every piece comes long after the one before.
#[tokio::test]
async fn a_slow_file_goes_on_while_it_moves_and_ends_when_it_stands_still() {
    let clock = ManualClock::new();
    let server = server_with_file_at("/file", json!(null)).await;
    let (pieces, rest) = futures::channel::mpsc::unbounded::<&str>();
    let body = rest.map(Ok::<_, std::io::Error>);
    server.then(Reply::Body(Body::from_stream(body)));
    let channel = server.channel_by(Arc::new(clock.clone()));
    let (mut into, mut out) = tokio::io::duplex(64);
    let fetching =
        tokio::spawn(async move { channel.fetch_media(NUMBER, "7", 100, &mut into).await });
    let mut read = [0; 2];
    for _ in 0..5 {
        pieces.unbounded_send("ab").expect("it is fetched");
        out.read_exact(&mut read).await.expect("it moves");
        clock.advance(40);
    }
    // Nothing more comes: one more limit to notice that, whenever the last one began.
    let stalled = async {
        let mut fetching = fetching;
        loop {
            clock.advance(30);
            tokio::select! {
                biased;
                done = &mut fetching => return done.expect("no panic"),
                () = tokio::task::yield_now() => {}
            }
        }
    };
    let MediaError::Failed(error) = stalled.await.expect_err("it stands still") else {
        panic!("it is the platform's trouble");
    };
    assert_eq!(error.refusal.reason, Reason::NoAnswer);
}

/// A disk that is full.
struct Full;

impl AsyncWrite for Full {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        _: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        Poll::Ready(Err(std::io::ErrorKind::StorageFull.into()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test]
async fn a_disk_that_takes_nothing_is_no_trouble_of_the_platform() {
    let server = server_with_file_at("/file", json!(4)).await;
    server.then(file(b"1234"));
    let channel = server.channel();
    let error = channel.fetch_media(NUMBER, "7", 100, &mut Full).await;
    let full = MediaError::Unwritten(std::io::ErrorKind::StorageFull);
    assert_eq!(error.expect_err("full"), full);
}

#[test]
fn the_platforms_addresses_are_told_from_others() {
    let base = Url::parse("https://graph.facebook.com").expect("an address");
    let endpoint = Endpoint::new(base, "v25.0").expect("an endpoint");
    let trusted = |url| is_of_platform(&endpoint, &Url::parse(url).expect("an address"));
    for ours in [
        "https://graph.facebook.com/v25.0/x",
        "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1",
        "https://scontent.xx.fbcdn.net/v/t45.1",
        "https://fbcdn.net/a",
    ] {
        assert!(trusted(ours), "{ours}");
    }
    for foreign in [
        "http://lookaside.fbsbx.com/x",
        "https://lookaside.fbsbx.com:8443/x",
        "https://evilfbcdn.net/x",
        "https://fbcdn.net.example.com/x",
        "https://graph.facebook.com.example.com/x",
        "https://graph.facebook.com@example.com/x",
        "http://graph.facebook.com/x",
        "https://127.0.0.1/x",
    ] {
        assert!(!trusted(foreign), "{foreign}");
    }
}

#[tokio::test]
async fn a_file_is_handed_over() {
    let server = TestServer::start([Reply::Json(200, json!({"id": "985"}))]).await;
    let upload = upload(b"%PDF", "orçamento.pdf", "application/pdf");
    let id = server
        .channel()
        .upload_media(NUMBER, upload)
        .await
        .expect("an id");
    assert_eq!(id, "985");
    let request = &server.seen()[0];
    assert_eq!(request.uri.path(), "/v25.0/106540352242922/media");
    let length = request.header("content-length").expect("it is known");
    assert_eq!(length, request.body.len().to_string());
    let body = String::from_utf8_lossy(&request.body);
    for part in [
        "name=\"messaging_product\"",
        "name=\"type\"",
        "name=\"file\"",
        "%PDF",
    ] {
        assert!(body.contains(part), "{part}");
    }
}

#[tokio::test]
async fn handing_over_delivers_nothing_and_is_never_in_doubt() {
    let server = TestServer::start([Reply::Raw(200, Vec::new(), b"?".to_vec())]).await;
    let channel = server.channel();
    let error = channel
        .upload_media(NUMBER, upload(b"", "a.png", "image/png"))
        .await
        .expect_err("unreadable");
    assert!(error.refusal.certain);
    assert_eq!(error.refusal.retry, Retry::Backoff);
    let error = channel
        .upload_media(NUMBER, upload(b"", "a.png", "no type"))
        .await
        .expect_err("no such type");
    assert_eq!(error.refusal.reason, Reason::MediaUpload);
}
