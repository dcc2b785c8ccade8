//! A *stop* or a refusal of marketing keeps back what had not left yet.

use conecta::domain::conversation::AskWhy;
use conecta::domain::effect::{Ask, Notice, Posted};
use conecta::domain::event::{Event, Wish};
use conecta::domain::ids::MessageId;
use conecta::domain::message::{Progress, State};
use conecta::domain::refusal::Retry;

use crate::desk::{CARLA, Desk, h, min, notice, s};

type Doing = fn(&mut Desk, MessageId);

/// How far a message is that is under way, and what then brings it back into the queue.
const UNDER_WAY: [(Doing, Doing); 4] = [
    (|_, _| {}, |desk, it| desk.refused(it, Retry::Backoff)),
    (Desk::in_doubt, |desk, it| {
        desk.fails_later(it, Retry::Backoff);
    }),
    (Desk::accepted, |desk, it| {
        desk.fails_later(it, Retry::Backoff);
    }),
    (
        |desk, it| {
            desk.accepted(it);
            desk.came(it, Progress::Sent);
        },
        |desk, it| desk.fails_later(it, Retry::Counted { tries: 3 }),
    ),
];

/// Whether it was asked about the queue because of a stop.
fn is_asked(desk: &Desk) -> bool {
    let asks = |posted: &&Posted| {
        matches!(
            posted,
            Posted::Ask(Ask::Queue {
                why: AskWhy::Stop,
                ..
            })
        )
    };
    desk.posted().iter().any(asks)
}

#[test]
fn what_is_discarded_after_a_stop_does_not_leave_when_its_undo_time_ends() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.says_stop();
    desk.presses(CARLA, Wish::DiscardQueue);
    assert_eq!(desk.state(olá), State::Cancelled);
    let decided = Notice::QueueDecided {
        by: CARLA,
        sent: false,
        count: 1,
    };
    assert!(desk.did.contains(&notice(decided)), "{:?}", desk.did);
    desk.passes(min(5));
    assert_eq!(desk.left(), []);
}

#[test]
fn a_template_that_waits_does_not_leave_after_a_stop() {
    let mut desk = Desk::in_talk();
    let first = desk.carla("um");
    desk.passes(s(5));
    desk.in_doubt(first);
    let template = desk.template();
    desk.says_stop();
    let stopped = Notice::TemplateStopped { message: template };
    assert!(desk.did.contains(&notice(stopped)), "{:?}", desk.did);
    desk.presses(CARLA, Wish::Presume(first));
    desk.passes(min(5));
    assert_eq!(desk.state(template), State::Cancelled);
}

#[test]
fn of_a_template_that_may_have_arrived_a_stop_says_nothing() {
    let mut desk = Desk::in_talk();
    let template = desk.template();
    desk.in_doubt(template);
    desk.paused_for(h(1));
    desk.presses(CARLA, Wish::SendAgain(template));
    desk.says_stop();
    assert_eq!(desk.state(template), State::Presumed);
    assert!(
        !desk
            .posted()
            .contains(&&Posted::Notice(Notice::TemplateStopped {
                message: template
            })),
        "{:?}",
        desk.did
    );
}

#[test]
fn what_waits_is_no_marketing_once_the_contact_refuses_it() {
    let mut desk = Desk::in_talk();
    desk.paused_for(h(1));
    let useful = desk.template();
    let offer = desk.template_of("marketing");
    desk.happens(&Event::MarketingRefused);
    assert_eq!(
        (desk.state(useful), desk.state(offer)),
        (State::Waiting, State::Cancelled)
    );
    assert_eq!(
        desk.posted(),
        [&Posted::Notice(Notice::TemplateStopped { message: offer })]
    );
}

#[test]
fn a_template_that_was_under_way_does_not_leave_again_after_a_stop() {
    for (far, comes_back) in UNDER_WAY {
        let mut desk = Desk::in_talk();
        let template = desk.template();
        far(&mut desk, template);
        desk.says_stop();
        comes_back(&mut desk, template);
        assert_eq!(desk.state(template), State::Cancelled);
        let stopped = Notice::TemplateStopped { message: template };
        assert_eq!(desk.posted(), [&Posted::Notice(stopped)]);
        desk.passes(min(10));
        assert_eq!(desk.left(), []);
    }
}

#[test]
fn a_line_that_was_under_way_asks_before_it_leaves_again_after_a_stop() {
    for (far, comes_back) in UNDER_WAY {
        let mut desk = Desk::in_talk();
        let olá = desk.carla("Olá!");
        desk.passes(s(5));
        far(&mut desk, olá);
        desk.says_stop();
        assert!(!is_asked(&desk), "it may have arrived");
        comes_back(&mut desk, olá);
        assert!(is_asked(&desk), "{:?}", desk.did);
        desk.passes(min(10));
        assert_eq!(desk.left(), []);
        desk.presses(CARLA, Wish::SendQueue);
        assert_eq!(desk.left(), [olá]);
        desk.refused(olá, Retry::Backoff);
        assert!(!is_asked(&desk), "they said yes since then");
        desk.passes(s(10));
        assert_eq!(desk.left(), [olá]);
    }
}

#[test]
fn what_is_put_back_for_want_of_an_answer_does_not_leave_with_one_that_is_a_stop() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.accepted(olá);
    desk.says_stop();
    desk.fails_later(olá, Retry::AfterInbound);
    assert!(is_asked(&desk), "{:?}", desk.did);
    desk.answers();
    assert_eq!((desk.state(olá), desk.left()), (State::Waiting, vec![]));
}

#[test]
fn what_a_person_sends_again_after_a_stop_leaves() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.in_doubt(olá);
    desk.says_stop();
    desk.presses(CARLA, Wish::SendAgain(olá));
    desk.refused(olá, Retry::Backoff);
    assert!(!is_asked(&desk), "{:?}", desk.did);
    desk.passes(s(10));
    assert_eq!(desk.left(), [olá]);
}

#[test]
fn marketing_that_was_under_way_does_not_leave_again_once_the_contact_refuses_it() {
    for (category, state) in [("utility", State::Ready), ("marketing", State::Cancelled)] {
        let mut desk = Desk::in_talk();
        let template = desk.template_of(category);
        desk.accepted(template);
        desk.happens(&Event::MarketingRefused);
        desk.fails_later(template, Retry::Backoff);
        assert_eq!(desk.state(template), state, "{category}");
    }
}

#[test]
fn a_stop_is_said_to_whoever_decides_about_the_queue_for_another_reason() {
    let mut desk = Desk::new();
    desk.carla("Olá!");
    desk.passes(h(48));
    desk.answers();
    let aged = desk.c.question.as_ref().map(|question| question.why);
    assert_eq!(aged, Some(AskWhy::Aged));
    desk.passes(min(1));
    desk.says_stop();
    assert!(is_asked(&desk), "{:?}", desk.did);
    desk.answers();
    assert_eq!(desk.posted().len(), 1, "once: {:?}", desk.did);
}
