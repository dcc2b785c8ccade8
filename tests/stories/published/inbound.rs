//! What customers sent.

use super::samples::samples;
use super::scene::Scene;
use crate::support::Desk;

#[tokio::test]
async fn what_customers_send_is_shown_as_what_it_is() {
    for sample in samples(&["inbound"]) {
        let desk = Desk::open().await;
        let mut scene = Scene::open(&desk).await;
        let body = scene.own(&sample.body);
        let shown = scene.takes(&body).await;
        insta::assert_snapshot!(format!("inbound_{}", sample.stem()), shown);
    }
}
