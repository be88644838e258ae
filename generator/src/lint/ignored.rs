//! What authors ask the linter to pass over, where it is written: `x-zephyrix-lint-ignore: [rule]` in a document, and comments
//! `zephyrix:ignore rule` in every language.

use super::sink::Finding;
use super::table;
use crate::source::Sources;
use crate::tree::{Node, Value};
use std::collections::HashMap;
use zephyrix_ir::{Code, Diagnostic, Diagnostics, SourceId, Span, did_you_mean};

/// The member of a document that says so.
const MEMBER: &str = "x-zephyrix-lint-ignore";

/// The word of a comment that says so.
const WORD: &str = "zephyrix:ignore";

/// Everything that is to be passed over.
#[derive(Default)]
pub(super) struct Ignored {
    wishes: Vec<Wish>,
    /// Wishes by rule and source, in the order in which their pieces begin.
    pieces: HashMap<(&'static str, SourceId), Vec<usize>>,
    /// Wishes by rule and line.
    lines: HashMap<(&'static str, SourceId, usize), usize>,
    unknown: Vec<Diagnostic>,
}

struct Wish {
    rule: &'static str,
    /// Where it is written.
    span: Span,
    /// What it is about, where that is a piece of a document.
    piece: Span,
    /// The wish for the piece around this one.
    around: Option<usize>,
    is_needed: bool,
}

impl Ignored {
    /// Adds what a tree says.
    pub(super) fn tree(&mut self, root: &Node) {
        self.node(root, root.span);
        for list in self.pieces.values_mut() {
            list.sort_by_key(|it| (self.wishes[*it].piece.start, std::cmp::Reverse(self.wishes[*it].piece.end)));
            for at in 1..list.len() {
                // Pieces are either within one another or apart.
                let mut around = Some(list[at - 1]);
                let end = self.wishes[list[at]].piece.end;
                while let Some(it) = around.filter(|it| self.wishes[*it].piece.end < end) {
                    around = self.wishes[it].around;
                }
                self.wishes[list[at]].around = around;
            }
        }
    }

    fn node(&mut self, node: &Node, piece: Span) {
        match node.value() {
            Value::List(items) => items.iter().for_each(|it| self.node(it, it.span)),
            Value::Map(map) => {
                for entry in map.entries() {
                    if &*entry.key == MEMBER {
                        let one = std::slice::from_ref(&entry.node);
                        for it in entry.node.as_list().unwrap_or(one) {
                            self.wish(it.as_text().unwrap_or_default(), it.span, Some(piece));
                        }
                    }
                    let is_near = entry.key_span.source == entry.node.span.source;
                    let start = if is_near { entry.key_span.start } else { entry.node.span.start };
                    self.node(&entry.node, Span { start, ..entry.node.span });
                }
            }
            _ => {}
        }
    }

    fn wish(&mut self, name: &str, span: Span, piece: Option<Span>) -> Option<(usize, &'static str)> {
        let Some(rule) = table::rule(name) else {
            let found = Diagnostic::new(Code::LINT_UNNEEDED, span, format!("there is no rule `{name}` to pass over"));
            self.unknown.push(match did_you_mean(name, table::RULES.iter().map(|it| it.name)) {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found.help("`zephyrix lint --rules` shows all"),
            });
            return None;
        };
        let at = self.wishes.len();
        self.wishes.push(Wish { rule: rule.name, span, piece: piece.unwrap_or(span), around: None, is_needed: false });
        if let Some(piece) = piece {
            self.pieces.entry((rule.name, piece.source)).or_default().push(at);
        }
        Some((at, rule.name))
    }

    /// Adds what comments of a text say: one that stands alone is about the next line that is none, any other about its own.
    pub(super) fn comments(&mut self, sources: &Sources, source: SourceId) {
        let text = &sources.get(source).text;
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|it| it.find(WORD)).map(|it| from + it) {
            from = at + WORD.len();
            let start = text.get(..at).and_then(|it| it.rfind('\n')).map_or(0, |it| it + 1);
            let before = text.get(start..at).unwrap_or("").trim_end();
            let Some(mark) = ["//", "--", "#"].iter().find_map(|it| before.strip_suffix(it)) else { continue };
            let (line, _) = sources.position(Span::new(source, at, at));
            let line = if mark.trim().is_empty() { below(text, at, line) } else { line };
            let end = text.get(from..).and_then(|it| it.find('\n')).map_or(text.len(), |it| from + it);
            let said = text.get(from..end).unwrap_or("").split(':').next().unwrap_or("");
            for word in said.split([' ', ',', '\t', '\r']).filter(|it| !it.is_empty()) {
                let place = from + said.find(word).unwrap_or(0);
                if let Some((at, rule)) = self.wish(word, Span::new(source, place, place + word.len()), None) {
                    self.lines.insert((rule, source, line), at);
                }
            }
        }
    }

    /// Whether a finding is to be passed over.
    pub(super) fn takes(&mut self, found: &Finding, sources: &Sources) -> bool {
        let (rule, span) = (found.rule.name, found.span);
        let by_line = if self.lines.is_empty() {
            None
        } else {
            self.lines.get(&(rule, span.source, sources.position(span).0)).copied()
        };
        let wish = by_line.or_else(|| self.piece_of(rule, span));
        if let Some(at) = wish {
            self.wishes[at].is_needed = true;
        }
        wish.is_some()
    }

    /// The innermost piece around a place.
    fn piece_of(&self, rule: &'static str, span: Span) -> Option<usize> {
        let list = self.pieces.get(&(rule, span.source))?;
        let count = list.partition_point(|it| self.wishes[*it].piece.start <= span.start);
        let mut at = list.get(count.checked_sub(1)?).copied();
        while let Some(it) = at.filter(|it| self.wishes[*it].piece.end < span.end) {
            at = self.wishes[it].around;
        }
        at
    }

    /// Tells of wishes that nothing needs, where their rule was asked, and of those that name no rule.
    pub(super) fn report(self, was_asked: impl Fn(&str) -> bool, log: &mut Diagnostics) {
        for it in self.wishes.iter().filter(|it| !it.is_needed && was_asked(it.rule)) {
            let message = format!("nothing here needs to be passed over by `{}`", it.rule);
            log.push(Diagnostic::new(Code::LINT_UNNEEDED, it.span, message).help("take it out"));
        }
        self.unknown.into_iter().for_each(|it| log.push(it));
    }
}

/// So many lines of comments may stand between a wish and what it is about.
const MAX_BETWEEN: usize = 50;

/// The next line that is more than a comment.
fn below(text: &str, at: usize, line: usize) -> usize {
    let is_comment = |it: &str| it.is_empty() || ["//", "--", "#"].iter().any(|mark| it.starts_with(mark));
    let rest = text.get(at..).unwrap_or("").lines().skip(1);
    line + 1 + rest.take(MAX_BETWEEN).take_while(|it| is_comment(it.trim())).count()
}
