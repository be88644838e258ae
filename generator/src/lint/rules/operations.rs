//! What operations of documents leave to guess.

use crate::lint::documents::{Operation, entries};
use crate::lint::fix::{fill, insert_first};
use crate::lint::sink::{Finding, Sink};
use crate::lint::subject::Subject;
use crate::tree::Node;
use std::collections::HashMap;
use zephyrix_ir::{Code, Model, Span};

/// The operations that the service serves.
fn served<'a>(subject: &'a Subject<'_>) -> impl Iterator<Item = &'a Operation<'a>> {
    subject.facts.operations.iter().filter(|it| !it.is_webhook)
}

/// Where an operation is pointed at: its name, or else its method.
fn place(it: &Operation<'_>) -> Span {
    it.get("operationId").filter(|it| it.as_text().is_some()).map_or(it.entry.key_span, |it| it.span)
}

fn told<'f>(sink: &'f mut Sink<'_>, it: &Operation<'_>, message: &str) -> Option<&'f mut Finding> {
    told_at(sink, place(it), it, message)
}

fn told_at<'f>(sink: &'f mut Sink<'_>, at: Span, it: &Operation<'_>, message: &str) -> Option<&'f mut Finding> {
    let found = sink.found(at, format!("`{}` {message}", it.shown()))?;
    Some(found.name(it.name()).path(it.path))
}

pub(in crate::lint) fn operation_id(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    // The name that generated code has already: with it written down, nothing changes.
    let all = subject.model.into_iter().flat_map(Model::every_operation);
    let names: HashMap<Span, &str> = all.map(|it| (it.span, it.name.as_str())).collect();
    for it in subject.facts.operations.iter().filter(|it| it.name().trim().is_empty()) {
        let name = names.get(&it.entry.key_span).copied();
        let Some(found) = told_at(sink, it.entry.key_span, it, "has no `operationId`") else { continue };
        found.instead_of(Code::DERIVED_NAME);
        let Some(name) = name else {
            found.help("give it one");
            continue;
        };
        found.name(name).help(format!("give it one: without, it is called `{name}`"));
        found.fix(match it.get("operationId") {
            None => insert_first(subject.sources, &it.entry.node, "operationId", name),
            Some(empty) => fill(subject.sources, empty, name),
        });
    }
}

/// The statuses of an operation; nothing where its answers are not here to be read.
fn statuses<'a>(it: &'a Operation<'_>) -> Option<Vec<&'a str>> {
    let responses = it.get("responses")?;
    Some(entries(Some(responses)).map(|it| &*it.key).filter(|it| !it.starts_with("x-")).collect())
}

pub(in crate::lint) fn success_response(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for it in served(subject) {
        let Some(all) = statuses(it) else { continue };
        // A service may also answer that something is elsewhere, or speak another protocol from then on.
        if !all.iter().any(|it| it.starts_with(['1', '2', '3']) || *it == "default")
            && let Some(found) = told(sink, it, "declares no answer for when all goes well")
        {
            found.help("declare what it answers then, such as `200` or `204`");
        }
    }
}

pub(in crate::lint) fn error_responses(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for it in served(subject) {
        let Some(all) = statuses(it) else { continue };
        if !all.iter().any(|it| it.starts_with('4') || *it == "default")
            && let Some(found) = told(sink, it, "declares no answer for when the request is wrong")
        {
            found.help("declare what can go wrong, such as `400` or `404`, or `default`");
        }
    }
}

pub(in crate::lint) fn error_problem(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for it in served(subject) {
        for entry in entries(it.get("responses")).filter(|it| it.key.starts_with(['4', '5'])) {
            let Some((_, response)) = subject.facts.follow(it.file, &entry.node) else { continue };
            let media: Vec<&str> = entries(response.get("content")).map(|it| &*it.key).collect();
            let is_problem = |it: &&str| it.starts_with("application/problem+");
            if !media.is_empty()
                && !media.iter().any(is_problem)
                && let Some(found) =
                    told_at(sink, entry.key_span, it, &format!("answers `{}` in a form of its own", entry.key))
            {
                found.help("answer `application/problem+json` (RFC 9457)");
            }
        }
    }
}

pub(in crate::lint) fn body_on_get(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for it in served(subject).filter(|it| matches!(&*it.entry.key, "get" | "head" | "delete")) {
        let stated = it.entry.node.as_map().and_then(|it| it.entry("requestBody")).map(|it| it.key_span);
        let in_body = |it: &&(usize, &Node)| it.1.get("in").and_then(Node::as_text) == Some("body");
        let all = subject.facts.parameters(it);
        let at = stated.or_else(|| all.iter().find(in_body).map(|it| it.1.get("in").map_or(it.1.span, |it| it.span)));
        if let Some(at) = at
            && let Some(found) = told_at(sink, at, it, "takes a body, which many on the way drop")
        {
            found.help("take it as parameters, or by `post`");
        }
    }
}
