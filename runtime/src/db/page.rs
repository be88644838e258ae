//! Pages of long lists, each beginning after the key at which the last one ended.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// The cursor of the next page, if there is one.
    pub next: Option<String>,
}

/// A place in a list: the text of a key, opaque to clients.
#[derive(Clone, Copy, Debug)]
pub struct Cursor;

impl Cursor {
    /// The cursor after a key.
    pub fn encode(key: &str) -> String {
        URL_SAFE_NO_PAD.encode(key)
    }

    /// The key of a cursor; `None` if it is none of ours.
    pub fn decode(cursor: &str) -> Option<String> {
        String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()
    }
}

/// The key after which a page begins; `None` without a cursor.
///
/// # Errors
/// [`BadCursor`], when the cursor is none of ours or is of another list.
pub fn after<K: FromStr>(cursor: Option<&str>) -> Result<Option<K>, BadCursor> {
    let key = |cursor| Cursor::decode(cursor).and_then(|key| key.parse().ok()).ok_or(BadCursor);
    cursor.map(key).transpose()
}

/// A cursor that names no page of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadCursor;

impl fmt::Display for BadCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The cursor names no page of this list.")
    }
}

impl std::error::Error for BadCursor {}

impl<T> Page<T> {
    /// The first `limit` of `items`, which holds one more if there is a next page; `key` tells where an item is.
    pub fn new(mut items: Vec<T>, limit: usize, key: impl Fn(&T) -> String) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|it| Cursor::encode(&key(it)));
        Self { items, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_read_back_and_bad_ones_refused() {
        for key in ["", "17", "Ärger/?&"] {
            assert_eq!(Cursor::decode(&Cursor::encode(key)).as_deref(), Some(key));
        }
        for bad in ["!", "a", "MTc=", "_w"] {
            assert_eq!(Cursor::decode(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_next_page_begins_after_the_last_item() {
        let page = Page::new(vec![1, 2, 3], 2, ToString::to_string);
        assert_eq!((page.items, page.next.as_deref().and_then(Cursor::decode).as_deref()), (vec![1, 2], Some("2")));
        assert_eq!(Page::new(vec![1, 2], 2, ToString::to_string).next, None);
    }
}
