//! The words of a text: what is neither space nor comment.

/// One word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// A name or number, a quoted text with its quotes, or a single character.
    pub(super) text: &'a str,
    /// Its first byte.
    pub(super) at: usize,
}

impl Word<'_> {
    /// The byte after its last.
    pub(super) fn end(self) -> usize {
        self.at + self.text.len()
    }

    /// Whether it begins as a name does.
    pub(super) fn is_name(self) -> bool {
        self.text.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
    }
}

/// A text without its quotes, if it has any.
pub(super) fn unquoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|it| *it == '"' || *it == '\'')?;
    text.get(1..)?.strip_suffix(quote)
}

/// Every word of a text, in order.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += blank(text.get(at..)?);
        let rest = text.get(at..).filter(|it| !it.is_empty())?;
        let word = Word { text: rest.get(..length(rest))?, at };
        at = word.end();
        Some(word)
    })
}

/// How many bytes of space and comments a text begins with.
fn blank(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let spaces = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let comment = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |it| it + 2)
        } else {
            0
        };
        at += spaces + comment;
        if comment == 0 {
            return at;
        }
    }
}

/// How many bytes the first word of a text has.
fn length(text: &str) -> usize {
    let first = text.chars().next().unwrap_or(' ');
    if first == '"' || first == '\'' {
        let mut escaped = false;
        let end = text.char_indices().skip(1).find(|(_, it)| {
            let ends = !escaped && (*it == first || *it == '\n');
            escaped = !escaped && *it == '\\';
            ends
        });
        return end.map_or(text.len(), |(at, _)| at + 1);
    }
    let in_name = |it: char| it.is_ascii_alphanumeric() || it == '_';
    match text.find(|it| !in_name(it)) {
        Some(0) => first.len_utf8(),
        Some(end) => end,
        None => text.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_what_is_neither_space_nor_comment() {
        let text = "a_1 = \"x // \\\" y\"; // b\n/* c */ .d {'e'} /* open";
        let found: Vec<&str> = words(text).map(|it| it.text).collect();
        assert_eq!(found, ["a_1", "=", "\"x // \\\" y\"", ";", ".", "d", "{", "'e'", "}"]);
        assert!(words(text).all(|it| text[it.at..it.end()] == *it.text));
    }
}
