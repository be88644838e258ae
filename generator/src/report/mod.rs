//! Findings as text: for people, for programs, for GitHub and for code scanners.

mod github;
mod human;
mod json;
mod sarif;

use crate::source::Sources;
use zephyrix_ir::{Diagnostic, Diagnostics, Severity, Span};

/// Who is to read the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// People: the look of rustc, with excerpts.
    Human {
        /// Whether the terminal shows colors.
        color: bool,
    },
    /// Programs: one JSON object a line.
    Json,
    /// A workflow run: commands that annotate the lines of a pull request.
    Github,
    /// Code scanners: one document in SARIF 2.1.0 (OASIS).
    Sarif,
}

/// Every finding in a format, each ending in a line break; nothing for no findings, but for SARIF, which is a
/// document all the same.
pub fn render(log: &Diagnostics, sources: &Sources, format: Format) -> String {
    match format {
        Format::Human { color } => human::render(log.all(), sources, color),
        Format::Json => json::render(log.all(), sources),
        Format::Github => github::render(log.all(), sources),
        Format::Sarif => sarif::render(log.all(), sources),
    }
}

/// A span in the words of people: path, lines and columns from 1, the end exclusive.
struct Region<'s> {
    path: &'s str,
    start: (usize, usize),
    end: (usize, usize),
}

impl<'s> Region<'s> {
    fn of(span: Span, sources: &'s Sources) -> Self {
        Self { path: &sources.get(span.source).path, start: sources.position(span), end: sources.end_position(span) }
    }
}

/// The code of a finding, and its rule where it has one: `ZX0903/operation-id`.
fn id(found: &Diagnostic) -> String {
    found.rule.map_or_else(|| found.code.id.to_owned(), |rule| format!("{}/{rule}", found.code.id))
}

/// The word for a severity that all formats but SARIF use.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

#[cfg(test)]
mod tests;
