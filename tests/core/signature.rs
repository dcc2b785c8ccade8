//! Whose name stands before whose words.

use conecta::domain::conversation::Notify;
use conecta::domain::event::{Event, Wish};
use conecta::domain::ids::{MessageId, PersonId};
use conecta::domain::refusal::Retry;
use conecta::domain::rules::Signature;

use crate::desk::{BRUNO, CARLA, Desk, h, min, s};

/// Of each message that was written: whether its author's name left with it.
fn named(desk: &Desk, messages: &[MessageId]) -> Vec<bool> {
    let row = |id: &MessageId| desk.c.message(*id).expect("a row").signed;
    messages.iter().map(row).collect()
}

/// That person's line leaves and arrives.
fn sends(desk: &mut Desk, by: PersonId, text: &str) -> MessageId {
    let message = desk.writes(by, text);
    desk.passes(s(5));
    assert_eq!(desk.left(), [message], "{text}");
    desk.delivered(message);
    message
}

fn assumes(desk: &mut Desk, by: PersonId) {
    let notify = Notify::First;
    desk.happens(&Event::Assumed { by, notify });
    // A colleague's line above would hold the next one.
    desk.passes(min(11));
}

#[test]
fn the_name_stands_before_the_first_words_since_somebody_assumed() {
    let mut desk = Desk::in_talk();
    let first = sends(&mut desk, CARLA, "Olá!");
    let second = sends(&mut desk, CARLA, "Tudo bem?");
    assumes(&mut desk, BRUNO);
    let his = sends(&mut desk, BRUNO, "Oi!");
    assumes(&mut desk, CARLA);
    let again = sends(&mut desk, CARLA, "Voltei.");
    let more = sends(&mut desk, CARLA, "Então:");
    let all = [first, second, his, again, more];
    assert_eq!(named(&desk, &all), [true, false, true, true, false]);
}

#[test]
fn it_stands_where_a_team_wants_it() {
    for (rule, expected) in [
        (Signature::Off, [false, false]),
        (Signature::First, [true, false]),
        (Signature::Every, [true, true]),
    ] {
        let mut desk = Desk::in_talk();
        desk.c.rules.signature = rule;
        let first = sends(&mut desk, CARLA, "Olá!");
        let second = sends(&mut desk, CARLA, "Tudo bem?");
        assert_eq!(named(&desk, &[first, second]), expected, "{rule:?}");
    }
}

#[test]
fn what_is_tried_again_bears_it_again_and_nothing_else_does() {
    let mut desk = Desk::in_talk();
    let first = desk.carla("Olá!");
    let second = desk.carla("Tudo bem?");
    desk.passes(s(5));
    desk.refused(first, Retry::Backoff);
    desk.passes(s(1));
    assert_eq!(desk.left(), [first]);
    desk.delivered(first);
    desk.passes(s(2));
    assert_eq!(named(&desk, &[first, second]), [true, false]);

    // The second one comes back too: the name has been read by then.
    desk.refused(second, Retry::AfterInbound);
    desk.answers();
    assert_eq!(desk.left(), [second]);
    assert_eq!(named(&desk, &[second]), [false]);
}

#[test]
fn when_the_first_words_never_arrive_the_next_ones_bear_it() {
    let mut desk = Desk::in_talk();
    let first = desk.carla("Olá!");
    let second = desk.carla("Tudo bem?");
    desk.presses(CARLA, Wish::Cancel(first));
    desk.passes(s(5));
    assert_eq!(desk.left(), [second]);
    assert_eq!(named(&desk, &[second]), [true]);
    desk.accepted(second);
    desk.passes(s(2));
    desk.fails_later(second, Retry::Never);
    let third = sends(&mut desk, CARLA, "Olá de novo!");
    let fourth = sends(&mut desk, CARLA, "Tudo bem?");
    assert_eq!(named(&desk, &[third, fourth]), [true, false]);
}

#[test]
fn what_may_have_arrived_is_not_asked_for_twice_and_is_repeated_as_it_was() {
    let mut desk = Desk::in_talk();
    let first = desk.carla("Olá!");
    desk.passes(s(5));
    desk.in_doubt(first);
    desk.passes(min(1));
    desk.presses(CARLA, Wish::SendAgain(first));
    assert_eq!(named(&desk, &[first]), [true]);
    desk.in_doubt(first);
    desk.passes(min(1));
    desk.presses(CARLA, Wish::Presume(first));
    let second = sends(&mut desk, CARLA, "Tudo bem?");
    assert_eq!(named(&desk, &[second]), [false]);
}

#[test]
fn of_a_line_that_becomes_several_messages_the_first_bears_it() {
    for rule in [Signature::First, Signature::Every] {
        let mut desk = Desk::in_talk();
        desk.c.rules.signature = rule;
        let first = desk.carla(&"palavra ".repeat(1_000));
        let parts: Vec<MessageId> = desk.c.outgoing.iter().map(|row| row.id).collect();
        assert!(parts.len() > 1 && parts[0] == first, "{parts:?}");
        desk.passes(s(5));
        for part in &parts {
            desk.delivered(*part);
        }
        let named = named(&desk, &parts);
        assert!(
            named[0] && !named[1..].contains(&true),
            "{rule:?} {named:?}"
        );
    }
}

#[test]
fn room_is_left_for_it_so_that_a_text_is_divided_in_one_way() {
    let mut desk = Desk::in_talk();
    desk.carla(&"á".repeat(4_096));
    assert_eq!(desk.c.outgoing.len(), 2, "with the name it is too long");
    desk.passes(s(5));
    let ids: Vec<MessageId> = desk.c.outgoing.iter().map(|row| row.id).collect();
    for id in ids {
        desk.delivered(id);
    }
    desk.carla(&"á".repeat(4_096));
    assert_eq!(desk.c.outgoing.len(), 4, "though the name has been read");
    desk.c.rules.signature = Signature::Off;
    desk.carla(&"á".repeat(4_096));
    assert_eq!(desk.c.outgoing.len(), 5, "no name is ever to come");
}

#[test]
fn templates_and_emojis_bear_none() {
    let mut desk = Desk::in_talk();
    desk.c.rules.signature = Signature::Every;
    let template = desk.template();
    desk.delivered(template);
    let emoji = desk.fresh_message();
    desk.happens(&Event::Reacted {
        message: emoji,
        position: emoji.0 + 5_000,
        by: CARLA,
        target: "wamid.in".to_owned(),
        emoji: "👍".to_owned(),
        removed: false,
    });
    desk.passes(s(5));
    assert_eq!(desk.left(), [emoji]);
    assert_eq!(named(&desk, &[template, emoji]), [false, false]);
}

#[test]
fn what_waited_in_the_queue_bears_it_once() {
    let mut desk = Desk::new();
    let first = desk.carla("Um");
    let second = desk.carla("Dois");
    desk.edits(first, "Um!");
    desk.passes(h(1));
    desk.answers();
    desk.delivered(first);
    desk.delivered(second);
    assert_eq!(named(&desk, &[first, second]), [true, false]);
}
