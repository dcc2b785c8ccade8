use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use serde_json::json;

use crate::channels::whatsapp::test_server::{
    ManualClock, Reply, TOKEN, TestServer, channel_at, deserted, dropping_server,
};
use crate::channels::{Channel, ChannelError, Outgoing, OutgoingBody};
use crate::domain::abilities::MediaKind;
use crate::domain::address::Address;
use crate::domain::message::Acceptance;
use crate::domain::refusal::{Reason, Retry, Scope};

const NUMBER: &str = "106540352242922";

fn maria() -> Address {
    Address::of_phone("+55 11 98765-4321")
}

fn text(text: &str) -> OutgoingBody {
    OutgoingBody::Text { text: text.into() }
}

fn message<'a>(to: &'a Address, body: &'a OutgoingBody) -> Outgoing<'a> {
    Outgoing {
        number: NUMBER,
        to,
        body,
        opaque: "17.1",
        quote: None,
    }
}

fn acceptance() -> Reply {
    Reply::Json(
        200,
        json!({
            "messaging_product": "whatsapp",
            "contacts": [{"input": "+5511987654321", "wa_id": "551187654321"}],
            "messages": [{"id": "wamid.A"}],
        }),
    )
}

fn refusal(http: u16, code: i64) -> Reply {
    Reply::Json(
        http,
        json!({"error": {"code": code, "message": "no", "fbtrace_id": "T"}}),
    )
}

/// What a text comes to at a server that answers like this.
async fn outcome(reply: Reply) -> ChannelError {
    let server = TestServer::start([reply]).await;
    let (to, body) = (maria(), text("Olá!"));
    let channel = server.channel();
    let outcome = channel.send(message(&to, &body)).await;
    assert_eq!(server.seen().len(), 1, "a send is never repeated in here");
    outcome.expect_err("no success")
}

#[tokio::test]
async fn a_text_leaves_with_its_number_token_and_attempt() {
    let server = TestServer::start([acceptance()]).await;
    let (to, body) = (maria(), text("Olá!"));
    let accepted = server
        .channel()
        .send(Outgoing {
            quote: Some("wamid.Q"),
            ..message(&to, &body)
        })
        .await
        .expect("accepted");
    assert_eq!(accepted.wamid, "wamid.A");
    assert_eq!(accepted.wa_id.as_deref(), Some("551187654321"));
    assert_eq!(accepted.acceptance, Acceptance::Leaving);

    let request = &server.seen()[0];
    assert_eq!(request.method, "POST");
    assert_eq!(request.uri.path(), "/v25.0/106540352242922/messages");
    assert_eq!(
        request.header("authorization"),
        Some(format!("Bearer {TOKEN}").as_str())
    );
    assert!(
        request
            .header("user-agent")
            .is_some_and(|agent| agent.starts_with("Conecta/"))
    );
    assert_eq!(
        request.json(),
        json!({
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": "+5511987654321",
            "type": "text",
            "text": {"preview_url": false, "body": "Olá!"},
            "context": {"message_id": "wamid.Q"},
            "biz_opaque_callback_data": "17.1",
        })
    );
}

#[tokio::test]
async fn someone_without_a_number_is_written_to_by_id() {
    let server = TestServer::start([Reply::Json(
        200,
        json!({
            "contacts": [{"input": "BR.1349", "user_id": "BR.1349"}],
            "messages": [{"id": "wamid.B", "message_status": "held_for_quality_assessment"}],
        }),
    )])
    .await;
    let to = Address {
        bsuid: Some("BR.1349".into()),
        ..Address::default()
    };
    let body = OutgoingBody::Template {
        name: "pedido_ok".into(),
        language: "pt_BR".into(),
        components: vec![json!({"type": "body", "parameters": [{"type": "text", "text": "Ana"}]})],
    };
    let accepted = server
        .channel()
        .send(message(&to, &body))
        .await
        .expect("accepted");
    assert_eq!(accepted.bsuid.as_deref(), Some("BR.1349"));
    assert_eq!(accepted.wa_id, None);
    assert_eq!(accepted.acceptance, Acceptance::HeldForQuality);
    let request = server.seen()[0].json();
    assert_eq!(request["recipient"], "BR.1349");
    assert_eq!(request.get("to"), None);
    assert_eq!(
        request["template"],
        json!({
            "name": "pedido_ok",
            "language": {"code": "pt_BR"},
            "components": [{"type": "body", "parameters": [{"type": "text", "text": "Ana"}]}],
        })
    );
}

#[tokio::test]
async fn someone_unknown_is_not_written_to_at_all() {
    let server = TestServer::start([]).await;
    let (nobody, body) = (Address::default(), text("Olá!"));
    let error = server
        .channel()
        .send(message(&nobody, &body))
        .await
        .expect_err("refused");
    assert_eq!(error.refusal.reason, Reason::NoAddress);
    assert!(error.refusal.certain && error.refusal.retry == Retry::Never);
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn every_kind_has_its_own_form() {
    let media = |kind, caption: Option<&str>, filename: Option<&str>| OutgoingBody::Media {
        kind,
        id: "9".into(),
        caption: caption.map(str::to_owned),
        filename: filename.map(str::to_owned),
    };
    let reaction = |emoji: Option<&str>| OutgoingBody::Reaction {
        target: "wamid.T".into(),
        emoji: emoji.map(str::to_owned),
    };
    let bare_template = OutgoingBody::Template {
        name: "oi".into(),
        language: "es".into(),
        components: Vec::new(),
    };
    let cases = [
        (
            text("veja https://exemplo.com.br"),
            "text",
            json!({"preview_url": true, "body": "veja https://exemplo.com.br"}),
        ),
        (
            bare_template,
            "template",
            json!({"name": "oi", "language": {"code": "es"}}),
        ),
        (
            media(MediaKind::Image, Some("aqui"), Some("a.png")),
            "image",
            json!({"id": "9", "caption": "aqui"}),
        ),
        (
            media(MediaKind::Document, Some("aqui"), Some("a.pdf")),
            "document",
            json!({"id": "9", "caption": "aqui", "filename": "a.pdf"}),
        ),
        (
            media(MediaKind::Voice, Some("x"), None),
            "audio",
            json!({"id": "9", "voice": true}),
        ),
        (
            media(MediaKind::Audio, None, None),
            "audio",
            json!({"id": "9"}),
        ),
        (
            media(MediaKind::Sticker, Some("x"), None),
            "sticker",
            json!({"id": "9"}),
        ),
        (
            reaction(Some("👍")),
            "reaction",
            json!({"message_id": "wamid.T", "emoji": "👍"}),
        ),
        (
            reaction(None),
            "reaction",
            json!({"message_id": "wamid.T", "emoji": ""}),
        ),
    ];
    let server = TestServer::start(cases.iter().map(|_| acceptance())).await;
    let channel = server.channel();
    let to = maria();
    for (body, kind, content) in &cases {
        let quoting = Outgoing {
            quote: Some("wamid.Q"),
            ..message(&to, body)
        };
        channel.send(quoting).await.expect("accepted");
        let request = server.seen().pop().expect("a request").json();
        assert_eq!(request["type"], *kind);
        assert_eq!(request[*kind], *content);
        let quotes = request.get("context").is_some();
        assert_eq!(quotes, *kind != "reaction", "{kind}");
    }
}

#[tokio::test]
async fn refusals_say_what_they_mean() {
    let closed = outcome(refusal(400, 131_047)).await.refusal;
    assert_eq!(
        (closed.reason, closed.retry),
        (Reason::WindowClosed, Retry::AfterInbound)
    );
    assert_eq!(closed.code, Some(131_047));
    let token = outcome(refusal(401, 190)).await.refusal;
    assert_eq!(
        (token.scope, token.retry),
        (Scope::Channel, Retry::ChannelRestored)
    );
    let pair = outcome(refusal(400, 131_056)).await.refusal;
    assert_eq!((pair.scope, pair.retry), (Scope::Contact, Retry::Pair));
}

#[tokio::test]
async fn a_page_instead_of_json_is_tried_again_later() {
    let error = outcome(Reply::Raw(
        503,
        vec![("retry-after", "7".into())],
        b"<html>Sorry</html>".to_vec(),
    ))
    .await;
    assert_eq!(error.refusal.scope, Scope::Platform);
    assert_eq!(error.refusal.retry, Retry::After(Duration::from_secs(7)));
    assert!(error.refusal.certain);
}

#[tokio::test]
async fn a_success_without_an_id_is_in_doubt() {
    for body in [
        &b"<html>ok</html>"[..],
        b"",
        b"{}",
        br#"{"messages":[{"id":""}]}"#,
    ] {
        let error = outcome(Reply::Raw(200, Vec::new(), body.to_vec())).await;
        assert!(error.refusal.in_doubt());
        assert_eq!(error.refusal.reason, Reason::UnreadableAnswer);
    }
}

#[tokio::test]
async fn an_endless_answer_is_not_read_to_its_end() {
    let endless = vec![b' '; 9 * 1024 * 1024];
    let error = outcome(Reply::Raw(200, Vec::new(), endless)).await;
    assert_eq!(error.refusal.reason, Reason::UnreadableAnswer);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = TestServer::start([]).await;
    let moved = vec![("location", elsewhere.base.to_string())];
    let error = outcome(Reply::Raw(307, moved, Vec::new())).await;
    assert_eq!(error.refusal.scope, Scope::Platform);
    assert!(error.refusal.certain);
    assert!(elsewhere.seen().is_empty());
}

#[tokio::test]
async fn silence_is_in_doubt_after_30_seconds_of_our_clock() {
    let server = TestServer::start([Reply::Hang]).await;
    let clock = ManualClock::new();
    let channel = server.channel_by(Arc::new(clock.clone()));
    let (to, body) = (maria(), text("Olá!"));
    let mut sending = channel.send(message(&to, &body));
    tokio::select! {
        outcome = &mut sending => panic!("nobody answered: {outcome:?}"),
        () = server.has_seen(1) => {}
    }
    clock.advance(29);
    assert!((&mut sending).now_or_never().is_none());
    let (outcome, ()) = tokio::join!(sending, async { clock.advance(1) });
    let error = outcome.expect_err("time is up");
    assert!(error.refusal.in_doubt());
    assert_eq!(error.refusal.reason, Reason::NoAnswer);
    assert_eq!(error.refusal.retry, Retry::Never);
}

#[tokio::test]
async fn nobody_listening_means_that_it_never_left() {
    let channel = channel_at(&deserted().await, Arc::new(ManualClock::new()));
    let (to, body) = (maria(), text("Olá!"));
    let error = channel
        .send(message(&to, &body))
        .await
        .expect_err("no connection");
    assert_eq!(error.refusal.reason, Reason::NoConnection);
    assert!(error.refusal.certain);
    assert_eq!(
        (error.refusal.scope, error.refusal.retry),
        (Scope::Platform, Retry::Backoff)
    );
}

#[tokio::test]
async fn a_connection_lost_on_the_way_is_in_doubt() {
    for (half, reason) in [
        (&b""[..], Reason::ConnectionLost),
        (b"HTTP/1.1 200 OK\r\ncontent-", Reason::ConnectionLost),
        (
            b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"messages\":",
            Reason::UnreadableAnswer,
        ),
    ] {
        let (base, task) = dropping_server(half).await;
        let channel = channel_at(&base, Arc::new(ManualClock::new()));
        let (to, body) = (maria(), text("Olá!"));
        let error = channel.send(message(&to, &body)).await.expect_err("lost");
        assert!(error.refusal.in_doubt());
        assert_eq!(error.refusal.reason, reason);
        task.abort();
    }
}

#[tokio::test]
async fn reading_is_reported_and_typing_shown_only_if_asked_for() {
    let taken = || Reply::Json(200, json!({"success": true}));
    let server = TestServer::start([taken(), taken()]).await;
    let channel = server.channel();
    for typing in [false, true] {
        let reported = channel.mark_read(NUMBER, "wamid.M", typing).await;
        reported.expect("reported");
    }
    let mut body = json!({
        "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.M"
    });
    assert_eq!(server.seen()[0].json(), body);
    body["typing_indicator"] = json!({"type": "text"});
    assert_eq!(server.seen()[1].json(), body);
}
