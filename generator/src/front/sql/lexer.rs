//! SQL text as tokens, by the rules of each database, so that no quote, comment or client command is misread.
//!
//! PostgreSQL: documentation §4.1; MySQL: reference manual §11; SQLite: its tokenizer. Every byte is looked at once.

use zephyrix_ir::vocabulary::relational::Database;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A keyword or a name that is not quoted; a variable of MySQL's.
    Word,
    /// A quoted name.
    Quoted,
    /// A text, of any notation.
    Text,
    /// A number.
    Number,
    /// An operator, or one of `( ) [ ] , . ;`.
    Symbol,
    /// What ends a statement.
    End,
}

/// A token: bytes `start..end` of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// Its first byte.
    pub(super) start: usize,
    /// The byte after its last.
    pub(super) end: usize,
}

/// Reads tokens off a text.
pub(super) struct Lexer<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// The next byte.
    pub(super) at: usize,
    /// Whose rules.
    pub(super) database: Database,
    /// What ends a statement: `;`, unless MySQL's client was told otherwise.
    pub(super) delimiter: String,
    /// Every comment so far, in order.
    pub(super) comments: Vec<std::ops::Range<usize>>,
    /// A quote or comment that nothing closes.
    pub(super) unclosed: Option<usize>,
    /// Whether it is inside of MySQL's `/*! … */`, which is executed.
    conditional: bool,
}

/// Versions in `/*!999999` that no server has: what is inside is for nobody.
const NO_VERSION: u32 = 900_000;

impl<'a> Lexer<'a> {
    /// At the start of `text`.
    pub(super) fn new(text: &'a str, database: Database) -> Self {
        let delimiter = ";".to_owned();
        Self { text, at: 0, database, delimiter, comments: Vec::new(), unclosed: None, conditional: false }
    }

    /// The next token.
    pub(super) fn next(&mut self) -> Option<Token> {
        self.blank();
        let (start, first) = (self.at, self.byte(0)?);
        if self.rest().starts_with(&self.delimiter) {
            self.at += self.delimiter.len();
            return Some(Token { kind: Kind::End, start, end: self.at });
        }
        let kind = match first {
            b'\'' => self.quoted(b'\'', self.database == Database::Mysql, Kind::Text),
            b'"' if self.database == Database::Mysql => self.quoted(b'"', true, Kind::Text),
            b'"' => self.quoted(b'"', false, Kind::Quoted),
            b'`' if self.database != Database::Postgres => self.quoted(b'`', false, Kind::Quoted),
            b'[' if self.database == Database::Sqlite => self.until(1, "]", Kind::Quoted),
            b'$' if self.database == Database::Postgres => self.dollar(),
            b'0'..=b'9' => self.number(),
            b'.' if self.byte(1).is_some_and(|it| it.is_ascii_digit()) => self.number(),
            b'(' | b')' | b'[' | b']' | b',' | b'.' | b';' | b'{' | b'}' | b'\\' => self.one(),
            b':' => self.colon(),
            b'@' if self.database == Database::Mysql && !matches!(self.byte(1), Some(b'`' | b'\'' | b'"' | b' ')) => {
                self.word()
            }
            _ if is_operator(first) => self.operator(),
            _ => self.word(),
        };
        Some(Token { kind, start, end: self.at })
    }

    /// The rest of the line, and onto the next one.
    pub(super) fn line(&mut self) -> &'a str {
        let line = self.rest().split('\n').next().unwrap_or_default();
        self.at = (self.at + line.len() + 1).min(self.text.len());
        line.trim()
    }

    /// What is not read yet.
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    /// Past whitespace and comments.
    fn blank(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            let rest = self.rest();
            if self.database == Database::Mysql && self.conditionals() {
                continue;
            }
            let line = match self.database {
                Database::Mysql => {
                    let dashes = rest.strip_prefix("--");
                    rest.starts_with('#')
                        || dashes.is_some_and(|it| it.is_empty() || it.starts_with(|it: char| it <= ' '))
                }
                Database::Postgres | Database::Sqlite => rest.starts_with("--"),
            };
            let start = self.at;
            if line {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                self.block();
            } else {
                return;
            }
            self.comments.push(start..self.at);
        }
    }

    /// Past `/*!40101`, `/*M!100100` and the `*/` that ends them; whether there was one.
    fn conditionals(&mut self) -> bool {
        let rest = self.rest();
        if self.conditional && rest.starts_with("*/") {
            self.conditional = false;
            self.at += 2;
            return true;
        }
        let Some(inner) = rest.strip_prefix("/*!").or_else(|| rest.strip_prefix("/*M!")) else { return false };
        let digits = inner.len() - inner.trim_start_matches(|it: char| it.is_ascii_digit()).len();
        if inner[..digits].parse().unwrap_or(0) >= NO_VERSION {
            return false;
        }
        self.conditional = true;
        self.at += rest.len() - inner.len() + digits;
        true
    }

    /// A comment between `/*` and `*/`: PostgreSQL's nest, SQLite's may be left open.
    fn block(&mut self) {
        let (start, bytes) = (self.at, self.text.as_bytes());
        self.at += 2;
        let mut depth = 1;
        while depth > 0 {
            match (self.byte(0), self.byte(1)) {
                (Some(b'*'), Some(b'/')) => {
                    depth -= 1;
                    self.at += 2;
                }
                (Some(b'/'), Some(b'*')) if self.database == Database::Postgres => {
                    depth += 1;
                    self.at += 2;
                }
                (Some(_), _) => self.at += 1,
                (None, _) => {
                    self.at = bytes.len();
                    if self.database != Database::Sqlite {
                        self.unclosed.get_or_insert(start);
                    }
                    return;
                }
            }
        }
    }

    /// Between two of `quote`; doubled it stands for itself.
    fn quoted(&mut self, quote: u8, escapes: bool, kind: Kind) -> Kind {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.byte(0) {
            self.at += 1;
            if byte == b'\\' && escapes {
                self.at = (self.at + 1).min(self.text.len());
            } else if byte == quote {
                if self.byte(0) != Some(quote) {
                    return kind;
                }
                self.at += 1;
            }
        }
        self.unclosed.get_or_insert(start);
        self.at = self.text.len();
        kind
    }

    /// To the next `end` after `skip` bytes, and past it.
    fn until(&mut self, skip: usize, end: &str, kind: Kind) -> Kind {
        if let Some(at) = self.rest()[skip..].find(end) {
            self.at += skip + at + end.len();
        } else {
            self.unclosed.get_or_insert(self.at);
            self.at = self.text.len();
        }
        kind
    }

    /// `$1`, or a text between two of `$tag$`.
    fn dollar(&mut self) -> Kind {
        let rest = self.rest();
        let tag = rest[1..].find(|it: char| !(it.is_alphanumeric() || it == '_')).map(|it| it + 1);
        let is_tag =
            |at: &usize| rest[*at..].starts_with('$') && !rest[1..].starts_with(|it: char| it.is_ascii_digit());
        if let Some(at) = tag.filter(is_tag) {
            return self.until(at + 1, &rest[..=at], Kind::Text);
        }
        self.at += 1;
        self.many(|it| it.is_ascii_digit());
        Kind::Word
    }

    fn number(&mut self) -> Kind {
        let hexadecimal = self.rest().get(..2).is_some_and(|it| it.eq_ignore_ascii_case("0x"));
        while let Some(byte) = self.byte(0) {
            let exponent = matches!(byte, b'e' | b'E') && matches!(self.byte(1), Some(b'+' | b'-')) && !hexadecimal;
            if !(byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_') {
                break;
            }
            self.at += 1 + usize::from(exponent);
        }
        Kind::Number
    }

    fn one(&mut self) -> Kind {
        self.at += 1;
        Kind::Symbol
    }

    /// `::`, `:=`, or a variable of psql's, whose name is a token of its own.
    fn colon(&mut self) -> Kind {
        self.at += 1 + usize::from(matches!(self.byte(1), Some(b':' | b'=')));
        Kind::Symbol
    }

    /// As long as it can be; `+` or `-` end it only where PostgreSQL has it so (§4.1.3).
    fn operator(&mut self) -> Kind {
        let start = self.at;
        while let Some(byte) = self.byte(0) {
            let comment = matches!((byte, self.byte(1)), (b'-', Some(b'-')) | (b'/', Some(b'*')));
            let closes = self.conditional && matches!((byte, self.byte(1)), (b'*', Some(b'/')));
            if !is_operator(byte) || (self.at > start && (comment || closes)) {
                break;
            }
            self.at += 1;
        }
        let whole = &self.text.as_bytes()[start..self.at];
        if !whole.iter().any(|it| b"~!@#%^&|`?".contains(it)) {
            let kept = whole.iter().rposition(|it| !b"+-".contains(it)).map_or(1, |at| at + 1);
            self.at = start + kept;
        }
        Kind::Symbol
    }

    /// A word; `E'…'`, `N'…'`, `B'…'`, `X'…'`, `U&'…'` are texts with a word before.
    fn word(&mut self) -> Kind {
        let start = self.at;
        self.at += self.rest().chars().next().map_or(1, char::len_utf8);
        if self.byte(0) == Some(b'@') && self.text.as_bytes()[start] == b'@' {
            self.at += 1;
        }
        self.many(|it| it.is_alphanumeric() || it == '_' || it == '$' || !it.is_ascii());
        // `END$$`, where `$$` ends statements, is two tokens.
        let word = &self.text[start..self.at];
        let word = word.find(&self.delimiter).filter(|at| *at > 0).map_or(word, |at| &word[..at]);
        self.at = start + word.len();
        let ampersand = usize::from(self.byte(0) == Some(b'&') && word.eq_ignore_ascii_case("u"));
        match self.byte(ampersand) {
            Some(b'\'') if ampersand == 1 && self.database == Database::Postgres => {
                self.at += 1;
                self.quoted(b'\'', false, Kind::Text)
            }
            Some(b'"') if ampersand == 1 && self.database == Database::Postgres => {
                self.at += 1;
                self.quoted(b'"', false, Kind::Quoted)
            }
            Some(b'\'') if word.len() == 1 && b"nNbBxXeE".contains(&word.as_bytes()[0]) => {
                let escapes = self.database == Database::Mysql || word.eq_ignore_ascii_case("e");
                self.quoted(b'\'', escapes, Kind::Text)
            }
            _ => Kind::Word,
        }
    }

    fn many(&mut self, is_part: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|it| !is_part(it)).unwrap_or(rest.len());
    }
}

fn is_operator(byte: u8) -> bool {
    b"+-*/<>=~!@#%^&|?".contains(&byte)
}
