//! Tokens as text: what quotes hold, and expressions printed so that layout and case of keywords do not matter.

use super::cursor::Cursor;
use super::lexer::{Kind, Token};
use zephyrix_ir::vocabulary::relational::{Database, Expression};

/// A quoted name without its quotes.
pub(super) fn unquoted(written: &str) -> String {
    let Some(quote) = written.find(['"', '`', '[', '\'']) else { return written.to_owned() };
    let inner = written.get(quote + 1..written.len().saturating_sub(1)).unwrap_or_default();
    match &written[quote..=quote] {
        "[" => inner.to_owned(),
        quote => inner.replace(&quote.repeat(2), quote),
    }
}

/// What a text says.
pub(super) fn string(written: &str, database: Database) -> String {
    if let Some(tagged) = written.strip_prefix('$') {
        let tag = tagged.find('$').map_or(1, |at| at + 2);
        return written.get(tag..written.len().saturating_sub(tag)).unwrap_or_default().to_owned();
    }
    let inner = unquoted(written);
    let escapes = database == Database::Mysql || written.starts_with(['e', 'E']);
    if !escapes || !inner.contains('\\') {
        return inner;
    }
    let (mut said, mut chars) = (String::new(), inner.chars());
    while let Some(it) = chars.next() {
        said.push(match it {
            '\\' => match chars.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('0') => '\0',
                Some('b') => '\u{8}',
                Some(other) => other,
                None => '\\',
            },
            other => other,
        });
    }
    said
}

/// So much of a token as is worth showing.
pub(super) fn brief(written: &str) -> String {
    let line = written.lines().next().unwrap_or_default();
    match line.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

/// Everything that is left of `cursor`, as an expression.
pub(super) fn expression(cursor: &Cursor<'_>) -> Expression {
    let mut rest = *cursor;
    let mark = rest.mark();
    let all = rest.take_rest();
    Expression { text: printed(&all), span: rest.since(mark) }
}

/// The tokens that are left, with one layout.
pub(super) fn printed(cursor: &Cursor<'_>) -> String {
    let mut printed = String::new();
    let mut before: Option<Before> = None;
    let mut rest = *cursor;
    while let Some(token) = rest.bump() {
        let written = rest.written(token);
        if cursor.database == Database::Postgres && written.eq_ignore_ascii_case("public") && rest.eat(".") {
            // The schema that needs no saying.
            continue;
        }
        let called = rest.peek().is_some_and(|it| rest.written(it) == "(");
        let text = word(token, written, called, cursor.database);
        if before.is_some_and(|it| it.spaced(token, written)) {
            printed.push(' ');
        }
        printed.push_str(&text);
        before = Some(Before::of(before, token, written));
    }
    printed
}

/// What stands before a token, as far as layout asks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing may come between: `(`, `.`, `::`, a sign.
    Glue,
    /// What may be called: `f` before `(`.
    Callable,
    /// A binary operator or `,` or a keyword.
    Operator,
    /// Anything else.
    Operand,
}

impl Before {
    fn of(before: Option<Self>, token: Token, written: &str) -> Self {
        match (token.kind, written) {
            (Kind::Symbol, "(" | "[" | "." | "::") => Self::Glue,
            (Kind::Symbol, "-" | "+" | "@") if matches!(before, None | Some(Self::Glue | Self::Operator)) => Self::Glue,
            (Kind::Symbol, ")" | "]") => Self::Operand,
            (Kind::Symbol, _) => Self::Operator,
            (Kind::Word, word) if CALLABLE.iter().any(|it| word.eq_ignore_ascii_case(it)) => Self::Callable,
            (Kind::Word, word) if is_keyword(word) => Self::Operator,
            (Kind::Word | Kind::Quoted, _) => Self::Callable,
            _ => Self::Operand,
        }
    }

    fn spaced(self, token: Token, written: &str) -> bool {
        match (token.kind, written) {
            (Kind::Symbol, ")" | "]" | "," | "." | "::" | ";") => false,
            (Kind::Symbol, "(" | "[") => matches!(self, Self::Operator) || (self == Self::Operand && written == "("),
            _ => self != Self::Glue,
        }
    }
}

/// A token in the one way it is printed.
fn word(token: Token, written: &str, called: bool, database: Database) -> String {
    match token.kind {
        Kind::Word if is_keyword(written) => written.to_ascii_uppercase(),
        Kind::Word if called || database == Database::Postgres => written.to_ascii_lowercase(),
        Kind::Quoted => crate::ddl::quote(&unquoted(written), database),
        // The sequence of `nextval('public.…')` and what is like it.
        Kind::Text if database == Database::Postgres && written.starts_with("'public.") => {
            written.replacen("public.", "", 1)
        }
        _ => written.to_owned(),
    }
}

fn is_keyword(word: &str) -> bool {
    let known = KEYWORDS.split(' ').chain(CALLABLE.iter().copied());
    word.len() <= 17 && known.into_iter().any(|it| word.eq_ignore_ascii_case(it))
}

/// Keywords that are called like functions.
const CALLABLE: &[&str] = &["ANY", "ARRAY", "CAST", "CURRENT_TIMESTAMP", "EXISTS", "ROW", "SOME"];

/// Reserved in every database: none of them is a name unless quoted.
const KEYWORDS: &str = "ALL AND AS ASC BETWEEN BY CASE COLLATE CROSS CURRENT_DATE CURRENT_TIME CURRENT_USER DEFAULT DESC DISTINCT \
    ELSE END ESCAPE EXCEPT FALSE FOR FROM FULL GLOB GROUP HAVING ILIKE IN INNER INTERSECT INTERVAL INTO IS JOIN \
    LATERAL LEFT LIKE LIMIT NATURAL NOT NULL OFFSET ON OR ORDER OUTER OVER PARTITION REGEXP RIGHT RLIKE SELECT \
    SIMILAR THEN TO TRUE UNION USING VALUES WHEN WHERE WITH";
