//! Seeded worlds against the core: a platform that answers in every way, a customer, several
//! agents, gaps, crashes, and times that land on boundaries. After every step a checker compares
//! what the core did with books of its own, kept by the rules that people were told and the invariants
//! of `ARCHITECTURE.md`; the checker is itself checked with broken cores.
//!
//! `SEED=17 cargo test --test simulation worlds` plays one world and tells its story.

mod answers;
mod behind;
mod books;
mod checker;
mod ends;
mod files;
#[path = "../core/fresh.rs"]
mod fresh;
mod happens;
mod holds;
mod lines;
mod mutants;
mod names;
mod outcomes;
mod people;
mod platform;
mod reading;
mod rng;
mod seen;
mod sight;
mod texts;
mod under_test;
mod uploads;
mod world;

use std::sync::Mutex;

use crate::seen::Seen;
use crate::under_test::Real;
use crate::world::play;

/// How many worlds an ordinary run plays.
const SEEDS: u64 = 10_000;

/// Two of them at a time.
const THREADS: u64 = 2;

#[test]
fn worlds_keep_every_invariant() {
    if let Some(seed) = std::env::var("SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
    {
        let outcome = play(seed, &mut Real, true);
        eprintln!("{}", outcome.story.join("\n"));
        if let Err(broken) = outcome.verdict {
            panic!("seed {seed}: {broken}");
        }
        return;
    }
    let all = Mutex::new((Seen::default(), Vec::new()));
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let all = &all;
            scope.spawn(move || {
                let mut mine = Seen::default();
                let mut broken = Vec::new();
                for seed in (thread..SEEDS).step_by(THREADS as usize) {
                    let outcome = play(seed, &mut Real, false);
                    mine.add(&outcome.seen);
                    broken.extend(outcome.verdict.err().map(|what| (seed, what)));
                }
                let mut all = all.lock().expect("no thread panicked with it");
                all.0.add(&mine);
                all.1.extend(broken);
            });
        }
    });
    let (seen, mut broken) = all.into_inner().expect("no thread panicked with it");
    broken.sort();
    if let Some((seed, what)) = broken.first() {
        let story = play(*seed, &mut Real, true).story.join("\n");
        let list: Vec<String> = broken
            .iter()
            .take(20)
            .map(|(seed, what)| format!("SEED={seed}: {what}"))
            .collect();
        panic!(
            "{story}\nseed {seed}: {what}\n\n{} worlds broke:\n{}",
            broken.len(),
            list.join("\n")
        );
    }
    eprintln!("{seen:?}");
    let often = [
        seen.sends,
        seen.delivered,
        seen.put_back,
        seen.failed,
        seen.expired,
        seen.presumed,
        seen.doubts,
        seen.stale,
        seen.held,
        seen.questions,
        seen.crashes,
        seen.rereads,
        seen.looks,
        seen.files,
    ];
    assert!(
        often.iter().all(|times| *times >= SEEDS / 20),
        "something hardly ever happens in these worlds: {seen:?}"
    );
}

/// In how many worlds a broken core may hide.
const HIDING: u64 = 2_000;

#[test]
fn broken_cores_are_caught() {
    let hidden: Vec<&str> = mutants::all()
        .into_iter()
        .filter_map(|mut mutant| {
            let caught = (0..HIDING).find(|seed| play(*seed, &mut mutant, false).verdict.is_err());
            eprintln!("{:45} {caught:?}", mutant.name);
            caught.is_none().then_some(mutant.name)
        })
        .collect();
    assert!(hidden.is_empty(), "never caught: {hidden:?}");
}
