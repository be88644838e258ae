//! Patterns of RE2 (<https://github.com/google/re2/wiki/Syntax>) in the syntax of the crate regex.
//!
//! The two are nearly one. RE2's classes know ASCII only, and in its brackets `[`, `&` and `~` are themselves.

/// Escapes that mean less in RE2.
const CLASSES: &[(char, &str)] = &[
    ('d', "[0-9]"),
    ('D', "[^0-9]"),
    ('w', "[0-9A-Za-z_]"),
    ('W', "[^0-9A-Za-z_]"),
    ('s', r"[\t\n\f\r ]"),
    ('S', r"[^\t\n\f\r ]"),
    ('b', r"(?-u:\b)"),
    ('B', r"(?-u:\B)"),
];

/// A pattern as the crate regex has it.
///
/// # Errors
/// When it is none.
pub(super) fn translated(pattern: &str) -> Result<String, String> {
    let text = translate(pattern);
    match regex_syntax::Parser::new().parse(&text) {
        Ok(_) => Ok(text),
        Err(_) => Err(format!("`{pattern}` is not a pattern of RE2")),
    }
}

fn translate(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars().peekable();
    let mut inside = false;
    while let Some(it) = chars.next() {
        match it {
            '\\' => {
                let escaped = chars.next();
                match CLASSES.iter().find(|(class, _)| Some(*class) == escaped && !(inside && "bB".contains(*class))) {
                    Some((_, class)) => out.push_str(class),
                    None => out.extend(['\\'].into_iter().chain(escaped)),
                }
            }
            '[' if inside && chars.peek() == Some(&':') => {
                // `[:alpha:]`.
                out.push('[');
                for it in chars.by_ref() {
                    out.push(it);
                    if it == ']' {
                        break;
                    }
                }
            }
            '[' | '&' | '~' if inside => out.extend(['\\', it]),
            '[' => {
                inside = true;
                out.push('[');
                out.extend(chars.next_if_eq(&'^'));
                // First, it is itself.
                if chars.next_if_eq(&']').is_some() {
                    out.push_str(r"\]");
                }
            }
            ']' => {
                inside = false;
                out.push(']');
            }
            _ => out.push(it),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::translated;

    #[test]
    fn classes_are_ascii_and_brackets_hold_characters() {
        for (re2, ours) in [
            (r"^\d+$", Some("^[0-9]+$")),
            (r"[\w.]", Some("[[0-9A-Za-z_].]")),
            ("[[&]", Some(r"[\[\&]")),
            ("[^]a]", Some(r"[^\]a]")),
            ("[[:alpha:]]", Some("[[:alpha:]]")),
            (r"\[\d", Some(r"\[[0-9]")),
            (r"a\b", Some(r"a(?-u:\b)")),
            ("(?=a)", None),
            ("(", None),
        ] {
            assert_eq!(translated(re2).ok().as_deref(), ours, "{re2}");
        }
    }
}
