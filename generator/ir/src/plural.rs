//! English, as far as names of tables and of lists need it.

/// What several of a thing are called: `order`, `orders`; `category`, `categories`.
pub fn plural(one: &str) -> String {
    let vowel = |it: &str| it.ends_with(['a', 'e', 'i', 'o', 'u']);
    match one.strip_suffix(['y', 'Y']) {
        Some(stem) if !stem.is_empty() && !vowel(stem) => format!("{stem}ies"),
        _ if ["s", "x", "z", "ch", "sh"].iter().any(|it| one.ends_with(it)) => format!("{one}es"),
        _ => format!("{one}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::plural;

    #[test]
    fn many_are_called_after_one() {
        for (one, many) in [
            ("order", "orders"),
            ("category", "categories"),
            ("day", "days"),
            ("box", "boxes"),
            ("address", "addresses"),
            ("y", "ys"),
        ] {
            assert_eq!(plural(one), many);
        }
    }
}
