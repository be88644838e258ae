//! The engine: what is asked of a schema is read, checked, priced, planned, and only then executed.

use super::cache::Cache;
use super::catalog::Catalog;
use super::document::Document;
use super::execute::{Execution, Written, panicked};
use super::request::{From, OperationKind, Response};
use super::trouble::{self, Path, Refusal, Step};
use super::{Args, Ask, Asker, Error, Events, Graph, Schema, Settings, coerce, cost};
use crate::{BoxError, Denied};
use apollo_compiler::introspection;
use apollo_compiler::response::{JsonMap, JsonValue};
use apollo_compiler::validation::Valid;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt as _, StreamExt as _};
use serde_json::{Map, Value};
use std::any::Any;
use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

/// Answers operations on a schema.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    catalog: Arc<Catalog>,
    graph: Arc<dyn Graph>,
    settings: Settings,
    cache: Cache,
}

/// An operation that was read, checked and priced.
#[derive(Clone)]
pub struct Prepared(Arc<Document>);

impl Prepared {
    /// What it does.
    pub fn kind(&self) -> OperationKind {
        self.0.kind
    }

    /// What its document calls it, where it does.
    pub fn name(&self) -> Option<&str> {
        self.0.operation.name.as_deref()
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("settings", &self.0.settings).finish_non_exhaustive()
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Prepared").field(&self.0.text).finish()
    }
}

impl Engine {
    /// An engine for a schema, whose fields somebody answers.
    ///
    /// # Errors
    /// Where the schema's text is not valid, or does not define what it is said to.
    pub fn new(schema: &'static Schema, graph: Arc<dyn Graph>, settings: &Settings) -> Result<Self, BoxError> {
        let catalog = Arc::new(Catalog::new(schema)?);
        let cache = Cache::new(settings.document_cache);
        Ok(Self(Arc::new(Inner { catalog, graph, settings: settings.clone(), cache })))
    }

    /// Reads a document, and holds it against limits and schema.
    ///
    /// # Errors
    /// What to answer where it may not be executed.
    // What is answered is told whole.
    #[allow(clippy::result_large_err)]
    pub fn prepare(&self, query: &str, operation_name: Option<&str>) -> Result<Prepared, Response> {
        if let Some(document) = self.0.cache.get(query, operation_name) {
            return Ok(Prepared(document));
        }
        let Inner { catalog, settings, cache, .. } = &*self.0;
        let may_introspect = settings.introspection.unwrap_or(true);
        let document = Document::new(catalog, &settings.limits, query, operation_name, may_introspect);
        let document = Arc::new(document.map_err(Refusal::response)?);
        cache.keep(operation_name, &document);
        Ok(Prepared(document))
    }

    /// Answers a query or a mutation.
    pub async fn execute(&self, prepared: &Prepared, variables: &Map<String, Value>, from: Arc<From>) -> Response {
        let execution = match self.begin(&prepared.0, variables, from).await {
            Ok(execution) => execution,
            Err(refusal) => return refusal.response(),
        };
        let written = match prepared.kind() {
            OperationKind::Query => execution.query().await,
            OperationKind::Mutation => execution.mutation().await,
            OperationKind::Subscription => {
                return Refusal::new("OPERATION_RESOLUTION_FAILURE", "A subscription has more than one answer.")
                    .response();
            }
        };
        let cache = prepared.0.cache.filter(|_| written.is_whole);
        Response { cache, ..response(written) }
    }

    /// Begins a subscription: one answer an event.
    ///
    /// # Errors
    /// What to answer where there is nothing to subscribe to.
    pub async fn subscribe(
        &self,
        prepared: &Prepared,
        variables: &Map<String, Value>,
        from: Arc<From>,
    ) -> Result<BoxStream<'static, Response>, Response> {
        let execution = self.begin(&prepared.0, variables, from).await.map_err(Refusal::response)?;
        let events = events(&execution).await.map_err(|error| {
            let path = Path { around: None, step: Step::Key("subscription") };
            trouble::log(&error, &path, &execution.asker);
            let (message, code, _) = error.told();
            Refusal::new(code, message).response()
        })?;
        let execution = Arc::new(execution);
        let answer = move |event| {
            let execution = execution.clone();
            async move { response(execution.event(event).await) }
        };
        Ok(events.then(answer).boxed())
    }

    /// Everything that is done before the first field is answered.
    async fn begin(
        &self,
        document: &Document,
        variables: &Map<String, Value>,
        from: Arc<From>,
    ) -> Result<Execution, Refusal> {
        let Inner { catalog, graph, settings, .. } = &*self.0;
        let variables = coerce::variables(&catalog.schema, &document.operation, variables).map_err(|wrong| {
            let told = wrong.into_iter().map(|it| (it, None)).collect();
            Refusal::several(Error::BAD_USER_INPUT, told)
        })?;
        if document.cost == cost::Cost::Open {
            let cost = cost::of(catalog, &document.parsed, &document.operation, Some(&variables))?;
            cost.within(&settings.limits)?;
        }
        let plan = document.plan(catalog, &variables)?;
        let introspected = document.introspects.then(|| introspect(catalog, document, &variables)).transpose()?;
        let (denied, principal) = self.admit(document, &from).await;
        Ok(Execution {
            catalog: catalog.clone(),
            graph: graph.clone(),
            plan,
            text: document.text.clone(),
            variables,
            asker: Asker { cx: from.cx.clone(), from: Some(from.clone()), principal },
            from,
            denied,
            introspected,
        })
    }

    /// Holds the caller against everything that a field may ask of them, each once.
    async fn admit(
        &self,
        document: &Document,
        from: &From,
    ) -> (Vec<Option<Denied>>, Option<Arc<dyn Any + Send + Sync>>) {
        let (mut denied, mut principal) = (Vec::new(), None);
        for need in &document.needs {
            denied.resize(need + 1, None);
            match self.0.graph.allow(self.0.catalog.needs.get(*need), &from.parts).await {
                Ok(it) => drop(principal.get_or_insert(it)),
                Err(why) => denied[*need] = Some(why),
            }
        }
        (denied, principal)
    }
}

fn response(written: Written) -> Response {
    Response { began: true, is_whole: written.is_whole, body: written.body, cache: None, code: None }
}

/// The events of the only field of a subscription.
async fn events(execution: &Execution) -> super::Result<Events> {
    let Some((_, field)) = execution.only() else {
        return Err(Error::new("OPERATION_RESOLUTION_FAILURE", "This is no subscription."));
    };
    if let Some(error) = execution.refused(field) {
        return Err(error);
    }
    let args = execution.args(field)?;
    let args: &Args = &args;
    let root = execution.root();
    let ask = Ask { asker: &execution.asker, object: field.object, field: field.index, of: &[&root], args };
    let asked = AssertUnwindSafe(async { execution.graph.subscribe(ask).await }).catch_unwind().await;
    asked.unwrap_or_else(|panic| Err(panicked(&*panic)))
}

/// What is told of the schema.
fn introspect(catalog: &Catalog, document: &Document, variables: &Map<String, Value>) -> Result<JsonMap, Refusal> {
    let variables: JsonMap =
        variables.iter().map(|(name, it)| (name.as_str().into(), JsonValue::from(it.clone()))).collect();
    let variables = Valid::assume_valid(variables);
    let told = introspection::partial_execute(
        &catalog.schema,
        &catalog.implementers,
        &document.parsed,
        &document.operation,
        &variables,
    );
    let told = told.map_err(|it| Refusal::new(Error::BAD_USER_INPUT, it.message().to_string()))?;
    Ok(told.data.unwrap_or_default())
}
