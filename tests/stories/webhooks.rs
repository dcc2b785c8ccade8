//! What WhatsApp posts: repeated, in batches, out of order, forged, unreadable.

use conecta_sandbox::whatsapp::{Release, Signature, Which};

use crate::support::Desk;

#[tokio::test]
async fn a_repeated_message_is_mirrored_once() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.repeat_webhooks(Which::All, 3);
    maria.answers("Só uma vez").await;
    ana.sends("Certo").await;
    desk.minutes_pass(1).await;
    assert_eq!(ana.reads().matches("Só uma vez").count(), 1);
    assert_eq!(maria.got(), ["Certo"]);
}

#[tokio::test]
async fn every_item_of_a_batch_is_worked_in() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let (bruno, jose) = desk.talk("Bruno", "José").await;
    desk.whatsapp.withhold(Which::All);
    for n in 1..=5 {
        maria.phone.writes(maria.number(), &format!("M{n}"));
        jose.phone.writes(jose.number(), &format!("J{n}"));
    }
    desk.settle().await;
    assert!(!ana.reads().contains("M1"));
    desk.whatsapp.release(Release::Batched);
    desk.settle().await;
    for (reader, letter) in [(&ana, 'M'), (&bruno, 'J')] {
        let read = reader.reads();
        let places: Vec<usize> = (1..=5)
            .map(|n| read.find(&format!("{letter}{n}")).expect("mirrored"))
            .collect();
        assert!(places.is_sorted(), "{read}");
    }
}

#[tokio::test]
async fn statuses_in_any_order_never_go_backwards() {
    for seed in 1..=6 {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        desk.whatsapp.withhold(Which::Statuses);
        let message = ana.sends("Olá").await;
        maria.reads().await;
        desk.seconds_pass(10).await;
        desk.whatsapp.release(Release::Shuffled(seed));
        desk.seconds_pass(10).await;
        let marks = ana.marks(message);
        assert!(marks.ends_with("🔵"), "{seed}: {marks}");
        assert!(!marks.contains('❌'));
    }
}

#[tokio::test]
async fn a_status_that_overtakes_the_answer_is_matched() {
    use std::time::Duration;

    use conecta_sandbox::whatsapp::{Act, Fault};
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let slow = Fault::new(Act::Delay(Duration::from_secs(5))).after_accepting();
    desk.whatsapp.order(slow);
    let message = ana.sends("Olá").await;
    desk.seconds_pass(20).await;
    assert_eq!(maria.got(), ["Olá"]);
    assert_eq!(ana.marks(message), "☑\u{FE0F}");
}

#[tokio::test]
async fn forged_unsigned_and_oversized_bodies_are_refused_and_leave_nothing() {
    let desk = Desk::open().await;
    desk.talk("Ana", "Maria").await;
    let commits = desk.bot().app.commits();
    let body = br#"{"object":"whatsapp_business_account","entry":[]}"#;
    for signature in [Signature::Wrong, Signature::Missing] {
        let status = desk.whatsapp.post_raw(body.to_vec(), signature).await;
        assert_eq!(status.expect("an answer"), 401);
    }
    let huge = vec![b' '; 3 * 1024 * 1024 + 1];
    let status = desk.whatsapp.post_raw(huge, Signature::Valid).await;
    assert_eq!(status.expect("an answer"), 413);
    desk.settle().await;
    assert_eq!(desk.bot().app.commits(), commits, "nothing was written");
}

#[tokio::test]
async fn a_genuine_body_that_cannot_be_read_is_kept_and_answered() {
    let desk = Desk::open().await;
    for body in [&b"not json"[..], b"[]", b"{\"object\":7}", b"\xff\xfe"] {
        let status = desk
            .whatsapp
            .post_raw(body.to_vec(), Signature::Valid)
            .await;
        assert_eq!(status.expect("an answer"), 200);
    }
    desk.customer("Maria").answers("Oi").await;
    assert_eq!(desk.threads("Maria").len(), 1, "it goes on");
}
