//! Whatever people write is shown as text, on both sides.

use conecta_sandbox::company::SALES;
use conecta_sandbox::whatsapp::Author;

use super::stage::Stage;
use super::window::Window;

/// Markup that would run, a mark that turns the direction round, and a call to everybody.
const HOSTILE: [&str; 4] = [
    "<img src=x onerror=\"window.broken=1\"><script>window.broken=1</script>",
    "antes \u{202e}depois",
    "@everyone @here <@&1> <#2> <@3>",
    "[aqui](javascript:window.broken=1) <https://evil.example/?a=\"b\">",
];

#[tokio::test(flavor = "multi_thread")]
async fn hostile_text_is_shown_as_text() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.window().await;
    window.takes_phone("Maria Souza").await;
    let long = "Xadrez! ".repeat(250);
    let long = long.trim_end();
    let all = HOSTILE.into_iter().chain([long]);

    for text in all.clone() {
        window.says_on_phone(text).await;
        window.reads("[data-test='bubble-text']", text.trim()).await;
    }
    window.sits("Ana").await;
    window.opens_channel("vendas").await;
    window.press("[data-test='thread-chip']").await;
    for text in ["onerror=", "depois", "everyone", "aqui", "Xadrez! Xadrez!"] {
        window
            .reads("[data-test='thread-pane'] [data-test='message']", text)
            .await;
    }
    is_unharmed(&window).await;

    // The agent takes the conversation, and writes the same back.
    window
        .press("[data-test='button'][data-label*='Assumir']")
        .await;
    window.is_the_assignee("Ana").await;
    for text in all {
        window.says_in_thread(text).await;
        window
            .until(
                "the message as it was typed",
                &format!(
                    "$$(\"[data-test='message'][data-mine='true']\").some((one) => \
                     one.textContent.includes({}))",
                    serde_json::json!(marker(text))
                ),
            )
            .await;
    }
    // What may leave is shown on the phone, as text as well.
    window.press("[data-test='advance-60']").await;
    for text in ["onerror=", "Xadrez! Xadrez!"] {
        window
            .reads("[data-test='bubble'][data-author='business']", text)
            .await;
    }
    is_unharmed(&window).await;
    let maria = stage.town.whatsapp.customer("Maria Souza").phone(SALES);
    let everybody = maria
        .iter()
        .filter(|bubble| bubble.author == Author::Business);
    let everybody = everybody.filter(|bubble| bubble.text().contains("@everyone"));
    assert_eq!(everybody.count(), 0, "what calls people is a note");
    window.closes(&[]).await;
}

/// Something of a text that no formatting changes.
fn marker(text: &str) -> &str {
    let word = |word: &&str| word.chars().all(char::is_alphabetic);
    let found = text
        .split([' ', '"', '=', '[', ']', '(', '@', '!'])
        .filter(word);
    found.max_by_key(|word| word.len()).unwrap_or(text)
}

/// Nothing that was written ran or became an element of its own.
async fn is_unharmed(window: &Window) {
    let unharmed = "window.broken === undefined \
        && document.querySelectorAll('img[src=\"x\"], [onerror], a[href^=\"javascript:\"]').length === 0 \
        && [...document.scripts].every((one) => one.src.startsWith(location.origin))";
    assert_eq!(window.now(unharmed).await, true);
}
