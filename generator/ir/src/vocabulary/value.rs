//! Literal values, exactly as written.

use indexmap::IndexMap;

/// A number as the schema wrote it: exact, of any size, never rounded through a float.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(String);

impl Number {
    /// A number written in JSON's grammar (RFC 8259 §6); anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(m, e)| (m, Some(e)));
        let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
        let good = digits(whole)
            && (whole == "0" || !whole.starts_with('0'))
            && fraction.is_none_or(digits)
            && exponent.is_none_or(|it| digits(it.strip_prefix(['+', '-']).unwrap_or(it)));
        good.then(|| Self(text.to_owned()))
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As an integer, when it is one that fits: `3`, `3.0` and `30e-1` are.
    pub fn as_i128(&self) -> Option<i128> {
        let (mantissa, exponent) = self.0.split_once(['e', 'E']).unwrap_or((&self.0, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let fraction = fraction.trim_end_matches('0');
        let shift = exponent.parse::<i32>().ok()? - i32::try_from(fraction.len()).ok()?;
        let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
        if let Ok(up) = u32::try_from(shift) {
            digits.checked_mul(10_i128.checked_pow(up)?)
        } else {
            let by = 10_i128.checked_pow(shift.unsigned_abs())?;
            (digits % by == 0).then(|| digits / by)
        }
    }

    /// As the nearest float.
    pub fn as_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(value.to_string())
    }
}

/// A literal of JSON's data model: a default, an enum value, an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number, exact.
    Number(Number),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object, in the order written.
    Map(IndexMap<String, Value>),
}

impl Value {
    /// The string, when it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The JSON Schema name of its type: `null`, `boolean`, `integer`, `number`, `string`, `array`, `object`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Number(it) if it.as_i128().is_some() => "integer",
            Self::Number(_) => "number",
            Self::Text(_) => "string",
            Self::List(_) => "array",
            Self::Map(_) => "object",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn numbers_are_json_and_exact() {
        for (text, whole) in [("3", Some(3)), ("3.0", Some(3)), ("30e-1", Some(3)), ("-2E2", Some(-200)), ("0.1", None)]
        {
            assert_eq!(Number::parse(text).unwrap().as_i128(), whole, "{text}");
        }
        for text in ["", "01", "1.", ".5", "+1", "0x1", "1e", "NaN", "-"] {
            assert!(Number::parse(text).is_none(), "{text}");
        }
    }
}
