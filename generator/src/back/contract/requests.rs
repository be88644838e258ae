//! One operation: a request that must be understood, and some that must not.

use super::{Job, heads, parts, styled};
use crate::plan::literals;
use crate::plan::operations::OperationPlan;
use crate::plan::readings::{self, Reading};
use crate::plan::{sample, security};
use serde_json::Value as Json;
use zephyrix_ir::vocabulary::{
    Action, Cardinality, HttpMethod, HttpPlace, Operation, OperationId, PathPart, Presence, ProtoField, Scalar, Serves,
    Shape, Status, Style, Told,
};
use zephyrix_ir::{Model, TypeId};
use zephyrix_templates::contract::{Operation as View, Refusal};

/// The tests of one operation; `None` when no valid request can be made up.
pub(super) fn operation(job: Job<'_>, id: OperationId) -> Option<View<'_>> {
    let it = &job.model[id];
    let plan = job.plan.operation(id);
    let heads = heads::calls(job, it, plan)?;
    let target = target(job, it)?;
    let mut body = String::new();
    for input in plan.inputs.iter().filter(|it| it.how.is_body()) {
        body = self::body(job, &input.how)?;
    }
    let mut refusals = refusals(job, it, plan, &target, &body);
    for refusal in &mut refusals {
        refusal.body.insert_str(0, &heads);
    }
    Some(View {
        docs: format!("`{} {}`.", it.http.method.token(), literals::doc(&it.http.path.text).join(" ")),
        method: plan.method.trim_start_matches("r#"),
        verb: verb(&it.http.method),
        path: literals::string(&target),
        statuses: statuses(job.model, it, plan).iter().map(u16::to_string).collect::<Vec<_>>().join(", "),
        refusals,
        body: heads + &body,
    })
}

/// The call that asks with a method, up to the path.
fn verb(method: &HttpMethod) -> String {
    match method {
        HttpMethod::Get | HttpMethod::Put | HttpMethod::Post | HttpMethod::Delete | HttpMethod::Patch => {
            format!("{}(", method.word())
        }
        _ => format!("ask({}, ", literals::string(&method.token())),
    }
}

/// The path and query, with samples for what is required.
fn target(job: Job<'_>, it: &Operation) -> Option<String> {
    let mut target = String::new();
    for segment in &it.http.path.segments {
        target.push('/');
        for part in segment {
            match part {
                PathPart::Text(text) => target.push_str(&literals::in_path(text)),
                PathPart::Hole(hole) | PathPart::Rest(hole) => {
                    let input = it.inputs.iter().find(|it| it.field.name == *hole)?;
                    let HttpPlace::Path(style) = input.place else { return None };
                    target.push_str(&styled::text(hole, &sample::smallest(job.model, input.field.ty)?, style)?);
                }
            }
        }
    }
    let told = it.http.path.told_by.iter().filter(|told| !told.header && !sends(it, told));
    let mut pairs: Vec<String> =
        told.map(|it| format!("{}={}", literals::encoded(&it.name), literals::encoded(&it.value))).collect();
    for input in it.inputs.iter().filter(|it| it.field.presence.is_required()) {
        if let HttpPlace::Query(style) = input.place {
            pairs.extend(styled::pairs(&input.field.name, &asked(job, input.field.ty)?, style)?);
        }
    }
    if target.is_empty() {
        target.push('/');
    }
    Some(if pairs.is_empty() { target } else { format!("{target}?{}", pairs.join("&")) })
}

/// Whether what tells an operation from others is a parameter of it.
fn sends(it: &Operation, told: &Told) -> bool {
    it.inputs.iter().any(|input| input.field.name == told.name && input.field.presence.is_required())
}

/// A sample of what must be there: an empty list would not be.
fn asked(job: Job<'_>, ty: TypeId) -> Option<Json> {
    match (sample::smallest(job.model, ty)?, job.model.shape(ty)) {
        (Json::Array(items), Shape::List(item)) if items.is_empty() => {
            Some(Json::Array(vec![sample::smallest(job.model, *item)?]))
        }
        (made, _) => Some(made),
    }
}

/// The call that adds a body; `None` when none can be made up.
fn body(job: Job<'_>, how: &Reading) -> Option<String> {
    match how {
        Reading::Json(ty, media) | Reading::JsonOrForm(ty, media, _) => {
            Some(with_json(media.first()?.as_str(), &sample::smallest(job.model, *ty)?))
        }
        Reading::Form(ty, members) => {
            let mut pairs = Vec::new();
            for (name, value) in sample::smallest(job.model, *ty)?.as_object()? {
                let style = members.iter().find(|it| it.0 == *name).map(|it| it.1);
                let brackets = if value.is_object() { Style::DeepObject } else { Style::Form { explode: true } };
                pairs.extend(styled::pairs(name, value, style.unwrap_or(brackets))?);
            }
            Some(format!(".body({}, {})", literals::string(readings::FORM), literals::string(&pairs.join("&"))))
        }
        Reading::Choice(_, variants) => body(job, &variants.first()?.how),
        Reading::Multipart(ty, members) => parts::body(job, *ty, members),
        Reading::Text(media) | Reading::Bytes(media) => {
            let media = media.first()?.as_str();
            // Something of the range, known or not.
            let kind =
                if media == "*/*" { "application/octet-stream".to_owned() } else { media.replace('*', "sample") };
            Some(format!(".body({}, \"sample\")", literals::string(&kind)))
        }
        _ => None,
    }
}

fn with_json(media: &str, body: &Json) -> String {
    let body = literals::json(body);
    if media == "application/json" {
        format!(".json(&json!({body}))")
    } else {
        format!(".body({}, json!({body}).to_string())", literals::string(media))
    }
}

/// Every status the answer may have: those declared, and those the framework gives.
fn statuses(model: &Model, it: &Operation, plan: &OperationPlan) -> Vec<u16> {
    let mut all: Vec<u16> = plan.successes.iter().map(|it| it.status).collect();
    for outcome in &it.outcomes {
        match outcome.status {
            Status::Code(code) => all.push(code),
            Status::Range(hundred) => all.push(u16::from(hundred) * 100),
            Status::Default => {}
        }
    }
    // A sample is valid as far as a machine can tell; what it names need not exist.
    all.extend([404, 409]);
    let is_kept = |it: &Serves| model[it.entity].is_stated() && !matches!(it.action, Action::List { .. } | Action::Get);
    if it.serves.as_ref().is_some_and(is_kept) {
        // What it refers to need not exist either, and a table may have rules of its own.
        all.push(422);
    }
    match (&it.serves, &it.rpc) {
        (None, _) => all.push(501),
        // Names of resources are made of others, and a message may be left out that has to be there.
        (Some(_), Some(_)) => all.push(400),
        (Some(_), None) => {}
    }
    if security::is_protected(it) {
        all.extend([401, 403]);
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn refusals(job: Job<'_>, it: &Operation, plan: &OperationPlan, target: &str, valid: &str) -> Vec<Refusal> {
    let mut all = Vec::new();
    if security::is_protected(it) {
        let path = literals::string(target);
        all.push(Refusal { what: "no credentials", path, body: String::new(), status: 401 });
        return all;
    }
    for (input, reading) in it.inputs.iter().zip(&plan.inputs).map(|(input, it)| (input, &it.how)) {
        let path = literals::string(target);
        if matches!(reading, Reading::Form(..) | Reading::Multipart(..)) {
            let other = ".body(\"application/x-nonsense\", \"a=b\")".to_owned();
            all.push(Refusal { what: "another media type", path, body: other, status: 415 });
        } else if let Reading::Json(ty, media) | Reading::JsonOrForm(ty, media, _) = reading {
            let Some(media) = media.first().map(|it| literals::string(it.as_str())) else { continue };
            let malformed = format!(".body({media}, \"{{\")");
            all.push(Refusal { what: "malformed JSON", path: path.clone(), body: malformed, status: 400 });
            let other = ".body(\"application/x-nonsense\", \"{}\")".to_owned();
            all.push(Refusal { what: "another media type", path: path.clone(), body: other, status: 415 });
            if demands_something(job, *ty) {
                all.push(Refusal {
                    what: "required members missing",
                    path,
                    body: format!(".body({media}, \"{{}}\")"),
                    status: plan.invalid,
                });
            }
        } else if let (HttpPlace::Path(_), true) = (&input.place, is_number(job, input.field.ty)) {
            let wrong = wrong_path(it, &input.field.name);
            all.extend(wrong.map(|path| Refusal {
                what: "a path parameter of another type",
                path: literals::string(&path),
                body: valid.to_owned(),
                status: plan.invalid,
            }));
        }
    }
    all
}

/// The path with a word where one parameter's number belongs; only where it is the path's one parameter.
fn wrong_path(it: &Operation, name: &str) -> Option<String> {
    let mut holes = it.http.path.holes();
    if holes.next() != Some(name) || holes.next().is_some() || !it.http.path.told_by.is_empty() {
        return None;
    }
    let needs_query =
        it.inputs.iter().any(|it| matches!(it.place, HttpPlace::Query(_)) && it.field.presence == Presence::Required);
    let part = |it: &PathPart| match it {
        PathPart::Text(text) => literals::in_path(text),
        PathPart::Hole(_) | PathPart::Rest(_) => "not-a-number".to_owned(),
    };
    let segments: Vec<String> = it.http.path.segments.iter().map(|it| it.iter().map(part).collect()).collect();
    (!needs_query).then(|| format!("/{}", segments.join("/")))
}

fn is_number(job: Job<'_>, ty: TypeId) -> bool {
    matches!(
        job.model.shape(ty),
        Shape::Scalar(
            Scalar::Int32 | Scalar::Int64 | Scalar::UInt32 | Scalar::UInt64 | Scalar::Float32 | Scalar::Float64
        )
    )
}

/// Whether a record without members is refused. `required` of proto2 is no rule: who reads a message has the default.
fn demands_something(job: Job<'_>, ty: TypeId) -> bool {
    let Shape::Record { fields, .. } = job.model.shape(ty) else { return false };
    let is_rule = |it: &ProtoField| it.cardinality != Cardinality::Required;
    fields.iter().any(|it| it.presence.is_required() && it.proto.as_deref().is_none_or(is_rule))
}
