//! Documents of every OpenAPI as JSON whose schemas are JSON Schema 2020-12.

use serde_json::{Map, Value, json};

/// A document's text as JSON, as it is written; `None` when it is neither JSON nor YAML.
///
/// `readOnly` and `writeOnly` are taken out: they make a schema look different in requests and in answers, and a
/// sample goes both ways.
pub fn document(text: &str) -> Option<Value> {
    let mut document = match serde_json::from_str(text) {
        Ok(json) => json,
        Err(_) => plain(serde_norway::from_str(&with_reals(text)).ok()?),
    };
    two_way(&mut document);
    Some(document)
}

/// A text of YAML with those whole numbers as reals that the parser has no type for.
fn with_reals(text: &str) -> String {
    let is_long = |it: &str| it.len() >= 19 && it.bytes().all(|it| it.is_ascii_digit());
    let line = |line: &str| {
        let last = line.rsplit([' ', '-']).next().unwrap_or_default();
        format!("{line}{}\n", if is_long(last) { ".0" } else { "" })
    };
    text.lines().map(line).collect()
}

fn plain(yaml: serde_norway::Value) -> Value {
    use serde_norway::Value as Yaml;
    match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(it) => it.into(),
        Yaml::Number(it) => serde_json::to_value(it).unwrap_or_default(),
        Yaml::String(it) => it.into(),
        Yaml::Sequence(items) => items.into_iter().map(plain).collect(),
        Yaml::Mapping(members) => members.into_iter().map(|(name, it)| (key(name), plain(it))).collect(),
        Yaml::Tagged(it) => plain(it.value),
    }
}

fn key(yaml: serde_norway::Value) -> String {
    match plain(yaml) {
        Value::String(it) => it,
        other => other.to_string(),
    }
}

fn two_way(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(two_way),
        Value::Object(members) => {
            members.retain(|name, it| !(["readOnly", "writeOnly"].contains(&name.as_str()) && it.is_boolean()));
            members.values_mut().for_each(two_way);
        }
        _ => {}
    }
}

/// The same document, with its schemas in the terms of JSON Schema 2020-12.
pub fn translated(document: &Value) -> Value {
    let mut all = document.clone();
    let old = !document["openapi"].as_str().is_some_and(|it| it.starts_with("3.1") || it.starts_with("3.2"));
    for place in ["/components/schemas", "/definitions"] {
        let schemas = all.pointer_mut(place).and_then(Value::as_object_mut);
        for (name, schema) in schemas.into_iter().flatten() {
            if schema.get("$recursiveAnchor") == Some(&Value::Bool(true)) {
                recursive(schema, &format!("#{place}/{name}"));
            }
            translate(schema, old);
        }
    }
    all
}

/// The word of JSON Schema 2019-09 for a reference to the schema around it, which has said that it is one.
fn recursive(schema: &mut Value, anchor: &str) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(|it| recursive(it, anchor)),
        Value::Object(members) => {
            if members.remove("$recursiveRef").is_some() {
                members.insert("$ref".to_owned(), anchor.into());
            }
            members.values_mut().for_each(|it| recursive(it, anchor));
        }
        _ => {}
    }
}

/// Keywords whose value is a schema, a list of schemas, or schemas by name.
const INNER: [&str; 7] = ["items", "additionalProperties", "not", "if", "then", "else", "contains"];
const LISTS: [&str; 4] = ["allOf", "oneOf", "anyOf", "prefixItems"];
const NAMED: [&str; 4] = ["properties", "patternProperties", "$defs", "dependentSchemas"];

/// What the formats of whole numbers mean.
const BOUNDS: [(&str, i64, i64); 8] = [
    ("int8", -128, 127),
    ("int16", -32_768, 32_767),
    ("int32", -2_147_483_648, 2_147_483_647),
    ("int64", i64::MIN, i64::MAX),
    ("uint8", 0, 255),
    ("uint16", 0, 65_535),
    ("uint32", 0, 4_294_967_295),
    // As far as a signed number goes, which is what it is kept as.
    ("uint64", 0, i64::MAX),
];

fn translate(schema: &mut Value, old: bool) {
    let Some(members) = schema.as_object_mut() else { return };
    if old {
        modernize(members);
    } else if members.get("nullable") == Some(&Value::Bool(true)) {
        // No keyword any more, and meant nevertheless.
        nullable(members);
    }
    // Clients may be told of others; a service takes these.
    if let Some(listed) = members.remove("x-extensible-enum").filter(|_| !members.contains_key("enum")) {
        members.insert("enum".to_owned(), listed);
    }
    // Where a tag says which one it is, the others may fit, too.
    if members.contains_key("discriminator") && !members.contains_key("anyOf") {
        let branches = members.remove("oneOf");
        members.extend(branches.map(|it| ("anyOf".to_owned(), it)));
    }
    for (name, it) in members.iter_mut() {
        match it {
            Value::Array(items) if LISTS.contains(&name.as_str()) => items.iter_mut().for_each(|it| translate(it, old)),
            Value::Object(named) if NAMED.contains(&name.as_str()) => {
                named.values_mut().for_each(|it| translate(it, old));
            }
            it if INNER.contains(&name.as_str()) => translate(it, old),
            _ => {}
        }
    }
    bound(members);
}

/// The formats of whole numbers as bounds.
fn bound(members: &mut Map<String, Value>) {
    let format = members.get("format").and_then(Value::as_str).unwrap_or_default();
    let Some((_, low, high)) = BOUNDS.iter().find(|it| it.0 == format) else { return };
    let numeric = |it: &Value| it == "integer" || it == "number";
    let of_type = members.get("type");
    if of_type.is_some_and(|it| numeric(it) || it.as_array().is_some_and(|all| all.iter().any(numeric))) {
        let bounds = json!([{ "minimum": low, "maximum": high, "multipleOf": 1 }]);
        match members.get_mut("allOf").and_then(Value::as_array_mut) {
            Some(all) => all.extend(bounds.as_array().cloned().unwrap_or_default()),
            None => drop(members.insert("allOf".to_owned(), bounds)),
        }
    }
}

/// What OpenAPI 3.0 says in words of its own.
fn modernize(members: &mut Map<String, Value>) {
    if let Some(reference) = members.get("$ref").cloned() {
        members.clear();
        members.insert("$ref".to_owned(), reference);
        return;
    }
    for (bound, flag) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        match members.remove(flag) {
            Some(Value::Bool(true)) => {
                let value = members.remove(bound);
                members.extend(value.map(|it| (flag.to_owned(), it)));
            }
            Some(Value::Bool(false)) | None => {}
            Some(other) => drop(members.insert(flag.to_owned(), other)),
        }
    }
    // The word for it in Swagger 2.0.
    if let Some(it) = members.remove("x-nullable") {
        members.insert("nullable".to_owned(), it);
    }
    nullable(members);
    if members.get("type").is_some_and(|it| it == "file") {
        members.insert("type".to_owned(), json!("string"));
    }
}

/// `nullable`, read as authors mean it: by the letter of OpenAPI 3.0.3 it says nothing without a `type` beside it, nor
/// does a null that is listed in `enum`.
fn nullable(members: &mut Map<String, Value>) {
    let listed = members.get("enum").and_then(Value::as_array).is_some_and(|it| it.contains(&Value::Null));
    if members.remove("nullable") != Some(Value::Bool(true)) && !listed {
        return;
    }
    match members.get("type").and_then(Value::as_str) {
        Some(kind) if !["allOf", "oneOf", "anyOf"].iter().any(|it| members.contains_key(*it)) => {
            let kinds = json!([kind, "null"]);
            members.insert("type".to_owned(), kinds);
        }
        _ if listed => {}
        _ => {
            let plain = Value::Object(std::mem::take(members));
            members.insert("anyOf".to_owned(), json!([plain, { "type": "null" }]));
        }
    }
}
