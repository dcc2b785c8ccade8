//! What becomes of lines whose messages failed, stayed inside or are of unknown outcome, and what
//! their menus say.

use conecta_sandbox::discord::Answer;
use conecta_sandbox::whatsapp::{Act, Fault};

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::Agent;

/// Something is wrong with the next message itself, or with whom it goes to.
fn refuses(desk: &Desk, code: u32) {
    desk.whatsapp.order(Fault::new(Act::Error { code }));
}

#[tokio::test]
async fn what_is_edited_or_deleted_while_nobody_knows_is_not_said_to_have_arrived() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.order(Fault::new(Act::DropConnection));
    let lost = ana.sends("Segue o boleto").await;
    desk.minutes_pass(2).await;
    ana.edits(lost, "Segue o boleto!").await;
    let told = "não sabemos se Maria recebeu o que estava antes: @Ana\n    > Segue o boleto";
    assert!(ana.reads().contains(told), "{}", ana.reads());
    ana.deletes(lost).await;
    desk.seconds_pass(10).await;
    let told = "não sabemos se Maria recebeu:\n    > Segue o boleto";
    assert!(ana.reads().contains(told), "{}", ana.reads());

    refuses(&desk, 131_026);
    ana.presses("Enviar de novo").await;
    desk.seconds_pass(10).await;
    let told = ana.offered("Ver contato").expect("it failed").content;
    assert!(told.contains("não entregou a este número"), "{told}");
    assert!(
        told.contains("\n> Segue o boleto"),
        "nothing else shows it: {told}"
    );
    assert_eq!(maria.got(), [""; 0]);
}

#[tokio::test]
async fn what_failed_and_was_deleted_does_not_leave_unseen() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    refuses(&desk, 131_009);
    let hers = ana.sends("Custa R$ 10").await;
    ana.deletes(hers).await;
    desk.seconds_pass(10).await;
    ana.presses("Enviar de novo").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0], "she took it back");

    refuses(&desk, 131_009);
    let line = ana.sends("Custa R$ 20").await;
    desk.agent("Dona").deletes(line).await;
    desk.seconds_pass(10).await;
    let told = ana.offered("Enviar de novo").expect("it failed");
    let Answer::Message(said) = ana.presses_on(told.id, "Enviar de novo").await else {
        panic!("nothing is said");
    };
    let held = "Retida: espera você decidir";
    assert!(said.content.contains(held), "{}", said.content);
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0], "its line is gone");
    let asked = ana.offered("Enviar para Maria").expect("a question");
    assert!(asked.content.contains("«Custa R$ 20»"), "{}", asked.content);
    ana.presses("Enviar para Maria").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Custa R$ 20"]);
}

#[tokio::test]
async fn what_was_rewritten_in_the_queue_and_failed_leaves_as_its_line_says_by_then() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let line = ana.sends("São R$ 10").await;
    let mut screen = Screen::of(&desk, &ana, "queue", &[]).await;
    screen.chooses("1. São R$ 10").await;
    screen.fills("Editar", &[("text", "São R$ 11")]).await;
    refuses(&desk, 131_009);
    maria.answers("Oi").await;
    desk.seconds_pass(10).await;
    ana.edits(line, "São R$ 12").await;
    ana.presses("Enviar de novo").await;
    desk.seconds_pass(10).await;
    let got = maria.got();
    assert_eq!(got[1..], ["São R$ 12"], "{}", ana.reads());
}

async fn menus_say(ana: &Agent<'_>, line: conecta_sandbox::discord::Id, answer: &str) {
    for menu in ["Tornar nota", "Cancelar envio"] {
        let said = ana.runs_on(line, menu).await.content;
        assert_eq!(said, answer, "{menu}");
    }
}

#[tokio::test]
async fn the_menus_say_that_nothing_left_where_nothing_did() {
    let desk = Desk::open().await;
    let (ana, _maria) = desk.talk("Ana", "Maria").await;
    refuses(&desk, 131_026);
    let failed = ana.sends("Olá").await;
    let never = "Esta mensagem não saiu e não vai sair. Nada mudou.";
    menus_say(&ana, failed, never).await;

    desk.whatsapp.order(Fault::new(Act::DropConnection));
    let lost = ana.sends("Segue o boleto").await;
    desk.minutes_pass(2).await;
    let unknown = "Não sabemos se Maria recebeu esta mensagem; não dá mais para retirá-la.";
    menus_say(&ana, lost, unknown).await;
    ana.presses("Seguir sem repetir").await;
    menus_say(&ana, lost, unknown).await;
}

#[tokio::test]
async fn what_was_made_a_note_is_one_for_every_menu_and_can_be_sent_after_all() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let held = ana.types("/iniciar agora").await;
    ana.presses("É nota").await;
    let taken_back = ana.types("Custa R$ 10").await;
    ana.runs_on(taken_back, "Tornar nota").await;
    let edited = ana.types("Ela paga?").await;
    ana.edits(edited, "// Ela paga?").await;
    desk.minutes_pass(1).await;
    for note in [held, taken_back, edited] {
        let how = ana.runs_on(note, "Ver situação").await.content;
        assert_eq!(how, "🔒 Nota: fica aqui dentro.");
        let again = ana.runs_on(note, "Tornar nota").await.content;
        assert_eq!(again, "🔒 Esta mensagem já é uma nota.");
    }
    let confirm = ana.runs_on(taken_back, "Enviar ao cliente").await;
    ana.presses_on(confirm.id, "Enviar").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Custa R$ 10"]);
    let how = ana.runs_on(taken_back, "Ver situação").await.content;
    assert_eq!(how, "☑️ Entregue a Maria.");
    let once = ana.runs_on(taken_back, "Enviar ao cliente").await.content;
    assert!(once.contains("não é uma nota"), "{once}");
}
