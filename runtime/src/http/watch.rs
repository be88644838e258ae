//! What is noted of one request: it is under way, how long it took, and how it ended.

use crate::RequestId;
use crate::logs::ACCESS;
use crate::metrics::{MethodLabel, Metrics};
use crate::routing::{Owner, Route};
use http::{Method, StatusCode, Uri};
use std::time::Instant;
use tracing::Level;

/// The status that stands for a client that did not wait for its answer.
const GONE: u16 = 499;

/// One request under way; ends when dropped.
pub(super) struct Watch<'a> {
    metrics: Option<&'a Metrics>,
    route: &'a Route,
    method: &'a Method,
    label: MethodLabel,
    /// Only where the request is logged.
    uri: Option<Uri>,
    id: &'a RequestId,
    began: Instant,
    status: u16,
}

impl<'a> Watch<'a> {
    pub(super) fn new(
        metrics: Option<&'a Metrics>,
        route: &'a Route,
        access: bool,
        method: &'a Method,
        uri: &Uri,
        id: &'a RequestId,
    ) -> Self {
        let logged = access && route.owner != Owner::Probe && tracing::enabled!(target: ACCESS, Level::INFO);
        let label = MethodLabel::from(method);
        if let Some(metrics) = metrics {
            metrics.active(label).inc();
        }
        Self {
            metrics,
            route,
            method,
            label,
            uri: logged.then(|| uri.clone()),
            id,
            began: Instant::now(),
            status: GONE,
        }
    }

    /// Notes the answer.
    pub(super) fn answered(mut self, status: StatusCode) {
        self.status = status.as_u16();
    }

    fn log(&self, uri: &Uri, took: std::time::Duration) {
        tracing::event!(
            target: ACCESS,
            Level::INFO,
            http.request.method = self.method.as_str(),
            http.route = self.route.template,
            url.path = uri.path(),
            http.response.status_code = self.status,
            duration_ms = took.as_secs_f64() * 1e3,
            request_id = self.id.as_str(),
            "request"
        );
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        let took = self.began.elapsed();
        if let Some(metrics) = self.metrics {
            metrics.active(self.label).dec();
        }
        if let Some(metrics) = &self.route.metrics {
            metrics.observe(self.label, self.status, took);
        }
        if let Some(uri) = &self.uri {
            self.log(uri, took);
        }
    }
}
