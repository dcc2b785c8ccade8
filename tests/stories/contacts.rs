//! The address book: what agents change about contacts, and what admins do.

use conecta_sandbox::discord::Given;

use crate::hands::Screen;
use crate::support::Desk;

async fn card<'a>(desk: &'a Desk, who: &str, contact: &str) -> Screen<'a> {
    let agent = desk.agent(who).at(desk.company.general);
    let named = [("contact", Given::from(contact))];
    Screen::of(desk, &agent, "contact view", &named).await
}

#[tokio::test]
async fn somebody_without_a_phone_number_is_corrected_like_anybody() {
    let desk = Desk::open().await;
    desk.talk("Ana", "Noemi").await;
    let mut screen = card(&desk, "Ana", "noemi castro").await;
    screen
        .fills("Editar", &[("name", "Noemi de Castro"), ("phone", "")])
        .await;
    screen.says(&["Noemi de Castro"]);
    assert!(!screen.text().contains("não é um telefone"), "{screen:?}");
    let again = card(&desk, "Ana", "noemi de castro").await;
    again.says(&["Noemi de Castro"]);
    // Whoever is known by a number alone keeps one.
    let made = [("name", "Zuleica Ramos"), ("phone", "")];
    let ana = desk.agent("Ana").at(desk.company.general);
    let opened = ana
        .person
        .runs(ana.place(), "contact new", &[])
        .expect("run");
    opened.modal().await.expect("a form");
    assert!(
        ana.person.submits(&opened, &made).is_err(),
        "the form wants one"
    );
}

#[tokio::test]
async fn an_admin_blocks_somebody_and_lets_them_in_again() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    ana.sends("Ainda quer?").await;
    assert!(
        !card(&desk, "Ana", "maria souza").await.offers("Bloquear"),
        "no agent's business"
    );
    let outsider = card(&desk, "Igor", "maria souza").await;
    assert!(!outsider.text().contains("98765"), "{outsider:?}");
    // Whoever manages the server is in none of the teams.
    let typed = [("contact", Given::from("maria"))];
    let dona = desk.agent("Dona").at(desk.company.general);
    let offered = dona
        .person
        .autocompletes(dona.place(), "contact view", &typed, "contact");
    assert!(!offered.await.expect("choices").is_empty());
    let mut screen = card(&desk, "Dona", "maria souza").await;
    assert!(!screen.offers("Iniciar atendimento"), "{screen:?}");
    let note = [("note", "Deve três parcelas")];
    screen.fills("Editar", &note).await;
    screen.says(&["salvo", "Deve três parcelas"]);
    screen.presses("Bloquear").await;
    screen.says(&["Maria Souza está bloqueado", "nada sai e nada chega"]);
    desk.minutes_pass(1).await;
    maria.answers("Alguém aí?").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!"], "{}", ana.reads());
    let reads = ana.reads();
    assert!(
        reads.contains("concluiu o atendimento e descartou 1 mensagem"),
        "{reads}"
    );
    assert!(!reads.contains("Alguém aí?"), "{reads}");
    let again = ana.runs("restart", &[]).await;
    assert!(
        again.content.contains("está bloqueado"),
        "{}",
        again.content
    );
    screen.presses("Desbloquear").await;
    screen.says(&["não está mais bloqueado"]);
    maria.answers("Voltei").await;
    let ana = desk.agent("Ana").with("Maria");
    assert!(ana.reads().contains("Voltei"), "{}", ana.reads());
}
