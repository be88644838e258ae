//! Generated Rust as a person would lay it out.
//!
//! Templates write most lines as they are to stand; what is left is to indent them, to part items by blank lines, and to
//! break what is too long. Where that is not all, an item is parsed and printed by prettyplease, which costs fifty times
//! as much.

mod broken;
mod line;
mod pretty;

use line::Line;
use std::borrow::Cow;

/// As many columns as prettyplease uses.
const WIDTH: usize = 89;

/// The same code, laid out.
///
/// # Panics
/// When the text is not Rust: that is a bug of a template, not of the user.
pub(crate) fn rust(text: &str) -> String {
    let mut out = Out::default();
    let lines: Vec<&str> = text.lines().filter(|it| !it.trim().is_empty()).collect();
    let (inner, items) = lines.split_at(lines.iter().take_while(|it| it.starts_with("//!")).count());
    for it in inner {
        out.line(0, it);
    }
    for item in Items(items) {
        out.part(Kind::of(item), !inner.is_empty());
        put(&mut out, item);
    }
    out.text
}

/// One item, in whichever way will do.
fn put(out: &mut Out, item: &[&str]) {
    let before = out.text.len();
    let body = item.iter().position(|it| it.starts_with("impl") || it.contains("trait "));
    let done = match body.filter(|at| item[*at].ends_with('{') && item.len() > at + 2) {
        Some(at) => members(out, item, at),
        None => plain(out, 0, item),
    };
    if done.is_none() {
        out.text.truncate(before);
        out.text.push_str(&pretty::item(&item.join("\n")));
    }
}

/// A block of members, each laid out by itself.
fn members(out: &mut Out, item: &[&str], head: usize) -> Option<()> {
    for text in &item[..=head] {
        out.line(0, text.trim());
    }
    let (last, body) = item[head + 1..].split_last()?;
    let is_trait = item[head].contains("trait ");
    let mut former = None;
    for member in Items(body) {
        let kind = Kind::of(member);
        if former.is_some_and(|it| it == Kind::Spacious || it != kind) {
            out.text.push('\n');
        }
        former = Some(kind);
        let before = out.text.len();
        if plain(out, 1, member).is_none() {
            out.text.truncate(before);
            out.text.push_str(&pretty::member(&member.join("\n"), is_trait)?);
        }
    }
    out.line(0, last.trim());
    (last.trim() == "}").then_some(())
}

/// Lines that only have to be indented, or broken where they are too long; `None` where that will not do.
fn plain(out: &mut Out, depth: usize, lines: &[&str]) -> Option<()> {
    let mut nesting = Nesting { depth, open: Vec::new() };
    for (at, text) in lines.iter().enumerate() {
        let text = closed(text);
        let line = Line::of(&text)?;
        let indent = nesting.enter(&line)? + usize::from(line.goes_on());
        if line.is_aside() {
            out.line(indent, line.text);
            continue;
        }
        if out.empties(line.text) {
            continue;
        }
        let next = lines.get(at + 1).map_or("}", |it| it.trim_start());
        if !line.is_whole(next) {
            return None;
        }
        if line.is_crowded() {
            broken::block(out, indent, &line)?;
        } else if line.text.len() + 4 * indent <= WIDTH {
            out.line(indent, line.text);
        } else {
            broken::put(out, indent, &line);
        }
    }
    Some(())
}

/// How deep a line is: as many steps as there are lines with brackets that are still open.
struct Nesting {
    depth: usize,
    /// By open bracket: whether it was the first that its line left open.
    open: Vec<bool>,
}

impl Nesting {
    /// The indentation of a line, after which what it opens is open.
    fn enter(&mut self, line: &Line<'_>) -> Option<usize> {
        let closes = usize::try_from(line.closes()).ok()?;
        self.open.truncate(self.open.len().checked_sub(closes)?);
        let indent = self.depth + self.open.iter().filter(|it| **it).count();
        let opens = usize::try_from(line.deepens() + line.closes()).ok()?;
        self.open.extend((0..opens).map(|it| it == 0));
        Some(indent)
    }
}

/// Without the commas that templates leave at the end of lists.
fn closed(text: &str) -> Cow<'_, str> {
    const LEFT: [(&str, &str); 5] = [("{  }", "{}"), (",  }", " }"), (", }", " }"), (", )", ")"), (", ]", "]")];
    let mut text = Cow::Borrowed(text);
    for (left, right) in LEFT {
        if text.contains(left) {
            text = text.replace(left, right).into();
        }
    }
    text
}

/// The text so far.
#[derive(Default)]
struct Out {
    text: String,
    former: Option<Kind>,
}

impl Out {
    fn line(&mut self, indent: usize, text: &str) {
        self.text.extend(std::iter::repeat_n("    ", indent));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Closes brackets right away that hold nothing.
    fn empties(&mut self, text: &str) -> bool {
        const PAIRS: [(&str, char); 3] = [("{\n", '}'), ("[\n", ']'), ("(\n", ')')];
        let empty = PAIRS.iter().any(|(open, close)| self.text.ends_with(open) && text.starts_with(*close));
        if empty {
            self.text.pop();
            self.text.push_str(text);
            self.text.push('\n');
        }
        empty
    }

    /// A blank line before an item, unless it is terse and so was the one before.
    fn part(&mut self, kind: Kind, first: bool) {
        if self.former.map_or(first, |it| it == Kind::Spacious || it != kind) {
            self.text.push('\n');
        }
        self.former = Some(kind);
    }
}

/// Items of one terse kind stand together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Use,
    Mod,
    Constant,
    Spacious,
}

impl Kind {
    fn of(item: &[&str]) -> Self {
        let text = item[0].trim_start();
        let text = text.strip_prefix("pub ").or_else(|| text.strip_prefix("pub(crate) ")).unwrap_or(text);
        match text.split(' ').next() {
            Some("use") => Self::Use,
            Some("mod") if text.ends_with(';') => Self::Mod,
            Some("static" | "const" | "type") if !text.starts_with("const fn") => Self::Constant,
            _ => Self::Spacious,
        }
    }
}

/// Lines, an item at a time: up to where every bracket is closed and something has been said.
struct Items<'a>(&'a [&'a str]);

impl<'a> Iterator for Items<'a> {
    type Item = &'a [&'a str];

    fn next(&mut self) -> Option<&'a [&'a str]> {
        let mut depth = 0;
        let end = self.0.iter().position(|text| {
            let Some(line) = Line::of(text) else { return false };
            depth += line.deepens();
            depth <= 0 && !line.is_aside() && line.text.ends_with(['}', ';'])
        });
        let count = end.map_or(self.0.len(), |it| it + 1);
        let (item, rest) = self.0.split_at(count);
        self.0 = rest;
        (!item.is_empty()).then_some(item)
    }
}

#[cfg(test)]
mod tests {
    use super::rust;

    #[test]
    fn items_stand_apart_and_uses_together() {
        let tidy = rust("//! Docs.\nuse a::b; use a::c; struct A; impl A { fn b() {} fn c() {} }");
        assert_eq!(
            tidy,
            "//! Docs.\n\nuse a::b;\nuse a::c;\n\nstruct A;\n\nimpl A {\n    fn b() {}\n\n    fn c() {}\n}\n"
        );
        assert_eq!(rust(&tidy), tidy);
    }

    #[test]
    fn long_lines_stay_what_they_say() {
        let long = "a_name_that_is_much_too_long_for_one_line_with_anything_else";
        let text = format!(
            "fn f() {{\n    let {long} = rows.of_table(x).fetch(&self.pool).await else {{ return Err(Missing) }};\n}}\n\n\
             pub(crate) fn {long}(it: &mut Subject<'_, '_>, other: usize) {{\n}}\n"
        );
        let tidy = rust(&text);
        let plain = |text: &str| text.split_whitespace().collect::<String>().replace(",)", ")");
        assert_eq!(plain(&tidy), plain(&text));
        assert!(syn::parse_file(&tidy).is_ok(), "{tidy}");
    }
}
