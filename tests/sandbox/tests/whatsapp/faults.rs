//! Trouble on order.

use std::time::Duration;

use conecta_sandbox::wait::patiently;
use conecta_sandbox::whatsapp::{Act, Endpoint, Fault};
use conecta_sandbox::wire::Kind;
use serde_json::{Value, json};

use crate::kit::{MARIA, NUMBER, World, a_text, token};

impl World {
    /// A send whose answer may not come.
    async fn try_send(&self, text: &str) -> Result<reqwest::Response, reqwest::Error> {
        let mut body = a_text(text);
        body["messaging_product"] = json!("whatsapp");
        body["to"] = json!(MARIA);
        let url = self.url(&format!("{NUMBER}/messages"));
        let request = self.http.post(url).bearer_auth(token()).json(&body);
        request.send().await
    }

    fn accepted(&self) -> Vec<String> {
        let deliveries = self.whatsapp.deliveries(NUMBER, "Maria");
        deliveries.into_iter().map(|one| one.text).collect()
    }
}

#[tokio::test]
async fn a_message_can_be_accepted_without_an_answer() {
    let world = World::new().await;
    world.open_window().await;
    world
        .whatsapp
        .order(Fault::new(Act::DropConnection).after_accepting());
    let error = world.try_send("a").await.unwrap_err();
    assert!(error.is_request() && !error.is_connect(), "{error:?}");
    world.settle().await;
    assert_eq!(world.statuses(), ["sent", "delivered"]);
    assert_eq!(world.accepted(), ["a"]);
    // Before accepting nothing is left of it.
    world.whatsapp.order(Fault::new(Act::DropConnection));
    world.try_send("b").await.unwrap_err();
    assert_eq!(world.accepted(), ["a"]);
    world.text("c").await;
    assert_eq!(world.accepted(), ["a", "c"]);
    let dropped = world
        .wire
        .after(0)
        .into_iter()
        .filter(|entry| matches!(entry.kind, Kind::Request { status: 0, .. }));
    assert_eq!(dropped.count(), 2);
}

#[tokio::test]
async fn any_answer_can_be_ordered_for_any_requests() {
    let world = World::new().await;
    world.open_window().await;
    let html = "<html>502</html>".to_owned();
    world.whatsapp.order(
        Fault::new(Act::Answer {
            status: 502,
            body: html.clone(),
        })
        .skip(1),
    );
    world
        .whatsapp
        .order(Fault::new(Act::TooMany { retry_after: 7 }).to("999"));
    world.text("a").await;
    let answer = world.try_send("b").await.unwrap();
    assert_eq!(answer.status(), 502);
    assert_eq!(answer.text().await.unwrap(), html);
    world.text("c").await;
    world.whatsapp.order(
        Fault::new(Act::TooMany { retry_after: 7 })
            .to(MARIA)
            .times(2),
    );
    for _ in 0..2 {
        let answer = world.try_send("d").await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["retry-after"]),
            (429, &"7".parse().unwrap())
        );
    }
    world.text("e").await;
    world
        .whatsapp
        .order(Fault::new(Act::Error { code: 131_016 }).after_accepting());
    assert_eq!(world.refused(a_text("f")).await, (503, 131_016));
    world.whatsapp.order(
        Fault::new(Act::Error { code: 80_007 })
            .on(Endpoint::Management)
            .always(),
    );
    world.text("g").await;
    assert_eq!(world.get(NUMBER).await.0, 400);
    assert_eq!(world.get(NUMBER).await.0, 400);
    world.whatsapp.end_faults();
    assert_eq!(world.get(NUMBER).await.0, 200);
    assert_eq!(world.accepted(), ["a", "c", "e", "f", "g"]);
}

#[tokio::test]
async fn one_in_five_is_the_same_ones_every_time() {
    let strikes = async || {
        let world = World::new().await;
        world.open_window().await;
        world.whatsapp.order(
            Fault::new(Act::Error { code: 131_000 })
                .always()
                .one_in(5, 42),
        );
        let mut struck = Vec::new();
        for number in 0..40 {
            struck.push(world.try_send(&number.to_string()).await.unwrap().status() == 500);
        }
        struck
    };
    let first = strikes().await;
    assert_eq!(first, strikes().await);
    let count = first.iter().filter(|struck| **struck).count();
    assert!((2..20).contains(&count), "{count}");
}

/// So many requests are held back.
async fn parked(world: &World, count: usize) {
    let mut changes = world.whatsapp.changes();
    patiently("requests are held back", async {
        while world.whatsapp.pending().parked != count {
            changes.changed().await.expect("the server lives");
        }
    })
    .await;
}

#[tokio::test]
async fn a_request_hangs_until_it_is_let_go_or_its_client_goes_away() {
    let world = World::new().await;
    world.open_window().await;
    world
        .whatsapp
        .order(Fault::new(Act::Hang).after_accepting().times(2));
    let parked = async |count: usize| parked(&world, count).await;
    let send = world.try_send("a");
    let release = async {
        parked(1).await;
        world.settle().await;
        // It was accepted, and its statuses come before its answer.
        assert_eq!(world.statuses(), ["sent", "delivered"]);
        assert_eq!(world.whatsapp.let_go(), 1);
    };
    let (answer, ()) = tokio::join!(send, release);
    assert_eq!(answer.unwrap().status(), 200);
    tokio::select! {
        _ = world.try_send("b") => panic!("it should hang"),
        () = parked(1) => {}
    }
    parked(0).await;
    world.settle().await;
    assert_eq!(world.whatsapp.pending().requests, 0);
    assert_eq!(world.accepted(), ["a", "b"]);
}

#[tokio::test]
async fn an_answer_can_be_delayed_by_the_clock() {
    let world = World::new().await;
    world.open_window().await;
    world
        .whatsapp
        .order(Fault::new(Act::Delay(Duration::from_secs(3))));
    let wait = async {
        parked(&world, 1).await;
        world.settle().await;
        assert!(world.accepted().is_empty());
        world.clock.advance(Duration::from_secs(3));
    };
    let (answer, ()) = tokio::join!(world.try_send("a"), wait);
    assert_eq!(answer.unwrap().status(), 200);
    assert_eq!(world.accepted(), ["a"]);
}

#[tokio::test]
async fn while_it_is_down_connections_are_refused_and_standing_ones_cut() {
    let mut world = World::new().await;
    world.open_window().await;
    world.text("a").await;
    for _ in 0..3 {
        world.whatsapp.goes_down().await;
        // A client that kept a connection may notice its end only by using it.
        world.http = crate::kit::client();
        assert!(world.try_send("b").await.unwrap_err().is_connect());
        world.whatsapp.comes_back().await;
        world.text("c").await;
    }
    assert_eq!(world.accepted(), ["a", "c", "c", "c"]);
}

#[tokio::test]
async fn a_request_that_hangs_when_it_goes_down_is_cut() {
    let world = World::new().await;
    world.open_window().await;
    world.whatsapp.order(Fault::new(Act::Hang));
    let cut = async {
        parked(&world, 1).await;
        world.whatsapp.goes_down().await;
    };
    let (answer, ()) = tokio::join!(world.try_send("a"), cut);
    assert!(!answer.unwrap_err().is_connect());
    world.whatsapp.comes_back().await;
    world.text("b").await;
    assert_eq!(world.accepted(), ["b"]);
}

#[tokio::test]
async fn a_message_can_fail_later_before_or_after_sent() {
    let world = World::new().await;
    world.open_window().await;
    world.whatsapp.fail_later(Some(MARIA), 131_049, false, 1);
    world.whatsapp.fail_later(Some("999"), 1, false, 1);
    world.whatsapp.fail_later(None, 131_000, true, 1);
    for text in ["a", "b", "c"] {
        world.text(text).await;
    }
    world.settle().await;
    let mut told = world.statuses();
    told.sort();
    assert_eq!(
        told,
        [
            "delivered",
            "failed:131000",
            "failed:131049",
            "sent",
            "sent"
        ]
    );
    assert_eq!(world.maria().transcript(NUMBER), "> oi\n< c\n");
    let deliveries = world.whatsapp.deliveries(NUMBER, "Maria");
    let errors: Vec<_> = deliveries.iter().map(|one| one.error).collect();
    assert_eq!(errors, [Some(131_049), Some(131_000), None]);
}

#[tokio::test]
async fn every_request_and_webhook_is_recorded_with_its_answer() {
    let world = World::new().await;
    world.open_window().await;
    let before = world.wire.last();
    world.text("a").await;
    world.settle().await;
    let entries = world.wire.after(before);
    let requests: Vec<_> = entries
        .iter()
        .filter_map(|entry| match &entry.kind {
            Kind::Request {
                method,
                path,
                status,
                body,
                answer,
                ..
            } => Some((method, path, status, body, answer)),
            Kind::Event { .. } => None,
        })
        .collect();
    let [(method, path, status, body, answer)] = requests[..] else {
        panic!("one request was made: {requests:?}");
    };
    assert_eq!((method.as_str(), *status), ("POST", 200));
    assert_eq!(path, &format!("/v25.0/{NUMBER}/messages"));
    assert_eq!(body["text"]["body"], "a");
    assert!(answer["messages"][0]["id"].is_string());
    let events: Vec<&Value> = entries
        .iter()
        .filter_map(|entry| match &entry.kind {
            Kind::Event {
                body,
                status: Some(200),
                ..
            } => Some(body),
            _ => None,
        })
        .collect();
    assert_eq!(events.len(), 2);
}
