//! What is noted of one request: it is under way, how long it took, and how it ended.

use crate::RequestId;
use crate::logs::ACCESS;
use crate::metrics::{MethodLabel, Metrics};
use crate::routing::{Owner, Route};
use axum::response::Response;
use http::{Method, Uri};
use std::time::Instant;
use tracing::Level;

/// The status that stands for a client that did not wait for its answer.
const GONE: u16 = 499;

/// One request under way; ends when dropped.
pub(super) struct Watch<'a> {
    metrics: Option<&'a Metrics>,
    route: &'a Route,
    label: MethodLabel,
    /// Only where the request is logged.
    logged: Option<Box<Logged>>,
    began: Instant,
    status: u16,
}

/// What is logged of a request that may be gone by then.
struct Logged {
    method: Method,
    uri: Uri,
    id: RequestId,
    #[cfg(feature = "graphql")]
    operation: Option<crate::graphql::http::Told>,
}

impl<'a> Watch<'a> {
    pub(super) fn new(
        metrics: Option<&'a Metrics>,
        route: &'a Route,
        access: bool,
        method: &Method,
        uri: &Uri,
        id: &RequestId,
    ) -> Self {
        let logged = access && route.owner != Owner::Probe && tracing::enabled!(target: ACCESS, Level::INFO);
        let label = MethodLabel::from(method);
        if let Some(metrics) = metrics {
            metrics.active(label).inc();
        }
        let noted = || Logged {
            method: method.clone(),
            uri: uri.clone(),
            id: id.clone(),
            #[cfg(feature = "graphql")]
            operation: None,
        };
        let logged = logged.then(|| Box::new(noted()));
        Self { metrics, route, label, logged, began: Instant::now(), status: GONE }
    }

    /// Notes the answer.
    pub(super) fn answered(&mut self, response: &Response) {
        self.status = response.status().as_u16();
        #[cfg(feature = "graphql")]
        if let Some(logged) = &mut self.logged {
            logged.operation = response.extensions().get().cloned();
        }
    }

    fn log(&self, request: &Logged, took: std::time::Duration) {
        #[cfg(feature = "graphql")]
        let (kind, name) = match &request.operation {
            Some(it) => (Some(it.kind), it.name.as_deref()),
            None => (None, None),
        };
        #[cfg(not(feature = "graphql"))]
        let (kind, name) = (None::<&str>, None::<&str>);
        tracing::event!(
            target: ACCESS,
            Level::INFO,
            http.request.method = request.method.as_str(),
            http.route = self.route.template,
            url.path = request.uri.path(),
            graphql.operation.r#type = kind,
            graphql.operation.name = name,
            http.response.status_code = self.status,
            duration_ms = took.as_secs_f64() * 1e3,
            request_id = request.id.as_str(),
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
        if let Some(request) = &self.logged {
            self.log(request, took);
        }
    }
}
