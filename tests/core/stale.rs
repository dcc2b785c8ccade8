//! Stale: what was written while we were away, and what the platform could not take for a quarter
//! of an hour, does not leave by itself.

use conecta::domain::effect::{Ask, Effect, Notice, Question};
use conecta::domain::event::{Event, Wish};
use conecta::domain::mark::Mark;
use conecta::domain::message::{HeldReason, State};
use conecta::domain::refusal::Retry;

use crate::desk::{CARLA, Desk, asks, h, mark, min, ms, notice, s, send};

#[test]
fn read_two_minutes_late_it_leaves_a_millisecond_more_and_it_asks() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla_wrote("Olá!", min(2));
    desk.passes(s(5));
    assert_eq!(desk.left(), [olá]);
    desk.delivered(olá);
    let late = desk.carla_wrote("Tudo bem?", min(2) + ms(1));
    let ask = Ask::Stale {
        count: 1,
        from: desk.now - min(2) - ms(1),
        until: desk.now,
        platform: false,
    };
    let mut expected = asks(ask, Some(CARLA)).to_vec();
    expected.push(mark(late, Mark::Held));
    assert_eq!(desk.did, expected);
}

#[test]
fn three_messages_are_one_question_that_keeps_its_ping() {
    let mut desk = Desk::in_talk();
    let from = desk.now - h(2);
    desk.carla_wrote("um", h(2));
    desk.carla_wrote("dois", h(1));
    let third = desk.carla_wrote("três", min(30));
    let ask = Ask::Stale {
        count: 3,
        from,
        until: desk.now,
        platform: false,
    };
    let mut expected = asks(ask, Some(CARLA)).to_vec();
    expected.push(mark(third, Mark::Held));
    assert_eq!(desk.did, expected);
}

#[test]
fn sending_all_sends_them_in_order() {
    let mut desk = Desk::in_talk();
    let first = desk.carla_wrote("um", h(2));
    let second = desk.carla_wrote("dois", h(1));
    desk.presses(CARLA, Wish::SendStale);
    let decided = Notice::QueueDecided {
        by: CARLA,
        sent: true,
        count: 2,
    };
    assert_eq!(
        desk.did[..3],
        [
            notice(decided),
            Effect::Retract(Question::Stale),
            send(first, 1)
        ]
    );
    desk.delivered(first);
    assert_eq!(desk.left(), [second]);
}

#[test]
fn discarding_makes_notes_of_them() {
    let mut desk = Desk::in_talk();
    let first = desk.carla_wrote("um", h(2));
    let second = desk.carla_wrote("dois", h(1));
    desk.presses(CARLA, Wish::DiscardStale);
    let decided = Notice::QueueDecided {
        by: CARLA,
        sent: false,
        count: 2,
    };
    assert_eq!(
        desk.did,
        [
            Effect::Retract(Question::Held(first)),
            Effect::Retract(Question::Held(second)),
            notice(decided),
            Effect::Retract(Question::Stale),
            mark(first, Mark::Note),
            mark(second, Mark::Note),
        ]
    );
}

#[test]
fn what_the_platform_cannot_take_for_a_quarter_of_an_hour_asks() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    let due = desk.now;
    while desk.now < due + min(15) {
        if desk.state(olá) == State::Sending {
            desk.refused(olá, Retry::Backoff);
        }
        desk.passes(s(1));
    }
    assert_eq!(desk.state(olá), State::Held);
    let held = desk.c.message(olá).and_then(|message| message.held);
    assert_eq!(held, Some(HeldReason::Away));
    let ask = Ask::Stale {
        count: 1,
        from: due - s(5),
        until: due + min(15),
        platform: true,
    };
    let [retract, asked] = asks(ask, Some(CARLA));
    assert_eq!(desk.did, [retract, asked, mark(olá, Mark::Held)]);
}

#[test]
fn what_could_have_left_before_we_went_down_asks_too() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.is_down_for(min(15) + s(5));
    assert_eq!((desk.state(olá), desk.left()), (State::Held, vec![]));
}

#[test]
fn after_a_short_while_down_it_leaves() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.is_down_for(min(15) + s(5) - ms(1));
    assert_eq!(desk.left(), [olá]);
}

#[test]
fn what_waits_for_the_customer_is_not_stale() {
    let mut desk = Desk::new();
    let olá = desk.carla("Olá!");
    desk.passes(h(20));
    desk.answers();
    assert_eq!(desk.left(), [olá]);
}

#[test]
fn what_waits_behind_a_doubt_is_not_stale() {
    let mut desk = Desk::in_talk();
    let first = desk.carla("um");
    let second = desk.carla("dois");
    desk.passes(s(5));
    desk.in_doubt(first);
    desk.passes(h(1));
    desk.presses(CARLA, Wish::Presume(first));
    assert_eq!(desk.left(), [second]);
}

#[test]
fn what_the_platform_refused_before_a_pause_is_stale_after_it() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.refused(olá, Retry::ChannelRestored);
    desk.paused_for(h(3));
    desk.passes(h(3));
    assert_eq!((desk.state(olá), desk.left()), (State::Held, vec![]));
}

#[test]
fn the_question_follows_what_it_is_about() {
    let mut desk = Desk::in_talk();
    let first = desk.carla_wrote("um", h(2));
    let second = desk.carla_wrote("dois", h(1));
    desk.deletes(first);
    assert!(matches!(
        desk.posted()[..],
        [conecta::domain::effect::Posted::Ask(Ask::Stale {
            count: 1,
            ..
        })]
    ));
    desk.happens(&Event::Deleted {
        post: crate::desk::line_of(second),
        by: conecta::domain::message::Eraser::Author,
    });
    assert!(desk.did.contains(&Effect::Retract(Question::Stale)));
}
