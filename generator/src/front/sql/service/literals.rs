//! Defaults that are plain values, whoever evaluates them.

use zephyrix_ir::vocabulary::relational::Kind;
use zephyrix_ir::vocabulary::{Number, Value};

/// What a default says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Default {
    /// The same as nothing.
    Null,
    /// A value.
    Value(Value),
    /// Only the database knows.
    Expression(String),
}

/// Reads a default of a column of a kind; `words` are those that it may be.
pub(super) fn default(text: &str, kind: &Kind, words: Option<&[String]>) -> Default {
    let bare = bare(text);
    if bare.eq_ignore_ascii_case("null") {
        return Default::Null;
    }
    let said = said(bare);
    let value = match (kind, said) {
        (_, Some(it)) if words.is_some() => words.filter(|all| all.contains(&it)).map(|_| Value::Text(it)),
        (Kind::Boolean, said) => boolean(said.as_deref().unwrap_or(bare)),
        (Kind::Integer { .. } | Kind::Year, said) => {
            Number::parse(said.as_deref().unwrap_or(bare)).filter(|it| it.as_i128().is_some()).map(Value::Number)
        }
        (Kind::Float32 | Kind::Float64, said) => Number::parse(said.as_deref().unwrap_or(bare)).map(Value::Number),
        (Kind::Decimal { .. }, said) => {
            let text = said.as_deref().unwrap_or(bare);
            Number::parse(text).filter(|_| !text.contains(['e', 'E'])).map(|_| Value::Text(text.to_owned()))
        }
        (Kind::Char(_) | Kind::Varchar(_) | Kind::Text(_), Some(it)) => Some(Value::Text(it)),
        _ => None,
    };
    value.map_or_else(|| Default::Expression(text.to_owned()), Default::Value)
}

/// Without parentheses around it, and without the cast after it.
fn bare(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(inner) = text.strip_prefix('(').and_then(|it| it.strip_suffix(')')) {
        // `(a)(b)` is in no parentheses.
        let mut depth = 0_i32;
        let closes = inner.chars().any(|it| {
            depth += i32::from(it == '(') - i32::from(it == ')');
            depth < 0
        });
        if closes {
            break;
        }
        text = inner.trim();
    }
    match text.rsplit_once("::") {
        Some((value, ty)) if !ty.contains('\'') => bare(value),
        _ => text,
    }
}

/// What a quoted text says.
fn said(text: &str) -> Option<String> {
    let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
    let plain = inner.replace("''", "");
    (!plain.contains('\'') && !plain.contains('\\')).then(|| inner.replace("''", "'"))
}

fn boolean(text: &str) -> Option<Value> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "t" => Some(Value::Bool(true)),
        "false" | "0" | "f" => Some(Value::Bool(false)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Default, default};
    use zephyrix_ir::vocabulary::relational::Kind;
    use zephyrix_ir::vocabulary::{Number, Value};

    #[test]
    fn values_are_told_from_expressions() {
        let text = |it: &str| Default::Value(Value::Text(it.to_owned()));
        let decimal = Kind::Decimal { precision: Some(4), scale: Some(2) };
        let integer = Kind::Integer { bits: 32, unsigned: false };
        assert_eq!(default("'it''s'::character varying", &Kind::Text(None), None), text("it's"));
        assert_eq!(default("((4.99))", &decimal, None), text("4.99"));
        assert_eq!(default("'3'", &integer, None), Default::Value(Value::Number(Number::from(3))));
        assert_eq!(default("NULL::integer", &integer, None), Default::Null);
        assert_eq!(default("b'1'", &Kind::Boolean, None), Default::Expression("b'1'".to_owned()));
        assert_eq!(default("true", &Kind::Boolean, None), Default::Value(Value::Bool(true)));
        for it in ["nextval('a'::regclass)", "CURRENT_TIMESTAMP", "('a' || 'b')"] {
            assert_eq!(default(it, &Kind::Text(None), None), Default::Expression(it.to_owned()));
        }
        let words = ["G".to_owned()];
        assert_eq!(default("'G'::mpaa_rating", &Kind::Other(String::new()), Some(&words)), text("G"));
    }
}
