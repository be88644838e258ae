//! Whether an array has an item twice, in one pass.

use serde::Serialize;
use serde_json::{Number, Value};
use std::collections::HashSet;
use std::fmt::Write;

/// Whether two of the items are equal as JSON. An item that is not JSON at all equals nothing.
pub(super) fn has_repeated<T: Serialize>(items: &[T]) -> bool {
    if items.len() < 2 {
        return false;
    }
    let mut seen = HashSet::with_capacity(items.len());
    items.iter().filter_map(|it| serde_json::to_value(it).ok()).any(|it| {
        let mut key = String::new();
        write_canonical(&it, &mut key);
        !seen.insert(key)
    })
}

/// Whether two values are equal as JSON: 1 equals 1.0, and members have no order.
pub(super) fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(a), Value::Number(b)) => a == b || (a.is_f64() != b.is_f64() && a.as_f64() == b.as_f64()),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| equal(a, b)))
        }
        _ => one == other,
    }
}

/// Writes equal values alike, and only those.
fn write_canonical(value: &Value, to: &mut String) {
    match value {
        Value::Number(number) => write_number(number, to),
        Value::Array(items) => {
            to.push('[');
            for it in items {
                write_canonical(it, to);
                to.push(',');
            }
            to.push(']');
        }
        Value::Object(members) => {
            // The order of members depends on a feature of serde_json that others may switch on.
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_unstable_by_key(|(name, _)| *name);
            to.push('{');
            for (name, it) in sorted {
                write_text(name, to);
                write_canonical(it, to);
                to.push(',');
            }
            to.push('}');
        }
        Value::String(text) => write_text(text, to),
        Value::Null => to.push_str("null"),
        Value::Bool(it) => to.push_str(if *it { "true" } else { "false" }),
    }
}

/// A length before the text makes quoting needless. Writing to a string cannot fail.
fn write_text(text: &str, to: &mut String) {
    let _ = write!(to, "\"{}:{text}", text.len());
}

fn write_number(number: &Number, to: &mut String) {
    let _ = match number.as_f64() {
        // `{}` writes a whole f64 in full, without an exponent or a fraction: as it does an integer.
        Some(it) if number.is_f64() => write!(to, "{}", if it == 0.0 { 0.0 } else { it }),
        _ => write!(to, "{number}"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn repeated(items: &Value) -> bool {
        has_repeated(items.as_array().unwrap())
    }

    #[test]
    fn values_are_compared_as_json() {
        assert!(equal(&json!({"a": [1, 0.0], "b": null}), &json!({"b": null, "a": [1.0, -0.0]})));
        for (one, other) in [(json!([0]), json!([false])), (json!({"a": 1}), json!({})), (json!("1"), json!(1))] {
            assert!(!equal(&one, &other), "{one} {other}");
        }
    }

    #[test]
    fn equality_is_that_of_json() {
        assert!(repeated(&json!([1, 1.0])));
        assert!(repeated(&json!([0, -0.0])));
        assert!(repeated(&json!([{"a": 1, "b": [2]}, {"b": [2.0], "a": 1}])));
        assert!(repeated(&json!([null, null])));
        assert!(!repeated(&json!([1, "1", true, "true", null, "null", [1], [[1]], {"a": 1}, {"a": 2}])));
        assert!(!repeated(&json!([["a", "b"], ["a,", "b"], ["ab"], [["a", "b"]]])));
        assert!(!repeated(&json!([9_007_199_254_740_993_i64, 9_007_199_254_740_992_i64])));
    }
}
