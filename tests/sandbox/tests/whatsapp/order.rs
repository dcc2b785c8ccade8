//! The order in which messages reach the phone.

use std::time::Duration;

use crate::kit::{NUMBER, World, a_text};

#[tokio::test]
async fn messages_that_do_not_overlap_keep_their_order() {
    let world = World::new().await;
    world.open_window().await;
    world.whatsapp.rules(|rules| {
        rules.overlap_swaps = true;
        rules.transit = Duration::from_millis(300);
    });
    for number in 0..20 {
        world.text(&format!("{number}")).await;
        // The next one is sent only after this one's `sent`.
        world.clock.advance(Duration::from_millis(300));
        world.settle().await;
    }
    let shown: Vec<String> = world
        .maria()
        .phone(NUMBER)
        .iter()
        .skip(1)
        .map(|one| one.text())
        .collect();
    assert_eq!(
        shown,
        (0..20).map(|number| number.to_string()).collect::<Vec<_>>()
    );
}

async fn overlapping(swaps: bool) -> (Vec<String>, Vec<String>) {
    let world = World::new().await;
    world.open_window().await;
    world.whatsapp.rules(|rules| {
        rules.overlap_swaps = swaps;
        rules.transit = Duration::from_millis(300);
    });
    for number in 0..10 {
        world.text(&format!("{number}")).await;
    }
    assert_eq!(world.whatsapp.pending().due, 0);
    world.clock.advance(Duration::from_millis(300));
    world.settle().await;
    let phone = world.maria().phone(NUMBER);
    let accepted = world.whatsapp.deliveries(NUMBER, "Maria");
    (
        phone.iter().skip(1).map(|one| one.text()).collect(),
        accepted.into_iter().map(|one| one.text).collect(),
    )
}

#[tokio::test]
async fn messages_that_overlap_may_overtake_one_another_when_told_to() {
    let (shown, accepted) = overlapping(true).await;
    let in_order: Vec<String> = (0..10).map(|number| number.to_string()).collect();
    assert_eq!(accepted, in_order);
    assert_ne!(shown, in_order);
    let mut sorted = shown.clone();
    sorted.sort();
    assert_eq!(sorted, in_order);
    // The same seed gives the same order again.
    assert_eq!(overlapping(true).await.0, shown);
    assert_eq!(overlapping(false).await.0, in_order);
}

#[tokio::test]
async fn a_delivery_that_takes_time_waits_for_the_clock() {
    let world = World::new().await;
    world.open_window().await;
    world
        .whatsapp
        .rules(|rules| rules.delivery = Duration::from_secs(2));
    world.send(a_text("a")).await;
    world.settle().await;
    assert_eq!(world.statuses(), ["sent"]);
    let soon = world.clock.now() + Duration::from_secs(10);
    assert!(world.clock.advance_to_next(soon));
    world.settle().await;
    assert_eq!(world.statuses(), ["sent", "delivered"]);
    assert_eq!(
        world.clock.now(),
        crate::kit::noon() + Duration::from_secs(2)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_senders_at_once_lose_and_double_nothing() {
    let world = std::sync::Arc::new(World::new().await);
    world.whatsapp.rules(|rules| {
        rules.throughput = None;
        rules.pair_limit = false;
    });
    world.open_window().await;
    let send = |number: usize| {
        let world = std::sync::Arc::clone(&world);
        tokio::spawn(async move {
            let mut body = a_text(&number.to_string());
            body["biz_opaque_callback_data"] = number.to_string().into();
            world.send(body).await.0
        })
    };
    let senders: Vec<_> = (0..200).map(send).collect();
    for sender in senders {
        assert_eq!(sender.await.expect("it ends"), 200);
    }
    world.settle().await;
    let accepted = world.whatsapp.deliveries(NUMBER, "Maria");
    let shown: Vec<String> = world
        .maria()
        .phone(NUMBER)
        .into_iter()
        .skip(1)
        .map(|one| one.id)
        .collect();
    // One after the other here, since nothing may overtake.
    assert_eq!(
        shown,
        accepted
            .iter()
            .map(|one| one.id.clone())
            .collect::<Vec<_>>()
    );
    let mut opaque: Vec<usize> = accepted
        .iter()
        .map(|one| one.opaque.as_ref().unwrap().parse().unwrap())
        .collect();
    opaque.sort_unstable();
    assert_eq!(opaque, (0..200).collect::<Vec<_>>());
    assert_eq!(world.statuses().len(), 400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_waits_for_quiet_and_then_for_the_next_moment_meets_every_job() {
    let world = World::new().await;
    world.whatsapp.rules(|rules| {
        rules.throughput = None;
        rules.pair_limit = false;
        rules.transit = Duration::from_millis(300);
        rules.delivery = Duration::from_millis(200);
    });
    world.open_window().await;
    for number in 0..50 {
        world.text(&number.to_string()).await;
        world.clock.advance(Duration::from_millis(1));
    }
    let limit = world.clock.now() + Duration::from_secs(1);
    let mut moments = 0;
    loop {
        world.settle().await;
        if !world.clock.advance_to_next(limit) {
            break;
        }
        moments += 1;
    }
    assert_eq!(world.statuses().len(), 100);
    assert_eq!(moments, 100);
}
