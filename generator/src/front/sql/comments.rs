//! Comments beside what they are about: documentation, and `-- zephyrix: key=value`.
//!
//! A comment is about a table or column when it stands on the lines just above it, or at the end of its line. What
//! `COMMENT ON` and `COMMENT '…'` say goes before; what dump programs write is about nothing.

use super::reader::Reader;
use std::ops::Range;
use zephyrix_ir::vocabulary::relational::{Column, Comment, Hint};
use zephyrix_ir::{Code, Diagnostic, Span};

/// What a comment begins with that is for this tool.
const MARK: &str = "zephyrix:";

/// Keys of hints, and what they are for; what is made of them is up to whoever needs to know.
const HINTS: &[&str] = &[
    "allow",
    "backfill",
    "dialect",
    "hidden",
    "name",
    "no-transaction",
    "path",
    "readonly",
    "renamed_from",
    "resource",
    "rows",
    "skip",
    "version",
];

/// Whether a line of a comment only draws: between two of them is the heading of a part of the file.
fn is_rule(line: &str) -> bool {
    line.chars().all(|it| !it.is_alphanumeric())
}

/// How dump programs head what they write.
const OF_PROGRAMS: &[&str] = &[
    "Name: ",
    "Table structure for",
    "Dumping ",
    "Structure for",
    "TOC entry",
    "Data for",
    "Temporary view structure",
    "Final view structure",
    "Host: ",
    "Indexes for table",
    "Constraints for table",
];

/// What the comments around something say.
#[derive(Default)]
pub(super) struct Remarks {
    /// In words.
    pub(super) comment: Comment,
    /// To this tool.
    pub(super) hints: Vec<Hint>,
}

impl Reader<'_> {
    /// Gives a column what the comments around `span` say.
    pub(super) fn remark(&mut self, span: Span, column: Option<&mut Column>) {
        let Some(column) = column else { return };
        let said = self.remarks(span);
        column.comment = column.comment.take().or(said.comment);
        column.hints.extend(said.hints);
    }

    /// What the comments just above `span`, and at the end of its last line, say.
    pub(super) fn remarks(&mut self, span: Span) -> Remarks {
        let range = span.range();
        let mut found = self.above(range.start);
        found.extend(self.after(range.end));
        let mut remarks = Remarks::default();
        let mut lines: Vec<&str> = Vec::new();
        for at in found {
            let text = self.text.get(at.clone()).unwrap_or_default();
            let inner =
                text.trim_start_matches(['-', '#', '/', '*']).trim_end_matches('/').trim_end_matches('*').trim();
            match inner.strip_prefix(MARK) {
                // What the linter is to pass over is nobody else's business.
                Some(it) if it.starts_with("ignore ") => {}
                Some(hints) => self.hints(hints, at, &mut remarks.hints),
                // A block is about more than what follows it.
                None if text.starts_with("/*") => {}
                None => lines.extend(inner.lines().map(|it| it.trim().trim_start_matches('*').trim_start())),
            }
        }
        if lines.len() > 2 && is_rule(lines[0]) && is_rule(lines[lines.len() - 1]) {
            lines.clear();
        }
        lines.retain(|it| !is_rule(it) && !OF_PROGRAMS.iter().any(|start| it.starts_with(start)));
        remarks.comment = Some(lines.join("\n")).filter(|it| !it.is_empty());
        remarks
    }

    /// Comments that have the lines just above a place for themselves, top first.
    fn above(&self, start: usize) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut end = start;
        let upto = self.comments.partition_point(|it| it.end <= start);
        for it in self.comments[..upto].iter().rev() {
            let between = self.text.get(it.end..end).unwrap_or("-");
            let line = self.text[..it.start].rfind('\n').map_or(0, |at| at + 1);
            let alone = self.text[line..it.start].trim().is_empty();
            if !between.trim().is_empty() || between.matches('\n').count() != 1 || !alone {
                break;
            }
            found.push(it.clone());
            end = it.start;
        }
        found.reverse();
        found
    }

    /// A comment on the line where something ends, with nothing but a comma between.
    fn after(&self, end: usize) -> Option<Range<usize>> {
        let at = self.comments.partition_point(|it| it.start < end);
        let it = self.comments.get(at)?;
        let between = self.text.get(end..it.start)?;
        let only = between.chars().all(|it| matches!(it, ' ' | '\t' | ','));
        // After it nothing else is on the line that it could be about.
        let rest = self.text[it.end..].split('\n').next().unwrap_or_default();
        (only && rest.trim().is_empty()).then(|| it.clone())
    }

    /// `key=value, key`, each with its place.
    fn hints(&mut self, text: &str, at: Range<usize>, hints: &mut Vec<Hint>) {
        let from = self.text[at.clone()].find(MARK).map_or(at.start, |it| at.start + it + MARK.len());
        let mut start = from;
        for part in text.split(',') {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            let lead = self.text[start..].len() - self.text[start..].trim_start_matches([' ', '\t', ',']).len();
            let span = Span::new(self.source, start + lead, (start + lead + part.trim().len()).min(at.end));
            start = (span.end as usize).min(self.text.len());
            let (key, value) = (key.trim(), value.trim().trim_matches(['"', '\'']));
            if key.is_empty() {
                continue;
            }
            if !HINTS.contains(&key) {
                let found = Diagnostic::new(Code::SQL_HINT, span, format!("nothing knows the hint `{key}`"));
                self.log.push(found.suggest(key, HINTS.iter().copied()));
            }
            hints.push(Hint { key: key.to_owned(), value: value.to_owned(), span });
        }
    }
}
