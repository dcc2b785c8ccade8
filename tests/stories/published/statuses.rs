//! What became of what was sent.

use conecta_sandbox::whatsapp::Which;

use super::samples::samples;
use super::scene::Scene;
use crate::support::Desk;

#[tokio::test]
async fn every_status_is_the_mark_of_its_message() {
    let mut read = String::new();
    for sample in samples(&["statuses"]) {
        // Each in a conversation of its own: a mark also says how far the messages before it are.
        let desk = Desk::open().await;
        let mut scene = Scene::open(&desk).await;
        // So that what the payload says is all that is known.
        desk.whatsapp.withhold(Which::Statuses);
        scene.maria.answers("Oi").await;
        scene.ana.sends("Tudo bem?").await;
        scene.changed();
        let body = scene.own(&sample.body);
        let shown = scene.takes(&body).await;
        read.push_str(&format!("== {}\n{shown}", sample.stem()));
    }
    if !read.is_empty() {
        insta::assert_snapshot!("statuses", read);
    }
}
