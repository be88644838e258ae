//! Which route a path belongs to, found once for dispatch, metrics and logs.

use super::operation::{Handle, Incoming};
use super::{Endpoint, Router};
use crate::call::Captures;
use crate::metrics::{Metrics, OTHER, RouteMetrics};
use axum::response::{IntoResponse, Response};
use futures_util::future::BoxFuture;
use http::header::ALLOW;
use http::{HeaderValue, Method, StatusCode};

/// All templates of the contract and our own.
#[derive(Debug)]
pub(crate) struct Table {
    find: matchit::Router<usize>,
    /// The first is for paths that belong to none.
    all: Vec<Route>,
}

/// One template.
#[derive(Debug)]
pub(crate) struct Route {
    /// As in the contract: `/pets/{petId}`; empty for paths that belong to none.
    pub(crate) template: &'static str,
    /// Who answers it.
    pub(crate) owner: Owner,
    /// Its measurements, where any are taken.
    pub(crate) metrics: Option<RouteMetrics>,
    methods: Vec<(Method, Box<dyn Handle>)>,
}

/// Who answers a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// The service, as its contract says.
    Contract,
    /// The runtime.
    Runtime,
    /// The runtime, asked too often to be logged.
    Probe,
    /// The service, beside its contract, or nobody.
    Unknown,
}

/// A route, and what the path says in the places of its parameters.
#[derive(Debug)]
pub(crate) struct Found<'r> {
    pub(crate) route: &'r Route,
    pub(crate) captures: Captures<'r>,
}

impl Table {
    /// The contract's templates win over our own. What stands beside them is given back.
    pub(crate) fn new(
        router: Router,
        own: &[(&'static str, Owner)],
        metrics: Option<&Metrics>,
    ) -> (Self, axum::Router) {
        let unknown = Route::new("", Owner::Unknown, metrics.map(|it| it.route(OTHER)));
        let mut table = Self { find: matchit::Router::new(), all: vec![unknown] };
        for Endpoint { method, template, handle } in router.endpoints {
            if let Some(route) = table.route(template, Owner::Contract, metrics) {
                route.methods.push((method, handle));
            }
        }
        for (template, owner) in own {
            let _ = table.route(template, *owner, metrics);
        }
        (table, router.beside)
    }

    /// The route of a template, unless another one is in its way.
    fn route(&mut self, template: &'static str, owner: Owner, metrics: Option<&Metrics>) -> Option<&mut Route> {
        let index = match self.all.iter().position(|it| it.template == template) {
            Some(it) => Some(it).filter(|it| self.all[*it].owner == owner),
            None => match self.find.insert(template, self.all.len()) {
                Ok(()) => {
                    self.all.push(Route::new(template, owner, metrics.map(|it| it.route(template))));
                    Some(self.all.len() - 1)
                }
                Err(error) => {
                    // The generator finds this out of a contract, so it is between the contract and our own paths.
                    tracing::debug!(template, error = %error, "no route");
                    None
                }
            },
        };
        index.map(|it| &mut self.all[it])
    }

    /// The route of a path.
    pub(crate) fn find(&self, path: &str) -> Found<'_> {
        let Ok(found) = self.find.at(path) else { return Found { route: &self.all[0], captures: Captures::none() } };
        let route = &self.all[*found.value];
        Found { route, captures: Captures::of(path, found.params.iter()) }
    }
}

impl Route {
    fn new(template: &'static str, owner: Owner, metrics: Option<RouteMetrics>) -> Self {
        Self { template, owner, metrics, methods: Vec::new() }
    }

    /// Has the operation of the request's method answer it; else tells which methods there are, RFC 9110 §15.5.6.
    pub(crate) fn answer<'r>(&'r self, incoming: Incoming<'r>) -> BoxFuture<'r, Response> {
        if let Some(it) = self.handle(&incoming.parts.method) {
            return it.answer(incoming);
        }
        let refused = (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, self.allow())]).into_response();
        Box::pin(std::future::ready(refused))
    }

    fn handle(&self, method: &Method) -> Option<&dyn Handle> {
        let of = |method: &Method| self.methods.iter().find(|it| it.0 == *method).map(|it| &*it.1);
        // Who can GET can HEAD, RFC 9110 §9.3.2.
        of(method).or_else(|| if method == Method::HEAD { of(&Method::GET) } else { None })
    }

    fn allow(&self) -> HeaderValue {
        let mut names: Vec<&str> = self.methods.iter().map(|it| it.0.as_str()).collect();
        if names.contains(&"GET") && !names.contains(&"HEAD") {
            names.push("HEAD");
        }
        HeaderValue::try_from(names.join(",")).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}
