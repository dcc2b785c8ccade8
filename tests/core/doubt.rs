//! A send whose outcome nobody knows.

use conecta::domain::effect::{Ask, Effect, Notice, Posted, Question};
use conecta::domain::event::{Event, Wish};
use conecta::domain::ids::MessageId;
use conecta::domain::mark::Mark;
use conecta::domain::message::{Progress, State};
use conecta::domain::refusal::Retry;

use crate::desk::{CARLA, Desk, asks_about, h, mark, min, ms, notice, s, send, wamid};

/// Two messages, the first in doubt.
fn doubtful() -> (Desk, MessageId, MessageId) {
    let mut desk = Desk::in_talk();
    let first = desk.carla("um");
    let second = desk.carla("dois");
    desk.passes(s(5));
    desk.in_doubt(first);
    (desk, first, second)
}

#[test]
fn after_a_minute_the_author_is_asked() {
    let (mut desk, first, second) = doubtful();
    assert_eq!(
        desk.did,
        [mark(first, Mark::Queued), mark(second, Mark::Queued)]
    );
    desk.passes(s(60) - ms(1));
    assert_eq!(desk.did, []);
    desk.passes(ms(1));
    let ask = Ask::Doubt {
        message: first,
        behind: 1,
    };
    let mut expected = asks_about(ask, first, CARLA).to_vec();
    expected.push(mark(first, Mark::Doubt));
    assert_eq!(desk.did, expected);
}

#[test]
fn it_is_never_repeated_by_the_machine_and_nothing_passes_it() {
    let (mut desk, ..) = doubtful();
    desk.template();
    desk.passes(min(6 * 24 * 60));
    assert_eq!(desk.left(), []);
}

#[test]
fn a_status_settles_it() {
    let (mut desk, first, second) = doubtful();
    desk.passes(s(60));
    desk.came(first, Progress::Sent);
    assert!(desk.did.contains(&Effect::Retract(Question::Doubt(first))));
    assert_eq!(
        (desk.state(first), desk.left()),
        (State::Sent, vec![second])
    );
}

#[test]
fn going_on_without_repeating_lets_the_rest_go() {
    let (mut desk, first, second) = doubtful();
    desk.passes(s(60));
    desk.presses(CARLA, Wish::Presume(first));
    let decided = Notice::DoubtDecided {
        by: CARLA,
        message: first,
        again: false,
    };
    assert_eq!(
        desk.did[..3],
        [
            Effect::Retract(Question::Doubt(first)),
            notice(decided),
            send(second, 1)
        ]
    );
    assert_eq!(desk.mark(first), Some(Mark::Doubt), "still nobody knows");
    desk.came(first, Progress::Delivered);
    assert_eq!(desk.state(first), State::Delivered, "now it is known");
}

#[test]
fn sending_again_is_a_persons_decision() {
    let (mut desk, first, _) = doubtful();
    desk.passes(s(60));
    desk.presses(CARLA, Wish::SendAgain(first));
    let decided = Notice::DoubtDecided {
        by: CARLA,
        message: first,
        again: true,
    };
    assert_eq!(
        desk.did[..3],
        [
            Effect::Retract(Question::Doubt(first)),
            notice(decided),
            send(first, 2)
        ]
    );
}

#[test]
fn a_status_that_comes_before_it_is_sent_again_makes_that_needless() {
    let (mut desk, first, second) = doubtful();
    desk.paused_for(min(1));
    desk.presses(CARLA, Wish::SendAgain(first));
    assert_eq!(desk.left(), []);
    desk.came(first, Progress::Delivered);
    assert_eq!(desk.state(first), State::Delivered);
    desk.passes(min(1));
    assert_eq!(desk.left(), [second]);
}

#[test]
fn cancelled_instead_of_sent_again_nobody_can_say_that_it_stayed_inside() {
    let (mut desk, first, _) = doubtful();
    desk.paused_for(min(1));
    desk.presses(CARLA, Wish::SendAgain(first));
    desk.presses(CARLA, Wish::Cancel(first));
    assert_eq!(
        (desk.state(first), desk.mark(first)),
        (State::Presumed, Some(Mark::Doubt))
    );
}

#[test]
fn a_status_before_the_answer_is_the_acceptance() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.came(olá, Progress::Delivered);
    assert_eq!(desk.state(olá), State::Delivered);
    desk.accepted(olá);
    assert_eq!(
        (desk.state(olá), &desk.did[..]),
        (State::Delivered, &[][..])
    );
    desk.in_doubt(olá);
    assert_eq!(desk.state(olá), State::Delivered);
}

#[test]
fn a_refusal_that_is_not_certain_is_a_doubt() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    let mut refusal = crate::desk::refusal(Retry::Backoff);
    refusal.certain = false;
    desk.happens(&Event::Refused {
        message: olá,
        attempt: 1,
        refusal,
    });
    assert_eq!(desk.state(olá), State::Doubt);
}

#[test]
fn a_status_of_an_attempt_given_up_for_lost_settles_the_doubt_about_the_next() {
    let (mut desk, first, _) = doubtful();
    desk.presses(CARLA, Wish::SendAgain(first));
    desk.in_doubt(first);
    desk.happens(&Event::Progressed {
        message: first,
        attempt: Some(1),
        wamid: wamid(first, 1),
        progress: Progress::Sent,
    });
    assert_eq!(desk.state(first), State::Sent);
}

#[test]
fn only_what_comes_after_it_waits_for_it() {
    let mut desk = Desk::new();
    desk.carla("um");
    desk.carla("dois");
    let template = desk.template();
    desk.in_doubt(template);
    desk.carla("três");
    desk.passes(s(61));
    let asked = desk.posted().into_iter().find_map(|posted| match posted {
        Posted::Ask(Ask::Doubt { behind, .. }) => Some(*behind),
        _ => None,
    });
    assert_eq!(asked, Some(1), "{:?}", desk.did);
}

#[test]
fn what_waits_to_be_sent_again_for_too_long_is_not_said_to_have_stayed_inside() {
    let (mut desk, first, second) = doubtful();
    desk.paused_for(h(24 * 30));
    desk.presses(CARLA, Wish::SendAgain(first));
    desk.passes(h(7 * 24));
    assert_eq!(
        (desk.state(first), desk.mark(first)),
        (State::Presumed, Some(Mark::Doubt))
    );
    assert_eq!(desk.state(second), State::Expired);
    assert_eq!(desk.pinged(), [CARLA, CARLA], "each has its sentence");
    desk.came(first, Progress::Delivered);
    assert_eq!(desk.state(first), State::Delivered);
}
