//! Plain scalars by the core schema (YAML 1.2.2 §10.3.2).

use super::node::Value;
use zephyrix_ir::vocabulary::Number;

/// What a scalar without quotes says.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::Text(text.into()), Value::Number),
    }
}

/// What a scalar tagged `!!bool`, `!!int`, … says; `None` when it is not one.
pub(super) fn tagged(tag: &str, text: &str) -> Option<Value> {
    match (tag, plain(text)) {
        ("str", _) => Some(Value::Text(text.into())),
        ("int", Value::Number(it)) if it.as_i128().is_some() => Some(Value::Number(it)),
        ("null", it @ Value::Null) | ("bool", it @ Value::Bool(_)) | ("float", it @ Value::Number(_)) => Some(it),
        _ => None,
    }
}

/// A number in JSON's grammar from one in YAML's: `+1`, `.5`, `1.`, `007`, `0o17` and `0xff` are read too.
///
/// `.inf` and `.nan` have no JSON form: they stay texts.
fn number(text: &str) -> Option<Number> {
    if !text.starts_with(|it: char| it.is_ascii_digit() || matches!(it, '-' | '+' | '.')) {
        return None;
    }
    Number::parse(text).or_else(|| radix(text)).or_else(|| decimal(text))
}

/// `0o17`, `0xff`.
fn radix(text: &str) -> Option<Number> {
    let (digits, radix) = match (text.strip_prefix("0o"), text.strip_prefix("0x")) {
        (Some(digits), _) => (digits, 8),
        (_, Some(digits)) => (digits, 16),
        _ => return None,
    };
    let all = digits.chars().all(|it| it.is_digit(radix));
    let value = u128::from_str_radix(digits, radix).ok().filter(|_| all)?;
    Number::parse(&value.to_string())
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, put into JSON's form.
fn decimal(text: &str) -> Option<Number> {
    let sign = if text.starts_with('-') { "-" } else { "" };
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = unsigned.find(['e', 'E']).map_or((unsigned, ""), |at| unsigned.split_at(at));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    };
    let dot = if fraction.is_empty() { "" } else { "." };
    Number::parse(&format!("{sign}{whole}{dot}{fraction}{exponent}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match plain(text) {
            Value::Null => "null".to_owned(),
            Value::Bool(it) => it.to_string(),
            Value::Number(it) => it.as_str().to_owned(),
            Value::Text(it) => format!("{it:?}"),
            _ => unreachable!("a scalar"),
        }
    }

    #[test]
    fn the_core_schema_and_no_more() {
        for (text, says) in [
            ("", "null"),
            ("~", "null"),
            ("nUll", "\"nUll\""),
            ("True", "true"),
            ("yes", "\"yes\""),
            ("off", "\"off\""),
            ("1_000", "\"1_000\""),
            ("12", "12"),
            ("-0.0", "-0.0"),
            ("+12", "12"),
            ("007", "7"),
            ("0o17", "15"),
            ("0xFF", "255"),
            ("0x+1", "\"0x+1\""),
            ("0b1", "\"0b1\""),
            (".5", "0.5"),
            ("1.", "1"),
            ("1e3", "1e3"),
            (".", "\".\""),
            ("-", "\"-\""),
            ("1.2.3", "\"1.2.3\""),
            ("2020-01-02", "\"2020-01-02\""),
            ("12:30", "\"12:30\""),
            (".inf", "\".inf\""),
            ("184467440737095516150", "184467440737095516150"),
        ] {
            assert_eq!(shown(text), says, "{text}");
        }
    }

    #[test]
    fn tags_decide() {
        assert!(matches!(tagged("str", "12"), Some(Value::Text(it)) if &*it == "12"));
        assert!(tagged("int", "1.5").is_none());
        assert!(tagged("float", "1.5").is_some());
        assert!(tagged("timestamp", "2020-01-02").is_none());
    }
}
