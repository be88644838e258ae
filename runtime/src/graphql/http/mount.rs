//! Puts the endpoint where settings want it.

use super::endpoint::{Endpoint, Inner, Serve};
use super::explorer::Page;
use super::persisted::Documents;
use super::refusal::Refusal;
use super::wants::Wants;
use crate::config::Config;
use crate::graphql::{Engine, Graph, Schema, Within};
use crate::health::Life;
use crate::metrics::Metrics;
use crate::routing::{Owner, Route, Router, Routes};
use crate::{BoxError, Problem, Service};
use axum::response::Response;
use axum::routing::get;
use http::HeaderMap;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use std::fmt;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Where the schema is served.
pub(crate) const SCHEMA: &str = "/schema.graphql";

/// A schema, and what answers it.
#[derive(Clone)]
pub(crate) struct Offered {
    pub(crate) schema: &'static Schema,
    pub(crate) graph: Arc<dyn Graph>,
}

/// The endpoint, as the service has it.
#[derive(Default)]
pub(crate) struct Mounted {
    /// Where it is.
    pub(crate) path: Option<&'static str>,
    /// What serves the schema, where it may be seen.
    pub(crate) schema: Option<axum::Router>,
    /// What answers it.
    graph: Option<Arc<dyn Graph>>,
    /// Why there is none although there should be.
    pub(crate) fault: Option<String>,
}

/// Adds the endpoint to the routes of a service that offers one.
pub(crate) fn mount(
    mut router: Router,
    service: &'static Service,
    config: &Config,
    life: &Arc<Life>,
    metrics: Option<&Arc<Metrics>>,
) -> (Router, Mounted) {
    let Some(offered) = router.graphql.take().filter(|_| config.graphql.enabled) else {
        return (router, Mounted::default());
    };
    let sdl = offered.schema.sdl;
    let graph = Some(offered.graph.clone());
    match endpoint(offered, service, config, life, metrics) {
        Ok((path, endpoint)) => {
            let operations = Routes::of(endpoint).get(path, Serve).post(path, Serve).router();
            let schema = config.graphql.introspection.unwrap_or(true).then(|| {
                let headers = [(CONTENT_TYPE, "application/graphql; charset=utf-8"), (CACHE_CONTROL, "no-cache")];
                axum::Router::new().route(SCHEMA, get(async move || (headers, sdl)))
            });
            (
                router.merge(operations.owned_by(Owner::Runtime)),
                Mounted { path: Some(path), schema, graph, fault: None },
            )
        }
        Err(error) => {
            tracing::error!(error = %error, "there is no GraphQL endpoint");
            (router, Mounted { fault: Some(error.to_string()), ..Mounted::default() })
        }
    }
}

fn endpoint(
    Offered { schema, graph }: Offered,
    service: &'static Service,
    config: &Config,
    life: &Arc<Life>,
    metrics: Option<&Arc<Metrics>>,
) -> Result<(&'static str, Endpoint), BoxError> {
    let settings = config.graphql.clone();
    if !settings.path.starts_with('/') || settings.path.contains(['{', '}', '?', '#', '*']) {
        return Err(format!("graphql.path: `{}` is no path such as `/graphql`", settings.path).into());
    }
    // Once a service; routes are of the code in all other cases, and live as long.
    let path: &'static str = settings.path.clone().leak();
    let connections = config.server.limits.connections.min(Semaphore::MAX_PERMITS);
    let engine = Engine::new(schema, graph.clone(), &settings)?;
    let documents = Documents::new(&settings)?;
    for (id, code) in documents.wrong(&engine) {
        tracing::warn!(id, code, "a document cannot be executed: graphql.documents");
    }
    let endpoint = Inner {
        engine,
        graph,
        documents,
        explorer: settings.graphiql.unwrap_or(true).then(|| Page::new(service.title)),
        takes_files: schema.sdl.lines().any(|it| it.split_whitespace().take(2).eq(["scalar", "Upload"])),
        origins: config.server.cors.origins.clone(),
        limits: config.server.limits.clone(),
        slots: Arc::new(Semaphore::new(connections)),
        life: life.clone(),
        metrics: metrics.cloned(),
        settings,
    };
    Ok((path, Endpoint(Arc::new(endpoint))))
}

impl Mounted {
    /// Tells whoever answers fields of the service around them.
    pub(crate) fn within(&self, service: Within) {
        if let Some(graph) = &self.graph {
            graph.within(service);
        }
    }

    /// What a caller of the endpoint wants; `None` where another route is asked.
    pub(crate) fn wants(&self, route: &Route, headers: &HeaderMap) -> Option<Wants> {
        (self.path == Some(route.template) && route.is_served()).then(|| Wants::of(headers))
    }
}

impl Wants {
    /// Makes a failure that the layer around all routes tells one that callers of GraphQL understand.
    pub(crate) fn settle(self, response: &mut Response) {
        let failed = response.status().is_client_error() || response.status().is_server_error();
        let kind = response.headers().get(CONTENT_TYPE);
        if !failed || kind.is_some_and(|it| it != Problem::MEDIA_TYPE) {
            return;
        }
        let told = Refusal::of_status(response.status()).answer(self.media());
        let (parts, body) = told.into_parts();
        *response.body_mut() = body;
        response.headers_mut().remove(http::header::CONTENT_LENGTH);
        response.headers_mut().extend(parts.headers);
    }
}

impl fmt::Debug for Mounted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mounted").field("path", &self.path).field("fault", &self.fault).finish_non_exhaustive()
    }
}

impl fmt::Debug for Offered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Offered").finish_non_exhaustive()
    }
}
