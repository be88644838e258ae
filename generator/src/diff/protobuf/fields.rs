//! Messages: their fields by number, and their oneofs.

use super::features::Features;
use super::reserved::Reserved;
use super::{Side, kinds};
use crate::diff::{Breaks, Finding};
use zephyrix_ir::vocabulary::{Cardinality, Field, ProtoField, ProtoKind, ProtoMessage, ProtoOneof, Type};
use zephyrix_ir::{Code, Span};

type Message<'m> = (&'m Type, &'m ProtoMessage, &'m [Field]);

/// A field of a version.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    /// Its name in JSON.
    pub(super) json: &'a str,
    pub(super) proto: &'a ProtoField,
    /// The oneof that it is of.
    pub(super) oneof: Option<&'a str>,
    pub(super) features: Option<Features>,
    pub(super) span: Span,
}

pub(super) fn compare(
    (old, was): (&Side<'_>, Message<'_>),
    (new, is): (&Side<'_>, Message<'_>),
    findings: &mut Vec<Finding>,
) {
    let name = was.1.name.as_str();
    let nothing = Reserved::default();
    let reserved = new.reserved.get(name).unwrap_or(&nothing);
    let (before, now) = (told(old, was), told(new, is));
    for it in &before {
        let path = format!("{name}.{}", it.proto.name);
        match now.iter().find(|now| now.proto.number == it.proto.number) {
            Some(now) => both(&path, (old, *it), (new, *now), findings),
            None => findings.push(gone(&path, it.proto, reserved).at(it.span, is.0.span)),
        }
    }
    let fresh = now.iter().filter(|it| !before.iter().any(|before| before.proto.number == it.proto.number));
    findings.extend(fresh.map(|it| added(&format!("{name}.{}", it.proto.name), it, was.0.span)));
    let is_gone = |it: &&ProtoOneof| !is.1.oneofs.iter().any(|now| now.name == it.name);
    findings.extend(was.1.oneofs.iter().filter(is_gone).map(|it| {
        let message = format!("the oneof `{name}.{}` is gone", it.name);
        Finding::breaking(Code::FIELD_GONE, Breaks::Code, message).at(it.span, is.0.span)
    }));
}

fn told<'m>(side: &Side<'_>, (_, message, fields): Message<'m>) -> Vec<Told<'m>> {
    let told = |it: &'m Field| {
        let proto = it.proto.as_deref()?;
        let oneof = proto.oneof.and_then(|at| message.oneofs.get(at)).map(|it| it.name.as_str());
        let features = side.features.get(&format!("{}.{}", message.name, proto.name)).copied();
        Some(Told { json: &it.name, proto, oneof, features, span: it.span })
    };
    fields.iter().filter_map(told).collect()
}

/// What was written by a number must not be read as something else, nor what had a name.
fn gone(path: &str, it: &ProtoField, reserved: &Reserved) -> Finding {
    let number = i32::try_from(it.number).is_ok_and(|it| reserved.has_number(it));
    let (breaks, message) = match (number, reserved.has_name(&it.name)) {
        _ if it.cardinality == Cardinality::Required => {
            (Breaks::Wire, format!("`{path}` is gone, without which nobody reads the message"))
        }
        (false, _) => (Breaks::Wire, format!("`{path}` is gone, and its number {} is not reserved", it.number)),
        (true, false) => (Breaks::Json, format!("`{path}` is gone, and its name is not reserved")),
        (true, true) => (Breaks::Code, format!("`{path}` is gone")),
    };
    Finding::breaking(Code::FIELD_GONE, breaks, message)
}

fn added(path: &str, it: &Told<'_>, message: Span) -> Finding {
    if it.proto.cardinality == Cardinality::Required {
        let text = format!("`{path}` is new, and required");
        return Finding::breaking(Code::MORE_IS_NEEDED, Breaks::Wire, text).at(message, it.span);
    }
    Finding::fresh(format!("`{path}` is new"), it.span)
}

/// Tells of a field that is there on both sides.
pub(super) fn both(
    path: &str,
    (old, was): (&Side<'_>, Told<'_>),
    (new, is): (&Side<'_>, Told<'_>),
    findings: &mut Vec<Finding>,
) {
    let found = names(path, was, is).into_iter().chain(meaning(path, (old, was), (new, is)));
    findings.extend(
        found.map(|(breaks, message)| Finding::breaking(Code::FIELD_CHANGED, breaks, message).at(was.span, is.span)),
    );
    if was.proto.behaviors != is.proto.behaviors {
        let message = format!("`google.api.field_behavior` of `{path}` is another, which is not compared");
        findings.push(Finding::harmless(Code::NOT_COMPARED, message).at(was.span, is.span));
    }
}

fn names(path: &str, was: Told<'_>, is: Told<'_>) -> Option<(Breaks, String)> {
    if was.proto.name != is.proto.name {
        Some((Breaks::Json, format!("`{path}` is called `{}`", is.proto.name)))
    } else if was.json != is.json {
        Some((Breaks::Json, format!("`{path}` is `{}` in JSON, and was `{}`", is.json, was.json)))
    } else {
        None
    }
}

fn meaning(path: &str, (old, was): (&Side<'_>, Told<'_>), (new, is): (&Side<'_>, Told<'_>)) -> Vec<(Breaks, String)> {
    let mut all = Vec::new();
    let (before, now) = (was.proto, is.proto);
    let kind = kinds::compare((old, &before.kind), (new, &now.kind));
    if let Some(breaks) = kind {
        let (word, other) = (kinds::word(&now.kind), kinds::word(&before.kind));
        all.push((breaks, format!("`{path}` is of type `{word}`, and was of `{other}`")));
    }
    if let Some((breaks, what)) = kinds::cardinality(&before.cardinality, &now.cardinality) {
        all.push((breaks, format!("`{path}` {what}")));
    }
    match (was.oneof, is.oneof) {
        (before, after) if before == after => {}
        (Some(it), None) => all.push((Breaks::Wire, format!("`{path}` is of no oneof, and was of `{it}`"))),
        (_, Some(it)) => all.push((Breaks::Wire, format!("`{path}` is of the oneof `{it}`"))),
        _ => {}
    }
    // What is of another kind has another default anyway.
    let comparable = !matches!(kind, Some(Breaks::Wire | Breaks::Json));
    if comparable && kinds::default(old, before) != kinds::default(new, now) {
        all.push((Breaks::Wire, format!("`{path}` has another default")));
    }
    if let (Some(before), Some(now)) = (was.features, is.features) {
        let is_text =
            was.proto.kind == ProtoKind::String || was.proto.cardinality == Cardinality::Map(ProtoKind::String);
        all.extend(before.of_field(now, path, is_text));
    }
    all
}
