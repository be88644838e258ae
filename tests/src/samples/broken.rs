//! Values that schemas refuse: what they accept, with one keyword broken at one place.

use super::flat::{Flat, Schemas, implied, types};
use super::good::{self, Size, count};
use super::numbers::Bounds;
use super::texts;
use serde_json::{Value, json};

/// The keyword that is broken, and where.
type Broken = (String, Value);

/// Longer lists are not made.
const LONGEST: usize = 1000;

/// Broken values of a schema; some may be good after all, by another way to meet it.
pub(super) fn values(schemas: Schemas<'_>, schema: &Value) -> Vec<Broken> {
    of_schema(schemas, schema, Size::WHOLE, 0)
}

fn of_schema(schemas: Schemas<'_>, schema: &Value, size: Size, depth: usize) -> Vec<Broken> {
    let of_way = |flat: &Flat| match size.of_way(flat) {
        size if size.is_least() => wrong_types(flat),
        size => of_flat(schemas, flat, size, depth),
    };
    schemas.flats(schema).iter().flat_map(of_way).collect()
}

fn of_flat(schemas: Schemas<'_>, flat: &Flat, size: Size, depth: usize) -> Vec<Broken> {
    let mut found = wrong_types(flat);
    if flat.contains_key("enum") || flat.contains_key("const") {
        let keyword = if flat.contains_key("enum") { "enum" } else { "const" };
        found.extend([json!("none of these"), json!(987_654)].map(|it| (keyword.to_owned(), it)));
        return found;
    }
    let mut kinds = types(flat);
    kinds.extend(implied(flat).filter(|_| kinds.is_empty()));
    let here = |(keyword, value): (&str, Value)| (keyword.to_owned(), value);
    for kind in kinds {
        match kind {
            "integer" => found.extend(Bounds::of(flat, true).outside().into_iter().map(here)),
            "number" => found.extend(Bounds::of(flat, false).outside().into_iter().map(here)),
            "string" => found.extend(texts::outside(flat).into_iter().map(here)),
            "array" => arrays(schemas, flat, size, depth, &mut found),
            "object" => objects(schemas, flat, size, depth, &mut found),
            _ => {}
        }
    }
    found
}

fn wrong_types(flat: &Flat) -> Vec<Broken> {
    let allowed = types(flat);
    if allowed.is_empty() {
        return Vec::new();
    }
    let others = [
        (&["boolean"][..], json!(true)),
        (&["string"], json!("text")),
        (&["integer", "number"], json!(1)),
        (&["array"], json!([])),
        (&["object"], json!({})),
        (&["null"], Value::Null),
    ];
    let wrong = others.into_iter().filter(|(kinds, _)| !kinds.iter().any(|it| allowed.contains(it)));
    wrong.map(|(_, it)| ("type".to_owned(), it)).collect()
}

fn arrays(schemas: Schemas<'_>, flat: &Flat, size: Size, depth: usize, found: &mut Vec<Broken>) {
    let some = good::of_flat(schemas, flat, size.one());
    let Some(Value::Array(some)) = some.into_iter().find(Value::is_array) else { return };
    let any = json!({});
    let schema = flat.get("items").unwrap_or(&any);
    let item = some.first().cloned().or_else(|| good::first(schemas, schema, size.of_part(schema)));
    let (min, max) = (count(flat, "minItems"), count(flat, "maxItems"));
    if let Some(fewer) = min.and_then(|it| it.checked_sub(1)) {
        found.push(("minItems".to_owned(), some.iter().take(fewer).cloned().collect()));
    }
    let Some(item) = item else { return };
    if let Some(max) = max.filter(|it| *it < LONGEST) {
        found.push(("maxItems".to_owned(), vec![item.clone(); max + 1].into()));
    }
    if flat.get("uniqueItems") == Some(&Value::Bool(true)) {
        let copies = min.unwrap_or(0).max(2);
        found.push(("uniqueItems".to_owned(), vec![item; copies].into()));
    }
    for (about, value) in inside(schemas, schema, size, depth) {
        let mut other = some.clone();
        match other.first_mut() {
            Some(first) => *first = value,
            None => other.push(value),
        }
        let (keyword, rest) = about.split_once(' ').unwrap_or((&about, ""));
        found.push((format!("{keyword} /0{rest}"), other.into()));
    }
}

fn objects(schemas: Schemas<'_>, flat: &Flat, size: Size, depth: usize, found: &mut Vec<Broken>) {
    let Some(whole) = good::object(schemas, flat, size) else { return };
    for name in flat.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
        let mut other = whole.clone();
        other.remove(name);
        found.push((format!("required /{name}"), other.into()));
    }
    let others = flat.get("additionalProperties");
    if others == Some(&Value::Bool(false)) {
        let mut other = whole.clone();
        other.insert("not described".to_owned(), json!("extra"));
        found.push(("additionalProperties".to_owned(), other.into()));
    }
    if let Some(fewer) = count(flat, "minProperties").and_then(|it| it.checked_sub(1)) {
        found.push(("minProperties".to_owned(), whole.clone().into_iter().take(fewer).collect()));
    }
    if let Some(max) = count(flat, "maxProperties").filter(|it| *it < LONGEST) {
        let value = whole.values().next().cloned().unwrap_or_default();
        let more = (0..=max).map(|at| (format!("extra{at}"), value.clone()));
        found.push(("maxProperties".to_owned(), whole.clone().into_iter().chain(more).collect()));
    }
    let named = flat.get("properties").and_then(Value::as_object).into_iter().flatten();
    let other = others.filter(|it| good::says_something(it)).map(|it| ("extra0", it));
    for (name, schema) in named.map(|(name, it)| (name.as_str(), it)).chain(other) {
        for (about, value) in inside(schemas, schema, size, depth) {
            let mut other = whole.clone();
            other.insert(name.to_owned(), value);
            let (keyword, rest) = about.split_once(' ').unwrap_or((&about, ""));
            found.push((format!("{keyword} /{name}{rest}"), other.into()));
        }
    }
}

/// Broken values of a part. What is referred to has samples of its own: only its type is broken here.
fn inside(schemas: Schemas<'_>, schema: &Value, size: Size, depth: usize) -> Vec<Broken> {
    const DEEPEST: usize = 3;
    let size = size.of_part(schema);
    of_schema(schemas, schema, if depth < DEEPEST { size } else { size.least() }, depth + 1)
}
