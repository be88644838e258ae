//! A text as its statements, each by itself, so that one that is not understood costs nothing else.

use super::lexer::{Kind, Lexer, Token};
use zephyrix_ir::vocabulary::relational::Database;

/// One statement, or a line that is the client's.
#[derive(Debug, Default)]
pub(super) struct Statement {
    /// Its tokens, without what ends it. Of rows that are written only the first few.
    pub(super) tokens: Vec<Token>,
    /// Its first byte.
    pub(super) start: usize,
    /// The byte after its last.
    pub(super) end: usize,
    /// A quote, comment or body in it that nothing closes.
    pub(super) unclosed: Option<usize>,
    /// Whether it is a command of psql's, mysql's or sqlite3's own.
    pub(super) is_client: bool,
}

/// So many tokens of `INSERT …` are kept: nobody reads more of them.
const OF_ROWS: usize = 32;

/// The next statement of a text.
pub(super) fn next(lexer: &mut Lexer<'_>) -> Option<Statement> {
    let mut it = Statement::default();
    let mut body = Body::default();
    loop {
        let (before, fresh) = (lexer.at, it.tokens.is_empty());
        let Some(token) = lexer.next() else {
            it.unclosed = it.unclosed.or(lexer.unclosed.take()).or(if body.depth > 0 { body.opened } else { None });
            return (!it.tokens.is_empty() || it.unclosed.is_some()).then_some(it);
        };
        if token.kind == Kind::End {
            if fresh || body.depth > 0 {
                continue;
            }
            copied(lexer, &mut it);
            return Some(it);
        }
        if fresh {
            it.start = token.start;
            if client(lexer, token, before) {
                it.end = lexer.at;
                it.is_client = true;
                return Some(it);
            }
        } else if lexer.text.as_bytes()[token.start] == b'\\' && token.kind == Kind::Symbol {
            // `\gset` ends what it sends; everything else of psql's is on a line of its own.
            lexer.line();
            it.is_client = false;
            return Some(it);
        }
        it.end = token.end;
        it.unclosed = it.unclosed.or(lexer.unclosed.take());
        body.see(lexer, token, &it.tokens);
        if it.tokens.len() < OF_ROWS || !writes_rows(lexer.text, &it.tokens) {
            it.tokens.push(token);
        }
    }
}

/// The words of a token, to be compared with.
pub(super) fn is(text: &str, token: Token, word: &str) -> bool {
    token.kind == Kind::Word && text[token.start..token.end].eq_ignore_ascii_case(word)
}

fn writes_rows(text: &str, tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|it| is(text, *it, "INSERT") || is(text, *it, "REPLACE"))
}

/// Whether a client's command begins at `token`; past its line then.
fn client(lexer: &mut Lexer<'_>, token: Token, before: usize) -> bool {
    let written = &lexer.text[token.start..token.end];
    let starts_line =
        before == 0 || lexer.text[before..token.start].contains('\n') || lexer.text[..token.start].ends_with('\n');
    let is_command = match lexer.database {
        Database::Postgres => written == "\\",
        Database::Mysql => written == "\\" || is(lexer.text, token, "DELIMITER") || is(lexer.text, token, "SOURCE"),
        Database::Sqlite => starts_line && written.starts_with('.'),
    };
    if !is_command {
        return false;
    }
    let line = lexer.line();
    if is(lexer.text, token, "DELIMITER") && !line.is_empty() {
        line.split_whitespace().next().unwrap_or(";").clone_into(&mut lexer.delimiter);
    }
    true
}

/// Past the rows after `COPY … FROM stdin;`, which end with a line `\.`.
fn copied(lexer: &mut Lexer<'_>, it: &mut Statement) {
    let is_copy = lexer.database == Database::Postgres && is(lexer.text, it.tokens[0], "COPY");
    let from = |at: &[Token]| is(lexer.text, at[0], "FROM") && is(lexer.text, at[1], "STDIN");
    if !is_copy || !it.tokens.windows(2).any(from) {
        return;
    }
    lexer.line();
    while !lexer.rest().is_empty() {
        if lexer.line() == "\\." {
            return;
        }
    }
}

/// How deep in `BEGIN … END` it is: the `;` between them end no statement.
#[derive(Default)]
struct Body {
    depth: u32,
    opened: Option<usize>,
    ended: bool,
    is_rule: bool,
}

/// What has a body in each database.
fn has_body(database: Database, word: &str) -> bool {
    let words: &[&str] = match database {
        Database::Postgres => &["FUNCTION", "PROCEDURE"],
        Database::Mysql => &["TRIGGER", "FUNCTION", "PROCEDURE", "EVENT"],
        Database::Sqlite => &["TRIGGER"],
    };
    words.iter().any(|it| word.eq_ignore_ascii_case(it))
}

/// `END IF` and the like end what opened no body here.
const NOT_BODIES: &[&str] = &["IF", "LOOP", "WHILE", "REPEAT", "FOR"];

impl Body {
    fn see(&mut self, lexer: &Lexer<'_>, token: Token, before: &[Token]) {
        if self.is_rule {
            return self.parenthesis(&lexer.text[token.start..token.end], token);
        }
        // Another delimiter than `;` is there to say where the body ends.
        if lexer.delimiter != ";"
            || token.kind != Kind::Word
            || before.is_empty()
            || !is(lexer.text, before[0], "CREATE")
        {
            return;
        }
        let word = &lexer.text[token.start..token.end];
        let is_word = |it: &str| word.eq_ignore_ascii_case(it);
        self.is_rule |= is_word("RULE") && before.len() <= 3 && lexer.database == Database::Postgres;
        if self.ended && NOT_BODIES.iter().any(|it| is_word(it)) {
            self.depth += 1;
        }
        let after_end = std::mem::take(&mut self.ended);
        let opens = match lexer.database {
            Database::Postgres => is_word("ATOMIC") && before.last().is_some_and(|it| is(lexer.text, *it, "BEGIN")),
            Database::Mysql | Database::Sqlite => is_word("BEGIN"),
        };
        if opens
            && (self.depth > 0
                || before
                    .iter()
                    .take(16)
                    .any(|it| it.kind == Kind::Word && has_body(lexer.database, &lexer.text[it.start..it.end])))
        {
            self.depth += 1;
            self.opened.get_or_insert(token.start);
        } else if self.depth > 0 && is_word("CASE") && !after_end {
            self.depth += 1;
        } else if self.depth > 0 && is_word("END") {
            self.depth -= 1;
            self.ended = true;
        }
    }

    /// What a rule of PostgreSQL's does is in parentheses, not between `BEGIN` and `END`.
    fn parenthesis(&mut self, written: &str, token: Token) {
        match written {
            "(" => {
                self.depth += 1;
                self.opened.get_or_insert(token.start);
            }
            ")" => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}
