//! A file of SQL as its statements.

/// One statement of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement<'a> {
    /// Without its `;`, and without what stands before it.
    pub(super) text: &'a str,
    /// The line that it begins on, from 1.
    pub(super) line: usize,
}

/// What asks for a file to be applied without a transaction.
const DIRECTIVE: &str = "-- zephyrix: no-transaction";

/// Whether the file asks to be applied without a transaction.
pub(super) fn is_without_transaction(file: &str) -> bool {
    file.lines().any(|it| it.trim().eq_ignore_ascii_case(DIRECTIVE))
}

/// The statements of a file; remarks between them are left out. What stands between `BEGIN` and `END` of a trigger or a
/// routine, in a text, a quoted name, a remark or between dollars (PostgreSQL) does not end one.
pub(super) fn statements(file: &str) -> Vec<Statement<'_>> {
    let mut reader = Reader { file, at: 0, delimiter: ";" };
    std::iter::from_fn(|| reader.next()).collect()
}

struct Reader<'a> {
    file: &'a str,
    at: usize,
    delimiter: &'a str,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<Statement<'a>> {
        loop {
            self.skip();
            if self.at >= self.file.len() {
                return None;
            }
            let start = self.at;
            let end = self.end();
            let text = self.file[start..end].trim_end();
            self.at = (end + self.delimiter.len()).min(self.file.len());
            if !text.is_empty() {
                let line = self.file[..start].matches('\n').count() + 1;
                return Some(Statement { text, line });
            }
        }
    }

    fn rest(&self) -> &'a str {
        &self.file[self.at..]
    }

    /// Goes past space, remarks and MySQL's `DELIMITER`, which is the client's.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if let Some(after) = trimmed.get(..10).filter(|it| it.eq_ignore_ascii_case("delimiter ")) {
                let line = trimmed.lines().next().unwrap_or_default();
                self.delimiter = line[after.len()..].trim();
                self.at += line.len();
            } else if let Some(length) = remark(trimmed) {
                self.at += length;
            } else {
                return;
            }
        }
    }

    /// Where the statement that begins here ends.
    fn end(&self) -> usize {
        let (mut at, mut depth, mut words) = (self.at, 0_usize, 0_usize);
        let mut is_routine = false;
        while let Some(first) = self.file[at..].chars().next() {
            let rest = &self.file[at..];
            if depth == 0 && rest.starts_with(self.delimiter) {
                return at;
            }
            let length = remark(rest).or_else(|| quoted(rest)).unwrap_or_else(|| {
                let length = word(rest);
                let said = rest[..length].to_ascii_lowercase();
                words += usize::from(length > 0);
                is_routine |= words <= 6 && ROUTINES.contains(&said.as_str()) && self.delimiter == ";";
                if is_routine {
                    match said.as_str() {
                        "begin" | "case" => depth += 1,
                        "end" if !closes_other(&rest[length..]) => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                }
                length.max(first.len_utf8())
            });
            at += length;
        }
        at
    }
}

/// What has a body of statements.
const ROUTINES: [&str; 4] = ["trigger", "procedure", "function", "event"];

/// Whether `END` is of an `IF` or a loop, which are not counted.
fn closes_other(after: &str) -> bool {
    let next = after.trim_start();
    let said = next[..word(next)].to_ascii_lowercase();
    matches!(said.as_str(), "if" | "loop" | "while" | "repeat")
}

fn word(text: &str) -> usize {
    text.find(|it: char| !it.is_alphanumeric() && it != '_').unwrap_or(text.len())
}

/// The length of the remark that a text begins with. MySQL's `/*! … */` is none.
fn remark(text: &str) -> Option<usize> {
    if text.starts_with("--") || text.starts_with("# ") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if !text.starts_with("/*") || text.starts_with("/*!") {
        return None;
    }
    // They nest in PostgreSQL, and an inner `/*` is not written elsewhere.
    let (mut at, mut depth) = (2, 1_usize);
    while depth > 0 {
        let next = text[at..].find(['*', '/']).map(|it| at + it)?;
        match text.get(next..next + 2) {
            Some("*/") => (depth, at) = (depth - 1, next + 2),
            Some("/*") => (depth, at) = (depth + 1, next + 2),
            _ => at = next + 1,
        }
    }
    Some(at)
}

/// The length of the text, quoted name or dollar-quoted text that a text begins with.
fn quoted(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if let '\'' | '"' | '`' = first {
        let mut chars = text.char_indices().skip(1);
        while let Some((at, it)) = chars.next() {
            match it {
                // Elsewhere than in MySQL it escapes nothing; but then it hardly ever stands before the end.
                '\\' if first == '\'' && text[at..].starts_with("\\'") && text[at + 2..].contains('\'') => {
                    chars.next();
                }
                it if it == first => return Some(at + 1),
                _ => {}
            }
        }
        return Some(text.len());
    }
    let tag = text.strip_prefix('$')?;
    let tag = &text[..tag.find('$')? + 2];
    let is_tag = tag[1..tag.len() - 1].chars().all(|it| it.is_alphanumeric() || it == '_');
    let is_number = tag[1..].starts_with(|it: char| it.is_ascii_digit());
    (is_tag && !is_number).then(|| text[tag.len()..].find(tag).map_or(text.len(), |it| it + 2 * tag.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(file: &str) -> Vec<&str> {
        statements(file).into_iter().map(|it| it.text).collect()
    }

    #[test]
    fn statements_end_at_semicolons_that_are_no_part_of_them() {
        assert_eq!(
            texts("-- a;\nSELECT ';' ;\n\n/* ; /* ; */ */SELECT \";\" -- ;\n, 1"),
            ["SELECT ';'", "SELECT \";\" -- ;\n, 1"]
        );
        assert_eq!(
            texts("CREATE FUNCTION f() AS $x$ a; $$ b; $x$ LANGUAGE sql; SELECT $1; ;"),
            ["CREATE FUNCTION f() AS $x$ a; $$ b; $x$ LANGUAGE sql", "SELECT $1"]
        );
        let trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; DELETE FROM b; END";
        assert_eq!(texts(&format!("{trigger};\nBEGIN; SELECT 1; END;")), [trigger, "BEGIN", "SELECT 1", "END"]);
        assert_eq!(
            texts("DELIMITER //\nCREATE PROCEDURE p() BEGIN a; END//\nDELIMITER ;\nSELECT 1;"),
            ["CREATE PROCEDURE p() BEGIN a; END", "SELECT 1"]
        );
        assert_eq!(texts("SELECT 'it''s; \\'; SELECT 2"), ["SELECT 'it''s; \\'", "SELECT 2"]);
        assert_eq!(texts(" \n-- nothing\n"), Vec::<&str>::new());
    }

    #[test]
    fn statements_know_their_lines() {
        let lines: Vec<usize> =
            statements("-- a\nSELECT 1;\nSELECT\n2;SELECT 3").into_iter().map(|it| it.line).collect();
        assert_eq!(lines, [2, 3, 4]);
    }

    #[test]
    fn a_file_asks_for_no_transaction() {
        assert!(is_without_transaction("-- x\n  -- Zephyrix: no-transaction\nSELECT 1"));
        assert!(!is_without_transaction("SELECT '-- zephyrix: no-transaction'"));
    }
}
