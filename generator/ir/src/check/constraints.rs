//! Constraints that can be met, and defaults that meet them.

use crate::vocabulary::{Constraint, Field, Map, Number, Rest, Scalar, Shape, Type, Value};
use crate::{Code, Diagnostic, Diagnostics, TypeId};

/// Reports what no value can meet, and keeps the members that a constraint about all members must see.
pub(super) fn check(types: &mut Vec<Type>, log: &mut Diagnostics) {
    for ty in types.iter() {
        bounds(ty, log);
        if matches!(&ty.shape, Shape::Enum { values, .. } if values.is_empty()) {
            bad(ty, "no value is left that all its parts allow", log);
        }
    }
    let seen = seen_whole(types);
    for at in 0..types.len() {
        defaults(types, at, log);
        keep_counted(types, at, seen.get(at) == Some(&true));
    }
}

/// A lower bound above its upper one.
fn bounds(ty: &Type, log: &mut Diagnostics) {
    use Constraint::{MaxItems, MaxLength, MaxProperties, Maximum, MinItems, MinLength, MinProperties, Minimum};
    type Pick<T> = fn(&Constraint<TypeId>) -> Option<T>;
    let counts: [(&str, Pick<u64>, Pick<u64>); 3] = [
        (
            "Length",
            |it| if let MinLength(n) = it { Some(*n) } else { None },
            |it| if let MaxLength(n) = it { Some(*n) } else { None },
        ),
        (
            "Items",
            |it| if let MinItems(n) = it { Some(*n) } else { None },
            |it| if let MaxItems(n) = it { Some(*n) } else { None },
        ),
        (
            "Properties",
            |it| if let MinProperties(n) = it { Some(*n) } else { None },
            |it| if let MaxProperties(n) = it { Some(*n) } else { None },
        ),
    ];
    for (what, low, high) in counts {
        let low = ty.constraints.iter().filter_map(low).max();
        let high = ty.constraints.iter().filter_map(high).min();
        if let (Some(low), Some(high)) = (low, high)
            && low > high
        {
            bad(ty, &format!("min{what} {low} is more than max{what} {high}"), log);
        }
    }
    let low = ty.constraints.iter().find_map(|it| if let Minimum(n) = it { Some(n) } else { None });
    let high = ty.constraints.iter().find_map(|it| if let Maximum(n) = it { Some(n) } else { None });
    if let (Some(low), Some(high)) = (low, high)
        && above(low, high)
    {
        bad(ty, &format!("minimum {} is more than maximum {}", low.as_str(), high.as_str()), log);
    }
}

fn above(a: &Number, b: &Number) -> bool {
    match (a.as_i128(), b.as_i128()) {
        (Some(a), Some(b)) => a > b,
        _ => a.as_f64() > b.as_f64(),
    }
}

fn bad(ty: &Type, why: &str, log: &mut Diagnostics) {
    log.push(
        Diagnostic::new(Code::BAD_CONSTRAINT, ty.span, format!("no value of `{}` can be valid", ty.name.text()))
            .label(why.to_owned()),
    );
}

/// A default must be a value of its field.
fn defaults(types: &[Type], at: usize, log: &mut Diagnostics) {
    let Shape::Record { fields, .. } = &types[at].shape else { return };
    for field in fields {
        let Some(default) = &field.default else { continue };
        let found = Diagnostic::new(
            Code::BAD_DEFAULT,
            field.span,
            format!("the default of `{}` is not one of its values", field.name),
        );
        let found = found.help("change the default, or what the schema allows");
        if !fits(types, field, default) {
            log.push(found.label(format!("this default is of type {}", default.kind())));
        } else if let Some(why) = outside(&types[field.ty.index()], default) {
            // JSON Schema does not have it checked: whoever leaves the field out gets it as it is written.
            log.push(found.mild().label(why));
        }
    }
}

/// Which bound of its type a value is beyond, if any.
fn outside(ty: &Type, value: &Value) -> Option<String> {
    use Constraint::{ExclusiveMaximum, ExclusiveMinimum, MaxItems, MaxLength, Maximum, MinItems, MinLength, Minimum};
    let count = match value {
        Value::Text(text) => text.chars().count() as u64,
        Value::List(all) => all.len() as u64,
        _ => 0,
    };
    let number = if let Value::Number(it) = value { Some(it) } else { None };
    let beyond = |it: &Constraint<TypeId>| match (it, number) {
        (Minimum(n), Some(it)) => above(n, it).then(|| format!("less than the minimum {}", n.as_str())),
        (Maximum(n), Some(it)) => above(it, n).then(|| format!("more than the maximum {}", n.as_str())),
        (ExclusiveMinimum(n), Some(it)) => (!above(it, n)).then(|| format!("not more than {}", n.as_str())),
        (ExclusiveMaximum(n), Some(it)) => (!above(n, it)).then(|| format!("not less than {}", n.as_str())),
        (MinLength(n), _) if matches!(value, Value::Text(_)) && count < *n => Some(format!("shorter than {n}")),
        (MaxLength(n), _) if matches!(value, Value::Text(_)) && count > *n => Some(format!("longer than {n}")),
        (MinItems(n), _) if matches!(value, Value::List(_)) && count < *n => Some(format!("fewer items than {n}")),
        (MaxItems(n), _) if matches!(value, Value::List(_)) && count > *n => Some(format!("more items than {n}")),
        _ => None,
    };
    ty.constraints.iter().find_map(beyond)
}

fn fits(types: &[Type], field: &Field, value: &Value) -> bool {
    if *value == Value::Null {
        return field.presence.is_nullable() || accepts(types, field.ty, value);
    }
    accepts(types, field.ty, value)
}

/// Whether a literal is of a type's kind. Parts of lists and maps are looked into; records are not.
fn accepts(types: &[Type], id: TypeId, value: &Value) -> bool {
    match &types[id.index()].shape {
        Shape::Any | Shape::Union { .. } | Shape::Stream(_) => true,
        Shape::Nullable(inner) => *value == Value::Null || accepts(types, *inner, value),
        Shape::Enum { values, open } => *open || values.iter().any(|it| it.value == *value),
        Shape::List(item) => matches!(value, Value::List(all) if all.iter().all(|it| accepts(types, *item, it))),
        Shape::Tuple { .. } => matches!(value, Value::List(_)),
        Shape::Map(item) => matches!(value, Value::Map(all) if all.values().all(|it| accepts(types, *item, it))),
        Shape::Record { .. } => matches!(value, Value::Map(_)),
        Shape::Scalar(scalar) => match scalar {
            Scalar::Bool => matches!(value, Value::Bool(_)),
            Scalar::Int32 => whole(value).is_some_and(|it| i32::try_from(it).is_ok()),
            Scalar::Int64 => whole(value).is_some_and(|it| i64::try_from(it).is_ok()),
            Scalar::UInt32 => whole(value).is_some_and(|it| u32::try_from(it).is_ok()),
            Scalar::UInt64 => whole(value).is_some_and(|it| u64::try_from(it).is_ok()),
            Scalar::Float32 | Scalar::Float64 => matches!(value, Value::Number(_)),
            Scalar::Null => *value == Value::Null,
            _ => matches!(value, Value::Text(_)),
        },
    }
}

fn whole(value: &Value) -> Option<i128> {
    if let Value::Number(it) = value { it.as_i128() } else { None }
}

/// By type: whether an assertion about the whole value sees it, in itself or in what it is part of.
fn seen_whole(types: &[Type]) -> Vec<bool> {
    let valid = |it: &Type| it.constraints.iter().any(|it| matches!(it, Constraint::Valid(_)));
    let mut open: Vec<usize> = (0..types.len()).filter(|at| valid(&types[*at])).collect();
    let mut seen = vec![false; types.len()];
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut seen[at], true) {
            types[at].shape.map(&mut |it: &TypeId| open.push(it.index()));
        }
    }
    seen
}

/// Members that are passed over cannot be counted or looked at: where a constraint needs them, keep them.
fn keep_counted(types: &mut Vec<Type>, at: usize, seen_whole: bool) {
    let counts = |it: &Constraint<TypeId>| {
        matches!(it, Constraint::MinProperties(_) | Constraint::MaxProperties(_) | Constraint::PropertyNames(_))
    };
    let needs = seen_whole || types[at].constraints.iter().any(counts);
    if !needs || !matches!(types[at].shape, Shape::Record { rest: Rest::Ignored, .. }) {
        return;
    }
    let any = TypeId(u32::try_from(types.len()).unwrap_or(u32::MAX));
    let span = types[at].span;
    types.push(Type::unnamed(&["any"], span, Shape::Any));
    if let Shape::Record { rest, .. } = &mut types[at].shape {
        *rest = Rest::Kept(any);
    }
}
