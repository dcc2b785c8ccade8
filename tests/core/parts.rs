//! A text that leaves in several messages, since the channel carries no more in one.

use conecta::channels::whatsapp::ABILITIES;
use conecta::domain::abilities::Abilities;
use conecta::domain::event::{Event, Line};
use conecta::domain::ids::MessageId;
use conecta::domain::message::State;

use crate::desk::{CARLA, Desk};

/// A channel that carries little.
static NARROW: Abilities = Abilities {
    text_limit: 64,
    ..ABILITIES
};

/// So many words.
fn words(count: usize) -> String {
    let words: Vec<String> = (1..=count).map(|n| format!("palavra{n:02}")).collect();
    words.join(" ")
}

/// Carla wrote it.
pub fn long(desk: &mut Desk) -> Line {
    desk.c.abilities = &NARROW;
    let line = desk.line(CARLA, &words(15));
    // Each part is a message of its own.
    for _ in 0..4 {
        desk.fresh_message();
    }
    desk.happens(&Event::Wrote(line.clone()));
    line
}

/// What has not been taken back, in order.
fn stand(desk: &Desk) -> Vec<String> {
    let rows = desk.c.outgoing.iter();
    let rows = rows.filter(|row| row.state != State::Cancelled);
    rows.map(|row| row.content.text().to_owned()).collect()
}

fn edited(line: &Line, text: &str) -> Event {
    Event::Edited {
        post: line.post,
        text: text.to_owned(),
        attachments: Some(Vec::new()),
        fresh: MessageId(900),
    }
}

#[test]
fn read_again_it_says_what_it_said() {
    let mut desk = Desk::in_talk();
    let line = long(&mut desk);
    let before = stand(&desk);
    assert!(before.len() > 2, "{before:?}");
    assert_eq!(before.join(" "), words(15));
    desk.happens(&Event::Gap);
    for row in desk.c.outgoing.clone() {
        desk.reads_again(row.id, &line.text);
    }
    assert_eq!(stand(&desk), before);
}

#[test]
fn an_edit_is_divided_anew() {
    let mut desk = Desk::in_talk();
    let line = long(&mut desk);
    let before = stand(&desk).len();
    desk.happens(&edited(&line, &format!("Pois {}", words(14))));
    assert_eq!(stand(&desk).join(" "), format!("Pois {}", words(14)));
    desk.happens(&edited(&line, "Só isto"));
    assert_eq!(stand(&desk), ["Só isto"]);
    let notes = desk.c.outgoing.len() - 1;
    assert_eq!(notes, before - 1, "the others stay inside");
}

/// The line says so many words, and carries those files.
fn grows(desk: &mut Desk, line: &Line, count: usize, left: &[u64]) {
    let fresh = desk.fresh_message();
    // More than one may come of it.
    for _ in 0..4 {
        desk.fresh_message();
    }
    desk.happens(&Event::Edited {
        post: line.post,
        text: words(count),
        attachments: Some(left.to_vec()),
        fresh,
    });
    let said = stand(desk).split_off(left.len());
    assert_eq!(said.join(" "), words(count));
    let fits = |text: &String| text.len() <= NARROW.text_limit;
    assert!(said.iter().all(fits), "{said:?}");
}

#[test]
fn what_grows_is_divided_too() {
    let mut desk = Desk::in_talk();
    let line = long(&mut desk);
    for count in [2, 15, 7, 15] {
        grows(&mut desk, &line, count, &[]);
    }
    // Below a file, too.
    let mut desk = Desk::in_talk();
    desk.c.abilities = &NARROW;
    let line = crate::files::with(&mut desk, "", vec![crate::files::sound(1)]);
    desk.happens(&Event::Wrote(line.clone()));
    for count in [2, 15] {
        grows(&mut desk, &line, count, &[1]);
    }
}

#[test]
fn a_note_that_waits_in_several_messages_says_what_its_line_says_now() {
    let mut desk = Desk::new();
    desk.c.abilities = &NARROW;
    let line = desk.line(CARLA, "");
    for text in ["um", "dois", "três"] {
        crate::pastes::goes_along(&mut desk, &line, text);
    }
    desk.happens(&edited(&line, "Só isto"));
    assert_eq!(stand(&desk), ["Só isto"]);
}

#[test]
fn once_a_part_has_left_the_others_follow_as_they_were() {
    let mut desk = Desk::in_talk();
    let line = long(&mut desk);
    let before = stand(&desk);
    desk.passes(crate::desk::s(6));
    let first = desk.left()[0];
    desk.accepted(first);
    // A pin, say: nothing changed.
    desk.happens(&edited(&line, &line.text));
    assert_eq!(desk.did, [], "nothing to tell");
    desk.happens(&edited(&line, "Outra coisa"));
    assert_eq!(stand(&desk), before, "she gets the whole of the old one");
}
