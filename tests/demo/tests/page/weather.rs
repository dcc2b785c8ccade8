//! Time, trouble, and the life of the bot, from the bar above.

use conecta_demo::town::Life;
use conecta_sandbox::company::SALES;

use super::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn a_day_passes_and_the_window_closes_before_ones_eyes() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.window().await;
    window.takes_phone("Maria Souza").await;
    window.says_on_phone("Oi").await;
    window.sees("[data-test='window'][data-open='true']").await;
    window.press("[data-test='advance-86400']").await;
    window.sees("[data-test='window'][data-open='false']").await;
    let maria = stage.town.whatsapp.customer("Maria Souza");
    assert!(!maria.window_is_open(SALES));
    window.closes(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_bot_loses_nothing() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.window().await;
    window.sits("Ana").await;
    window.opens_channel("vendas").await;
    window.takes_phone("Maria Souza").await;
    window.press("[data-test='bot-kill']").await;
    stage.bot_is(Life::Stopped).await;
    window.sees("[data-test='bot'][data-state='stopped']").await;
    window.says_on_phone("Tem alguém aí?").await;
    window.press("[data-test='bot-start']").await;
    stage.bot_is(Life::Running).await;
    window.sees("[data-test='bot'][data-state='running']").await;
    window.press("[data-test='thread-chip']").await;
    window
        .reads(
            "[data-test='thread-pane'] [data-test='message']",
            "Tem alguém aí?",
        )
        .await;
    window.closes(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatsapp_goes_away_and_comes_back() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.talk().await;

    window.turns("whatsapp_down", true).await;
    window.says_in_thread("Já vou ver").await;
    window.press("[data-test='advance-60']").await;
    window.is_marked("Já vou ver", "🕓").await;
    window.turns("whatsapp_down", false).await;
    window.press("[data-test='advance-60']").await;
    window.reads("[data-test='bubble']", "Já vou ver").await;
    window.is_marked("Já vou ver", "☑️").await;
    window.closes(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_that_nobody_answers_says_so() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.news().await;
    window.press("[data-test='bot-kill']").await;
    window.sees("[data-test='bot'][data-state='stopped']").await;
    window
        .press("[data-test='thread-pane'] [data-test='button'][data-label*='Assumir']")
        .await;
    window.sees("[data-test='interaction-failed']").await;
    window.closes(&[]).await;
}
