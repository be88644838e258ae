//! How many operations a document has, by a parser that is not ours.

use serde_norway::Value;

const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Whether a text says that it is OpenAPI or Swagger.
pub(super) fn is_openapi(text: &str) -> bool {
    let start = |line: &str| {
        let line = line.trim_start_matches([' ', '{', '\u{feff}', '"', '\'', '\t']);
        line.starts_with("openapi") || line.starts_with("swagger")
    };
    text.lines().any(start) || text.contains("\"openapi\":") || text.contains("\"swagger\":")
}

/// Every method of every path; 0 for what this parser cannot read.
pub(super) fn operations(text: &str) -> usize {
    let document: Value = match serde_json::from_str(text) {
        Ok(json) => json,
        Err(_) => serde_norway::from_str(text).unwrap_or_default(),
    };
    let Some(paths) = document.get("paths").and_then(Value::as_mapping) else { return 0 };
    let item = |item: &Value| {
        let local = item.get("$ref").and_then(Value::as_str).and_then(|it| it.strip_prefix("#/"));
        let item = local.map_or_else(|| item.clone(), |it| target(&document, it));
        let others = item.get("additionalOperations").and_then(Value::as_mapping).map_or(0, serde_norway::Mapping::len);
        METHODS.iter().filter(|it| item.get(**it).is_some_and(Value::is_mapping)).count() + others
    };
    paths.iter().filter(|(path, _)| path.as_str().is_some_and(|it| it.starts_with('/'))).map(|(_, it)| item(it)).sum()
}

fn target(document: &Value, pointer: &str) -> Value {
    let mut parts = pointer.split('/').map(|it| it.replace("~1", "/").replace("~0", "~"));
    parts.try_fold(document, |at, part| at.get(part.as_str())).cloned().unwrap_or_default()
}
