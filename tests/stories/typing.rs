//! "typing…" on the customer's phone, where the team wants it: only for words that are known to be
//! meant for the customer, and only until they leave.

use conecta_sandbox::whatsapp::{Act, Endpoint, Fault, Ticks};

use crate::hands::Screen;
use crate::settings::rules;
use crate::support::Desk;
use crate::support::people::Customer;

/// The team shows typing to its customers.
async fn wanted(desk: &Desk) {
    let dona = desk.agent("Dona").at(desk.company.general);
    let mut screen = rules(desk, &dona).await;
    screen.chooses("digitando").await;
    screen.says(&["Leitura: quando quem atende age, e «digitando…» até a mensagem sair"]);
}

fn sees_typing(maria: &Customer<'_>) -> bool {
    maria.phone.sees_typing(maria.number())
}

fn knows_of_reading(maria: &Customer<'_>) -> bool {
    maria.phone.phone(maria.number())[0].ticks == Some(Ticks::Read)
}

#[tokio::test]
async fn what_leaves_in_a_moment_shows_as_typing_and_a_note_as_nothing() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    wanted(&desk).await;
    ana.types("// ela já reclamou").await;
    ana.types("/concluir").await;
    ana.presses("É nota").await;
    assert!(!sees_typing(&maria) && !knows_of_reading(&maria), "inside");

    ana.types("Bom dia!").await;
    assert!(sees_typing(&maria) && knows_of_reading(&maria));
    desk.seconds_pass(6).await;
    assert!(!sees_typing(&maria), "{}", maria.sees());
    assert_eq!(maria.got(), ["Bom dia!"]);

    ana.types("Tudo bem?").await;
    assert!(sees_typing(&maria), "though the reading is known");
    desk.seconds_pass(6).await;
    assert!(!sees_typing(&maria));
    assert_eq!(maria.got(), ["Bom dia!", "Tudo bem?"]);
}

#[tokio::test]
async fn nobody_types_what_waits() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    wanted(&desk).await;
    ana.types("/concluir").await;
    ana.types("Segue o boleto").await;
    assert!(!sees_typing(&maria), "it waits behind what is held");
    ana.presses("É nota").await;
    desk.hours_pass(25).await;
    let waits = ana.types("Ainda está aí?").await;
    assert!(!sees_typing(&maria), "it waits for the customer");
    let mut queue = Screen::of(&desk, &ana, "queue", &[]).await;
    queue.presses("Segurar a fila").await;
    ana.deletes(waits).await;
    // Until it is known who deleted it, it waits.
    desk.minutes_pass(1).await;
    maria.answers("Estou").await;
    ana.types("Um momento").await;
    assert!(!sees_typing(&maria), "it waits until she lets the queue go");
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Segue o boleto"], "{}", ana.reads());
}

#[tokio::test]
async fn nobody_types_any_more_once_the_words_have_left() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    wanted(&desk).await;
    let (status, body) = (503, "x".to_owned());
    let receipts = Fault::new(Act::Answer { status, body }).on(Endpoint::Receipt);
    desk.whatsapp.order(receipts.always());
    ana.sends("Bom dia!").await;
    assert_eq!(maria.got(), ["Bom dia!"]);
    assert!(!knows_of_reading(&maria));
    desk.whatsapp.end_faults();
    desk.minutes_pass(10).await;
    assert!(knows_of_reading(&maria), "late, but told");
    let typed = desk.wire_after(0).into_iter().filter(|entry| {
        matches!(&entry.kind, conecta_sandbox::wire::Kind::Request { body, .. }
            if body.get("typing_indicator").is_some())
    });
    let at: Vec<_> = typed.map(|entry| entry.at).collect();
    let left = maria
        .phone
        .phone(maria.number())
        .last()
        .expect("the message")
        .at;
    assert!(
        !at.is_empty() && at.iter().all(|at| *at <= left),
        "{at:?} {left}"
    );
}
