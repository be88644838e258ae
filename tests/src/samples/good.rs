//! Values that schemas accept.

use super::flat::{Flat, Schemas, implied, types};
use super::numbers::Bounds;
use super::texts;
use serde_json::{Map, Value, json};

/// How much of what a schema allows is given.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    /// Only what has to be there.
    least: bool,
    /// How deep in other values.
    depth: usize,
}

/// Values in values are made so far; as far, they have all that they may have.
const DEEPEST: usize = 14;
const WHOLE: usize = 4;
/// Of the values of one member, so many are tried.
const EACH: usize = 12;

impl Size {
    pub(super) const WHOLE: Self = Self { least: false, depth: 0 };

    /// Whether only what has to be there is given.
    pub(super) fn is_least(self) -> bool {
        self.least
    }

    /// The size of a part with this schema: what is referred to has samples of its own.
    pub(super) fn of_part(self, schema: &Value) -> Self {
        let refers = schema.get("$ref").is_some()
            || schema
                .get("allOf")
                .and_then(Value::as_array)
                .is_some_and(|it| it.iter().any(|it| it.get("$ref").is_some()));
        let depth = self.depth + 1;
        Self { least: self.least || refers || depth > WHOLE, depth }
    }
}

/// Values of a schema, the plainest first.
pub(super) fn values(schemas: Schemas<'_>, schema: &Value, size: Size) -> Vec<Value> {
    if size.depth > DEEPEST {
        return Vec::new();
    }
    if size.least {
        return least(schemas, schema, size).into_iter().collect();
    }
    schemas.flats(schema).iter().flat_map(|it| of_flat(schemas, it, size)).collect()
}

/// One value with only what has to be there.
fn least(schemas: Schemas<'_>, schema: &Value, size: Size) -> Option<Value> {
    let reference = schema.get("$ref").and_then(Value::as_str);
    if let Some(known) = reference.and_then(|it| schemas.least.borrow().get(it).cloned()) {
        return Some(known);
    }
    let value = schemas.flats(schema).iter().find_map(|it| of_flat(schemas, it, size).into_iter().next())?;
    if let Some(it) = reference {
        schemas.least.borrow_mut().insert(it.to_owned(), value.clone());
    }
    Some(value)
}

/// Values of one way to meet a schema.
pub(super) fn of_flat(schemas: Schemas<'_>, flat: &Flat, size: Size) -> Vec<Value> {
    if let Some(tag) = flat.get("x-tag") {
        let listed = flat.get("enum").and_then(Value::as_array).cloned();
        let listed = listed.or_else(|| flat.get("const").map(|it| vec![it.clone()]));
        return listed.filter(|it| !it.contains(tag)).unwrap_or_else(|| vec![tag.clone()]);
    }
    if let Some(it) = flat.get("const") {
        return vec![it.clone()];
    }
    if let Some(all) = flat.get("enum").and_then(Value::as_array) {
        return all.clone();
    }
    let mut kinds = types(flat);
    kinds.extend(implied(flat).filter(|_| kinds.is_empty()));
    if kinds.is_empty() {
        return vec![json!({ "any": [true, null] }), json!("text"), json!(1.5)];
    }
    let mut all: Vec<Value> = kinds.iter().flat_map(|it| of_kind(schemas, flat, it, size)).collect();
    if !size.least && kinds == ["string"] {
        // What a pattern is made of may be beyond us; what the author shows is not.
        let shown =
            flat.get("example").into_iter().chain(flat.get("examples").and_then(Value::as_array).into_iter().flatten());
        all.extend(shown.chain(flat.get("default")).cloned());
    }
    all
}

fn of_kind(schemas: Schemas<'_>, flat: &Flat, kind: &str, size: Size) -> Vec<Value> {
    match kind {
        "null" => vec![Value::Null],
        "boolean" => vec![true.into(), false.into()],
        "integer" => Bounds::of(flat, true).inside(),
        "number" => Bounds::of(flat, false).inside(),
        "string" => texts::inside(flat),
        "array" => arrays(schemas, flat, size),
        "object" => objects(schemas, flat, size),
        _ => Vec::new(),
    }
}

pub(super) fn count(flat: &Flat, name: &str) -> Option<usize> {
    flat.get(name).and_then(Value::as_u64).and_then(|it| usize::try_from(it).ok())
}

fn arrays(schemas: Schemas<'_>, flat: &Flat, size: Size) -> Vec<Value> {
    let (min, max) = (count(flat, "minItems").unwrap_or(0), count(flat, "maxItems"));
    let any = json!({});
    let items = flat.get("items").unwrap_or(&any);
    let first = flat.get("prefixItems").and_then(Value::as_array);
    if let Some(first) = first {
        let part = |it: &Value| values(schemas, it, size.of_part(it)).into_iter().next();
        return first.iter().map(part).collect::<Option<Vec<Value>>>().map(Value::from).into_iter().collect();
    }
    let most = max.unwrap_or(usize::MAX);
    let mut lengths = if size.least { vec![min] } else { vec![min.max(1).min(most), min] };
    lengths.extend(max.filter(|it| !size.least && *it <= 60));
    let choice = if most == 0 { Vec::new() } else { values(schemas, items, size.of_part(items)) };
    let of_length = |length: &usize| -> Option<Value> {
        let unique = flat.get("uniqueItems") == Some(&Value::Bool(true));
        let all: Vec<Value> = (0..*length).map(|at| item(&choice, at, unique)).collect::<Option<_>>()?;
        Some(all.into())
    };
    let mut all: Vec<Value> = lengths.iter().filter_map(of_length).collect();
    if !size.least && min <= 1 && most > 0 {
        all.extend(choice.iter().skip(1).take(EACH).map(|it| json!([it])));
    }
    all
}

/// The item at a place; where all are to differ, numbers and texts are made to.
fn item(choice: &[Value], at: usize, unique: bool) -> Option<Value> {
    let Some(it) = choice.get(at).filter(|_| unique) else {
        let first = choice.first()?;
        return match first {
            Value::String(text) if unique && at > 0 => Some(format!("{text}{at}").into()),
            Value::Number(_) if unique && at > 0 => Some(json!(1000 + at)),
            _ => Some(first.clone()),
        };
    };
    Some(it.clone())
}

fn objects(schemas: Schemas<'_>, flat: &Flat, size: Size) -> Vec<Value> {
    let Some(base) = object(schemas, flat, size) else { return Vec::new() };
    let mut all = vec![Value::Object(base.clone())];
    if size.least {
        return all;
    }
    all.extend(object(schemas, flat, Size { least: true, ..size }).map(Value::Object));
    for (name, schema) in flat.get("properties").and_then(Value::as_object).into_iter().flatten() {
        for value in values(schemas, schema, size.of_part(schema)).into_iter().skip(1).take(EACH) {
            let mut other = base.clone();
            other.insert(name.clone(), value);
            all.push(other.into());
        }
    }
    all
}

/// Whether a schema of other members says more than that there may be some: those are not kept.
pub(super) fn says_something(schema: &Value) -> bool {
    schema.as_object().is_some_and(|it| !it.is_empty())
}

/// One object: of the largest size it has every member that it may have.
pub(super) fn object(schemas: Schemas<'_>, flat: &Flat, size: Size) -> Option<Map<String, Value>> {
    let required: Vec<&str> =
        flat.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let none = Map::new();
    let named = flat.get("properties").and_then(Value::as_object).unwrap_or(&none);
    let mut object = Map::new();
    for (name, schema) in named {
        let needed = required.contains(&name.as_str());
        if size.least && !needed && schema.get("x-tag").is_none() {
            continue;
        }
        match values(schemas, schema, size.of_part(schema)).into_iter().next() {
            Some(value) => drop(object.insert(name.clone(), value)),
            None if needed => return None,
            None => {}
        }
    }
    let any = json!("extra");
    let others = flat.get("additionalProperties").filter(|it| says_something(it));
    let other = |size: Size| match others {
        Some(it) => values(schemas, it, size.of_part(it)).into_iter().next(),
        None => Some(any.clone()),
    };
    for name in required.iter().filter(|it| !named.contains_key(**it)) {
        object.insert((*name).to_owned(), other(size)?);
    }
    let fewest = count(flat, "minProperties").unwrap_or(0).max(usize::from(others.is_some() && !size.least));
    let more = (0..fewest).map(|at| format!("extra{at}"));
    let closed = flat.get("additionalProperties") == Some(&Value::Bool(false));
    for name in more.filter(|_| !closed) {
        if object.len() >= count(flat, "minProperties").unwrap_or(0)
            && (others.is_none() || object.contains_key("extra0"))
        {
            break;
        }
        let Some(value) = other(size) else { break };
        object.insert(name, value);
    }
    Some(object)
}
