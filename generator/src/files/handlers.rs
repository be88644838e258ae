//! The user's handler files: missing methods are added at the end of the impl, nothing else is touched.

use zephyrix_ir::{Code, Diagnostic, Diagnostics};

/// The text that is there with a stub for each method it lacks, and the names of those.
///
/// Methods that the trait has no more are reported. `others` are the other handler files, where the impl may be as
/// well. `None` when the file cannot be parsed, which is reported, or has nothing to be added to.
pub(super) fn methods(
    path: &str,
    there: &str,
    trait_name: &str,
    methods: &[(String, String)],
    others: &[&str],
    log: &mut Diagnostics,
) -> Option<(String, Vec<String>)> {
    let file = match syn::parse_file(there) {
        Ok(file) => file,
        Err(error) => {
            let at = error.span().start();
            log.push(
                Diagnostic::new(
                    Code::UNPARSED_HANDLER,
                    None,
                    format!("`{path}:{}:{}` cannot be parsed: {error}", at.line, at.column + 1),
                )
                .help("mend it first: stubs for new operations go into this file"),
            );
            return None;
        }
    };
    let Some(found) = implementation(&file, trait_name) else {
        let elsewhere = others.iter().filter_map(|text| syn::parse_file(text).ok());
        if !elsewhere.into_iter().any(|it| implementation(&it, trait_name).is_some()) {
            let message = format!("`{path}` has no `impl {trait_name} for …`");
            log.push(
                Diagnostic::new(Code::ORPHAN_HANDLER, None, message)
                    .help("its methods can only be added to such an impl"),
            );
        }
        return None;
    };
    let present: Vec<(String, usize)> = found
        .items
        .iter()
        .filter_map(|it| match it {
            syn::ImplItem::Fn(it) => Some((it.sig.ident.to_string(), it.sig.ident.span().start().line)),
            _ => None,
        })
        .collect();
    for (name, line) in present.iter().filter(|(name, _)| !methods.iter().any(|(known, _)| known == name)) {
        log.push(
            Diagnostic::new(
                Code::ORPHAN_HANDLER,
                None,
                format!("`{path}:{line}` implements `{name}`, which `{trait_name}` has no more"),
            )
            .help("it is yours: move what you still need, and delete it"),
        );
    }
    let missing = methods.iter().filter(|(name, _)| !present.iter().any(|(known, _)| known == name));
    let (names, stubs): (Vec<String>, Vec<&str>) = missing.map(|(name, text)| (name.clone(), text.as_str())).unzip();
    if names.is_empty() {
        return None;
    }
    Some((insert(there, found, &stubs)?, names))
}

/// The impl of a trait in a file.
fn implementation<'a>(file: &'a syn::File, trait_name: &str) -> Option<&'a syn::ItemImpl> {
    file.items.iter().find_map(|item| match item {
        syn::Item::Impl(it) => {
            let (path, _) = it.trait_.as_ref()?;
            (path.segments.last()?.ident == trait_name).then_some(it)
        }
        _ => None,
    })
}

/// The text with the stubs before the closing brace of an impl.
fn insert(there: &str, found: &syn::ItemImpl, stubs: &[&str]) -> Option<String> {
    let close = found.brace_token.span.close().byte_range().start;
    let (before, after) = (there.get(..close)?, there.get(close..)?);
    let mut text = before.trim_end_matches([' ', '\t']).to_owned();
    let newline = if there.contains("\r\n") { "\r\n" } else { "\n" };
    let mut first = found.items.is_empty();
    for stub in stubs {
        if !text.ends_with('\n') {
            text.push_str(newline);
        }
        if !first {
            text.push_str(newline);
        }
        first = false;
        for line in stub.trim_end().lines() {
            text.push_str(line);
            text.push_str(newline);
        }
    }
    // The brace keeps the indentation that it had.
    let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
    text.push_str(&before[before.len() - indent..]);
    text.push_str(after);
    Some(text)
}

/// The text that is there with each module declared.
pub(super) fn modules(there: &str, modules: &[String]) -> String {
    let declared = |name: &str| {
        there.lines().any(|line| {
            let line = line.trim().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
            line.strip_prefix("mod ").is_some_and(|rest| rest.trim_end_matches([';', ' ', '{']).trim() == name)
        })
    };
    let mut text = there.to_owned();
    for name in modules.iter().filter(|name| !declared(name)) {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.extend(["mod ", name, ";\n"]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{methods, modules};
    use zephyrix_ir::Diagnostics;

    const MINE: &str =
        "use a::B;\n\n// mine\nimpl PetsApi for App {\n    fn get(&self) {   odd  ( ) }\n}\n\nfn more() {}\n";

    fn known(names: &[&str]) -> Vec<(String, String)> {
        names.iter().map(|it| ((*it).to_owned(), format!("    fn {it}(&self) {{}}\n"))).collect()
    }

    #[test]
    fn only_what_is_new_is_added_and_only_at_the_end() {
        let mut log = Diagnostics::default();
        let (after, added) = methods("h.rs", MINE, "PetsApi", &known(&["get", "put"]), &[], &mut log).unwrap();
        assert_eq!(added, ["put"]);
        assert_eq!(after, MINE.replace("odd  ( ) }\n", "odd  ( ) }\n\n    fn put(&self) {}\n"));
        assert!(log.all().is_empty());
        assert!(methods("h.rs", &after, "PetsApi", &known(&["get", "put"]), &[], &mut log).is_none());
    }

    #[test]
    fn what_is_gone_is_reported_and_kept() {
        let mut log = Diagnostics::default();
        assert!(methods("h.rs", MINE, "PetsApi", &[], &[], &mut log).is_none());
        assert!(log.all()[0].message.contains("h.rs:5"), "{:?}", log.all());
        assert!(!log.has_errors());
    }

    #[test]
    fn a_file_that_does_not_parse_is_refused() {
        let mut log = Diagnostics::default();
        assert!(methods("h.rs", "impl {", "PetsApi", &known(&["get"]), &[], &mut log).is_none());
        assert!(log.has_errors());
    }

    #[test]
    fn modules_are_declared_once() {
        assert_eq!(
            modules("mod a;\npub mod b;\n", &["a".into(), "b".into(), "c".into()]),
            "mod a;\npub mod b;\nmod c;\n"
        );
    }
}
