//! Rules that are keywords of JSON Schema, too: what documents, samples and clients know of them.

use super::super::{cel, options};
use prost_reflect::{DynamicMessage, ReflectMessage, Value as Dynamic};
use zephyrix_ir::Ref;
use zephyrix_ir::vocabulary::{CelLiteral, Constraint, Dialect, Format, Number, Value};

type C = Constraint<Ref>;

/// Rules by name, each with what makes a keyword of its value.
type Table<T> = [(&'static str, fn(T) -> C)];

/// What a rule's count means.
const COUNTS: &Table<u64> = &[
    ("min_len", C::MinLength),
    ("max_len", C::MaxLength),
    ("min_items", C::MinItems),
    ("max_items", C::MaxItems),
    ("min_pairs", C::MinProperties),
    ("max_pairs", C::MaxProperties),
];

/// What a rule's number means.
const BOUNDS: &Table<Number> =
    &[("gt", C::ExclusiveMinimum), ("gte", C::Minimum), ("lt", C::ExclusiveMaximum), ("lte", C::Maximum)];

/// What a rule's being there means.
const FORMATS: &[(&str, Format)] = &[
    ("email", Format::Email),
    ("hostname", Format::Hostname),
    ("ipv4", Format::Ipv4),
    ("ipv6", Format::Ipv6),
    ("uri", Format::Uri),
    ("uri_ref", Format::UriReference),
];

/// Members of `FieldRules` whose values are texts, lists or maps in JSON, or numbers.
const TOLD: &[&str] = &[
    "string", "repeated", "map", "float", "double", "int32", "int64", "uint32", "uint64", "sint32", "sint64",
    "fixed32", "fixed64", "sfixed32", "sfixed64",
];

/// What a `FieldRules` says in keywords.
pub(super) fn of(set: &DynamicMessage) -> Vec<C> {
    let Some(rules) = TOLD.iter().find_map(|name| options::message(set, name)) else { return Vec::new() };
    let found = |name: &str| options::field(&rules, name);
    let count = |name: &str| found(name).and_then(|it| it.as_u64());
    let mut all: Vec<C> = COUNTS.iter().filter_map(|(name, of)| count(name).map(of)).collect();
    if let Some(exactly) = count("len") {
        all.extend([C::MinLength(exactly), C::MaxLength(exactly)]);
    }
    all.extend(found("pattern").and_then(|it| it.as_str().map(|it| C::Pattern(it.to_owned(), Dialect::Re2))));
    all.extend(FORMATS.iter().filter(|it| options::flag(&rules, it.0)).map(|it| C::Format(it.1)));
    if options::flag(&rules, "unique") {
        all.push(C::UniqueItems);
    }
    all.extend(bounds(&rules));
    all
}

/// Bounds that are not around what is refused.
fn bounds(rules: &DynamicMessage) -> Vec<C> {
    let number = |name: &str| options::field(rules, name).and_then(|it| number(rules, name, &it));
    let low = number("gt").or_else(|| number("gte"));
    let high = number("lt").or_else(|| number("lte"));
    if let (Some(low), Some(high)) = (&low, &high)
        && low.as_f64() > high.as_f64()
    {
        return Vec::new();
    }
    BOUNDS.iter().filter_map(|(name, of)| number(name).map(of)).collect()
}

fn number(rules: &DynamicMessage, name: &str, value: &Dynamic) -> Option<Number> {
    let kind = rules.descriptor().get_field_by_name(name)?.kind();
    let text = match cel::literal(value, &kind)?.as_literal()? {
        CelLiteral::Int(it) => it.to_string(),
        CelLiteral::Uint(it) => it.to_string(),
        CelLiteral::Double(it) => f64::from_bits(*it).to_string(),
        _ => return None,
    };
    Number::parse(&text)
}

/// What is said of items.
pub(super) fn items(set: &DynamicMessage) -> Option<DynamicMessage> {
    let of = |name: &str, part: &str| options::message(&options::message(set, name)?, part);
    of("repeated", "items").or_else(|| of("map", "values"))
}

/// Whether a default, which is empty or 0, is beyond a bound.
pub(super) fn refuses(it: &C, default: &Value) -> bool {
    match (it, default) {
        (C::MinLength(least), Value::Text(_))
        | (C::MinItems(least), Value::List(_))
        | (C::MinProperties(least), Value::Map(_)) => *least > 0,
        (C::Format(it), Value::Text(_)) => *it != Format::UriReference,
        (C::Minimum(it), Value::Number(_)) => it.as_f64() > 0.0,
        (C::ExclusiveMinimum(it), Value::Number(_)) => it.as_f64() >= 0.0,
        (C::Maximum(it), Value::Number(_)) => it.as_f64() < 0.0,
        (C::ExclusiveMaximum(it), Value::Number(_)) => it.as_f64() <= 0.0,
        _ => false,
    }
}
