//! The main job, played by two people in two windows.

use super::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_and_a_customer_talk() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let (ana, maria) = tokio::join!(stage.window(), stage.window());
    maria.takes_phone("Maria Souza").await;

    ana.sits("Ana").await;
    ana.opens_channel("vendas").await;
    ana.starts_conversation("Maria Souza", "saudacao").await;
    ana.opens_thread("Maria Souza").await;
    maria
        .reads(
            "[data-test='bubble'][data-author='business']",
            "aqui é da Loja da Ana",
        )
        .await;
    let written = [
        "Oi, Maria!",
        "Seu pedido ficou pronto.",
        "Retira ou entrega?",
    ];
    for text in written {
        ana.says_in_thread(text).await;
    }
    for text in written {
        ana.is_marked(text, "🕓").await;
    }

    maria.says_on_phone("Pode entregar em casa 😊").await;
    ana.reads(
        "[data-test='thread-pane'] [data-test='message']",
        "Pode entregar em casa 😊",
    )
    .await;
    for text in written {
        maria.reads("[data-test='bubble']", text).await;
    }
    let came = maria
        .texts("[data-test='bubble'][data-author='business'] [data-test='bubble-text']")
        .await;
    let came: Vec<&str> = came.iter().map(String::as_str).collect();
    assert_eq!(&came[1..], written, "in their order, each once");
    ana.is_marked(written[2], "☑️").await;
    maria.press("[data-test='read-now']").await;
    ana.is_marked(written[2], "🔵").await;

    ana.tells_of_no_queue().await;

    ana.closes(&[]).await;
    maria.closes(&[]).await;
}
