//! The caller of the webhook: verification, signatures, batches, retries and orders.

use std::time::Duration;

use conecta_sandbox::wait::patiently;
use conecta_sandbox::whatsapp::{Progress, Release, Seed, Signature, Whatsapp, Which, seed};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::kit::{NUMBER, World};

fn signed(secret: &str, bytes: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any key");
    mac.update(bytes);
    format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
}

impl World {
    /// The texts that the webhook heard, in order.
    fn heard(&self) -> Vec<String> {
        let messages = self.items("messages");
        let texts = messages.iter().map(|one| one["text"]["body"].as_str());
        texts.map(|text| text.unwrap_or("?").to_owned()).collect()
    }

    fn writes(&self, texts: &[&str]) {
        for text in texts {
            self.maria().writes(NUMBER, text);
        }
    }
}

#[tokio::test]
async fn verification_wants_the_challenge_back() {
    let world = World::new().await;
    let verify = async |token: &str| world.whatsapp.verify_webhook(&world.webhook, token).await;
    verify("segredo").await.expect("the right token");
    verify("outro").await.expect_err("a wrong token");
    let nowhere = format!("{}x", world.webhook);
    world
        .whatsapp
        .verify_webhook(&nowhere, "segredo")
        .await
        .expect_err("no such path");
}

#[tokio::test]
async fn bodies_are_signed_over_their_escaped_bytes() {
    let world = World::new().await;
    world.writes(&["Olá 😀 a/b"]);
    world.settle().await;
    let post = world.posts().remove(0);
    let raw = String::from_utf8(post.bytes.clone()).unwrap();
    assert!(
        raw.contains(r#""body":"Ol\u00e1 \ud83d\ude00 a\/b""#),
        "{raw}"
    );
    assert_eq!(
        post.signature.unwrap(),
        signed(&Seed::default().app_secret, &post.bytes)
    );
    assert_eq!(world.heard(), ["Olá 😀 a/b"]);
    world.whatsapp.set_app_secret("novo");
    world.writes(&["b"]);
    world.settle().await;
    let post = world.posts().remove(1);
    assert_eq!(post.signature.unwrap(), signed("novo", &post.bytes));
}

#[tokio::test]
async fn raw_bodies_can_be_posted_with_any_signature() {
    let world = World::new().await;
    let secret = Seed::default().app_secret;
    for (signature, expected) in [
        (Signature::Valid, Some(signed(&secret, b"{ \"a\": 1 }"))),
        (Signature::Missing, None),
    ] {
        let status = world
            .whatsapp
            .post_raw(*b"{ \"a\": 1 }", signature)
            .await
            .unwrap();
        assert_eq!(status, 200);
        let post = world.posts().pop().unwrap();
        assert_eq!(
            (post.signature, post.bytes),
            (expected, b"{ \"a\": 1 }".to_vec())
        );
    }
    world
        .whatsapp
        .post_raw(*b"\xff", Signature::Wrong)
        .await
        .unwrap();
    let wrong = world.posts().pop().unwrap().signature.unwrap();
    assert_ne!(wrong, signed(&secret, b"\xff"));
    assert_eq!(wrong.len(), signed(&secret, b"").len());
}

#[tokio::test]
async fn what_is_not_answered_200_comes_again_ever_later_and_holds_nothing_up() {
    let world = World::new().await;
    world
        .receiver
        .statuses
        .lock()
        .unwrap()
        .extend([500, 200, 404, 201]);
    world.writes(&["a", "b"]);
    world.settle().await;
    assert_eq!(world.heard(), ["a", "b"]);
    assert_eq!(world.whatsapp.pending().waiting_webhooks, 1);
    world.pass(4).await;
    assert_eq!(world.posts().len(), 2);
    world.pass(1).await;
    assert_eq!(world.heard(), ["a", "b", "a"]);
    world.pass(14).await;
    assert_eq!(world.posts().len(), 3);
    world.pass(1).await;
    assert_eq!(world.posts().len(), 4);
    // It is the same body each time.
    assert_eq!(world.posts()[0].bytes, world.posts()[3].bytes);
    world.whatsapp.retry_webhooks_now();
    world.settle().await;
    assert_eq!(world.posts().len(), 5);
    assert_eq!(world.whatsapp.pending().waiting_webhooks, 0);
}

#[tokio::test]
async fn with_a_fixed_pause_what_is_behind_a_failed_webhook_waits_for_it() {
    let world = World::new().await;
    let pause = Duration::from_secs(1);
    world
        .whatsapp
        .rules(|rules| rules.webhook_retry = Some(pause));
    world.receiver.statuses.lock().unwrap().extend([500, 404]);
    world.writes(&["a", "b"]);
    patiently("four webhooks", async {
        while world.heard().len() < 4 {
            world.clock.advance(pause);
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!(world.heard(), ["a", "a", "a", "b"]);
}

#[tokio::test]
async fn after_seven_days_meta_gives_up() {
    let world = World::new().await;
    world.receiver.statuses.lock().unwrap().extend([500; 1_000]);
    world.writes(&["a"]);
    world.settle().await;
    for _ in 0..200 {
        world.pass(3600).await;
    }
    // At once and then in each of the 168 hours of a week, since the clock moves by hours here.
    assert_eq!(world.posts().len(), 169);
    assert_eq!(world.whatsapp.pending().waiting_webhooks, 0);
}

#[tokio::test]
async fn what_happens_before_there_is_a_webhook_is_told_when_there_is_one() {
    let world = World::new().await;
    let clock = world.clock.clone();
    let account =
        seed::Account::new("1", "Loja").number(seed::Number::new("2", "+55 11 1", "Loja"));
    let seed = Seed::default()
        .account(account)
        .customer(seed::Customer::new("Ana", "5511"));
    let early = Whatsapp::start(clock, world.wire.clone(), seed)
        .await
        .expect("a free port");
    early.customer("Ana").writes("2", "cedo");
    early.quiet().await;
    assert!(world.posts().is_empty());
    early.set_webhook(&world.webhook);
    early.quiet().await;
    assert_eq!(world.heard(), ["cedo"]);
}

#[tokio::test]
async fn a_webhook_that_is_not_there_is_tried_again() {
    let world = World::new().await;
    world.whatsapp.set_webhook("http://127.0.0.1:1/nobody");
    world.writes(&["a"]);
    world.settle().await;
    assert_eq!(world.whatsapp.pending().waiting_webhooks, 1);
    world.whatsapp.set_webhook(&world.webhook);
    world.pass(5).await;
    assert_eq!(world.heard(), ["a"]);
}

#[tokio::test]
async fn updates_can_be_withheld_and_released_in_order_shuffled_or_lost() {
    let world = World::new().await;
    world.whatsapp.withhold(Which::Messages);
    world.writes(&["a", "b"]);
    world.text("x").await;
    world.settle().await;
    assert_eq!(world.whatsapp.pending().withheld, 2);
    assert_eq!(world.statuses(), ["sent", "delivered"]);
    assert_eq!(world.whatsapp.release(Release::InOrder), 2);
    world.settle().await;
    assert_eq!(world.heard(), ["a", "b"]);

    world.whatsapp.withhold(Which::All);
    let letters: Vec<String> = ('c'..='m').map(String::from).collect();
    world.writes(&letters.iter().map(String::as_str).collect::<Vec<_>>());
    world.whatsapp.release(Release::Shuffled(3));
    world.settle().await;
    let mut heard = world.heard().split_off(2);
    assert_ne!(heard, letters);
    heard.sort();
    assert_eq!(heard, letters);

    world.whatsapp.withhold(Which::Status(Progress::Delivered));
    world.text("y").await;
    world.settle().await;
    assert_eq!(world.whatsapp.lose_withheld(), 1);
    world.settle().await;
    assert_eq!(world.statuses(), ["sent", "delivered", "sent"]);
}

#[tokio::test]
async fn a_batch_shares_entries_changes_and_lists() {
    let world = World::new().await;
    world.whatsapp.withhold(Which::All);
    world.writes(&["a", "b"]);
    world.whatsapp.customer("João").writes(NUMBER, "c");
    world.text("x").await;
    world.settle().await;
    world.maria().writes("206540352242922", "d");
    world.whatsapp.set_template_status("ola", "PAUSED");
    world.whatsapp.release(Release::Batched);
    world.settle().await;
    let posts = world.posts();
    assert_eq!(posts.len(), 1);
    let entries = posts[0].body["entry"].as_array().unwrap();
    assert_eq!(entries.len(), 2);
    let changes = entries[0]["changes"].as_array().unwrap();
    let counts: Vec<_> = changes
        .iter()
        .map(|change| {
            let count = |list: &str| change["value"][list].as_array().map_or(0, Vec::len);
            (count("messages"), count("statuses"), count("contacts"))
        })
        .collect();
    assert_eq!(counts, [(3, 0, 2), (0, 2, 1), (1, 0, 1)]);
    assert_eq!(
        entries[1]["changes"][0]["field"],
        "message_template_status_update"
    );
}

#[tokio::test]
async fn waiting_updates_are_batched_by_themselves_when_that_is_allowed() {
    let world = World::new().await;
    world.whatsapp.rules(|rules| rules.webhook_batch = 100);
    let texts: Vec<String> = (0..50).map(|number| number.to_string()).collect();
    world.writes(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    world.settle().await;
    assert_eq!(world.heard(), texts);
    assert!(world.posts().len() < 50, "{}", world.posts().len());
}

#[tokio::test]
async fn updates_can_be_repeated_delayed_and_reordered() {
    let world = World::new().await;
    world.whatsapp.repeat_webhooks(Which::Messages, 2);
    world.writes(&["a"]);
    world.settle().await;
    assert_eq!(world.heard(), ["a", "a", "a"]);
    world.whatsapp.release(Release::InOrder);

    world
        .whatsapp
        .delay_webhooks(Which::Status(Progress::Sent), Duration::from_secs(9));
    world.text("x").await;
    world.settle().await;
    assert_eq!(world.statuses(), ["delivered"]);
    world.pass(9).await;
    assert_eq!(world.statuses(), ["delivered", "sent"]);
    world.whatsapp.release(Release::InOrder);

    world.whatsapp.reorder_webhooks(Which::Messages, 6, 5);
    world.writes(&["1", "2", "3", "4", "5"]);
    world.settle().await;
    assert_eq!(world.heard().len(), 3);
    world.writes(&["6"]);
    world.settle().await;
    let mut heard = world.heard().split_off(3);
    assert_ne!(heard, ["1", "2", "3", "4", "5", "6"]);
    heard.sort();
    assert_eq!(heard, ["1", "2", "3", "4", "5", "6"]);
}

#[tokio::test]
async fn one_message_can_be_picked_out_by_its_id() {
    let world = World::new().await;
    world.open_window().await;
    world.maria().goes_offline();
    let id = world.text("a").await;
    world.text("b").await;
    world.settle().await;
    world.whatsapp.withhold(Which::Of(id));
    world.maria().goes_online();
    world.settle().await;
    assert_eq!(world.statuses(), ["sent", "sent", "delivered"]);
    world.whatsapp.release(Release::InOrder);
    world.settle().await;
    assert_eq!(world.statuses().len(), 4);
}
