//! What the grammar asks for and apollo-parser passes over without a word: an argument without its value.
//!
//! `{ pets(first) { id } }` would be answered as if nothing had been asked.

use apollo_parser::{Lexer, TokenKind};

/// The first byte of a name in parentheses or in an object value that is followed by no value.
///
/// `text` has been parsed, so that its brackets match and every other mistake has been told.
pub(super) fn missing(text: &str) -> Option<usize> {
    let ignored = [TokenKind::Whitespace, TokenKind::Comment, TokenKind::Comma];
    let tokens = Lexer::new(text).filter_map(Result::ok).filter(|it| !ignored.contains(&it.kind()));
    let tokens: Vec<(TokenKind, usize)> = tokens.map(|it| (it.kind(), it.index())).collect();
    // Brackets that are open; within parentheses every brace holds members of an object.
    let mut open = Vec::new();
    for (at, (kind, place)) in tokens.iter().enumerate() {
        match kind {
            TokenKind::LParen | TokenKind::LBracket | TokenKind::LCurly => open.push(*kind),
            TokenKind::RParen | TokenKind::RBracket | TokenKind::RCurly => {
                open.pop();
            }
            TokenKind::Name if holds_members(&open) => {
                let near = |it: Option<usize>| it.and_then(|it| tokens.get(it)).map(|it| it.0);
                let (before, after) = (near(at.checked_sub(1)), near(Some(at + 1)));
                // After these stands a value, a type, a directive or a variable.
                let is_told = [TokenKind::Colon, TokenKind::Eq, TokenKind::At, TokenKind::Dollar];
                if after != Some(TokenKind::Colon) && !before.is_some_and(|it| is_told.contains(&it)) {
                    return Some(*place);
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether what is open last holds names, each with a value.
fn holds_members(open: &[TokenKind]) -> bool {
    match open.last() {
        Some(TokenKind::LParen) => true,
        Some(TokenKind::LCurly) => open.contains(&TokenKind::LParen),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::missing;

    #[test]
    fn names_without_values_are_found() {
        for (text, place) in [
            ("{ a(b) }", Some(4)),
            ("{ a(b: 1, c) }", Some(10)),
            ("{ a(b: {c: 1, d}) }", Some(14)),
            ("{ a @include(if) }", Some(13)),
            ("query($a: [A!]! = OPEN @x(y: $a), $b: {}) { a(b: [C D], c: {d: E f: \"(g)\"}) { h } }", None),
            ("{ a { b c } ... on D @x { e } }", None),
        ] {
            assert_eq!(missing(text), place, "{text}");
        }
    }
}
