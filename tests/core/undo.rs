//! Undo: a message leaves after some seconds, until when it may be changed or taken back.

use conecta::domain::effect::{Ask, Effect, Notice, Posted, Question};
use conecta::domain::event::{Event, Wish};
use conecta::domain::ids::MessageId;
use conecta::domain::mark::Mark;
use conecta::domain::message::{Eraser, HeldReason, Progress, State};
use conecta::domain::refusal::Retry;

use crate::desk::{BRUNO, CARLA, Desk, asks, h, line_of, mark, ms, notice, s, send, tells, unmark};

#[test]
fn a_message_leaves_after_five_seconds_and_not_before() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    assert_eq!(desk.did, []);
    desk.passes(ms(4_999));
    assert_eq!(desk.did, []);
    desk.passes(ms(1));
    assert_eq!(desk.left(), [olá]);
}

#[test]
fn a_team_may_leave_no_time_at_all() {
    let mut desk = Desk::in_talk();
    desk.c.rules.undo_s = 0;
    let olá = desk.carla("Olá!");
    assert_eq!(desk.left(), [olá]);
}

#[test]
fn deleting_stops_it() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(ms(4_999));
    desk.deletes(olá);
    assert_eq!(desk.did, []);
    desk.passes(s(60));
    assert_eq!((desk.state(olá), desk.left()), (State::Cancelled, vec![]));
}

#[test]
fn cancelling_and_making_a_note_stop_it() {
    for wish in [Wish::Cancel, Wish::MakeNote] {
        let mut desk = Desk::in_talk();
        let olá = desk.carla("Olá!");
        desk.presses(CARLA, wish(olá));
        assert_eq!(desk.did, [mark(olá, Mark::Note)]);
        desk.passes(s(60));
        assert_eq!(desk.left(), []);
    }
}

#[test]
fn editing_changes_it_and_starts_the_time_anew_once() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(4));
    desk.edits(olá, "Olá, Ana!");
    desk.passes(s(4));
    desk.edits(olá, "Oi, Ana!");
    desk.passes(ms(999));
    assert_eq!(desk.left(), []);
    desk.passes(ms(1));
    assert_eq!((desk.left(), desk.text(olá)), (vec![olá], "Oi, Ana!"));
}

#[test]
fn an_edit_can_turn_a_message_into_a_note_but_not_back() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.edits(olá, "// pensando bem, não");
    assert_eq!(desk.did, [mark(olá, Mark::Note)]);
    desk.edits(olá, "Olá!");
    desk.passes(s(60));
    assert_eq!((desk.state(olá), desk.left()), (State::Cancelled, vec![]));
}

#[test]
fn an_edit_that_looks_like_a_command_is_held() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.edits(olá, "/concluir");
    assert_eq!(
        desk.posted(),
        [&Posted::Ask(Ask::Held {
            message: olá,
            reason: HeldReason::Command,
            eraser: None,
        })]
    );
}

#[test]
fn later_messages_wait_and_the_order_is_kept() {
    let mut desk = Desk::in_talk();
    let first = desk.carla("um");
    desk.passes(s(3));
    let second = desk.carla("dois");
    desk.edits(first, "um!");
    desk.passes(s(4));
    assert_eq!(desk.left(), []);
    desk.passes(s(1));
    assert_eq!(desk.left(), [first]);
    desk.accepted(first);
    desk.came(first, Progress::Sent);
    assert_eq!(desk.left(), [second]);
}

fn sent(desk: &mut Desk) -> MessageId {
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.delivered(olá);
    olá
}

#[test]
fn after_it_left_the_thread_keeps_the_truth_about_edits() {
    let mut desk = Desk::in_talk();
    let olá = sent(&mut desk);
    desk.edits(olá, "Olá, Ana!");
    assert_eq!(
        desk.did,
        [tells(Notice::EditedAfter { message: olá }, olá, CARLA)]
    );
    assert_eq!(desk.text(olá), "Olá!");
    desk.edits(olá, "Olá, Ana!");
    assert_eq!(desk.did, [], "the same edit is told once");
}

#[test]
fn after_it_left_the_thread_keeps_the_truth_about_deletions() {
    let mut desk = Desk::in_talk();
    let olá = sent(&mut desk);
    desk.happens(&Event::Deleted {
        post: line_of(olá),
        by: Eraser::Somebody,
    });
    let told = Notice::DeletedAfter {
        message: olá,
        by: Eraser::Somebody,
        with: Vec::new(),
    };
    assert_eq!(desk.did, [notice(told)]);
    assert_eq!(desk.state(olá), State::Delivered);
}

#[test]
fn a_correction_leaves_when_it_is_pressed_and_only_once() {
    let mut desk = Desk::in_talk();
    let olá = sent(&mut desk);
    desk.edits(olá, "Olá, Ana!");
    let correction = MessageId(900);
    let wish = Wish::SendCorrection {
        of: olá,
        message: correction,
        position: line_of(correction).as_i64(),
    };
    desk.presses(CARLA, wish);
    assert_eq!(desk.left(), [correction]);
    assert_eq!(desk.text(correction), "Olá, Ana!");
    let again = Wish::SendCorrection {
        of: olá,
        message: MessageId(901),
        position: 9_999,
    };
    desk.presses(CARLA, again);
    assert_eq!(desk.c.message(MessageId(901)), None);
}

#[test]
fn a_correction_that_is_a_note_does_not_leave() {
    let mut desk = Desk::in_talk();
    let olá = sent(&mut desk);
    for text in ["// ela não responde", "fale com <@123456789012345678>", ""] {
        desk.edits(olá, text);
        let wish = Wish::SendCorrection {
            of: olá,
            message: MessageId(900),
            position: 9_999,
        };
        desk.presses(CARLA, wish);
        assert_eq!(desk.c.message(MessageId(900)), None, "{text:?}");
    }
}

#[test]
fn deleted_while_a_request_runs_that_is_then_refused() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.deletes(olá);
    desk.refused(olá, Retry::Backoff);
    let ask = Ask::Held {
        message: olá,
        reason: HeldReason::Deleted,
        eraser: None,
    };
    assert_eq!(desk.did, asks(ask, Some(CARLA)));
    desk.passes(s(600));
    assert_eq!(desk.left(), []);
}

#[test]
fn edited_while_a_request_runs_that_is_then_refused() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.edits(olá, "Oi!");
    desk.refused(olá, Retry::Backoff);
    desk.passes(s(1));
    assert_eq!((desk.left(), desk.text(olá)), (vec![olá], "Oi!"));
}

#[test]
fn what_was_written_before_a_gap_is_read_again_before_it_leaves() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.happens(&Event::Gap);
    desk.passes(s(5));
    let post = line_of(olá);
    assert_eq!(
        desk.did,
        [Effect::Reread {
            message: olá, post
        }]
    );
    desk.reads_again(olá, "Oi!");
    assert_eq!(desk.did[0], send(olá, 1));
    assert_eq!(desk.text(olá), "Oi!");
}

#[test]
fn what_was_deleted_in_a_gap_does_not_leave() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.happens(&Event::Gap);
    desk.passes(s(5));
    desk.happens(&Event::Deleted {
        post: line_of(olá),
        by: Eraser::Unknown,
    });
    assert_eq!((desk.state(olá), desk.left()), (State::Cancelled, vec![]));
}

#[test]
fn what_vanished_waits_until_it_is_known_who_deleted_it() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    let post = line_of(olá);
    desk.happens(&Event::Vanished { post });
    desk.passes(s(6));
    let reread = Effect::Reread {
        message: olá, post
    };
    assert_eq!((desk.left(), desk.did.contains(&reread)), (vec![], true));
    let by = Eraser::Other(BRUNO);
    desk.happens(&Event::Deleted { post, by });
    let ask = Ask::Held {
        message: olá,
        reason: HeldReason::Deleted,
        eraser: Some(BRUNO),
    };
    assert_eq!(desk.did, asks(ask, Some(CARLA)));
    desk.presses(CARLA, Wish::Send(olá));
    assert_eq!(desk.left(), [olá]);
}

#[test]
fn what_was_found_missing_is_not_read_again_in_the_same_breath() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.happens(&Event::Gap);
    desk.passes(s(5));
    let post = line_of(olá);
    let reread = Effect::Reread {
        message: olá, post
    };
    assert!(desk.did.contains(&reread));
    desk.happens(&Event::Vanished { post });
    assert!(!desk.did.contains(&reread), "{:?}", desk.did);
    desk.happens(&Event::Woken);
    assert!(desk.did.contains(&reread), "should the process have died");
}

#[test]
fn whoever_deletes_a_line_of_ours_that_stands_for_their_own_message_takes_it_back() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    let (post, by) = (line_of(olá), Eraser::Other(CARLA));
    desk.happens(&Event::Deleted { post, by });
    assert_eq!(desk.state(olá), State::Cancelled);
}

#[test]
fn what_was_rewritten_in_the_queue_is_not_undone_by_a_gap() {
    let mut desk = Desk::new();
    let olá = desk.carla("Olá!");
    desk.presses(CARLA, Wish::Rewrite(olá, "Oi, Ana!".to_owned()));
    desk.happens(&Event::Gap);
    desk.answers();
    desk.passes(s(5));
    desk.reads_again(olá, "Olá!");
    assert_eq!((desk.left(), desk.text(olá)), (vec![olá], "Oi, Ana!"));
}

#[test]
fn a_held_message_that_is_cancelled_is_asked_about_no_more() {
    let mut desk = Desk::in_talk();
    let command = desk.carla("/concluir");
    desk.presses(CARLA, Wish::MakeNote(command));
    assert_eq!(
        desk.did,
        [
            Effect::Retract(Question::Held(command)),
            mark(command, Mark::Note)
        ]
    );
}

#[test]
fn the_mark_of_the_queue_goes_when_it_is_taken() {
    let mut desk = Desk::new();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    desk.answers();
    desk.accepted(olá);
    assert_eq!(desk.did, [unmark(olá)]);
}

#[test]
fn what_nobody_sees_leaves_only_after_somebody_looked() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.c.in_sight = false;
    desk.passes(s(5));
    assert_eq!(desk.did, [Effect::Look]);
    desk.c.in_sight = true;
    desk.happens(&Event::Woken);
    assert_eq!(desk.did[0], send(olá, 1));
}

#[test]
fn what_nobody_sees_leaves_as_it_was_read_a_moment_ago() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.c.in_sight = false;
    desk.passes(s(5));
    desk.happens(&Event::Gap);
    let post = line_of(olá);
    assert_eq!(
        desk.did,
        [Effect::Reread {
            message: olá, post
        }]
    );
    desk.reads_again(olá, "Oi!");
    assert_eq!(desk.did[0], send(olá, 1));
    assert_eq!(desk.text(olá), "Oi!");
}

#[test]
fn a_template_has_no_line_that_anybody_could_take_back() {
    let mut desk = Desk::new();
    desk.c.in_sight = false;
    let template = desk.template();
    assert_eq!(desk.left(), [template]);
}

#[test]
fn a_clock_that_is_set_back_keeps_nobody_waiting() {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.now -= h(1);
    desk.happens(&Event::Woken);
    assert_eq!(desk.left(), [olá]);
    desk.refused(olá, Retry::Backoff);
    desk.now -= h(1);
    desk.happens(&Event::Woken);
    assert_eq!(
        desk.left(),
        [olá],
        "nor does the pause before it is tried again"
    );
}
