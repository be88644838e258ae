//! Entity tags and the preconditions on them, RFC 9110 §8.8.3 and §13.1.

use http::HeaderValue;

/// The value of `ETag` for an opaque tag, without quotes; `None` for a tag that cannot be one.
pub(super) fn header(tag: &str) -> Option<HeaderValue> {
    let fit = tag.bytes().all(|it| it > b' ' && it != b'"' && it != 0x7f);
    fit.then(|| HeaderValue::try_from(format!("\"{tag}\"")).ok()).flatten()
}

/// Whether `If-Match` lets a change of something with this tag pass, RFC 9110 §13.1.1; without the header it does.
///
/// `current` is the opaque tag without quotes. Weak tags never match.
pub fn if_match(header: Option<&str>, current: &str) -> bool {
    header.is_none_or(|it| is_any(it) || tags(it).any(|(weak, tag)| !weak && tag == current))
}

/// Whether `If-None-Match` lets something with this tag be sent, RFC 9110 §13.1.2; without the header it does.
///
/// `current` is the opaque tag without quotes. Weak tags match like others. Where it does not pass, the answer is 304
/// to a GET, else 412.
pub fn if_none_match(header: Option<&str>, current: &str) -> bool {
    header.is_none_or(|it| !is_any(it) && !tags(it).any(|(_, tag)| tag == current))
}

fn is_any(header: &str) -> bool {
    header.trim() == "*"
}

/// The tags of a list, and whether each is weak; ends where the list is not one.
fn tags(header: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = header;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let (weak, quoted) = rest.strip_prefix("W/").map_or((false, rest), |it| (true, it));
        // A tag may hold commas, so the quotes are what ends it.
        let (tag, after) = quoted.strip_prefix('"')?.split_once('"')?;
        rest = after;
        Some((weak, tag))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn if_match_compares_strongly() {
        assert!(if_match(None, "1") && if_match(Some("*"), "1"));
        assert!(if_match(Some("\"0\", \"1\""), "1") && if_match(Some("\"a,b\""), "a,b"));
        assert!(!if_match(Some("W/\"1\""), "1") && !if_match(Some("\"2\""), "1"));
        assert!(!if_match(Some("1"), "1") && !if_match(Some(""), "1") && !if_match(Some("\"1"), "1"));
    }

    #[test]
    fn if_none_match_compares_weakly() {
        assert!(if_none_match(None, "1") && if_none_match(Some("\"2\""), "1"));
        assert!(!if_none_match(Some("*"), "1") && !if_none_match(Some("W/\"1\""), "1"));
        assert!(!if_none_match(Some("\"0\" , W/\"1\""), "1"));
    }

    #[test]
    fn a_tag_that_would_break_the_header_is_none() {
        assert_eq!(header("v1").unwrap(), "\"v1\"");
        assert!(header("a\"b").is_none() && header("a\r\nb").is_none() && header("a b").is_none());
    }
}
