//! The connection is lost and comes back.

use conecta_sandbox::company::SALES;

use super::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_meanwhile_is_there_when_the_connection_comes_back() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.window().await;
    window.takes_phone("Maria Souza").await;
    window
        .writes("[data-test='phone-composer']", "Metade de um")
        .await;

    stage.page.goes_down();
    window.sees("[data-test='banner']").await;
    let maria = stage.town.whatsapp.customer("Maria Souza");
    maria.writes(SALES, "Escrevi enquanto ninguém via");
    let unheard = window.texts("[data-test='bubble']").await;
    assert!(unheard.is_empty(), "{unheard:?}");

    stage.page.comes_back();
    window
        .reads("[data-test='bubble']", "Escrevi enquanto ninguém via")
        .await;
    let kept = "$(\"[data-test='phone-composer']\").value === 'Metade de um'";
    window.until("the half-written text", kept).await;
    window.types(" pedido").await;
    window.press("[data-test='phone-send']").await;
    window
        .reads("[data-test='bubble']", "Metade de um pedido")
        .await;
    // A browser tells of every connection that it cannot make.
    window.closes(&["/live", "503"]).await;
}
