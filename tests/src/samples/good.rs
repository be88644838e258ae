//! Values that schemas accept.

use super::flat::{Flat, REFERRED, Schemas, implied, types};
use super::numbers::Bounds;
use super::texts;
use serde_json::{Map, Value, json};

/// How much of what a schema allows is given.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    extent: Extent,
    /// How deep in other values.
    depth: usize,
}

/// Of the values that a schema allows, these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// Each kind of them.
    All,
    /// One, with all that it may have.
    One,
    /// One, with only what has to be there.
    Least,
}

/// Values in values are made so far; as far, they have all that they may have.
const DEEPEST: usize = 14;
const WHOLE: usize = 4;
/// Of the values of one member, so many are tried.
const EACH: usize = 12;

impl Size {
    pub(super) const WHOLE: Self = Self { extent: Extent::All, depth: 0 };

    /// Whether only what has to be there is given.
    pub(super) fn is_least(self) -> bool {
        self.extent == Extent::Least
    }

    fn is_all(self) -> bool {
        self.extent == Extent::All
    }

    /// One value where several were asked for.
    pub(super) fn one(self) -> Self {
        Self { extent: if self.is_all() { Extent::One } else { self.extent }, ..self }
    }

    /// The least value.
    pub(super) fn least(self) -> Self {
        Self { extent: Extent::Least, ..self }
    }

    /// The size of one way to meet a part: what a branch refers to has samples of its own.
    pub(super) fn of_way(self, flat: &Flat) -> Self {
        if self.depth > 0 && flat.contains_key(REFERRED) { self.least() } else { self }
    }

    /// The size of a part with this schema: what is referred to has samples of its own.
    pub(super) fn of_part(self, schema: &Value) -> Self {
        let refers = schema.get("$ref").is_some()
            || schema
                .get("allOf")
                .and_then(Value::as_array)
                .is_some_and(|it| it.iter().any(|it| it.get("$ref").is_some()));
        let depth = self.depth + 1;
        let extent = if refers || depth > WHOLE { Extent::Least } else { self.extent };
        Self { extent, depth }
    }
}

/// Values of a schema, the plainest first.
pub(super) fn values(schemas: Schemas<'_>, schema: &Value, size: Size) -> Vec<Value> {
    if size.depth > DEEPEST {
        return Vec::new();
    }
    if !size.is_all() {
        return first(schemas, schema, size).into_iter().collect();
    }
    schemas.flats(schema).iter().flat_map(|it| of_flat(schemas, it, size.of_way(it))).collect()
}

/// The plainest value.
pub(super) fn first(schemas: Schemas<'_>, schema: &Value, size: Size) -> Option<Value> {
    if size.depth > DEEPEST {
        return None;
    }
    let ways = || {
        let mut flats = schemas.flats(schema).into_iter();
        flats.find_map(|it| of_flat(schemas, &it, size.of_way(&it).one()).into_iter().next())
    };
    let reference = schema.get("$ref").and_then(Value::as_str).filter(|_| size.is_least());
    let Some(reference) = reference else { return ways() };
    if let Some(known) = schemas.least.borrow().get(reference) {
        return known.clone();
    }
    // The least value of a schema has none of the same schema in it.
    schemas.least.borrow_mut().insert(reference.to_owned(), None);
    let value = ways();
    let mut known = schemas.least.borrow_mut();
    match &value {
        Some(_) => drop(known.insert(reference.to_owned(), value.clone())),
        None => drop(known.remove(reference)),
    }
    value
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
    if size.is_all() && kinds == ["string"] {
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
    let prefix = flat.get("prefixItems").and_then(Value::as_array);
    if let Some(prefix) = prefix {
        let part = |it: &Value| first(schemas, it, size.of_part(it));
        return prefix.iter().map(part).collect::<Option<Vec<Value>>>().map(Value::from).into_iter().collect();
    }
    let most = max.unwrap_or(usize::MAX);
    let some = min.max(1).min(most);
    let mut lengths = if size.is_least() { vec![min] } else { vec![some, min] };
    lengths.extend(max.filter(|it| size.is_all() && *it <= 60));
    let choice = if most == 0 { Vec::new() } else { values(schemas, items, size.of_part(items)) };
    let of_length = |length: &usize| -> Option<Value> {
        let unique = flat.get("uniqueItems") == Some(&Value::Bool(true));
        let all: Vec<Value> = (0..*length).map(|at| item(&choice, at, unique)).collect::<Option<_>>()?;
        Some(all.into())
    };
    let mut all: Vec<Value> = lengths.iter().filter_map(of_length).collect();
    if size.is_all() && min <= 1 && most > 0 {
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
    if !size.is_all() {
        return vec![base.into()];
    }
    let mut all = vec![Value::Object(base.clone())];
    all.extend(object(schemas, flat, size.least()).map(Value::Object));
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
    let size = size.one();
    let required: Vec<&str> =
        flat.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let none = Map::new();
    let named = flat.get("properties").and_then(Value::as_object).unwrap_or(&none);
    let mut object = Map::new();
    for (name, schema) in named {
        let needed = required.contains(&name.as_str());
        if size.is_least() && !needed && schema.get("x-tag").is_none() {
            continue;
        }
        match first(schemas, schema, size.of_part(schema)) {
            Some(value) => drop(object.insert(name.clone(), value)),
            None if needed => return None,
            None => {}
        }
    }
    let any = json!("extra");
    let others = flat.get("additionalProperties").filter(|it| says_something(it));
    let other = |size: Size| match others {
        Some(it) => first(schemas, it, size.of_part(it)),
        None => Some(any.clone()),
    };
    for name in required.iter().filter(|it| !named.contains_key(**it)) {
        object.insert((*name).to_owned(), other(size)?);
    }
    let fewest = count(flat, "minProperties").unwrap_or(0).max(usize::from(others.is_some() && !size.is_least()));
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
