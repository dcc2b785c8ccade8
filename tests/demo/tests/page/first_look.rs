//! Opening the page: quick, small, and nothing from elsewhere.

use serde_json::json;

use super::stage::Stage;

/// Milliseconds until something useful is painted.
const SOON: f64 = 1_000.0;
/// How often it is measured.
const VISITS: usize = 4;
/// Bytes that a first visit may transfer.
const LIGHT: u64 = 300_000;

#[tokio::test(flavor = "multi_thread")]
async fn the_first_visit_is_quick_and_light() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.window().await;
    // What else the machine does only ever adds: the quickest of a few visits tells.
    let mut times = Vec::new();
    for _ in 0..VISITS {
        window
            .devtools("Network.clearBrowserCache", json!({}))
            .await;
        window.reload().await;
        let mut last: f64 = 0.0;
        for name in ["first-contentful-paint", "useful"] {
            let moment = format!("performance.getEntriesByName('{name}')[0]?.startTime");
            let moment = window.until(name, &moment).await;
            last = last.max(moment.as_f64().expect("a time"));
        }
        times.push(last);
    }
    assert!(times.iter().any(|time| *time < SOON), "{times:?} ms");
    let bytes = window
        .now(
            "[...performance.getEntriesByType('navigation'), \
              ...performance.getEntriesByType('resource')] \
             .reduce((sum, one) => sum + one.transferSize, 0)",
        )
        .await;
    let bytes = bytes.as_u64().expect("a number");
    assert!((1..LIGHT).contains(&bytes), "{bytes} bytes");
    window.closes(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_only_what_they_may() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.window().await;
    for (name, channels) in [
        ("Ana", &["geral", "vendas"][..]),
        ("Carla", &["geral", "suporte"]),
        ("Helena", &["geral", "vendas", "suporte", "financeiro"]),
        ("Dona", &["geral", "vendas", "suporte", "financeiro"]),
        ("Igor", &["geral"]),
    ] {
        window.sits(name).await;
        let expected = json!(channels);
        let shown = format!(
            "$$(\"[data-test='channel']\").map((one) => one.dataset.name).join() === \
             {expected}.join()"
        );
        window
            .until(&format!("the channels of {name}"), &shown)
            .await;
    }
    window.closes(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_screen_shows_one_pane_and_nothing_beside_it() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.small_window().await;
    window.sees("[data-test='composer']").await;
    window
        .until(
            "a page that is not wider than the screen",
            "innerWidth === 390 && document.documentElement.scrollWidth <= innerWidth",
        )
        .await;
    window.closes(&[]).await;
}
