//! Metrics for whoever watches the program, in Prometheus' text form.

use std::sync::OnceLock;

use axum::Router;
use axum::routing::get;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// One recorder serves the whole process, however many programs run in it.
static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Serves `/metrics`.
pub fn router() -> Router {
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
            handle
                .as_ref()
                .map(PrometheusHandle::render)
                .unwrap_or_default()
        }),
    )
}
