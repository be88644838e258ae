//! Code may only look the way the data flows: front, draft, model, plan, back, views, files.

use std::collections::BTreeSet;
use std::fs;
use toml_edit::DocumentMut;
use zephyrix_tests::{code, folder};

/// A crate, and the crates of ours that it may use.
const CRATES: &[(&str, &[&str])] = &[
    // Of the runtime the command line has the source text, to put it into projects, and the look at live databases.
    ("cli", &["zephyrix", "zephyrix-generator"]),
    ("generator", &["zephyrix-ir", "zephyrix-templates"]),
    ("generator/ir", &[]),
    ("templates", &[]),
    ("runtime", &[]),
];

/// A place, and words that must not stand there.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("generator/src/source.rs", &["front::", "plan::", "back::", "files::"]),
    ("generator/src/tree", &["front::", "plan::", "back::", "files::", "crate::config"]),
    ("generator/src/overlay", &["front::", "plan::", "back::", "files::", "crate::config", "Draft", "Model"]),
    ("generator/src/front", &["plan::", "back::", "files::", "zephyrix_templates", "crate::config", "Model"]),
    (
        "generator/src/plan",
        &["front::", "items::", "back::", "files::", "tree::", "crate::source", "zephyrix_templates"],
    ),
    ("generator/src/items", &["front::", "back::", "files::", "tree::", "crate::source"]),
    ("generator/src/back", &["front::", "tree::", "report::", "crate::source", "Draft", "zephyrix_ir::check"]),
    ("generator/src/lint", &["items::", "back::", "files::", "zephyrix_templates"]),
    ("generator/src/files", &["front::", "plan::", "back::", "tree::", "zephyrix_templates"]),
    ("generator/src/report", &["front::", "plan::", "back::", "files::", "tree::", "zephyrix_templates"]),
    ("generator/src/export", &["front::", "files::", "tree::", "report::", "zephyrix_templates", "Draft"]),
    ("generator/src/user", &["front::", "back::", "tree::", "report::", "zephyrix_templates", "Draft", "Model"]),
    ("generator/src/explain", &["back::", "files::", "zephyrix_templates"]),
    ("generator/ir/src/vocabulary", &["crate::check", "crate::draft", "crate::model"]),
    ("runtime/src", &["zephyrix_generator", "zephyrix_ir", "zephyrix_templates"]),
];

/// What reaches the world: only the command line and what a service links may.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "std::thread",
    "std::time",
    "println!",
    "eprintln!",
    "print!",
    "dbg!",
    "include_dir!",
];

/// The crates that must not.
const PURE: &[&str] = &["generator/src", "generator/ir/src", "templates/src"];

/// Folders whose parts do not know each other, and words by which one part may be named all the same.
const APART: &[(&str, &[&str])] = &[
    ("generator/src/front", &[]),
    ("generator/src/back", &[]),
    // The types and bodies of a client are those of the service.
    ("templates/src", &[]),
];

#[test]
fn crates_use_only_what_they_may() {
    for (place, allowed) in CRATES {
        let path = folder::of_repository(place).join("Cargo.toml");
        let manifest: DocumentMut = fs::read_to_string(path).unwrap().parse().unwrap();
        let used: BTreeSet<&str> = manifest["dependencies"].as_table_like().unwrap().iter().map(|it| it.0).collect();
        let ours: Vec<&str> = used.into_iter().filter(|it| it.starts_with("zephyrix")).collect();
        assert_eq!(ours, *allowed, "{place}/Cargo.toml");
    }
}

#[test]
fn data_flows_one_way() {
    let mut wrong = Vec::new();
    for (place, words) in FORBIDDEN {
        wrong.extend(found(place, words));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_command_line_reaches_the_world() {
    let wrong: Vec<String> = PURE.iter().flat_map(|place| found(place, WORLD)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn siblings_do_not_know_each_other() {
    let mut wrong = Vec::new();
    for (place, shared) in APART {
        let siblings = folder::folders(&folder::of_repository(place));
        let parent = place.rsplit('/').next().unwrap();
        for me in &siblings {
            let others = siblings.iter().filter(|it| *it != me && !shared.contains(&it.as_str()));
            let words: Vec<String> = others
                .flat_map(|it| [format!("super::{it}::"), format!("{parent}::{it}"), format!("crate::{it}::")])
                // `crate::files` and `back::files` are two things.
                .filter(|it| parent == "src" || !it.starts_with("crate::"))
                .collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            wrong.extend(found(&format!("{place}/{me}"), &words));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where a word stands in code that ships, comments and texts apart.
fn found(place: &str, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let codes = code::under(place);
    assert!(!codes.is_empty(), "there is no code in {place}");
    for code in codes {
        for line in code.lines.iter().filter(|line| !line.trim_start().starts_with("//")) {
            let word = words.iter().find(|word| stands(line, word));
            found.extend(word.map(|word| format!("{} may not use `{word}`: {}", code.path, line.trim())));
        }
    }
    found
}

/// Whether a line has a word that is not the end or the beginning of a longer one, nor inside of a text.
fn stands(line: &str, word: &str) -> bool {
    let outside: String = line.split('"').step_by(2).collect::<Vec<_>>().join("\"");
    outside.match_indices(word).any(|(at, _)| {
        let (before, after) = (outside[..at].chars().last(), outside[at + word.len()..].chars().next());
        let part = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
        !part(before) && (word.ends_with([':', '!']) || !part(after))
    })
}

/// Named by generated files that name no type of the contract, or with their whole path.
const ALONE: &[&str] = &[
    "BodyStream",
    "Bridged",
    "Decimal",
    "Entry",
    "Holds",
    "Kind",
    "Layout",
    "Literal",
    "LocalDateTime",
    "LocalTime",
    "Sender",
    "Subject",
    "Tag",
];

#[test]
fn names_of_the_runtime_are_not_taken_by_the_contract() {
    let reserved = fs::read_to_string(folder::of_repository("generator/src/plan/reserved.rs")).unwrap();
    for place in ["generator/src", "templates"] {
        for (path, text) in folder::read(&folder::of_repository(place)) {
            for used in text.split("zephyrix::").skip(1) {
                let whole =
                    used.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').next().unwrap_or_default();
                let name = whole.split("::").find(|it| it.starts_with(|c: char| c.is_ascii_uppercase()));
                let is_taken = |name: &str| reserved.contains(&format!("\"{name}\"")) || ALONE.contains(&name);
                assert!(name.is_none_or(is_taken), "{place}/{path}: a schema may be called {name:?}");
            }
        }
    }
}
