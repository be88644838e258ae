//! The tokens of one statement, read from left to right.

use super::lexer::{Kind, Token};
use super::text;
use zephyrix_ir::vocabulary::relational::Database;
use zephyrix_ir::{Code, Diagnostic, SourceId, Span};

/// What reading a part of a statement gives: the part, or what is wrong with the statement.
pub(super) type Parsed<T> = Result<T, Box<Diagnostic>>;

/// A place in the tokens of a statement.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// Whose rules.
    pub(super) database: Database,
    source: SourceId,
    tokens: &'a [Token],
    at: usize,
    /// The byte after the last token: where things are missing.
    end: usize,
}

/// A name, as the database keeps it.
#[derive(Clone, Debug)]
pub(super) struct Ident {
    /// The name.
    pub(super) name: String,
    /// Where it is written.
    pub(super) span: Span,
}

impl<'a> Cursor<'a> {
    /// At the first of `tokens`.
    pub(super) fn new(text: &'a str, source: SourceId, database: Database, tokens: &'a [Token]) -> Self {
        let end = tokens.last().map_or(0, |it| it.end);
        Self { text, database, source, tokens, at: 0, end }
    }

    /// The next token.
    pub(super) fn peek(&self) -> Option<Token> {
        self.ahead(0)
    }

    /// The one after so many more.
    pub(super) fn ahead(&self, more: usize) -> Option<Token> {
        self.tokens.get(self.at + more).copied()
    }

    /// Whether nothing is left.
    pub(super) fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// The next token, which is read.
    pub(super) fn bump(&mut self) -> Option<Token> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    /// How a token is written.
    pub(super) fn written(&self, token: Token) -> &'a str {
        &self.text[token.start..token.end]
    }

    /// Whether these words or symbols, with a space between two, are next.
    pub(super) fn is(&self, words: &str) -> bool {
        self.count(words).is_some()
    }

    /// The same, and reads them.
    pub(super) fn eat(&mut self, words: &str) -> bool {
        let found = self.count(words);
        self.at += found.unwrap_or(0);
        found.is_some()
    }

    /// Reads the first of these that is next.
    pub(super) fn eat_any<'w>(&mut self, choices: &[&'w str]) -> Option<&'w str> {
        choices.iter().copied().find(|it| self.eat(it))
    }

    fn count(&self, words: &str) -> Option<usize> {
        let mut count = 0;
        for word in words.split(' ') {
            let token = self.ahead(count)?;
            let plain = matches!(token.kind, Kind::Word | Kind::Symbol | Kind::Number);
            if !plain || !self.written(token).eq_ignore_ascii_case(word) {
                return None;
            }
            count += 1;
        }
        Some(count)
    }

    /// Reads these words, which must be there.
    pub(super) fn expect(&mut self, words: &str) -> Parsed<()> {
        if self.eat(words) { Ok(()) } else { Err(self.wrong(&format!("`{words}`"))) }
    }

    /// What to say where something else is than is expected.
    pub(super) fn wrong(&self, expected: &str) -> Box<Diagnostic> {
        let (span, found) = match self.peek() {
            Some(token) => (self.span(token), format!("`{}`", text::brief(self.written(token)))),
            None => (Span::new(self.source, self.end.saturating_sub(1), self.end), "the end".to_owned()),
        };
        Self::error(span, format!("expected {expected}, found {found}"))
    }

    /// A statement that cannot be read.
    pub(super) fn error(span: Span, message: impl Into<String>) -> Box<Diagnostic> {
        Box::new(Diagnostic::new(Code::SQL_SYNTAX, span, message))
    }

    /// Where a token is.
    pub(super) fn span(&self, token: Token) -> Span {
        Span::new(self.source, token.start, token.end)
    }

    /// Where the next token is, or the end.
    pub(super) fn here(&self) -> Span {
        self.peek().map_or(Span::new(self.source, self.end, self.end), |it| self.span(it))
    }

    /// From the token at `mark` to the last one read.
    pub(super) fn since(&self, mark: usize) -> Span {
        let start = self.tokens.get(mark).map_or(self.end, |it| it.start);
        let end = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(start, |it| it.end);
        Span::new(self.source, start, end.max(start))
    }

    /// Everything that is left.
    pub(super) fn span_of_rest(&self) -> Span {
        let end = self.tokens.last().map_or(self.end, |it| it.end);
        Span::new(self.source, self.here().start as usize, end)
    }

    /// Where it is, for [`Cursor::since`] and [`Cursor::slice`].
    pub(super) fn mark(&self) -> usize {
        self.at
    }

    /// The tokens from `mark` to here.
    pub(super) fn slice(&self, mark: usize) -> Self {
        let tokens = &self.tokens[mark..self.at];
        let end = tokens.last().map_or(self.here().start as usize, |it| it.end);
        Self { tokens, at: 0, end, ..*self }
    }

    /// Everything that is left, which is read.
    pub(super) fn take_rest(&mut self) -> Self {
        let mark = self.at;
        self.at = self.tokens.len();
        self.slice(mark)
    }

    /// A name that is not qualified.
    pub(super) fn name(&mut self) -> Parsed<Ident> {
        let Some(token) = self.peek() else { return Err(self.wrong("a name")) };
        let written = self.written(token);
        let name = match (token.kind, self.database) {
            (Kind::Word, Database::Postgres) => written.to_ascii_lowercase(),
            (Kind::Word, _) => written.to_owned(),
            // SQLite takes texts for names where only names can be; MySQL with ANSI_QUOTES those in `"`.
            (Kind::Quoted, _) | (Kind::Text, Database::Sqlite) => text::unquoted(written),
            (Kind::Text, Database::Mysql) if written.starts_with('"') => text::unquoted(written),
            _ => return Err(self.wrong("a name")),
        };
        self.at += 1;
        let span = self.span(token);
        if name.chars().any(char::is_control) {
            let message = format!("the name {name:?} has a character that cannot be printed");
            return Err(Box::new(Diagnostic::new(Code::UNPRINTABLE, span, message)));
        }
        Ok(Ident { name, span })
    }

    /// A name with what qualifies it, outermost first.
    pub(super) fn path(&mut self) -> Parsed<Vec<Ident>> {
        let mut path = vec![self.name()?];
        while self.eat(".") {
            path.push(self.name()?);
        }
        Ok(path)
    }

    /// A text.
    pub(super) fn string(&mut self) -> Parsed<String> {
        match self.peek() {
            Some(token)
                if token.kind == Kind::Text || (self.database == Database::Sqlite && token.kind == Kind::Quoted) =>
            {
                self.at += 1;
                Ok(text::string(self.written(token), self.database))
            }
            _ => Err(self.wrong("a text")),
        }
    }

    /// A whole number that is not negative.
    pub(super) fn number(&mut self) -> Parsed<u64> {
        let token = self.peek().filter(|it| it.kind == Kind::Number);
        let Some(number) = token.and_then(|it| self.written(it).parse().ok()) else {
            return Err(self.wrong("a number"));
        };
        self.at += 1;
        Ok(number)
    }

    /// What is between the parenthesis that is next and the one that closes it; past both.
    pub(super) fn parenthesis(&mut self) -> Parsed<Self> {
        let opened = self.here();
        self.expect("(")?;
        let mark = self.at;
        let mut depth = 1_u32;
        while let Some(token) = self.bump() {
            match self.written(token) {
                "(" if token.kind == Kind::Symbol => depth += 1,
                ")" if token.kind == Kind::Symbol => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let inner = Self { tokens: &self.tokens[mark..self.at - 1], at: 0, end: token.start, ..*self };
                return Ok(inner);
            }
        }
        Err(Self::error(opened, "nothing closes this parenthesis"))
    }

    /// The parts between commas that are in no parentheses.
    pub(super) fn items(&self) -> Vec<Self> {
        let mut items = Vec::new();
        let (mut from, mut depth) = (self.at, 0_i32);
        for (at, token) in self.tokens.iter().enumerate().skip(self.at) {
            match self.written(*token) {
                "(" | "[" if token.kind == Kind::Symbol => depth += 1,
                ")" | "]" if token.kind == Kind::Symbol => depth -= 1,
                "," if token.kind == Kind::Symbol && depth == 0 => {
                    items.push(Self { tokens: &self.tokens[from..at], at: 0, end: token.start, ..*self });
                    from = at + 1;
                }
                _ => {}
            }
        }
        items.push(Self { tokens: &self.tokens[from.min(self.tokens.len())..], at: 0, ..*self });
        items
    }

    /// Every name of a list in parentheses.
    pub(super) fn names(&mut self) -> Parsed<Vec<String>> {
        let mut list = self.parenthesis()?;
        let mut names = vec![list.name()?.name];
        while list.eat(",") {
            names.push(list.name()?.name);
        }
        list.finish()?;
        Ok(names)
    }

    /// Nothing more may follow.
    pub(super) fn finish(&self) -> Parsed<()> {
        if self.is_done() { Ok(()) } else { Err(self.wrong("`,` or the end")) }
    }

    /// Reads to the first of `words` that is in no parentheses, or to the end; a first token is always read.
    pub(super) fn until(&mut self, words: &[&str]) -> Self {
        let (mark, mut depth) = (self.at, 0_i32);
        while let Some(token) = self.peek() {
            let written = self.written(token);
            match (token.kind, written) {
                (Kind::Symbol, "(" | "[") => depth += 1,
                (Kind::Symbol, ")" | "]") => depth -= 1,
                _ => {}
            }
            if depth == 0 && self.at > mark && words.iter().any(|it| self.is(it)) {
                break;
            }
            self.at += 1;
        }
        self.slice(mark)
    }
}
