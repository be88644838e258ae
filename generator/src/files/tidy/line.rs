//! One line of Rust as its brackets: what can be told without parsing.

/// A line without its indentation, and where its brackets are.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// Position, bracket and the depth around it, relative to the line's start; strings and comments have none.
    brackets: Vec<(usize, u8, i32)>,
    /// Positions of points where a line can be broken, and the depth there: after `,`, before `.`, `||` and `&&`.
    marks: Vec<(usize, u8, i32)>,
}

impl<'a> Line<'a> {
    /// `None` where a string or a comment goes on in the next line.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let mut line = Self { text, brackets: Vec::new(), marks: Vec::new() };
        let bytes = text.as_bytes();
        let (mut at, mut depth) = (0, 0);
        while at < bytes.len() {
            match bytes[at] {
                b'/' if bytes.get(at + 1) == Some(&b'/') => break,
                b'/' if bytes.get(at + 1) == Some(&b'*') => return None,
                b'"' => at = end_of_string(bytes, at)?,
                b'r' if is_raw(bytes, at) => at = end_of_raw(text, at)?,
                b'\'' => at = end_of_character(bytes, at),
                it @ (b'(' | b'[' | b'{') => {
                    line.brackets.push((at, it, depth));
                    depth += 1;
                }
                it @ (b')' | b']' | b'}') => {
                    depth -= 1;
                    line.brackets.push((at, it, depth));
                }
                it @ (b',' | b'.' | b';' | b'|' | b'&') => line.marks.push((at, it, depth)),
                _ => {}
            }
            at += 1;
        }
        Some(line)
    }

    /// Whether it is a comment, docs or an attribute.
    pub(super) fn is_aside(&self) -> bool {
        self.text.starts_with("//") || self.text.starts_with("#[")
    }

    /// How many brackets it closes before it opens any.
    pub(super) fn closes(&self) -> i32 {
        -self.brackets.iter().map(|it| if is_open(it.1) { 0 } else { it.2 }).min().unwrap_or(0).min(0)
    }

    /// How much deeper the next line is.
    pub(super) fn deepens(&self) -> i32 {
        self.brackets.iter().map(|it| if is_open(it.1) { 1 } else { -1 }).sum()
    }

    /// Whether something that belongs on lines of its own is in braces here.
    pub(super) fn is_crowded(&self) -> bool {
        let inside = |(at, _, _): &(usize, u8, i32)| *at + 1 < self.text.len();
        let statement = self.marks.iter().filter(|it| it.1 == b';').any(inside);
        let body = self.is_function() && self.brackets.iter().any(|it| it.1 == b'}');
        let opened = self.deepens() > 0 && !matches!(self.text.as_bytes().last(), Some(b'{' | b'(' | b'['));
        statement || body || opened || self.text.contains("{ {") || self.text.contains("match ") && self.deepens() == 0
    }

    /// Whether it is all of something, so that the next line begins something else.
    pub(super) fn is_whole(&self, next: &str) -> bool {
        let ends = matches!(self.text.as_bytes().last(), Some(b';' | b'{' | b'}' | b',' | b'(' | b'['));
        let last = next.starts_with(['}', ')', ']', '.']);
        (ends || last) && !(self.goes_on() && self.deepens() != 0)
    }

    /// Whether it goes on with the chain of calls of the line before.
    pub(super) fn goes_on(&self) -> bool {
        self.text.starts_with('.') && !self.text.starts_with("..")
    }

    /// The statements between two brackets.
    pub(super) fn statements(&self, open: usize, close: usize) -> Vec<&'a str> {
        let ends = self.marks.iter().filter(|it| it.1 == b';' && it.2 == 1 && it.0 > open && it.0 < close);
        let mut from = open + 1;
        let mut found = Vec::new();
        for to in ends.map(|it| it.0 + 1).chain([close]) {
            found.push(self.text[from..to].trim());
            from = to;
        }
        found.retain(|it| !it.is_empty());
        found
    }

    /// Whether a function begins here.
    pub(super) fn is_function(&self) -> bool {
        let words = self.text.split(' ').take_while(|it| ["pub", "pub(crate)", "async", "const"].contains(it)).count();
        self.text.split(' ').nth(words) == Some("fn")
    }

    /// The last pair of brackets that is in no other and holds something, as positions.
    pub(super) fn last_group(&self) -> Option<(usize, usize)> {
        // Of a line that is in the midst of brackets, pairs cannot be told.
        if self.deepens() != 0 || self.closes() != 0 {
            return None;
        }
        let outer: Vec<usize> = self.brackets.iter().filter(|it| it.2 == 0).map(|it| it.0).collect();
        outer.rchunks_exact(2).map(|it| (it[0], it[1])).find(|(open, close)| close - open > 1)
    }

    /// The first pair of parentheses that is in no other, as positions; not those of `pub(crate)`.
    pub(super) fn first_parentheses(&self) -> Option<(usize, usize)> {
        let is_first = |it: &&(usize, u8, i32)| it.1 == b'(' && it.2 == 0 && !self.text[..it.0].ends_with("pub");
        let open = self.brackets.iter().find(is_first)?;
        let close = self.brackets.iter().find(|it| it.0 > open.0 && it.2 == 0)?;
        Some((open.0, close.0))
    }

    /// Where `||`, or else `&&`, stands between operands, in no bracket.
    pub(super) fn operators(&self) -> Vec<usize> {
        let between = |sign: u8| {
            let marks = self.marks.iter().filter(move |it| it.1 == sign && it.2 == 0).map(|it| it.0);
            let is_operator =
                |at: &usize| *at > 0 && self.text.as_bytes().get(at - 1..at + 3) == Some(&[b' ', sign, sign, b' ']);
            marks.filter(is_operator).collect::<Vec<_>>()
        };
        let any = between(b'|');
        if any.is_empty() { between(b'&') } else { any }
    }

    /// Where the calls of a chain begin, in no bracket: `a.b(c).d()` has two.
    pub(super) fn calls(&self) -> Vec<usize> {
        let dots = self.marks.iter().filter(|it| it.1 == b'.' && it.2 == 0).map(|it| it.0);
        dots.filter(|at| self.text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_alphabetic)).collect()
    }
}

fn is_open(bracket: u8) -> bool {
    matches!(bracket, b'(' | b'[' | b'{')
}

/// The position of the quote that ends a string.
fn end_of_string(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'"' => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

fn is_raw(bytes: &[u8], at: usize) -> bool {
    let starts = at == 0 || !(bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    let hashes = bytes[at + 1..].iter().take_while(|it| **it == b'#').count();
    starts && bytes.get(at + 1 + hashes) == Some(&b'"')
}

/// The position of the last byte of a raw string.
fn end_of_raw(text: &str, start: usize) -> Option<usize> {
    let hashes = text[start + 1..].bytes().take_while(|it| *it == b'#').count();
    let body = start + hashes + 2;
    let end = format!("\"{}", "#".repeat(hashes));
    text.get(body..)?.find(&end).map(|it| body + it + hashes)
}

/// The position of the last byte of a character, or of the quote of a lifetime.
fn end_of_character(bytes: &[u8], start: usize) -> usize {
    match bytes.get(start + 1) {
        Some(b'\\') => bytes[start + 3..].iter().position(|it| *it == b'\'').map_or(start, |it| start + 3 + it),
        Some(_) if bytes.get(start + 2) == Some(&b'\'') => start + 2,
        _ => start,
    }
}

/// The parts of a list between the commas that are in no bracket and in no closure's head; without an empty last.
pub(super) fn parts(text: &str) -> Option<Vec<&str>> {
    let line = Line::of(text)?;
    let (mut parts, mut from, mut in_head) = (Vec::new(), 0, false);
    for (at, mark, _) in line.marks.iter().filter(|it| it.2 == 0) {
        match mark {
            b'|' => in_head = !in_head,
            b',' if !in_head && is_even(&line.text[from..*at]) => {
                parts.push(line.text[from..*at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(line.text[from..].trim());
    parts.retain(|it| !it.is_empty());
    Some(parts)
}

/// Whether every `<` has its `>`: as long as not, a comma is between the types of one. Comparisons have spaces around.
fn is_even(text: &str) -> bool {
    let without = |sign: &str, others: &[&str]| {
        text.matches(sign).count() - others.iter().map(|it| text.matches(it).count()).sum::<usize>()
    };
    without("<", &[" < ", " <= "]) == without(">", &["->", "=>", " > ", " >= "])
}
