//! Media types (RFC 9110 §8.3.1) and ranges of them.

/// A media type without its parameters.
pub(crate) fn essence(media: &str) -> &str {
    media.split_once(';').map_or(media, |it| it.0).trim()
}

/// Whether a media type without parameters is in a range: `text/*`, `*/*`, or itself.
pub(crate) fn is_within(essence: &str, range: &str) -> bool {
    if range == "*/*" {
        return essence.contains('/');
    }
    match range.strip_suffix('*') {
        Some(start) => essence.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start)),
        // Ranges may have parameters of their own, which do not matter here.
        None => essence.eq_ignore_ascii_case(self::essence(range)),
    }
}

/// Whether a media type is JSON of some kind: `application/vnd.example+json`, RFC 6839 §3.1.
#[cfg(feature = "http")]
pub(crate) fn is_json(essence: &str) -> bool {
    ends(essence, "/json") || ends(essence, "+json")
}

#[cfg(feature = "http")]
fn ends(text: &str, end: &str) -> bool {
    let start = text.len().checked_sub(end.len());
    start.and_then(|it| text.get(it..)).is_some_and(|it| it.eq_ignore_ascii_case(end))
}
