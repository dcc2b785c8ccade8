//! A conversation is started step by step, and the page is loaded anew in the middle.

use super::stage::Stage;
use thirtyfour::Key;

#[tokio::test(flavor = "multi_thread")]
async fn a_reload_in_the_middle_of_the_wizard_loses_nothing() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.window().await;
    window.sits("Ana").await;
    window.opens_channel("vendas").await;
    window
        .writes("[data-test='composer'][data-kind='channel']", "/iniciar")
        .await;
    window
        .press("[data-test='picker-option'][data-command='start']")
        .await;
    window.key(Key::Enter).await;
    window.presses_own("Buscar").await;
    window.sees("[data-test='modal']").await;
    window.writes("[data-test='modal-field']", "beatriz").await;
    window.press("[data-test='modal-submit']").await;
    window.chooses("Beatriz Lima").await;
    window
        .reads("[data-test='message'][data-ephemeral='true']", "2 de 5")
        .await;
    window.chooses("Vendas").await;
    window
        .reads("[data-test='message'][data-ephemeral='true']", "4 de 5")
        .await;

    window.reload().await;
    window
        .reads("[data-test='message'][data-ephemeral='true']", "4 de 5")
        .await;
    window.chooses("pesquisa").await;
    window.presses_own("Iniciar atendimento").await;
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
