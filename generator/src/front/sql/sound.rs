//! Whether an expression could be one: what no database takes is found where it is, the rest is the database's to judge.

use super::cursor::{Cursor, Parsed};
use super::lexer::{Kind, Token};

/// Words that want something after them.
const OPEN: &[&str] = &[
    "AND", "OR", "NOT", "BETWEEN", "LIKE", "IN", "IS", "THEN", "WHEN", "ELSE", "COLLATE", "SELECT", "FROM", "WHERE",
    "BY", "JOIN", "UNION",
];

/// Words that want something before them.
const CLOSED: &[&str] = &["AND", "OR", "BETWEEN", "LIKE", "IS", "COLLATE"];

/// Operators that may come first.
const PREFIX: &[&str] = &["+", "-", "~", "@", "!", "!!", "|/", "||/", "*", "@-@", "@@", "#", "?|", "?-"];

/// What is wrong with all that is left of `cursor`, if it is plain.
pub(super) fn check(cursor: &Cursor<'_>) -> Parsed<()> {
    let (mut rest, mut before) = (*cursor, Edge::Start);
    while let Some(token) = rest.peek() {
        let now = Edge::of(rest.written(token), token);
        let wrong = match (before, now) {
            (Edge::Start | Edge::Operator | Edge::Comma, Edge::Operator) => !PREFIX.contains(&rest.written(token)),
            (Edge::Operator | Edge::Comma, Edge::Close)
            | (Edge::Start | Edge::Operator | Edge::Comma | Edge::Word, Edge::Comma) => true,
            (Edge::Start | Edge::Operator | Edge::Comma, Edge::Word) => CLOSED.iter().any(|it| rest.is(it)),
            _ => before == Edge::Value && now == Edge::Value,
        };
        if wrong {
            return Err(rest.wrong(if before == Edge::Value { "an operator" } else { "a value" }));
        }
        before = if now == Edge::Close { Edge::Other } else { now };
        rest.bump();
    }
    match before {
        Edge::Operator | Edge::Comma | Edge::Word | Edge::Start => Err(rest.wrong("a value")),
        _ => Ok(()),
    }
}

/// What a token is to its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// Nothing is before.
    Start,
    /// A binary operator, or one that could be.
    Operator,
    /// `,`
    Comma,
    /// A closing parenthesis.
    Close,
    /// A word that wants something after it.
    Word,
    /// A number.
    Value,
    /// Anything else: names, keywords and what may stand anywhere.
    Other,
}

impl Edge {
    fn of(written: &str, token: Token) -> Self {
        match token.kind {
            Kind::Symbol => match written {
                "," => Self::Comma,
                ")" | "]" => Self::Close,
                "(" => Self::Start,
                // What is all columns, and what psql and templates put in.
                "*" | "[" | "." | "{" | "}" | ":" | "?" | "@" | "#" | ";" | "\\" => Self::Other,
                _ => Self::Operator,
            },
            Kind::Number => Self::Value,
            Kind::Word if OPEN.iter().any(|it| written.eq_ignore_ascii_case(it)) => Self::Word,
            _ => Self::Other,
        }
    }
}
