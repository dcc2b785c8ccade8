//! Metrics for whoever watches the program, in Prometheus' text form.

use std::sync::OnceLock;

use axum::Router;
use axum::routing::get;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::clock::Timestamp;
use crate::desk::Desk;
use crate::store::{StoreError, outgoing, posts};
use crate::underway::Underway;

/// One recorder serves the whole process, however many programs run in it.
static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Serves `/metrics`: what was counted since the start, and how this desk stands when it is asked.
pub fn router(desk: Desk, underway: Underway) -> Router {
    let handle = HANDLE.get_or_init(|| match PrometheusBuilder::new().install_recorder() {
        Ok(handle) => Some(handle),
        Err(error) => {
            tracing::warn!(%error, "no metrics are kept");
            None
        }
    });
    Router::new().route(
        "/metrics",
        get(move || async move {
            if let Err(error) = measure(&desk, &underway).await {
                tracing::error!(%error, "how old the queues are cannot be read");
            }
            handle
                .as_ref()
                .map(PrometheusHandle::render)
                .unwrap_or_default()
        }),
    )
}

/// Whether the gateway's events come in, for `conecta_gateway_connected`.
pub fn connected(is: bool) {
    metrics::gauge!("conecta_gateway_connected").set(u32::from(is));
}

/// We identified ourselves to the gateway once more.
pub fn identified() {
    metrics::counter!("conecta_gateway_identifications_total").increment(1);
}

/// How many identifications Discord still allows today.
pub fn identifications_left(count: u64) {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    metrics::gauge!("conecta_gateway_identifications_left").set(count);
}

async fn measure(desk: &Desk, underway: &Underway) -> Result<(), StoreError> {
    let (units, pieces) = (count(desk.store().pending()), count(underway.count()));
    metrics::gauge!("conecta_units_pending").set(units);
    metrics::gauge!("conecta_pieces_underway").set(pieces);
    let mut db = desk.store().read().await?;
    let messages = outgoing::oldest(&mut db).await?;
    let line = posts::oldest(&mut db).await?;
    let now = desk.now();
    // Nothing that waits has waited for no time at all.
    let age =
        |since: Option<Timestamp>| seconds(since.map_or(0, |at| (now - at).num_milliseconds()));
    metrics::gauge!("conecta_message_age_seconds", "state" => "ready").set(age(messages.ready));
    metrics::gauge!("conecta_message_age_seconds", "state" => "waiting").set(age(messages.waiting));
    metrics::gauge!("conecta_line_age_seconds").set(age(line));
    Ok(())
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

fn seconds(ms: i64) -> f64 {
    std::time::Duration::from_millis(ms.max(0).unsigned_abs()).as_secs_f64()
}
