//! The first words of a document, which tell operations from definitions.

/// Whether a document begins with an operation or a fragment: it asks a schema, and defines none.
pub(super) fn is_executable(text: &str) -> bool {
    let rest = after_ignored(text);
    let word = rest.split(|it: char| !(it.is_alphanumeric() || it == '_')).next().unwrap_or("");
    rest.starts_with('{') || ["query", "mutation", "subscription", "fragment"].contains(&word)
}

/// Whether a text begins as a definition does: `type Pet`, `schema {`, `directive @cached`, with or without a description.
pub(super) fn is_definition(text: &str) -> bool {
    const KEYWORDS: &[&str] =
        &["schema", "type", "interface", "union", "enum", "input", "scalar", "directive", "extend"];
    let rest = after_ignored(&text[after_description(text)..]);
    let keyword = KEYWORDS.iter().find_map(|it| rest.strip_prefix(it));
    let next = keyword.filter(|it| it.starts_with(|it: char| it.is_whitespace() || it == '{'));
    next.is_some_and(|it| after_ignored(it).starts_with(|it: char| it.is_alphabetic() || "_@{".contains(it)))
}

/// What is left after white space, commas, comments and the byte order mark.
fn after_ignored(mut text: &str) -> &str {
    loop {
        text = text.trim_start_matches(|it: char| it.is_whitespace() || it == ',' || it == '\u{feff}');
        match text.strip_prefix('#') {
            Some(comment) => text = comment.split_once('\n').map_or("", |(_, rest)| rest),
            None => return text,
        }
    }
}

/// The byte after a description that a text begins with; 0 where it begins with none.
pub(super) fn after_description(text: &str) -> usize {
    let begin = text.len() - after_ignored(text).len();
    let rest = &text[begin..];
    let (quotes, escaped) = if rest.starts_with("\"\"\"") { ("\"\"\"", "\\\"\"\"") } else { ("\"", "\\\"") };
    let Some(mut at) = rest.starts_with(quotes).then_some(begin + quotes.len()) else { return begin };
    while let Some(it) = text.get(at..).filter(|it| !it.is_empty()) {
        if it.starts_with("\\\\") && quotes.len() == 1 {
            at += 2;
        } else if it.starts_with(escaped) {
            at += escaped.len();
        } else if it.starts_with(quotes) {
            return at + quotes.len();
        } else {
            at += it.chars().next().map_or(1, char::len_utf8);
        }
    }
    begin
}

/// Where a word stands in a text, after the description that it begins with.
pub(super) fn find(text: &str, word: &str) -> Option<usize> {
    let begin = after_description(text);
    let part = |it: Option<char>| it.is_some_and(|it| it.is_ascii_alphanumeric() || it == '_');
    let stands = |at: usize| {
        let (before, after) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
        !part(before) && !part(after)
    };
    text[begin..].match_indices(word).map(|(at, _)| begin + at).find(|at| stands(*at))
}
