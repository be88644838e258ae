//! Names inside of SQL expressions, which are kept as text.

use std::collections::BTreeSet;

/// A piece of an expression.
enum Piece<'a> {
    /// A name, with its quotes where it has some, and what it says.
    Name(&'a str, String),
    /// Anything else, whole literals among it.
    Other(&'a str),
}

/// Whether an expression or a query names something.
pub(crate) fn mentions(text: &str, name: &str) -> bool {
    pieces(text).iter().any(|it| matches!(it, Piece::Name(_, said) if said.eq_ignore_ascii_case(name)))
}

/// All names in an expression or a query, in lower case.
pub(crate) fn names(text: &str) -> BTreeSet<String> {
    let name = |it| if let Piece::Name(_, said) = it { Some(said.to_lowercase()) } else { None };
    pieces(text).into_iter().filter_map(name).collect()
}

/// The same with another name in place of one.
pub(crate) fn renamed(text: &str, from: &str, to: &str) -> String {
    let pieces = pieces(text);
    let one = |it: &Piece<'_>| match it {
        Piece::Name(_, said) if said.eq_ignore_ascii_case(from) => to.to_owned(),
        Piece::Name(written, _) | Piece::Other(written) => (*written).to_owned(),
    };
    pieces.iter().map(one).collect()
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' => quoted(rest, '\''),
            '"' | '`' => quoted(rest, first),
            it if is_word(it) => rest.find(|it| !is_word(it)).unwrap_or(rest.len()),
            it => it.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        rest = after;
        pieces.push(match first {
            '"' | '`' => {
                let inside = piece.trim_matches(first).replace(&format!("{first}{first}"), &first.to_string());
                Piece::Name(piece, inside)
            }
            it if is_word(it) && !it.is_ascii_digit() => Piece::Name(piece, piece.to_owned()),
            _ => Piece::Other(piece),
        });
    }
    pieces
}

fn is_word(it: char) -> bool {
    it.is_alphanumeric() || it == '_' || it == '$'
}

/// The bytes up to the closing quote; a doubled one stands for itself.
fn quoted(text: &str, quote: char) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, it)) = chars.next() {
        if it == quote && chars.next_if(|next| next.1 == quote).is_none() {
            return at + it.len_utf8();
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{mentions, renamed};

    #[test]
    fn names_are_told_from_texts() {
        assert!(mentions("a > 0 AND \"b c\" = 'd'", "b c") && mentions("A>0", "a"));
        assert!(!mentions("a > 0 AND name = 'd'", "d") && !mentions("ab", "a"));
        assert_eq!(renamed("a = 'a''a' + `a` * aa", "a", "b"), "b = 'a''a' + b * aa");
    }
}
