//! SARIF 2.1.0 (OASIS standard, 27 March 2020).

use super::Region;
use crate::source::Sources;
use serde_json::{Value, json};
use zephyrix_ir::{Code, Diagnostic, Severity, Span};

pub(super) fn render(found: &[Diagnostic], sources: &Sources) -> String {
    let mut codes: Vec<&'static Code> = Vec::new();
    for it in found {
        if !codes.contains(&it.code) {
            codes.push(it.code);
        }
    }
    let rules: Vec<Value> = codes.iter().map(|it| rule(it)).collect();
    let results: Vec<Value> = found.iter().map(|it| result(it, &codes, sources)).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "zephyrix",
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{document:#}\n")
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.id,
        "shortDescription": { "text": code.title },
        "help": { "text": code.page, "markdown": code.page },
        "defaultConfiguration": { "level": level(code.severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    super::word(severity)
}

fn result(found: &Diagnostic, codes: &[&'static Code], sources: &Sources) -> Value {
    let notes = found.notes.iter().map(|it| format!("\nnote: {it}"));
    let help = found.help.iter().map(|it| format!("\nhelp: {it}"));
    let text: String = std::iter::once(found.message.clone()).chain(notes).chain(help).collect();
    let mut result = json!({
        // Of a hierarchy, as §3.52.4 has it.
        "ruleId": super::id(found),
        "ruleIndex": codes.iter().position(|it| *it == found.code),
        "level": level(found.severity),
        "message": { "text": text },
    });
    if let Some(span) = found.span {
        result["locations"] = json!([location(span, &found.label, sources)]);
    }
    if !found.related.is_empty() {
        let related: Vec<Value> = found.related.iter().map(|it| location(it.span, &it.text, sources)).collect();
        result["relatedLocations"] = json!(related);
    }
    result
}

fn location(span: Span, text: &str, sources: &Sources) -> Value {
    let region = Region::of(span, sources);
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(region.path) },
            "region": {
                "startLine": region.start.0,
                "startColumn": region.start.1,
                "endLine": region.end.0,
                "endColumn": region.end.1,
            },
        },
    });
    if !text.is_empty() {
        location["message"] = json!({ "text": text });
    }
    location
}

/// A path as a URI reference (RFC 3986 §4.2): what may not be in one is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.extend(['%', hex(byte >> 4), hex(byte & 15)]);
        }
    }
    uri
}

fn hex(digit: u8) -> char {
    char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase()
}
