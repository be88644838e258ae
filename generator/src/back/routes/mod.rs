//! `src/generated/routes/<tag>.rs` and `paths.rs`: how HTTP carries the operations.

mod bridged;
mod calls;
mod parts;
mod paths;
mod reading;

use super::{Backend, Job};
use crate::files::{FileSet, Owner};
use crate::items;
use crate::plan::headers::HeaderPlan;
use crate::plan::operations::OperationPlan;
use crate::plan::outcomes::{Failure, Success};
use crate::plan::readings::Reading;
use crate::plan::representations::{Body, JSON};
use crate::plan::rust::Writing;
use crate::plan::security::{self, Access};
use crate::plan::tags::TagPlan;
use crate::plan::{answers, asking, literals};
use zephyrix_ir::vocabulary::{HttpBinding, HttpMethod, Operation, OperationId};
use zephyrix_templates::Template;
use zephyrix_templates::api::Mod;
use zephyrix_templates::routes::{Arm, File, Headers, Operation as OperationView, Several};

/// The product.
pub(super) struct Routes;

impl Backend for Routes {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        if job.is_graph_alone() {
            return;
        }
        for tag in &job.plan.tags {
            files.rust(format!("src/generated/routes/{}.rs", tag.module), Owner::Generated, &file(job, tag));
        }
        let modules = job.plan.tags.iter().map(|it| it.module.as_str()).collect();
        let index = Mod { source: job.source, docs: "How HTTP carries the operations: one router a tag.", modules };
        files.rust("src/generated/routes/mod.rs", Owner::Generated, &index.render().unwrap_or_default());
        files.rust("src/generated/paths.rs", Owner::Generated, &paths::file(job));
    }
}

fn file(job: Job<'_>, tag: &TagPlan) -> String {
    let mut to = Writing::new(job.model, &job.plan.rust, Some("crate::generated::models"));
    to.uses.add(&format!("crate::generated::api::{}::{}", tag.module, tag.trait_name));
    to.uses.all(&["zephyrix::Cx", "zephyrix::Router", "zephyrix::Routes"]);
    let (mut operations, mut calls, mut routes, mut bridges) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for id in &tag.operations {
        let (it, plan) = (&job.model[*id], job.plan.operation(*id));
        let asked = asked(job, *id, &mut to);
        if let Some(rpc) = &it.rpc {
            routes.extend(calls::routes(it, rpc, plan, &asked));
            calls.push(calls::view(&mut to, it, rpc, plan));
        } else {
            operations.push(operation(&mut to, tag, it, plan));
            routes.push(at(&it.http, &asked));
            if let Some(exported) = &job.plan.exported
                && let Some(method) = exported.method(*id)
            {
                routes.push(format!("bridged::<{}, _, _>({asked})", plan.request));
                bridges.push(bridged::view(&mut to, exported, method, it, plan));
            }
        }
    }
    if !operations.is_empty() {
        to.uses.all(&["axum::response::IntoResponse", "axum::response::Response"]);
        to.uses.all(&["zephyrix::Call", "zephyrix::FromCall", "zephyrix::internal"]);
    }
    let view = File {
        source: job.source,
        uses: to.uses.lines(),
        tag: &tag.name,
        trait_name: &tag.trait_name,
        routes,
        operations,
        calls,
        bridges,
    };
    view.render().unwrap_or_default()
}

/// What answers an operation, and whether it asks for proof.
fn asked(job: Job<'_>, id: OperationId, to: &mut Writing<'_>) -> String {
    let handler = &job.plan.operation(id).method;
    match Access::of(&job.model[id]) {
        Access::Open => handler.clone(),
        Access::Optional => format!("{}({handler})", to.uses.add("zephyrix::optional")),
        Access::Protected => format!("{}({handler})", to.uses.add("zephyrix::guarded")),
    }
}

/// A call that adds an operation at its method and path.
fn at(http: &HttpBinding, operation: &str) -> String {
    let path = literals::string(&asking::template(&http.path));
    match &http.method {
        HttpMethod::Other(token) => format!("method({}, {path}, {operation})", literals::string(token)),
        known => format!("{}({path}, {operation})", known.word()),
    }
}

fn operation<'a>(to: &mut Writing<'_>, tag: &TagPlan, it: &'a Operation, plan: &'a OperationPlan) -> OperationView<'a> {
    let api = format!("crate::generated::api::{}", tag.module);
    to.uses.add(&format!("{api}::{}", plan.request));
    to.uses.add(&format!("{api}::{}", plan.error));
    for it in &plan.inputs {
        if let Reading::Choice(name, _) = &it.how {
            to.uses.add(&format!("{api}::{name}"));
        }
    }
    let several = (plan.successes.len() > 1).then(|| Several {
        name: &plan.several,
        arms: plan.successes.iter().map(|it| success_arm(to, plan, it)).collect(),
    });
    let map = match plan.successes.as_slice() {
        [one] if answers::needs_status(one) => ".map(Answer)".to_owned(),
        [one] => {
            answers::needs_media(plan, one).map_or_else(String::new, |media| format!(".map(|it| it.typed({media}))"))
        }
        _ => String::new(),
    };
    OperationView {
        docs: format!("`{} {}`.", it.http.method.token(), it.http.path.text),
        method: &plan.method,
        request: &plan.request,
        answer: answers::routed(to, plan),
        error: &plan.error,
        map,
        principal: Access::of(it).principal("A"),
        needs: needs(to, it),
        accepts: reading::accepts(to, plan),
        produces: produces(to, plan),
        invalid: plan.invalid,
        inputs: reading::inputs(to, it, plan),
        choice: reading::choice(to, plan),
        parts: parts::read(to, plan),
        headers: headers(to, tag, plan),
        several,
        failures: plan.failures.iter().map(|it| failure_arm(to, it)).collect(),
    }
}

/// What an operation asks its caller to prove.
fn needs(to: &mut Writing<'_>, it: &Operation) -> Option<String> {
    let needs = security::needs(to.model, it)?;
    to.uses.all(&["zephyrix::Need", "zephyrix::Proof", "zephyrix::Protected"]);
    Some(needs)
}

/// What the answers are written in, where that is not just JSON.
fn produces(to: &mut Writing<'_>, plan: &OperationPlan) -> Option<String> {
    let all = answers::each_media(plan.successes.iter().map(|it| &it.media));
    if all == [JSON] {
        return None;
    }
    let ty = to.uses.add("zephyrix::Produces");
    let list = |all: &[&str]| all.iter().map(|it| literals::string(it)).collect::<Vec<_>>().join(", ");
    // Some success that has no content suits everyone.
    if all.is_empty() || plan.successes.iter().any(|it| it.media.is_empty()) || all.contains(&"*/*") {
        return Some(format!("{ty}::anything()"));
    }
    let names = answers::names_of_json(plan).map(|it| it.iter().map(String::as_str).collect::<Vec<_>>());
    let called = names.map_or_else(String::new, |it| format!(".called(&[{}])", list(&it)));
    Some(format!("{ty}::of(&[{}]){called}", list(&all)))
}

/// How each record of headers is written.
fn headers<'a>(to: &mut Writing<'_>, tag: &TagPlan, plan: &'a OperationPlan) -> Vec<Headers<'a>> {
    let all = items::headers::plans(plan);
    if !all.is_empty() {
        to.uses.all(&["zephyrix::HeaderLines", "zephyrix::Headers"]);
    }
    let line = |it: &HeaderPlan| {
        let (field, list) = (&it.name, matches!(it.how, Reading::List(..)));
        let value = match (it.required, list) {
            (true, _) => format!("Some(&self.{field})"),
            (false, true) => format!("self.{field}.as_deref()"),
            (false, false) => format!("self.{field}.as_ref()"),
        };
        format!("{}({}, {value})", it.method(), literals::string(&it.wire.to_ascii_lowercase()))
    };
    for it in &all {
        to.uses.add(&format!("crate::generated::api::{}::{}", tag.module, it.name));
    }
    all.into_iter().map(|it| Headers { name: &it.name, lines: it.fields.iter().map(line).collect() }).collect()
}

/// A stream called by another name of its media type.
fn typed(it: &Success, handed: &str, media: &str) -> String {
    match it.headers {
        Some(_) => format!("{handed}.map(|it| it.typed({media}))"),
        None => format!("{handed}.typed({media})"),
    }
}

fn success_arm(to: &mut Writing<'_>, plan: &OperationPlan, it: &Success) -> Arm {
    let media = answers::needs_media(plan, it);
    let handed = if answers::is_boxed(to, it) { "*it" } else { "it" };
    let answer = match &it.body {
        Body::Empty if it.headers.is_none() => format!("{}::<{}>", to.uses.add("zephyrix::Empty"), it.status),
        Body::Stream(..) if let Some(media) = &media => typed(it, handed, media),
        _ if answers::needs_status(it) => format!("{}::<{}, _>({handed})", to.uses.add("zephyrix::Answer"), it.status),
        _ => handed.to_owned(),
    };
    let answer = match (&it.body, media) {
        (Body::Json(_), Some(media)) => format!("{}({media}, {answer})", to.uses.add("zephyrix::typed")),
        _ if answer.starts_with('*') => format!("({answer}).into_response()"),
        _ => format!("{answer}.into_response()"),
    };
    let pattern = match it.body {
        Body::Empty if it.headers.is_none() => it.variant.clone(),
        _ => format!("{}(it)", it.variant),
    };
    Arm { pattern, answer }
}

fn failure_arm(to: &mut Writing<'_>, it: &Failure) -> Arm {
    let (status, bound) = match it.status {
        Some(status) => (status.to_string(), None),
        None => ("status.as_u16()".to_owned(), Some("status")),
    };
    let media = it.media.first().filter(|it| !it.contains('*')).map_or("application/octet-stream", String::as_str);
    let (answer, body) = match it.body {
        Body::Empty => {
            let detail = literals::string(it.docs.trim());
            (format!("{}({status}, {detail})", to.uses.add("zephyrix::problem")), None)
        }
        Body::Json(_) if media == JSON => {
            (format!("{}({status}, &body)", to.uses.add("zephyrix::json_answer")), Some("body"))
        }
        Body::Json(_) => {
            let answer = format!("{}({status}, &body)", to.uses.add("zephyrix::json_answer"));
            (format!("{}({}, {answer})", to.uses.add("zephyrix::typed"), literals::string(media)), Some("body"))
        }
        Body::Text | Body::Bytes | Body::Stream(..) => {
            let written = to.uses.add("zephyrix::written");
            (format!("{written}({status}, {}, body)", literals::string(media)), Some("body"))
        }
    };
    let answer = match it.headers {
        Some(_) => format!("{}(&headers, {answer})", to.uses.add("zephyrix::headed")),
        None => answer,
    };
    let bound: Vec<&str> = bound.into_iter().chain(body).chain(it.headers.as_ref().map(|_| "headers")).collect();
    let pattern = if bound.is_empty() { String::new() } else { format!("({})", bound.join(", ")) };
    Arm { pattern: format!("{}{pattern}", it.variant), answer }
}
