//! Messages with files.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};

use super::server::{Reply, Seen, Server, until};
use super::{CHANNEL, oi};
use crate::discord::error::{DiscordError, DoubtCause};
use crate::discord::limiter::Priority;
use crate::discord::message::{File, NewMessage};

fn on_disk(folder: &tempfile::TempDir, content: &[u8]) -> (PathBuf, NewMessage) {
    let path = folder.path().join("kept");
    std::fs::write(&path, content).expect("written");
    let file = File::on_disk("vídeo.mp4", "video/mp4", path.clone(), content.len() as u64);
    (path, oi().file(file))
}

fn text(seen: &Seen) -> String {
    String::from_utf8_lossy(&seen.body).into_owned()
}

#[tokio::test]
async fn files_go_beside_the_message() {
    let server = Server::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kept");
    std::fs::write(&path, b"%PDF").expect("written");
    let message = oi().file(File::on_disk("nota.pdf", "application/pdf", path, 4));
    let posted = server.sender.post(CHANNEL, &message, Priority::Post).await;
    posted.expect("posted");
    let seen = server.seen();
    assert!(seen[0].headers["content-type"].starts_with("multipart/form-data"));
    let body = text(&seen[0]);
    assert!(body.contains("name=\"payload_json\""), "{body}");
    assert!(body.contains(&json!(message).to_string()), "{body}");
    assert!(
        body.contains("name=\"files[0]\"; filename=\"nota.pdf\""),
        "{body}"
    );
    assert!(
        body.to_lowercase()
            .contains("content-type: application/pdf"),
        "{body}"
    );
    assert!(body.contains("%PDF"), "{body}");
}

#[tokio::test]
async fn a_file_on_the_disk_is_read_anew_for_every_attempt() {
    let server = Server::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let content = "0123456789".repeat(30_000);
    let (_, message) = on_disk(&folder, content.as_bytes());
    server.answer(Reply::limited("user", 1.0));
    let sender = server.sender.clone();
    let posting = tokio::spawn(async move { sender.post(CHANNEL, &message, Priority::Post).await });
    until(|| server.seen().len() == 1 && server.sender.in_flight() == 0).await;
    server.pass(Duration::from_secs(1)).await;
    posting.await.expect("no panic").expect("posted");
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    for seen in &seen {
        assert!(text(seen).contains(&content), "the whole file");
        let announced: usize = seen.headers["content-length"].parse().expect("a number");
        assert_eq!(announced, seen.body.len());
    }
}

#[tokio::test]
async fn a_file_that_is_not_where_it_should_be_stops_the_message_before_it_leaves() {
    let server = Server::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let (path, message) = on_disk(&folder, b"four");
    for trouble in [
        &|| std::fs::write(&path, b"cut") as std::io::Result<()>,
        &|| std::fs::remove_file(&path),
    ] as [&dyn Fn() -> std::io::Result<()>; 2]
    {
        trouble().expect("done");
        let posted = server.sender.post(CHANNEL, &message, Priority::Post).await;
        assert_eq!(posted.map(drop), Err(DiscordError::FileMissing));
    }
    assert_eq!(server.seen().len(), 0);
}

#[tokio::test]
async fn files_may_take_their_time_but_not_stand_still() {
    let server = Server::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let (_, message) = on_disk(&folder, b"four");
    server.answer(Reply::never());
    let sender = server.sender.clone();
    let posting = tokio::spawn(async move { sender.post(CHANNEL, &message, Priority::Post).await });
    until(|| server.seen().len() == 1).await;
    server.pass(Duration::from_secs(59)).await;
    assert!(!posting.is_finished());
    server.pass(Duration::from_secs(1)).await;
    let posted = posting.await.expect("no panic");
    let late = DiscordError::Doubt(DoubtCause::TimeOut);
    assert_eq!(posted.map(drop), Err(late));
}

#[tokio::test]
async fn what_is_too_large_has_a_name_of_its_own_and_the_guild_says_where_that_begins() {
    let server = Server::start().await;
    for (status, code) in [(413, 40_005), (400, 50_045), (413, 0)] {
        server.answer(Reply::new(status, json!({ "code": code, "message": "no" })));
        let posted = server.sender.post(CHANNEL, &oi(), Priority::Post).await;
        assert_eq!(posted.map(drop), Err(DiscordError::TooLarge));
    }
    let megabytes = |sender: &super::Sender| sender.upload_limit() / (1024 * 1024);
    assert_eq!(megabytes(&server.sender), 10);
    for (tier, limit) in [(2, 50), (3, 100), (1, 10)] {
        let mut guild: Value = json!({ "id": "7", "name": "a", "owner_id": "1" });
        guild["premium_tier"] = json!(tier);
        server.answer(Reply::ok(guild));
        server.sender.guild(7.into()).await.expect("read");
        assert_eq!(megabytes(&server.sender), limit);
    }
}
