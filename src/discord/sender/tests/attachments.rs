//! Fetching what people attached.

use std::time::Duration;

use serde_json::{Value, json};

use super::CHANNEL;
use super::server::{self, Reply, Server, until};
use crate::discord::error::{DiscordError, DoubtCause};
use crate::discord::sender::{AttachmentSource, FetchError};

/// A file that was attached to message 5 as number 9.
fn attached(server: &Server, path: &str) -> AttachmentSource {
    AttachmentSource {
        url: format!("{}{path}", server.base),
        message: Some((CHANNEL, 5.into(), 9.into())),
    }
}

async fn fetch(server: &Server, source: &AttachmentSource) -> Result<String, FetchError> {
    let mut bytes = Vec::new();
    let fetched = server.sender.fetch_attachment(source, 10, &mut bytes);
    assert_eq!(fetched.await?, bytes.len() as u64);
    Ok(String::from_utf8(bytes).expect("text"))
}

/// Message 5 with this file in it.
fn message(id: u64, url: &str) -> Value {
    let mut message = server::message(5, "veja");
    message["attachments"] =
        json!([{ "id": id.to_string(), "filename": "a.txt", "size": 4, "url": url }]);
    message
}

fn expired() -> Reply {
    Reply::new(404, json!("This content is no longer available."))
}

#[tokio::test]
async fn an_attachment_is_fetched_without_the_token() {
    let server = Server::start().await;
    server.answer(Reply::ok(json!(1234)));
    let fetched = fetch(&server, &attached(&server, "/attachments/1/9/a.txt?ex=1")).await;
    assert_eq!(fetched, Ok("1234".into()));
    let seen = server.seen();
    assert_eq!((seen.len(), seen[0].query.as_str()), (1, "ex=1"));
    assert_eq!(seen[0].headers.get("authorization"), None);
}

#[tokio::test]
async fn an_expired_address_is_asked_for_anew_once() {
    let server = Server::start().await;
    let old = attached(&server, "/old");
    let new = format!("{}/new", server.base);
    for reply in [expired(), Reply::ok(message(9, &new)), Reply::ok(json!(12))] {
        server.answer(reply);
    }
    assert_eq!(fetch(&server, &old).await, Ok("12".into()));
    let paths: Vec<String> = server.seen().into_iter().map(|seen| seen.path).collect();
    assert_eq!(paths, ["/old", "/api/v10/channels/1/messages/5", "/new"]);

    for reply in [expired(), Reply::ok(message(9, &new)), expired()] {
        server.answer(reply);
    }
    assert_eq!(fetch(&server, &old).await, Err(FetchError::Gone));
    assert_eq!(server.seen().len(), 6);
}

#[tokio::test]
async fn what_was_deleted_is_gone() {
    let server = Server::start().await;
    let source = attached(&server, "/old");
    let no_message = json!({ "code": 10_008, "message": "Unknown Message" });
    server.answer(expired());
    server.answer(Reply::new(404, no_message));
    assert_eq!(fetch(&server, &source).await, Err(FetchError::Gone));

    server.answer(expired());
    server.answer(Reply::ok(message(8, &format!("{}/other", server.base))));
    assert_eq!(fetch(&server, &source).await, Err(FetchError::Gone));

    let of_a_command = AttachmentSource {
        message: None,
        ..source
    };
    server.answer(expired());
    assert_eq!(fetch(&server, &of_a_command).await, Err(FetchError::Gone));
    assert_eq!(server.seen().len(), 5);
}

#[tokio::test]
async fn nothing_is_fetched_that_is_not_discords() {
    let server = Server::start().await;
    for url in [
        "http://cdn.discordapp.com/attachments/1/9/a.txt",
        "https://cdn.discordapp.com:8443/attachments/1/9/a.txt",
        "https://cdn.discordapp.com.example.com/a.txt",
        "https://example.com/cdn.discordapp.com/a.txt",
        "http://127.0.0.1:9/a.txt",
        "file:///etc/hostname",
        "a.txt",
    ] {
        let source = AttachmentSource {
            url: url.into(),
            message: None,
        };
        let fetched = fetch(&server, &source).await;
        assert_eq!(fetched, Err(FetchError::ForeignAddress), "{url}");
    }
    let elsewhere = Reply::new(302, Value::Null).header("location", "http://127.0.0.1:9/a.txt");
    server.answer(elsewhere);
    let fetched = fetch(&server, &attached(&server, "/moved")).await;
    assert_eq!(fetched, Err(FetchError::ForeignAddress));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn what_is_too_large_or_does_not_come_is_an_error() {
    let server = Server::start().await;
    let source = attached(&server, "/a");
    server.answer(Reply::ok(json!(12_345_678_901_u64)));
    let too_large = FetchError::TooLarge { max_bytes: 10 };
    assert_eq!(fetch(&server, &source).await, Err(too_large));

    server.answer(Reply::new(503, Value::Null));
    let doubt = |cause| Err(FetchError::Failed(DiscordError::Doubt(cause)));
    assert_eq!(
        fetch(&server, &source).await,
        doubt(DoubtCause::Status(503))
    );

    server.answer(Reply::never());
    let sender = server.sender.clone();
    let fetching = tokio::spawn(async move {
        let mut bytes = Vec::new();
        sender.fetch_attachment(&source, 10, &mut bytes).await
    });
    until(|| server.seen().len() == 3).await;
    server.pass(Duration::from_secs(60)).await;
    let fetched = fetching.await.expect("no panic");
    assert_eq!(fetched.map(|_| String::new()), doubt(DoubtCause::TimeOut));
}
