//! What the platform answers when it does not do what it was asked.

use conecta_sandbox::whatsapp::{Act, Fault};
use serde_json::Value;

use super::paths::named;
use super::samples::samples;
use super::scene::Scene;
use crate::support::Desk;

/// With which status Meta answers such a code; the payloads do not hold it.
fn status(body: &Value) -> u16 {
    match body["error"]["code"].as_u64() {
        Some(104 | 190) => 401,
        Some(200) => 403,
        Some(803) => 404,
        Some(4 | 17 | 130_429) => 429,
        Some(2) => 500,
        _ => 400,
    }
}

#[tokio::test]
async fn every_refusal_is_told_with_what_comes_next() {
    let mut read = String::new();
    for sample in samples(&["errors"]) {
        let desk = Desk::open().await;
        let mut scene = Scene::open(&desk).await;
        let shown = if sample.body["entry"].is_array() {
            let body = scene.own(&sample.body);
            scene.takes(&body).await
        } else {
            let status = status(&sample.body);
            let answer = Act::Answer {
                status,
                body: sample.body.to_string(),
            };
            let fault = Fault::new(answer).always();
            // What is wrong with the token or the number is wrong with every request.
            desk.whatsapp.order(match status {
                401 | 403 | 404 => fault.on_everything(),
                _ => fault,
            });
            scene.ana.sends("Seu pedido chegou").await;
            desk.minutes_pass(5).await;
            named(&scene.changed(), &sample.body)
        };
        read.push_str(&format!("== {}\n{shown}", sample.stem()));
    }
    if !read.is_empty() {
        insta::assert_snapshot!("errors", read);
    }
}
