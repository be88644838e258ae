//! Where in a document one is, without allocating until somebody asks.

use crate::validate::escaped;
use std::fmt;

/// A chain of steps from the root, kept on the stack.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    Root,
    Member(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

/// Writes a JSON pointer, RFC 6901.
impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Member(parent, name) => write!(f, "{parent}{}", escaped(name)),
            Self::Item(parent, index) => write!(f, "{parent}/{index}"),
        }
    }
}

/// Whether one pointer leads to where another does, or to something around that.
pub(super) fn covers(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_pointer() {
        let items = Path::Member(&Path::Root, "a/b");
        assert_eq!(Path::Item(&items, 3).to_string(), "/a~1b/3");
        assert_eq!(Path::Root.to_string(), "");
    }

    #[test]
    fn covering_ends_at_a_slash() {
        assert!(covers("", "/a") && covers("/a", "/a") && covers("/a", "/a/0"));
        assert!(!covers("/a", "/ab") && !covers("/a/0", "/a"));
    }
}
