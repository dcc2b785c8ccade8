//! Whoever comes by an advertisement and is answered within a day can be written to free of charge
//! for three days, and the desk says so wherever it names a price.

use serde_json::json;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::{Agent, Customer};

/// Maria presses on an advertisement and writes; Ana takes the conversation.
async fn comes_from_ad<'a>(desk: &'a Desk) -> (Agent<'a>, Customer<'a>) {
    let maria = desk.customer("Maria");
    let ad = json!({
        "source_type": "ad",
        "source_id": "120210000000000",
        "source_url": "https://fb.me/2Abc",
        "headline": "Promoção de novembro",
    });
    maria
        .phone
        .comes_from_ad(maria.number(), "Oi, vi o anúncio", ad);
    desk.settle().await;
    let ana = desk.agent("Ana").with("Maria");
    ana.takes().await;
    (ana, maria)
}

async fn preview<'a>(desk: &'a Desk, agent: &Agent<'a>, template: &str) -> Screen<'a> {
    let mut screen = Screen::of(desk, agent, "template", &[]).await;
    screen.chooses(template).await;
    screen
}

#[tokio::test]
async fn after_an_advertisement_everything_is_free_until_the_hours_are_over() {
    let desk = Desk::open().await;
    let (ana, maria) = comes_from_ad(&desk).await;
    preview(&desk, &ana, "saudacao")
        .await
        .says(&["≈ US$ 0,0068 · utilidade"]);

    ana.sends("Oi, Maria! Qual deles?").await;
    desk.minutes_pass(1).await;
    let screen = Screen::of(&desk, &ana, "template", &[]).await;
    let mut options = screen.shows.selects.iter().flat_map(|all| &all.options);
    let cupom = options.find(|offered| offered.label == "cupom");
    let told = &cupom.expect("it is offered").description;
    assert!(told.contains("grátis"), "{told}");
    let mut screen = preview(&desk, &ana, "saudacao").await;
    screen.says(&["**Preço:** grátis · utilidade"]);
    assert!(!screen.text().contains("só se entregue"), "{screen:?}");
    screen.presses("Enviar modelo").await;
    desk.seconds_pass(5).await;
    let thread = ana.reads();
    assert!(
        thread.contains("«saudacao» enviado por @Ana · grátis"),
        "{thread}"
    );
    let mut screen = preview(&desk, &ana, "saudacao").await;
    screen.presses("Enviar modelo").await;
    screen.says(&["ainda não respondeu ao modelo de", "Outro é grátis, mas"]);
    screen.presses("Esperar").await;
    let card = Screen::of(&desk, &ana, "conversation", &[]).await;
    card.says(&["**Custo:** nada cobrado até agora"]);

    // The window closes after a day, the free hours after three.
    desk.hours_pass(25).await;
    ana.sends("Ainda tem interesse?").await;
    let queue = || Screen::of(&desk, &ana, "queue", &[]);
    queue().await.says(&["1 mensagem · grátis"]);
    desk.hours_pass(26).await;
    maria.answers("Tenho sim").await;
    let asked = ana.offered("Enviar").expect("the queue is asked for");
    assert!(asked.content.contains(", grátis."), "{}", asked.content);

    desk.hours_pass(21).await;
    queue().await.says(&["1 mensagem · ≈ US$ 0,0068"]);
}

#[tokio::test]
async fn an_answer_that_came_too_late_is_charged_like_any_other() {
    let desk = Desk::open().await;
    let (ana, _) = comes_from_ad(&desk).await;
    desk.hours_pass(25).await;
    let mut screen = preview(&desk, &ana, "saudacao").await;
    screen.says(&["≈ US$ 0,0068 · utilidade · só se entregue"]);
    screen.presses("Enviar modelo").await;
    desk.minutes_pass(1).await;
    preview(&desk, &ana, "saudacao")
        .await
        .says(&["≈ US$ 0,0068 · utilidade · só se entregue"]);
}

#[tokio::test]
async fn what_was_shown_as_free_is_not_charged_once_the_free_hours_are_over() {
    let desk = Desk::open().await;
    let (ana, maria) = comes_from_ad(&desk).await;
    ana.sends("Oi, Maria! Qual deles?").await;
    desk.hours_pass(71).await;
    let mut screen = preview(&desk, &ana, "saudacao").await;
    screen.says(&["**Preço:** grátis · utilidade"]);
    desk.hours_pass(2).await;
    let before = maria.got().len();
    screen.presses("Enviar modelo").await;
    screen.says(&["O preço mudou desde a prévia", "≈ US$ 0,0068 · utilidade"]);
    desk.minutes_pass(1).await;
    assert_eq!(maria.got().len(), before);
    screen.presses("Enviar modelo").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got().len(), before + 1, "{screen:?}");
}
