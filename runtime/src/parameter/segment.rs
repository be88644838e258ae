//! Values as segments of a path.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a segment may hold unencoded: the unreserved characters, RFC 3986 §2.3.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A value as one segment of a path, encoded so that it stays one: `a/b` is `a%2Fb`.
pub fn path_segment(value: &impl ToString) -> String {
    let text = value.to_string();
    match text.as_str() {
        // Dot segments mean another path, RFC 3986 §3.3, encoded or not: nothing else can be said of them.
        "." | ".." => text.replace('.', "%2E"),
        text => utf8_percent_encode(text, SEGMENT).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::path_segment;

    #[test]
    fn a_value_stays_one_segment() {
        for (value, segment) in
            [("a/b?c#d", "a%2Fb%3Fc%23d"), ("a b", "a%20b"), ("ä", "%C3%A4"), ("..", "%2E%2E"), ("a.b", "a.b")]
        {
            assert_eq!(path_segment(&value), segment);
        }
        assert_eq!(path_segment(&17), "17");
    }
}
