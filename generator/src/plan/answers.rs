//! What a handler hands out when it succeeds, as Rust types: the same for traits, routes and handlers.

use super::literals;
use super::operations::OperationPlan;
use super::outcomes::{Failure, Success};
use super::representations::{Body, JSON, PROBLEM};
use super::rust::Writing;
use super::size;

/// What a way to succeed is: its status, what it is written in where that is not plain JSON, and what it means.
pub(crate) fn docs(it: &Success) -> Vec<String> {
    describe(&it.status.to_string(), &it.media, &it.docs)
}

/// What a way to fail is.
pub(crate) fn failure_docs(it: &Failure) -> Vec<String> {
    describe(&it.statuses, &it.media, &it.docs)
}

fn describe(statuses: &str, media: &[String], docs: &str) -> Vec<String> {
    let media: Vec<String> =
        media.iter().filter(|it| *it != JSON && *it != PROBLEM).map(|it| format!("`{it}`")).collect();
    let head = [statuses].into_iter().chain(media.iter().map(String::as_str)).collect::<Vec<_>>().join(", ");
    literals::doc(&format!("{head}: {docs}"))
}

/// The type a handler answers with.
pub(crate) fn handed(to: &mut Writing<'_>, plan: &OperationPlan) -> String {
    match plan.successes.as_slice() {
        [one] => single(to, plan, one),
        _ => several(to, plan),
    }
}

/// The type a route answers with: a handler's plain value has its status added.
pub(crate) fn routed(to: &mut Writing<'_>, plan: &OperationPlan) -> String {
    match plan.successes.as_slice() {
        [one] if needs_status(one) => {
            let inner = single(to, plan, one);
            let answer = to.uses.add("zephyrix::Answer");
            format!("{answer}<{}, {inner}>", one.status)
        }
        [one] => single(to, plan, one),
        _ => several(to, plan),
    }
}

/// Whether a route must add the status to what the handler hands out.
pub(crate) fn needs_status(it: &Success) -> bool {
    matches!(it.body, Body::Json(_)) && !it.tagged && !it.located
}

/// Whether an answer is read as it comes: item by item, or bytes.
pub(crate) fn streams(plan: &OperationPlan) -> bool {
    plan.successes.iter().any(|it| matches!(it.body, Body::Stream(..) | Body::Bytes))
}

/// What the enum of an operation's successes derives: a stream is neither copied nor compared.
pub(crate) fn derives(plan: &OperationPlan) -> &'static str {
    if streams(plan) { "Debug" } else { "Clone, Debug, PartialEq" }
}

/// Each media type of some answers once, in order.
pub(crate) fn each_media<'a>(all: impl Iterator<Item = &'a Vec<String>>) -> Vec<&'a str> {
    let mut each: Vec<&str> = Vec::new();
    for media in all.flatten() {
        if !each.contains(&media.as_str()) {
            each.push(media);
        }
    }
    each
}

/// What the JSON of an operation's successes may be called, where the caller is asked: all of it goes by these names.
pub(crate) fn names_of_json(plan: &OperationPlan) -> Option<&[String]> {
    let mut json = plan.successes.iter().filter(|it| matches!(it.body, Body::Json(_))).map(|it| it.media.as_slice());
    let first = json.next()?;
    (first != [JSON] && json.all(|it| it == first)).then_some(first)
}

/// The media type that a route must add to what the handler hands out, as a string literal.
pub(crate) fn needs_media(plan: &OperationPlan, it: &Success) -> Option<String> {
    let media = it.media.first()?;
    let said = match it.body {
        Body::Stream(framing, _) => framing.is_usual(media),
        Body::Json(_) => media == JSON || names_of_json(plan).is_some(),
        // The handler says it.
        _ => true,
    };
    (!said).then(|| literals::string(media))
}

/// The payload of a success that is one of several: `(Pet)`, or nothing.
pub(crate) fn payload(to: &mut Writing<'_>, plan: &OperationPlan, it: &Success) -> String {
    match it.body {
        Body::Empty if it.headers.is_none() => String::new(),
        _ if is_boxed(to, it) => format!("(Box<{}>)", single(to, plan, it)),
        _ => format!("({})", single(to, plan, it)),
    }
}

/// Whether a success that is one of several is behind a pointer.
pub(crate) fn is_boxed(to: &Writing<'_>, it: &Success) -> bool {
    let headers = it.headers.as_ref().map_or(0, |it| it.fields.len());
    headers > MANY || matches!(it.body, Body::Json(ty) if size::is_large(to.model, to.rust, ty))
}

/// The type of a failure's declared body, where that is no problem; `bytes` is the path of raw bytes' type.
pub(crate) fn failed(to: &mut Writing<'_>, it: &Failure, bytes: &str) -> Option<String> {
    match it.body {
        Body::Empty => None,
        Body::Json(id) if size::is_large_error(to.model, to.rust, id) => Some(format!("Box<{}>", to.ty(id))),
        Body::Json(id) => Some(to.ty(id)),
        Body::Text | Body::Stream(..) => Some("String".to_owned()),
        Body::Bytes => Some(to.uses.add(bytes)),
    }
}

/// As many headers as an enum holds in place.
const MANY: usize = 2;

/// The type of the headers of a failure, behind a pointer where they are many, or beside a body.
pub(crate) fn failed_headers(to: &mut Writing<'_>, plan: &OperationPlan, it: &Failure) -> Option<String> {
    let headers = it.headers.as_ref()?;
    let name = of_api(to, plan, &headers.name);
    let alone = headers.fields.len() <= MANY && matches!(it.body, Body::Empty | Body::Text);
    Some(if alone { name } else { format!("Box<{name}>") })
}

fn several(to: &mut Writing<'_>, plan: &OperationPlan) -> String {
    of_api(to, plan, &plan.several)
}

/// A type of the operation's own, by its name.
pub(crate) fn of_api(to: &mut Writing<'_>, plan: &OperationPlan, name: &str) -> String {
    let path = format!("crate::generated::api::{}::{name}", plan.module);
    if to.module.as_deref() == Some(plan.module.as_str()) { name.to_owned() } else { to.uses.add(&path) }
}

fn single(to: &mut Writing<'_>, plan: &OperationPlan, it: &Success) -> String {
    let inner = bare(to, it);
    match &it.headers {
        Some(headers) => {
            let headers = of_api(to, plan, &headers.name);
            format!("{}<{inner}, {headers}>", to.uses.add("zephyrix::Headed"))
        }
        None => inner,
    }
}

/// What a success is but for its headers.
fn bare(to: &mut Writing<'_>, it: &Success) -> String {
    match &it.body {
        Body::Empty if it.status == 204 => to.uses.add("zephyrix::NoContent"),
        Body::Empty => format!("{}<{}>", to.uses.add("zephyrix::Empty"), it.status),
        Body::Text => format!("{}<{}>", to.uses.add("zephyrix::Text"), it.status),
        Body::Bytes => format!("{}<{}>", to.uses.add("zephyrix::Bytes"), it.status),
        Body::Stream(framing, item) => {
            let stream = to.uses.add(&format!("zephyrix::{}", framing.name()));
            format!("{stream}<{}, {}>", it.status, to.ty(*item))
        }
        Body::Json(ty) => {
            let mut inner = to.ty(*ty);
            if it.tagged {
                inner = format!("{}<{inner}>", to.uses.add("zephyrix::Tagged"));
            }
            if it.located {
                inner = format!("{}<{inner}>", to.uses.add("zephyrix::Created"));
            }
            inner
        }
    }
}
