//! Edits of a line that becomes several messages: what it says then is what leaves, nothing twice and
//! nothing less.

use conecta::domain::content::Content;
use conecta::domain::effect::{Notice, Posted};
use conecta::domain::event::{Event, Line, Reply, Wish};
use conecta::domain::fit::Remark;
use conecta::domain::ids::MessageId;
use conecta::domain::message::{HeldReason, State};
use conecta::domain::refusal::{Reason, Retry};

use crate::desk::{CARLA, Desk, line_of, s};
use crate::files::{edited, nth, picture, says, sound, with};

/// What has not been taken back, in order.
pub fn stands(desk: &Desk) -> Vec<(Option<i64>, &str)> {
    let rows = desk.c.outgoing.iter();
    let rows = rows.filter(|row| row.state != State::Cancelled);
    rows.map(|row| says(desk, row.id)).collect()
}

/// Carla replies to Ana with these files.
fn replies(desk: &mut Desk, text: &str, files: Vec<conecta::domain::event::Attached>) -> Line {
    let mut line = with(desk, text, files);
    line.reply = Reply::Customer {
        wamid: "wamid.in".to_owned(),
    };
    desk.happens(&Event::Wrote(line.clone()));
    line
}

/// Carla presses *Enviar correção* below what is said of that message.
pub fn corrects(desk: &mut Desk, of: MessageId, message: MessageId) {
    let wish = Wish::SendCorrection {
        of,
        message,
        position: 99_999,
    };
    desk.presses(CARLA, wish);
}

fn quotes(desk: &Desk, message: MessageId) -> bool {
    let row = desk.c.message(message).expect("a row");
    row.quotes.is_some()
}

#[test]
fn the_words_of_a_file_that_is_taken_out_go_below_the_next_one_and_are_edited_there() {
    let mut desk = Desk::in_talk();
    let line = replies(&mut desk, "As fotos", vec![picture(1), picture(2)]);
    desk.happens(&edited(&line, "As fotos", &[2]));
    assert_eq!(stands(&desk), [(Some(2), "As fotos")]);
    assert!(quotes(&desk, nth(&line, 1)));
    let other = replies(&mut desk, "", [3, 4, 5].map(picture).to_vec());
    desk.happens(&edited(&other, "", &[3, 5]));
    assert!(quotes(&desk, other.message), "its file is still there");
    desk.happens(&edited(&other, "", &[5]));
    assert!(quotes(&desk, nth(&other, 2)));
    desk.deletes(other.message);
    desk.happens(&edited(&line, "A foto", &[2]));
    assert_eq!(stands(&desk), [(Some(2), "A foto")]);
    desk.happens(&Event::Gap);
    desk.happens(&Event::Reread {
        message: nth(&line, 1),
        text: "A foto, Ana".to_owned(),
        attachments: vec![2],
        fresh: MessageId(901),
    });
    assert_eq!(stands(&desk), [(Some(2), "A foto, Ana")]);
}

#[test]
fn where_no_file_is_left_that_carries_them_the_words_leave_alone() {
    for (rest, left) in [(vec![], vec![]), (vec![sound(2)], vec![2])] {
        let mut desk = Desk::in_talk();
        let files = [vec![picture(1)], rest].concat();
        let line = replies(&mut desk, "Olha", files);
        desk.happens(&edited(&line, "Olha", &left));
        assert_eq!(stands(&desk)[0], (None, "Olha"));
        assert_eq!(stands(&desk).len(), 1 + left.len());
        assert!(quotes(&desk, line.message));
        // The file is gone, and was to be fetched.
        desk.happens(&Event::Unfit {
            message: line.message,
            reason: Reason::FileGone,
        });
        desk.happens(&edited(&line, "Olha só", &left));
        assert_eq!(stands(&desk)[0], (None, "Olha só"));
        desk.passes(s(5));
        assert_eq!(desk.left(), [line.message]);
    }
}

#[test]
fn held_it_stays_one_question_whichever_file_is_taken_out() {
    let mut desk = Desk::in_talk();
    let line = with(&mut desk, "/concluir", vec![picture(1), picture(2)]);
    desk.happens(&Event::Wrote(line.clone()));
    desk.happens(&edited(&line, "/concluir", &[2]));
    let row = desk.c.message(nth(&line, 1)).expect("a row");
    assert_eq!(row.held_for(), Some(HeldReason::Command));
    desk.passes(s(60));
    assert_eq!(desk.left(), []);
}

#[test]
fn words_that_a_file_does_not_carry_leave_below_it_and_are_edited_there() {
    let mut desk = Desk::in_talk();
    let line = with(&mut desk, "", vec![sound(1)]);
    desk.happens(&Event::Wrote(line.clone()));
    desk.happens(&edited(&line, "Escuta", &[1]));
    assert_eq!(desk.posted(), [] as [&Posted; 0]);
    assert_eq!(stands(&desk), [(Some(1), ""), (None, "Escuta")]);
    desk.happens(&edited(&line, "Escuta isto", &[1]));
    assert_eq!(stands(&desk), [(Some(1), ""), (None, "Escuta isto")]);
    desk.happens(&edited(&line, "", &[1]));
    assert_eq!(stands(&desk), [(Some(1), "")]);
    desk.happens(&edited(&line, "// só para nós", &[1]));
    assert_eq!(stands(&desk), []);

    let mut desk = Desk::in_talk();
    let line = with(&mut desk, "A mesa", vec![picture(2)]);
    desk.happens(&Event::Wrote(line.clone()));
    let long = "muito ".repeat(300);
    desk.happens(&edited(&line, &long, &[2]));
    assert_eq!(stands(&desk), [(Some(2), ""), (None, long.as_str())]);
}

#[test]
fn a_command_that_an_edit_adds_below_a_file_is_asked_about() {
    let mut desk = Desk::in_talk();
    let line = with(&mut desk, "", vec![sound(1)]);
    desk.happens(&Event::Wrote(line.clone()));
    desk.happens(&edited(&line, "/concluir", &[1]));
    let below = desk.c.outgoing.last().expect("a row");
    assert_eq!(below.held_for(), Some(HeldReason::Command));
}

#[test]
fn an_edit_under_way_that_comes_back_is_what_the_correction_sends() {
    let mut desk = Desk::in_talk();
    let line = with(&mut desk, "", vec![sound(1)]);
    desk.happens(&Event::Wrote(line.clone()));
    desk.passes(s(5));
    crate::files::handed(&mut desk, line.message);
    desk.happens(&edited(&line, "Escuta", &[1]));
    desk.refused(line.message, Retry::Backoff);
    let correction = MessageId(900);
    corrects(&mut desk, line.message, correction);
    assert_eq!(says(&desk, correction), (None, "Escuta"));
}

#[test]
fn what_was_sent_as_a_correction_is_known() {
    let mut desk = Desk::in_talk();
    let line = desk.carla("São R$ 10");
    desk.passes(s(5));
    desk.delivered(line);
    desk.edits(line, "São R$ 100");
    corrects(&mut desk, line, MessageId(900));
    // A pin, say.
    desk.edits(line, "São R$ 100");
    assert_eq!(desk.posted(), [] as [&Posted; 0]);
    corrects(&mut desk, line, MessageId(901));
    assert!(desk.c.message(MessageId(901)).is_none(), "once");
    // What she read last is the correction.
    desk.edits(line, "São R$ 10");
    let told = Notice::EditedAfter { message: line };
    assert_eq!(desk.posted_to(line_of(line)), [&told]);
    corrects(&mut desk, line, MessageId(902));
    assert_eq!(says(&desk, MessageId(902)), (None, "São R$ 10"));
}

#[test]
fn what_was_sent_as_a_correction_does_not_leave_again_with_its_file() {
    let mut desk = Desk::in_talk();
    let line = with(&mut desk, "", vec![sound(1)]);
    desk.happens(&Event::Wrote(line.clone()));
    desk.passes(s(5));
    crate::files::handed(&mut desk, line.message);
    desk.happens(&edited(&line, "Escuta", &[1]));
    desk.refused(line.message, Retry::Backoff);
    corrects(&mut desk, line.message, MessageId(901));
    let corrected = [(Some(1), ""), (None, "Escuta")];
    assert_eq!(stands(&desk), corrected);
    desk.happens(&Event::Unfit {
        message: line.message,
        reason: Reason::FileGone,
    });
    desk.presses(CARLA, Wish::SendAgain(line.message));
    desk.happens(&Event::Reread {
        message: line.message,
        text: "Escuta".to_owned(),
        attachments: vec![1],
        fresh: MessageId(902),
    });
    assert_eq!(stands(&desk), corrected);
}

#[test]
fn what_leaves_of_one_line_stays_in_its_order() {
    let mut desk = Desk::new();
    let line = with(&mut desk, "", vec![sound(1)]);
    desk.happens(&Event::Wrote(line.clone()));
    desk.happens(&edited(&line, "Escuta", &[1]));
    desk.presses(CARLA, Wish::MoveDown(line.message));
    assert_eq!(desk.posted(), [] as [&Posted; 0], "nothing was moved");
    assert_eq!(stands(&desk), [(Some(1), ""), (None, "Escuta")]);
    let other = desk.carla("Olá");
    let up = |message| desk.c.neighbour(message, true).map(|row| row.id);
    assert_eq!(up(other), Some(MessageId(900)));
    assert_eq!(up(MessageId(900)), None);
}

#[test]
fn what_was_written_in_a_form_is_told_of_once_its_line_is_edited_later() {
    let mut desk = Desk::new();
    let line = desk.carla("Olá!");
    desk.presses(CARLA, Wish::Rewrite(line, "Oi, Ana!".to_owned()));
    desk.answers();
    desk.passes(s(5));
    desk.delivered(line);
    let told = Notice::EditedAfter { message: line };
    desk.edits(line, "Olá, Ana!");
    assert_eq!(desk.posted_to(line_of(line)), [&told]);
    desk.edits(line, "Olá, Ana!");
    assert_eq!(desk.posted(), [] as [&Posted; 0], "once");
}

#[test]
fn a_text_that_became_shorter_can_be_edited_again() {
    let mut desk = Desk::in_talk();
    let line = crate::parts::long(&mut desk);
    for text in ["Só isto", "Ou isto"] {
        desk.happens(&edited(&line, text, &[]));
        assert_eq!(stands(&desk), [(None, text)]);
    }
}

#[test]
fn what_the_file_of_a_note_goes_as_is_said_with_time_to_take_it_back() {
    let mut desk = Desk::in_talk();
    let mut file = picture(1);
    file.fit.remark = Some(Remark::Converted);
    let contents = conecta::domain::leaves::contents(String::new(), &[file], 4_096, 0);
    let note = desk.fresh_message();
    desk.happens(&Event::Chosen {
        message: note,
        position: line_of(note).as_i64(),
        by: CARLA,
        content: contents[0].clone(),
        post: Some(line_of(note)),
        spoiler: true,
    });
    let goes_as = Notice::GoesAs {
        message: note,
        remark: Remark::Converted,
    };
    let told = desk.posted_to(line_of(note));
    assert_eq!(told, [&goes_as, &Notice::SpoilerOpens]);
    crate::files::handed(&mut desk, note);
    assert_eq!(desk.left(), []);
    desk.passes(s(5));
    assert_eq!(desk.left(), [note]);
}

#[test]
fn what_the_customer_does_not_see_of_words_is_said_when_they_come() {
    let emoji = Notice::EmojiNames { count: 1 };
    let hidden = "||<:pix:123456789012345678>||";
    let told = [&emoji, &Notice::SpoilerOpens];
    let mut desk = Desk::new();
    let line = desk.carla("Olá");
    for text in [
        "`<:pix:1>` || \\<:pix:1>",
        hidden,
        &format!("{hidden} <:pix:1>"),
    ] {
        desk.edits(line, text);
        let told: &[&Notice] = if text == hidden { &told } else { &[] };
        assert_eq!(desk.posted_to(line_of(line)), told, "{text}");
    }
    let other = desk.carla("Olá");
    desk.presses(CARLA, Wish::Rewrite(other, hidden.to_owned()));
    let rewritten = Notice::Rewritten {
        by: CARLA,
        message: other,
    };
    let posted = desk.posted_to(line_of(other));
    assert_eq!(posted, [&rewritten, told[0], told[1]]);
    let composed = desk.fresh_message();
    desk.happens(&Event::Chosen {
        message: composed,
        position: line_of(composed).as_i64(),
        by: CARLA,
        content: Content::Text {
            text: hidden.to_owned(),
        },
        post: None,
        spoiler: false,
    });
    let told = told.map(|notice| Posted::Notice(notice.clone()));
    let line = Posted::Text { message: composed };
    assert_eq!(desk.posted(), [&line, &told[0], &told[1]]);
}
