//! URIs, RFC 3986, with the zones of RFC 6874.

use fluent_uri::{Uri, UriRef};
use std::borrow::Cow;

/// A URI with its scheme.
pub fn is_uri(text: &str) -> bool {
    let Some(text) = without_zone(text) else { return false };
    Uri::parse(&*text).is_ok_and(|it| it.authority().is_none_or(|it| is_utf8(it.host())))
}

/// A URI, or a reference relative to one.
pub fn is_uri_ref(text: &str) -> bool {
    let Some(text) = without_zone(text) else { return false };
    UriRef::parse(&*text).is_ok_and(|it| it.authority().is_none_or(|it| is_utf8(it.host())))
}

/// A URI without the zone of its address, which the parser does not know; `None`: the zone is none.
fn without_zone(text: &str) -> Option<Cow<'_, str>> {
    let bracketed = text.find("//").zip(text.find('[')).zip(text.find(']'));
    let zoned = bracketed.filter(|((slashes, open), close)| slashes < open && open < close);
    let Some(((_, open), close)) = zoned else { return Some(text.into()) };
    let (before, inside, after) = (text.get(..open)?, text.get(open..close)?, text.get(close..)?);
    let Some((address, zone)) = inside.split_once("%25") else { return Some(text.into()) };
    // A zone is written as a name is.
    let name = zone.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._~%".contains(&it));
    let good = !zone.is_empty() && name && UriRef::parse(zone).is_ok() && is_utf8(zone);
    good.then(|| format!("{before}{address}{after}").into())
}

/// Whether what is percent-encoded is UTF-8.
fn is_utf8(host: &str) -> bool {
    percent_encoding::percent_decode_str(host).decode_utf8().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_told() {
        for (text, holds) in [
            ("https://a.b/c?d#e", true),
            ("a", false),
            ("https://[fe80::1%25eth0]/", true),
            ("https://[fe80::1%25]/", false),
            ("https://[fe80::1%eth0]/", false),
            ("https://%c3x%96", false),
            ("https://%c3%96", true),
            ("https://a b", false),
        ] {
            assert_eq!(is_uri(text), holds, "{text}");
        }
        assert!(is_uri_ref("./a") && is_uri_ref("") && !is_uri_ref("\\"));
    }
}
