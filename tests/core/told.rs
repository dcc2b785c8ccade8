//! Who is told, and what the customer sees of it.

use conecta::domain::conversation::Notify;
use conecta::domain::effect::{Effect, Notice, Post, Posted};
use conecta::domain::event::Event;
use conecta::domain::ids::EchoId;
use conecta::domain::message::{Progress, State};
use conecta::domain::rules::Reading;

use crate::desk::{BRUNO, CARLA, Desk, h, min, mirror, ms, notice, s};

#[test]
fn an_answer_from_the_companys_own_phone_ends_the_waiting_and_opens_nothing() {
    let mut desk = Desk::in_talk();
    desk.passes(h(30));
    let echo = EchoId(7);
    let file = None;
    let speaks = true;
    desk.happens(&Event::Echoed { echo, file, speaks });
    assert_eq!(desk.posted(), [&Posted::Echo { echo, file }]);
    assert_eq!(desk.pinged(), []);
    assert_eq!(desk.c.unanswered_since, None);
    assert!(!desk.c.window.is_open(desk.now));
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    assert_eq!(desk.state(olá), State::Waiting);
    desk.answers();
    assert!(
        matches!(desk.posted()[0], Posted::Mirror { named: true, .. }),
        "that line was not the customer's"
    );
    desk.happens(&Event::Echoed {
        file: None,
        echo,
        speaks: false,
    });
    assert!(desk.c.unanswered_since.is_some(), "an edit is no answer");
}

#[test]
fn the_assignee_is_mentioned_on_the_first_message_of_a_burst() {
    let mut desk = Desk::new();
    let first = desk.answers();
    assert_eq!(desk.did, [mirror(first, true, Some(CARLA))]);
    let second = desk.answers();
    assert_eq!(desk.did, [mirror(second, false, None)]);
    desk.carla("Olá!");
    let third = desk.answers();
    assert_eq!(desk.did, [mirror(third, true, Some(CARLA))]);
}

#[test]
fn a_note_is_no_answer_to_the_customer() {
    let mut desk = Desk::new();
    desk.answers();
    desk.carla("// já respondo");
    let second = desk.answers();
    assert_eq!(desk.did, [mirror(second, true, None)]);
}

#[test]
fn once_more_after_five_minutes_without_an_answer() {
    let mut desk = Desk::new();
    desk.answers();
    let since = desk.now;
    desk.passes(min(3));
    desk.answers();
    desk.passes(min(2) - ms(1));
    assert_eq!(desk.did, []);
    desk.passes(ms(1));
    let told = Effect::Post(Post {
        what: Posted::Notice(Notice::StillWaiting { since }),
        reply_to: None,
        ping: Some(CARLA),
    });
    assert_eq!(desk.did, [told, Effect::FindAssignee(CARLA)]);
    desk.passes(h(2));
    assert_eq!(desk.did, [], "once is enough");
}

#[test]
fn whoever_assumes_and_forgets_is_told_once_more_and_of_the_next_message() {
    let mut desk = Desk::of_nobody();
    let since = desk.now;
    desk.passes(min(20));
    desk.happens(&Event::Assumed {
        by: BRUNO,
        notify: Notify::First,
    });
    desk.passes(min(5) - ms(1));
    assert_eq!(desk.pinged(), []);
    desk.passes(ms(1));
    let told = Effect::Post(Post {
        what: Posted::Notice(Notice::StillWaiting { since }),
        reply_to: None,
        ping: Some(BRUNO),
    });
    assert_eq!(desk.did, [told, Effect::FindAssignee(BRUNO)]);
    desk.answers();
    assert_eq!(desk.pinged(), [BRUNO]);
    desk.answers();
    assert_eq!(desk.pinged(), [], "the rest of the burst tells nobody");
}

#[test]
fn answered_in_time_nobody_is_reminded() {
    let mut desk = Desk::new();
    desk.answers();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.delivered(olá);
    desk.passes(h(2));
    assert_eq!(desk.pinged(), []);
}

#[test]
fn as_the_assignee_prefers() {
    for (notify, pings) in [(Notify::Every, 3), (Notify::First, 2), (Notify::Nothing, 0)] {
        let mut desk = Desk::new();
        desk.c.notify = notify;
        let mut count = 0;
        for _ in 0..2 {
            desk.answers();
            count += desk.pinged().len();
        }
        desk.passes(min(10));
        count += desk.pinged().len();
        assert_eq!(count, pings, "{notify:?}");
    }
}

#[test]
fn a_reaction_an_edit_or_a_removal_counts_as_a_message_of_a_burst() {
    let mut desk = Desk::new();
    let answer = desk.answer();
    let inbound = answer.inbound;
    desk.happens(&Event::ContactTouched(answer));
    assert_eq!(desk.did, [mirror(inbound, true, Some(CARLA))]);
    let second = desk.answers();
    assert_eq!(desk.did, [mirror(second, false, None)]);
}

#[test]
fn in_a_conversation_of_nobodys_the_novos_say_it() {
    let mut desk = Desk::of_nobody();
    let answer = desk.answer();
    let (_, effects) = conecta::domain::step::step(&desk.c, &Event::ContactWrote(answer), desk.now);
    assert!(effects.contains(&Effect::News));
    desk.answers();
    desk.passes(h(1));
    assert_eq!(desk.pinged(), []);
}

#[test]
fn the_name_stands_again_after_every_line_that_is_not_the_customers() {
    let mut desk = Desk::in_talk();
    let named = |desk: &mut Desk| {
        desk.answers();
        matches!(desk.posted()[0], Posted::Mirror { named: true, .. })
    };
    assert!(named(&mut desk), "a reminder stands above");
    assert!(!named(&mut desk));
    desk.writes(BRUNO, "ela é nova?");
    assert!(named(&mut desk));
    desk.carla("Olá!");
    assert!(named(&mut desk));
    desk.template();
    assert!(named(&mut desk));
    assert!(!named(&mut desk));
}

#[test]
fn deliveries_and_readings_tell_nobody() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.accepted(olá);
    for progress in [Progress::Sent, Progress::Delivered, Progress::Read] {
        desk.came(olá, progress);
        assert_eq!(desk.posted(), Vec::<&Posted>::new());
    }
}

#[test]
fn whoever_assumes_joins_the_thread_and_whoever_hands_over_leaves_it() {
    let mut desk = Desk::new();
    desk.happens(&Event::Assumed {
        by: BRUNO,
        notify: Notify::First,
    });
    assert_eq!(
        desk.did,
        [
            Effect::Leave(CARLA),
            Effect::Join(BRUNO),
            notice(Notice::Assumed { by: BRUNO })
        ]
    );
    desk.happens(&Event::Released { by: BRUNO });
    assert_eq!(
        desk.did,
        [Effect::Leave(BRUNO), notice(Notice::Released { by: BRUNO })]
    );
}

#[test]
fn reading_is_reported_when_the_assignee_acts_towards_the_customer() {
    let reports = |reading, template: bool| {
        let mut desk = Desk::new();
        desk.c.rules.reading = reading;
        desk.answers();
        assert!(!reported(&desk), "mirroring reports nothing");
        desk.carla("// nota");
        assert!(!reported(&desk), "a note reports nothing");
        if template {
            desk.template();
        } else {
            desk.carla("Olá!");
            desk.passes(s(5));
        }
        reported(&desk)
    };
    assert!(reports(Reading::OnAction, false) && reports(Reading::OnAction, true));
    assert!(reports(Reading::OnAnswer, false) && !reports(Reading::OnAnswer, true));
    assert!(!reports(Reading::Never, false) && !reports(Reading::Never, true));
}

#[test]
fn reading_is_reported_once() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    assert!(reported(&desk));
    desk.delivered(olá);
    desk.carla("Tudo bem?");
    desk.passes(s(5));
    assert!(!reported(&desk));
}

fn reported(desk: &Desk) -> bool {
    desk.did
        .iter()
        .any(|effect| matches!(effect, Effect::ReportRead { .. }))
}

#[test]
fn nobody_is_told_once_more_of_what_was_not_written() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.delivered(olá);
    let touched = |desk: &mut Desk| {
        let answer = desk.answer();
        desk.happens(&Event::ContactTouched(answer));
    };
    touched(&mut desk);
    assert_eq!(desk.pinged(), [CARLA]);
    assert!(desk.c.unanswered_since.is_some(), "it waits in the lists");
    desk.passes(h(2));
    assert_eq!(desk.pinged(), []);
    desk.happens(&Event::Assumed {
        by: BRUNO,
        notify: Notify::First,
    });
    desk.passes(h(2));
    assert_eq!(desk.pinged(), [], "nor whoever comes next");

    // Of what is written after it, counted from then on.
    desk.answers();
    let since = desk.now;
    desk.passes(min(3));
    touched(&mut desk);
    desk.passes(min(2));
    assert!(
        desk.posted()
            .contains(&&Posted::Notice(Notice::StillWaiting { since })),
        "{:?}",
        desk.did
    );
    desk.passes(h(2));
    assert_eq!(desk.did, [], "once is enough");
}
