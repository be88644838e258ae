//! `src/generated/routes/<tag>.rs` and `paths.rs`: how HTTP carries the operations.

mod parts;
mod paths;
mod reading;

use super::{Backend, Job};
use crate::files::{FileSet, Owner};
use crate::plan::operations::OperationPlan;
use crate::plan::outcomes::{Body, Failure, Success};
use crate::plan::readings::Reading;
use crate::plan::rust::Writing;
use crate::plan::security::{self, Access};
use crate::plan::tags::TagPlan;
use crate::plan::{answers, literals};
use zephyrix_ir::vocabulary::{HttpMethod, Operation, OperationId, PathPart, PathTemplate};
use zephyrix_templates::Template;
use zephyrix_templates::api::Mod;
use zephyrix_templates::routes::{Arm, File, Operation as OperationView, Route, Several};

/// The product.
pub(super) struct Routes;

impl Backend for Routes {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
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
    to.uses.all(&["axum::response::IntoResponse", "axum::response::Response"]);
    to.uses.all(&["zephyrix::Call", "zephyrix::Cx", "zephyrix::FromCall", "zephyrix::Router", "zephyrix::Routes"]);
    to.uses.add("zephyrix::internal");
    let operations =
        tag.operations.iter().map(|id| operation(&mut to, tag, &job.model[*id], job.plan.operation(*id))).collect();
    let routes = tag.operations.iter().map(|id| route(job, *id, &mut to)).collect();
    let view = File {
        source: job.source,
        uses: to.uses.lines(),
        tag: &tag.name,
        trait_name: &tag.trait_name,
        routes,
        operations,
    };
    view.render().unwrap_or_default()
}

/// Where an operation is, and whether it asks for proof.
fn route(job: Job<'_>, id: OperationId, to: &mut Writing<'_>) -> Route {
    let it = &job.model[id];
    let handler = &job.plan.operation(id).method;
    let operation = match Access::of(it) {
        Access::Open => handler.clone(),
        Access::Optional => format!("{}({handler})", to.uses.add("zephyrix::optional")),
        Access::Protected => format!("{}({handler})", to.uses.add("zephyrix::guarded")),
    };
    let on = match &it.http.method {
        HttpMethod::Other(token) => format!("method({}, ", literals::string(token)),
        known => format!("{}(", known.word()),
    };
    Route { on, path: literals::string(&template(&it.http.path)), operation }
}

/// A template in matchit's syntax, which is OpenAPI's but for its own escapes; and what else a request must have.
fn template(path: &PathTemplate) -> String {
    let part = |it: &PathPart| match it {
        PathPart::Text(text) => paths::text(text).replace('{', "{{").replace('}', "}}"),
        PathPart::Hole(name) => format!("{{{name}}}"),
    };
    let segments: Vec<String> = path.segments.iter().map(|it| it.iter().map(part).collect()).collect();
    format!(
        "/{}{}{}",
        segments.join("/"),
        paths::told(path, '?', |it| !it.header),
        paths::told(path, '#', |it| it.header)
    )
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
    let several = (plan.successes.len() > 1)
        .then(|| Several { name: &plan.several, arms: plan.successes.iter().map(|it| success_arm(to, it)).collect() });
    let map = match plan.successes.as_slice() {
        [one] if answers::needs_status(one) => ".map(Answer)".to_owned(),
        [one] => answers::needs_media(one).map_or_else(String::new, |media| format!(".map(|it| it.typed({media}))")),
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
        invalid: plan.invalid,
        inputs: reading::inputs(to, it, plan),
        choice: reading::choice(to, plan),
        parts: parts::read(to, plan),
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

fn success_arm(to: &mut Writing<'_>, it: &Success) -> Arm {
    let answer = match &it.body {
        Body::Empty => format!("{}::<{}>.into_response()", to.uses.add("zephyrix::Empty"), it.status),
        _ if answers::needs_status(it) => {
            format!("{}::<{}, _>(it).into_response()", to.uses.add("zephyrix::Answer"), it.status)
        }
        _ if let Some(media) = answers::needs_media(it) => format!("it.typed({media}).into_response()"),
        _ if answers::is_boxed(to, it) => "(*it).into_response()".to_owned(),
        _ => "it.into_response()".to_owned(),
    };
    let pattern = match it.body {
        Body::Empty => it.variant.clone(),
        _ => format!("{}(it)", it.variant),
    };
    Arm { pattern, answer }
}

fn failure_arm(to: &mut Writing<'_>, it: &Failure) -> Arm {
    let detail = literals::string(it.docs.trim());
    let (pattern, answer) = match (it.status, it.body) {
        (Some(status), None) => (String::new(), format!("{}({status}, {detail})", to.uses.add("zephyrix::problem"))),
        (Some(status), Some(_)) => {
            ("(body)".to_owned(), format!("{}({status}, &body)", to.uses.add("zephyrix::json_answer")))
        }
        (None, None) => {
            ("(status)".to_owned(), format!("{}(status.as_u16(), {detail})", to.uses.add("zephyrix::problem")))
        }
        (None, Some(_)) => {
            ("(status, body)".to_owned(), format!("{}(status.as_u16(), &body)", to.uses.add("zephyrix::json_answer")))
        }
    };
    Arm { pattern: format!("{}{pattern}", it.variant), answer }
}
