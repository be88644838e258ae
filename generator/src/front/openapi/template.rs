//! Path templates: `/pets/{petId}/photos/{photo}.{ext}`.

use super::documents::decode;
use zephyrix_ir::vocabulary::{PathPart, PathTemplate, Told};
use zephyrix_ir::{Code, Diagnostic, Span};

/// The segments of a path and the pairs of its query, or why it cannot be routed.
pub(super) fn parse(text: &str, span: Span) -> Result<PathTemplate, Diagnostic> {
    let bad = |why: String| Diagnostic::new(Code::BAD_PATH, span, format!("`{text}` cannot be routed: {why}"));
    let Some(rest) = text.strip_prefix('/') else {
        return Err(bad("a path begins with `/`".to_owned()).help(format!("write `/{text}`")));
    };
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let segments: Result<Vec<_>, _> = segments(path).into_iter().map(parts).collect();
    let template = PathTemplate {
        text: text.to_owned(),
        segments: segments.map_err(bad)?,
        told_by: query.split('&').filter(|it| !it.is_empty()).map(told).collect(),
        span,
    };
    let adjacent = |it: &[PathPart]| matches!(it, [PathPart::Hole(_), PathPart::Hole(_)]);
    if template.segments.iter().any(|it| it.windows(2).any(adjacent)) {
        return Err(bad("nothing tells two parameters side by side apart".to_owned())
            .mild()
            .help("write a text between them, such as `{a}.{b}`"));
    }
    Ok(template)
}

/// A pair of a path's query, which requests to it have.
fn told(pair: &str) -> Told {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    Told { header: false, name: decode(name), value: decode(value) }
}

/// Splits at slashes outside braces.
fn segments(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut from, mut inside) = (0, false);
    for (at, char) in text.char_indices() {
        match char {
            '{' => inside = true,
            '}' => inside = false,
            '/' if !inside => {
                found.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(&text[from..]);
    found
}

fn parts(segment: &str) -> Result<Vec<PathPart>, String> {
    let mut parts = Vec::new();
    let mut rest = segment;
    while let Some(open) = rest.find(['{', '}']) {
        let (before, hole) = rest.split_at(open);
        let Some(hole) = hole.strip_prefix('{') else { return Err("a `}` closes nothing".to_owned()) };
        let Some((name, after)) = hole.split_once('}') else { return Err("a `{` is not closed".to_owned()) };
        if name.is_empty() || name.contains(['{', '/']) {
            return Err(format!("`{{{name}}}` names no parameter"));
        }
        if !before.is_empty() {
            parts.push(PathPart::Text(before.to_owned()));
        }
        parts.push(PathPart::Hole(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(PathPart::Text(rest.to_owned()));
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Result<String, String> {
        let template = parse(text, Span::default()).map_err(|it| it.message)?;
        let part = |it: &PathPart| match it {
            PathPart::Text(text) => text.clone(),
            PathPart::Hole(name) | PathPart::Rest(name) => format!("<{name}>"),
        };
        let segments: Vec<String> = template.segments.iter().map(|it| it.iter().map(part).collect()).collect();
        let told: Vec<String> = template.told_by.iter().map(|it| format!("?{}={}", it.name, it.value)).collect();
        Ok(segments.join("|") + &told.concat())
    }

    #[test]
    fn segments_and_holes() {
        for (text, says) in [
            ("/", ""),
            ("/a/{b}", "a|<b>"),
            ("/a/", "a|"),
            ("/{a}.{b}:go", "<a>.<b>:go"),
            ("/{date.year}", "<date.year>"),
            ("/{a}/{a}?b=c&d", "<a>|<a>?b=c?d="),
        ] {
            assert_eq!(shown(text).unwrap(), says, "{text}");
        }
    }

    #[test]
    fn broken_ones_are_refused() {
        for text in ["pets", "/{a", "/a}", "/{}", "/{a{b}}", "/{a/b}", "/{a}{b}"] {
            assert!(shown(text).is_err(), "{text}");
        }
    }
}
