//! What simple CHECKs say of one column: bounds, lengths, lists of words, patterns. Others are the database's alone.

use std::cmp::Ordering;
use zephyrix_ir::Ref;
use zephyrix_ir::vocabulary::relational::{Kind, Repertoire};
use zephyrix_ir::vocabulary::{Constraint, Dialect, Number};

/// What is known of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    numbers: Vec<(Sign, Number)>,
    lengths: Vec<(Sign, u64)>,
    patterns: Vec<String>,
    /// The words that it may be.
    pub(super) words: Option<Vec<String>>,
    /// What moments look like, where callers write them and the database has but some.
    pub(super) moments: Option<&'static str>,
}

/// How a column compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Sign {
    fn of(text: &str) -> Option<Self> {
        Some(match text {
            "<" => Self::Less,
            "<=" => Self::AtMost,
            ">" => Self::Greater,
            ">=" => Self::AtLeast,
            _ => return None,
        })
    }

    /// Whether a bound follows from another one that is so ordered beside it.
    fn follows(self, other: Self, beside: Option<Ordering>) -> bool {
        let is_upper = |it: Self| matches!(it, Self::Less | Self::AtMost);
        let inside = if is_upper(self) { Ordering::Less } else { Ordering::Greater };
        let is_strict = |it: Self| matches!(it, Self::Less | Self::Greater);
        is_upper(self) == is_upper(other)
            && beside.is_some_and(|it| it == inside || (it.is_eq() && (is_strict(other) || !is_strict(self))))
    }

    fn flipped(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::AtMost => Self::AtLeast,
            Self::Greater => Self::Less,
            Self::AtLeast => Self::AtMost,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Text(String),
    Number(Number),
    Sign(String),
}

impl Bounds {
    /// What some checks say of the column of a name.
    pub(super) fn of<'c>(checks: impl IntoIterator<Item = &'c str>, column: &str) -> Self {
        let mut it = Self::default();
        for check in checks {
            let tokens = tokens(check);
            // A check that says OR says nothing by itself.
            if !tokens.iter().any(|it| is_word(it, "or") || is_word(it, "not") || is_word(it, "case")) {
                it.read(&tokens, column);
            }
        }
        it
    }

    /// A text that is a segment of a path is not empty.
    pub(super) fn in_paths(&mut self) {
        if self.lengths.is_empty() {
            self.lengths.push((Sign::AtLeast, 1));
        }
    }

    /// Its texts are made of some characters only.
    pub(super) fn made_of(&mut self, repertoire: Repertoire) {
        self.patterns.push(format!("^{}*$", repertoire.class()));
    }

    /// Takes in what others say.
    pub(super) fn extend(&mut self, other: Self) {
        self.numbers.extend(other.numbers);
        self.lengths.extend(other.lengths);
        self.patterns.extend(other.patterns);
        self.words = self.words.take().or(other.words);
    }

    fn read(&mut self, tokens: &[Token], column: &str) {
        let mut rest = tokens;
        while !rest.is_empty() {
            let mut end = rest.iter().position(|it| is_word(it, "and")).unwrap_or(rest.len());
            if rest[..end].iter().any(|it| is_word(it, "between")) {
                let further = rest[(end + 1).min(rest.len())..].iter().position(|it| is_word(it, "and"));
                end = further.map_or(rest.len(), |it| end + 1 + it);
            }
            self.one(&rest[..end], column);
            rest = &rest[(end + 1).min(rest.len())..];
        }
    }

    fn one(&mut self, tokens: &[Token], column: &str) {
        use Token::{Number as Num, Sign as Sgn, Text, Word};
        let own = |it: &String| it.eq_ignore_ascii_case(column);
        let length = |it: &String| ["length", "char_length", "character_length"].contains(&it.to_lowercase().as_str());
        match tokens {
            [Word(it), Sgn(sign), Num(n)] if own(it) => self.number(Sign::of(sign), n),
            [Num(n), Sgn(sign), Word(it)] if own(it) => self.number(Sign::of(sign).map(Sign::flipped), n),
            [Word(it), Word(word), Num(low), Word(_), Num(high)] if own(it) && word.eq_ignore_ascii_case("between") => {
                self.number(Some(Sign::AtLeast), low);
                self.number(Some(Sign::AtMost), high);
            }
            [Word(function), Word(it), Sgn(sign), Num(n)] if own(it) && length(function) => {
                let length = n.as_i128().and_then(|it| u64::try_from(it).ok());
                if let (Some(sign), Some(length)) = (Sign::of(sign), length) {
                    self.lengths.push((sign, length));
                }
            }
            [Word(it), Sgn(sign), Text(pattern)] if own(it) && sign == "~" && is_simple(pattern) => {
                self.patterns.push(pattern.clone());
            }
            [Word(it), rest @ ..] if own(it) => self.listed(rest),
            _ => {}
        }
    }

    /// `IN ('a', 'b')`, which `pg_dump` writes as `= ANY (ARRAY['a', 'b'])`.
    fn listed(&mut self, rest: &[Token]) {
        let heads: [&[&str]; 2] = [&["in"], &["=", "any", "array"]];
        let head = heads.into_iter().find(|head| {
            head.len() < rest.len()
                && head.iter().zip(rest).all(|(word, it)| match it {
                    Token::Word(it) => it.eq_ignore_ascii_case(word),
                    Token::Sign(it) => it == word,
                    _ => false,
                })
        });
        let Some(head) = head else { return };
        let word = |it: &Token| if let Token::Text(it) = it { Some(it.clone()) } else { None };
        let mut words: Vec<String> = Vec::new();
        for it in &rest[head.len()..] {
            match word(it) {
                Some(it) if words.contains(&it) => {}
                Some(it) => words.push(it),
                None => return,
            }
        }
        self.words = self.words.take().or(Some(words));
    }

    fn number(&mut self, sign: Option<Sign>, number: &Number) {
        self.numbers.extend(sign.map(|it| (it, number.clone())));
    }

    /// As constraints of a value of a kind; those that mean nothing to it are left to the database.
    pub(super) fn constraints(&self, kind: &Kind) -> Vec<Constraint<Ref>> {
        let mut all = Vec::new();
        if matches!(kind, Kind::Integer { .. } | Kind::Year | Kind::Float32 | Kind::Float64) {
            all.extend(self.numbers.iter().map(|(sign, number)| match sign {
                Sign::Less => Constraint::ExclusiveMaximum(number.clone()),
                Sign::AtMost => Constraint::Maximum(number.clone()),
                Sign::Greater => Constraint::ExclusiveMinimum(number.clone()),
                Sign::AtLeast => Constraint::Minimum(number.clone()),
            }));
        }
        if super::types::is_text(kind) {
            all.extend(self.lengths.iter().map(|(sign, length)| match sign {
                Sign::Less => Constraint::MaxLength(length.saturating_sub(1)),
                Sign::AtMost => Constraint::MaxLength(*length),
                Sign::Greater => Constraint::MinLength(length + 1),
                Sign::AtLeast => Constraint::MinLength(*length),
            }));
            all.extend(self.patterns.iter().map(|it| Constraint::Pattern(it.clone(), Dialect::Ecma)));
        }
        all
    }
}

/// Whether all that one check lets pass of a column, another one does, too, as far as both are simple.
pub(crate) fn is_looser(was: &str, is: &str, column: &str) -> bool {
    let (old, new) = (Bounds::of([was], column), Bounds::of([is], column));
    let parts = tokens(is).iter().filter(|it| is_word(it, "and")).count() + 1;
    let read = new.numbers.len() + new.lengths.len() + new.patterns.len() + usize::from(new.words.is_some());
    let value = |it: &Number| it.as_str().parse::<f64>().unwrap_or(f64::NAN);
    let numbers = new.numbers.iter().all(|(sign, bound)| {
        old.numbers.iter().any(|(other, tighter)| sign.follows(*other, value(tighter).partial_cmp(&value(bound))))
    });
    let lengths = new
        .lengths
        .iter()
        .all(|(sign, bound)| old.lengths.iter().any(|(other, tighter)| sign.follows(*other, Some(tighter.cmp(bound)))));
    let words = new.words.as_ref().is_none_or(|all| {
        let known = old.words.as_ref();
        known.is_some_and(|known| known.iter().all(|it| all.contains(it)))
    });
    // What is not read of the new one may refuse anything.
    parts == read && numbers && lengths && words && new.patterns.iter().all(|it| old.patterns.contains(it))
}

/// A pattern that means the same to a database and to everybody else.
fn is_simple(pattern: &str) -> bool {
    let plain = |it: char| it.is_ascii_alphanumeric() || "^$[]-+*?.{},_@ ".contains(it);
    pattern.chars().all(plain) && !pattern.contains("[:") && !pattern.contains("[.")
}

fn is_word(it: &Token, word: &str) -> bool {
    matches!(it, Token::Word(it) if it.eq_ignore_ascii_case(word))
}

/// The tokens of a check, without parentheses, commas and casts.
fn tokens(text: &str) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = match first {
            '\'' => {
                let (said, len) = quoted(rest, '\'');
                all.push(Token::Text(said));
                len
            }
            '"' | '`' => {
                let (said, len) = quoted(rest, first);
                all.push(Token::Word(said));
                len
            }
            _ if rest.starts_with("::") => cast(rest),
            it if it.is_alphabetic() || it == '_' => {
                let len = run(rest, |it| it.is_alphanumeric() || it == '_');
                all.push(Token::Word(rest[..len].to_owned()));
                len
            }
            it if it.is_ascii_digit() || it == '-' && starts_number(&rest[1..]) => {
                let len = 1 + run(&rest[1..], |it| it.is_ascii_digit() || it == '.');
                all.extend(Number::parse(&rest[..len]).map(Token::Number));
                len
            }
            it if "<>=!~*".contains(it) => {
                let len = run(rest, |it| "<>=!~*".contains(it));
                all.push(Token::Sign(rest[..len].to_owned()));
                len
            }
            it if "(),[] \t\r\n".contains(it) => it.len_utf8(),
            it => {
                all.push(Token::Sign(it.to_string()));
                it.len_utf8()
            }
        };
        rest = &rest[len..];
    }
    all
}

fn starts_number(text: &str) -> bool {
    text.starts_with(|it: char| it.is_ascii_digit())
}

fn run(text: &str, wanted: impl Fn(char) -> bool) -> usize {
    text.find(|it| !wanted(it)).unwrap_or(text.len())
}

/// A quoted text, and how long it is as it is written.
fn quoted(text: &str, quote: char) -> (String, usize) {
    let mut said = String::new();
    let mut rest = text[1..].char_indices().peekable();
    while let Some((at, it)) = rest.next() {
        if it == quote {
            if rest.peek().is_some_and(|(_, next)| *next == quote) {
                rest.next();
            } else {
                return (said, at + 2);
            }
        }
        said.push(it);
    }
    (said, text.len())
}

/// How long `::character varying(20)[]` is.
fn cast(text: &str) -> usize {
    let mut len = 2;
    loop {
        len += run(&text[len..], |it| it.is_alphanumeric() || "_\". ".contains(it) && it != ' ');
        let further = ["varying", "precision", "without time zone", "with time zone"];
        let after = text[len..].trim_start();
        let Some(word) = further.iter().find(|it| after.starts_with(**it)) else { break };
        len = text.len() - after.len() + word.len();
    }
    let brackets = &text[len..];
    if brackets.starts_with('(') && brackets[1..].starts_with(|it: char| it.is_ascii_digit()) {
        len += brackets.find(')').map_or(0, |it| it + 1);
    }
    if text[len..].starts_with("[]") { len + 2 } else { len }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, Sign, is_looser};
    use zephyrix_ir::vocabulary::Number;

    #[test]
    fn a_check_that_lets_more_pass_is_looser() {
        for (was, is, looser) in [
            ("a IN ('x', 'y')", "a IN ('y', 'x', 'z')", true),
            ("a IN ('x', 'y')", "a IN ('x')", false),
            ("a > 0", "a >= 0", true),
            ("a >= 0", "a > 0", false),
            ("a > 0 AND a < 9", "a < 10", true),
            ("a > 0", "a > 0 AND a < 9", false),
            ("length(a) <= 5", "length(a) <= 6", true),
            ("a > 1", "a > 0 AND odd(a)", false),
            ("a BETWEEN 1 AND 5", "a BETWEEN 1 AND 6", true),
            ("a > 0", "a > 0 OR b", false),
        ] {
            assert_eq!(is_looser(was, is, "a"), looser, "{was} → {is}");
        }
    }

    #[test]
    fn simple_checks_are_read_as_people_and_dumps_write_them() {
        let number = |text: &str| Number::parse(text).unwrap();
        for check in
            ["length > 0 AND length <= 5", "((length > 0) AND (length <= 5))", "0 < length AND 5 >= \"length\""]
        {
            let it = Bounds::of([check], "length");
            assert_eq!(it.numbers, [(Sign::Greater, number("0")), (Sign::AtMost, number("5"))], "{check}");
        }
        let it = Bounds::of(["VALUE BETWEEN 1901 AND 2155 AND value <> 7"], "VALUE");
        assert_eq!(it.numbers, [(Sign::AtLeast, number("1901")), (Sign::AtMost, number("2155"))]);
        for check in [
            "rating IN ('G', 'it''s')",
            "((rating)::text = ANY ((ARRAY['G'::character varying, 'it''s'::character varying])::text[]))",
        ] {
            let it = Bounds::of([check], "rating");
            assert_eq!(it.words.as_deref(), Some(&["G".to_owned(), "it's".to_owned()][..]), "{check}");
        }
        assert_eq!(Bounds::of(["char_length(name) >= 2"], "name").lengths, [(Sign::AtLeast, 2)]);
        assert_eq!(Bounds::of(["a > 0 OR a < 5", "a > b", "b > 1", "upper(a) = a"], "a"), Bounds::default());
    }
}
