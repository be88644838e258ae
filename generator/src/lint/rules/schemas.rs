//! Schemas of documents.

use crate::lint::documents::{Schema, entries};
use crate::lint::fix::remove_item;
use crate::lint::sink::Sink;
use crate::lint::subject::Subject;
use crate::tree::Node;
use std::collections::HashSet;
use zephyrix_ir::Code;

pub(in crate::lint) fn enum_twice(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for schema in &subject.facts.schemas {
        let Some(list) = schema.node.get("enum") else { continue };
        let mut seen = HashSet::new();
        for (at, value) in list.as_list().unwrap_or_default().iter().enumerate() {
            // Values of other kinds are compared by those who read them.
            let Some(text) = value.as_text().filter(|it| !seen.insert(*it)) else { continue };
            if let Some(found) = sink.found(value.span, format!("the value `{text}` is listed twice")) {
                // Names in an extension go by position.
                let is_plain = entries(Some(schema.node)).all(|it| !it.key.starts_with("x-"));
                let fix = is_plain.then(|| remove_item(subject.sources, list, at)).flatten();
                found.name(text).help("take one out").fix(fix);
            }
        }
    }
}

/// Members by which another schema may say what a required one is.
const ELSEWHERE: [&str; 9] = [
    "allOf",
    "oneOf",
    "anyOf",
    "$ref",
    "patternProperties",
    "additionalProperties",
    "unevaluatedProperties",
    "discriminator",
    "$dynamicRef",
];

pub(in crate::lint) fn required_undefined(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let joined = &subject.facts.joined;
    let whole =
        |it: &&Schema<'_>| !it.is_part && !joined.contains(&it.node.span) && it.node.get("properties").is_some();
    for schema in subject.facts.schemas.iter().filter(whole) {
        if ELSEWHERE.iter().any(|it| schema.node.get(it).is_some_and(|it| it.as_bool().is_none())) {
            continue;
        }
        let properties = schema.node.get("properties");
        for name in schema.node.get("required").and_then(Node::as_list).unwrap_or_default() {
            let text = name.as_text().unwrap_or("");
            if !text.is_empty()
                && properties.is_some_and(|it| it.get(text).is_none())
                && let Some(found) = sink.found(name.span, format!("`{text}` is required, and nobody says what it is"))
            {
                found.name(text).help("add it to `properties`, or take it out of `required`");
            }
        }
    }
}

pub(in crate::lint) fn ref_siblings(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let old = |it: &&Schema<'_>| subject.facts.trees.get(it.file).is_some_and(|it| !it.is_json_schema);
    for schema in subject.facts.schemas.iter().filter(old) {
        if schema.node.get("$ref").and_then(Node::as_text).is_none() {
            continue;
        }
        let plain = |it: &str| it.starts_with("x-") || matches!(it, "$ref" | "description" | "summary" | "title");
        for entry in entries(Some(schema.node)).filter(|it| !plain(&it.key)) {
            let message = format!("`{}` beside a `$ref` means nothing before OpenAPI 3.1", entry.key);
            if let Some(found) = sink.found(entry.key_span, message) {
                found.name(&*entry.key).instead_of(Code::UNENFORCED);
                found.help("wrap the reference: `allOf: [{ $ref: … }]`; or move on to OpenAPI 3.1");
            }
        }
    }
}

pub(in crate::lint) fn script_in_description(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for (text, span) in &subject.facts.descriptions {
        let low = text.to_ascii_lowercase();
        if let Some(word) = ["<script", "eval(", "javascript:"].iter().find(|it| low.contains(**it))
            && let Some(found) =
                sink.found(*span, format!("a description has `{word}`, which pages that show it may run"))
        {
            found.help("take it out");
        }
    }
}

pub(in crate::lint) fn unbounded_text(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let bounds = ["maxLength", "enum", "const", "format", "pattern", "$ref"];
    unbounded(subject, sink, "string", &bounds, "a text of any length is taken", "state its `maxLength`");
}

pub(in crate::lint) fn unbounded_list(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    unbounded(subject, sink, "array", &["maxItems"], "a list of any length is taken", "state its `maxItems`");
}

fn unbounded(subject: &Subject<'_>, sink: &mut Sink<'_>, ty: &str, bounds: &[&str], message: &str, help: &str) {
    for schema in &subject.facts.schemas {
        let Some(said) = schema.node.get("type").filter(|it| it.as_text() == Some(ty)) else { continue };
        // What is only answered is as long as the service makes it.
        let is_answer = schema.node.get("readOnly").and_then(Node::as_bool) == Some(true);
        let is_bounded = bounds.iter().any(|it| schema.node.get(it).is_some());
        if !is_bounded
            && !is_answer
            && let Some(found) = sink.found(said.span, message)
        {
            found.help(help);
        }
    }
}
