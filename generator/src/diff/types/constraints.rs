//! What must hold of a value beyond its shape.

use super::extent::Extent;
use super::{Types, Way};
use crate::diff::{Breaks, Finding};
use zephyrix_ir::vocabulary::{Constraint, Number, Scalar, Shape, Type, Value};
use zephyrix_ir::{Code, TypeId};

/// Tells of the constraints of two types, which are called `name`.
pub(super) fn compare(
    types: &mut Types<'_>,
    (was, is): (&Type, &Type),
    (way, name): (Way, &str),
    findings: &mut Vec<Finding>,
) {
    let mut push = |extent: Extent, about: Option<&Constraint<TypeId>>, what: String| {
        let message = format!("{name}: {what}");
        // Nobody can tell whether texts that match one expression match another.
        let is_pattern = matches!(about, Some(Constraint::Pattern(..)));
        let blurred = is_pattern && (way == Way::Answered || extent == Extent::Other);
        let finding = match (way, extent) {
            (_, Extent::Same) => return,
            (Way::Sent, Extent::Wider) | (Way::Answered, Extent::Narrower) => {
                Finding::harmless(Code::SOMETHING_NEW, message)
            }
            _ if blurred => Finding::harmless(Code::MAY_SURPRISE, message),
            _ => Finding::breaking(Code::ASSERTION_CHANGED, Breaks::Wire, message),
        };
        findings.push(finding.at(was.span, is.span));
    };
    let (before, now) = (plain(was), plain(is));
    let mut fresh: Vec<&Constraint<TypeId>> = now.iter().collect();
    for before in &before {
        match fresh.iter().position(|now| is_about_the_same(before, now)) {
            Some(at) => {
                let now = fresh.remove(at);
                let extent = extent(before, now, &mut |one, other| types.extent((*one, *other)));
                push(extent, Some(before), format!("{}, and was {}", told(now), told(before)));
            }
            None => push(Extent::Wider, Some(before), format!("{} is gone", told(before))),
        }
    }
    for now in fresh {
        push(Extent::Narrower, Some(now), format!("{} is new", told(now)));
    }
    let extent = types.assertions(&was.constraints, &is.constraints);
    let what = match extent {
        Extent::Narrower => "its schema lets less pass",
        Extent::Wider => "its schema lets more pass",
        _ => "its schema lets other values pass",
    };
    push(extent, None, what.to_owned());
}

/// The constraints of a type but for what its schema asserts as a whole; of whole numbers, more than 0 is at least 1.
fn plain(of: &Type) -> Vec<Constraint<TypeId>> {
    use Scalar::{Int32, Int64, UInt32, UInt64};
    let is_whole = matches!(of.shape, Shape::Scalar(Int32 | Int64 | UInt32 | UInt64));
    let beside = |it: &Number, by: i64| {
        let number = i64::try_from(it.as_i128()?).ok()?.checked_add(by)?;
        is_whole.then(|| Number::from(number))
    };
    let plain = |it: &Constraint<TypeId>| match it {
        Constraint::ExclusiveMinimum(bound) => beside(bound, 1).map(Constraint::Minimum),
        Constraint::ExclusiveMaximum(bound) => beside(bound, -1).map(Constraint::Maximum),
        _ => None,
    };
    let own = of.constraints.iter().filter(|it| !matches!(it, Constraint::Valid(_)));
    own.map(|it| plain(it).unwrap_or_else(|| it.clone())).collect()
}

/// Whether one stands for the other: both bound the same.
pub(super) fn is_about_the_same<R>(was: &Constraint<R>, is: &Constraint<R>) -> bool {
    use Constraint::{DependentRequired, DependentSchema};
    match (was, is) {
        (DependentRequired(one, _), DependentRequired(other, _))
        | (DependentSchema(one, _), DependentSchema(other, _)) => one == other,
        _ => side(was).map_or_else(|| word(was) == word(is), |it| side(is) == Some(it)),
    }
}

/// Which side of a number line it bounds.
fn side<R>(it: &Constraint<R>) -> Option<bool> {
    match it {
        Constraint::Minimum(_) | Constraint::ExclusiveMinimum(_) => Some(false),
        Constraint::Maximum(_) | Constraint::ExclusiveMaximum(_) => Some(true),
        _ => None,
    }
}

/// What passes the one beside what passes the other, both about the same; `of` tells it of what they refer to.
pub(super) fn extent<R>(was: &Constraint<R>, is: &Constraint<R>, of: &mut dyn FnMut(&R, &R) -> Extent) -> Extent {
    use Constraint as C;
    let at_least = |was: u64, is: u64| Extent::of(is > was, is < was);
    let at_most = |was: u64, is: u64| at_least(is, was);
    match (was, is) {
        (C::MinLength(was), C::MinLength(is))
        | (C::MinItems(was), C::MinItems(is))
        | (C::MinProperties(was), C::MinProperties(is)) => at_least(*was, *is),
        (C::MaxLength(was), C::MaxLength(is))
        | (C::MaxItems(was), C::MaxItems(is))
        | (C::MaxProperties(was), C::MaxProperties(is)) => at_most(*was, *is),
        (C::MultipleOf(was), C::MultipleOf(is)) => multiples(was, is),
        (C::Contains { item: one, min, max }, C::Contains { item: other, min: least, max: most }) => {
            let bounds = at_least(*min, *least).and(at_most(max.unwrap_or(u64::MAX), most.unwrap_or(u64::MAX)));
            bounds.and(if max.is_some() { exact(of(one, other)) } else { of(one, other) })
        }
        (C::PropertyNames(was), C::PropertyNames(is)) | (C::DependentSchema(_, was), C::DependentSchema(_, is)) => {
            of(was, is)
        }
        (C::DependentRequired(_, was), C::DependentRequired(_, is)) => {
            Extent::of(is.iter().any(|it| !was.contains(it)), was.iter().any(|it| !is.contains(it)))
        }
        (C::Not(was), C::Not(is)) => of(was, is).inverted(),
        (
            C::Conditional { condition, then, otherwise },
            C::Conditional { condition: when, then: so, otherwise: or },
        ) => exact(of(condition, when)).and(optional(then.as_ref(), so.as_ref(), of)).and(optional(
            otherwise.as_ref(),
            or.as_ref(),
            of,
        )),
        (C::UniqueItems, C::UniqueItems) => Extent::Same,
        (C::Pattern(was, _), C::Pattern(is, _)) => exact(Extent::of(was != is, false)),
        (C::Format(was), C::Format(is)) => exact(Extent::of(was != is, false)),
        (C::Const(was), C::Const(is)) => exact(Extent::of(was != is, false)),
        (was, is) => bounds(was, is).unwrap_or(Extent::Other),
    }
}

/// Where any change means that nobody can tell.
pub(super) fn exact(it: Extent) -> Extent {
    if it == Extent::Same { it } else { Extent::Other }
}

/// Of what need not be said.
pub(super) fn optional<R>(was: Option<&R>, is: Option<&R>, of: &mut dyn FnMut(&R, &R) -> Extent) -> Extent {
    match (was, is) {
        (None, None) => Extent::Same,
        (Some(was), Some(is)) => of(was, is),
        (None, Some(_)) => Extent::Narrower,
        (Some(_), None) => Extent::Wider,
    }
}

fn multiples(was: &Number, is: &Number) -> Extent {
    match (was.as_i128(), is.as_i128()) {
        (Some(one), Some(other)) if one != 0 && other != 0 => Extent::of(one % other != 0, other % one != 0),
        _ => exact(Extent::of(was != is, false)),
    }
}

/// Of bounds of numbers on the same side.
fn bounds<R>(was: &Constraint<R>, is: &Constraint<R>) -> Option<Extent> {
    let ((before, shut), (now, is_shut)) = (bound(was)?, bound(is)?);
    let order = match (before.as_i128(), now.as_i128()) {
        (Some(before), Some(now)) => now.cmp(&before),
        _ => now.as_f64().total_cmp(&before.as_f64()),
    };
    // A bound that is higher lets fewer pass from below, and more from above.
    let order = if side(was)? { order.reverse() } else { order };
    Some(Extent::of(
        order.is_gt() || order.is_eq() && is_shut && !shut,
        order.is_lt() || order.is_eq() && shut && !is_shut,
    ))
}

/// A bound, and whether it is excluded.
fn bound<R>(it: &Constraint<R>) -> Option<(&Number, bool)> {
    match it {
        Constraint::Minimum(it) | Constraint::Maximum(it) => Some((it, false)),
        Constraint::ExclusiveMinimum(it) | Constraint::ExclusiveMaximum(it) => Some((it, true)),
        _ => None,
    }
}

/// The keyword.
fn word<R>(it: &Constraint<R>) -> &'static str {
    match it {
        Constraint::MinLength(_) => "minLength",
        Constraint::MaxLength(_) => "maxLength",
        Constraint::Pattern(..) => "pattern",
        Constraint::Format(_) => "format",
        Constraint::Minimum(_) => "minimum",
        Constraint::Maximum(_) => "maximum",
        Constraint::ExclusiveMinimum(_) => "exclusiveMinimum",
        Constraint::ExclusiveMaximum(_) => "exclusiveMaximum",
        Constraint::MultipleOf(_) => "multipleOf",
        Constraint::MinItems(_) => "minItems",
        Constraint::MaxItems(_) => "maxItems",
        Constraint::UniqueItems => "uniqueItems",
        Constraint::Contains { .. } => "contains",
        Constraint::MinProperties(_) => "minProperties",
        Constraint::MaxProperties(_) => "maxProperties",
        Constraint::PropertyNames(_) => "propertyNames",
        Constraint::DependentRequired(..) => "dependentRequired",
        Constraint::DependentSchema(..) => "dependentSchemas",
        Constraint::Not(_) => "not",
        Constraint::Conditional { .. } => "if",
        Constraint::Valid(_) => "schema",
        Constraint::Const(_) => "const",
    }
}

/// With what it says, where that is short.
fn told<R>(it: &Constraint<R>) -> String {
    let word = word(it);
    match it {
        Constraint::MinLength(n)
        | Constraint::MaxLength(n)
        | Constraint::MinItems(n)
        | Constraint::MaxItems(n)
        | Constraint::MinProperties(n)
        | Constraint::MaxProperties(n) => format!("`{word}: {n}`"),
        Constraint::Minimum(n)
        | Constraint::Maximum(n)
        | Constraint::ExclusiveMinimum(n)
        | Constraint::ExclusiveMaximum(n)
        | Constraint::MultipleOf(n) => format!("`{word}: {}`", n.as_str()),
        Constraint::Pattern(text, _) | Constraint::Const(Value::Text(text)) => format!("`{word}: {text}`"),
        Constraint::Format(it) => format!("`{word}: {it:?}`").to_lowercase(),
        _ => format!("`{word}`"),
    }
}
