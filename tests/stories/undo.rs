//! The first seconds of a message, and what the thread says about what happens later.

use crate::hands::Screen;
use crate::support::Desk;

#[tokio::test]
async fn a_message_deleted_in_time_never_leaves() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let message = ana.types("Ops, conversa errada").await;
    desk.seconds_pass(3).await;
    ana.deletes(message).await;
    ana.sends("Bom dia!").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!"]);
}

#[tokio::test]
async fn an_edit_in_time_changes_it_and_restarts_the_time_once() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let message = ana.types("Chega as 8h").await;
    desk.seconds_pass(3).await;
    ana.edits(message, "Chega às 8 h").await;
    desk.seconds_pass(3).await;
    assert_eq!(maria.got(), [""; 0], "the time began anew");
    ana.edits(message, "Chega às 8 h 30").await;
    desk.seconds_pass(2).await;
    assert_eq!(maria.got(), ["Chega às 8 h 30"], "only once");
}

#[tokio::test]
async fn later_messages_wait_for_an_edited_one() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let first = ana.types("Primeiro").await;
    desk.seconds_pass(4).await;
    ana.types("Segundo").await;
    ana.edits(first, "Primeiro mesmo").await;
    desk.seconds_pass(12).await;
    assert_eq!(maria.got(), ["Primeiro mesmo", "Segundo"]);
}

#[tokio::test]
async fn what_is_edited_or_deleted_later_stays_true_in_the_thread() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let message = ana.sends("Custa R$ 10").await;
    ana.edits(message, "Custa R$ 12").await;
    assert!(
        ana.last().content.ends_with("\n> Custa R$ 10"),
        "{}",
        ana.reads()
    );
    ana.presses("Enviar correção").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Custa R$ 10", "Custa R$ 12"]);

    let other = ana.sends("Até amanhã").await;
    desk.agent("Dona").deletes(other).await;
    desk.seconds_pass(3).await;
    assert!(
        ana.last().content.contains("recebeu:\n> Até amanhã"),
        "{}",
        ana.reads()
    );
    assert_eq!(maria.got().len(), 3);
}

#[tokio::test]
async fn a_message_of_long_ago_is_corrected_and_sent_again_like_any_other() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let old = ana.sends("Custa R$ 10").await;
    desk.whatsapp.fail_later(None, 131_000, true, 4);
    ana.sends("Posso enviar?").await;
    desk.minutes_pass(3).await;
    let failed = ana.offered("Enviar de novo").expect("it failed");
    for number in 1..=52 {
        ana.types(&number.to_string()).await;
    }
    desk.minutes_pass(3).await;
    assert_eq!(maria.got().len(), 53, "{}", maria.sees());

    ana.presses_on(failed.id, "Enviar de novo").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got()[53..], ["Posso enviar?"], "{}", ana.reads());
    assert!(
        ana.reads().contains("enviou de novo «Posso enviar?»"),
        "{}",
        ana.reads()
    );

    ana.edits(old, "Custa R$ 12").await;
    assert!(
        ana.last().content.contains("> Custa R$ 10"),
        "{}",
        ana.reads()
    );
    ana.presses("Enviar correção").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got()[54..], ["Custa R$ 12"], "{}", ana.reads());
}

#[tokio::test]
async fn what_is_taken_back_in_time_was_no_answer_and_the_customer_still_waits() {
    for take_back in ["delete", "note", "edit", "emoji"] {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        ana.sends("Bom dia!").await;
        maria.answers("Quanto custa?").await;
        let asked = ana.last().id;
        if take_back == "emoji" {
            ana.person.reacts(asked, "👍").expect("reacted");
            desk.seconds_pass(3).await;
            ana.person.unreacts(asked, "👍").expect("taken back");
        } else {
            let line = ana.types("Ops, conversa errada").await;
            desk.seconds_pass(3).await;
            match take_back {
                "delete" => ana.deletes(line).await,
                "edit" => ana.edits(line, "// conversa errada").await,
                _ => drop(ana.runs_on(line, "Tornar nota").await),
            }
        }
        desk.seconds_pass(10).await;
        let mut inbox = Screen::of(&desk, &ana, "conversations", &[]).await;
        inbox.presses("Esperam por mim").await;
        inbox.says(&["Esperam por mim** (1)"]);
        desk.minutes_pass(6).await;
        assert_eq!(maria.got(), ["Bom dia!"]);
        let read = ana.reads();
        assert!(read.contains("e espera resposta"), "{take_back}: {read}");
    }
}
