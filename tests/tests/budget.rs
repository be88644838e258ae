//! Files, functions and templates stay small enough to be read; what does not is listed here, with a reason.

use std::fs;
use zephyrix_tests::{code, folder};

const FILE: usize = 400;
const FUNCTION: usize = 60;
const TEMPLATE: usize = 80;

/// Where Rust is that ships.
const PLACES: &[&str] = &["cli/src", "generator/src", "generator/ir/src", "templates/src", "runtime/src", "tests/src"];

/// A file, `file: function` or template that may be longer, and why.
const LONGER: &[(&str, &str)] = &[];

#[test]
fn nothing_is_too_long_to_be_read() {
    let mut long = Vec::new();
    for code in PLACES.iter().flat_map(|place| code::under(place)) {
        if code.lines.len() > FILE {
            long.push((code.path.clone(), code.lines.len()));
        }
        let functions = code.functions.iter().filter(|(_, lines)| *lines > FUNCTION);
        long.extend(functions.map(|(name, lines)| (format!("{}: {name}", code.path), *lines)));
    }
    let root = folder::of_repository("");
    let templates = folder::files(&folder::of_repository("templates")).into_iter();
    for path in templates.filter(|it| it.extension().is_some_and(|it| it == "j2")) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        if lines > TEMPLATE {
            long.push((path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/"), lines));
        }
    }
    let excused = |what: &str| LONGER.iter().any(|(it, _)| *it == what);
    let wrong: Vec<String> =
        long.iter().filter(|it| !excused(&it.0)).map(|it| format!("{}: {} lines", it.0, it.1)).collect();
    assert!(wrong.is_empty(), "too long:\n{}", wrong.join("\n"));
    let idle: Vec<&str> = LONGER.iter().map(|it| it.0).filter(|what| !long.iter().any(|it| it.0 == *what)).collect();
    assert!(idle.is_empty(), "exceptions that nothing needs any more:\n{}", idle.join("\n"));
}
