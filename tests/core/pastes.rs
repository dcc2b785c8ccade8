//! A long paste, of which Discord makes a file: it is asked about, with the files beside it.

use conecta::domain::event::{Event, Wish};
use conecta::domain::message::State;

use crate::desk::{CARLA, Desk, s};
use crate::files::{nth, picture, says, with};

#[test]
fn a_paste_leaves_before_the_files_beside_it_and_all_of_them_stay_with_it() {
    let mut desk = Desk::in_talk();
    let mut line = with(&mut desk, "Segue", vec![picture(1), picture(2)]);
    line.long_paste = true;
    desk.happens(&Event::Wrote(line.clone()));
    assert_eq!(says(&desk, line.message), (None, "Segue"));
    assert_eq!(says(&desk, nth(&line, 2)).0, Some(2));
    desk.passes(s(60));
    assert_eq!(desk.left(), []);
    desk.presses(CARLA, Wish::Cancel(line.message));
    let gone = |row: &conecta::domain::message::Outgoing| row.state == State::Cancelled;
    assert!(desk.c.outgoing.iter().all(gone), "{:?}", desk.c.outgoing);
}

#[test]
fn a_paste_without_words_beside_it_is_still_asked_about() {
    let mut desk = Desk::in_talk();
    let mut line = with(&mut desk, "Segue", vec![picture(1)]);
    line.long_paste = true;
    desk.happens(&Event::Wrote(line.clone()));
    desk.edits(line.message, "");
    let states = [0, 1].map(|at| desk.state(nth(&line, at)));
    assert_eq!(states[0], State::Held, "{states:?}");
    assert!(states[1].is_pending(), "{states:?}");
    assert_eq!(says(&desk, line.message), (None, ""));
}
