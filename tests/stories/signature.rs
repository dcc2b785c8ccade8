//! The agent's name before their words on the customer's phone.

use conecta::domain::rules::Signature;
use conecta_sandbox::discord::{Post, Upload};
use conecta_sandbox::samples;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::Agent;

/// Maria has written, and the teams give names as they do where nobody chose otherwise.
async fn desk() -> Desk {
    let desk = Desk::open().await;
    let first = |rules: &mut conecta::domain::rules::Rules| rules.signature = Signature::First;
    desk.team_rules("Vendas", first).await;
    desk.customer("Maria").answers("Oi").await;
    desk
}

/// Takes Maria's conversation, whoever has it.
async fn assumes<'a>(desk: &'a Desk, name: &str) -> Agent<'a> {
    let agent = desk.agent(name).with("Maria");
    let mut screen = Screen::of(desk, &agent, "assume", &[]).await;
    if screen.offers("Assumir") {
        screen.presses("Assumir").await;
    }
    // A colleague's line above would hold the next one.
    desk.minutes_pass(11).await;
    agent
}

#[tokio::test]
async fn the_customer_reads_who_writes_once_and_again_when_somebody_else_does() {
    let desk = desk().await;
    let maria = desk.customer("Maria");
    let ana = assumes(&desk, "Ana").await;
    ana.sends("Bom **dia**!").await;
    ana.sends("Em que posso ajudar?").await;
    let bruno = assumes(&desk, "Bruno").await;
    bruno.sends("- Oi").await;
    let ana = assumes(&desk, "Ana").await;
    ana.sends("Voltei.").await;
    assert_eq!(
        maria.got(),
        [
            "*Ana:*\nBom *dia*!",
            "Em que posso ajudar?",
            "*Bruno:*\n- Oi",
            "*Ana:*\nVoltei.",
        ],
        "{}",
        ana.reads()
    );
    assert!(!ana.reads().contains("Ana:*"), "{}", ana.reads());
}

#[tokio::test]
async fn a_team_chooses_when() {
    let desk = desk().await;
    let maria = desk.customer("Maria");
    let ana = assumes(&desk, "Ana").await;
    let dona = desk.agent("Dona").at(desk.company.general);
    let mut rules = Screen::of(&desk, &dona, "team", &[]).await;
    rules.chooses("Vendas").await;
    rules.presses("Regras").await;
    rules.says(&["Assinatura: na primeira mensagem de quem assume"]);
    rules.chooses("Assinatura: em toda mensagem").await;
    rules.says(&["Equipe Vendas salva", "Assinatura: em toda mensagem"]);
    ana.sends("Um").await;
    ana.sends("Dois").await;
    rules.chooses("Assinatura: nunca").await;
    ana.sends("Três").await;
    assert_eq!(maria.got(), ["*Ana:*\nUm", "*Ana:*\nDois", "Três"]);
}

#[tokio::test]
async fn it_stands_below_a_picture_with_its_words_and_nowhere_without_words() {
    let desk = desk().await;
    let maria = desk.customer("Maria");
    let ana = assumes(&desk, "Ana").await;
    let post = |text: &str| Post::text(text).file(Upload::new("mesa.jpg", samples::PHOTO));
    for text in ["", "A mesa"] {
        ana.person.posts(ana.place(), post(text)).expect("posted");
        desk.settle().await;
        desk.seconds_pass(30).await;
    }
    let two = post("As duas").file(Upload::new("outra.jpg", samples::PHOTO));
    ana.person.posts(ana.place(), two).expect("posted");
    desk.seconds_pass(60).await;
    assert_eq!(
        maria.got(),
        [
            "[image]",
            "[image] *Ana:*\nA mesa",
            "[image] As duas",
            "[image]",
        ],
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn templates_bear_none_and_what_waited_behind_one_bears_it_once() {
    let desk = Desk::open().await;
    let first = |rules: &mut conecta::domain::rules::Rules| rules.signature = Signature::First;
    desk.team_rules("Vendas", first).await;
    let ana = desk.agent("Ana");
    let thread = ana.starts("Maria").await;
    let ana = ana.at(thread);
    let um = ana.sends("Um").await;
    ana.sends("Dois").await;
    ana.edits(um, "Um, revisto").await;
    let maria = desk.customer("Maria");
    maria.answers("Oi").await;
    desk.seconds_pass(30).await;
    let got = maria.got();
    assert!(!got[0].contains("Ana:"), "the template: {got:?}");
    assert_eq!(got[1..], ["*Ana:*\nUm, revisto", "Dois"], "{}", ana.reads());
}

#[tokio::test]
async fn a_restart_or_a_refusal_makes_it_neither_twice_nor_lost() {
    use conecta_sandbox::whatsapp::{Act, Fault};
    let mut desk = desk().await;
    {
        let ana = assumes(&desk, "Ana").await;
        desk.whatsapp
            .order(Fault::new(Act::Error { code: 131_026 }));
        ana.sends("Um").await;
        ana.sends("Dois").await;
    }
    desk.kill().await;
    desk.starts_again().await;
    let ana = desk.agent("Ana").with("Maria");
    ana.sends("Três").await;
    let got = desk.customer("Maria").got();
    assert_eq!(got, ["*Ana:*\nDois", "Três"], "{}", ana.reads());
}
