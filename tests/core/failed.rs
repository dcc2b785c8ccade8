//! What becomes of the line of a message that failed, and of a message that was given up.

use conecta::domain::effect::{Ask, Posted};
use conecta::domain::event::{Event, Wish};
use conecta::domain::ids::{MessageId, PlaceId, PostId};
use conecta::domain::message::{Eraser, HeldReason, Progress, State};
use conecta::domain::refusal::Retry;

use crate::desk::{BRUNO, CARLA, Desk, asks, h, line_of, min, s};

/// Carla's line, which the platform refused for good.
fn failed() -> (Desk, MessageId) {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.refused(olá, Retry::Never);
    (desk, olá)
}

/// The same, of words that stand beside its line: they were written in the queue's form.
fn failed_apart() -> (Desk, MessageId) {
    let mut desk = Desk::new();
    let olá = desk.carla("Olá!");
    desk.presses(CARLA, Wish::Rewrite(olá, "Oi, Ana!".to_owned()));
    desk.answers();
    desk.passes(s(5));
    desk.refused(olá, Retry::Never);
    (desk, olá)
}

#[test]
fn what_its_author_deletes_is_not_sent_again() {
    let (mut desk, olá) = failed();
    desk.deletes(olá);
    assert_eq!(desk.state(olá), State::Cancelled);
    assert!(desk.card, "it counts what failed");
    desk.presses(CARLA, Wish::SendAgain(olá));
    desk.passes(min(10));
    assert_eq!(desk.left(), []);
}

#[test]
fn what_somebody_else_deleted_is_asked_about_before_it_is_sent_again() {
    let (mut desk, olá) = failed();
    desk.happens(&Event::Deleted {
        post: line_of(olá),
        by: Eraser::Other(BRUNO),
    });
    assert_eq!(desk.state(olá), State::Failed);
    desk.presses(CARLA, Wish::SendAgain(olá));
    let ask = Ask::Held {
        message: olá,
        reason: HeldReason::Deleted,
        eraser: None,
    };
    assert!(
        desk.did.ends_with(&asks(ask, Some(CARLA))),
        "{:?}",
        desk.did
    );
    desk.presses(CARLA, Wish::Send(olá));
    assert_eq!(desk.left(), [olá]);
}

#[test]
fn what_was_written_in_a_form_is_sent_again_as_it_was_while_its_line_stays_as_it_is() {
    let (mut desk, olá) = failed_apart();
    desk.presses(CARLA, Wish::SendAgain(olá));
    desk.reads_again(olá, "Olá!");
    assert_eq!((desk.left(), desk.text(olá)), (vec![olá], "Oi, Ana!"));
}

#[test]
fn what_was_written_in_a_form_is_sent_again_as_its_line_says_since_it_was_edited() {
    let (mut desk, olá) = failed_apart();
    desk.edits(olá, "Boa tarde, Ana!");
    desk.presses(CARLA, Wish::SendAgain(olá));
    desk.reads_again(olá, "Boa tarde, Ana!");
    assert_eq!(
        (desk.left(), desk.text(olá)),
        (vec![olá], "Boa tarde, Ana!")
    );
}

#[test]
fn what_was_written_in_a_form_stays_inside_once_its_line_is_a_note() {
    let (mut desk, olá) = failed_apart();
    desk.edits(olá, "// ela já sabe");
    desk.presses(CARLA, Wish::SendAgain(olá));
    desk.reads_again(olá, "// ela já sabe");
    desk.passes(min(10));
    assert_eq!((desk.state(olá), desk.left()), (State::Cancelled, vec![]));
}

#[test]
fn what_was_taken_back_after_a_failure_and_arrives_nevertheless_is_known_to_have_arrived() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.accepted(olá);
    desk.fails_later(olá, Retry::Backoff);
    desk.deletes(olá);
    assert_eq!(desk.state(olá), State::Cancelled);
    desk.came(olá, Progress::Sent);
    assert_eq!(desk.state(olá), State::Cancelled, "no phone has it");
    desk.came(olá, Progress::Delivered);
    assert_eq!(desk.state(olá), State::Delivered);
    assert_eq!(desk.pinged(), [CARLA]);
    desk.came(olá, Progress::Read);
    assert_eq!(desk.pinged(), [], "once");
}

#[test]
fn what_expired_after_a_failure_and_arrives_nevertheless_is_known_to_have_arrived() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.refused(olá, Retry::AfterInbound);
    desk.passes(h(7 * 24));
    assert_eq!(desk.state(olá), State::Expired);
    desk.came(olá, Progress::Read);
    assert_eq!((desk.state(olá), desk.pinged()), (State::Read, vec![CARLA]));
}

#[test]
fn what_failed_and_lost_its_thread_is_asked_about_before_it_is_sent_again() {
    let (mut desk, olá) = failed();
    desk.happens(&Event::ThreadLost);
    desk.happens(&Event::ThreadOpened {
        thread: PlaceId(9),
        card: PostId(9),
    });
    desk.presses(CARLA, Wish::SendAgain(olá));
    assert_eq!(desk.state(olá), State::Held);
    desk.passes(min(10));
    assert_eq!(desk.left(), []);
}

#[test]
fn what_was_under_way_when_its_thread_was_lost_stands_in_the_next() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    assert_eq!(desk.left(), [olá]);
    desk.happens(&Event::ThreadLost);
    assert!(
        desk.posted().contains(&&Posted::Text { message: olá }),
        "{:?}",
        desk.did
    );
}
