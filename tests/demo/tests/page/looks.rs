//! What everybody can read: the language that is chosen, and enough contrast in both themes.

use serde_json::json;
use thirtyfour::Key;

use super::stage::Stage;
use super::window::Window;

/// Texts that WCAG 2.2 AA (1.4.3) would not let pass, with their contrast: 4.5 to 1, for large
/// letters 3 to 1. What is greyed out or only decoration may be fainter.
const TOO_FAINT: &str = r#"(() => {
    const parse = (color) => {
        const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
        return [r, g, b, a];
    };
    const over = (top, below) =>
        [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3])).concat(1);
    const behind = (one) => {
        const layers = [];
        for (let at = one; at; at = at.parentElement) {
            const color = parse(getComputedStyle(at).backgroundColor);
            if (color[3] > 0) layers.push(color);
            if (color[3] === 1) break;
        }
        return layers.reduceRight((below, top) => over(top, below), [255, 255, 255, 1]);
    };
    const light = (color) => {
        const [r, g, b] = color.slice(0, 3).map((part) => {
            const share = part / 255;
            return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode.data.trim();
        const one = walk.currentNode.parentElement;
        if (!/[\p{L}\p{N}]/u.test(text) || !one.checkVisibility()) continue;
        if (one.closest("[aria-hidden='true'], :disabled, [inert], option, script, style")) continue;
        const style = getComputedStyle(one);
        const below = behind(one);
        const [a, b] = [light(over(parse(style.color), below)), light(below)];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        if (ratio < (large ? 3 : 4.5)) found.push(`${ratio.toFixed(2)} ${text.slice(0, 40)}`);
    }
    return [...new Set(found)];
})()"#;

/// A grey text on white.
const PLANTED: &str = r##"(() => {
    const one = document.createElement("p");
    one.textContent = "planted";
    one.style.color = "#999999";
    one.style.backgroundColor = "#ffffff";
    document.body.append(one);
})()"##;

#[tokio::test(flavor = "multi_thread")]
async fn every_text_stands_out_in_both_themes() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.window().await;
    window.sits("Ana").await;
    window.opens_channel("vendas").await;
    window.takes_phone("Maria Souza").await;
    window.starts_conversation("Maria Souza", "saudacao").await;
    window.opens_thread("Maria Souza").await;
    window.says_in_thread("Bom dia!").await;
    window.is_marked("Bom dia!", "🕓").await;
    window.says_on_phone("Oi!").await;
    window.reads("[data-test='thread-pane']", "Oi!").await;
    window.press("[data-test='members-toggle']").await;
    for theme in ["light", "dark"] {
        window.wears(theme).await;
        let worn = format!("document.documentElement.dataset.theme === '{theme}'");
        window.until(theme, &worn).await;
        assert_eq!(window.now(TOO_FAINT).await, json!([]), "{theme}");
    }
    // The check itself sees a text that is too faint.
    window.now(PLANTED).await;
    assert_eq!(window.now(TOO_FAINT).await, json!(["2.85 planted"]));
    window.closes(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn page_and_bot_speak_the_language_that_is_chosen() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.window().await;
    window.sits("Ana").await;
    window.opens_channel("vendas").await;
    for (language, typed, says) in [
        ("en", "/start", "1 of 5"),
        ("es", "/iniciar", "1 de 5"),
        ("pt-BR", "/iniciar", "1 de 5"),
    ] {
        speaks(&window, language).await;
        window
            .until(
                "the language of the page",
                &format!("document.documentElement.lang === '{language}'"),
            )
            .await;
        window
            .writes("[data-test='composer'][data-kind='channel']", typed)
            .await;
        window
            .press_with("[data-test='picker-option'][data-command='start']", typed)
            .await;
        window.sees("[data-test='command-line']").await;
        window.key(Key::Enter).await;
        window
            .reads("[data-test='message'][data-ephemeral='true']", says)
            .await;
    }
    window.closes(&[]).await;
}

async fn speaks(window: &Window, language: &str) {
    let choose = format!(
        "(() => {{ const one = document.querySelector(\"[data-test='lang']\");
            one.value = '{language}';
            one.dispatchEvent(new Event('change', {{ bubbles: true }}));
            return true; }})()"
    );
    window.now(&choose).await;
}
