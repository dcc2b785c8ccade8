//! A *stop* or a refusal of marketing keeps back what had not left yet.

use conecta::domain::effect::{Notice, Posted};
use conecta::domain::event::{Event, Wish};
use conecta::domain::message::State;

use crate::desk::{CARLA, Desk, h, min, notice, s};

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
