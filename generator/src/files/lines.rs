//! How lines end: a checkout may end them as its system does, and that is no edit.

use std::borrow::Cow;

/// The text with lines that end as ours do.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.contains("\r\n") { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}

/// A text of ours with lines that end as those of the file do that it is for.
pub(super) fn like(there: &str, text: String) -> String {
    if there.contains("\r\n") { plain(&text).replace('\n', "\r\n") } else { text }
}

/// Whether two texts differ in nothing but how lines end.
pub(super) fn same(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}
