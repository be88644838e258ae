//! A value of a type that keeps to the contract, to test with.

use regex_syntax::hir::{Class, Hir, HirKind, Look};
use serde_json::{Map, Value as Json, json};
use zephyrix_ir::vocabulary::{Constraint, Field, Format, Keyword, Number, Scalar, Shape, Type, UnionBy, Value};
use zephyrix_ir::{Model, TypeId};

/// The smallest value that is valid: only what is required. `None` where none can be made up.
pub(crate) fn smallest(model: &Model, id: TypeId) -> Option<Json> {
    value(model, id, &mut Vec::new())
}

/// A literal as JSON.
pub(crate) fn literal(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(it) => json!(it),
        Value::Number(it) => number(it),
        Value::Text(it) => json!(it),
        Value::List(all) => all.iter().map(literal).collect(),
        Value::Map(all) => Json::Object(all.iter().map(|(key, it)| (key.clone(), literal(it))).collect()),
    }
}

/// A number as JSON.
pub(crate) fn number(it: &Number) -> Json {
    serde_json::from_str(it.as_str()).unwrap_or_else(|_| json!(it.as_f64()))
}

fn value(model: &Model, id: TypeId, open: &mut Vec<TypeId>) -> Option<Json> {
    if open.contains(&id) {
        return None;
    }
    open.push(id);
    let made = shape(model, &model[id], open);
    open.pop();
    made
}

fn shape(model: &Model, ty: &Type, open: &mut Vec<TypeId>) -> Option<Json> {
    if ty.constraints.iter().any(is_beyond) || !may_be_now(model, ty) || !super::rules::are_told(ty) {
        return None;
    }
    match &ty.shape {
        Shape::Record { fields, .. } => record(model, ty, fields, open),
        Shape::Enum { values, .. } => values.first().map(|it| literal(&it.value)),
        Shape::Union { variants, by: UnionBy::AnyOf | UnionBy::ExactlyOne } => {
            variants.iter().find_map(|it| value(model, it.ty, open))
        }
        Shape::Union { variants, by: UnionBy::Tag(tag) } => variants.iter().find_map(|it| {
            let mut made = value(model, it.ty, open)?;
            made.as_object_mut()?.insert(tag.field.clone(), json!(it.tags.first()?));
            Some(made)
        }),
        Shape::List(item) => list(model, ty, *item, open),
        Shape::Map(_) => ty.constraints.is_empty().then(|| json!({})),
        Shape::Scalar(it) => scalar(*it, &ty.constraints),
        Shape::Nullable(inner) => value(model, *inner, open).or(Some(Json::Null)),
        Shape::Any => Some(json!({})),
        Shape::Tuple { .. } | Shape::Stream(_) => None,
    }
}

/// Assertions that are not looked at here: a value might break them.
fn is_beyond(it: &Constraint<TypeId>) -> bool {
    matches!(
        it,
        Constraint::Not(_)
            | Constraint::Conditional { .. }
            | Constraint::Contains { .. }
            | Constraint::DependentSchema(..)
            | Constraint::DependentRequired(..)
            | Constraint::PropertyNames(_)
            | Constraint::MultipleOf(_)
    )
}

/// Whether nothing more is asserted of a type, unless it is that its moments are some: one of these days is among them.
fn may_be_now(model: &Model, ty: &Type) -> bool {
    let says_when = |it: &Keyword| matches!(it, Keyword::Constraint(Constraint::Pattern(..)));
    ty.constraints.iter().all(|it| match it {
        Constraint::Valid(id) => {
            ty.shape == Shape::Scalar(Scalar::DateTime) && model[*id].keywords.iter().all(says_when)
        }
        _ => true,
    })
}

fn record(model: &Model, ty: &Type, fields: &[Field], open: &mut Vec<TypeId>) -> Option<Json> {
    let least =
        ty.constraints.iter().find_map(|it| if let Constraint::MinProperties(n) = it { Some(*n) } else { None });
    let mut made = Map::new();
    for field in fields {
        let short = least.is_some_and(|least| (made.len() as u64) < least);
        if !(short || field.presence.is_required()) {
            continue;
        }
        match value(model, field.ty, open) {
            Some(it) => {
                made.insert(field.name.clone(), it);
            }
            None if field.presence.is_nullable() => {
                made.insert(field.name.clone(), Json::Null);
            }
            None if field.presence.is_required() => return None,
            None => {}
        }
    }
    (made.len() as u64 >= least.unwrap_or(0)).then_some(Json::Object(made))
}

fn list(model: &Model, ty: &Type, item: TypeId, open: &mut Vec<TypeId>) -> Option<Json> {
    let least = ty.constraints.iter().find_map(|it| if let Constraint::MinItems(n) = it { Some(*n) } else { None });
    match least.unwrap_or(0) {
        0 => Some(json!([])),
        // Several might have to differ.
        1 => Some(json!([value(model, item, open)?])),
        n if n <= 8 && !ty.constraints.contains(&Constraint::UniqueItems) => {
            let one = value(model, item, open)?;
            Some(Json::Array(vec![one; usize::try_from(n).ok()?]))
        }
        _ => None,
    }
}

fn scalar(it: Scalar, constraints: &[Constraint<TypeId>]) -> Option<Json> {
    if let Some(Constraint::Const(value)) = constraints.iter().find(|it| matches!(it, Constraint::Const(_))) {
        return Some(literal(value));
    }
    Some(match it {
        Scalar::Bool => json!(true),
        Scalar::Int32 | Scalar::Int64 | Scalar::UInt32 | Scalar::UInt64 => json!(integer(constraints)?),
        Scalar::Float32 | Scalar::Float64 => json!(float(constraints)?),
        Scalar::Text => json!(text(constraints)?),
        Scalar::Base64 => json!("emVwaHlyaXg="),
        Scalar::Binary => return None,
        Scalar::Date => json!("2024-02-29"),
        Scalar::DateTime => json!("2024-02-29T12:00:00Z"),
        Scalar::Time => json!("12:00:00Z"),
        Scalar::Duration => json!("PT1H"),
        Scalar::Seconds => json!("1.500s"),
        Scalar::FieldMask => json!("name"),
        Scalar::Uuid => json!("01890a5d-ac96-774b-bcce-b302099a8057"),
        Scalar::Null => Json::Null,
    })
}

fn integer(constraints: &[Constraint<TypeId>]) -> Option<i64> {
    let (mut low, mut high) = (i128::from(i32::MIN), i128::from(i32::MAX));
    for it in constraints {
        match it {
            Constraint::Minimum(n) => low = low.max(n.as_i128()?),
            Constraint::ExclusiveMinimum(n) => low = low.max(n.as_i128()? + 1),
            Constraint::Maximum(n) => high = high.min(n.as_i128()?),
            Constraint::ExclusiveMaximum(n) => high = high.min(n.as_i128()? - 1),
            _ => {}
        }
    }
    let nearest_to_one = if low > high { None } else { Some(1_i128.clamp(low, high)) };
    i64::try_from(nearest_to_one?).ok()
}

fn float(constraints: &[Constraint<TypeId>]) -> Option<f64> {
    let (mut low, mut high) = (-1e9, 1e9_f64);
    for it in constraints {
        match it {
            Constraint::Minimum(n) | Constraint::ExclusiveMinimum(n) => low = f64::max(low, n.as_f64()),
            Constraint::Maximum(n) | Constraint::ExclusiveMaximum(n) => high = f64::min(high, n.as_f64()),
            _ => {}
        }
    }
    if low < 1.5 && 1.5 < high { Some(1.5) } else { (low < high).then(|| f64::midpoint(low, high)) }
}

fn text(constraints: &[Constraint<TypeId>]) -> Option<String> {
    let (mut least, mut most, mut made) = (0, u64::MAX, None);
    for it in constraints {
        match it {
            Constraint::MinLength(n) => least = least.max(*n),
            Constraint::MaxLength(n) => most = most.min(*n),
            Constraint::Pattern(pattern, _) => {
                let pattern = regex_syntax::parse(pattern).ok()?;
                if takes_any_word(&pattern) {
                    continue;
                }
                if made.is_some() {
                    // A text that meets both of two such assertions is beyond what is tried here.
                    return None;
                }
                let mut text = String::new();
                matching(&pattern, &mut text)?;
                made = Some(text);
            }
            Constraint::Format(_) if made.is_some() => return None,
            Constraint::Format(format) => made = Some(of_format(*format).to_owned()),
            _ => {}
        }
    }
    let free = made.is_none();
    let mut text = made.unwrap_or_else(|| "sample".to_owned());
    if free {
        let least = usize::try_from(least).ok().filter(|it| *it < 10_000)?;
        text.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        while text.len() < least {
            text.push('x');
        }
    }
    let length = text.chars().count() as u64;
    (least <= length && length <= most).then_some(text)
}

/// Whether a pattern only says which characters there are, as `^[^\u0000]*$` does, and letters are.
fn takes_any_word(pattern: &Hir) -> bool {
    let HirKind::Concat(parts) = pattern.kind() else { return false };
    let [start, body, end] = parts.as_slice() else { return false };
    let HirKind::Repetition(body) = body.kind() else { return false };
    let HirKind::Class(Class::Unicode(class)) = body.sub.kind() else { return false };
    let has_letters = class.ranges().iter().any(|it| it.start() <= 'a' && 'z' <= it.end());
    let is_whole = matches!((start.kind(), end.kind()), (HirKind::Look(Look::Start), HirKind::Look(Look::End)));
    is_whole && has_letters && body.min == 0 && body.max.is_none()
}

/// Appends the shortest text that a pattern matches, near enough.
fn matching(pattern: &Hir, to: &mut String) -> Option<()> {
    match pattern.kind() {
        // What must be at the start, after something: nothing matches.
        HirKind::Look(Look::Start) if !to.is_empty() => return None,
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(it) => to.push_str(std::str::from_utf8(&it.0).ok()?),
        HirKind::Class(Class::Unicode(class)) => to.push(class.ranges().first().map(|it| it.start().max('!'))?),
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Repetition(it) => {
            if it.min > 1_000 {
                return None;
            }
            for _ in 0..it.min {
                matching(&it.sub, to)?;
            }
        }
        HirKind::Capture(it) => matching(&it.sub, to)?,
        HirKind::Concat(all) => {
            for it in all {
                matching(it, to)?;
            }
        }
        HirKind::Alternation(all) => matching(all.first()?, to)?,
    }
    Some(())
}

fn of_format(it: Format) -> &'static str {
    match it {
        Format::Email => "ada@example.org",
        Format::Hostname => "example.org",
        Format::Ipv4 => "192.0.2.1",
        Format::Ipv6 => "2001:db8::1",
        Format::Uri | Format::UriReference => "https://example.org/",
        Format::JsonPointer => "/a",
        Format::Regex => "a+",
        Format::DateTime => "2024-02-29T12:30:45Z",
        Format::Time => "12:30:45Z",
        Format::Duration => "PT1H",
    }
}
