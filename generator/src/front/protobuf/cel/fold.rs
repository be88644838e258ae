//! What is known before any message is there, reckoned.

use std::cmp::Ordering;
use zephyrix_ir::vocabulary::{Cel, CelFunction as F, CelLiteral as L, CelNode, CelType};

const NANOS: i128 = 1_000_000_000;

/// `true` or `false`.
pub(super) fn truth(it: bool) -> Cel {
    Cel::literal(L::Bool(it))
}

/// `!`, `&&` and `||`.
pub(super) fn logic(function: F, of: Vec<Cel>) -> Cel {
    if function == F::Not {
        return match of.into_iter().next() {
            Some(it) => not(it),
            None => truth(true),
        };
    }
    // What settles it alone, and what says nothing.
    let settles = function == F::Or;
    let mut open = Vec::new();
    for it in of {
        match it.as_bool() {
            Some(known) if known == settles => return it,
            Some(_) => {}
            None => open.push(it),
        }
    }
    let mut open = open.into_iter();
    let Some(first) = open.next() else { return truth(!settles) };
    open.fold(first, |a, b| Cel::call(CelType::Bool, function, vec![a, b]))
}

fn not(it: Cel) -> Cel {
    match it.node {
        CelNode::Literal(L::Bool(it)) => truth(!it),
        CelNode::Call(F::Not, mut of) if of.len() == 1 => of.remove(0),
        CelNode::Call(F::Equal, of) => Cel::call(CelType::Bool, F::NotEqual, of),
        CelNode::Call(F::NotEqual, of) => Cel::call(CelType::Bool, F::Equal, of),
        // Of floats neither may hold.
        CelNode::Call(order, of) if inverted(order).is_some() && of.iter().all(|it| it.ty != CelType::Double) => {
            Cel::call(CelType::Bool, inverted(order).unwrap_or(order), of)
        }
        _ => Cel::call(CelType::Bool, F::Not, vec![it]),
    }
}

/// What holds where an order does not.
fn inverted(order: F) -> Option<F> {
    Some(match order {
        F::Less => F::GreaterEqual,
        F::LessEqual => F::Greater,
        F::Greater => F::LessEqual,
        F::GreaterEqual => F::Less,
        _ => return None,
    })
}

/// `-a`.
pub(super) fn negate(it: Cel) -> Cel {
    match it.as_literal() {
        Some(L::Int(n)) if *n != i64::MIN => Cel::literal(L::Int(-n)),
        Some(L::Double(bits)) => Cel::literal(L::Double((-f64::from_bits(*bits)).to_bits())),
        _ => Cel::call(it.ty.clone(), F::Negate, vec![it]),
    }
}

/// A comparison of two of one type.
pub(super) fn compare(function: F, a: Cel, b: Cel) -> Cel {
    match (a.as_literal(), b.as_literal()) {
        (Some(one), Some(other)) => truth(holds(function, ordered(one, other))),
        // What is known is on the right.
        (Some(_), None) => compare(mirrored(function), b, a),
        (None, Some(L::Bool(it))) if matches!(function, F::Equal | F::NotEqual) => {
            if *it == (function == F::Equal) {
                a
            } else {
                not(a)
            }
        }
        (None, Some(known)) => {
            at_an_end(function, known).unwrap_or_else(|| Cel::call(CelType::Bool, function, vec![a, b]))
        }
        // NaN is not itself.
        (None, None) if a == b && a.ty != CelType::Double => truth(holds(function, Some(Ordering::Equal))),
        (None, None) => Cel::call(CelType::Bool, function, vec![a, b]),
    }
}

fn holds(function: F, order: Option<Ordering>) -> bool {
    match function {
        F::Equal => order == Some(Ordering::Equal),
        F::NotEqual => order != Some(Ordering::Equal),
        F::Less => order == Some(Ordering::Less),
        F::LessEqual => order.is_some_and(Ordering::is_le),
        F::Greater => order == Some(Ordering::Greater),
        _ => order.is_some_and(Ordering::is_ge),
    }
}

/// The same comparison from the other side.
fn mirrored(function: F) -> F {
    match function {
        F::Less => F::Greater,
        F::LessEqual => F::GreaterEqual,
        F::Greater => F::Less,
        F::GreaterEqual => F::LessEqual,
        other => other,
    }
}

/// A comparison that the ends of a type settle: nothing is less than 0, where there are no signs.
fn at_an_end(function: F, known: &L) -> Option<Cel> {
    let lowest = matches!(known, L::Uint(0) | L::Int(i64::MIN));
    let highest = matches!(known, L::Uint(u64::MAX) | L::Int(i64::MAX));
    match function {
        F::Less if lowest => Some(truth(false)),
        F::GreaterEqual if lowest => Some(truth(true)),
        F::Greater if highest => Some(truth(false)),
        F::LessEqual if highest => Some(truth(true)),
        _ => None,
    }
}

/// The order of two literals of one type; none with NaN.
fn ordered(a: &L, b: &L) -> Option<Ordering> {
    match (a, b) {
        (L::Bool(a), L::Bool(b)) => Some(a.cmp(b)),
        (L::Int(a), L::Int(b)) => Some(a.cmp(b)),
        (L::Uint(a), L::Uint(b)) => Some(a.cmp(b)),
        (L::Double(a), L::Double(b)) => f64::from_bits(*a).partial_cmp(&f64::from_bits(*b)),
        (L::Text(a), L::Text(b)) => Some(a.cmp(b)),
        (L::Bytes(a), L::Bytes(b)) => Some(a.cmp(b)),
        (L::Timestamp(a), L::Timestamp(b)) | (L::Duration(a), L::Duration(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// Texts, one after another.
pub(super) fn concat(of: Vec<Cel>) -> Cel {
    let mut parts: Vec<Cel> = Vec::new();
    let flat = of.into_iter().flat_map(|it| match it.node {
        CelNode::Call(F::Concat, of) => of,
        node => vec![Cel { ty: it.ty, node }],
    });
    for it in flat {
        match (parts.last_mut().map(|it| &mut it.node), it.as_literal()) {
            (_, Some(L::Text(more))) if more.is_empty() => {}
            (Some(CelNode::Literal(L::Text(text))), Some(L::Text(more))) => text.push_str(more),
            _ => parts.push(it),
        }
    }
    match parts.len() {
        0 => Cel::literal(L::Text(String::new())),
        1 => parts.remove(0),
        _ => Cel::call(CelType::Text, F::Concat, parts),
    }
}

/// Conversions of what is such a value already, of literals, and of sizes.
pub(super) fn convert(function: F, ty: &CelType, mut of: Vec<Cel>) -> Cel {
    let same = of.first().is_some_and(|it| it.ty == *ty);
    match (function, of.as_slice()) {
        (F::ToInt | F::ToUint | F::ToDouble | F::ToText, [_]) if same => of.remove(0),
        // Sizes have no sign.
        (F::ToUint, [Cel { node: CelNode::Call(F::Size, of), .. }]) => Cel::call(CelType::Uint, F::Count, of.clone()),
        (_, [it]) => match it.as_literal().and_then(|it| converted(function, it)) {
            Some(known) => Cel::literal(known),
            None => Cel::call(ty.clone(), function, of),
        },
        _ => Cel::call(ty.clone(), function, of),
    }
}

fn converted(function: F, it: &L) -> Option<L> {
    Some(match (function, it) {
        (F::ToUint, L::Int(it)) => L::Uint(u64::try_from(*it).ok()?),
        (F::ToInt, L::Uint(it)) => L::Int(i64::try_from(*it).ok()?),
        (F::ToText, L::Int(it)) => L::Text(it.to_string()),
        (F::ToText, L::Uint(it)) => L::Text(it.to_string()),
        (F::ToText, L::Bool(it)) => L::Text(it.to_string()),
        (F::ToText, L::Double(it)) => L::Text(f64::from_bits(*it).to_string()),
        (F::ToText, L::Duration(it)) => L::Text(seconds(*it)),
        (F::ToText, L::Timestamp(it)) => L::Text(rfc3339(*it)?),
        _ => return None,
    })
}

/// `1.5s`.
fn seconds(nanos: i128) -> String {
    let sign = if nanos < 0 { "-" } else { "" };
    let (whole, part) = (nanos.abs() / NANOS, nanos.abs() % NANOS);
    let part = format!(".{part:09}");
    format!("{sign}{whole}{}s", part.trim_end_matches('0').trim_end_matches('.'))
}

fn rfc3339(nanos: i128) -> Option<String> {
    let seconds = i64::try_from(nanos.div_euclid(NANOS)).ok()?;
    let nanos = i32::try_from(nanos.rem_euclid(NANOS)).ok()?;
    Some(prost_reflect::prost_types::Timestamp { seconds, nanos }.to_string())
}

/// `duration('1h')`; a moment is not written in place.
pub(super) fn moment(ty: &CelType, of: &[Cel]) -> Result<Cel, String> {
    match (ty, of.first().and_then(Cel::as_literal)) {
        (CelType::Duration, Some(L::Text(text))) => {
            let it = duration(text).ok_or_else(|| format!("`{text}` is not a duration"))?;
            Ok(Cel::literal(L::Duration(it)))
        }
        (CelType::Timestamp, Some(L::Text(text))) => {
            use prost_reflect::prost_types::Timestamp;
            let it: Timestamp = text.parse().map_err(|_| format!("`{text}` is not a timestamp"))?;
            Ok(Cel::literal(L::Timestamp(i128::from(it.seconds) * NANOS + i128::from(it.nanos))))
        }
        _ => Err("`duration` and `timestamp` take a text that is written in place".to_owned()),
    }
}

/// Nanoseconds of each unit; the longer name of two that begin alike first.
const UNITS: &[(&str, i128)] =
    &[("ns", 1), ("us", 1_000), ("ms", 1_000_000), ("h", 3600 * NANOS), ("m", 60 * NANOS), ("s", NANOS)];

/// `1h30m`, `-1.5s`.
fn duration(text: &str) -> Option<i128> {
    let (mut rest, sign) = text.strip_prefix('-').map_or((text, 1), |it| (it, -1));
    let mut total = 0_i128;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let end = rest.find(|it: char| !it.is_ascii_digit() && it != '.')?;
        let (number, after) = rest.split_at(end);
        let (name, unit) = UNITS.iter().find(|it| after.starts_with(it.0))?;
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let fraction = |at: usize, digit: char| {
            Some(unit * i128::from(digit.to_digit(10)?) / 10_i128.checked_pow(u32::try_from(at + 1).ok()?)?)
        };
        total = total.checked_add(unit.checked_mul(whole.parse::<i64>().ok()?.into())?)?;
        for (at, digit) in part.chars().take(18).enumerate() {
            total += fraction(at, digit)?;
        }
        rest = after.get(name.len()..)?;
    }
    Some(total * sign)
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_are_read() {
        for (text, nanos) in [
            ("1h30m", Some(5_400_000_000_000)),
            ("-1.5s", Some(-1_500_000_000)),
            ("3ms", Some(3_000_000)),
            ("1", None),
            ("", None),
            ("9999999999999999999h", None),
        ] {
            assert_eq!(duration(text), nanos, "{text}");
        }
    }
}
