//! A conversation is started step by step, and the page is loaded anew in the middle.

use super::stage::Stage;
use thirtyfour::Key;

#[tokio::test(flavor = "multi_thread")]
async fn a_reload_in_the_middle_of_the_wizard_loses_nothing() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.window().await;
    window.is_ready().await;
    window.sits("Ana").await;
    window.opens_channel("vendas").await;
    window
        .writes("[data-test='composer'][data-kind='channel']", "/iniciar")
        .await;
    window
        .press("[data-test='picker-option'][data-command='start']")
        .await;
    window.key(Key::Enter).await;
    chooses(&window, "Beatriz Lima").await;
    window
        .reads(
            "[data-test='message'][data-ephemeral='true']",
            "Beatriz Lima",
        )
        .await;

    window.reload().await;
    window
        .reads(
            "[data-test='message'][data-ephemeral='true']",
            "Beatriz Lima",
        )
        .await;
    chooses(&window, "Vendas").await;
    chooses(&window, "pesquisa").await;
    window.presses_button("Iniciar atendimento").await;
    window.opens_thread("Beatriz Lima").await;
    window.takes_phone("Beatriz Lima").await;
    window
        .press("[data-test='bubble-button'][data-label='Bom']")
        .await;
    window
        .reads("[data-test='thread-pane'] [data-test='message']", "Bom")
        .await;
    window.closes(&[]).await;
}

/// Opens the only select of the wizard and picks the first option with this text in it.
async fn chooses(window: &super::window::Window, text: &str) {
    window
        .press("[data-ephemeral='true'] [data-test='select']")
        .await;
    window.writes("[data-test='select-search']", text).await;
    window.reads("[data-test='select-option']", text).await;
    window.key(Key::Enter).await;
}
