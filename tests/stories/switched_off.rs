//! A number that is off: nothing leaves from it, in whatever conversation, until an admin switches
//! it on again.

use conecta_sandbox::discord::Answer;

use crate::hands::Screen;
use crate::support::Desk;

async fn number<'a>(desk: &'a Desk, press: &str) -> Screen<'a> {
    let dona = desk.agent("Dona").at(desk.company.general);
    let mut screen = Screen::of(desk, &dona, "number", &[]).await;
    screen.chooses("Vendas").await;
    screen.presses(press).await;
    screen
}

fn card(desk: &Desk) -> String {
    let ana = desk.agent("Ana").with("Maria");
    let card = ana.person.sees_message(ana.place());
    card.expect("the card").all_text()
}

#[tokio::test]
async fn in_an_open_conversation_nothing_leaves_and_the_thread_says_why() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let typed = ana.types("Ainda a caminho").await;
    number(&desk, "Desligar").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
    assert_eq!(ana.marks(typed), "🕓", "{}", ana.reads());
    let reads = ana.reads();
    assert!(
        reads.contains("«Vendas» está desligado: nada sai"),
        "{reads}"
    );
    ana.sends("E mais isto").await;
    desk.minutes_pass(2).await;
    assert!(
        card(&desk).contains("2 na fila: o número está desligado"),
        "{}",
        card(&desk)
    );
    let how = ana.runs_on(typed, "Ver situação").await;
    assert!(
        how.content.contains("o número está desligado"),
        "{}",
        how.content
    );

    number(&desk, "Ligar").await;
    desk.seconds_pass(10).await;
    assert_eq!(
        maria.got(),
        ["Ainda a caminho", "E mais isto"],
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn what_waited_too_long_for_a_number_asks_before_it_leaves() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    number(&desk, "Desligar").await;
    ana.sends("Bom dia!").await;
    desk.hours_pass(3).await;
    number(&desk, "Ligar").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
    ana.presses("Enviar a mensagem").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Bom dia!"], "{}", ana.reads());
}

#[tokio::test]
async fn the_first_days_message_switches_each_number_on() {
    let desk = Desk::open().await;
    number(&desk, "Desligar").await;
    let dona = desk.agent("Dona").at(desk.company.general);
    let mut setup = Screen::of(&desk, &dona, "setup", &[]).await;
    setup.says(&["⚪ **Vendas** · +55 11 4000-1000 · desligado"]);
    setup.presses("Ligar Vendas").await;
    setup.says(&["Vendas está ligado", "Primeiro dia"]);
    assert!(!setup.offers("Ligar Vendas"), "{setup:?}");
    desk.customer("Maria").answers("Oi").await;
    assert_eq!(desk.threads("Maria").len(), 1);
}

#[tokio::test]
async fn whoever_lets_something_go_reads_what_it_waits_for() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    let told = async |button: &str| {
        let Answer::Message(told) = ana.presses(button).await else {
            panic!("no message answers {button:?}");
        };
        told.content
    };
    ana.sends("/lista").await;
    ana.sends("Bom dia!").await;
    let mut queue = Screen::of(&desk, &ana, "queue", &[]).await;
    queue.presses("Segurar a fila").await;
    queue.presses("Soltar a fila").await;
    queue.says(&["espera atrás de outra mensagem que pede decisão"]);
    queue.presses("Segurar a fila").await;
    number(&desk, "Desligar").await;
    queue.presses("Soltar a fila").await;
    queue.says(&["os envios deste número estão parados"]);
    let off = told("Enviar para Maria").await;
    assert!(off.contains("Na fila: o número está desligado"), "{off}");
    number(&desk, "Ligar").await;
    desk.seconds_pass(20).await;

    ana.sends("/lista").await;
    desk.hours_pass(25).await;
    let closed = told("Enviar para Maria").await;
    let waits = "Na fila: sai quando Maria responder";
    assert!(closed.contains(waits), "{closed}");
}
