//! Changes of a text at places that are known, made from its end to its beginning, so that the places stay right.

use super::super::layout::Layout;
use super::super::lines::like;
use super::imports::{self, Use};
use super::site::{Method, Site};
use std::ops::Range;

/// Changes of one text.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Replaces a method.
    pub(super) fn replace(&mut self, method: &Method, stub: &str, site: &Site) {
        self.0.push((method.range.clone(), indented(stub, &site.indent).trim().to_owned()));
    }

    /// Takes a method away, with its lines and the empty one before it, or after it.
    pub(super) fn remove(&mut self, text: &str, method: &Method) {
        let before = text[..method.range.start].trim_end_matches([' ', '\t']);
        let after = &text[method.range.end..];
        let rest = after.trim_start_matches([' ', '\t', '\r']);
        let is_alone = before.ends_with('\n') && rest.starts_with('\n');
        if !is_alone {
            self.0.push((method.range.clone(), String::new()));
            return;
        }
        let (mut begin, mut end) = (before.len(), text.len() - rest.len() + 1);
        let above = before.strip_suffix('\n').map_or(before, |it| it.strip_suffix('\r').unwrap_or(it));
        let below = text[end..].find('\n').map(|at| end + at + 1).filter(|it| text[end..*it].trim().is_empty());
        match below {
            _ if above.ends_with('\n') => begin = above.len(),
            Some(below) => end = below,
            None => {}
        }
        self.0.push((begin..end, String::new()));
    }

    /// Adds methods before the closing brace of an impl.
    pub(super) fn append(&mut self, text: &str, site: &Site, stubs: &[&str]) {
        let before = &text[..site.close];
        let begin = before.trim_end_matches([' ', '\t']).len();
        let mut added = String::new();
        let is_on_line_of_its_own = before[..begin].ends_with('\n');
        if !is_on_line_of_its_own {
            added.push('\n');
        }
        for (at, stub) in stubs.iter().enumerate() {
            if at > 0 || !site.is_empty {
                added.push('\n');
            }
            added.push_str(&indented(stub.trim_end(), &site.indent));
            added.push('\n');
        }
        // The brace keeps the indentation that it had, or gets that of its impl.
        added.push_str(if is_on_line_of_its_own { &before[begin..] } else { &site.indent });
        self.0.push((begin..site.close, added));
    }

    /// Takes imports away that nothing needed but what goes. Comes last.
    pub(super) fn prune(&mut self, text: &str, uses: &[Use], added: &[&str], layout: &dyn Layout) {
        let removed: Vec<Range<usize>> = self.0.iter().map(|(range, _)| range.clone()).collect();
        self.0.extend(imports::pruned(text, uses, &removed, added, layout));
    }

    /// The text with all of it done.
    pub(super) fn done(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut done = text.to_owned();
        for (range, new) in self.0.into_iter().rev() {
            done.replace_range(range, &like(text, new));
        }
        done
    }
}

/// Lines as they stand in an impl that is indented. Lines within a literal stay, as far as a line alone shows that.
fn indented(stub: &str, indent: &str) -> String {
    if indent.is_empty() {
        return stub.to_owned();
    }
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{indent}{line}") };
    stub.lines().map(line).collect::<Vec<_>>().join("\n")
}
