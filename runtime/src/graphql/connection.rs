//! Pages of connections (GraphQL Cursor Connections Specification).

use super::{Error, Result};
use crate::db::{Cursor, Page};
use std::str::FromStr;

/// As many as there are.
pub const ALL: i64 = i64::MAX - 1;

/// At most so many are on a page, unless it is said how many.
const USUAL: i64 = 100;
/// The most that a page may be asked to have.
const MOST: i64 = 1000;

/// How many a list may have.
///
/// # Errors
/// `BAD_USER_INPUT` for less than nothing.
pub fn limit(given: Option<i32>) -> Result<i64> {
    let given = given.map_or(USUAL, i64::from);
    if given < 0 { Err(refused("A list cannot have less than no items.")) } else { Ok(given.min(MOST)) }
}

/// How many a list leaves out.
///
/// # Errors
/// `BAD_USER_INPUT` for less than nothing.
pub fn offset(given: Option<i32>) -> Result<i64> {
    let given = given.map_or(0, i64::from);
    if given < 0 { Err(refused("A list cannot leave out less than no items.")) } else { Ok(given) }
}

fn refused(why: &str) -> Error {
    Error::new(Error::BAD_USER_INPUT, why)
}

/// Which part of a connection is asked for; `K` is the key that it is in order of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window<K> {
    /// At most so many.
    pub limit: i64,
    /// Only those after this key.
    pub after: Option<K>,
    /// Only those before this key.
    pub before: Option<K>,
    /// Whether the last of them are asked for.
    pub backward: bool,
}

impl<K: FromStr> Window<K> {
    /// From the arguments of a connection.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for less than nothing, for both ends at once, and for cursors of nothing.
    pub fn new(first: Option<i32>, after: Option<String>, last: Option<i32>, before: Option<String>) -> Result<Self> {
        if first.is_some() && last.is_some() {
            return Err(refused("Ask for the `first` or for the `last`, not for both."));
        }
        let key = |cursor: Option<String>| {
            let key = |it: String| Cursor::decode(&it).and_then(|key| key.parse().ok());
            cursor.map(|it| key(it).ok_or_else(|| refused("A cursor is none of this connection."))).transpose()
        };
        Ok(Self { limit: limit(first.or(last))?, after: key(after)?, before: key(before)?, backward: last.is_some() })
    }

    /// The page that a store has found: with one more than asked for, there are more.
    pub fn page<T>(&self, found: Page<T>, key: impl Fn(&T) -> String) -> Connected<T> {
        let more = found.next.is_some();
        let mut items: Vec<(String, T)> = found.items.into_iter().map(|it| (Cursor::encode(&key(&it)), it)).collect();
        if self.backward {
            items.reverse();
        }
        let (has_next, has_previous) =
            if self.backward { (self.before.is_some(), more) } else { (more, self.after.is_some()) };
        Connected { items, has_next, has_previous }
    }
}

/// A page of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connected<T> {
    /// What is on it, with cursors.
    pub items: Vec<(String, T)>,
    /// Whether there are more after it.
    pub has_next: bool,
    /// Whether there are more before it.
    pub has_previous: bool,
}

impl<T> Connected<T> {
    /// The cursor of the first.
    pub fn start(&self) -> Option<String> {
        self.items.first().map(|it| it.0.clone())
    }

    /// The cursor of the last.
    pub fn end(&self) -> Option<String> {
        self.items.last().map(|it| it.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_read_and_bad_ones_refused() {
        let some = |it: &str| Some(Cursor::encode(it));
        let window = Window::<i64>::new(None, None, Some(2), some("7")).expect("a window");
        assert_eq!((window.limit, window.before, window.backward), (2, Some(7), true));
        let page = window.page(Page::new(vec![6, 5, 4], 2, ToString::to_string), ToString::to_string);
        assert_eq!(page.items.iter().map(|it| it.1).collect::<Vec<_>>(), [5, 6]);
        assert!(page.has_next && page.has_previous);
        for bad in [
            Window::<i64>::new(Some(1), None, Some(1), None),
            Window::new(Some(-1), None, None, None),
            Window::new(None, some("x"), None, None),
            Window::new(None, Some("!".to_owned()), None, None),
        ] {
            assert_eq!(bad.expect_err("no window").code(), Error::BAD_USER_INPUT);
        }
    }
}
