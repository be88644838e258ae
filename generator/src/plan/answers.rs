//! What a handler hands out when it succeeds, as Rust types: the same for traits, routes and handlers.

use super::literals;
use super::operations::OperationPlan;
use super::outcomes::{Body, Success};
use super::rust::Writing;
use super::size;
use zephyrix_ir::TypeId;

/// The type a handler answers with.
pub(crate) fn handed(to: &mut Writing<'_>, plan: &OperationPlan) -> String {
    match plan.successes.as_slice() {
        [one] => single(to, one),
        _ => several(to, plan),
    }
}

/// The type a route answers with: a handler's plain value has its status added.
pub(crate) fn routed(to: &mut Writing<'_>, plan: &OperationPlan) -> String {
    match plan.successes.as_slice() {
        [one] if needs_status(one) => {
            let inner = single(to, one);
            let answer = to.uses.add("zephyrix::Answer");
            format!("{answer}<{}, {inner}>", one.status)
        }
        [one] => single(to, one),
        _ => several(to, plan),
    }
}

/// Whether a route must add the status to what the handler hands out.
pub(crate) fn needs_status(it: &Success) -> bool {
    matches!(it.body, Body::Json(_)) && !it.tagged && !it.located
}

/// Whether an answer is read as it comes: item by item, or bytes.
pub(crate) fn streams(plan: &OperationPlan) -> bool {
    plan.successes.iter().any(|it| matches!(it.body, Body::Stream(..) | Body::Bytes(_)))
}

/// What the enum of an operation's successes derives: a stream is neither copied nor compared.
pub(crate) fn derives(plan: &OperationPlan) -> &'static str {
    if streams(plan) { "Debug" } else { "Clone, Debug, PartialEq" }
}

/// The media type that a route must add to what the handler hands out, as a string literal.
pub(crate) fn needs_media(it: &Success) -> Option<String> {
    match &it.body {
        Body::Stream(framing, media, _) if !framing.is_usual(media) => Some(literals::string(media)),
        _ => None,
    }
}

/// The payload of a success that is one of several: `(Pet)`, or nothing.
pub(crate) fn payload(to: &mut Writing<'_>, it: &Success) -> String {
    match it.body {
        Body::Empty => String::new(),
        _ if is_boxed(to, it) => format!("(Box<{}>)", single(to, it)),
        _ => format!("({})", single(to, it)),
    }
}

/// Whether a success that is one of several is behind a pointer.
pub(crate) fn is_boxed(to: &Writing<'_>, it: &Success) -> bool {
    matches!(it.body, Body::Json(ty) if size::is_large(to.model, to.rust, ty))
}

/// The payload of a failure's declared body.
pub(crate) fn failed(to: &mut Writing<'_>, body: TypeId) -> String {
    let ty = to.ty(body);
    if size::is_large_error(to.model, to.rust, body) { format!("Box<{ty}>") } else { ty }
}

fn several(to: &mut Writing<'_>, plan: &OperationPlan) -> String {
    let path = format!("crate::generated::api::{}::{}", plan.module, plan.several);
    if to.module.as_deref() == Some(plan.module.as_str()) {
        return plan.several.clone();
    }
    to.uses.add(&path)
}

fn single(to: &mut Writing<'_>, it: &Success) -> String {
    match &it.body {
        Body::Empty if it.status == 204 => to.uses.add("zephyrix::NoContent"),
        Body::Empty => format!("{}<{}>", to.uses.add("zephyrix::Empty"), it.status),
        Body::Text(_) => format!("{}<{}>", to.uses.add("zephyrix::Text"), it.status),
        Body::Bytes(_) => format!("{}<{}>", to.uses.add("zephyrix::Bytes"), it.status),
        Body::Stream(framing, _, item) => {
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
