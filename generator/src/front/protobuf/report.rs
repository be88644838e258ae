//! What the parser and the linker find, as our diagnostics.

use miette::{Diagnostic as Foreign, LabeledSpan};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, SourceId, Span};

/// Tells everything of an error; `place` says where a byte of the text that was read is in the source.
pub(super) fn report(
    error: &dyn Foreign,
    code: &'static Code,
    source: SourceId,
    place: &dyn Fn(usize) -> usize,
    log: &mut Diagnostics,
) {
    let span = |it: &LabeledSpan| Span::new(source, place(it.offset()), place(it.offset() + it.len()));
    let labels: Vec<LabeledSpan> = error.labels().into_iter().flatten().collect();
    // Without a place of its own it is the whole file's.
    let first = labels.first().map_or(Span::new(source, 0, 0), span);
    let mut found = Diagnostic::new(code, first, error.to_string().replace('\'', "`"));
    if let Some(text) = labels.first().and_then(|it| it.label()) {
        found = found.label(text);
    }
    for it in labels.iter().skip(1) {
        found = found.related(span(it), it.label().unwrap_or("here"));
    }
    if let Some(help) = error.help() {
        found = found.help(help.to_string());
    }
    log.push(found);
    for it in error.related().into_iter().flatten() {
        report(it, code, source, place, log);
    }
}
