//! Schemas without `$ref`, `allOf`, `oneOf` and `anyOf`: one for each way to meet them.

use super::oracle::decoded;
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::collections::HashMap;

/// The schemas of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schemas<'a> {
    pub(super) document: &'a Value,
    /// The least value of what is referred to, once found: large documents refer to the same again and again. None
    /// while it is looked for.
    pub(super) least: &'a RefCell<HashMap<String, Option<Value>>>,
}

/// The member of a way to meet a schema that is written elsewhere.
pub(super) const REFERRED: &str = "x-referred";

/// A schema all of whose keywords are its own.
pub(super) type Flat = Map<String, Value>;

/// References that lead to references, and schemas in schemas, are followed so far.
const DEPTH: usize = 24;

/// Of ways to meet a schema, so many are looked at.
const WAYS: usize = 40;

impl<'a> Schemas<'a> {
    /// What a reference names.
    fn target(self, reference: &str) -> Option<&'a Value> {
        self.document.pointer(&decoded(reference.strip_prefix('#')?))
    }

    /// Every way to meet a schema; the first is the plainest.
    pub(super) fn flats(self, schema: &Value) -> Vec<Flat> {
        self.ways(schema, DEPTH)
    }

    fn ways(self, schema: &Value, depth: usize) -> Vec<Flat> {
        let (Some(depth), Some(members)) = (depth.checked_sub(1), schema.as_object()) else {
            return if schema == &Value::Bool(true) { vec![Flat::new()] } else { Vec::new() };
        };
        let mut own = members.clone();
        let branches = ["oneOf", "anyOf"].map(|it| own.remove(it));
        let parts = own.remove("allOf");
        let tag = own.remove("discriminator");
        let reference = own.remove("$ref");
        let mut ways = vec![own];
        if let Some(target) = reference.as_ref().and_then(Value::as_str) {
            let target = self.target(target).map(|it| self.ways(it, depth)).unwrap_or_default();
            ways = both(&ways, &target);
            for it in &mut ways {
                it.insert(REFERRED.to_owned(), Value::Bool(true));
            }
        }
        for part in parts.iter().filter_map(Value::as_array).flatten() {
            ways = both(&ways, &self.ways(part, depth));
        }
        for branches in branches.iter().flatten().filter_map(Value::as_array) {
            let of_branch = |it: &Value| {
                let told = tag.as_ref().and_then(|tag| tagged(tag, it));
                let ways = self.ways(it, depth);
                told.map_or(ways.clone(), |told| both(&[told], &ways))
            };
            let branches: Vec<Flat> = branches.iter().flat_map(of_branch).collect();
            ways = both(&ways, &branches);
        }
        ways.truncate(WAYS);
        ways
    }
}

/// What a discriminator says of a branch that is a reference: the tag's value.
fn tagged(tag: &Value, branch: &Value) -> Option<Flat> {
    let (name, reference) = (tag["propertyName"].as_str()?, branch["$ref"].as_str()?);
    let last = reference.rsplit('/').next()?;
    let mapped = |it: &(&String, &Value)| it.1 == reference || it.1 == last;
    let mapping = tag["mapping"].as_object();
    let value = mapping.and_then(|it| it.iter().find(mapped)).map_or(last, |it| it.0);
    json!({ "properties": { name: { "x-tag": value } } }).as_object().cloned()
}

/// Every way to meet one of some and one of others, as far as one of each is the first.
fn both(some: &[Flat], others: &[Flat]) -> Vec<Flat> {
    let (Some(first), Some(other)) = (some.first(), others.first()) else { return Vec::new() };
    let along = others.iter().filter_map(|it| merged(first, it));
    along.chain(some[1..].iter().filter_map(|it| merged(it, other))).take(WAYS).collect()
}

/// One schema that says what two say; `None` when no value can meet both.
fn merged(one: &Flat, other: &Flat) -> Option<Flat> {
    let mut all = one.clone();
    for (name, there) in other {
        let Some(here) = all.get(name) else {
            all.insert(name.clone(), there.clone());
            continue;
        };
        let value = match name.as_str() {
            "type" => common_types(here, there)?,
            "enum" => {
                let (here, there) = (here.as_array()?, there.as_array()?);
                let common: Vec<Value> = here.iter().filter(|it| there.contains(it)).cloned().collect();
                (!common.is_empty()).then_some(common)?.into()
            }
            "const" if here != there => return None,
            "properties" | "patternProperties" => named(here, there),
            "required" => [here, there].into_iter().filter_map(Value::as_array).flatten().cloned().collect(),
            "items" => json!({ "allOf": [here, there] }),
            "additionalProperties" if here == &Value::Bool(false) || there == &Value::Bool(false) => false.into(),
            "additionalProperties" => {
                if here.is_object() {
                    here.clone()
                } else {
                    there.clone()
                }
            }
            "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties" => tighter(here, there, true),
            "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties" => tighter(here, there, false),
            _ => here.clone(),
        };
        all.insert(name.clone(), value);
    }
    Some(all)
}

fn named(here: &Value, there: &Value) -> Value {
    let mut all = here.as_object().cloned().unwrap_or_default();
    for (name, schema) in there.as_object().into_iter().flatten() {
        let both = all.get(name).map(|it| json!({ "allOf": [it, schema] }));
        all.insert(name.clone(), both.unwrap_or_else(|| schema.clone()));
    }
    all.into()
}

fn tighter(here: &Value, there: &Value, lower: bool) -> Value {
    let swap =
        there.as_f64().zip(here.as_f64()).is_some_and(|(there, here)| if lower { there > here } else { there < here });
    if swap { there.clone() } else { here.clone() }
}

/// The types that a schema names.
pub(super) fn types(flat: &Flat) -> Vec<&str> {
    match flat.get("type") {
        Some(Value::String(it)) => vec![it],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn common_types(here: &Value, there: &Value) -> Option<Value> {
    let list = |it: &Value| -> Vec<String> {
        let one = it.as_str().map(str::to_owned);
        one.into_iter()
            .chain(it.as_array().into_iter().flatten().filter_map(|it| it.as_str().map(str::to_owned)))
            .collect()
    };
    let (here, there) = (list(here), list(there));
    let within =
        |it: &String, all: &[String]| all.contains(it) || (it == "integer" && all.contains(&"number".to_owned()));
    let mut common: Vec<String> = here.iter().filter(|it| within(it, &there)).cloned().collect();
    common.extend(there.iter().filter(|it| within(it, &here) && !here.contains(it)).cloned());
    common.dedup();
    (!common.is_empty()).then(|| common.into())
}

/// Formats of numbers.
const NUMERIC: [&str; 5] = ["int32", "int64", "float", "double", "number"];

/// The type that a schema which names none is about.
pub(super) fn implied(flat: &Flat) -> Option<&'static str> {
    const TELLING: [(&str, &[&str]); 4] = [
        ("object", &["properties", "required", "additionalProperties", "minProperties", "maxProperties"]),
        ("array", &["items", "minItems", "maxItems", "uniqueItems", "prefixItems"]),
        ("string", &["pattern", "minLength", "maxLength", "format"]),
        ("number", &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
    ];
    if flat.get("format").and_then(Value::as_str).is_some_and(|it| NUMERIC.contains(&it)) {
        return Some("number");
    }
    TELLING.iter().find(|(_, keywords)| keywords.iter().any(|it| flat.contains_key(*it))).map(|it| it.0)
}
