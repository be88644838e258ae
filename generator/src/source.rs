//! Texts, and where they come from.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use zephyrix_ir::{SourceId, Span};

/// One input file, already read.
#[derive(Clone, Debug)]
pub struct Source {
    /// As the user named it, or relative to the file that refers to it; `/` between folders on every system.
    pub path: String,
    /// All of it. A byte order mark has been taken off.
    pub text: String,
}

/// Reads further files when a source refers to them. The only way by which the pipeline touches the world.
pub trait Loader {
    /// The text at `path`, or a sentence that says why there is none.
    fn load(&self, path: &str) -> Result<String, String>;
}

/// No files at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLoader;

impl Loader for NoLoader {
    fn load(&self, _: &str) -> Result<String, String> {
        Err("no further file can be read here".to_owned())
    }
}

/// Files held in memory, by path.
impl Loader for BTreeMap<String, String> {
    fn load(&self, path: &str) -> Result<String, String> {
        self.get(path).cloned().ok_or_else(|| "there is no such file".to_owned())
    }
}

/// Every text of a run; a [`SourceId`] is a position in it.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Held>);

/// A text, and where its lines begin: worked out when first asked for, since most texts are never shown.
#[derive(Clone, Debug)]
struct Held {
    source: Source,
    lines: OnceLock<Vec<usize>>,
}

impl Sources {
    /// Adds a text; the same path is added once.
    pub fn add(&mut self, mut source: Source) -> SourceId {
        let known = self.0.iter().position(|it| it.source.path == source.path);
        let at = known.unwrap_or_else(|| {
            if source.text.starts_with('\u{feff}') {
                source.text.drain(..'\u{feff}'.len_utf8());
            }
            self.0.push(Held { source, lines: OnceLock::new() });
            self.0.len() - 1
        });
        SourceId(u32::try_from(at).unwrap_or(u32::MAX))
    }

    /// Adds a text beside another that may have its path: that of another version.
    pub fn append(&mut self, source: Source) -> SourceId {
        self.0.push(Held { source, lines: OnceLock::new() });
        SourceId(u32::try_from(self.0.len() - 1).unwrap_or(u32::MAX))
    }

    /// Every text with its id.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (0..).map(SourceId).zip(self.0.iter().map(|it| &it.source))
    }

    /// The text of an id that [`Sources::add`] gave.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize].source
    }

    /// The id of the text that has this path.
    pub fn find(&self, path: &str) -> Option<SourceId> {
        self.iter().find(|(_, it)| it.path == path).map(|(id, _)| id)
    }

    /// The text a span covers.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.range()).unwrap_or("")
    }

    /// Line and column of a span's first character, both from 1; columns count characters.
    pub fn position(&self, span: Span) -> (usize, usize) {
        self.place(span.source, span.start as usize)
    }

    /// Line and column of the character after a span's last.
    pub fn end_position(&self, span: Span) -> (usize, usize) {
        self.place(span.source, span.end as usize)
    }

    /// The character at a line and column, both from 1: what [`Sources::position`] is told to find.
    pub fn span_at(&self, source: SourceId, line: usize, column: usize) -> Span {
        let range = self.line(source, line.max(1));
        let text = self.get(source).text.get(range.clone()).unwrap_or("");
        let mut rest = text.char_indices().skip(column.saturating_sub(1));
        let (at, len) = rest.next().map_or((text.len(), 0), |(at, c)| (at, c.len_utf8()));
        Span::new(source, range.start + at, range.start + at + len)
    }

    /// The bytes of a line, counted from 1, without its line break.
    pub fn line(&self, source: SourceId, line: usize) -> std::ops::Range<usize> {
        let (lines, text) = (self.lines(source), &self.get(source).text);
        let start = lines.get(line.saturating_sub(1)).copied().unwrap_or(text.len());
        let end = lines.get(line).copied().unwrap_or(text.len());
        start..start + text.get(start..end).unwrap_or("").trim_end_matches(['\r', '\n']).len()
    }

    fn place(&self, source: SourceId, byte: usize) -> (usize, usize) {
        let (lines, text) = (self.lines(source), &self.get(source).text);
        let line = lines.partition_point(|start| *start <= byte).max(1);
        let before = text.get(lines[line - 1]..byte).unwrap_or("");
        (line, before.chars().count() + 1)
    }

    fn lines(&self, source: SourceId) -> &[usize] {
        let held = &self.0[source.0 as usize];
        held.lines.get_or_init(|| {
            let breaks = held.source.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let mut sources = Sources::default();
        let id = sources.add(Source { path: "a".to_owned(), text: "\u{feff}a\r\n\u{e9}b\n".to_owned() });
        assert_eq!(sources.get(id).text.len(), 7, "the mark is off");
        for (byte, place) in [(0, (1, 1)), (1, (1, 2)), (3, (2, 1)), (5, (2, 2)), (7, (3, 1)), (99, (3, 1))] {
            assert_eq!(sources.position(Span::new(id, byte, byte)), place, "{byte}");
        }
        assert_eq!(sources.text(sources.span_at(id, 2, 1)), "\u{e9}");
        assert_eq!(sources.span_at(id, 9, 9), Span::new(id, 7, 7), "what is past the end is the end");
        assert_eq!((sources.line(id, 1), sources.line(id, 2), sources.line(id, 9)), (0..1, 3..6, 7..7));
        assert_eq!(sources.add(Source { path: "a".to_owned(), text: String::new() }), id);
    }
}
