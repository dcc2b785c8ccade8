//! What waits leaves only if the present assignee has said lately that it may, in whatever way the
//! window came to be open for it.

use conecta::domain::conversation::{AskWhy, Notify};
use conecta::domain::effect::{Ask, Posted};
use conecta::domain::event::{Event, Wish};
use conecta::domain::ids::MessageId;

use crate::desk::{BRUNO, CARLA, Desk, asks, h, min, s};
use crate::queue::{ask, three};

#[test]
fn a_held_queue_is_looked_at_when_it_is_let_go() {
    let (mut desk, _) = three();
    desk.presses(CARLA, Wish::HoldQueue);
    desk.passes(h(25));
    let inbound = desk.answers();
    desk.presses(CARLA, Wish::LetGo);
    let [_, asked] = asks(ask(AskWhy::Aged, inbound, 3, &desk), Some(CARLA));
    assert!(desk.did.contains(&asked), "{:?}", desk.did);
    assert_eq!(desk.left(), []);

    let (mut desk, [first, ..]) = three();
    desk.presses(CARLA, Wish::HoldQueue);
    desk.happens(&Event::Assumed {
        by: BRUNO,
        notify: Notify::First,
    });
    let inbound = desk.answers();
    desk.presses(BRUNO, Wish::LetGo);
    let [_, asked] = asks(ask(AskWhy::OtherAuthor, inbound, 3, &desk), Some(BRUNO));
    assert!(desk.did.contains(&asked), "{:?}", desk.did);
    desk.presses(BRUNO, Wish::SendQueue);
    assert_eq!(desk.left(), [first]);
}

#[test]
fn a_stop_is_heard_while_the_queue_is_held() {
    let (mut desk, _) = three();
    desk.presses(CARLA, Wish::HoldQueue);
    let inbound = desk.says_stop();
    let [_, asked] = asks(ask(AskWhy::Stop, inbound, 3, &desk), Some(CARLA));
    assert!(desk.did.contains(&asked), "{:?}", desk.did);
    desk.presses(CARLA, Wish::LetGo);
    assert_eq!(desk.left(), []);
}

#[test]
fn what_waits_in_an_open_window_is_asked_about_in_other_hands() {
    let mut desk = Desk::in_talk();
    desk.paused_for(min(10));
    let first = desk.carla("um");
    desk.carla("dois");
    desk.passes(s(6));
    desk.happens(&Event::Released { by: CARLA });
    assert!(
        desk.posted().iter().any(|posted| matches!(
            posted,
            Posted::Ask(Ask::Queue {
                why: AskWhy::OtherAuthor,
                count: 2,
                ..
            })
        )),
        "{:?}",
        desk.did
    );
    desk.passes(min(11));
    assert_eq!(desk.left(), []);
    desk.happens(&Event::Assumed {
        by: BRUNO,
        notify: Notify::First,
    });
    assert_eq!(desk.left(), []);
    desk.presses(BRUNO, Wish::SendQueue);
    assert_eq!(desk.left(), [first]);
}

#[test]
fn what_is_on_its_way_goes_on_when_the_conversation_is_given_back() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.happens(&Event::Released { by: CARLA });
    desk.passes(s(5));
    assert_eq!(desk.left(), [olá]);
}

#[test]
fn other_words_of_a_former_assignee_are_asked_about() {
    type Changes<'a> = &'a dyn Fn(&mut Desk, MessageId);
    let rewritten = |desk: &mut Desk, message| {
        let text = "outra coisa".to_owned();
        desk.presses(CARLA, Wish::Rewrite(message, text));
    };
    let edited = |desk: &mut Desk, message| desk.edits(message, "outra coisa");
    for changes in [&rewritten as Changes<'_>, &edited] {
        let (mut desk, [first, second, _]) = three();
        desk.happens(&Event::Assumed {
            by: BRUNO,
            notify: Notify::First,
        });
        let inbound = desk.answers();
        desk.presses(BRUNO, Wish::SendQueue);
        assert_eq!(desk.left(), [first]);
        changes(&mut desk, second);
        let [_, asked] = asks(ask(AskWhy::OtherAuthor, inbound, 2, &desk), Some(BRUNO));
        assert!(desk.did.contains(&asked), "{:?}", desk.did);
        desk.delivered(first);
        desk.passes(min(1));
        assert_eq!(desk.left(), []);
        desk.presses(BRUNO, Wish::SendQueue);
        assert_eq!(desk.left(), [second]);
    }
}

#[test]
fn the_assignees_own_other_words_are_not() {
    let (mut desk, [first, second, _]) = three();
    desk.answers();
    desk.edits(second, "outra coisa");
    desk.delivered(first);
    assert_eq!(desk.left(), [second], "{:?}", desk.did);
}

#[test]
fn in_a_window_that_was_opened_in_an_earlier_conversation_it_is_asked_as_well() {
    let mut desk = Desk::in_talk();
    desk.c.last_inbound = None;
    desk.paused_for(min(10));
    desk.carla("um");
    desk.passes(s(6));
    desk.happens(&Event::Assumed {
        by: BRUNO,
        notify: Notify::First,
    });
    let asked = desk.posted().into_iter().any(|posted| {
        matches!(
            posted,
            Posted::Ask(Ask::Queue {
                why: AskWhy::OtherAuthor,
                inbound: None,
                ..
            })
        )
    });
    assert!(asked, "{:?}", desk.did);
    desk.passes(min(11));
    assert_eq!(desk.left(), []);
}
