//! ECMA-262 patterns as linear-time regular expressions of the same meaning.

use std::iter::Peekable;
use std::str::Chars;

/// White space as ECMA-262 §22.2.2.9 has it, for use inside a class.
const SPACE: &str = r"\t\n\x0B\x0C\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";
const LINE_ENDS: &str = r"\n\r\x{2028}\x{2029}";
const DIGITS: &str = "0-9";
const WORD: &str = "0-9A-Za-z_";

/// The pattern in the syntax of the crate `regex`, or why there is none.
///
/// Those that look ahead at the start of an anchored text are left so: the runtime takes them as several.
pub(super) fn translate(pattern: &str) -> Result<String, String> {
    let (looks, rest) = looks(pattern);
    // What looks ahead belongs to the first of several possibilities only.
    if looks.is_empty() || scan(rest, |it| it == '|').is_some() {
        return regular(pattern);
    }
    let mut whole = String::from("^");
    for (look, inside) in looks {
        whole.extend([look, &regular(inside)?, ")"]);
    }
    regular(rest).map(|rest| whole + &rest)
}

/// What an anchored pattern looks ahead for first, and the rest; nothing where it is not anchored.
fn looks(pattern: &str) -> (Vec<(&str, &str)>, &str) {
    let (mut looks, mut rest, mut anchored) = (Vec::new(), pattern, false);
    loop {
        if let Some(after) = rest.strip_prefix('^') {
            (rest, anchored) = (after, true);
        } else if let Some(look) = ["(?=", "(?!"].into_iter().find(|it| rest.starts_with(it)) {
            let inside = &rest[look.len()..];
            let Some(end) = scan(inside, |it| it == ')') else { break };
            looks.push((look, &inside[..end]));
            rest = &inside[end + 1..];
        } else {
            break;
        }
    }
    if anchored { (looks, rest) } else { (Vec::new(), pattern) }
}

/// Where a character is that is in no group and no class of a pattern.
fn scan(pattern: &str, wanted: fn(char) -> bool) -> Option<usize> {
    let (mut groups, mut class, mut escaped) = (0_usize, false, false);
    for (at, char) in pattern.char_indices() {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' | ']' => class = char == '[',
            _ if class => {}
            _ if groups == 0 && wanted(char) => return Some(at),
            '(' => groups += 1,
            ')' => groups = groups.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The same, of one that does not look around.
fn regular(pattern: &str) -> Result<String, String> {
    let mut reader = Reader { rest: pattern.chars().peekable(), out: String::with_capacity(pattern.len()) };
    reader.run()?;
    let parsed = regex_syntax::Parser::new().parse(&reader.out);
    parsed.map_err(|error| format!("it is not a regular expression: {}", reason(&error)))?;
    Ok(reader.out)
}

fn reason(error: &regex_syntax::Error) -> String {
    match error {
        regex_syntax::Error::Parse(it) => it.kind().to_string(),
        regex_syntax::Error::Translate(it) => it.kind().to_string(),
        _ => "it cannot be read".to_owned(),
    }
}

struct Reader<'p> {
    rest: Peekable<Chars<'p>>,
    out: String,
}

/// What an escape stands for.
enum Escape {
    Char(char),
    /// The inside of a class, and whether it is everything else.
    Class(&'static str, bool),
    /// `\p{…}` as it is.
    Property(String),
    Boundary(&'static str),
}

/// One part of a class.
enum Atom {
    Char(char),
    Set(String),
}

impl Reader<'_> {
    fn run(&mut self) -> Result<(), String> {
        while let Some(char) = self.rest.next() {
            match char {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.group()?,
                '.' => self.out.push_str(&["[^", LINE_ENDS, "]"].concat()),
                '{' if !self.counts() => self.out.push_str(r"\{"),
                '{' => self.count(),
                '}' | ']' => self.literal(char),
                other => self.out.push(other),
            }
        }
        Ok(())
    }

    /// Whether `{` begins a count such as `{2,3}`; elsewhere it is a character.
    fn counts(&self) -> bool {
        let ahead: String = self.rest.clone().take_while(|it| it.is_ascii_digit() || *it == ',').collect();
        let closed = self.rest.clone().nth(ahead.len()) == Some('}');
        closed && ahead.starts_with(|it: char| it.is_ascii_digit()) && ahead.matches(',').count() <= 1
    }

    fn count(&mut self) {
        self.out.push('{');
        for char in self.rest.by_ref() {
            self.out.push(char);
            if char == '}' {
                return;
            }
        }
    }

    fn group(&mut self) -> Result<(), String> {
        self.out.push('(');
        let ahead: String = self.rest.clone().take(3).collect();
        let look = ["?=", "?!", "?<=", "?<!"].iter().find(|it| ahead.starts_with(**it));
        match look {
            Some(look) => Err(format!("it looks around (`({look}`), which takes more than linear time")),
            None => Ok(()),
        }
    }

    fn escape(&mut self) -> Result<(), String> {
        match self.escaped(false)? {
            Escape::Char(it) => self.literal(it),
            Escape::Class(inside, negated) => {
                self.out.push_str(if negated { "[^" } else { "[" });
                self.out.push_str(inside);
                self.out.push(']');
            }
            Escape::Property(it) => self.out.push_str(&it),
            Escape::Boundary(it) => self.out.push_str(it),
        }
        Ok(())
    }

    fn escaped(&mut self, in_class: bool) -> Result<Escape, String> {
        let Some(letter) = self.rest.next() else { return Err("it ends in a backslash".to_owned()) };
        Ok(match letter {
            'd' | 'D' => Escape::Class(DIGITS, letter == 'D'),
            'w' | 'W' => Escape::Class(WORD, letter == 'W'),
            's' | 'S' => Escape::Class(SPACE, letter == 'S'),
            'b' if in_class => Escape::Char('\u{8}'),
            'b' => Escape::Boundary(r"(?-u:\b)"),
            'B' if !in_class => Escape::Boundary(r"\B"),
            'p' | 'P' => self.property(letter)?,
            'k' | '1'..='9' => return Err("it refers back to a group, which takes more than linear time".to_owned()),
            't' => Escape::Char('\t'),
            'n' => Escape::Char('\n'),
            'r' => Escape::Char('\r'),
            'v' => Escape::Char('\u{b}'),
            'f' => Escape::Char('\u{c}'),
            '0' => Escape::Char('\0'),
            'c' => self.control()?,
            'x' => Escape::Char(self.hex(2).and_then(char::from_u32).ok_or("`\\x` without two hexadecimal digits")?),
            'u' => Escape::Char(self.unicode().ok_or("`\\u` without a character")?),
            other if other.is_ascii_alphabetic() => return Err(format!("`\\{other}` is no escape of ECMA-262")),
            other => Escape::Char(other),
        })
    }

    fn property(&mut self, letter: char) -> Result<Escape, String> {
        let name: String = self.rest.by_ref().take_while(|it| *it != '}').collect();
        let known = name.strip_prefix('{').filter(|it| !it.is_empty());
        known.map(|name| Escape::Property(format!("\\{letter}{{{name}}}"))).ok_or("`\\p` without a property".to_owned())
    }

    fn control(&mut self) -> Result<Escape, String> {
        let letter = self.rest.next().filter(char::is_ascii_alphabetic);
        let code = letter.map(|it| u32::from(it) % 32).and_then(char::from_u32);
        code.map(Escape::Char).ok_or("`\\c` without a letter".to_owned())
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let text: String = self.rest.clone().take(digits).collect();
        let good = text.len() == digits && text.bytes().all(|it| it.is_ascii_hexdigit());
        let value = good.then(|| u32::from_str_radix(&text, 16).ok())??;
        self.rest.nth(digits - 1);
        Some(value)
    }

    /// `\u{1F600}`, `\u00e9`, or two of the latter that make one character.
    fn unicode(&mut self) -> Option<char> {
        if self.rest.peek() == Some(&'{') {
            let text: String = self.rest.by_ref().skip(1).take_while(|it| *it != '}').collect();
            return u32::from_str_radix(&text, 16).ok().and_then(char::from_u32);
        }
        let first = u16::try_from(self.hex(4)?).ok()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first.into());
        }
        let follows = self.rest.next() == Some('\\') && self.rest.next() == Some('u');
        let second = self.hex(4).filter(|_| follows).and_then(|it| u16::try_from(it).ok())?;
        char::decode_utf16([first, second]).next()?.ok()
    }

    /// A character that means itself.
    fn literal(&mut self, char: char) {
        self.out.push_str(&regex_syntax::escape(char.encode_utf8(&mut [0; 4])));
    }

    fn class(&mut self) -> Result<(), String> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        if self.rest.next_if_eq(&']').is_some() {
            // `[^]` is any character, `[]` is none.
            self.out.push_str(if negated { "(?s:.)" } else { "[a&&b]" });
            return Ok(());
        }
        self.out.push_str(if negated { "[^" } else { "[" });
        while self.rest.next_if_eq(&']').is_none() {
            match self.atom()? {
                Atom::Set(set) => self.out.push_str(&set),
                Atom::Char(first) => self.range(first)?,
            }
        }
        self.out.push(']');
        Ok(())
    }

    /// A character of a class, or a range that begins with it.
    fn range(&mut self, first: char) -> Result<(), String> {
        self.in_class(first);
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') || ahead.next().is_none_or(|it| it == ']') {
            return Ok(());
        }
        self.rest.next();
        match self.atom()? {
            Atom::Char(last) => {
                self.out.push('-');
                self.in_class(last);
            }
            Atom::Set(set) => {
                self.in_class('-');
                self.out.push_str(&set);
            }
        }
        Ok(())
    }

    fn atom(&mut self) -> Result<Atom, String> {
        match self.rest.next() {
            None => Err("a `[` is not closed".to_owned()),
            Some('\\') => Ok(match self.escaped(true)? {
                Escape::Char(it) => Atom::Char(it),
                Escape::Class(inside, false) => Atom::Set(inside.to_owned()),
                Escape::Class(inside, true) => Atom::Set(format!("[^{inside}]")),
                Escape::Property(it) => Atom::Set(it),
                Escape::Boundary(_) => return Err("a word boundary inside a class".to_owned()),
            }),
            Some(it) => Ok(Atom::Char(it)),
        }
    }

    fn in_class(&mut self, char: char) {
        if matches!(char, '[' | ']' | '\\' | '^' | '-' | '&' | '~') {
            self.out.push('\\');
        }
        self.out.push(char);
    }
}

#[cfg(test)]
mod tests {
    use super::translate;

    #[test]
    fn patterns_mean_the_same() {
        for (ecma, rust) in [
            ("^[0-9]{15}$", "^[0-9]{15}$"),
            (r"^\d+\/\w$", r"^[0-9]+/[0-9A-Za-z_]$"),
            (r"[\w\-.\/]", r"[0-9A-Za-z_\-./]"),
            (r"[a-z\d-]", r"[a-z0-9\-]"),
            (r"[+--]", r"[+-\-]"),
            (r"[a&&b[]", r"[a\&\&b\[]"),
            (r"^\cA\x41\u00e9\u{1F600}\ud83d\ude00$", "^\u{1}A\u{e9}\u{1F600}\u{1F600}$"),
            (r"(?<year>\d{4})", r"(?<year>[0-9]{4})"),
            (r"a{,3}b{x}", r"a\{,3\}b\{x\}"),
            (r"[^]", "(?s:.)"),
            (r"\p{Letter}[\P{Lu}]", r"\p{Letter}[\P{Lu}]"),
            (r"[\b]", "[\u{8}]"),
            (r"\bx", r"(?-u:\b)x"),
            (r"[\D]", r"[[^0-9]]"),
        ] {
            assert_eq!(translate(ecma).as_deref(), Ok(rust), "{ecma}");
        }
    }

    #[test]
    fn anchored_patterns_may_look_ahead() {
        for (ecma, rust) in [
            (r"^(?!\d+$)^[a-z\d]+$", "^(?![0-9]+$)[a-z0-9]+$"),
            (r"(?=.*[)(])(?!a|(?:b))^x$", r"^(?=[^\n\r\x{2028}\x{2029}]*[)(])(?!a|(?:b))x$"),
        ] {
            assert_eq!(translate(ecma).as_deref(), Ok(rust), "{ecma}");
        }
    }

    #[test]
    fn what_is_not_linear_is_refused_with_the_reason() {
        for (ecma, says) in [
            ("^(?!x)y|z", "it looks around"),
            ("(?!x)y", "it looks around"),
            ("^(?!x(?=y))", "it looks around"),
            ("(?<=x)y", "it looks around"),
            (r"(a)\1", "it refers back"),
            (r"(?<n>a)\k<n>", "it refers back"),
            ("[a-", "a `[` is not closed"),
            ("(a", "it is not a regular expression"),
            ("[z-a]", "it is not a regular expression"),
            (r"\Z", "`\\Z` is no escape"),
            ("\\", "it ends in a backslash"),
        ] {
            let why = translate(ecma).unwrap_err();
            assert!(why.starts_with(says), "{ecma}: {why}");
        }
    }
}
