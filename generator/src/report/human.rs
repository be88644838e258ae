//! The look of rustc.

use crate::source::Sources;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::ops::Range;
use zephyrix_ir::{Diagnostic, Severity, Span};

/// Longer lines are cut to what is around the place.
const MAX_LINE: usize = 200;

/// How much of a cut line is shown before the place.
const BEFORE: usize = 60;

pub(super) fn render(found: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for (at, it) in found.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        text.push_str(&renderer.render(&[group(it, sources)]));
        text.push('\n');
    }
    text
}

fn group<'a>(found: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let title = level(found.severity).primary_title(found.message.as_str()).id(super::id(found));
    let mut group = Group::with_title(title);
    let primary = found.span.map(|span| Mark { span, text: &found.label, kind: AnnotationKind::Primary });
    let related = found.related.iter().map(|it| Mark { span: it.span, text: &it.text, kind: AnnotationKind::Context });
    let marks: Vec<Mark<'a>> = primary.into_iter().chain(related).collect();
    for excerpt in excerpts(&marks, sources) {
        if let Some(origin) = excerpt.origin {
            group = group.element(origin);
        }
        group = group.element(excerpt.snippet);
    }
    for note in &found.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    match &found.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    }
}

/// A place to point at.
#[derive(Clone, Copy)]
struct Mark<'a> {
    span: Span,
    text: &'a str,
    kind: AnnotationKind,
}

/// Lines to show. A line that was cut has its place said apart, since its columns do not count from its start.
struct Excerpt<'a> {
    origin: Option<Origin<'a>>,
    snippet: Snippet<'a, Annotation<'a>>,
}

/// One excerpt a file, in the order of the marks; one a mark where a line is too long to show.
fn excerpts<'a>(marks: &[Mark<'a>], sources: &'a Sources) -> Vec<Excerpt<'a>> {
    let mut done = vec![false; marks.len()];
    let mut excerpts = Vec::new();
    for at in 0..marks.len() {
        if done[at] {
            continue;
        }
        let first = marks[at];
        if line_of(first.span, sources).len() > MAX_LINE {
            done[at] = true;
            excerpts.push(cut(first, sources));
            continue;
        }
        let mut together = Vec::new();
        for (other, mark) in marks.iter().enumerate().skip(at) {
            let same = mark.span.source == first.span.source && line_of(mark.span, sources).len() <= MAX_LINE;
            if !done[other] && same {
                done[other] = true;
                together.push(*mark);
            }
        }
        excerpts.push(whole(&together, sources));
    }
    excerpts
}

fn line_of(span: Span, sources: &Sources) -> Range<usize> {
    sources.line(span.source, sources.position(span).0)
}

/// The lines of some marks in one file, and those between, which are folded.
fn whole<'a>(marks: &[Mark<'a>], sources: &'a Sources) -> Excerpt<'a> {
    let source = marks[0].span.source;
    let file = sources.get(source);
    let lines: Vec<Range<usize>> = marks.iter().map(|it| line_of(it.span, sources)).collect();
    let start = lines.iter().map(|it| it.start).min().unwrap_or(0);
    let end = lines.iter().map(|it| it.end).max().unwrap_or(start);
    let first = marks.iter().map(|it| sources.position(it.span).0).min().unwrap_or(1);
    let text = file.text.get(start..end).unwrap_or("");
    let mut snippet = Snippet::source(text).line_start(first).path(file.path.as_str());
    for (mark, line) in marks.iter().zip(&lines) {
        snippet = snippet.annotation(annotation(*mark, line.clone(), start));
    }
    Excerpt { origin: None, snippet }
}

/// The part of a long line around a mark.
fn cut<'a>(mark: Mark<'a>, sources: &'a Sources) -> Excerpt<'a> {
    let file = sources.get(mark.span.source);
    let line = line_of(mark.span, sources);
    let (number, column) = sources.position(mark.span);
    let at = mark.span.start as usize;
    let start = floor(&file.text, at.saturating_sub(BEFORE).max(line.start));
    let end = floor(&file.text, (start + MAX_LINE).min(line.end));
    let text = file.text.get(start..end).unwrap_or("");
    let snippet = Snippet::source(text).line_start(number).annotation(annotation(mark, start..end, start));
    Excerpt { origin: Some(Origin::path(file.path.as_str()).line(number).char_column(column)), snippet }
}

/// A mark within one line; of a span of many lines the first is pointed at.
fn annotation(mark: Mark<'_>, line: Range<usize>, base: usize) -> Annotation<'_> {
    let start = (mark.span.start as usize).clamp(line.start, line.end);
    let end = (mark.span.end as usize).clamp(start, line.end);
    let annotation = mark.kind.span(start - base..end - base);
    if mark.text.is_empty() { annotation } else { annotation.label(mark.text) }
}

/// The start of the character at a byte.
fn floor(text: &str, mut at: usize) -> usize {
    while at > 0 && !text.is_char_boundary(at) {
        at -= 1;
    }
    at.min(text.len())
}
