//! Operations: their names, routes, parameters and requirements.

use super::resolve::Types;
use crate::vocabulary::{HttpPlace, Map, Operation, PathPart, PathTemplate, Scheme};
use crate::{Code, Diagnostic, Diagnostics, Ref, TypeId};
use std::collections::HashMap;

/// Every operation, its types resolved.
pub(super) fn resolve(draft: &[Operation<Ref>], types: &mut Types<'_>, log: &mut Diagnostics) -> Vec<Operation> {
    draft.iter().map(|it| it.map(&mut |to: &Ref| -> TypeId { types.id(to, log) })).collect()
}

/// No two operations have one name.
pub(super) fn names(operations: &[Operation], log: &mut Diagnostics) {
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

/// No two templates match the same requests, and every hole has its parameter.
pub(super) fn routes(operations: &[Operation], log: &mut Diagnostics) {
    let mut known: HashMap<String, &PathTemplate> = HashMap::new();
    let mut seen: HashMap<(String, &str), &Operation> = HashMap::new();
    for it in operations {
        let shape = anonymous(&it.http.path);
        match known.get(&shape) {
            Some(first) if first.text != it.http.path.text => log.push(
                Diagnostic::new(
                    Code::ROUTE_CLASH,
                    it.http.path.span,
                    format!("`{}` matches the same requests as `{}`", it.http.path.text, first.text),
                )
                .related(first.span, "the first of the two")
                .help("give the parameter one name in both, and put the operations under one path"),
            ),
            _ => {
                known.insert(shape.clone(), &it.http.path);
            }
        }
        if let Some(first) = seen.insert((shape, it.http.method.word()), it)
            && first.http.path.text == it.http.path.text
        {
            log.push(
                Diagnostic::new(
                    Code::ROUTE_CLASH,
                    it.span,
                    format!("`{} {}` is there twice", it.http.method.word(), it.http.path.text),
                )
                .related(first.span, "the first of the two"),
            );
        }
        holes(it, log);
    }
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
                format!("there is no security scheme `{}`", demand.scheme),
            )
            .suggest(&demand.scheme, schemes.iter().map(|it| it.name.as_str())),
        );
    }
}
