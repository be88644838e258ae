//! Warnings of statements that are sent many times for one request, or take long: for developers, with the route.
//!
//! sqlx leaves an event for each statement, and each request is a span while this is on; both are looked at here, and
//! written nowhere. While it is off neither is made.

use crate::config::StatementWarnings;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Event, Level, Span, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

/// The target of requests' spans, and of warnings.
const TARGET: &str = "zephyrix::statements";

/// The target of sqlx's events.
const SQLX: &str = "sqlx::query";

/// Statements that were told are remembered up to so many.
const REMEMBERED: usize = 1000;

/// A request in which statements are counted, where somebody wants to know.
pub(crate) fn request(route: &'static str) -> Span {
    tracing::trace_span!(target: TARGET, "request", http.route = route)
}

/// Looks at statements as the settings say; `None` where they say not to.
pub(crate) fn watcher<S>(settings: &StatementWarnings, environment: &str) -> Option<Box<dyn Layer<S> + Send + Sync>>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let wanted = Targets::new().with_target(TARGET, Level::TRACE).with_target(SQLX, Level::DEBUG);
    let watcher = || Watcher { repeated: settings.repeated, slow: settings.slow, told: Mutex::default() };
    settings.warn.is_on(environment).then(|| Box::new(watcher().with_filter(wanted)) as Box<_>)
}

struct Watcher {
    repeated: u32,
    slow: Duration,
    /// What was told: each is told once.
    told: Mutex<HashSet<(&'static str, String)>>,
}

/// What was sent for a request.
struct Request {
    route: String,
    times: HashMap<String, u32>,
    slow: Vec<(String, f64)>,
}

impl<S> Layer<S> for Watcher
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if attributes.metadata().target() != TARGET {
            return;
        }
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let Some(span) = context.span(id) {
            let request = Request { route: fields.route, times: HashMap::new(), slow: Vec::new() };
            span.extensions_mut().insert(request);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if event.metadata().target() != SQLX {
            return;
        }
        let Some(scope) = context.event_scope(event) else { return };
        let Some(span) = scope.into_iter().find(|it| it.extensions().get::<Request>().is_some()) else { return };
        let mut fields = Fields::default();
        event.record(&mut fields);
        let statement = fields.statement();
        let mut extensions = span.extensions_mut();
        let Some(request) = extensions.get_mut::<Request>() else { return };
        if fields.seconds >= self.slow.as_secs_f64() {
            request.slow.push((statement.clone(), fields.seconds));
        }
        *request.times.entry(statement).or_default() += 1;
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let Some(request) = context.span(&id).and_then(|it| it.extensions_mut().remove::<Request>()) else { return };
        let route = request.route.as_str();
        for (statement, seconds) in request.slow {
            if self.is_new("slow", &statement) {
                let took = seconds * 1e3;
                tracing::warn!(target: TARGET, duration_ms = took, http.route = route, statement, "a slow statement");
            }
        }
        for (statement, times) in request.times.into_iter().filter(|it| it.1 > self.repeated) {
            if self.is_new("repeated", &statement) {
                let message = "one statement many times for one request: ask once for all rows";
                tracing::warn!(target: TARGET, times, http.route = route, statement, "{message}");
            }
        }
    }
}

impl Watcher {
    /// Whether a statement is told for the first time.
    fn is_new(&self, why: &'static str, statement: &str) -> bool {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.len() < REMEMBERED && told.insert((why, statement.to_owned()))
    }
}

/// The fields that matter.
#[derive(Default)]
struct Fields {
    route: String,
    summary: String,
    whole: String,
    seconds: f64,
}

impl Fields {
    /// A statement in one line; sqlx tells it whole where its summary is not.
    fn statement(&self) -> String {
        let text = if self.whole.is_empty() { &self.summary } else { &self.whole };
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}

    fn record_f64(&mut self, field: &Field, value: f64) {
        if field.name() == "elapsed_secs" {
            self.seconds = value;
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "http.route" => value.clone_into(&mut self.route),
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.whole),
            _ => {}
        }
    }
}
