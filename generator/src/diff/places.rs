//! Findings of two versions, each at a place of the new one: that is the text that somebody can still change.

use super::finding::Place;
use super::{Breaks, Finding};
use crate::source::Sources;
use zephyrix_ir::{Diagnostic, Diagnostics, Severity, SourceId, Span};

/// The texts of both versions, the old ones first, and the findings in them.
pub(super) fn settle((old, new): (&Sources, &Sources), findings: &[Finding], breaks: Breaks) -> (Sources, Diagnostics) {
    let mut both = old.clone();
    let olds = u32::try_from(old.iter().count()).unwrap_or(u32::MAX);
    for (_, it) in new.iter() {
        both.append(it.clone());
    }
    let moved = |span: Span| Span { source: SourceId(span.source.0.saturating_add(olds)), ..span };
    let mut log = Diagnostics::default();
    for it in findings {
        let place = it.new.map(moved).or_else(|| start(it.old, (old, new)).map(moved));
        let mut found = Diagnostic::new(it.code, place, it.message.clone());
        let because = it.because.as_ref().map(|it| match it.place {
            Place::Old(span) => (span, format!("because {}", it.message)),
            Place::New(span) => (moved(span), format!("because {}", it.message)),
        });
        if let Some(was) = it.old.filter(|was| because.as_ref().is_none_or(|it| it.0 != *was)) {
            found = found.related(was, "it was this");
        }
        if let Some((span, text)) = because {
            found = if place == Some(span) { found.note(text) } else { found.related(span, text) };
        }
        if let Some(layer) = it.breaks {
            found.notes.push(layer.told().to_owned());
            if layer > breaks {
                found.severity = Severity::Note;
            }
        }
        log.push(found);
    }
    (both, log)
}

/// Where the new text begins that stands for the one where something was.
fn start(was: Option<Span>, (old, new): (&Sources, &Sources)) -> Option<Span> {
    let same = was.and_then(|it| new.find(&old.get(it.source).path));
    let first = same.or_else(|| new.iter().next().map(|it| it.0))?;
    Some(Span::new(first, 0, 0))
}
