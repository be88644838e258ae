//! Texts and bytes.

use super::Fault;
use std::fmt::Write;

/// How large a pattern may become that is made of a message's own text.
const LARGEST: usize = 1 << 20;

/// How many characters a text has.
pub fn count(text: &str) -> u64 {
    text.chars().count() as u64
}

/// Whether bytes are within others.
pub fn contains(bytes: &[u8], part: &[u8]) -> bool {
    part.is_empty() || bytes.windows(part.len()).any(|it| it == part)
}

/// Whether some part of a text matches a pattern that is a value, too.
///
/// # Errors
/// When it is no pattern.
pub fn matches(text: &str, pattern: &str) -> Result<bool, Fault> {
    let pattern = regex::RegexBuilder::new(pattern).size_limit(LARGEST).build();
    pattern.map(|it| it.is_match(text)).map_err(|_| Fault)
}

/// Bytes as text.
///
/// # Errors
/// When they are not UTF-8.
pub fn text(bytes: &[u8]) -> Result<&str, Fault> {
    std::str::from_utf8(bytes).map_err(|_| Fault)
}

/// Bytes in hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut to, it| {
        let _ = write!(to, "{it:02x}");
        to
    })
}

/// Before how many characters a text has another; -1 where it has not.
pub fn index_of(text: &str, part: &str) -> i64 {
    let before = text.find(part).and_then(|at| text.get(..at));
    before.and_then(|it| i64::try_from(it.chars().count()).ok()).unwrap_or(-1)
}

/// What an `Any` holds.
pub fn type_url(any: &serde_json::Value) -> &str {
    any.get("@type").and_then(serde_json::Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_characters() {
        assert_eq!(index_of("éab", "b"), 2);
        assert_eq!(index_of("a", "b"), -1);
        assert_eq!(count("éa"), 2);
        assert!(contains(b"abc", b"bc") && !contains(b"abc", b"d") && contains(b"", b""));
        assert_eq!(matches("a", "("), Err(Fault));
        assert_eq!(hex(&[0, 255]), "00ff");
    }
}
