//! A file of the user's that declares modules.

/// The text that is there with each module declared, and those that are gone declared no more.
pub(super) fn merge(there: &str, modules: &[String], gone: &[&str]) -> String {
    let name = |line: &str| -> Option<String> {
        let line = line.trim().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
        Some(line.strip_prefix("mod ")?.trim_end_matches([';', ' ', '{']).trim().to_owned())
    };
    let is_gone =
        |line: &str| line.trim_end().ends_with(';') && name(line).is_some_and(|it| gone.contains(&it.as_str()));
    let mut text: String = there.split_inclusive('\n').filter(|line| !is_gone(line)).collect();
    let declared: Vec<String> = text.lines().filter_map(name).collect();
    let end = if there.contains("\r\n") { "\r\n" } else { "\n" };
    for name in modules.iter().filter(|name| !declared.contains(name)) {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push_str(end);
        }
        text.extend(["mod ", name, ";", end]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::merge;

    #[test]
    fn modules_are_declared_once_and_go_with_their_files() {
        let wanted = ["a".to_owned(), "b".into(), "c".into()];
        assert_eq!(merge("mod a;\npub mod b;\n", &wanted, &[]), "mod a;\npub mod b;\nmod c;\n");
        assert_eq!(merge("mod a;\r\nmod d;\r\nmod d {}\r\n", &wanted[..1], &["d"]), "mod a;\r\nmod d {}\r\n");
    }
}
