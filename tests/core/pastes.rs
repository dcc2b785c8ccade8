//! A long paste, of which Discord makes a file: it is asked about, with the files beside it.

use conecta::domain::content::Content;
use conecta::domain::effect::{Notice, Posted};
use conecta::domain::event::{Event, Line, Wish};
use conecta::domain::ids::MessageId;
use conecta::domain::message::State;
use conecta::domain::refusal::Retry;

use crate::desk::{CARLA, Desk, s};
use crate::files::{edited, nth, picture, says, with};
use crate::line_edits::{corrects, stands};

/// These words leave as a message of that line.
pub fn goes_along(desk: &mut Desk, line: &Line, text: &str) {
    let message = desk.fresh_message();
    desk.happens(&Event::Chosen {
        message,
        position: line.post.as_i64(),
        by: CARLA,
        content: Content::Text {
            text: text.to_owned(),
        },
        post: Some(line.post),
        spoiler: false,
    });
}

/// Carla pasted it, with words beside it, and sends it as text.
fn sent_as_text(desk: &mut Desk, parts: &[&str]) -> Line {
    let mut line = with(desk, "Segue", vec![]);
    line.long_paste = true;
    let message = line.message;
    desk.happens(&Event::Wrote(line.clone()));
    desk.presses(CARLA, Wish::Rewrite(message, parts[0].to_owned()));
    desk.presses(CARLA, Wish::Send(message));
    for text in &parts[1..] {
        goes_along(desk, &line, text);
    }
    line
}

#[test]
fn the_words_beside_a_paste_under_way_never_replace_it() {
    for retry in [Retry::Backoff, Retry::AfterInbound] {
        let mut desk = Desk::in_talk();
        let line = sent_as_text(&mut desk, &["O contrato"]);
        let told = Notice::EditedAfter {
            message: line.message,
        };
        desk.edits(line.message, "Segue, obs");
        assert_eq!(desk.posted_to(line.post), [&told]);
        desk.refused(line.message, retry);
        assert!(desk.state(line.message).is_pending());
        assert_eq!(stands(&desk), [(None, "O contrato")], "{retry:?}");
        let correction = MessageId(900);
        corrects(&mut desk, line.message, correction);
        assert_eq!(says(&desk, correction), (None, "Segue, obs"));
        desk.edits(line.message, "// não");
        assert_eq!(desk.state(line.message), State::Cancelled);
    }
}

#[test]
fn the_words_beside_a_paste_that_waits_are_told_of_and_are_all_once_its_file_is_taken_out() {
    for parts in [&["um"][..], &["um", "dois"]] {
        let mut desk = Desk::new();
        let line = sent_as_text(&mut desk, parts);
        let told = Notice::EditedAfter {
            message: line.message,
        };
        let pasted: Vec<_> = parts.iter().map(|part| (None, *part)).collect();
        desk.happens(&edited(&line, "Segue, obs", &[7]));
        assert_eq!(desk.posted_to(line.post), [&told]);
        assert_eq!(stands(&desk), pasted);
        desk.happens(&edited(&line, "Segue, obs", &[7]));
        assert_eq!(desk.posted(), [] as [&Posted; 0], "once");
        desk.presses(CARLA, Wish::Rewrite(line.message, "um!".to_owned()));
        desk.happens(&edited(&line, "Segue!", &[7]));
        assert_eq!(stands(&desk)[0], (None, "um!"), "rewritten in the list");
        desk.happens(&edited(&line, "Segue", &[]));
        assert_eq!(stands(&desk), [(None, "Segue")]);
        desk.happens(&edited(&line, "", &[]));
        assert_eq!(stands(&desk), []);

        let other = sent_as_text(&mut desk, parts);
        desk.happens(&Event::Gap);
        desk.happens(&Event::Reread {
            message: other.message,
            text: String::new(),
            attachments: Vec::new(),
            fresh: MessageId(901),
        });
        assert_eq!(stands(&desk), [], "taken out while nobody looked");
    }
}

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
