//! Operations: their names, routes, parameters and requirements.

use super::resolve::Types;
use crate::vocabulary::{HttpMethod, HttpPlace, Map, Operation, Outgoing, PathPart, PathTemplate, Scheme, Told};
use crate::{Code, Diagnostic, Diagnostics, Ref, Span, TypeId};
use std::collections::HashMap;

/// Every operation, its types resolved.
pub(super) fn resolve<O: Map<Ref>>(draft: &[O], types: &mut Types<'_>, log: &mut Diagnostics) -> Vec<O::To<TypeId>> {
    draft.iter().map(|it| it.map(&mut |to: &Ref| -> TypeId { types.id(to, log) })).collect()
}

/// There is something to serve, or to send.
pub(super) fn some(operations: &[Operation], outgoing: &[Outgoing], document: Span, log: &mut Diagnostics) {
    if operations.is_empty() && outgoing.is_empty() && !log.has_errors() {
        let found = Diagnostic::new(Code::NO_OPERATIONS, document, "there is no operation to serve");
        log.push(found.help("a service is made of the operations under `paths`"));
    }
}

/// No two operations have one name.
pub(super) fn names<'a>(operations: impl Iterator<Item = &'a Operation>, log: &mut Diagnostics) {
    let mut known: HashMap<&str, &Operation> = HashMap::new();
    for it in operations {
        if let Some(first) = known.insert(&it.name, it) {
            log.push(
                Diagnostic::new(
                    Code::DUPLICATE_OPERATION,
                    it.span,
                    format!("there is another operation `{}`", it.name),
                )
                .label("the second")
                .related(first.span, "the first")
                .help("give one of them another `operationId`"),
            );
        }
    }
}

/// No two operations match the same requests, and every hole has its parameter.
///
/// Templates that differ only in the names of their holes become one: the names of the first.
pub(super) fn routes(operations: &mut [Operation], log: &mut Diagnostics) {
    let mut known: HashMap<String, PathTemplate> = HashMap::new();
    let mut seen: HashMap<(String, Vec<Told>, HttpMethod), crate::Span> = HashMap::new();
    for it in operations {
        holes(it, log);
        let shape = anonymous(&it.http.path);
        if let Some(first) = seen.insert((shape.clone(), it.http.path.told_by.clone(), it.http.method.clone()), it.span)
        {
            log.push(
                Diagnostic::new(
                    Code::ROUTE_CLASH,
                    it.span,
                    format!("`{} {}` matches the same requests as another", it.http.method.word(), it.http.path.text),
                )
                .label("the second")
                .related(first, "the first"),
            );
        }
        let first = known.entry(shape).or_insert_with(|| it.http.path.clone());
        if first.path() != it.http.path.path() {
            log.push(
                Diagnostic::new(
                    Code::ROUTE_CLASH,
                    it.http.path.span,
                    format!("`{}` is the same path as `{}`", it.http.path.text, first.text),
                )
                .mild()
                .related(first.span, "its parameters are called as they are here")
                .help("put the operations under one path"),
            );
            rename(it, first);
        }
    }
}

/// Puts an operation under a path that differs in the names of its holes.
fn rename(it: &mut Operation, path: &PathTemplate) {
    let names: Vec<(String, String)> =
        it.http.path.holes().zip(path.holes()).map(|(old, new)| (old.to_owned(), new.to_owned())).collect();
    for input in it.inputs.iter_mut().filter(|input| matches!(input.place, HttpPlace::Path(_))) {
        if let Some((_, new)) = names.iter().find(|(old, _)| *old == input.field.name) {
            input.field.name.clone_from(new);
        }
    }
    let renamed = |name: &str| names.iter().find(|(old, _)| old == name).map(|(_, new)| new.clone());
    let set = it.rpc.iter_mut().flat_map(|it| &mut it.transcoding.path).flat_map(|it| &mut it.template);
    for part in set {
        if let PathPart::Hole(name) | PathPart::Rest(name) = part
            && let Some(new) = renamed(name)
        {
            *name = new;
        }
    }
    let own = it.http.path.path();
    it.http.path.text = it.http.path.text.replacen(&own, &path.path(), 1);
    it.http.path.segments.clone_from(&path.segments);
}

fn holes(it: &Operation, log: &mut Diagnostics) {
    let parameters: Vec<&str> = it
        .inputs
        .iter()
        .filter(|input| matches!(input.place, HttpPlace::Path(_)))
        .map(|input| input.field.name.as_str())
        .collect();
    for hole in it.http.path.holes().filter(|hole| !parameters.contains(hole)) {
        log.push(
            Diagnostic::new(
                Code::PATH_PARAMETER,
                it.http.path.span,
                format!("`{}` has no parameter for `{{{hole}}}`", it.name),
            )
            .suggest(hole, parameters.iter().copied()),
        );
    }
}

/// The template with its holes' names taken out: equal for templates that match the same requests.
fn anonymous(path: &PathTemplate) -> String {
    let part = |it: &PathPart| match it {
        PathPart::Text(text) => text.clone(),
        PathPart::Hole(_) => "{}".to_owned(),
        PathPart::Rest(_) => "{*}".to_owned(),
    };
    path.segments.iter().map(|segment| segment.iter().map(part).collect::<String>()).collect::<Vec<_>>().join("/")
}

/// Every demand names a scheme.
pub(super) fn security(operations: &[Operation], schemes: &[Scheme], log: &mut Diagnostics) {
    let mut said: Vec<crate::Span> = Vec::new();
    for demand in operations.iter().flat_map(|it| it.security.alternatives.iter().flatten()) {
        // The document's default is in every operation: once is enough.
        if schemes.iter().any(|it| it.name == demand.scheme) || said.contains(&demand.span) {
            continue;
        }
        said.push(demand.span);
        log.push(
            Diagnostic::new(
                Code::UNKNOWN_SECURITY,
                demand.span,
                format!("no security scheme is called `{}`", demand.scheme),
            )
            .help("declare it under `components.securitySchemes`")
            .suggest(&demand.scheme, schemes.iter().map(|it| it.name.as_str())),
        );
    }
}
