//! Literals as JSON.

use serde_json::{Map, Value as Json};
use zephyrix_ir::vocabulary::{Number, Value};

/// A literal. A number that 64 bits cannot hold is the nearest that they can.
pub(super) fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(it) => Json::Bool(*it),
        Value::Number(it) => number(it),
        Value::Text(it) => Json::String(it.clone()),
        Value::List(all) => Json::Array(all.iter().map(json).collect()),
        Value::Map(all) => Json::Object(all.iter().map(|(key, it)| (key.clone(), json(it))).collect::<Map<_, _>>()),
    }
}

/// A number, as exact as JSON's readers have it.
pub(super) fn number(it: &Number) -> Json {
    let whole = it.as_i128().filter(|_| !it.as_str().contains(['.', 'e', 'E']));
    let signed = whole.and_then(|it| i64::try_from(it).ok()).map(Json::from);
    let unsigned = || whole.and_then(|it| u64::try_from(it).ok()).map(Json::from);
    signed.or_else(unsigned).unwrap_or_else(|| Json::from(it.as_f64()))
}

#[cfg(test)]
mod tests {
    use super::number;
    use zephyrix_ir::vocabulary::Number;

    #[test]
    fn numbers_keep_what_64_bits_can() {
        for (text, json) in [
            ("0", "0"),
            ("-9223372036854775808", "-9223372036854775808"),
            ("18446744073709551615", "18446744073709551615"),
            ("0.1", "0.1"),
            ("1e400", "null"),
        ] {
            assert_eq!(number(&Number::parse(text).unwrap()).to_string(), json, "{text}");
        }
    }
}
