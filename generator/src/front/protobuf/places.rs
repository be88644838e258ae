//! Where the parts of a file are written, and what is said beside them.

use prost_reflect::prost_types::{FileDescriptorProto, source_code_info::Location};
use std::collections::HashMap;
use zephyrix_ir::vocabulary::Docs;
use zephyrix_ir::{SourceId, Span};

/// Every part of one file by its path: the numbers of fields and positions that lead to it in a descriptor.
#[derive(Debug, Default)]
pub(super) struct Places(HashMap<Vec<i32>, Place>);

#[derive(Debug)]
struct Place {
    span: Span,
    comment: Option<String>,
}

impl Places {
    /// Those of a file whose descriptor has its places, which are lines and bytes in them.
    pub(super) fn of(descriptor: &FileDescriptorProto, source: SourceId, text: &str) -> Self {
        let lines = Lines::of(text);
        let all = descriptor.source_code_info.iter().flat_map(|it| &it.location);
        let place = |it: &Location| {
            let (start, end) = lines.range(&it.span);
            let comment = comment(it);
            (it.path.clone(), Place { span: Span::new(source, start, end), comment })
        };
        Self(all.map(place).collect())
    }

    /// Where a part is written, or else the nearest that it is in.
    pub(super) fn span(&self, path: &[i32]) -> Option<Span> {
        (0..=path.len()).rev().find_map(|end| self.0.get(path.get(..end)?)).map(|it| it.span)
    }

    /// Where the name of a part is written, which is the first of its fields; or the part.
    pub(super) fn name(&self, path: &[i32]) -> Option<Span> {
        self.span(&[path, &[1]].concat())
    }

    /// Where those parts are written that become no part of a type or an operation, in order.
    pub(super) fn apart(&self) -> Vec<(Vec<i32>, Span)> {
        let found = self.0.iter().filter(|it| is_apart(it.0));
        let mut all: Vec<(Vec<i32>, Span)> = found.map(|(path, it)| (path.clone(), it.span)).collect();
        all.sort_by(|one, other| one.0.cmp(&other.0));
        all
    }

    /// What is said of a part.
    pub(super) fn docs(&self, path: &[i32]) -> Docs {
        let description = self.0.get(path).and_then(|it| it.comment.clone());
        Docs { summary: None, description }
    }
}

/// Whether a path leads to a package, a syntax, the name of a service, a field of an extension, or to numbers or names that
/// are set apart.
fn is_apart(path: &[i32]) -> bool {
    match path {
        [2 | 12] | [7, _] | [6, _, 1] => true,
        [4, _, rest @ ..] => is_apart_in_message(rest),
        [5, _, rest @ ..] => is_apart_in_enum(rest),
        _ => false,
    }
}

fn is_apart_in_message(path: &[i32]) -> bool {
    match path {
        [5 | 6 | 9 | 10, _] => true,
        [3, _, rest @ ..] => is_apart_in_message(rest),
        [4, _, rest @ ..] => is_apart_in_enum(rest),
        _ => false,
    }
}

fn is_apart_in_enum(path: &[i32]) -> bool {
    matches!(path, [4 | 5, _])
}

/// What begins a line of a comment that is for the linter, and documents nothing.
const IGNORE: &str = "zephyrix:ignore ";

/// The comment before a part, or else the one after it, as CommonMark.
fn comment(it: &Location) -> Option<String> {
    let filled = |it: &String| !it.trim().is_empty();
    let text = it.leading_comments.as_ref().filter(|it| filled(it)).or(it.trailing_comments.as_ref())?;
    let lines = text.lines().map(|it| it.strip_prefix(' ').unwrap_or(it).trim_end());
    let lines: Vec<&str> = lines.filter(|it| !it.starts_with(IGNORE)).collect();
    Some(unlinked(lines.join("\n").trim())).filter(filled)
}

/// `[Topic][google.pubsub.v1.Topic]`, which leads nowhere outside of protobuf, as `` `Topic` ``.
fn unlinked(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        let link = after.split_once("][").and_then(|(shown, after)| Some((shown, after.split_once(']')?)));
        let name = |it: &str| it.chars().all(|it| it.is_ascii_alphanumeric() || "._".contains(it));
        match link {
            Some((shown, (to, after))) if name(to) && !shown.contains(['[', ']', '`', '\n']) => {
                out.extend(["`", shown, "`"]);
                rest = after;
            }
            _ => {
                out.push('[');
                rest = after;
            }
        }
    }
    out + rest
}

/// Where the lines of a text begin.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|it| it.0 + 1)).collect())
    }

    /// The byte at a line and a byte in it, both from 0.
    pub(super) fn at(&self, line: i32, column: i32) -> usize {
        let line = usize::try_from(line).ok().and_then(|it| self.0.get(it)).copied().unwrap_or_default();
        line + usize::try_from(column).unwrap_or_default()
    }

    /// The line and the byte in it of a byte, both from 0.
    pub(super) fn place(&self, at: usize) -> (i32, i32) {
        let line = self.0.partition_point(|start| *start <= at).saturating_sub(1);
        let column = at - self.0.get(line).copied().unwrap_or_default();
        (i32::try_from(line).unwrap_or(i32::MAX), i32::try_from(column).unwrap_or(i32::MAX))
    }

    /// The bytes of a span as descriptors have it: `[line, from, to]` or `[line, from, line, to]`.
    fn range(&self, span: &[i32]) -> (usize, usize) {
        match *span {
            [line, from, to] => (self.at(line, from), self.at(line, to)),
            [line, from, last, to] => (self.at(line, from), self.at(last, to)),
            _ => (0, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unlinked;

    #[test]
    fn links_to_messages_are_code() {
        for (text, says) in [
            ("Like [Topic][google.pubsub.v1.Topic].", "Like `Topic`."),
            ("[a] and [b](https://b.example) and [c][", "[a] and [b](https://b.example) and [c]["),
            ("[x][a b]", "[x][a b]"),
        ] {
            assert_eq!(unlinked(text), says);
        }
    }
}
