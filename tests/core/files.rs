//! Lines with files: each becomes messages in order, and what happens to the line happens to all.

use std::time::Duration;

use chrono::DateTime;
use conecta::channels::whatsapp::ABILITIES;
use conecta::domain::abilities::MediaKind;
use conecta::domain::content::{Content, Handed};
use conecta::domain::effect::{Effect, Notice, Posted};
use conecta::domain::event::{Attached, Event, Line, Wish};
use conecta::domain::file::FileFacts;
use conecta::domain::fit::{Origin, Remark, Way, fit};
use conecta::domain::ids::{FileId, MessageId};
use conecta::domain::mark::Mark;
use conecta::domain::message::{Progress, State};
use conecta::domain::refusal::{Reason, Refusal, Retry, Scope};
use conecta::domain::rules::Signature;

use crate::desk::{CARLA, Desk, ms, s, send};

/// A file of that type and size, as it would go.
fn file(id: i64, mime: &str, bytes: u64, origin: Origin) -> Attached {
    let fit = fit(&ABILITIES, Some(mime), bytes, origin, false);
    Attached {
        facts: FileFacts {
            id: FileId(id),
            kind: match fit.way {
                Way::As(kind) => kind,
                Way::Link | Way::Never => MediaKind::Document,
            },
            name: format!("{id}.bin"),
            mime: Some(mime.to_owned()),
            bytes,
            attachment: Some(id.cast_unsigned()),
        },
        fit,
    }
}

pub fn picture(id: i64) -> Attached {
    file(id, "image/jpeg", 9_000, Origin::Attached)
}

pub fn sound(id: i64) -> Attached {
    file(id, "audio/mpeg", 9_000, Origin::Attached)
}

pub fn with(desk: &mut Desk, text: &str, files: Vec<Attached>) -> Line {
    let mut line = desk.line(CARLA, text);
    // Each file may become a message of its own.
    for _ in &files {
        desk.fresh_message();
    }
    line.files = files;
    line
}

pub fn handed(desk: &mut Desk, message: MessageId) {
    let handed = Handed {
        id: "55".to_owned(),
        at: desk.now,
        kind: MediaKind::Image,
        name: "1.bin".to_owned(),
        link: false,
        remark: None,
    };
    desk.happens(&Event::Prepared { message, handed });
}

/// The line says this now, and carries those files still.
pub fn edited(line: &Line, text: &str, left: &[u64]) -> Event {
    Event::Edited {
        post: line.post,
        text: text.to_owned(),
        attachments: Some(left.to_vec()),
        fresh: MessageId(900),
    }
}

pub fn nth(line: &Line, nth: i64) -> MessageId {
    MessageId(line.message.0 + nth)
}

pub fn says(desk: &Desk, message: MessageId) -> (Option<i64>, &str) {
    let row = desk.c.message(message).expect("a row");
    match &row.content {
        Content::File(file) => (
            Some(file.facts.id.0),
            file.caption.as_deref().unwrap_or_default(),
        ),
        other => (None, other.text()),
    }
}

#[test]
fn the_words_go_below_the_first_picture_and_the_pictures_leave_one_after_another() {
    let mut desk = Desk::in_talk();
    let line = with(&mut desk, "As fotos", vec![picture(1), picture(2)]);
    desk.happens(&Event::Wrote(line.clone()));
    let (first, second) = (nth(&line, 0), nth(&line, 1));
    assert_eq!(says(&desk, first), (Some(1), "As fotos"));
    assert_eq!(says(&desk, second), (Some(2), ""));

    desk.passes(s(5));
    let prepare = |message| Effect::Prepare { message };
    assert!(desk.did.contains(&prepare(first)), "{:?}", desk.did);
    assert_eq!(desk.left(), []);
    handed(&mut desk, first);
    assert_eq!(desk.did[0], send(first, 1));

    desk.accepted(first);
    desk.passes(s(9));
    assert!(!desk.did.contains(&prepare(second)), "{:?}", desk.did);
    desk.passes(s(1));
    assert!(desk.did.contains(&prepare(second)), "{:?}", desk.did);
    handed(&mut desk, second);
    assert_eq!(desk.did, [send(second, 1)]);
}

#[test]
fn words_wait_until_the_picture_above_them_is_delivered_but_not_for_a_phone_that_is_off() {
    for on in [true, false] {
        let mut desk = Desk::in_talk();
        let line = with(&mut desk, "", vec![picture(1)]);
        desk.happens(&Event::Wrote(line.clone()));
        let below = desk.carla("Gostou?");
        let above = nth(&line, 0);
        desk.passes(s(5));
        handed(&mut desk, above);
        desk.accepted(above);
        desk.passes(s(1));
        desk.came(above, Progress::Sent);
        desk.passes(s(8));
        assert_eq!(desk.left(), [], "it may still be overtaken");
        if on {
            desk.came(above, Progress::Delivered);
        } else {
            desk.passes(s(1));
        }
        assert_eq!(desk.left(), [below], "{on}");
    }
}

#[test]
fn words_are_counted_as_the_customer_gets_them() {
    let mut desk = Desk::in_talk();
    desk.c.rules.signature = Signature::Off;
    let bold = format!("**{}**", "é".repeat(1022));
    let line = with(&mut desk, &bold, vec![picture(1)]);
    desk.happens(&Event::Wrote(line.clone()));
    assert_eq!(says(&desk, nth(&line, 0)), (Some(1), bold.as_str()));
    let moment = format!("{} <t:0:F>", "é".repeat(1010));
    let line = with(&mut desk, &moment, vec![picture(2)]);
    desk.happens(&Event::Wrote(line.clone()));
    assert_eq!(
        says(&desk, nth(&line, 0)),
        (None, moment.as_str()),
        "written out it is too long to stand below the picture"
    );
}

#[test]
fn words_that_no_file_carries_leave_before_it() {
    let mut desk = Desk::in_talk();
    let voice = file(1, "audio/ogg", 9_000, Origin::Spoken);
    let line = with(&mut desk, "Escuta:", vec![voice]);
    desk.happens(&Event::Wrote(line.clone()));
    assert_eq!(says(&desk, nth(&line, 0)), (None, "Escuta:"));
    assert_eq!(says(&desk, nth(&line, 1)), (Some(1), ""));
}

#[test]
fn what_the_customer_sees_differently_is_said_before_it_leaves() {
    for (mime, bytes, expected) in [
        ("image/bmp", 9, Remark::Converted),
        ("image/png", 6 * 1024 * 1024, Remark::Shrunk),
        ("image/heic", 9, Remark::FormAsDocument),
        ("audio/flac", 9, Remark::FormAsDocument),
    ] {
        let mut desk = Desk::in_talk();
        let line = with(&mut desk, "", vec![file(1, mime, bytes, Origin::Attached)]);
        desk.happens(&Event::Wrote(line.clone()));
        let told = desk.did.iter().any(|effect| {
            matches!(effect, Effect::Post(post) if post.what == Posted::Notice(Notice::GoesAs {
                message: line.message,
                remark: expected,
            }))
        });
        assert!(told, "{mime}: {:?}", desk.did);
    }
}

#[test]
fn what_is_too_large_for_anything_fails_at_once_and_says_why() {
    // A film is measured as one even where it would go as a document.
    for (mime, megabytes) in [("application/zip", 101), ("video/mp4", 17)] {
        let mut desk = Desk::in_talk();
        let huge = file(1, mime, megabytes * 1024 * 1024, Origin::Attached);
        let line = with(&mut desk, "Tudo:", vec![huge]);
        desk.happens(&Event::Wrote(line.clone()));
        let row = desk.c.message(nth(&line, 1)).expect("a row");
        let failure = row.failure.as_ref().map(|failure| failure.reason);
        assert_eq!(failure, Some(Reason::FileTooLarge), "{mime}");
        desk.passes(s(5));
        assert_eq!(desk.left(), [nth(&line, 0)], "the words leave");
    }
}

#[test]
fn an_edit_changes_the_words_below_takes_files_out_and_makes_all_of_it_a_note() {
    let mut desk = Desk::in_talk();
    let line = with(&mut desk, "As fotos", vec![picture(1), picture(2)]);
    desk.happens(&Event::Wrote(line.clone()));
    let edited = |text: &str, left: &[u64]| edited(&line, text, left);
    desk.happens(&edited("A foto", &[1]));
    assert_eq!(says(&desk, nth(&line, 0)), (Some(1), "A foto"));
    let state = |desk: &Desk, nth: i64| {
        let row = desk.c.message(MessageId(line.message.0 + nth));
        row.expect("a row").state
    };
    assert_eq!(state(&desk, 1), State::Cancelled);
    desk.happens(&edited("", &[1]));
    assert_eq!(says(&desk, nth(&line, 0)), (Some(1), ""));

    desk.happens(&edited("// só para nós", &[1]));
    assert_eq!(state(&desk, 0), State::Cancelled);
    desk.passes(s(60));
    assert_eq!(desk.left(), []);
    assert_eq!(desk.mark(line.message), Some(Mark::Note));
}

#[test]
fn held_or_deleted_it_is_one_question_and_one_decision_for_the_whole_line() {
    let mut desk = Desk::in_talk();
    let line = with(&mut desk, "/concluir", vec![picture(1), picture(2)]);
    desk.happens(&Event::Wrote(line.clone()));
    desk.passes(s(30));
    assert_eq!(desk.left(), []);
    let asked = desk
        .c
        .outgoing
        .iter()
        .filter(|row| row.state == State::Held);
    assert_eq!(asked.count(), 1);
    desk.presses(CARLA, Wish::MakeNote(line.message));
    let gone = |row: &conecta::domain::message::Outgoing| row.state == State::Cancelled;
    assert!(desk.c.outgoing.iter().all(gone), "{:?}", desk.c.outgoing);

    let other = with(&mut desk, "", vec![picture(3), picture(4)]);
    desk.happens(&Event::Wrote(other.clone()));
    desk.deletes(other.message);
    assert!(desk.c.outgoing.iter().all(gone));
}

#[test]
fn taken_out_by_any_of_its_messages_all_that_waits_of_a_line_stays() {
    let mut desk = Desk::in_talk();
    let line = with(&mut desk, "", vec![picture(1), picture(2), picture(3)]);
    desk.happens(&Event::Wrote(line.clone()));
    desk.passes(s(5));
    handed(&mut desk, nth(&line, 0));
    desk.delivered(nth(&line, 0));
    desk.presses(CARLA, Wish::CancelLine(nth(&line, 2)));
    let states = [0, 1, 2].map(|at| desk.state(nth(&line, at)));
    let [left, rest @ ..] = states;
    assert!(left.has_left(), "{left:?}");
    assert_eq!(rest, [State::Cancelled; 2]);
}

#[test]
fn a_line_of_several_carries_the_mark_that_its_author_must_see() {
    let mut desk = Desk::in_talk();
    let line = with(&mut desk, "", vec![picture(1), picture(2)]);
    desk.happens(&Event::Wrote(line.clone()));
    desk.passes(s(5));
    handed(&mut desk, nth(&line, 0));
    desk.delivered(nth(&line, 0));
    desk.happens(&Event::Unfit {
        message: nth(&line, 1),
        reason: Reason::FileGone,
    });
    assert_eq!(desk.mark(line.message), Some(Mark::Failed));
}

#[test]
fn a_file_that_the_platform_could_not_use_is_handed_over_once_more_and_then_as_a_document() {
    let mut desk = Desk::in_talk();
    let line = with(&mut desk, "", vec![picture(1)]);
    desk.happens(&Event::Wrote(line.clone()));
    desk.passes(s(5));
    handed(&mut desk, line.message);
    let as_document = |desk: &Desk| {
        let row = desk.c.message(line.message).expect("a row");
        row.content.file().expect("a file").as_document
    };
    let prepare = Effect::Prepare {
        message: line.message,
    };
    for (attempt, document) in [(2, false), (3, true)] {
        desk.accepted(line.message);
        desk.fails_later(line.message, Retry::Reupload);
        assert!(desk.did.contains(&prepare), "{:?}", desk.did);
        assert_eq!(as_document(&desk), document, "before attempt {attempt}");
        handed(&mut desk, line.message);
        assert_eq!(desk.did, [send(line.message, attempt)]);
    }
    desk.accepted(line.message);
    desk.fails_later(line.message, Retry::Reupload);
    assert_eq!(desk.state(line.message), State::Failed);
}

#[test]
fn what_has_no_file_is_not_tried_again_with_it_handed_over_anew() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá");
    desk.passes(s(5));
    desk.refused(olá, Retry::Reupload);
    assert_eq!(desk.state(olá), State::Failed);
    let template = desk.template();
    desk.passes(s(5));
    desk.refused(template, Retry::Reupload);
    assert_eq!(desk.state(template), State::Failed);
}

#[test]
fn what_is_found_out_before_it_leaves_is_said_and_leaves_time_to_take_it_back() {
    let mut desk = Desk::in_talk();
    let line = with(&mut desk, "", vec![picture(1)]);
    desk.happens(&Event::Wrote(line.clone()));
    desk.passes(s(5));
    let remark = Remark::UnshownAsDocument;
    let handed = Handed {
        id: "55".to_owned(),
        at: desk.now,
        kind: MediaKind::Document,
        name: "1.bin".to_owned(),
        link: false,
        remark: Some(remark),
    };
    let prepared = Event::Prepared {
        message: line.message,
        handed,
    };
    desk.happens(&prepared);
    let notice = Notice::GoesAs {
        message: line.message,
        remark,
    };
    assert_eq!(desk.posted(), [&Posted::Notice(notice)]);
    assert_eq!(desk.left(), [], "not before its author could have read it");
    desk.happens(&prepared);
    assert!(desk.posted().is_empty(), "once is enough");
    desk.passes(s(5));
    assert_eq!(desk.left(), [line.message]);
}

#[test]
fn words_that_come_while_a_file_turns_out_to_be_sound_are_not_lost() {
    let mut desk = Desk::in_talk();
    let unsaid = file(1, "application/octet-stream", 9_000, Origin::Attached);
    let line = with(&mut desk, "", vec![unsaid]);
    let message = line.message;
    desk.happens(&Event::Wrote(line.clone()));
    desk.passes(s(5));
    let prepared = |desk: &mut Desk, kind| {
        let handed = Handed {
            id: "55".to_owned(),
            at: desk.now,
            kind,
            name: "1.bin".to_owned(),
            link: false,
            remark: None,
        };
        desk.happens(&Event::Prepared { message, handed });
    };
    desk.edits(message, "Escuta isto");
    prepared(&mut desk, MediaKind::Audio);
    assert_eq!(desk.left(), [], "sound carries no words");
    assert!(desk.did.contains(&Effect::Prepare { message }));
    prepared(&mut desk, MediaKind::Document);
    assert_eq!(desk.left(), [message]);
    assert_eq!(says(&desk, message), (Some(1), "Escuta isto"));
}

#[test]
fn an_upload_that_is_refused_counts_as_a_refused_message_does() {
    let refusal = |retry| Refusal {
        reason: Reason::SomethingWrong,
        code: Some(131_000),
        certain: true,
        scope: Scope::Message,
        retry,
    };
    let waiting = || {
        let mut desk = Desk::in_talk();
        let line = with(&mut desk, "", vec![picture(1)]);
        desk.happens(&Event::Wrote(line.clone()));
        desk.passes(s(5));
        (desk, line.message)
    };
    let (mut desk, message) = waiting();
    let not_handed_over = Event::NotHandedOver {
        message,
        refusal: refusal(Retry::Counted { tries: 3 }),
    };
    let prepare = Effect::Prepare { message };
    for pause in [s(1), s(5)] {
        desk.happens(&not_handed_over);
        assert_eq!(desk.state(message), State::Ready);
        desk.passes(pause - ms(1));
        assert!(!desk.did.contains(&prepare), "{:?}", desk.did);
        desk.passes(ms(1));
        assert!(desk.did.contains(&prepare), "{:?}", desk.did);
    }
    desk.happens(&not_handed_over);
    assert_eq!(desk.state(message), State::Failed, "three times are enough");

    let (mut desk, message) = waiting();
    let pause = Retry::After(Duration::from_secs(70));
    desk.happens(&Event::NotHandedOver {
        message,
        refusal: refusal(pause),
    });
    desk.passes(s(69));
    assert!(!desk.did.contains(&Effect::Prepare { message }));
    desk.passes(s(1));
    assert!(desk.did.contains(&Effect::Prepare { message }));
}

#[test]
fn a_handed_file_is_handed_over_anew_when_the_platform_has_forgotten_it() {
    let mut desk = Desk::new();
    let line = with(&mut desk, "", vec![picture(1)]);
    desk.happens(&Event::Wrote(line.clone()));
    let mut row = desk.c.outgoing[0].clone();
    if let Some(file) = row.content.file_mut() {
        file.handed = Some(Handed {
            id: "55".to_owned(),
            at: DateTime::UNIX_EPOCH,
            kind: MediaKind::Image,
            name: "1.bin".to_owned(),
            link: false,
            remark: None,
        });
    }
    desk.c.outgoing[0] = row;
    let answer = desk.answer();
    desk.happens(&Event::ContactWrote(answer));
    desk.passes(s(5));
    assert_eq!(desk.left(), []);
    handed(&mut desk, line.message);
    assert_eq!(desk.left(), [line.message]);
}

#[test]
fn a_file_taken_out_after_it_left_is_told_of_once() {
    let mut desk = Desk::in_talk();
    let line = with(&mut desk, "As fotos", vec![picture(1), picture(2)]);
    desk.happens(&Event::Wrote(line.clone()));
    let first = nth(&line, 0);
    desk.passes(s(5));
    handed(&mut desk, first);
    desk.accepted(first);
    let taken_out = edited(&line, "As fotos", &[2]);
    let told = |desk: &Desk| {
        let told = desk.did.iter().filter(|effect| {
            let Effect::Post(post) = effect else {
                return false;
            };
            post.what == Posted::Notice(Notice::FileTakenOut { message: first })
        });
        told.count()
    };
    desk.happens(&taken_out);
    assert_eq!(told(&desk), 1, "{:?}", desk.did);
    desk.happens(&taken_out);
    assert_eq!(told(&desk), 0, "{:?}", desk.did);
}
