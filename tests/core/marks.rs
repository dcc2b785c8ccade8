//! Marks on the agent's own message.

use conecta::domain::event::Event;
use conecta::domain::mark::Mark;
use conecta::domain::message::Progress;
use conecta::domain::refusal::Retry;

use crate::desk::{BRUNO, CARLA, Desk, line_of, mark, ms, s, send, unmark};

#[test]
fn a_note_is_marked_at_once() {
    let mut desk = Desk::in_talk();
    let note = desk.carla("// cliente nova");
    assert_eq!(desk.did, [mark(note, Mark::Note)]);
    let note = desk.writes(BRUNO, "Olá!");
    assert_eq!(
        desk.did,
        [mark(note, Mark::Note)],
        "a colleague's, without a reply"
    );
}

#[test]
fn what_is_not_taken_five_seconds_after_it_was_due_shows_a_clock() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(10) - ms(1));
    assert_eq!(desk.mark(olá), None);
    desk.passes(ms(1));
    assert_eq!(desk.did, [mark(olá, Mark::Queued)]);
}

#[test]
fn what_waits_for_its_turn_shows_a_clock_too() {
    let mut desk = Desk::in_talk();
    let first = desk.carla("um");
    let second = desk.carla("dois");
    desk.passes(s(10));
    assert_eq!(desk.left(), [first]);
    assert!(desk.did.contains(&mark(first, Mark::Queued)));
    assert!(desk.did.contains(&mark(second, Mark::Queued)));
}

#[test]
fn taken_shows_only_if_no_delivery_came_within_five_seconds() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.accepted(olá);
    desk.came(olá, Progress::Sent);
    desk.passes(s(5) - ms(1));
    assert_eq!(desk.did, []);
    desk.passes(ms(1));
    assert_eq!(desk.did, [mark(olá, Mark::Accepted)]);
    desk.came(olá, Progress::Delivered);
    assert_eq!(desk.did, [mark(olá, Mark::Delivered)]);
    desk.came(olá, Progress::Read);
    assert_eq!(desk.did, [mark(olá, Mark::Read)]);
}

#[test]
fn delivered_at_once_it_never_shows_that_it_was_taken() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.accepted(olá);
    assert_eq!(desk.did, []);
    desk.came(olá, Progress::Delivered);
    assert_eq!(desk.did, [mark(olá, Mark::Delivered)]);
    desk.passes(s(60));
    assert_eq!(desk.did, []);
}

#[test]
fn delivered_stands_on_the_last_of_a_run_when_all_before_it_are_as_far() {
    let mut desk = Desk::in_talk();
    let first = desk.carla("um");
    let second = desk.carla("dois");
    desk.passes(s(5));
    desk.accepted(first);
    desk.came(first, Progress::Sent);
    desk.accepted(second);
    desk.came(second, Progress::Read);
    assert_eq!(desk.did, [], "the first has only been sent");
    desk.came(first, Progress::Delivered);
    assert_eq!(desk.did, [mark(second, Mark::Delivered)]);
    desk.came(first, Progress::Read);
    assert_eq!(desk.did, [mark(second, Mark::Read)]);
}

#[test]
fn while_the_next_one_leaves_the_one_before_it_carries_no_mark() {
    let mut desk = Desk::in_talk();
    let first = desk.carla("um");
    let second = desk.carla("dois");
    desk.passes(s(5));
    desk.delivered(first);
    assert_eq!(desk.did, [send(second, 1)]);
    desk.passes(s(5));
    let late = [mark(first, Mark::Delivered), mark(second, Mark::Queued)];
    assert_eq!(
        desk.did, late,
        "it does not leave: the one before it is told"
    );
    desk.delivered(second);
    assert_eq!(desk.mark(first), None, "it stands on the last of them");
}

#[test]
fn the_last_of_a_run_shows_that_it_was_taken_while_one_before_it_is_not_as_far() {
    let mut desk = Desk::in_talk();
    let first = desk.carla("um");
    let second = desk.carla("dois");
    desk.passes(s(5));
    desk.accepted(first);
    desk.came(first, Progress::Sent);
    desk.delivered(second);
    desk.passes(s(5));
    assert_eq!(
        desk.did,
        [mark(first, Mark::Accepted), mark(second, Mark::Accepted)]
    );
}

#[test]
fn an_answer_ends_the_run() {
    let mut desk = Desk::in_talk();
    let first = desk.carla("um");
    desk.passes(s(5));
    desk.delivered(first);
    assert_eq!(desk.did, [mark(first, Mark::Delivered)]);
    desk.answers();
    let second = desk.carla("dois");
    desk.passes(s(5));
    desk.delivered(second);
    assert_eq!(desk.did, [mark(second, Mark::Delivered)]);
    desk.came(first, Progress::Read);
    assert_eq!(desk.did, [mark(first, Mark::Read)]);
}

#[test]
fn where_the_last_line_of_a_run_is_gone_the_one_before_it_carries_the_mark() {
    let mut desk = Desk::in_talk();
    let first = desk.carla("um");
    let second = desk.carla("dois");
    desk.passes(s(5));
    desk.delivered(first);
    desk.delivered(second);
    desk.deletes(second);
    assert!(desk.did.contains(&mark(first, Mark::Delivered)));
}

#[test]
fn a_clock_goes_when_the_message_is_taken() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.refused(olá, Retry::Backoff);
    desk.passes(s(5));
    assert_eq!(desk.mark(olá), Some(Mark::Queued));
    desk.accepted(olá);
    assert_eq!(desk.did, [unmark(olá)]);
}

#[test]
fn a_line_that_is_gone_gets_no_mark() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.deletes(olá);
    desk.accepted(olá);
    desk.passes(s(60));
    assert_eq!(desk.did, []);
}

#[test]
fn a_templates_mark_waits_for_its_line() {
    let mut desk = Desk::new();
    let template = desk.template();
    desk.delivered(template);
    assert_eq!(desk.did, []);
    desk.happens(&Event::Posted {
        message: template,
        post: line_of(template),
    });
    assert_eq!(desk.did, [mark(template, Mark::Delivered)]);
}

#[test]
fn a_reaction_among_them_keeps_no_message_from_showing_that_it_was_read() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.delivered(olá);
    let reaction = desk.fresh_message();
    desk.happens(&Event::Reacted {
        message: reaction,
        position: reaction.0,
        by: CARLA,
        target: "wamid.in".to_owned(),
        emoji: "👍".to_owned(),
        removed: false,
    });
    desk.passes(s(6));
    desk.accepted(reaction);
    desk.came(reaction, Progress::Sent);
    desk.passes(s(30));
    desk.came(olá, Progress::Read);
    assert_eq!(desk.mark(olá), Some(Mark::Read));
    let second = desk.carla("Tudo bem?");
    desk.passes(s(5));
    desk.delivered(second);
    desk.came(second, Progress::Read);
    assert_eq!(desk.mark(second), Some(Mark::Read));
}
