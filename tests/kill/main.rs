//! `kill -9` during traffic: the real program is a process of its own between the look-alikes, and
//! is killed at seeded moments: while it starts, while it catches up, between a commit and a
//! request, between a request and its answer, in the middle of a queue that leaves. However often
//! it dies, the customer's phone shows every line once and in order, and so does the thread.
//!
//! A message of which nobody knows whether it arrived is the one exception, and a person decides
//! about it: here the agent sends it again or goes on without it, and what she decided is what the
//! phone must show.
//!
//! `SEED=3 cargo test --test kill` plays the one world of that seed. The seed says what people
//! write and when the process dies; how far the process has come by then is the machine's doing.

mod moment;
#[path = "../process/mod.rs"]
mod process;
#[path = "../simulation/rng.rs"]
mod rng;
mod talk;
mod world;

use futures::future::join_all;

use crate::world::{Told, World};

/// Worlds that are played side by side.
const WORLDS: u64 = 8;

/// How often the process of one world is killed.
const KILLS: usize = 25;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_kills_lose_nothing_repeat_nothing_and_keep_the_order() {
    let seed = std::env::var("SEED").ok();
    let seeds: Vec<u64> = match seed.and_then(|seed| seed.parse().ok()) {
        Some(seed) => vec![seed],
        None => (1..=WORLDS).collect(),
    };
    let count = seeds.len();
    let worlds = seeds.into_iter().map(async |seed| {
        let told = World::open(seed).await.play(KILLS).await;
        told.map_err(|what| format!("SEED={seed}: {what}"))
    });
    let (mut told, mut broken) = (Told::default(), Vec::new());
    for world in join_all(worlds).await {
        match world {
            Ok(one) => told.add(&one),
            Err(what) => broken.push(what),
        }
    }
    eprintln!("{told:#?}");
    assert!(broken.is_empty(), "{}", broken.join("\n\n"));
    assert_eq!(told.kills, count * KILLS);
    if count > 1 {
        // What is proved only if it happened.
        assert!(told.settled_by_status > 0 && told.sent_again > 0 && told.given_up > 0);
        assert!(told.starting > 0 && told.while_sending > 0 && told.queued > 0);
    }
}
