//! Changes to texts that mend what was found. Everything around them stays byte for byte.

use crate::source::Sources;
use crate::tree::Node;
use zephyrix_ir::Span;

/// A piece of a text, and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Which piece; an empty one is a place to put something in.
    pub span: Span,
    /// What stands there instead.
    pub text: String,
}

/// A text after some changes to it, in any order; of two that are about the same piece the first one is made.
pub fn mend(text: &str, edits: &[&Edit]) -> String {
    let mut edits: Vec<&&Edit> = edits.iter().collect();
    edits.sort_by_key(|it| (it.span.start, it.span.end));
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    let mut last = None;
    for edit in edits {
        let range = edit.span.range();
        // Two things put in at one place would stand in each other's way, too.
        let is_free = range.start >= at && last != Some(range.start);
        let Some(before) = text.get(at..range.start).filter(|_| is_free && text.is_char_boundary(range.end)) else {
            continue;
        };
        out.push_str(before);
        out.push_str(&edit.text);
        (at, last) = (range.end, Some(range.start));
    }
    out + text.get(at..).unwrap_or("")
}

/// A member put in before all others of a mapping, written as they are; `key` and `value` need no quotes in YAML.
/// `None` where the mapping is written in a way that makes that hard.
pub(super) fn insert_first(sources: &Sources, map: &Node, key: &str, value: &str) -> Option<Edit> {
    let text = &sources.get(map.span.source).text;
    let whole = text.get(map.span.range())?;
    let own = |it: &&crate::tree::Entry| {
        it.key_span.source == map.span.source && it.key_span.start >= map.span.start && it.key_span.end <= map.span.end
    };
    let first = map.as_map()?.entries().iter().filter(own).min_by_key(|it| it.key_span.start);
    let quoted = format!("\"{key}\": \"{value}\"");
    if whole.starts_with('{') {
        let after = map.span.start as usize + 1;
        let Some(first) = first else { return Some(put_in(map.span, after, quoted)) };
        let at = first.key_span.start as usize;
        let gap = text.get(after..at).filter(|it| it.trim().is_empty()).unwrap_or(" ");
        return Some(put_in(map.span, at, format!("{quoted},{gap}")));
    }
    let at = first?.key_span.start as usize;
    let line = text.get(..at)?.rfind('\n').map_or(0, |it| it + 1);
    let indent = text.get(line..at).filter(|it| it.bytes().all(|it| it == b' '))?;
    // What is in one line with its key cannot be told from what belongs to the key.
    let newline = if text.get(..line)?.ends_with("\r\n") { "\r\n" } else { "\n" };
    Some(put_in(map.span, at, format!("{key}: {value}{newline}{indent}")))
}

/// A text put between quotes that have nothing between them.
pub(super) fn fill(sources: &Sources, node: &Node, text: &str) -> Option<Edit> {
    let is_empty = ["''", "\"\""].contains(&sources.text(node.span));
    is_empty.then(|| put_in(node.span, node.span.start as usize + 1, text.to_owned()))
}

fn put_in(of: Span, at: usize, text: String) -> Edit {
    Edit { span: Span::new(of.source, at, at), text }
}

/// An item taken out of a list that has one before it.
pub(super) fn remove_item(sources: &Sources, list: &Node, at: usize) -> Option<Edit> {
    let items = list.as_list()?;
    let (before, item) = (items.get(at.checked_sub(1)?)?, items.get(at)?);
    let text = &sources.get(item.span.source).text;
    let (from, to) = (before.span.end as usize, item.span.end as usize);
    let between = text.get(from..item.span.start as usize)?;
    let same = [before.span.source, list.span.source].iter().all(|it| *it == item.span.source);
    if text.get(list.span.start as usize..)?.starts_with('[') {
        // From the end of what is before: its comma goes with it.
        let plain = same && between.trim() == ",";
        return plain.then(|| Edit { span: Span::new(item.span.source, from, to), text: String::new() });
    }
    // A line of its own: `- dog`.
    let line = text.get(..item.span.start as usize)?.rfind('\n')?;
    let own = same && line >= from && text.get(line..item.span.start as usize)?.trim() == "-";
    let end = text.get(to..)?.find('\n').map_or(text.len(), |it| to + it);
    let rest = text.get(to..end)?;
    let start = if text.get(..line)?.ends_with('\r') { line - 1 } else { line };
    let stop = if rest.ends_with('\r') && end > to { end - 1 } else { end };
    (own && rest.trim().is_empty())
        .then(|| Edit { span: Span::new(item.span.source, start, stop), text: String::new() })
}

/// The end of a text that is written as it is, without escapes, taken off.
pub(super) fn cut_end(sources: &Sources, node: &Node, end: &str) -> Option<Edit> {
    let said = node.as_text()?;
    let written = sources.text(node.span);
    let inner = written.trim_matches(['"', '\'']);
    let cut = said.len() - said.trim_end_matches(end).len();
    let quote = (written.len() - inner.len()) / 2;
    if inner != said || cut == 0 || written.len() - inner.len() > 2 {
        return None;
    }
    let stop = node.span.end as usize - quote;
    Some(Edit { span: Span::new(node.span.source, stop - cut, stop), text: String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::tree;
    use zephyrix_ir::Diagnostics;

    fn sources(text: &str) -> (Sources, Node) {
        let mut sources = Sources::default();
        let id = sources.add(Source { path: "a.yaml".to_owned(), text: text.to_owned() });
        let node = tree::parse(id, "a.yaml", text, &mut Diagnostics::default()).unwrap();
        (sources, node)
    }

    #[test]
    fn members_are_put_in_as_the_others_are_written() {
        for (text, says) in [
            ("a:\n  b: 1 # b\n", Some("a:\n  k: v\n  b: 1 # b\n")),
            ("a:\r\n  b: 1\r\n", Some("a:\r\n  k: v\r\n  b: 1\r\n")),
            ("a: &x # why\n  # first\n  b: 1\n", Some("a: &x # why\n  # first\n  k: v\n  b: 1\n")),
            ("a: { b: 1 }\n", Some("a: { \"k\": \"v\", b: 1 }\n")),
            ("{\"a\":{\"b\":1}}", Some("{\"a\":{\"k\": \"v\",\"b\":1}}")),
            ("{\n  \"a\": {\n    \"b\": 1\n  }\n}\n", Some("{\n  \"a\": {\n    \"k\": \"v\",\n    \"b\": 1\n  }\n}\n")),
            ("a: {}\n", Some("a: {\"k\": \"v\"}\n")),
            ("a:\n  ? b\n  : 1\n", None),
            ("x: &x {b: 1}\na: *x\n", None),
        ] {
            let (sources, tree) = sources(text);
            let edit = insert_first(&sources, tree.get("a").unwrap(), "k", "v");
            let after = edit.map(|it| mend(text, &[&it]));
            assert_eq!(after.as_deref(), says, "{text:?}");
        }
    }

    #[test]
    fn what_is_empty_is_filled() {
        for (text, says) in
            [("a: '' # c\n", "a: 'b' # c\n"), ("{\"a\": \"\"}", "{\"a\": \"b\"}"), ("a: ' '\n", "a: ' '\n")]
        {
            let (sources, tree) = sources(text);
            let edit = fill(&sources, tree.get("a").unwrap(), "b");
            assert_eq!(edit.map_or_else(|| text.to_owned(), |it| mend(text, &[&it])), says, "{text:?}");
        }
    }

    #[test]
    fn items_and_ends_are_taken_off() {
        for (text, says) in [
            ("a: [x, y, x]\n", Some("a: [x, y]\n")),
            ("a:\n  - x\n  - y\n  - x\n", Some("a:\n  - x\n  - y\n")),
            ("a:\r\n- x\r\n- y\r\n- x\r\nb: 1\r\n", Some("a:\r\n- x\r\n- y\r\nb: 1\r\n")),
            ("a:\n  - x\n  - y\n  - x # odd\n", None),
            ("a: [x, y, # no\n x]\n", None),
        ] {
            let (sources, tree) = sources(text);
            let edit = remove_item(&sources, tree.get("a").unwrap(), 2);
            assert_eq!(edit.map(|it| mend(text, &[&it])).as_deref(), says, "{text:?}");
        }
        for (text, says) in
            [("a: /b/\n", "a: /b\n"), ("a: '/b//' # c\n", "a: '/b' # c\n"), ("a: \"/b\"\n", "a: \"/b\"\n")]
        {
            let (sources, tree) = sources(text);
            let edit = cut_end(&sources, tree.get("a").unwrap(), "/");
            assert_eq!(edit.map_or_else(|| text.to_owned(), |it| mend(text, &[&it])), says, "{text:?}");
        }
    }
}
