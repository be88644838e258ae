//! The whole service as one: routes, probes, metrics and docs within the layer that all requests pass.

use super::body::{FOREVER, Guarded, Verdict, discard};
use super::conditional;
use super::cors::Cors;
use super::id::Ids;
use super::problems::{describe, problem};
use super::watch::Watch;
use crate::call::Delivery;
use crate::config::{Config, Limits};
use crate::health::Life;
use crate::metrics::Metrics;
use crate::routing::{Found, Incoming, Owner, Route, Router, Table};
use crate::within::within;
use crate::{BoxError, RequestId, Service, docs, health, metrics};
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::response::Response;
use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Either};
use http::header::{CONTENT_LENGTH, EXPECT, HOST, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, Method, Request, StatusCode, Version};
use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower_service::Service as _;

/// A complete service: what [`serve`](super::serve) serves and what tests ask.
#[derive(Clone, Debug)]
pub struct App(Arc<Inner>);

/// What an app is made of.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    pub(crate) service: &'static Service,
    pub(crate) config: &'a Config,
    pub(crate) life: Arc<Life>,
}

#[derive(Debug)]
struct Inner {
    table: Table,
    /// Probes, metrics and docs.
    own: axum::Router,
    /// What the service has beside its contract.
    beside: axum::Router,
    metrics: Option<Arc<Metrics>>,
    limits: Limits,
    access: bool,
    ids: Ids,
    cors: Option<Cors>,
    life: Arc<Life>,
    #[cfg(feature = "graphql")]
    graphql: crate::graphql::http::Mounted,
}

/// Puts a service's routes together with everything around them.
pub fn app(service: &'static Service, router: impl Into<Router>, config: &Config) -> App {
    App::new(Parts { service, config, life: Arc::default() }, router.into())
}

impl App {
    pub(crate) fn new(parts: Parts<'_>, router: Router) -> Self {
        let Parts { service, config, life } = parts;
        let metrics = config.metrics.enabled.then(|| Arc::new(Metrics::new()));
        let mut own = health::router(life.clone());
        let mut paths: Vec<_> = health::PATHS.map(|it| (it, Owner::Probe)).into();
        if let Some(metrics) = &metrics {
            own = own.merge(metrics::router(metrics.clone()));
            paths.push((metrics::PATH, Owner::Probe));
        }
        if docs::are_served(service, config) {
            own = own.merge(docs::router(service));
            paths.extend(docs::PATHS.iter().map(|it| (*it, Owner::Runtime)));
        }
        #[cfg(feature = "grpc")]
        let router = crate::rpc::told(router, &life, config.reflection.enabled);
        #[cfg(feature = "graphql")]
        let (router, mut graphql) = crate::graphql::http::mount(router, service, config, &life, metrics.as_ref());
        #[cfg(feature = "graphql")]
        if let Some(schema) = graphql.schema.take() {
            own = own.merge(schema);
            paths.push((crate::graphql::http::SCHEMA, Owner::Runtime));
        }
        let (table, beside) = Table::new(router, &paths, metrics.as_deref());
        life.start();
        let app = Self(Arc::new(Inner {
            table,
            own,
            beside,
            metrics,
            limits: config.server.limits.clone(),
            access: config.log.access,
            ids: Ids::new(),
            cors: Cors::of(&config.server.cors),
            life,
            #[cfg(feature = "graphql")]
            graphql,
        }));
        #[cfg(feature = "graphql")]
        app.0.graphql.within(crate::bridge::Within::new(&app.0));
        app
    }

    /// Answers one request; never fails.
    pub fn handle<B>(&self, request: Request<B>) -> impl Future<Output = Response> + Send
    where
        B: http_body::Body<Data = Bytes> + Send + Unpin + 'static,
        B::Error: Into<BoxError>,
    {
        match &self.0.cors {
            None => Either::Left(self.0.respond(request)),
            // Apart, so that others do not carry it.
            Some(cors) => Either::Right(Box::pin(cors.around(request, |request| self.0.respond(request)))),
        }
    }

    /// The endpoint of GraphQL.
    #[cfg(feature = "graphql")]
    pub(crate) fn graphql(&self) -> &crate::graphql::http::Mounted {
        &self.0.graphql
    }

    pub(super) fn life(&self) -> &Life {
        &self.0.life
    }
}

impl<B> tower_service::Service<Request<B>> for App
where
    B: http_body::Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let app = self.clone();
        Box::pin(async move { Ok(app.handle(request).await) })
    }
}

#[cfg(feature = "graphql")]
impl crate::bridge::Inward for Inner {
    fn ask(&self, parts: http::request::Parts, body: Body, id: RequestId) -> BoxFuture<'_, Response> {
        let Found { route, captures } = self.table.find(parts.uri.path());
        let mut incoming = Incoming { parts, body, captures, id, limits: &self.limits };
        Box::pin(async move { route.answer(&mut incoming).await })
    }
}

impl Inner {
    /// Answers one request, whoever asks.
    ///
    /// What can be said at once is, so that what is waited for is small: it is moved several times before it is asked.
    fn respond<B>(&self, request: Request<B>) -> impl Future<Output = Response> + Send
    where
        B: http_body::Body<Data = Bytes> + Send + Unpin + 'static,
        B::Error: Into<BoxError>,
    {
        let id = self.ids.name(request.headers());
        let Found { route, captures } = self.table.find(request.uri().path());
        let mut watch = Watch::new(self.metrics.as_deref(), route, self.access, request.method(), request.uri(), &id);
        let known = conditional::known(&request);
        let is_head = *request.method() == Method::HEAD;
        #[cfg(feature = "grpc")]
        let asked = crate::rpc::Asked::of(&request);
        #[cfg(feature = "graphql")]
        let wants = self.graphql.wants(route, request.headers());
        let limit = self.body_limit(route, &request);
        let refusal = self.refusal(&request, limit, &id);
        let (parts, body) = request.into_parts();
        let (body, verdict) = match &refusal {
            Some(_) => {
                give_up_body(body, &parts);
                (Body::empty(), None)
            }
            None => self.guard(body, limit, &parts),
        };
        let mut incoming = Incoming { parts, body, captures, id, limits: &self.limits };
        async move {
            let mut response = if let Some(refusal) = refusal {
                refusal
            } else {
                let answer = self.answer(&mut incoming, limit, route, verdict);
                #[cfg(feature = "sql")]
                let answer = tracing::Instrument::instrument(answer, crate::db::request(route.template));
                answer.await
            };
            #[cfg(feature = "grpc")]
            asked.settle(&mut response);
            #[cfg(feature = "graphql")]
            if let Some(wants) = wants {
                wants.settle(&mut response);
            }
            if let Some(known) = &known {
                response = conditional::unless_known(response, known);
            }
            describe(&mut response, route, &incoming.id);
            if is_head {
                keep_head(&mut response);
            }
            watch.answered(&response);
            // No browser shows an answer of gRPC, which has trailers.
            #[cfg(feature = "grpc")]
            let may_be_shown = !matches!(asked, crate::rpc::Asked::Grpc(None));
            #[cfg(not(feature = "grpc"))]
            let may_be_shown = true;
            head(&mut response, incoming.id.clone(), may_be_shown);
            response
        }
    }

    /// How many bytes the body of a request may have: most have none, and need not be looked into. `None`: as many as
    /// come, for as long as they come, since each of its messages is within limits.
    fn body_limit<B: http_body::Body>(&self, route: &Route, request: &Request<B>) -> Option<usize> {
        if request.body().is_end_stream() {
            return Some(0);
        }
        match route.delivery(request.method(), request.headers()) {
            Delivery::Messages => None,
            Delivery::Whole => Some(self.limits.body),
            Delivery::Parts | Delivery::Stream => Some(self.limits.upload.max(self.limits.body)),
        }
    }

    /// What can be refused by looking at the head alone.
    fn refusal<B>(&self, request: &Request<B>, limit: Option<usize>, id: &RequestId) -> Option<Response>
    where
        B: http_body::Body,
    {
        let target = request.uri().path_and_query().map_or(0, |it| it.as_str().len());
        if target > self.limits.uri {
            return Some(problem(StatusCode::URI_TOO_LONG, "The path with its query is too long.", id));
        }
        // RFC 9112 §3.2: one Host, and just one. HTTP/2 has its authority in the URI.
        if request.version() == Version::HTTP_11 && request.headers().get_all(HOST).iter().take(2).count() != 1 {
            return Some(problem(StatusCode::BAD_REQUEST, "The request must have one Host header.", id));
        }
        let large = limit.filter(|it| request.body().size_hint().lower() > *it as u64);
        large.map(|it| problem(StatusCode::PAYLOAD_TOO_LARGE, too_large(it), id))
    }

    async fn answer(
        &self,
        incoming: &mut Incoming<'_>,
        limit: Option<usize>,
        route: &Route,
        verdict: Option<Verdict>,
    ) -> Response {
        let answering = AssertUnwindSafe(self.dispatch(route, incoming)).catch_unwind();
        let response = match within(limit.map(|_| self.limits.request), answering).await {
            Some(Ok(response)) => response,
            Some(Err(_)) => {
                // Where and why was written by the hook that logging sets.
                let id = incoming.id.as_str();
                tracing::error!(request_id = id, http.route = route.template, "the handler panicked");
                problem(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong here.", &incoming.id)
            }
            None => problem(StatusCode::SERVICE_UNAVAILABLE, "The answer took too long.", &incoming.id),
        };
        let id = &incoming.id;
        match verdict.and_then(|it| it.status()) {
            Some(status @ StatusCode::PAYLOAD_TOO_LARGE) => problem(status, too_large(limit.unwrap_or_default()), id),
            Some(StatusCode::REQUEST_TIMEOUT) => problem(StatusCode::REQUEST_TIMEOUT, "The body took too long.", id),
            Some(status) => problem(status, "The body breaks off.", id),
            None => response,
        }
    }

    fn dispatch<'a>(&'a self, route: &'a Route, incoming: &'a mut Incoming<'_>) -> BoxFuture<'a, Response> {
        match route.owner {
            _ if route.is_served() => route.answer(incoming),
            Owner::Contract | Owner::Runtime | Owner::Probe => Box::pin(through(self.own.clone(), incoming)),
            Owner::Unknown => Box::pin(through(self.beside.clone(), incoming)),
        }
    }

    /// Puts limits on a body, if there is one.
    fn guard<B>(&self, body: B, limit: Option<usize>, request: &http::request::Parts) -> (Body, Option<Verdict>)
    where
        B: http_body::Body<Data = Bytes> + Send + Unpin + 'static,
        B::Error: Into<BoxError>,
    {
        if body.is_end_stream() {
            return (Body::empty(), None);
        }
        let waits = || request.headers.contains_key(EXPECT);
        match limit {
            Some(limit) => {
                let (body, verdict) = Guarded::new(body, limit, self.limits.body_read, waits());
                (Body::new(body), Some(verdict))
            }
            // Who sends by HTTP/2 can be told to stop.
            None if request.version == Version::HTTP_2 => (Body::new(body), None),
            None => (Body::new(Guarded::new(body, usize::MAX, FOREVER, waits()).0), None),
        }
    }
}

fn too_large(limit: usize) -> String {
    format!("The body is larger than {limit} bytes.")
}

/// Asks routes that are not of the contract.
async fn through(mut router: axum::Router, incoming: &mut Incoming<'_>) -> Response {
    let (parts, body) = incoming.take();
    let mut request = Request::from_parts(parts, body);
    // Where those routes find their name.
    request.headers_mut().insert(RequestId::HEADER, incoming.id.clone().into());
    // axum's own limit is in the way of larger ones.
    DefaultBodyLimit::disable().apply(&mut request);
    match router.call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// What every answer has: the name of its request, and a word to browsers that might guess what is in it.
fn head(response: &mut Response, id: RequestId, may_be_shown: bool) {
    let mut id = HeaderValue::from(id);
    // By HTTP/2 never indexed (RFC 7541 §6.2.3): each is another, and would only push what repeats out of the table.
    id.set_sensitive(true);
    let headers = response.headers_mut();
    headers.insert(RequestId::HEADER, id);
    if may_be_shown {
        headers.entry(X_CONTENT_TYPE_OPTIONS).or_insert(HeaderValue::from_static("nosniff"));
    }
}

/// An answer to HEAD: what the one to GET would have, but for its body, RFC 9110 §9.3.2.
fn keep_head(response: &mut Response) {
    let length = http_body::Body::size_hint(response.body()).exact().filter(|it| *it > 0);
    *response.body_mut() = Body::empty();
    if let Some(length) = length {
        response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
}

/// Lets the sender of a refused body finish, unless it waits to be asked for it (RFC 9110 §10.1.1).
fn give_up_body<B>(body: B, request: &http::request::Parts)
where
    B: http_body::Body<Data = Bytes> + Send + Unpin + 'static,
{
    if !body.is_end_stream() && !request.headers.contains_key(EXPECT) {
        discard(body);
    }
}
