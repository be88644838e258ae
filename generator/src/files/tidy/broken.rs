//! Lines that are too long, or hold too much, broken where a person would.

use super::line::{Line, parts};
use super::{Out, WIDTH, plain};

/// Puts a line that does not fit. Where there is no place to break it, it stays as long as it is.
pub(super) fn put(out: &mut Out, indent: usize, line: &Line<'_>) {
    let ways = [list, signature, arm, operands, chain, group, after_sign];
    if !ways.iter().any(|way| way(out, indent, line).is_some()) {
        out.line(indent, line.text);
    }
}

/// Puts a block that is all in one line: `if let Some(it) = x { a; b; }`; `None` for anything else.
pub(super) fn block(out: &mut Out, indent: usize, line: &Line<'_>) -> Option<()> {
    let (open, close) = line.last_group()?;
    let begins = ["if ", "for ", "loop "].iter().any(|it| line.text.starts_with(it));
    let is_block = begins || line.is_function() || line.text[..open].ends_with(" => ");
    if !is_block || close + 1 != line.text.len() || line.text.as_bytes()[open] != b'{' {
        return None;
    }
    out.line(indent, &line.text[..=open]);
    plain(out, indent + 1, &line.statements(open, close))?;
    out.line(indent, "}");
    Some(())
}

fn fits(indent: usize, text: &str) -> bool {
    4 * indent + text.len() <= WIDTH
}

fn fitting(out: &mut Out, indent: usize, text: &str) -> Option<()> {
    if fits(indent, text) {
        out.line(indent, text);
    } else {
        put(out, indent, &Line::of(text)?);
    }
    Some(())
}

/// `use a::{b, c};`: as many names a line as fit.
fn list(out: &mut Out, indent: usize, line: &Line<'_>) -> Option<()> {
    if !line.text.starts_with("use ") && !line.text.starts_with("pub use ") {
        return None;
    }
    let (open, close) = line.last_group()?;
    out.line(indent, &line.text[..=open]);
    let mut row = String::new();
    for name in parts(&line.text[open + 1..close])? {
        if !row.is_empty() && !fits(indent + 1, &format!("{row} {name},")) {
            out.line(indent + 1, &row);
            row.clear();
        }
        if !row.is_empty() {
            row.push(' ');
        }
        row.push_str(name);
        row.push(',');
    }
    out.line(indent + 1, &row);
    out.line(indent, &line.text[close..]);
    Some(())
}

/// A parameter a line; the answer's types, too, where they do not fit.
fn signature(out: &mut Out, indent: usize, line: &Line<'_>) -> Option<()> {
    let (open, close) = line.first_parentheses().filter(|_| line.is_function())?;
    let parameters = parts(&line.text[open + 1..close])?;
    if parameters.is_empty() {
        out.line(indent, line.text);
        return Some(());
    }
    out.line(indent, &line.text[..=open]);
    each(out, indent + 1, &parameters)?;
    let tail = &line.text[close..];
    match (fits(indent, tail), tail.split_once('<'), tail.rsplit_once('>')) {
        (false, Some((head, _)), Some((before, end))) => {
            out.line(indent, &format!("{head}<"));
            each(out, indent + 1, &parts(&before[head.len() + 1..])?)?;
            out.line(indent, &format!(">{end}"));
        }
        _ => out.line(indent, tail),
    }
    Some(())
}

/// `pattern => expression,` with the expression in a block.
fn arm(out: &mut Out, indent: usize, line: &Line<'_>) -> Option<()> {
    let (pattern, expression) = line.text.split_once(" => ")?;
    let expression = expression.strip_suffix(',')?;
    // A table of names rather than an expression.
    if pattern.starts_with(|it: char| it.is_ascii_digit()) || pattern.contains('"') || expression.ends_with('}') {
        out.line(indent, line.text);
        return Some(());
    }
    out.line(indent, &format!("{pattern} => {{"));
    fitting(out, indent + 1, expression)?;
    out.line(indent, "}");
    Some(())
}

/// An argument's operands, one a line.
fn operands(out: &mut Out, indent: usize, line: &Line<'_>) -> Option<()> {
    let operators = line.operators();
    let (first, _) = (operators.first()?, line.text.strip_suffix(',')?);
    fitting(out, indent, line.text[..*first].trim_end())?;
    let ends = operators.iter().skip(1).copied().chain([line.text.len()]);
    for (from, to) in operators.iter().zip(ends) {
        fitting(out, indent + 1, line.text[*from..to].trim_end())?;
    }
    Some(())
}

/// A call a line, where there are several.
fn chain(out: &mut Out, indent: usize, line: &Line<'_>) -> Option<()> {
    let calls = line.calls();
    let called = |at: usize| line.text[at..].split('(').next().is_some_and(|it| !it.contains([' ', ';', ',']));
    // What stands before the first call is left in one piece, and a chain of one call is none.
    let calls = &calls[calls.iter().position(|at| called(*at))?..];
    let head = &line.text[..calls[0]];
    if calls.len() < 2 || !fits(indent, head) {
        return None;
    }
    let ends = calls.iter().skip(1).copied().chain([line.text.len()]);
    out.line(indent, head);
    for (from, to) in calls.iter().zip(ends) {
        fitting(out, indent + 1, &line.text[*from..to])?;
    }
    Some(())
}

/// What is in the last brackets that hold anything, a part a line.
fn group(out: &mut Out, indent: usize, line: &Line<'_>) -> Option<()> {
    let (open, close) = hugged(line.text, line.last_group()?);
    let (head, tail) = (&line.text[..=open], &line.text[close..]);
    let all = parts(&line.text[open + 1..close])?;
    let is_list = !head.ends_with('{') || all.iter().all(|it| is_field(it));
    // A comma would make a tuple of it.
    let is_operand = all.len() == 1 && is_expression(&line.text[..open], line.text.as_bytes()[open]);
    if all.is_empty() || is_operand || !is_list || !fits(indent, head) || !fits(indent, tail) {
        return None;
    }
    out.line(indent, head);
    each(out, indent + 1, &all)?;
    out.line(indent, tail);
    Some(())
}

/// Whether a bracket is around an expression, rather than around what is called with it.
fn is_expression(before: &str, bracket: u8) -> bool {
    let called = before.strip_suffix('!').unwrap_or(before);
    bracket == b'(' && !called.ends_with(|it: char| it.is_alphanumeric() || "_>)]".contains(it))
}

/// The brackets to break: of a lone argument that ends with brackets, those, as in `Some(Self { … })`.
fn hugged(text: &str, (open, close): (usize, usize)) -> (usize, usize) {
    let inner = text[open + 1..close].trim_end();
    let lone = !inner.starts_with('|') && parts(inner).is_some_and(|it| it.len() == 1) && text.as_bytes()[open] == b'(';
    let one = if lone { Line::of(inner).filter(|it| it.operators().is_empty()) } else { None };
    let group = one.and_then(|it| it.last_group());
    // Where the argument was trimmed at its start, positions would not be those of the text.
    match group.filter(|(_, end)| end + 1 == inner.len() && !inner.starts_with(' ')) {
        Some((from, to)) => hugged(text, (open + 1 + from, open + 1 + to)),
        None => (open, close),
    }
}

/// Whether it is a field of a literal: `a: b`, `a`, `..a`. What else is in braces are statements.
fn is_field(text: &str) -> bool {
    let name = text.split_once(": ").map_or(text, |it| it.0).trim_start_matches("r#");
    text.starts_with("..") || name.chars().all(|it| it.is_alphanumeric() || it == '_')
}

/// `pub type A =` and what it is in the next line.
fn after_sign(out: &mut Out, indent: usize, line: &Line<'_>) -> Option<()> {
    const BEGINNINGS: [&str; 5] = ["pub type ", "static ", "pub static ", "pub(crate) static ", "let "];
    let sign = BEGINNINGS.iter().any(|it| line.text.starts_with(it)).then_some(" = ");
    let sign = sign.or_else(|| line.text.starts_with("pub ").then_some(": "))?;
    let (head, rest) = line.text.split_once(sign)?;
    out.line(indent, &format!("{head}{}", sign.trim_end()));
    out.line(indent + 1, rest);
    Some(())
}

fn each(out: &mut Out, indent: usize, all: &[&str]) -> Option<()> {
    // What a literal takes from another has no comma after it.
    let comma = |it: &str| if it.starts_with("..") { "" } else { "," };
    all.iter().try_for_each(|it| fitting(out, indent, &format!("{it}{}", comma(it))))
}

#[cfg(test)]
mod tests {
    use super::super::rust;

    #[test]
    fn expressions_in_parentheses_do_not_become_tuples() {
        let long = "a_name_that_is_much_too_long_for_one_line_with_anything_else_beside_it";
        for expression in
            [format!("({long}.len() as u64) < 3"), format!("!(self.a || {long}(self.b, self.c_or_so) == 4)")]
        {
            let text = format!("fn f() {{\n    check.must_not({expression}, 3);\n}}\n");
            let tidy = rust(&text);
            assert!(!tidy.contains("u64,") && !tidy.contains("== 4,"), "{tidy}");
            assert!(syn::parse_file(&tidy).is_ok(), "{tidy}");
        }
    }
}
