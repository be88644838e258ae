//! Regular expressions that take linear time, compiled when first used.

use regex::Regex;
use std::sync::OnceLock;

/// A regular expression of the contract, in the syntax of the `regex` crate.
///
/// One that is anchored may first look ahead, as in ECMA-262: `^(?!no)(?=yes)rest`. Each of these is a regular
/// expression of its own, so that all together still take linear time.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Compiled>>,
}

#[derive(Debug)]
struct Compiled {
    rest: Regex,
    /// What a text must begin with, or must not.
    looks: Vec<(bool, Regex)>,
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
        let compiled = self.compiled.get_or_init(|| Compiled::new(self.source));
        compiled.as_ref().is_some_and(|it| {
            it.rest.is_match(text) && it.looks.iter().all(|(wanted, it)| it.is_match(text) == *wanted)
        })
    }
}

impl Compiled {
    fn new(source: &str) -> Option<Self> {
        let mut looks = Vec::new();
        let Some(mut rest) = source.strip_prefix('^') else {
            return Some(Self { rest: Regex::new(source).ok()?, looks });
        };
        while let Some(look) = rest.strip_prefix("(?=").or_else(|| rest.strip_prefix("(?!")) {
            let (inside, after) = look.split_at(closing(look)?);
            looks.push((rest.starts_with("(?="), Regex::new(&format!("^(?:{inside})")).ok()?));
            rest = &after[1..];
        }
        Some(Self { rest: Regex::new(&format!("^{rest}")).ok()?, looks })
    }
}

/// Where the group ends whose inside a text begins with.
fn closing(text: &str) -> Option<usize> {
    let (mut groups, mut classes, mut escaped) = (0_usize, 0_usize, false);
    for (at, char) in text.char_indices() {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => classes += 1,
            ']' => classes = classes.saturating_sub(1),
            '(' if classes == 0 => groups += 1,
            ')' if classes == 0 && groups == 0 => return Some(at),
            ')' if classes == 0 => groups -= 1,
            _ => {}
        }
    }
    None
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

    #[test]
    fn anchored_patterns_look_ahead() {
        static UNCLOSED: Pattern = Pattern::new("^(?!a");
        static NAME: Pattern = Pattern::new(r"^(?![0-9a-f]{4}$)(?=.*[a-z()\)])[0-9a-z)-]+$");
        for (text, matches) in [("abcdé", false), ("abcd", false), ("abcde", true), ("1234-", false), ("1234-)", true)]
        {
            assert_eq!(NAME.matches(text), matches, "{text}");
        }
        assert!(!UNCLOSED.matches("b"));
    }
}
