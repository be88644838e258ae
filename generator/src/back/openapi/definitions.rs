//! Every named type as JSON Schema 2020-12, in a document of their own.

use super::super::Job;
use super::{framework, schemas};
use serde_json::{Map, Value as Json, json};

/// The document: nothing but `$defs`.
pub(crate) fn definitions(job: Job<'_>) -> Json {
    let mut all = serde_json::to_value(schemas::Components(job)).unwrap_or_default();
    if let Some(all) = all.as_object_mut() {
        // What the framework answers by itself is none of the contract.
        all.retain(|name, _| name != framework::PROBLEM && name != framework::STATUS);
        all.values_mut().for_each(schema);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": job.model.info().title,
        "$defs": all,
    })
}

/// References lead into this document, and what only OpenAPI knows goes.
fn schema(it: &mut Json) {
    match it {
        Json::Object(all) => {
            all.shift_remove("discriminator");
            for (keyword, it) in all {
                keyword_of(keyword, it);
            }
        }
        Json::Array(all) => all.iter_mut().for_each(schema),
        _ => {}
    }
}

fn keyword_of(keyword: &str, it: &mut Json) {
    match (keyword, it) {
        // What is said of values is no schema, whatever it looks like.
        ("examples" | "default" | "const" | "enum" | "required" | "dependentRequired", _) => {}
        ("$ref", Json::String(to)) => {
            if let Some(name) = to.strip_prefix("#/components/schemas/") {
                *to = format!("#/$defs/{name}");
            }
        }
        ("properties" | "patternProperties" | "dependentSchemas" | "$defs", Json::Object(all)) => members(all),
        (_, it) => schema(it),
    }
}

/// Members that are schemas, under names that are not ours.
fn members(all: &mut Map<String, Json>) {
    all.values_mut().for_each(schema);
}
