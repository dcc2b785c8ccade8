//! What can be done to a conversation beyond the buttons of its card: the select with the rest, and
//! the ways that lead to the same once the buttons are gone.

use conecta_sandbox::discord::{Answer, Given, SeenMessage};
use conecta_sandbox::whatsapp::{Act, Endpoint, Fault};

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::media::document;
use crate::support::people::Agent;

/// The options of the select on the card.
fn rest(agent: &Agent<'_>) -> Vec<String> {
    let card = agent.person.sees_message(agent.place()).expect("the card");
    let options = card.selects.iter().flat_map(|select| &select.options);
    options.map(|option| option.label.clone()).collect()
}

/// Chooses on the card, and reads what answers beside it.
async fn chooses(desk: &Desk, agent: &Agent<'_>, option: &str) -> SeenMessage {
    let chosen = agent.person.selects(agent.place(), "Mais…", &[option]);
    let chosen = chosen.expect("chosen");
    let first = chosen.answered().await;
    assert!(matches!(first, Answer::Changed(_)), "{first:?}");
    desk.settle().await;
    let answer = chosen.follow_ups().pop().expect("an answer");
    assert!(answer.ephemeral, "for {} alone", agent.person.id());
    answer
}

#[tokio::test]
async fn the_card_offers_the_rest_and_the_same_can_be_chosen_again() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    desk.minutes_pass(1).await;
    let all = ["Liberar", "Contato", "Registrar recusa", "Outros comandos"];
    assert_eq!(rest(&ana), all);
    for _ in 0..2 {
        let contact = chooses(&desk, &ana, "Contato").await;
        assert!(contact.content.contains("Maria Souza"), "{contact:?}");
    }
    let help = chooses(&desk, &ana, "Outros comandos").await;
    assert!(help.content.contains("</note:"), "{}", help.content);
    let card = ana.person.sees_message(ana.place()).expect("the card");
    assert!(card.content.contains("Maria Souza"), "it stands as it did");

    let bruno = desk.agent("Bruno").with("Maria");
    let refused = chooses(&desk, &bruno, "Liberar").await;
    let owner = format!("<@{}>", ana.person.id());
    assert!(refused.content.contains(&owner), "{}", refused.content);
    assert!(!ana.reads().contains("devolveu"), "{}", ana.reads());

    let released = chooses(&desk, &ana, "Liberar").await;
    assert!(released.content.contains("Maria"), "{}", released.content);
    desk.minutes_pass(1).await;
    assert_eq!(rest(&ana), all[1..], "nobody has it any more");
}

#[tokio::test]
async fn the_asker_is_offered_the_same_alone() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    desk.minutes_pass(1).await;
    let shown = ana.runs("conversation", &[]).await;
    let labels = |message: &SeenMessage| {
        let buttons = message.buttons.iter();
        let buttons: Vec<String> = buttons.map(|button| button.label.clone()).collect();
        let options = message.selects.iter().flat_map(|select| &select.options);
        let options: Vec<String> = options.map(|option| option.label.clone()).collect();
        (buttons, options)
    };
    let card = ana.person.sees_message(ana.place()).expect("the card");
    assert_eq!(labels(&shown), labels(&card));
    for _ in 0..2 {
        let chosen = ana.person.selects(shown.id, "Mais…", &["Contato"]);
        let chosen = chosen.expect("chosen");
        chosen.answered().await;
        desk.settle().await;
        let contact = chosen.follow_ups().pop().expect("beside it");
        assert!(contact.content.contains("Maria Souza"), "{contact:?}");
    }
}

#[tokio::test]
async fn a_refusal_that_was_told_otherwise_is_written_down_and_taken_back() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    desk.minutes_pass(1).await;
    let done = chooses(&desk, &ana, "Registrar recusa").await;
    assert!(
        done.content.contains("não recebe mais marketing"),
        "{}",
        done.content
    );
    let reads = ana.reads();
    assert!(
        reads.contains("@Ana registrou que Maria não quer marketing"),
        "{reads}"
    );
    desk.minutes_pass(1).await;
    assert!(
        rest(&ana).contains(&"Liberar marketing".to_owned()),
        "{:?}",
        rest(&ana)
    );
    let named = [("contact", Given::from("maria souza"))];
    let contact = Screen::of(&desk, &ana, "contact view", &named).await;
    contact.says(&["Não quer receber marketing", "registrou <t:"]);
    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    screen.chooses("cupom").await;
    screen.fills("Preencher", &[("1", "DEZ10")]).await;
    screen.presses("Enviar modelo").await;
    screen.says(&["registrou <t:", "não quer marketing"]);

    let mut contact = Screen::of(&desk, &ana, "contact view", &named).await;
    contact.presses("Liberar marketing").await;
    let reads = ana.reads();
    assert!(
        reads.contains("@Ana liberou os modelos de marketing"),
        "{reads}"
    );
    desk.minutes_pass(1).await;
    assert!(
        rest(&ana).contains(&"Registrar recusa".to_owned()),
        "{:?}",
        rest(&ana)
    );
}

#[tokio::test]
async fn what_sounds_like_a_refusal_can_be_ignored_on_the_contact_as_well() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Quer sair ou ficar na lista de espera?").await;
    maria.answers("Sair").await;
    assert!(ana.offered("Ignorar").is_some(), "{}", ana.reads());
    let named = [("contact", Given::from("maria souza"))];
    let mut contact = Screen::of(&desk, &ana, "contact view", &named).await;
    contact.presses("Ignorar").await;
    contact.says(&["Nada mudou"]);
    assert!(ana.offered("Ignorar").is_none(), "{}", ana.reads());
    let contact = Screen::of(&desk, &ana, "contact view", &named).await;
    assert!(!contact.offers("Ignorar"), "{contact:?}");
    assert!(contact.offers("Registrar recusa"), "{contact:?}");
}

#[tokio::test]
async fn a_file_that_did_not_come_is_asked_for_from_the_menu_of_its_line() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let gone = Act::Answer {
        status: 404,
        body: "Not found".to_owned(),
    };
    desk.whatsapp
        .order(Fault::new(gone).on(Endpoint::Download).times(2));
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    let line = ana.last();
    let shown = ana.runs_on(line.id, "Ver situação").await;
    assert!(shown.content.contains("não veio"), "{}", shown.content);
    ana.presses_on(shown.id, "Tentar de novo").await;
    desk.seconds_pass(2).await;
    assert_eq!(ana.last().attachments.len(), 1, "{}", ana.reads());
    let shown = ana.runs_on(line.id, "Ver situação").await;
    assert!(shown.buttons.is_empty(), "it is here: {}", shown.content);
}
