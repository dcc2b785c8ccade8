//! Nobody knows whether a message arrived: it is never repeated by the machine alone.

use conecta_sandbox::discord::{Answer, Given};
use conecta_sandbox::whatsapp::{Act, Fault, Which};

use crate::hands::Screen;
use crate::support::Desk;

const DOUBT: &str = "❓";

#[tokio::test]
async fn an_accepted_message_whose_answer_was_lost_is_settled_by_its_status() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp
        .order(Fault::new(Act::DropConnection).after_accepting());
    let message = ana.sends("Olá").await;
    ana.sends("Tudo bem?").await;
    desk.minutes_pass(3).await;
    assert_eq!(maria.got(), ["Olá", "Tudo bem?"]);
    assert!(ana.offered("Seguir sem repetir").is_none());
    assert_eq!(ana.marks(message), "☑\u{FE0F}");
}

#[tokio::test]
async fn without_a_status_the_agent_is_asked_after_a_minute() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.order(Fault::new(Act::DropConnection));
    let lost = ana.sends("Segue o boleto").await;
    let behind = ana.sends("Vence amanhã").await;
    desk.seconds_pass(45).await;
    assert!(ana.offered("Seguir sem repetir").is_none());
    desk.seconds_pass(30).await;
    let question = ana.offered("Seguir sem repetir").expect("a question");
    assert!(
        question.content.contains("1 mensagem espera"),
        "{}",
        ana.reads()
    );
    assert!(question.pinged.contains(&ana.person.id()));
    assert!(ana.marks(lost).contains(DOUBT));
    assert_eq!(ana.marks(behind), "🕓");
    desk.hours_pass(1).await;
    assert_eq!(maria.got(), [""; 0], "never by itself");

    ana.presses("Enviar de novo").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Segue o boleto", "Vence amanhã"]);
    assert!(!ana.marks(lost).contains(DOUBT), "the sign is taken away");
    assert!(ana.person.sees_message(question.id).is_none());
}

#[tokio::test]
async fn what_waits_is_the_next_persons_to_send_and_nobody_sends_again_for_them() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.order(Fault::new(Act::DropConnection));
    ana.sends("Segue o boleto").await;
    ana.sends("Vence amanhã").await;
    desk.minutes_pass(2).await;
    ana.runs("release", &[]).await;
    assert!(
        ana.offered("Enviar a mensagem").is_some(),
        "{}",
        ana.reads()
    );
    let bruno = desk.agent("Bruno").with("Maria");
    bruno.takes().await;

    let refused = ana.presses("Enviar de novo").await;
    let Answer::Message(refused) = refused else {
        panic!("{refused:?}");
    };
    let owner = format!("está com <@{}>", bruno.person.id());
    assert!(refused.content.contains(&owner), "{}", refused.content);
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0]);

    bruno.presses("Seguir sem repetir").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0], "he has not said that it may leave");
    bruno.presses("Enviar a mensagem").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Vence amanhã"]);
}

#[tokio::test]
async fn a_question_that_somebody_deleted_is_asked_by_the_menu_of_its_message() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let dona = desk.agent("Dona").with("Maria");
    let held = ana.sends("/iniciar agora").await;
    let question = ana.offered("É nota").expect("a question");
    dona.deletes(question.id).await;
    let status = ana.runs_on(held, "Ver situação").await;
    ana.presses_on(status.id, "Enviar para Maria").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["/iniciar agora"], "{}", ana.reads());

    desk.whatsapp.order(Fault::new(Act::DropConnection));
    let lost = ana.sends("Segue o boleto").await;
    desk.minutes_pass(2).await;
    let question = ana.offered("Seguir sem repetir").expect("a question");
    dona.deletes(question.id).await;
    let status = ana.runs_on(lost, "Ver situação").await;
    ana.presses_on(status.id, "Enviar de novo").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got()[1..], ["Segue o boleto"], "{}", ana.reads());
}

#[tokio::test]
async fn the_agent_may_go_on_without_repeating() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.order(Fault::new(Act::DropConnection));
    ana.sends("Segue o boleto").await;
    ana.sends("Vence amanhã").await;
    desk.minutes_pass(2).await;
    ana.presses("Seguir sem repetir").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Vence amanhã"]);
}

#[tokio::test]
async fn a_request_that_hangs_becomes_a_question_too() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.order(Fault::new(Act::Hang));
    ana.sends("Olá").await;
    desk.minutes_pass(3).await;
    assert!(
        ana.offered("Seguir sem repetir").is_some(),
        "{}",
        ana.reads()
    );
    assert_eq!(maria.got(), [""; 0]);
}

#[tokio::test]
async fn a_status_that_comes_late_answers_the_question() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp
        .order(Fault::new(Act::DropConnection).after_accepting());
    desk.whatsapp.withhold(Which::Statuses);
    let message = ana.sends("Olá").await;
    ana.sends("Tudo bem?").await;
    desk.minutes_pass(2).await;
    let question = ana.offered("Seguir sem repetir").expect("a question");
    desk.whatsapp
        .release(conecta_sandbox::whatsapp::Release::InOrder);
    desk.seconds_pass(20).await;
    assert!(
        ana.person.sees_message(question.id).is_none(),
        "{}",
        ana.reads()
    );
    assert_eq!(maria.got(), ["Olá", "Tudo bem?"]);
    assert!(!ana.marks(message).contains(DOUBT));
}

#[tokio::test]
async fn a_crash_during_a_request_is_a_doubt_afterwards() {
    let mut desk = Desk::open().await;
    {
        let (ana, _) = desk.talk("Ana", "Maria").await;
        desk.whatsapp.order(Fault::new(Act::Hang));
        ana.sends("Olá").await;
    }
    desk.kill().await;
    desk.whatsapp.end_faults();
    desk.starts_again().await;
    desk.minutes_pass(2).await;
    let ana = desk.agent("Ana");
    assert!(
        ana.offered("Seguir sem repetir").is_some(),
        "{}",
        ana.reads()
    );
    assert_eq!(desk.customer("Maria").got(), [""; 0]);
    ana.presses("Enviar de novo").await;
    desk.seconds_pass(10).await;
    assert_eq!(desk.customer("Maria").got(), ["Olá"]);
}

#[tokio::test]
async fn whoever_is_blocked_meanwhile_leaves_a_question_that_can_be_answered() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.order(Fault::new(Act::DropConnection));
    let lost = ana.sends("Segue o boleto").await;
    desk.minutes_pass(2).await;
    let question = ana.offered("Seguir sem repetir").expect("a question");
    let dona = desk.agent("Dona").at(desk.company.general);
    let named = [("contact", Given::from("maria souza"))];
    let mut card = Screen::of(&desk, &dona, "contact view", &named).await;
    card.presses("Bloquear").await;
    card.says(&["Maria Souza está bloqueado"]);

    let refused = Screen::behind(&desk, &ana, "Enviar de novo").await;
    refused.says(&["Maria Souza está bloqueado: nada sai"]);
    desk.minutes_pass(5).await;
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
    let how = ana.runs_on(lost, "Ver situação").await;
    let offered: Vec<&str> = how.buttons.iter().map(|one| one.label.as_str()).collect();
    assert!(offered.contains(&"Seguir sem repetir"), "{offered:?}");
    let again = offered.iter().any(|label| label.contains("Enviar de novo"));
    assert!(!again, "{offered:?}");

    let done = Screen::behind(&desk, &ana, "Seguir sem repetir").await;
    done.says(&["Seguimos como se Maria tivesse recebido"]);
    desk.minutes_pass(5).await;
    let how = ana.runs_on(lost, "Ver situação").await;
    assert!(how.content.contains("decidiu seguir"), "{}", how.content);
    assert!(ana.person.sees_message(question.id).is_none());
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
}

#[tokio::test]
async fn what_stood_behind_it_for_two_days_asks_before_it_leaves() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.order(Fault::new(Act::DropConnection));
    ana.sends("Bom dia!").await;
    ana.sends("Hoje às 15 h tenho horário.").await;
    for _ in 0..2 {
        desk.hours_pass(20).await;
        maria.answers("Ainda estou aqui").await;
    }
    ana.presses("Seguir sem repetir").await;
    desk.seconds_pass(20).await;
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
    ana.presses("Enviar a mensagem").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Hoje às 15 h tenho horário."]);
}
