//! Nobody needs a mouse.

use thirtyfour::Key;

use super::stage::Stage;
use super::window::Window;

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_is_started_with_the_keyboard_alone() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.window().await;
    reaches(&window, "channel", "vendas").await;
    window.key(Key::Enter).await;
    reaches(&window, "composer", "").await;
    window.types("/iniciar").await;
    window
        .sees("[data-test='picker-option'][data-command='start'][aria-selected='true']")
        .await;
    window.key(Key::Enter).await;
    window.sees("[data-test='command-line']").await;
    window.key(Key::Enter).await;
    let own = "[data-test='message'][data-ephemeral='true']";
    window.reads(own, "1 de 5").await;

    reaches(&window, "button", "Buscar").await;
    window.key(Key::Enter).await;
    window.sees("[data-test='modal']").await;
    window.types("rita").await;
    window.key(Key::Enter).await;
    window.sees("[data-test='select']").await;
    for (step, picks) in [
        ("2 de 5", "Rita"),
        ("4 de 5", "Vendas"),
        ("Confirmar", "pesquisa"),
    ] {
        reaches(&window, "select", "").await;
        window.key(Key::Enter).await;
        window.sees("[data-test='select-search']").await;
        window.types(picks).await;
        window.reads("[data-test='select-option']", picks).await;
        window.key(Key::Enter).await;
        if step != "Confirmar" {
            window.reads(own, step).await;
        }
    }
    window
        .sees("[data-test='button'][data-label*='Iniciar atendimento']")
        .await;
    reaches(&window, "button", "Iniciar").await;
    window.key(Key::Enter).await;
    window.sees("[data-test='thread']").await;
    window.closes(&[]).await;
}

/// Goes on with the tabulator until something with this hook and text has the focus; within a list
/// that is one stop, the arrows go on.
async fn reaches(window: &Window, hook: &str, text: &str) {
    let here = format!(
        "(() => {{ const one = document.activeElement; \
            return one?.dataset.test === {hook:?} && (one.textContent + (one.dataset.name ?? '')) \
            .includes({text:?}); }})()"
    );
    let in_list =
        format!("document.activeElement?.dataset.test === {hook:?} && {hook:?} === 'channel'");
    for _ in 0..150 {
        if window.now(&here).await == true {
            return;
        }
        let next = if window.now(&in_list).await == true {
            Key::Down
        } else {
            Key::Tab
        };
        window.key(next).await;
    }
    panic!("the keyboard does not reach {hook} {text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_menu_that_opens_in_anothers_place_takes_the_focus_and_gives_it_back() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.window().await;
    window.takes_phone("Maria Souza").await;
    window.press("[data-test='phone-attach']").await;
    let focus = |item: &str| format!("document.activeElement.dataset.test === '{item}'");
    for (key, item) in [
        (Key::End, "send-rarer"),
        (Key::Enter, "send-forwarded"),
        (Key::Down, "send-forwarded-often"),
        (Key::Escape, "phone-attach"),
    ] {
        window.key(key).await;
        window.until(item, &focus(item)).await;
    }
    window.closes(&[]).await;
}
