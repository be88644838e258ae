//! One request at the endpoint, from its head to its answer.

use super::ask::{Ask, Asks};
use super::persisted::{Document, Documents};
use super::refusal::Refusal;
use super::told::{Told, outcome, word};
use super::wants::Wants;
use super::{answer, events, explorer, origin, parts, socket, wants};
use crate::Cx;
use crate::call::{self, Accepts, Delivery, Produces};
use crate::config::{self, Origins};
use crate::graphql::{Engine, From, Graph, OperationKind, Prepared, Response, Settings};
use crate::health::Life;
use crate::metrics::Metrics;
use crate::routing::{Incoming, Operation};
use crate::types::Upload;
use crate::within::within;
use axum::body::Body;
use futures_util::future::join_all;
use futures_util::stream::{BoxStream, StreamExt, once};
use http::request::Parts;
use http::{Method, StatusCode};
use std::fmt;
use std::future::ready;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// What answers at the endpoint.
#[derive(Clone)]
pub(super) struct Endpoint(pub(super) Arc<Inner>);

/// What the endpoint is made of.
pub(super) struct Inner {
    pub(super) engine: Engine,
    pub(super) graph: Arc<dyn Graph>,
    pub(super) documents: Documents,
    pub(super) settings: Settings,
    pub(super) explorer: Option<explorer::Page>,
    /// Whether the schema has files.
    pub(super) takes_files: bool,
    pub(super) origins: Origins,
    pub(super) limits: config::Limits,
    /// For the sockets, which are no connections of HTTP any more.
    pub(super) slots: Arc<Semaphore>,
    pub(super) life: Arc<Life>,
    pub(super) metrics: Option<Arc<Metrics>>,
}

/// The endpoint, as an operation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Serve;

impl Operation<Endpoint, Serve> for Serve {
    const BODY: Accepts = Accepts::required(&["application/json", "multipart/form-data"]);

    async fn answer(&self, api: Endpoint, incoming: &mut Incoming<'_>) -> axum::response::Response {
        let wants = Wants::of(&incoming.parts.headers);
        let answered = api.answer(incoming, wants).await;
        answered.unwrap_or_else(|refusal| refusal.answer(wants.media()))
    }
}

impl Endpoint {
    async fn answer(&self, incoming: &mut Incoming<'_>, wants: Wants) -> Result<axum::response::Response, Refusal> {
        let is_safe = incoming.parts.method != Method::POST;
        if let Some(page) = self.0.explorer.as_ref().filter(|_| is_safe && wants::page(&incoming.parts.headers)) {
            return Ok(page.answer());
        }
        let is_socket = is_safe && self.0.settings.sockets.enabled && socket::is_asked(&incoming.parts.headers);
        // A socket's messages can be read by whoever opened it: nothing else stands between.
        if self.0.settings.csrf || is_socket {
            origin::check(&incoming.parts, &self.0.origins)?;
        }
        let (parts, body) = incoming.take();
        let cx = Cx::new(incoming.id.clone(), Produces::json(), &parts.headers);
        if is_socket {
            return socket::upgrade(self.clone(), cx, parts).await;
        }
        let (asks, uploads) = if is_safe {
            (Asks::One(Ask::of_query(parts.uri.query().unwrap_or_default())?), Vec::new())
        } else {
            self.sent(&parts, body).await?
        };
        let from = Arc::new(From { cx, parts, uploads });
        let whole = wants.whole()?;
        match asks {
            Asks::One(ask) => self.one(ask, from, wants, is_safe).await,
            Asks::Many(all) if whole => Ok(answer::many(&self.many(all, &from).await, wants.media())),
            Asks::Many(_) => Err(Refusal::new(
                StatusCode::NOT_ACCEPTABLE,
                "BAD_REQUEST",
                "Several operations are answered in one piece.",
            )),
        }
    }

    /// What a body asks for, and its files.
    async fn sent(&self, parts: &Parts, body: Body) -> Result<(Asks, Vec<Upload>), Refusal> {
        let (limits, most) = (&self.0.limits, self.0.settings.limits.batch);
        if Serve::BODY.delivery(&parts.headers) == Delivery::Parts && self.0.takes_files {
            if self.0.settings.csrf {
                origin::preflighted(&parts.headers)?;
            }
            return parts::read(call::parts_of(parts, body, limits).await?, most);
        }
        let json = Accepts::required(&["application/json"]);
        let body = call::whole(json, parts, body, limits).await?;
        Ok((Asks::of_body(&body, most)?, Vec::new()))
    }

    /// Answers one operation.
    async fn one(
        &self,
        mut ask: Ask,
        from: Arc<From>,
        wants: Wants,
        is_safe: bool,
    ) -> Result<axum::response::Response, Refusal> {
        let whole = wants.whole()?;
        let prepared = self.prepare(&mut ask);
        let kind = prepared.as_ref().ok().map(Prepared::kind);
        let told = prepared.as_ref().ok().map(Told::new);
        if is_safe && kind == Some(OperationKind::Mutation) {
            return Err(Refusal::only_by_post());
        }
        if kind == Some(OperationKind::Subscription) {
            wants.stream()?;
        }
        let mut response = if !whole || kind == Some(OperationKind::Subscription) {
            let bodies = match self.start(prepared, &ask, from).await {
                Ok(responses) => responses.map(|it| it.body).boxed(),
                Err(refused) => once(ready(refused.body)).boxed(),
            };
            events::events(bodies, self.0.life.clone())
        } else {
            let response = self.execute(prepared, &ask, from).await;
            answer::one(response, kind, wants.media(), self.0.settings.http_status)
        };
        if let Some(told) = told {
            response.extensions_mut().insert(told);
        }
        Ok(response)
    }

    /// Answers several, all of which are prepared before one is executed: at once where none of them changes anything.
    async fn many(&self, mut asks: Vec<Ask>, from: &Arc<From>) -> Vec<Response> {
        let prepared: Vec<_> = asks.iter_mut().map(|it| self.prepare(it)).collect();
        let is_change = |it: &Result<Prepared, _>| it.as_ref().is_ok_and(|it| it.kind() == OperationKind::Mutation);
        let changes = prepared.iter().any(is_change);
        let alone = |it: Result<Prepared, Response>| {
            let refused = || refused(&Refusal::bad("A subscription is not one of several operations."));
            it.and_then(|it| if it.kind() == OperationKind::Subscription { Err(refused()) } else { Ok(it) })
        };
        let answers = prepared.into_iter().zip(&asks).map(|(it, ask)| self.execute(alone(it), ask, from.clone()));
        if !changes {
            return join_all(answers).await;
        }
        let mut responses = Vec::with_capacity(asks.len());
        for it in answers {
            responses.push(it.await);
        }
        responses
    }

    /// Finds, parses, checks and plans a document.
    pub(super) fn prepare(&self, ask: &mut Ask) -> Result<Prepared, Response> {
        let document: Document = self.0.documents.find(ask).map_err(|it| refused(&it))?;
        let prepared = self.0.engine.prepare(&document.text, ask.request.operation_name.as_deref())?;
        self.0.documents.keep(document);
        Ok(prepared)
    }

    /// Answers a query or a mutation.
    async fn execute(&self, prepared: Result<Prepared, Response>, ask: &Ask, from: Arc<From>) -> Response {
        let kind = prepared.as_ref().ok().map(Prepared::kind);
        let response = match prepared {
            Ok(it) => self.0.engine.execute(&it, &ask.request.variables, from).await,
            Err(refused) => refused,
        };
        self.note(kind, outcome(&response));
        response
    }

    /// Answers any operation one by one. Queries and mutations may take as long as a request.
    pub(super) async fn start(
        &self,
        prepared: Result<Prepared, Response>,
        ask: &Ask,
        from: Arc<From>,
    ) -> Result<BoxStream<'static, Response>, Response> {
        let kind = prepared.as_ref().ok().map(Prepared::kind);
        if let (Ok(it), Some(OperationKind::Subscription)) = (&prepared, kind) {
            let started = self.0.engine.subscribe(it, &ask.request.variables, from).await;
            self.note(kind, started.as_ref().map_or_else(outcome, |_| "ok"));
            return started;
        }
        let executing = within(Some(self.0.limits.request), Box::pin(self.execute(prepared, ask, from)));
        let late = || refused(&Refusal::of_status(StatusCode::SERVICE_UNAVAILABLE));
        match executing.await.unwrap_or_else(late) {
            it if it.began => Ok(once(ready(it)).boxed()),
            it => Err(it),
        }
    }

    fn note(&self, kind: Option<OperationKind>, outcome: &'static str) {
        if let Some(metrics) = &self.0.metrics {
            // What cannot be read is of no kind.
            metrics.operation(kind.map_or("_OTHER", word), outcome);
        }
    }
}

/// A refusal as an engine would say it.
pub(super) fn refused(refusal: &Refusal) -> Response {
    Response { began: false, is_whole: false, body: refusal.body(), cache: None, code: Some(refusal.code) }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint").field("settings", &self.0.settings).finish_non_exhaustive()
    }
}
