//! One JSON object a line.

use super::{Region, word};
use crate::source::Sources;
use serde_json::{Value, json};
use zephyrix_ir::{Diagnostic, Span};

pub(super) fn render(found: &[Diagnostic], sources: &Sources) -> String {
    found.iter().map(|it| object(it, sources).to_string() + "\n").collect()
}

fn object(found: &Diagnostic, sources: &Sources) -> Value {
    let place = place(found.span, sources);
    let related: Vec<Value> = found
        .related
        .iter()
        .map(|it| {
            let mut object = self::place(Some(it.span), sources);
            object["message"] = json!(it.text);
            object
        })
        .collect();
    let mut object = json!({
        "code": found.code.id,
        "severity": word(found.severity),
        "message": found.message,
    });
    if let Some(rule) = found.rule {
        object["rule"] = json!(rule);
    }
    if let (Value::Object(object), Value::Object(place)) = (&mut object, place) {
        object.extend(place);
    }
    object["label"] = json!(found.label);
    object["related"] = json!(related);
    object["notes"] = json!(found.notes);
    object["help"] = json!(found.help);
    object
}

/// `path`, `line`, `column`, `end`, all null for a finding about the run itself.
fn place(span: Option<Span>, sources: &Sources) -> Value {
    let Some(region) = span.map(|span| Region::of(span, sources)) else {
        return json!({ "path": null, "line": null, "column": null, "end": null });
    };
    let (line, column) = region.start;
    let end = json!({ "line": region.end.0, "column": region.end.1 });
    json!({ "path": region.path, "line": line, "column": column, "end": end })
}
