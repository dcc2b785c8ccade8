//! What stands behind a message that somebody is asked about, and what becomes of it once that one
//! is decided: nothing leaves that nobody would still send.

use conecta::domain::conversation::AskWhy;
use conecta::domain::effect::{Ask, Posted};
use conecta::domain::event::{Event, Wish};
use conecta::domain::ids::MessageId;
use conecta::domain::message::{HeldReason, Progress, State};
use conecta::domain::refusal::Retry;

use crate::desk::{CARLA, Desk, h, min, s};

/// The first is in doubt, the second stands behind it, and Ana keeps the window open.
fn doubtful_for_two_days() -> (Desk, MessageId, MessageId) {
    let mut desk = Desk::in_talk();
    let first = desk.carla("Bom dia!");
    let second = desk.carla("Hoje às 15 h tenho horário.");
    desk.passes(s(5));
    desk.in_doubt(first);
    for _ in 0..2 {
        desk.passes(h(23));
        desk.answers();
    }
    (desk, first, second)
}

fn asks_whether_it_is_too_old(desk: &Desk) -> bool {
    let aged = |posted: &&Posted| {
        matches!(
            posted,
            Posted::Ask(Ask::Queue {
                why: AskWhy::Aged,
                count: 1,
                ..
            })
        )
    };
    desk.posted().iter().any(aged)
}

#[test]
fn what_stood_behind_a_doubt_for_two_days_asks_before_it_leaves() {
    let (mut desk, first, second) = doubtful_for_two_days();
    desk.presses(CARLA, Wish::Presume(first));
    assert_eq!(desk.left(), []);
    assert!(asks_whether_it_is_too_old(&desk), "{:?}", desk.did);
    desk.presses(CARLA, Wish::SendQueue);
    assert_eq!(desk.left(), [second]);
}

#[test]
fn so_does_what_a_late_status_lets_go() {
    let (mut desk, first, _) = doubtful_for_two_days();
    desk.came(first, Progress::Delivered);
    assert_eq!(desk.left(), []);
    assert!(asks_whether_it_is_too_old(&desk), "{:?}", desk.did);
}

#[test]
fn so_does_what_stood_behind_a_held_line() {
    let mut desk = Desk::in_talk();
    let held = desk.carla("/concluir");
    desk.carla("Hoje às 15 h tenho horário.");
    for _ in 0..2 {
        desk.passes(h(23));
        desk.answers();
    }
    desk.presses(CARLA, Wish::MakeNote(held));
    assert_eq!(desk.left(), []);
    assert!(asks_whether_it_is_too_old(&desk), "{:?}", desk.did);
}

#[test]
fn a_team_that_always_asks_is_not_asked_about_what_stood_there_for_a_moment() {
    let mut desk = Desk::in_talk();
    desk.c.rules.fresh_h = 0;
    let held = desk.carla("/concluir");
    let line = desk.carla("Até amanhã!");
    desk.passes(s(20));
    desk.presses(CARLA, Wish::MakeNote(held));
    assert_eq!(desk.left(), [line]);

    let held = desk.carla("/concluir");
    desk.delivered(line);
    desk.carla("Até amanhã!");
    desk.passes(min(20));
    desk.presses(CARLA, Wish::MakeNote(held));
    assert_eq!(desk.left(), []);
    assert!(asks_whether_it_is_too_old(&desk), "{:?}", desk.did);
}

#[test]
fn what_a_status_lets_go_after_a_quarter_of_an_hour_is_stale() {
    let mut desk = Desk::in_talk();
    let first = desk.carla("um");
    let second = desk.carla("dois");
    desk.passes(s(5));
    desk.in_doubt(first);
    desk.passes(min(16));
    desk.came(first, Progress::Delivered);
    assert_eq!((desk.left(), desk.state(second)), (vec![], State::Held));
}

/// A is refused for a quarter of an hour; C came ten minutes after it.
fn outage() -> (Desk, MessageId, MessageId) {
    let mut desk = Desk::in_talk();
    let first = desk.carla("A");
    let mut second = None;
    let began = desk.now;
    while desk.now < began + min(15) + s(5) {
        if desk.now >= began + min(10) && second.is_none() {
            second = Some(desk.carla("C"));
        }
        if desk.state(first) == State::Sending {
            desk.refused(first, Retry::Backoff);
        }
        desk.passes(s(1));
    }
    assert_eq!(desk.state(first), State::Held);
    (desk, first, second.expect("it was written"))
}

#[test]
fn what_came_behind_a_stale_one_becomes_part_of_the_same_question() {
    let (mut desk, first, second) = outage();
    assert_eq!(desk.state(second), State::Waiting);
    desk.passes(min(10));
    let held = desk.c.message(second).and_then(|row| row.held_for());
    assert_eq!(held, Some(HeldReason::Away));
    assert!(
        desk.posted()
            .iter()
            .any(|posted| matches!(posted, Posted::Ask(Ask::Stale { count: 2, .. }))),
        "{:?}",
        desk.did
    );
    assert_eq!(desk.pinged(), [], "who was told once is not told again");
    desk.passes(h(16));
    desk.presses(CARLA, Wish::DiscardStale);
    desk.passes(min(1));
    assert_eq!(desk.left(), []);
    for line in [first, second] {
        assert_eq!(desk.state(line), State::Cancelled);
    }
}

#[test]
fn decided_soon_it_leaves_by_itself() {
    let (mut desk, _, second) = outage();
    desk.presses(CARLA, Wish::DiscardStale);
    assert_eq!(desk.left(), [second]);
}

#[test]
fn what_waits_for_a_person_behind_a_held_line_does_not_become_stale() {
    let mut desk = Desk::in_talk();
    let held = desk.carla("/concluir");
    let line = desk.carla("Até amanhã!");
    desk.passes(h(1));
    assert_eq!(desk.state(line), State::Waiting);
    desk.happens(&Event::Pressed {
        by: CARLA,
        wish: Wish::MakeNote(held),
    });
    assert_eq!(desk.left(), [line]);
}
