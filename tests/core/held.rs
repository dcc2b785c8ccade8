//! Held: what is perhaps not meant for the customer stays until a person presses.

use conecta::domain::conversation::{Above, Notify};
use conecta::domain::effect::{Ask, Effect, Question};
use conecta::domain::event::{Event, Wish};
use conecta::domain::ids::{MessageId, PersonId};
use conecta::domain::mark::Mark;
use conecta::domain::message::{HeldReason, State};

use crate::desk::{BRUNO, CARLA, Desk, SONIA, asks_about, mark, min, s, send};

/// Exactly what must be done when a message is held.
fn held(message: MessageId, reason: HeldReason, author: PersonId) -> Vec<Effect> {
    let ask = Ask::Held {
        message,
        reason,
        eraser: None,
    };
    let mut effects = asks_about(ask, message, author).to_vec();
    effects.push(mark(message, Mark::Held));
    effects
}

#[test]
fn a_command_typed_as_text_is_held() {
    let mut desk = Desk::in_talk();
    let command = desk.carla("/concluir");
    assert_eq!(desk.did, held(command, HeldReason::Command, CARLA));
    desk.passes(min(60));
    assert_eq!(desk.left(), []);
}

#[test]
fn a_line_below_a_colleagues_is_held() {
    let mut desk = Desk::in_talk();
    desk.writes(BRUNO, "qual é o pedido?");
    desk.passes(min(10));
    let answer = desk.carla("é o 123");
    assert_eq!(desk.did, held(answer, HeldReason::Colleague, CARLA));
}

#[test]
fn once_the_customer_has_written_it_is_not() {
    let mut desk = Desk::in_talk();
    desk.writes(BRUNO, "qual é o pedido?");
    desk.answers();
    let answer = desk.carla("é o 123");
    desk.passes(s(5));
    assert_eq!(desk.left(), [answer]);
}

#[test]
fn a_template_between_does_not_hide_the_colleagues_line() {
    let mut desk = Desk::in_talk();
    desk.writes(BRUNO, "qual é o pedido?");
    desk.template();
    let answer = desk.carla("é o 123");
    assert_eq!(desk.did, held(answer, HeldReason::Colleague, CARLA));
}

#[test]
fn a_long_paste_is_held() {
    let mut desk = Desk::in_talk();
    let mut line = desk.line(CARLA, "o contrato inteiro");
    line.long_paste = true;
    let message = line.message;
    desk.happens(&Event::Wrote(line));
    assert_eq!(desk.did, held(message, HeldReason::LongPaste, CARLA));
}

#[test]
fn a_press_lets_it_go_at_once_and_the_question_disappears() {
    let mut desk = Desk::in_talk();
    let command = desk.carla("/concluir");
    desk.passes(min(1));
    desk.presses(CARLA, Wish::Send(command));
    assert_eq!(
        desk.did[..2],
        [Effect::Retract(Question::Held(command)), send(command, 1)]
    );
}

#[test]
fn later_messages_wait_behind_it() {
    let mut desk = Desk::in_talk();
    let command = desk.carla("/concluir");
    let later = desk.carla("Olá!");
    desk.passes(s(5));
    assert_eq!(desk.did, [mark(later, Mark::Queued)]);
    desk.presses(CARLA, Wish::MakeNote(command));
    assert_eq!(desk.left(), [later]);
}

#[test]
fn no_edit_lets_it_go() {
    let mut desk = Desk::in_talk();
    let command = desk.carla("/concluir");
    desk.edits(command, "Olá!");
    desk.passes(min(60));
    assert_eq!((desk.state(command), desk.left()), (State::Held, vec![]));
    desk.presses(CARLA, Wish::Send(command));
    assert_eq!((desk.left(), desk.text(command)), (vec![command], "Olá!"));
}

#[test]
fn in_a_conversation_of_nobodys_only_the_last_message_is_asked_about() {
    let mut desk = Desk::of_nobody();
    let first = desk.writes(BRUNO, "Olá!");
    assert_eq!(desk.did, held(first, HeldReason::Unassigned, BRUNO));
    let second = desk.writes(BRUNO, "Tudo bem?");
    assert_eq!(desk.did[0], Effect::Retract(Question::Held(first)));
    assert_eq!(desk.state(first), State::Cancelled);
    desk.presses(BRUNO, Wish::Send(second));
    assert_eq!(desk.left(), [], "it must be assumed first");
    desk.happens(&Event::Assumed {
        by: BRUNO,
        notify: Notify::First,
    });
    desk.presses(BRUNO, Wish::Send(second));
    assert_eq!(desk.left(), [second]);
}

#[test]
fn after_assuming_ones_own_line_is_no_colleagues() {
    let mut desk = Desk::of_nobody();
    let first = desk.writes(BRUNO, "Olá!");
    desk.happens(&Event::Assumed {
        by: BRUNO,
        notify: Notify::First,
    });
    desk.presses(BRUNO, Wish::Send(first));
    desk.writes(BRUNO, "Tudo bem?");
    assert_eq!(desk.did, []);
}

#[test]
fn after_assuming_the_former_assignees_line_is_a_colleagues() {
    let mut desk = Desk::in_talk();
    desk.carla("// Bruno, você pega?");
    desk.happens(&Event::Assumed {
        by: BRUNO,
        notify: Notify::First,
    });
    assert!(matches!(desk.c.above, Above::Colleague { .. }));
    let answer = desk.writes(BRUNO, "pego");
    assert_eq!(desk.did, held(answer, HeldReason::Colleague, BRUNO));
}

#[test]
fn what_others_wrote_in_a_conversation_of_nobodys_stays_inside() {
    let mut desk = Desk::of_nobody();
    let olá = desk.writes(BRUNO, "Olá!");
    desk.happens(&Event::Assumed {
        by: CARLA,
        notify: Notify::First,
    });
    assert_eq!(
        (desk.state(olá), desk.mark(olá)),
        (State::Cancelled, Some(Mark::Note))
    );
}

#[test]
fn in_a_concluded_conversation_it_is_held_until_somebody_restarts_and_sends() {
    let mut desk = Desk::in_talk();
    desk.happens(&Event::Concluded { by: CARLA });
    let olá = desk.writes(BRUNO, "Olá!");
    assert_eq!(desk.did, held(olá, HeldReason::Concluded, BRUNO));
    desk.presses(BRUNO, Wish::Send(olá));
    assert_eq!(desk.left(), []);
    desk.happens(&Event::Restarted {
        by: BRUNO,
        notify: Notify::First,
    });
    desk.presses(BRUNO, Wish::Send(olá));
    assert_eq!(desk.left(), [olá]);
}

#[test]
fn a_held_message_that_expires_is_asked_about_no_more() {
    let mut desk = Desk::in_talk();
    let command = desk.carla("/concluir");
    desk.passes(min(7 * 24 * 60));
    assert_eq!(desk.state(command), State::Expired);
    assert!(desk.did.contains(&Effect::Retract(Question::Held(command))));
}

#[test]
fn a_colleagues_note_by_command_makes_the_next_line_doubtful() {
    let mut desk = Desk::in_talk();
    desk.happens(&Event::Noted { by: SONIA });
    let line = desk.carla("eu sei, caloteira");
    desk.passes(min(1));
    assert_eq!(desk.state(line), State::Held);
    desk.happens(&Event::Noted { by: CARLA });
    let line = desk.carla("Bom dia!");
    assert_eq!(
        desk.state(line),
        State::Undo,
        "one's own note is no colleague's"
    );
}
