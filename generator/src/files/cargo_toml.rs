//! `Cargo.toml` of a service: what it needs is there, everything else stays as it is.

use toml_edit::{Array, DocumentMut, Item, Table, Value};
use zephyrix_ir::{Code, Diagnostic, Diagnostics};

/// The text that is there, with what `wanted` has and it lacks. What was put there for `base`, what the last run wanted, and is
/// as it was put there, changes with it or goes. `None` when it cannot be read, which is reported.
pub(super) fn merge(
    path: &str,
    there: &str,
    base: Option<&str>,
    wanted: &str,
    log: &mut Diagnostics,
) -> Option<String> {
    let mut document = match there.parse::<DocumentMut>() {
        Ok(document) => document,
        Err(error) => {
            let message = error.message().replace('\n', " ");
            log.push(Diagnostic::new(Code::CONFIG, None, format!("`{path}` is not TOML: {message}")));
            return None;
        }
    };
    let wanted = wanted.parse::<DocumentMut>().ok()?;
    let base = base.and_then(|it| it.parse::<DocumentMut>().ok()).unwrap_or_default();
    let none = Table::new();
    for section in ["dependencies", "dev-dependencies"] {
        let table = |it| table(it, section).unwrap_or(&none);
        dependencies(&mut document, section, table(&base), table(&wanted));
    }
    members(&mut document, &base, &wanted);
    Some(document.to_string())
}

fn table<'d>(document: &'d DocumentMut, section: &str) -> Option<&'d Table> {
    document.get(section).and_then(Item::as_table)
}

fn dependencies(document: &mut DocumentMut, section: &str, base: &Table, wanted: &Table) {
    if base.is_empty() && wanted.is_empty() {
        return;
    }
    let entry = document.entry(section).or_insert_with(|| Item::Table(Table::new()));
    let Some(table) = entry.as_table_like_mut() else { return };
    for (name, spec) in wanted {
        let before = base.get(name);
        match table.get_mut(name) {
            None => drop(table.insert(name, spec.clone())),
            Some(there) if name == RUNTIME => runtime(there, before, spec),
            Some(there) if before.is_some_and(|it| alike(it, there)) && !alike(there, spec) => *there = spec.clone(),
            Some(_) => {}
        }
    }
    for (name, before) in base.iter().filter(|(name, _)| !wanted.contains_key(name)) {
        if table.get(name).is_some_and(|it| alike(it, before)) {
            table.remove(name);
        }
    }
}

/// The crate whose features are the service's.
const RUNTIME: &str = "zephyrix";

/// Whether two values say the same, however they are laid out.
fn alike(one: &Item, other: &Item) -> bool {
    let plain = |it: &Item| it.to_string().split_whitespace().collect::<String>();
    // What follows a value is a comment; a value has none in it.
    let value = |it: &Item| it.as_value().map(|it| plain(&Item::Value(it.clone().decorated("", ""))));
    match (value(one), value(other)) {
        (Some(one), Some(other)) => one == other,
        _ => plain(one) == plain(other),
    }
}

/// The runtime comes from where it is wanted from, with every feature of both but those that were there for `base` alone.
fn runtime(there: &mut Item, base: Option<&Item>, wanted: &Item) {
    let (Some(there), Some(wanted)) = (there.as_table_like_mut(), wanted.as_table_like()) else { return };
    for key in ["path", "version"] {
        match wanted.get(key).and_then(Item::as_value) {
            Some(value) if there.get(key).and_then(Item::as_str) != value.as_str() => {
                there.insert(key, Item::Value(value.clone()));
            }
            None => {
                there.remove(key);
            }
            Some(_) => {}
        }
    }
    let before = base.and_then(Item::as_table_like).and_then(|it| it.get("features")).and_then(Item::as_array);
    let needed = wanted.get("features").and_then(Item::as_array);
    let features = there.entry("features").or_insert_with(|| Item::Value(Value::Array(Array::new())));
    if let Some(features) = features.as_array_mut() {
        merge_words(features, before, needed);
    }
}

fn members(document: &mut DocumentMut, base: &DocumentMut, wanted: &DocumentMut) {
    let members = |it: &DocumentMut| it.get("workspace")?.get("members")?.as_array().cloned();
    let there = document.get_mut("workspace").and_then(|it| it.get_mut("members")).and_then(Item::as_array_mut);
    if let Some(there) = there {
        merge_words(there, members(base).as_ref(), members(wanted).as_ref());
    }
}

/// Every word of both but those that were there for `base` alone.
fn merge_words(there: &mut Array, base: Option<&Array>, wanted: Option<&Array>) {
    let has = |all: Option<&Array>, word: &str| all.is_some_and(|it| it.iter().any(|it| it.as_str() == Some(word)));
    there.retain(|it| it.as_str().is_none_or(|it| has(wanted, it) || !has(base, it)));
    for word in wanted.into_iter().flatten().filter_map(Value::as_str) {
        if !has(Some(there), word) {
            there.push(word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::merge;
    use zephyrix_ir::Diagnostics;

    #[test]
    fn adds_what_is_missing_and_keeps_the_rest() {
        let there =
            "# mine\n[dependencies]\nserde = \"=1.0.1\" # pinned\nzephyrix = { path = \"x\", features = [\"mine\"] }\n";
        let wanted =
            "[dependencies]\nserde = \"1\"\naxum = \"0.8\"\nzephyrix = { path = \"y\", features = [\"sqlite\"] }\n";
        let merged = merge("Cargo.toml", there, None, wanted, &mut Diagnostics::default()).unwrap();
        assert!(merged.starts_with("# mine\n[dependencies]\nserde = \"=1.0.1\" # pinned\n"), "{merged}");
        assert!(merged.contains("path = \"y\""), "{merged}");
        assert!(merged.contains("features = [\"mine\", \"sqlite\"]"), "{merged}");
        assert!(merged.contains("axum = \"0.8\""), "{merged}");
        assert_eq!(merge("Cargo.toml", &merged, None, wanted, &mut Diagnostics::default()).unwrap(), merged);
    }

    #[test]
    fn what_was_put_there_goes_again_unless_somebody_changed_it() {
        let base = "[workspace]\nmembers = [\"client\"]\n[dependencies]\naxum = \"0.8\"\nbytes = \"1\"\nsqlx = \"0.8\"\n\
                    zephyrix = { path = \"x\", features = [\"grpc\", \"sqlite\"] }\n";
        let there = base
            .replace("\"1\"", "{ version = \"1\", features = [\"mine\"] }")
            .replace("\"0.8\"\nb", "\"0.8\" # so\nb");
        let there = there.replace("\"client\"", "\"client\", \"mine\"").replace("\"grpc\"", "\"mine\", \"grpc\"");
        let wanted = "[workspace]\nmembers = []\n[dependencies]\nsqlx = \"0.9\"\nzephyrix = { path = \"x\", features = [\"sqlite\"] }\n";
        let merged = merge("Cargo.toml", &there, Some(base), wanted, &mut Diagnostics::default()).unwrap();
        let expected = "[workspace]\nmembers = [ \"mine\"]\n[dependencies]\nbytes = { version = \"1\", features = [\"mine\"] }\n\
                        sqlx = \"0.9\"\nzephyrix = { path = \"x\", features = [\"mine\", \"sqlite\"] }\n";
        assert_eq!(merged, expected);
    }

    #[test]
    fn what_is_no_toml_is_reported() {
        let mut log = Diagnostics::default();
        assert!(merge("Cargo.toml", "[", None, "", &mut log).is_none());
        assert!(log.has_errors());
    }
}
