//! What rules find.

use super::fix::Edit;
use super::rule::Rule;
use std::collections::HashSet;
use zephyrix_ir::{Code, Diagnostic, Label, Severity, Span};

/// Something that does not keep a rule.
pub(super) struct Finding {
    pub(super) rule: &'static Rule,
    pub(super) span: Span,
    pub(super) told: Diagnostic,
    /// What it is about, for exceptions: `Pet.owner`.
    pub(super) name: String,
    /// The path of the operation that it is about, if it is about one.
    pub(super) path: String,
    /// What mends it, where that is safe.
    pub(super) edits: Vec<Edit>,
    /// What the pipeline says of the same place, which need not be said twice.
    pub(super) instead: Option<&'static Code>,
}

impl Finding {
    /// Says what to do about it.
    pub(super) fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.told.help = Some(text.into());
        self
    }

    /// Points at a second place.
    pub(super) fn related(&mut self, span: Span, text: &str) -> &mut Self {
        self.told.related.push(Label { span, text: text.to_owned() });
        self
    }

    /// Says what it is about.
    pub(super) fn name(&mut self, name: impl Into<String>) -> &mut Self {
        self.name = name.into();
        self
    }

    /// Says which path it is about.
    pub(super) fn path(&mut self, path: impl Into<String>) -> &mut Self {
        self.path = path.into();
        self
    }

    /// Says what mends it.
    pub(super) fn fix(&mut self, edits: impl IntoIterator<Item = Edit>) -> &mut Self {
        self.edits.extend(edits);
        self
    }

    /// Says that this stands for what the pipeline says of the same place.
    pub(super) fn instead_of(&mut self, code: &'static Code) -> &mut Self {
        self.instead = Some(code);
        self
    }
}

/// Takes what one rule finds; the same place is taken once.
pub(super) struct Sink<'a> {
    rule: &'static Rule,
    severity: Severity,
    seen: HashSet<Span>,
    found: &'a mut Vec<Finding>,
}

impl<'a> Sink<'a> {
    pub(super) fn new(rule: &'static Rule, severity: Severity, found: &'a mut Vec<Finding>) -> Self {
        Self { rule, severity, seen: HashSet::new(), found }
    }

    /// The rule that is asked.
    pub(super) fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// Takes a finding, unless there is one at this place; what is returned can be told more.
    pub(super) fn found(&mut self, span: Span, message: impl Into<String>) -> Option<&mut Finding> {
        if !self.seen.insert(span) {
            return None;
        }
        let mut told = Diagnostic::new(self.rule.code, span, message);
        told.severity = self.severity;
        told.rule = Some(self.rule.name);
        let (name, path) = (String::new(), String::new());
        self.found.push(Finding { rule: self.rule, span, told, name, path, edits: Vec::new(), instead: None });
        self.found.last_mut()
    }
}
