//! 指标采集: measurements for a Prometheus server, on an address of their own.

use std::net::SocketAddr;

use axum::Router;
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use tokio::net::TcpListener;

use crate::serve::ServeError;

/// Upper ends, in seconds, of the classes in which times of requests are counted.
const CLASSES: [f64; 9] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// Begins to measure, and answers `GET /metrics` on `private` as long as the process runs.
///
/// # Errors
/// [`ServeError`] when the address cannot be listened on, or something else measures already.
pub(crate) async fn serve(private: SocketAddr) -> Result<(), ServeError> {
    let failed = |fault: metrics_exporter_prometheus::BuildError| ServeError::Metrics(fault.to_string());
    let times = Matcher::Full("nuancheng_request_seconds".to_owned());
    let handle =
        PrometheusBuilder::new().set_buckets_for_metric(times, &CLASSES).and_then(PrometheusBuilder::install_recorder).map_err(failed)?;
    let listener = TcpListener::bind(private).await.map_err(|source| ServeError::Listen { listen: private, source })?;
    let answer = move || {
        let text = handle.render();
        async move { text }
    };
    let serving = axum::serve(listener, Router::new().route("/metrics", get(answer)));
    tokio::spawn(async move {
        if let Err(fault) = serving.await {
            tracing::error!(error = %fault, "measurements are no longer answered");
        }
    });
    Ok(())
}
