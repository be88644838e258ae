//! Which route a path belongs to, found once for dispatch, metrics and logs.

use super::operation::{Handle, Incoming};
use super::template::Template;
use super::told::Told;
use super::{Endpoint, Router};
use crate::call::{Captures, Delivery};
use crate::metrics::{Metrics, OTHER, RouteMetrics};
use axum::response::{IntoResponse, Response};
use futures_util::future::BoxFuture;
use http::header::ALLOW;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use std::cmp::Reverse;

/// All templates of the contract and our own.
#[derive(Debug)]
pub(crate) struct Table {
    find: matchit::Router<usize>,
    /// Those whose last segments, however many, end in a text: `/{*name}:cancel`. They win over what ends in a
    /// parameter alone, which the tree would find first.
    endings: matchit::Router<usize>,
    /// Routes that look the same to the tree, those with the most text first.
    alike: Vec<Vec<usize>>,
    /// The first is for paths that belong to none.
    all: Vec<Route>,
}

/// One template.
#[derive(Debug)]
pub(crate) struct Route {
    /// As in the contract: `/pets/{petId}`; empty for paths that belong to none.
    pub(crate) template: &'static str,
    parts: Template,
    /// Who answers it.
    pub(crate) owner: Owner,
    /// Its measurements, where any are taken.
    pub(crate) metrics: Option<RouteMetrics>,
    methods: Vec<Served>,
}

/// An operation of a route.
#[derive(Debug)]
struct Served {
    method: Method,
    told: Told,
    handle: Box<dyn Handle>,
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
        let (find, endings) = (matchit::Router::new(), matchit::Router::new());
        let mut table = Self { find, endings, alike: Vec::new(), all: vec![unknown] };
        for Endpoint { method, template, owner, handle } in router.endpoints {
            let (path, told) = Told::parse(template);
            if let Some(route) = table.route(path, owner, metrics) {
                route.methods.push(Served { method, told, handle });
                route.methods.sort_by_key(|it| Reverse(it.told.len()));
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
            None => self.place(template).map(|alike| {
                let index = self.all.len();
                self.all.push(Route::new(template, owner, metrics.map(|it| it.route(template))));
                self.alike[alike].push(index);
                self.alike[alike].sort_by_key(|it| Reverse(self.all[*it].parts.text()));
                index
            }),
        };
        index.map(|it| &mut self.all[it])
    }

    /// Which of the groups a new template belongs to, unless one that matches the same paths is there.
    fn place(&mut self, template: &'static str) -> Option<usize> {
        let parts = Template::parse(template);
        let is_alike = |it: &Template| it.shape == parts.shape && it.is_ending() == parts.is_ending();
        let known = self.alike.iter().position(|it| it.iter().any(|it| is_alike(&self.all[*it].parts)));
        if let Some(known) = known {
            let clash = self.alike[known].iter().any(|it| self.all[*it].parts.is_same_as(&parts));
            return (!clash).then_some(known);
        }
        let tree = if parts.is_ending() { &mut self.endings } else { &mut self.find };
        if let Err(error) = tree.insert(parts.shape, self.alike.len()) {
            // The generator finds this out of a contract, so it is between the contract and our own paths.
            tracing::debug!(template, error = %error, "no route");
            return None;
        }
        self.alike.push(Vec::new());
        Some(self.alike.len() - 1)
    }

    /// The route of a path.
    pub(crate) fn find(&self, path: &str) -> Found<'_> {
        let found = self.matching(&self.find, path);
        let is_sure = found.as_ref().is_some_and(|it| !it.route.parts.ends_in_parameter());
        let ending = if is_sure { None } else { self.matching(&self.endings, path) };
        ending.or(found).unwrap_or_else(|| Found { route: &self.all[0], captures: Captures::none() })
    }

    fn matching(&self, tree: &matchit::Router<usize>, path: &str) -> Option<Found<'_>> {
        let found = tree.at(path).ok()?;
        for index in &self.alike[*found.value] {
            let route = &self.all[*index];
            let mut captures = Captures::none();
            let values = found.params.iter().map(|it| it.1);
            let mut agree = true;
            let split = route.parts.split(values, |name, value| agree &= captures.add(path, name, value));
            if split && agree {
                return Some(Found { route, captures });
            }
        }
        None
    }
}

impl Route {
    fn new(template: &'static str, owner: Owner, metrics: Option<RouteMetrics>) -> Self {
        Self { template, parts: Template::parse(template), owner, metrics, methods: Vec::new() }
    }

    /// Has the operation of the request's method answer it; else tells which methods there are, RFC 9110 §15.5.6.
    pub(crate) fn answer<'a>(&'a self, incoming: &'a mut Incoming<'_>) -> BoxFuture<'a, Response> {
        if let Some(it) = self.handle(&incoming.parts) {
            return it.answer(incoming);
        }
        if self.methods.iter().any(|it| it.method == incoming.parts.method) {
            // There are operations, and nothing in the request tells which.
            return Box::pin(std::future::ready(StatusCode::NOT_FOUND.into_response()));
        }
        let refused = (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, self.allow())]).into_response();
        Box::pin(std::future::ready(refused))
    }

    /// Whether operations answer it.
    pub(crate) fn is_served(&self) -> bool {
        !self.methods.is_empty()
    }

    /// How a body of this type is handed to its operation: of several, to that which keeps least of it in memory.
    pub(crate) fn delivery(&self, method: &Method, headers: &HeaderMap) -> Delivery {
        let served = self.methods.iter().filter(|it| it.method == *method);
        served.map(|it| it.handle.accepts().delivery(headers)).max().unwrap_or(Delivery::Whole)
    }

    fn handle(&self, request: &Parts) -> Option<&dyn Handle> {
        let of = |method: &Method| {
            let mut all = self.methods.iter();
            all.find(|it| it.method == *method && it.told.is_in(request)).map(|it| &*it.handle)
        };
        // Who can GET can HEAD, RFC 9110 §9.3.2.
        of(&request.method).or_else(|| if request.method == Method::HEAD { of(&Method::GET) } else { None })
    }

    fn allow(&self) -> HeaderValue {
        let mut names: Vec<&str> = Vec::new();
        for it in self.methods.iter().map(|it| it.method.as_str()) {
            if !names.contains(&it) {
                names.push(it);
            }
        }
        if names.contains(&"GET") && !names.contains(&"HEAD") {
            names.push("HEAD");
        }
        HeaderValue::try_from(names.join(",")).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}
