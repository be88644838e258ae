//! Where things of sqlparser's tree are in the file.

use sqlparser::tokenizer;
use zephyrix_ir::{Code, Diagnostic, Span};

/// The lines of a statement.
pub(super) struct Places<'a> {
    text: &'a str,
    /// The first byte of each line.
    lines: Vec<usize>,
    /// All of it.
    pub(super) whole: Span,
    /// Its first byte in the file.
    start: usize,
}

impl<'a> Places<'a> {
    /// Of a statement that is at `whole` in its file.
    pub(super) fn new(text: &'a str, whole: Span) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, lines: std::iter::once(0).chain(breaks).collect(), whole, start: whole.start as usize }
    }

    /// The byte of the statement that a place in the file is.
    pub(super) fn within(&self, span: Span) -> usize {
        (span.start as usize).saturating_sub(self.start)
    }

    /// The byte of a line and a column, both from 1, the latter in characters.
    pub(super) fn byte(&self, line: u64, column: u64) -> usize {
        let (line, column) = (usize::try_from(line).unwrap_or(0), usize::try_from(column).unwrap_or(0));
        let start = line.checked_sub(1).and_then(|it| self.lines.get(it)).copied().unwrap_or(0);
        let rest = &self.text[start..];
        start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |it| it.0)
    }

    /// A place of the tree in the file; the whole statement where there is none.
    pub(super) fn span(&self, span: tokenizer::Span) -> Span {
        if span.start.line == 0 {
            return self.whole;
        }
        let start = self.byte(span.start.line, span.start.column);
        let end = self.byte(span.end.line, span.end.column).max(start + 1).min(self.text.len());
        Span::new(self.whole.source, self.start + start, self.start + end)
    }

    /// What sqlparser says is wrong, and where: `… at Line: 1, Column: 8`.
    pub(super) fn wrong(&self, said: &str) -> Diagnostic {
        let said = said.trim_start_matches("sql parser error: ").trim_start_matches("SQL parser error: ");
        let (message, place) = said.rsplit_once(" at Line: ").unwrap_or((said, ""));
        let numbers: Vec<u64> = place.split(|it: char| !it.is_ascii_digit()).filter_map(|it| it.parse().ok()).collect();
        let span = match numbers.as_slice() {
            [line, column, ..] => {
                let start = self.byte(*line, *column);
                let end = self.text[start..].find(|it: char| !it.is_alphanumeric() && it != '_').unwrap_or(0).max(1);
                Span::new(self.whole.source, self.start + start, self.start + (start + end).min(self.text.len()))
            }
            _ => self.whole,
        };
        let mut message = message.to_owned();
        if let Some(first) = message.get(..1).map(str::to_lowercase) {
            message.replace_range(..1, &first);
        }
        Diagnostic::new(Code::QUERY_SYNTAX, span, message)
    }
}
