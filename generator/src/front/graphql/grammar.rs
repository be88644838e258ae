//! What the grammar asks for and apollo-parser passes over without a word: a name without what belongs to it.
//!
//! `@tag(name)`, `{ field NAME }` and `schema { query: }` would be read as if they were not there.

use super::words;
use apollo_parser::{Lexer, Token, TokenKind};

/// The first place where something is missing, and what; of a text that apollo-parser has read.
pub(super) fn missing(text: &str) -> Option<Missing> {
    let ignored = [TokenKind::Whitespace, TokenKind::Comment, TokenKind::Comma];
    let tokens = Lexer::new(text).filter_map(Result::ok).filter(|it| !ignored.contains(&it.kind())).collect();
    let asks = words::is_executable(text);
    let mut walk = Walk { tokens, at: 0, depth: 0, begun: None, asks };
    walk.all().err()
}

/// Something that is not there: what, and the byte before which it should be.
pub(super) struct Missing {
    pub(super) what: &'static str,
    pub(super) start: usize,
    pub(super) end: usize,
}

struct Walk<'a> {
    tokens: Vec<Token<'a>>,
    at: usize,
    /// Of braces.
    depth: usize,
    /// The word before, outside of braces, where it begins what is read otherwise.
    begun: Option<Begun>,
    /// Whether what is in parentheses are arguments, and not their definitions.
    asks: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Begun {
    /// `schema`: the next braces hold roots of operations.
    Schema,
    /// `directive`: what is next is no use of one.
    Directive,
}

impl Begun {
    fn with(word: &str) -> Option<Self> {
        match word {
            "schema" => Some(Self::Schema),
            "directive" => Some(Self::Directive),
            _ => None,
        }
    }
}

impl<'a> Walk<'a> {
    fn all(&mut self) -> Result<(), Missing> {
        while let Some(kind) = self.kind() {
            let word = self.word();
            self.at += 1;
            match kind {
                TokenKind::Name if self.depth == 0 => self.begun = Begun::with(word),
                TokenKind::At if self.begun == Some(Begun::Directive) => self.begun = None,
                TokenKind::At => {
                    self.at += 1;
                    if self.take(TokenKind::LParen) {
                        self.members(TokenKind::RParen)?;
                    }
                }
                TokenKind::LParen if self.asks && self.kind() != Some(TokenKind::Dollar) => {
                    self.members(TokenKind::RParen)?;
                }
                TokenKind::Eq => self.value()?,
                TokenKind::LCurly if self.begun.take() == Some(Begun::Schema) => self.root_operations()?,
                TokenKind::LCurly => self.depth += 1,
                TokenKind::RCurly => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
        Ok(())
    }

    /// `query: Query`, any number of times.
    fn root_operations(&mut self) -> Result<(), Missing> {
        while !self.ends(TokenKind::RCurly) {
            self.at += 1;
            self.expect(TokenKind::Colon, "a colon")?;
            self.expect(TokenKind::Name, "the name of a type")?;
        }
        Ok(())
    }

    /// `name: value`, any number of times.
    fn members(&mut self, end: TokenKind) -> Result<(), Missing> {
        while !self.ends(end) {
            self.expect(TokenKind::Name, "a name")?;
            self.expect(TokenKind::Colon, "a colon")?;
            self.value()?;
        }
        Ok(())
    }

    fn value(&mut self) -> Result<(), Missing> {
        let Some(kind) = self.kind() else { return Ok(()) };
        self.at += 1;
        match kind {
            TokenKind::LCurly => self.members(TokenKind::RCurly)?,
            TokenKind::Dollar => self.expect(TokenKind::Name, "the name of a variable")?,
            TokenKind::LBracket => {
                while !self.ends(TokenKind::RBracket) {
                    self.value()?;
                }
            }
            // What else is no value, apollo-parser says.
            _ => {}
        }
        Ok(())
    }

    /// Whether a list is at its end, which is taken; so is the end of the text.
    fn ends(&mut self, end: TokenKind) -> bool {
        self.kind().is_none() || self.take(end)
    }

    fn take(&mut self, kind: TokenKind) -> bool {
        let is = self.kind() == Some(kind);
        self.at += usize::from(is);
        is
    }

    fn expect(&mut self, kind: TokenKind, what: &'static str) -> Result<(), Missing> {
        match self.tokens.get(self.at) {
            Some(it) if it.kind() != kind => {
                Err(Missing { what, start: it.index(), end: it.index() + it.data().len() })
            }
            _ => {
                self.at += 1;
                Ok(())
            }
        }
    }

    fn kind(&self) -> Option<TokenKind> {
        self.tokens.get(self.at).map(Token::kind).filter(|it| *it != TokenKind::Eof)
    }

    fn word(&self) -> &'a str {
        self.tokens.get(self.at).map_or("", Token::data)
    }
}
