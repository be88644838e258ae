//! A file's tokens in a row, each with its place.

use proc_macro2::{TokenStream, TokenTree};
use std::ops::Range;

/// What is to be told of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name.
    Ident(String),
    /// A literal, as it is written.
    Literal(String),
    /// `::`, of which there is one for both colons.
    Path,
    /// Anything else of one character; delimiters, too.
    Punct(char),
}

/// One token.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) at: Range<usize>,
}

impl Token {
    pub(super) fn ident(&self) -> Option<&str> {
        match &self.kind {
            Kind::Ident(it) => Some(it),
            _ => None,
        }
    }
}

/// Every token of a text, with what is inside of groups; `None` where it is no Rust.
pub(super) fn all(text: &str) -> Option<Vec<Token>> {
    let stream: TokenStream = text.parse().ok()?;
    let mut tokens = Vec::new();
    let mut open = vec![(stream.into_iter(), None)];
    // Groups may be nested as deeply as anybody likes.
    while let Some((trees, _)) = open.last_mut() {
        match trees.next() {
            Some(TokenTree::Group(it)) => {
                let [start, end] = match it.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => ['(', ')'],
                    proc_macro2::Delimiter::Brace => ['{', '}'],
                    proc_macro2::Delimiter::Bracket => ['[', ']'],
                    proc_macro2::Delimiter::None => [' ', ' '],
                };
                tokens.push(Token { kind: Kind::Punct(start), at: it.span_open().byte_range() });
                let close = Token { kind: Kind::Punct(end), at: it.span_close().byte_range() };
                open.push((it.stream().into_iter(), Some(close)));
            }
            Some(TokenTree::Ident(it)) => {
                tokens.push(Token { kind: Kind::Ident(it.to_string()), at: it.span().byte_range() });
            }
            Some(TokenTree::Literal(it)) => {
                tokens.push(Token { kind: Kind::Literal(it.to_string()), at: it.span().byte_range() });
            }
            Some(TokenTree::Punct(it)) => punct(&mut tokens, it.as_char(), it.span().byte_range()),
            None => tokens.extend(open.pop().and_then(|it| it.1)),
        }
    }
    Some(tokens)
}

fn punct(tokens: &mut Vec<Token>, it: char, at: Range<usize>) {
    match tokens.last_mut() {
        Some(last) if it == ':' && last.kind == Kind::Punct(':') && last.at.end == at.start => {
            last.kind = Kind::Path;
            last.at.end = at.end;
        }
        _ => tokens.push(Token { kind: Kind::Punct(it), at }),
    }
}
