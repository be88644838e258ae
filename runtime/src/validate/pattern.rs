//! Regular expressions that take linear time, compiled when first used.

use regex::Regex;
use std::sync::OnceLock;

/// A regular expression of the contract, in the syntax of the `regex` crate.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The pattern of a regular expression; the generator has made sure that it compiles.
    pub const fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// The regular expression as text.
    pub const fn as_str(&self) -> &'static str {
        self.source
    }

    /// Whether some part of a text matches. Nothing matches a pattern that does not compile.
    pub fn matches(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| Regex::new(self.source).ok());
        compiled.as_ref().is_some_and(|it| it.is_match(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_not_anchored_and_fail_closed() {
        static SOME_DIGIT: Pattern = Pattern::new("[0-9]");
        static BROKEN: Pattern = Pattern::new("(");
        assert!(SOME_DIGIT.matches("a1b") && !SOME_DIGIT.matches("ab"));
        assert!(!BROKEN.matches("("));
    }
}
