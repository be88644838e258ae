//! `Cargo.toml` of a service: what it needs is there, everything else stays as it is.

use toml_edit::{Array, DocumentMut, Item, Table, Value};
use zephyrix_ir::{Code, Diagnostic, Diagnostics};

/// The text that is there, with what `wanted` has and it lacks. `None` when it cannot be read, which is reported.
pub(super) fn merge(path: &str, there: &str, wanted: &str, log: &mut Diagnostics) -> Option<String> {
    let mut document = match there.parse::<DocumentMut>() {
        Ok(document) => document,
        Err(error) => {
            let message = error.message().replace('\n', " ");
            log.push(Diagnostic::new(Code::CONFIG, None, format!("`{path}` is not TOML: {message}")));
            return None;
        }
    };
    let wanted = wanted.parse::<DocumentMut>().ok()?;
    for section in ["dependencies", "dev-dependencies"] {
        let Some(needed) = wanted.get(section).and_then(Item::as_table) else { continue };
        let entry = document.entry(section).or_insert_with(|| Item::Table(Table::new()));
        let Some(table) = entry.as_table_like_mut() else { continue };
        for (name, spec) in needed {
            match table.get_mut(name) {
                None => {
                    table.insert(name, spec.clone());
                }
                Some(there) if name == "zephyrix" => runtime(there, spec),
                Some(_) => {}
            }
        }
    }
    members(&mut document, &wanted);
    Some(document.to_string())
}

/// The runtime comes from where it is wanted from, with every feature of both.
fn runtime(there: &mut Item, wanted: &Item) {
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
    let needed = wanted.get("features").and_then(Item::as_array).into_iter().flatten();
    let needed: Vec<Value> = needed.cloned().collect();
    let features = there.entry("features").or_insert_with(|| Item::Value(Value::Array(Array::new())));
    if let Some(features) = features.as_array_mut() {
        for feature in needed {
            if !features.iter().any(|it| it.as_str() == feature.as_str()) {
                features.push(feature.as_str().unwrap_or_default());
            }
        }
    }
}

fn members(document: &mut DocumentMut, wanted: &DocumentMut) {
    let needed = wanted.get("workspace").and_then(|it| it.get("members")).and_then(Item::as_array);
    let there = document.get_mut("workspace").and_then(|it| it.get_mut("members")).and_then(Item::as_array_mut);
    let (Some(needed), Some(there)) = (needed, there) else { return };
    for member in needed.iter().filter_map(Value::as_str) {
        if !there.iter().any(|it| it.as_str() == Some(member)) {
            there.push(member);
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
        let merged = merge("Cargo.toml", there, wanted, &mut Diagnostics::default()).unwrap();
        assert!(merged.starts_with("# mine\n[dependencies]\nserde = \"=1.0.1\" # pinned\n"), "{merged}");
        assert!(merged.contains("path = \"y\""), "{merged}");
        assert!(merged.contains("features = [\"mine\", \"sqlite\"]"), "{merged}");
        assert!(merged.contains("axum = \"0.8\""), "{merged}");
        assert_eq!(merge("Cargo.toml", &merged, wanted, &mut Diagnostics::default()).unwrap(), merged);
    }

    #[test]
    fn what_is_no_toml_is_reported() {
        let mut log = Diagnostics::default();
        assert!(merge("Cargo.toml", "[", "", &mut log).is_none());
        assert!(log.has_errors());
    }
}
