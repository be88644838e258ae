//! Functions that a source defines and that are not kept, and databases by name: what needs them cannot be made again.

use zephyrix_ir::vocabulary::relational::{Schema, View};
use zephyrix_ir::{Code, Diagnostic, Diagnostics};

/// Takes the views out of a schema that call such a function, or read a view that does, and tells of each.
pub(crate) fn without(schema: &mut Schema, texts: &[&str], log: &mut Diagnostics) {
    let mut gone: Vec<String> = texts.iter().flat_map(|it| defined(it).into_iter().chain(databases(it))).collect();
    loop {
        let found = schema.views.iter().position(|it| named(it, &gone).is_some());
        let Some(view) = found.map(|at| schema.views.remove(at)) else { break };
        let name = named(&view, &gone).unwrap_or_default().to_owned();
        let message =
            format!("the view `{}` is neither made nor served: it needs `{name}`, which is not kept", view.name);
        log.push(Diagnostic::new(Code::UNSERVED_VIEW, view.span, message));
        gone.push(view.name.name.to_lowercase());
    }
}

/// The names of functions that a text defines, in lower case.
fn defined(text: &str) -> Vec<String> {
    const KINDS: [&str; 2] = ["function", "aggregate"];
    let words: Vec<String> = words(text).collect();
    let mut all = Vec::new();
    for at in 0..words.len() {
        let after = words[at..].get(usize::from(words[at] == "create")..).unwrap_or_default();
        let after = if after.starts_with(&["or".to_owned(), "replace".to_owned()]) { &after[2..] } else { after };
        if words[at] != "create" || !after.first().is_some_and(|it| KINDS.contains(&it.as_str())) {
            continue;
        }
        let path = after.get(1..).unwrap_or_default();
        let qualified = path.get(1).is_some_and(|it| it == ".");
        all.extend(path.get(if qualified { 2 } else { 0 }).cloned());
    }
    all
}

/// Databases that a text uses, in lower case: what names one of them is bound to a place.
fn databases(text: &str) -> Vec<String> {
    let named = |line: &str| {
        let line = line.trim().to_lowercase();
        let name = line.strip_prefix("use ")?.strip_suffix(';')?.trim().trim_matches('`').to_owned();
        (!name.contains(char::is_whitespace)).then_some(name)
    };
    text.lines().filter_map(named).collect()
}

/// Which of some names a view's query has.
fn named<'n>(view: &View, names: &'n [String]) -> Option<&'n str> {
    let used: Vec<String> = words(&view.query.text).collect();
    names.iter().find(|it| used.contains(it)).map(String::as_str)
}

/// Words in lower case, and points.
fn words(text: &str) -> impl Iterator<Item = String> {
    let part = |it: char| it.is_alphanumeric() || it == '_';
    let pieces = text.split(move |it: char| !part(it) && it != '.').filter(|it| !it.is_empty());
    pieces.flat_map(|it| {
        let mut names = it.split('.').peekable();
        let mut all = Vec::new();
        while let Some(name) = names.next() {
            if !name.is_empty() {
                all.push(name.to_lowercase());
            }
            if names.peek().is_some() {
                all.push(".".to_owned());
            }
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::defined;

    #[test]
    fn functions_are_known_by_name() {
        let text = "CREATE OR REPLACE FUNCTION public.f(a int) RETURNS int AS $$ $$;\ncreate aggregate G(text) (x); CREATE TABLE t (a int);";
        assert_eq!(defined(text), ["f", "g"]);
    }
}
