mod attachments;
mod files;
mod server;

use std::time::Duration;

use serde_json::{Value, json};
use serenity::all::{ChannelId, MessageId};

use self::server::{Reply, Server, until};
use super::*;
use crate::discord::doubt;
use crate::discord::error::What;
use crate::discord::message::{MessageEdit, NewMessage};
use crate::discord::model::Message;
use crate::domain::mark::Mark;

const CHANNEL: ChannelId = ChannelId::new(1);

fn oi() -> NewMessage {
    NewMessage::text("oi")
}

/// Posts in a task of its own.
fn posting(
    server: &Server,
    channel: u64,
    text: &str,
) -> tokio::task::JoinHandle<Result<Message, DiscordError>> {
    let (sender, text) = (server.sender.clone(), NewMessage::text(text));
    tokio::spawn(async move { sender.post(channel.into(), &text, Priority::Post).await })
}

#[tokio::test]
async fn a_post_is_the_request_that_discord_expects() {
    let server = Server::start().await;
    let posted = server.sender.post(CHANNEL, &oi(), Priority::Post).await;
    assert_eq!(posted.map(|message| message.content), Ok("oi".into()));
    let seen = server.seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (seen[0].method.as_str(), seen[0].path.as_str()),
        ("POST", "/api/v10/channels/1/messages")
    );
    assert_eq!(seen[0].headers["authorization"], "Bot a.token");
    assert!(seen[0].headers["user-agent"].starts_with("DiscordBot ("));
    assert_eq!(seen[0].json(), json!(oi()));
    assert_eq!((server.sender.waiting(), server.sender.in_flight()), (0, 0));
}

#[tokio::test]
async fn a_429_is_waited_out_in_order_and_never_seen() {
    let server = Server::start().await;
    server.answer(Reply::limited("user", 1.5));
    let first = posting(&server, 1, "first");
    until(|| server.seen().len() == 1 && server.sender.in_flight() == 0).await;
    let second = posting(&server, 1, "second");
    until(|| server.sender.waiting() == 2).await;
    posting(&server, 2, "elsewhere")
        .await
        .expect("no panic")
        .expect("it is not concerned");

    server.pass(Duration::from_millis(1_499)).await;
    assert_eq!(server.sender.waiting(), 2);
    server.pass(Duration::from_millis(1)).await;
    first.await.expect("no panic").expect("it was waited for");
    second.await.expect("no panic").expect("it came after");
    assert_eq!(server.texts(), ["first", "elsewhere", "first", "second"]);
}

#[tokio::test]
async fn a_global_429_stops_every_channel() {
    let server = Server::start().await;
    server.answer(Reply::limited("global", 2.0));
    let first = posting(&server, 1, "first");
    until(|| server.seen().len() == 1 && server.sender.in_flight() == 0).await;
    let other = posting(&server, 2, "other");
    until(|| server.sender.waiting() == 2).await;
    server.pass(Duration::from_millis(1_999)).await;
    assert_eq!(server.sender.waiting(), 2);
    server.pass(Duration::from_millis(1)).await;
    first.await.expect("no panic").expect("it was waited for");
    other.await.expect("no panic").expect("it was waited for");
}

#[tokio::test]
async fn an_empty_bucket_is_waited_for_before_discord_says_no() {
    let server = Server::start().await;
    server.answer(
        Reply::ok(Value::Null)
            .header("x-ratelimit-bucket", "b")
            .header("x-ratelimit-limit", "5")
            .header("x-ratelimit-remaining", "0")
            .header("x-ratelimit-reset-after", "3.25"),
    );
    posting(&server, 1, "first")
        .await
        .expect("no panic")
        .expect("posted");
    let second = posting(&server, 1, "second");
    until(|| server.sender.waiting() == 1).await;
    server.pass(Duration::from_millis(3_249)).await;
    assert_eq!(server.sender.waiting(), 1);
    server.pass(Duration::from_millis(1)).await;
    second.await.expect("no panic").expect("posted");
}

#[tokio::test]
async fn an_answer_that_does_not_come_is_a_doubt_and_the_thread_goes_on() {
    let server = Server::start().await;
    server.answer(Reply::never());
    let hanging = posting(&server, 1, "hanging");
    let next = posting(&server, 1, "next");
    until(|| server.seen().len() == 1).await;
    server.pass(Duration::from_secs(15)).await;
    let doubt = hanging
        .await
        .expect("no panic")
        .expect_err("no answer came");
    assert_eq!(doubt, DiscordError::Doubt(DoubtCause::TimeOut));
    assert!(!doubt.certain());
    next.await.expect("no panic").expect("posted");
}

#[tokio::test]
async fn a_dropped_connection_is_a_doubt_and_a_refused_one_is_not() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    let sender = server::sender_to(&format!("http://{address}"), server::clock());
    let dropping = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        tokio::io::AsyncReadExt::read(&mut stream, &mut [0; 64])
            .await
            .expect("a request");
    });
    let dropped = sender.post(CHANNEL, &oi(), Priority::Post).await;
    assert_eq!(dropped, Err(DiscordError::Doubt(DoubtCause::Dropped)));
    // The listener went with its task.
    dropping.await.expect("no panic");
    let refused = sender.post(CHANNEL, &oi(), Priority::Post).await;
    assert_eq!(refused, Err(DiscordError::NotSent));
}

#[tokio::test]
async fn every_refusal_has_its_word() {
    let server = Server::start().await;
    let gone = |what| DiscordError::Gone { what };
    let forbidden = |code| DiscordError::Forbidden { code };
    let cases = [
        (401, 0, DiscordError::Unauthorized),
        (403, 50001, forbidden(50001)),
        (403, 50013, forbidden(50013)),
        (403, 0, forbidden(0)),
        (404, 10003, gone(What::Channel)),
        (404, 10004, gone(What::Guild)),
        (404, 10007, gone(What::Member)),
        (404, 10008, gone(What::Message)),
        (404, 10011, gone(What::Role)),
        (400, 50083, DiscordError::Archived),
        (400, 160_004, DiscordError::AlreadyHasThread),
        (400, 160_006, DiscordError::TooManyThreads),
        (413, 0, DiscordError::TooLarge),
        (400, 40005, DiscordError::TooLarge),
        (502, 0, DiscordError::Doubt(DoubtCause::Status(502))),
        (
            400,
            50006,
            DiscordError::Other {
                status: 400,
                code: 50006,
            },
        ),
    ];
    for (status, code, expected) in cases {
        server.answer(Reply::new(status, json!({ "code": code, "message": "no" })));
        let answer = server.sender.post(CHANNEL, &oi(), Priority::Post).await;
        assert_eq!(answer, Err(expected));
    }
    server.answer(Reply::ok(json!("not a message")));
    let answer = server.sender.post(CHANNEL, &oi(), Priority::Post).await;
    assert_eq!(answer, Err(DiscordError::Doubt(DoubtCause::Unreadable)));
}

#[tokio::test]
async fn an_invalid_field_is_named_by_its_path() {
    let server = Server::start().await;
    let error = json!({ "code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 256 or fewer." });
    server.answer(Reply::new(
        400,
        json!({
            "code": 50035,
            "message": "Invalid Form Body",
            "errors": { "embeds": { "0": { "title": { "_errors": [error] } } } },
        }),
    ));
    let answer = server.sender.post(CHANNEL, &oi(), Priority::Post).await;
    assert_eq!(
        answer,
        Err(DiscordError::Invalid {
            path: "embeds.0.title".into(),
            code: "BASE_TYPE_MAX_LENGTH".into(),
            message: "Must be 256 or fewer.".into(),
        })
    );
}

#[tokio::test]
async fn a_future_that_is_dropped_takes_its_request_back() {
    let server = Server::start().await;
    server.answer(Reply::never());
    let under_way = posting(&server, 1, "under way");
    until(|| server.seen().len() == 1).await;
    let waiting = posting(&server, 1, "waiting");
    let last = posting(&server, 1, "last");
    until(|| server.sender.waiting() == 2).await;
    waiting.abort();
    until(|| server.sender.waiting() == 1).await;
    under_way.abort();
    last.await.expect("no panic").expect("posted");
    assert_eq!(server.texts(), ["under way", "last"]);
}

#[tokio::test]
async fn marks_are_put_a_quarter_of_a_second_apart() {
    let server = Server::start().await;
    let message = MessageId::new(9);
    server
        .sender
        .react(CHANNEL, message, Mark::Delivered.emoji())
        .await
        .expect("done");
    let sender = server.sender.clone();
    let second =
        tokio::spawn(async move { sender.unreact(CHANNEL, message, Mark::Queued.emoji()).await });
    until(|| server.sender.waiting() == 1).await;
    server.pass(Duration::from_millis(249)).await;
    assert_eq!(server.sender.waiting(), 1);
    server.pass(Duration::from_millis(1)).await;
    second.await.expect("no panic").expect("done");
    let paths: Vec<String> = server
        .seen()
        .iter()
        .map(|seen| format!("{} {}", seen.method, seen.path))
        .collect();
    assert_eq!(
        paths,
        [
            "PUT /api/v10/channels/1/messages/9/reactions/%E2%98%91%EF%B8%8F/@me",
            "DELETE /api/v10/channels/1/messages/9/reactions/%F0%9F%95%93/@me",
        ]
    );
}

#[tokio::test]
async fn the_fourth_edit_of_old_messages_waits_but_a_new_message_does_not() {
    let server = Server::start().await;
    let edit = MessageEdit::new().text("oi");
    let (old, new) = (server.message_aged(60), server.message_aged(1));
    for _ in 0..3 {
        server
            .sender
            .edit(CHANNEL, old, &edit, Priority::Card)
            .await
            .expect("edited");
    }
    let sender = server.sender.clone();
    let again = edit.clone();
    let fourth =
        tokio::spawn(async move { sender.edit(CHANNEL, old, &again, Priority::Card).await });
    until(|| server.sender.waiting() == 1).await;
    server
        .sender
        .edit(CHANNEL, new, &edit, Priority::Card)
        .await
        .expect("edited");
    server.pass(Duration::from_millis(5_999)).await;
    assert_eq!(server.sender.waiting(), 1);
    server.pass(Duration::from_millis(1)).await;
    fourth.await.expect("no panic").expect("edited");
}

fn history(ids: std::ops::RangeInclusive<u64>) -> Reply {
    // Newest first, as Discord returns it.
    Reply::ok(
        ids.rev()
            .map(|id| server::message(id, &format!("text {id}")))
            .collect(),
    )
}

#[tokio::test]
async fn history_is_read_oldest_first() {
    let server = Server::start().await;
    server.answer(history(11..=13));
    let read = server
        .sender
        .messages_after(CHANNEL, 10.into(), 500, Priority::Post)
        .await
        .expect("read");
    let ids: Vec<u64> = read.iter().map(|message| message.id.get()).collect();
    assert_eq!(ids, [11, 12, 13]);
    assert_eq!(server.seen()[0].query, "after=10&limit=100");
}

#[tokio::test]
async fn a_doubt_is_settled_by_looking_page_by_page() {
    let server = Server::start().await;
    let unknown = doubt::Unknown {
        me: server::ME.into(),
        known: &|_| false,
    };
    let look_for = async |text: &str| {
        let wanted = NewMessage::text(text);
        let found = doubt::look(&server.sender, CHANNEL, 10.into(), |page| {
            unknown.post(page, &wanted)
        })
        .await;
        found.expect("read").map(|message| message.id.get())
    };
    server.answer(history(11..=110));
    server.answer(history(111..=113));
    assert_eq!(look_for("text 112").await, Some(112));
    assert_eq!(server.seen()[1].query, "after=110&limit=100");

    server.answer(history(11..=12));
    assert_eq!(look_for("never posted").await, None);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn all_members_are_read_whatever_their_order() {
    let server = Server::start().await;
    let member = |id: u64| json!({ "user": { "id": id.to_string() }, "roles": ["7"] });
    server.answer(Reply::ok((1..=1000).rev().map(member).collect()));
    server.answer(Reply::ok(json!([member(2000)])));
    let members = server.sender.members(5.into()).await.expect("read");
    assert_eq!(members.len(), 1001);
    assert_eq!(server.seen()[1].query, "limit=1000&after=1000");
}

#[tokio::test]
async fn a_thread_is_started_archived_and_renamed() {
    let server = Server::start().await;
    let thread = json!({ "id": "9", "type": 11, "name": "Ana" });
    for _ in 0..3 {
        server.answer(Reply::ok(thread.clone()));
    }
    let sender = &server.sender;
    let started = sender
        .start_thread_from(CHANNEL, 9.into(), "Ana")
        .await
        .expect("started");
    sender
        .edit_thread(started.id, &ThreadEdit::archived(true))
        .await
        .expect("archived");
    sender
        .edit_thread(started.id, &ThreadEdit::name(&"a".repeat(200)))
        .await
        .expect("renamed");
    let seen = server.seen();
    assert_eq!(seen[0].path, "/api/v10/channels/1/messages/9/threads");
    assert_eq!(
        seen[0].json(),
        json!({ "name": "Ana", "auto_archive_duration": 10080 })
    );
    assert_eq!(seen[1].json(), json!({ "archived": true }));
    assert_eq!(
        seen[2].json()["name"]
            .as_str()
            .map(|name| name.chars().count()),
        Some(100)
    );
}

#[tokio::test]
async fn nothing_is_left_running_once_the_last_sender_is_gone() {
    let sender = server::sender_to("http://127.0.0.1:9", server::clock());
    let inner = Arc::downgrade(&sender.inner);
    drop(sender.clone());
    assert_eq!(
        inner.strong_count(),
        2,
        "one of the sender, one of its driver"
    );
    drop(sender);
    until(|| inner.strong_count() == 0).await;
}

#[tokio::test]
async fn a_token_is_never_shown_and_must_fit_into_a_header() {
    let sender = server::sender_to("http://127.0.0.1:9", server::clock());
    assert!(!format!("{sender:?}").contains("a.token"));
    let base = Url::parse("http://127.0.0.1:9").expect("a url");
    let bad = Sender::new(
        server::http(),
        &base,
        &"a\nb".into(),
        server::shared(server::clock()),
    );
    assert_eq!(bad.err(), Some(BadToken));
}
