//! Files of which nothing becomes: what was to leave with them, and what their line says later.

use conecta::domain::content::Content;
use conecta::domain::effect::Notice;
use conecta::domain::event::{Event, Line, Reply, Wish};
use conecta::domain::ids::MessageId;
use conecta::domain::message::State;
use conecta::domain::refusal::{Reason, Refusal, Retry};

use crate::desk::{CARLA, Desk, refusal, s};
use crate::files::{edited, handed, nth, picture, says, sound, with};

const WORDS: &str = "Segue a proposta";

/// Carla answers Ana with words and three pictures, and the time to take them back passes.
fn three(desk: &mut Desk) -> Line {
    let mut line = with(desk, WORDS, vec![picture(1), picture(2), picture(3)]);
    line.reply = Reply::Customer {
        wamid: "wamid.in".to_owned(),
    };
    desk.happens(&Event::Wrote(line.clone()));
    desk.passes(s(5));
    line
}

fn unfit(desk: &mut Desk, message: MessageId) {
    let reason = Reason::FileEmpty;
    desk.happens(&Event::Unfit { message, reason });
}

fn quotes(desk: &Desk, message: MessageId) -> Option<&str> {
    desk.c.message(message).expect("a row").quotes.as_deref()
}

fn not_used() -> Refusal {
    Refusal {
        reason: Reason::MediaUpload,
        ..refusal(Retry::Never)
    }
}

#[test]
fn words_and_what_they_quote_go_with_the_next_file() {
    let mut desk = Desk::in_talk();
    let line = three(&mut desk);
    unfit(&mut desk, nth(&line, 0));
    assert_eq!(says(&desk, nth(&line, 0)), (Some(1), ""));
    assert_eq!(says(&desk, nth(&line, 1)), (Some(2), WORDS));
    assert_eq!(quotes(&desk, nth(&line, 1)), Some("wamid.in"));
    assert_eq!(quotes(&desk, nth(&line, 0)), None);
    // And on, if that is none either.
    unfit(&mut desk, nth(&line, 1));
    assert_eq!(says(&desk, nth(&line, 2)), (Some(3), WORDS));
    assert_eq!(quotes(&desk, nth(&line, 2)), Some("wamid.in"));
    // The last one keeps them, and they are not said to have left.
    unfit(&mut desk, nth(&line, 2));
    assert_eq!(says(&desk, nth(&line, 2)), (Some(3), WORDS));
    let told = desk.posted_to(line.post);
    assert!(matches!(told[..], [Notice::Failed { .. }]), "{told:?}");
}

#[test]
fn what_is_quoted_goes_on_without_words_too() {
    let mut desk = Desk::in_talk();
    let mut line = with(&mut desk, "", vec![picture(1), sound(2)]);
    line.reply = Reply::Customer {
        wamid: "wamid.in".to_owned(),
    };
    desk.happens(&Event::Wrote(line.clone()));
    unfit(&mut desk, nth(&line, 0));
    assert_eq!(quotes(&desk, nth(&line, 1)), Some("wamid.in"));
}

#[test]
fn words_pass_what_does_not_carry_them() {
    let mut desk = Desk::in_talk();
    let line = with(&mut desk, WORDS, vec![picture(1), sound(2), picture(3)]);
    desk.happens(&Event::Wrote(line.clone()));
    unfit(&mut desk, nth(&line, 0));
    assert_eq!(says(&desk, nth(&line, 1)), (Some(2), ""));
    assert_eq!(says(&desk, nth(&line, 2)), (Some(3), WORDS));
}

#[test]
fn a_file_that_the_platform_refuses_for_itself_leaves_its_words_to_the_next() {
    for later in [false, true] {
        let mut desk = Desk::in_talk();
        let line = three(&mut desk);
        let first = nth(&line, 0);
        handed(&mut desk, first);
        let attempt = desk.attempt(first);
        desk.happens(&match later {
            false => Event::Refused {
                message: first,
                attempt,
                refusal: not_used(),
            },
            true => Event::FailedLater {
                message: first,
                attempt: Some(attempt),
                wamid: "wamid.1".to_owned(),
                refusal: not_used(),
            },
        });
        assert_eq!(desk.state(first), State::Failed, "{later}");
        assert_eq!(says(&desk, nth(&line, 1)), (Some(2), WORDS), "{later}");
    }
}

#[test]
fn what_is_refused_for_another_reason_keeps_its_words() {
    let mut desk = Desk::in_talk();
    let line = three(&mut desk);
    let first = nth(&line, 0);
    handed(&mut desk, first);
    desk.refused(first, Retry::Never);
    assert_eq!(says(&desk, first), (Some(1), WORDS));
    assert_eq!(says(&desk, nth(&line, 1)), (Some(2), ""));
}

#[test]
fn what_may_have_arrived_took_its_words_along() {
    let mut desk = Desk::in_talk();
    let line = three(&mut desk);
    let first = nth(&line, 0);
    handed(&mut desk, first);
    desk.in_doubt(first);
    desk.presses(CARLA, Wish::SendAgain(first));
    unfit(&mut desk, first);
    assert_eq!(says(&desk, first), (Some(1), WORDS));
    assert_eq!(says(&desk, nth(&line, 1)), (Some(2), ""));
}

#[test]
fn an_edit_of_such_a_line_is_one_of_the_words_where_they_are_now() {
    let mut desk = Desk::in_talk();
    let line = three(&mut desk);
    unfit(&mut desk, nth(&line, 0));
    desk.happens(&edited(&line, "Segue o contrato", &[1, 2, 3]));
    assert_eq!(says(&desk, nth(&line, 1)), (Some(2), "Segue o contrato"));

    let mut desk = Desk::in_talk();
    let line = with(&mut desk, "", vec![picture(1), picture(2)]);
    desk.happens(&Event::Wrote(line.clone()));
    unfit(&mut desk, nth(&line, 0));
    desk.happens(&edited(&line, WORDS, &[1, 2]));
    assert_eq!(says(&desk, nth(&line, 1)), (Some(2), WORDS));
}

#[test]
fn sent_again_it_does_not_say_once_more_what_left_with_the_next() {
    let mut desk = Desk::in_talk();
    let line = three(&mut desk);
    let (first, second) = (nth(&line, 0), nth(&line, 1));
    let refusal = not_used();
    desk.happens(&Event::NotHandedOver {
        message: first,
        refusal,
    });
    assert_eq!(desk.state(first), State::Failed);
    handed(&mut desk, second);
    desk.delivered(second);
    desk.presses(CARLA, Wish::SendAgain(first));
    let again = Event::Reread {
        message: first,
        text: WORDS.to_owned(),
        attachments: vec![1, 2, 3],
        fresh: MessageId(900),
    };
    desk.happens(&again);
    assert_eq!(says(&desk, first), (Some(1), ""));
    assert_eq!(quotes(&desk, first), None);
}

#[test]
fn a_link_that_was_made_while_there_was_an_address_is_made_anew_without_one() {
    let mut desk = Desk::in_talk();
    let line = with(&mut desk, "", vec![picture(1)]);
    desk.happens(&Event::Wrote(line.clone()));
    handed(&mut desk, line.message);
    let row = desk
        .c
        .outgoing
        .iter_mut()
        .find(|row| row.id == line.message);
    let Some(Content::File(file)) = row.map(|row| &mut row.content) else {
        panic!("a file");
    };
    file.handed.as_mut().expect("handed").link = true;
    desk.c.links = false;
    desk.passes(s(5));
    assert_eq!(desk.left(), []);
    desk.c.links = true;
    desk.happens(&Event::Woken);
    assert_eq!(desk.left(), [line.message]);
}
