//! Workflow commands of GitHub Actions: `::error file=api.yaml,line=3,col=5,title=ZX0101::message`.

use super::Region;
use crate::source::Sources;
use std::fmt::Write as _;
use zephyrix_ir::{Diagnostic, Severity};

pub(super) fn render(found: &[Diagnostic], sources: &Sources) -> String {
    found.iter().map(|it| command(it, sources)).collect()
}

fn command(found: &Diagnostic, sources: &Sources) -> String {
    let kind = match found.severity {
        Severity::Note => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let place = found.span.map_or(String::new(), |span| {
        let region = Region::of(span, sources);
        let ((line, column), (end_line, end_column)) = (region.start, region.end);
        let path = property(region.path);
        let end = if line == end_line { format!(",endColumn={end_column}") } else { String::new() };
        format!("file={path},line={line},endLine={end_line},col={column}{end},")
    });
    let mut text = found.message.clone();
    // An annotation is at one place; others are told of.
    for other in &found.related {
        let region = Region::of(other.span, sources);
        let _ = write!(text, "\nnote: {}:{}: {}", region.path, region.start.0, other.text);
    }
    for note in &found.notes {
        text.push_str("\nnote: ");
        text.push_str(note);
    }
    if let Some(help) = &found.help {
        text.push_str("\nhelp: ");
        text.push_str(help);
    }
    let title = property(&format!("{}: {}", super::id(found), found.code.title));
    format!("::{kind} {place}title={title}::{}\n", message(&text))
}

/// Escapes what would end the command.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes what would end the property, too.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
