//! Counts and times requests, under the names of OpenTelemetry's semantic conventions for HTTP.

use axum::Router;
use axum::routing::get;
use http::{Method, header::CONTENT_TYPE};
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::{family::Family, gauge::Gauge, histogram::Histogram};
use prometheus_client::registry::{Registry, Unit};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

/// Where metrics are served.
pub(crate) const PATH: &str = "/metrics";

/// The value of a label that would otherwise have no bound.
pub(crate) const OTHER: &str = "_OTHER";

/// The methods that have a value of their own, RFC 9110, RFC 5789 and the last for all others.
const METHODS: [&str; 10] = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", OTHER];

/// The upper bounds in seconds that the conventions advise.
const BUCKETS: [f64; 14] = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];

/// Everything that is measured.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    durations: Durations,
    active: [Gauge; METHODS.len()],
    #[cfg(feature = "graphql")]
    operations: Family<OperationLabels, prometheus_client::metrics::counter::Counter>,
}

#[cfg(feature = "graphql")]
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OperationLabels {
    kind: &'static str,
    outcome: &'static str,
}

/// The measurements of one route, at hand without a search by text.
#[derive(Debug)]
pub(crate) struct RouteMetrics {
    template: &'static str,
    durations: Durations,
    /// Few are ever used, so that a scan is quicker than a hash.
    known: RwLock<Vec<(u8, u16, Histogram)>>,
}

/// A method as a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MethodLabel(u8);

type Durations = Family<DurationLabels, Histogram, fn() -> Histogram>;

// The names are OpenTelemetry's.
#[allow(clippy::struct_field_names)]
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct DurationLabels {
    http_request_method: &'static str,
    http_route: &'static str,
    http_response_status_code: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ActiveLabels {
    http_request_method: &'static str,
}

impl Metrics {
    /// Nothing measured yet.
    pub(crate) fn new() -> Self {
        let mut registry = Registry::default();
        let durations = Durations::new_with_constructor(|| Histogram::new(BUCKETS));
        let help = "Duration of HTTP server requests";
        registry.register_with_unit("http_server_request_duration", help, Unit::Seconds, durations.clone());
        let active = Family::<ActiveLabels, Gauge>::default();
        registry.register("http_server_active_requests", "Number of active HTTP server requests", active.clone());
        let active = METHODS.map(|it| active.get_or_create_owned(&ActiveLabels { http_request_method: it }));
        #[cfg(feature = "graphql")]
        let operations = Family::default();
        #[cfg(feature = "graphql")]
        registry.register("graphql_operations", "Number of GraphQL operations that were asked for", operations.clone());
        Self {
            registry,
            durations,
            active,
            #[cfg(feature = "graphql")]
            operations,
        }
    }

    /// Counts an operation of GraphQL; both words are of a few.
    #[cfg(feature = "graphql")]
    pub(crate) fn operation(&self, kind: &'static str, outcome: &'static str) {
        self.operations.get_or_create(&OperationLabels { kind, outcome }).inc();
    }

    /// Handles for a route.
    pub(crate) fn route(&self, template: &'static str) -> RouteMetrics {
        RouteMetrics { template, durations: self.durations.clone(), known: RwLock::default() }
    }

    /// The number of requests of a method under way.
    pub(crate) fn active(&self, method: MethodLabel) -> &Gauge {
        &self.active[usize::from(method.0)]
    }

    /// All measurements as OpenMetrics text.
    fn written(&self) -> String {
        let mut out = String::new();
        // Writing to a string does not fail.
        let _ = text::encode(&mut out, &self.registry);
        out
    }
}

impl RouteMetrics {
    /// Notes a request that was answered.
    pub(crate) fn observe(&self, method: MethodLabel, status: u16, took: Duration) {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, _, histogram)) = known.iter().find(|it| it.0 == method.0 && it.1 == status) {
            histogram.observe(took.as_secs_f64());
            return;
        }
        drop(known);
        let histogram = self.durations.get_or_create_owned(&DurationLabels {
            http_request_method: METHODS[usize::from(method.0)],
            http_route: self.template,
            http_response_status_code: status,
        });
        histogram.observe(took.as_secs_f64());
        self.known.write().unwrap_or_else(PoisonError::into_inner).push((method.0, status, histogram));
    }
}

impl From<&Method> for MethodLabel {
    fn from(method: &Method) -> Self {
        let index = METHODS.iter().position(|it| *it == method.as_str()).unwrap_or(METHODS.len() - 1);
        // There are ten.
        Self(u8::try_from(index).unwrap_or_default())
    }
}

/// Serves measurements at [`PATH`].
pub(crate) fn router(metrics: Arc<Metrics>) -> Router {
    const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Router::new().route(PATH, get(async move || ([(CONTENT_TYPE, OPEN_METRICS)], metrics.written())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_are_bounded() {
        let metrics = Metrics::new();
        let route = metrics.route(OTHER);
        for name in ["BREW", "PROPFIND", "get"] {
            let method = Method::from_bytes(name.as_bytes()).unwrap();
            route.observe(MethodLabel::from(&method), 404, Duration::from_millis(7));
        }
        let text = metrics.written();
        let count = "http_server_request_duration_seconds_count{http_request_method=\"_OTHER\",http_route=\"_OTHER\",\
                     http_response_status_code=\"404\"} 3";
        assert!(text.contains(count), "{text}");
        assert!(text.contains("le=\"0.005\"") && text.contains("le=\"10.0\""), "{text}");
    }
}
