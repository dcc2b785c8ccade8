//! Who waits for an answer: only what reaches the customer, or may, is one.

use chrono::{DateTime, Utc};
use conecta::domain::content::Content;
use conecta::domain::effect::{Notice, Posted};
use conecta::domain::event::{Event, Wish};
use conecta::domain::ids::MessageId;
use conecta::domain::message::{Progress, State};
use conecta::domain::refusal::Retry;

use crate::desk::{BRUNO, CARLA, Desk, h, min, s};

/// Ana has just written; since when she waits.
fn waiting() -> (Desk, Option<DateTime<Utc>>) {
    let mut desk = Desk::new();
    desk.answers();
    let since = desk.c.unanswered_since;
    assert!(since.is_some());
    desk.passes(s(20));
    (desk, since)
}

/// Carla was told once more that Ana waits.
fn is_reminded(desk: &mut Desk) -> bool {
    desk.passes(min(5));
    desk.posted()
        .iter()
        .any(|posted| matches!(posted, Posted::Notice(Notice::StillWaiting { .. })))
}

fn reacts(desk: &mut Desk, removed: bool) {
    let message = desk.fresh_message();
    desk.happens(&Event::Reacted {
        message,
        position: message.0,
        by: CARLA,
        target: "wamid.in".to_owned(),
        emoji: "👍".to_owned(),
        removed,
    });
}

#[test]
fn what_is_taken_back_in_time_was_no_answer() {
    type Back = fn(&mut Desk, MessageId);
    let ways: [Back; 4] = [
        |desk, line| desk.deletes(line),
        |desk, line| desk.presses(CARLA, Wish::MakeNote(line)),
        |desk, line| desk.presses(CARLA, Wish::CancelLine(line)),
        |desk, line| desk.edits(line, "// só entre nós"),
    ];
    for take_back in ways {
        let (mut desk, since) = waiting();
        let line = desk.carla("Já vou ver!");
        assert_eq!(desk.c.unanswered_since, None, "an answer is on its way");
        desk.passes(s(3));
        take_back(&mut desk, line);
        assert_eq!(desk.state(line), State::Cancelled);
        assert_eq!(desk.c.unanswered_since, since);
        assert!(is_reminded(&mut desk));
    }
}

#[test]
fn an_emoji_that_is_taken_back_in_time_was_none_either() {
    let (mut desk, since) = waiting();
    reacts(&mut desk, false);
    assert_eq!(desk.c.unanswered_since, None);
    desk.passes(s(3));
    reacts(&mut desk, true);
    assert_eq!(desk.c.unanswered_since, since);
    assert!(is_reminded(&mut desk));
}

#[test]
fn taking_an_emoji_back_answers_nothing() {
    let (mut desk, _) = waiting();
    reacts(&mut desk, false);
    desk.passes(s(6));
    let emoji = desk.left()[0];
    desk.delivered(emoji);
    desk.answers();
    let since = desk.c.unanswered_since;
    reacts(&mut desk, true);
    desk.passes(s(6));
    assert_eq!(desk.left().len(), 1, "the removal leaves");
    assert_eq!(desk.c.unanswered_since, since);
}

#[test]
fn of_two_lines_the_one_that_leaves_is_the_answer() {
    let (mut desk, _) = waiting();
    let first = desk.carla("Oi!");
    let second = desk.carla("Já vou ver!");
    desk.deletes(first);
    assert_eq!(
        desk.c.unanswered_since, None,
        "the second one is on its way"
    );
    desk.passes(s(6));
    assert_eq!(desk.left(), [second]);
    desk.delivered(second);
    assert_eq!(desk.c.unanswered_since, None);
}

#[test]
fn what_left_before_is_an_answer_to_nothing_that_came_later() {
    let (mut desk, _) = waiting();
    let first = desk.carla("Oi!");
    desk.passes(s(6));
    desk.delivered(first);
    desk.answers();
    let since = desk.c.unanswered_since;
    desk.passes(s(1));
    let second = desk.carla("Já vou ver!");
    desk.deletes(second);
    assert_eq!(desk.c.unanswered_since, since);
}

#[test]
fn what_she_writes_while_an_answer_is_on_its_way_still_waits() {
    let (mut desk, _) = waiting();
    let line = desk.carla("Oi!");
    desk.passes(s(3));
    desk.answers();
    let since = desk.c.unanswered_since;
    desk.passes(s(2));
    assert_eq!(desk.left(), [line]);
    desk.delivered(line);
    assert_eq!(desk.c.unanswered_since, since);
}

#[test]
fn nor_is_what_was_said_before_she_wrote_again() {
    let (mut desk, since) = waiting();
    // Not the assignee's: it answers nothing, though it leaves.
    let line = desk.fresh_message();
    desk.happens(&Event::Chosen {
        message: line,
        position: 1,
        by: BRUNO,
        content: Content::Text {
            text: "Pronto".to_owned(),
        },
        post: None,
        spoiler: false,
    });
    desk.delivered(line);
    desk.passes(s(1));
    desk.answers();
    desk.passes(s(1));
    let line = desk.carla("Já vou ver!");
    desk.deletes(line);
    assert_eq!(desk.c.unanswered_since, since);
}

#[test]
fn what_fails_was_no_answer_at_once_or_later() {
    let (mut desk, since) = waiting();
    let line = desk.carla("Oi!");
    desk.passes(s(6));
    desk.refused(line, Retry::Never);
    assert_eq!(
        (desk.state(line), desk.c.unanswered_since),
        (State::Failed, since)
    );

    let (mut desk, since) = waiting();
    let line = desk.carla("Oi!");
    desk.passes(s(6));
    desk.accepted(line);
    assert_eq!(desk.c.unanswered_since, None);
    desk.fails_later(line, Retry::Never);
    assert_eq!(
        (desk.state(line), desk.c.unanswered_since),
        (State::Failed, since)
    );
    assert!(is_reminded(&mut desk));
}

#[test]
fn what_waits_in_the_queue_is_an_answer_until_it_expires() {
    let (mut desk, since) = waiting();
    desk.passes(h(25));
    let line = desk.carla("Oi!");
    assert_eq!(
        (desk.state(line), desk.c.unanswered_since),
        (State::Waiting, None)
    );
    desk.passes(h(7 * 24));
    assert_eq!(
        (desk.state(line), desk.c.unanswered_since),
        (State::Expired, since)
    );
}

#[test]
fn what_is_held_after_all_is_no_answer_until_it_is_let_go() {
    let (mut desk, since) = waiting();
    let line = desk.carla("Oi!");
    desk.edits(line, "/concluir");
    assert_eq!(
        (desk.state(line), desk.c.unanswered_since),
        (State::Held, since)
    );
    desk.presses(CARLA, Wish::Send(line));
    desk.came(line, Progress::Delivered);
    assert_eq!(desk.c.unanswered_since, None);
}

#[test]
fn what_is_concluded_waits_for_nothing() {
    let (mut desk, _) = waiting();
    let line = desk.carla("Oi!");
    desk.happens(&Event::Concluded { by: CARLA });
    assert_eq!(
        (desk.state(line), desk.c.unanswered_since),
        (State::Cancelled, None)
    );
}

#[test]
fn what_failed_and_arrived_after_all_is_an_answer_unless_she_wrote_since() {
    for writes_again in [false, true] {
        let (mut desk, _) = waiting();
        let line = desk.carla("Já vou ver!");
        desk.passes(s(5));
        desk.refused(line, Retry::Never);
        assert!(desk.c.unanswered_since.is_some(), "it failed");
        if writes_again {
            desk.passes(s(5));
            desk.answers();
        }
        desk.came(line, Progress::Delivered);
        assert_eq!(desk.state(line), State::Delivered);
        assert_eq!(desk.c.unanswered_since.is_some(), writes_again);
        assert_eq!(is_reminded(&mut desk), writes_again);
    }
}

#[test]
fn what_left_before_a_backup_answers_nothing_that_she_wrote_after_it() {
    for wrote_since in [false, true] {
        let (mut desk, since) = waiting();
        let ago = if wrote_since { min(5) } else { s(10) };
        let mut line = desk.line(CARLA, "Já vou ver!");
        line.written_at -= ago;
        line.left = true;
        desk.happens(&Event::Wrote(line));
        assert_eq!(desk.left(), []);
        let waits = desk.c.unanswered_since;
        assert_eq!(waits, since.filter(|_| wrote_since));
    }
}
