//! What there is to say about an input: collected, never thrown.

use crate::{Code, Span};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; changes nothing.
    Note,
    /// Something was given up or looks wrong; output is still made. `--strict` makes it an error.
    Warning,
    /// No output is made.
    Error,
}

/// A second place that explains the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub text: String,
}

/// One finding: a stable code, a place, a sentence, and help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its entry in the table of codes.
    pub code: &'static Code,
    /// The rule of the linter that it is about, where it is about one.
    pub rule: Option<&'static str>,
    /// How bad it is: the code's own severity, unless lowered by [`Diagnostic::mild`] or raised by `--strict`.
    pub severity: Severity,
    /// The place it is about; `None` for findings about the run itself (a missing file, an argument).
    pub span: Option<Span>,
    /// A sentence that names the thing, lower case, without a full stop.
    pub message: String,
    /// What is to be seen at `span`, in a few words; may be empty.
    pub label: String,
    /// Other places that matter.
    pub related: Vec<Label>,
    /// Facts that explain.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding of `code` about `span`.
    pub fn new(code: &'static Code, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self {
            code,
            rule: None,
            severity: code.severity,
            span: span.into(),
            message: message.into(),
            label: String::new(),
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// Says that this one is only worth a warning: nothing that matters is lost.
    #[must_use]
    pub fn mild(mut self) -> Self {
        self.severity = self.severity.min(Severity::Warning);
        self
    }

    /// Says what is to be seen at the primary place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Points at a second place.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label { span, text: text.into() });
        self
    }

    /// Adds a fact that explains.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Adds "did you mean …?" where one of `known` is close to `word`.
    #[must_use]
    pub fn suggest<'a>(self, word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match did_you_mean(word, known) {
            Some(close) => self.help(format!("did you mean `{close}`?")),
            None => self,
        }
    }
}

/// Every finding of one run, in the order found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, found: Diagnostic) {
        self.0.push(found);
    }

    /// Keeps those of which something holds.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }

    /// Every finding so far.
    pub fn all(&self) -> &[Diagnostic] {
        &self.0
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|it| it.severity == Severity::Error)
    }

    /// Makes every warning an error, for `--strict`.
    pub fn deny_warnings(&mut self) {
        for it in self.0.iter_mut().filter(|it| it.severity == Severity::Warning) {
            it.severity = Severity::Error;
        }
    }

    /// Drops the warnings and notes whose code is in `codes`; the codes that dropped nothing are returned.
    pub fn allow<'a>(&mut self, codes: &'a [String]) -> Vec<&'a str> {
        let mut unused: Vec<&str> = codes.iter().map(String::as_str).collect();
        self.0.retain(|it| {
            let allowed = it.severity < Severity::Error && codes.iter().any(|code| code == it.code.id);
            if allowed {
                unused.retain(|code| *code != it.code.id);
            }
            !allowed
        });
        unused
    }
}

/// The one of `known` that `word` is most likely a misspelling of.
///
/// Closeness is the edit distance (insert, delete, replace, swap neighbours), at most a third of the length.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    let near = known.into_iter().map(|it| (distance(word, it), it)).min_by_key(|(far, _)| *far)?;
    (near.0 <= limit).then_some(near.1)
}

/// Optimal string alignment distance, case folded.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<_>, Vec<_>) = (a.to_lowercase().chars().collect(), b.to_lowercase().chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            let replace = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let edit = replace.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            row.push(if swap { edit.min(rows[i - 2][j - 2] + 1) } else { edit });
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn suggests_what_is_close_and_nothing_else() {
        let known = ["required", "properties", "pattern"];
        assert_eq!(did_you_mean("requierd", known), Some("required"));
        assert_eq!(did_you_mean("patern", known), Some("pattern"));
        assert_eq!(did_you_mean("colour", known), None);
    }
}
