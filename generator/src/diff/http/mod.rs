//! Operations as HTTP asks for them: paths, parameters, bodies and answers.

mod answers;
mod bodies;
mod inputs;
mod outgoing;
mod security;
mod servers;

use super::types::{Types, Way};
use super::{Breaks, Finding, renames};
use std::collections::{BTreeMap, BTreeSet};
use zephyrix_ir::vocabulary::{Operation, PathTemplate, Type};
use zephyrix_ir::{Code, Model, Span};

/// Compares all that is asked by HTTP, and the names of types but those that are `told` of elsewhere.
pub(super) fn compare(old: &Model, new: &Model, told: &dyn Fn(&Type) -> bool, findings: &mut Vec<Finding>) {
    let mut types = Types::new(old, new);
    let (before, now) = (operations(old), operations(new));
    servers::compare(old, new, findings);
    let mut moved = BTreeSet::new();
    for (key, was) in &before {
        let Some(is) = now.get(key) else {
            findings.push(gone(key, was, new));
            continue;
        };
        findings.extend(name(key, was, is).map(|it| it.at(was.span, is.span)));
        // A tag that is called otherwise is told of once, an operation that moves each time.
        let is_told = is_renamed(new, was, is) && !moved.insert((&was.tag, &is.tag));
        if was.tag != is.tag && !is_told {
            findings.push(tag(key, was, is, new).at(was.span, is.span));
        }
        servers::own(key, was, is, findings);
        security::compare(key, (old, was), (new, is), findings);
        inputs::compare(key, was, is, &mut types, findings);
        answers::compare(key, (was, is), Way::Answered, &mut types, findings);
    }
    let fresh = now.iter().filter(|it| !before.contains_key(it.0));
    findings.extend(fresh.map(|(key, it)| Finding::fresh(format!("`{key}` is new"), it.span)));
    outgoing::compare(old, new, &mut types, findings);
    types.tell(findings);
    types.tell_names(told, findings);
}

/// Tells of an operation that has another name.
fn name(key: &str, was: &Operation, is: &Operation) -> Option<Finding> {
    if was.name == is.name {
        return None;
    }
    let what = format!("the operation `{}` of `{key}`", was.name);
    Some(if renames::was(&is.renamed_from, &was.name) {
        renames::softened(&what, &is.name, "handlers follow, and clients find it under both names")
    } else {
        Finding::breaking(Code::OPERATION_CHANGED, Breaks::Code, format!("{what} is called `{}`", is.name))
    })
}

/// Whether an operation is where it was, and only that is called otherwise.
fn is_renamed(new: &Model, was: &Operation, is: &Operation) -> bool {
    new.tags().iter().any(|it| it.name == is.tag && renames::was(&it.renamed_from, &was.tag))
}

/// Tells of an operation that has another tag.
fn tag(key: &str, was: &Operation, is: &Operation, new: &Model) -> Finding {
    if is_renamed(new, was, is) {
        return renames::softened(&format!("the tag `{}`", was.tag), &is.tag, "its handlers move along");
    }
    let message = format!("`{key}` is of the tag `{}`, and was of `{}`: its handler moves", is.tag, was.tag);
    Finding::breaking(Code::OPERATION_CHANGED, Breaks::Code, message)
}

/// Operations that protobuf does not describe, by method and path.
fn operations(model: &Model) -> BTreeMap<String, &Operation> {
    let plain = |it: &Operation| format!("{} {}", it.http.method.token(), without_names(&it.http.path));
    model.operations().filter(|(_, it)| it.rpc.is_none()).map(|(_, it)| (plain(it), it)).collect()
}

/// A path whose holes are the same, whatever they are called.
pub(super) fn without_names(path: &PathTemplate) -> String {
    let (mut plain, mut inside) = (String::new(), false);
    for c in path.text.chars() {
        inside = (inside || c == '{') && c != '}';
        if !inside || c == '{' {
            plain.push(c);
        }
    }
    plain
}

/// An operation that is gone, from beside those of the same path, if there are any.
fn gone(key: &str, was: &Operation, new: &Model) -> Finding {
    let path = without_names(&was.http.path);
    let beside = new.operations().map(|it| it.1).find(|it| without_names(&it.http.path) == path);
    let message = format!("`{key}` is gone (operation `{}`)", was.name);
    let near: Span = beside.map_or(new.info().span, |it| it.span);
    Finding::breaking(Code::OPERATION_GONE, Breaks::Wire, message).at(was.span, near)
}
