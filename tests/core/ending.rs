//! Beginning, ending, taking up again.

use conecta::domain::conversation::{Notify, Stage};
use conecta::domain::effect::{Effect, Notice, Posted, Question};
use conecta::domain::event::{Event, Wish};
use conecta::domain::ids::{PlaceId, PostId};
use conecta::domain::mark::Mark;
use conecta::domain::message::State;

use crate::desk::{BRUNO, CARLA, Desk, h, mark, min, notice, s};

#[test]
fn a_conversation_that_was_started_opens_its_thread() {
    let mut desk = Desk::new();
    desk.c.thread = None;
    desk.c.card = None;
    desk.happens(&Event::Begun);
    assert_eq!(
        desk.did,
        [Effect::OpenThread, notice(Notice::Started { by: CARLA })]
    );
    let template = desk.template();
    assert_eq!(desk.left(), [], "first the thread stands");
    desk.happens(&Event::ThreadOpened {
        thread: PlaceId(9),
        card: PostId(9),
    });
    assert_eq!(desk.did[0], Effect::Join(CARLA));
    assert_eq!(desk.left(), [template]);
}

#[test]
fn concluding_discards_what_waits_and_archives_the_thread() {
    let mut desk = Desk::new();
    let first = desk.carla("um");
    let second = desk.carla("/dois");
    desk.happens(&Event::Concluded { by: CARLA });
    assert_eq!(
        desk.did,
        [
            Effect::Retract(Question::Held(second)),
            Effect::Retract(Question::Queue),
            Effect::Retract(Question::OptOut),
            notice(Notice::Concluded {
                by: CARLA,
                discarded: 2
            }),
            Effect::Leave(CARLA),
            Effect::Archive,
            mark(first, Mark::Note),
            mark(second, Mark::Note),
        ]
    );
    assert_eq!(desk.c.stage, Stage::Concluded);
    desk.happens(&Event::Concluded { by: BRUNO });
    assert_eq!(desk.did, [], "once is enough");
}

#[test]
fn nothing_leaves_a_concluded_conversation_and_nobody_is_reminded() {
    let mut desk = Desk::in_talk();
    desk.carla("Olá!");
    desk.answers();
    desk.happens(&Event::Concluded { by: CARLA });
    desk.passes(h(2));
    assert_eq!(desk.did, []);
}

#[test]
fn a_template_chosen_at_the_moment_of_the_end_is_held() {
    let mut desk = Desk::in_talk();
    desk.happens(&Event::Concluded { by: CARLA });
    let template = desk.template();
    assert_eq!((desk.state(template), desk.left()), (State::Held, vec![]));
}

#[test]
fn concluding_leaves_a_message_on_its_way_to_the_platform() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.happens(&Event::Concluded { by: CARLA });
    desk.delivered(olá);
    assert_eq!(
        (desk.state(olá), desk.mark(olá)),
        (State::Delivered, Some(Mark::Delivered))
    );
}

#[test]
fn restarting_opens_the_thread_again_for_whoever_does_it() {
    let mut desk = Desk::in_talk();
    desk.happens(&Event::Concluded { by: CARLA });
    desk.happens(&Event::Assumed {
        by: BRUNO,
        notify: Notify::First,
    });
    assert_eq!(
        desk.did,
        [],
        "a concluded conversation is restarted, not assumed"
    );
    desk.happens(&Event::Restarted {
        by: BRUNO,
        notify: Notify::Every,
    });
    assert_eq!(
        desk.did,
        [
            Effect::Unarchive,
            Effect::Join(BRUNO),
            notice(Notice::Restarted { by: BRUNO })
        ]
    );
    assert_eq!((desk.c.stage, desk.c.assignee), (Stage::Open, Some(BRUNO)));
    let olá = desk.writes(BRUNO, "Olá de novo!");
    desk.presses(BRUNO, Wish::Send(olá));
    desk.passes(s(5));
    assert_eq!(desk.left(), [olá], "the window did not close");
}

#[test]
fn a_released_conversation_has_no_assignee_to_remind() {
    let mut desk = Desk::new();
    desk.answers();
    desk.happens(&Event::Released { by: CARLA });
    desk.passes(min(30));
    assert_eq!(desk.did, []);
    desk.happens(&Event::Released { by: CARLA });
    assert_eq!(desk.did, [], "it is nobody's already");
}

#[test]
fn a_released_conversation_keeps_since_when_the_customer_waits() {
    let mut desk = Desk::new();
    let asked = desk.now;
    desk.answers();
    desk.passes(min(10));
    desk.happens(&Event::Released { by: CARLA });
    desk.passes(min(10));
    assert_eq!(desk.c.unanswered_since, Some(asked));
    desk.happens(&Event::Assumed {
        by: BRUNO,
        notify: Notify::First,
    });
    desk.passes(min(5));
    let told = Notice::StillWaiting { since: asked };
    assert_eq!(desk.posted(), [&Posted::Notice(told)]);
}

#[test]
fn a_lost_thread_is_opened_anew_and_what_waits_still_leaves() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.happens(&Event::ThreadLost);
    assert_eq!(desk.did[0], Effect::OpenThread);
    desk.passes(s(5));
    assert_eq!(desk.left(), []);
    desk.happens(&Event::ThreadOpened {
        thread: PlaceId(9),
        card: PostId(9),
    });
    assert_eq!(desk.left(), [olá]);
}

#[test]
fn a_conversation_of_somebody_who_left_the_team_is_nobodys() {
    let mut desk = Desk::new();
    desk.answers();
    let since = desk.c.unanswered_since;
    desk.happens(&Event::AssigneeLeft { who: BRUNO });
    assert_eq!(desk.c.assignee, Some(CARLA), "it was not his");
    desk.happens(&Event::AssigneeLeft { who: CARLA });
    assert_eq!(
        desk.did,
        [
            Effect::Leave(CARLA),
            notice(Notice::AssigneeLeft { who: CARLA })
        ]
    );
    assert_eq!((desk.c.assignee, desk.c.unanswered_since), (None, since));
}
