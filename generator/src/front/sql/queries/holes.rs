//! Parameters in the text of a statement: `:since`, `$1`, `?`, and SQLite's `@since`.

use super::places::Places;
use sqlparser::dialect::{Dialect, MySqlDialect, PostgreSqlDialect, SQLiteDialect};
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};
use zephyrix_ir::vocabulary::queries::Piece;
use zephyrix_ir::vocabulary::relational::Database;

/// A parameter in a statement: bytes `start..end` of it.
pub(super) struct Hole {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) name: String,
}

/// Every parameter of a statement, in order.
pub(super) fn find(text: &str, database: Database, places: &Places<'_>) -> Vec<Hole> {
    let dialect: &dyn Dialect = match database {
        Database::Sqlite => &SQLiteDialect {},
        Database::Postgres => &PostgreSqlDialect {},
        Database::Mysql => &MySqlDialect {},
    };
    let tokens = Tokenizer::new(dialect, text).tokenize_with_location().unwrap_or_default();
    let (mut holes, mut marks) = (Vec::<Hole>::new(), 0);
    for at in 0..tokens.len() {
        let Some((name, last)) = hole(&tokens, at, database, &mut marks) else { continue };
        let (start, end) = (tokens[at].span.start, tokens[last].span.end);
        let (start, end) = (places.byte(start.line, start.column), places.byte(end.line, end.column));
        if holes.last().is_none_or(|it| it.end <= start) {
            holes.push(Hole { start, end, name });
        }
    }
    holes
}

/// A statement cut at its parameters, and what these are called, in the order of their first holes.
pub(super) fn cut<'h>(text: &str, holes: &'h [Hole]) -> (Vec<Piece>, Vec<&'h str>) {
    let (mut pieces, mut names, mut done) = (Vec::new(), Vec::new(), 0);
    for hole in holes {
        let known = names.iter().position(|it| *it == hole.name).unwrap_or_else(|| {
            names.push(hole.name.as_str());
            names.len() - 1
        });
        pieces.push(Piece::Text(text[done..hole.start].to_owned()));
        pieces.push(Piece::Hole(known));
        done = hole.end;
    }
    pieces.push(Piece::Text(text[done..].to_owned()));
    (pieces, names)
}

/// The parameter at a token, and its last token.
fn hole(tokens: &[TokenWithSpan], at: usize, database: Database, marks: &mut usize) -> Option<(String, usize)> {
    match &tokens[at].token {
        Token::Placeholder(it) => Some((name(it, marks), at)),
        Token::Question if database != Database::Postgres => Some((name("?", marks), at)),
        // To PostgreSQL `@` is an operator, and to MySQL the name of a variable begins with it.
        Token::AtSign if database != Database::Sqlite => None,
        Token::Colon | Token::AtSign if !ends_value(tokens, at) => match &tokens.get(at + 1)?.token {
            Token::Word(word) => Some((word.value.clone(), at + 1)),
            _ => None,
        },
        _ => None,
    }
}

/// What a parameter is called that has no name of its own: by its number.
fn name(placeholder: &str, marks: &mut usize) -> String {
    let bare = placeholder.trim_start_matches(['$', '?', ':', '@']);
    if bare.is_empty() {
        *marks += 1;
        return format!("p{marks}");
    }
    if bare.starts_with(|it: char| it.is_ascii_digit()) { format!("p{bare}") } else { bare.to_owned() }
}

/// Whether what is before a token is a value, so that a colon after it is a slice's or a label's.
fn ends_value(tokens: &[TokenWithSpan], at: usize) -> bool {
    let before = tokens[..at].last().map(|it| &it.token);
    matches!(before, Some(Token::Word(it)) if it.keyword == sqlparser::keywords::Keyword::NoKeyword)
        || matches!(before, Some(Token::RParen | Token::RBracket | Token::Number(..)))
}
