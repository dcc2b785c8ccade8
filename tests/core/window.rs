//! The end of the window, and what the platform says about it.

use conecta::domain::conversation::Notify;
use conecta::domain::effect::{Notice, Posted};
use conecta::domain::event::Event;
use conecta::domain::mark::Mark;
use conecta::domain::message::State;
use conecta::domain::refusal::Retry;

use crate::desk::{BRUNO, CARLA, Desk, h, mark, mirror, ms, s, send, tells};

#[test]
fn what_the_window_closes_on_stays_in_the_queue() {
    let mut desk = Desk::new();
    desk.answers();
    desk.passes(h(24) - s(5));
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    assert_eq!(
        desk.posted(),
        [&Posted::Notice(Notice::Queued { message: olá })]
    );
    assert_eq!(
        (desk.state(olá), desk.mark(olá)),
        (State::Waiting, Some(Mark::Queued))
    );
}

#[test]
fn a_millisecond_before_the_window_closes_it_still_leaves() {
    let mut desk = Desk::new();
    desk.answers();
    desk.passes(h(24) - s(5) - ms(1));
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    assert_eq!(desk.left(), [olá]);
}

#[test]
fn error_131047_puts_it_back_until_the_next_answer() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.refused(olá, Retry::AfterInbound);
    assert_eq!(
        desk.did,
        [
            tells(Notice::PutBack { message: olá }, olá, CARLA),
            mark(olá, Mark::Queued)
        ]
    );
    desk.passes(h(1));
    assert_eq!(desk.left(), [], "our clock still says that it is open");
    desk.answers();
    assert_eq!(desk.left(), [olá]);
}

#[test]
fn error_131047_that_comes_later_puts_it_back_too() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.accepted(olá);
    desk.fails_later(olá, Retry::AfterInbound);
    assert_eq!(desk.state(olá), State::Waiting);
    let repeated = Event::FailedLater {
        message: olá,
        attempt: Some(1),
        wamid: "wamid".to_owned(),
        refusal: crate::desk::refusal(Retry::AfterInbound),
    };
    desk.answers();
    desk.accepted(olá);
    desk.happens(&repeated);
    assert_eq!(
        desk.state(olá),
        State::Accepted,
        "that was the first attempt"
    );
}

#[test]
fn answered_while_the_request_ran_it_goes_again_at_once() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(6));
    desk.answers();
    desk.refused(olá, Retry::AfterInbound);
    assert_eq!(desk.did[0], send(olá, 2));
    assert_eq!(desk.posted(), Vec::<&Posted>::new());
}

/// The answer that she had given before is none that it waits for.
#[test]
fn put_back_with_other_words_than_the_assignees_it_asks_only_when_the_customer_answers() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(6));
    desk.happens(&Event::Assumed {
        by: BRUNO,
        notify: Notify::First,
    });
    desk.edits(olá, "Oi!");
    desk.refused(olá, Retry::AfterInbound);
    let told = Posted::Notice(Notice::PutBack { message: olá });
    assert_eq!(desk.posted(), [&told]);
    desk.answers();
    assert!(desk.c.question.is_some());
}

#[test]
fn an_answer_that_arrives_two_days_late_opens_nothing() {
    let mut desk = Desk::new();
    desk.carla("Olá!");
    let mut answer = desk.answer();
    answer.at = desk.now - h(48);
    let inbound = answer.inbound;
    desk.happens(&Event::ContactWrote(answer));
    assert_eq!(desk.did, [mirror(inbound, true, Some(CARLA))]);
}
