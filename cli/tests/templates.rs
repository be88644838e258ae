//! Templates of the user's, through the command: the samples, what they make, and what is refused.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::Place;
use std::fs;
use std::path::Path;

/// A project whose templates are in `templates/`.
fn place(templates: &[(&str, &str)]) -> Place {
    let place = Place::with_shop();
    for (path, text) in templates {
        place.write(&format!("shop/templates/{path}"), text);
    }
    let text = place.read("shop/zephyrix.toml");
    place.write("shop/zephyrix.toml", &format!("{text}\n[templates]\ndir = \"templates\"\n"));
    place
}

/// The samples of the repository, by their path.
fn samples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/templates");
    let (mut found, mut open) = (Vec::new(), vec![folder.clone()]);
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                open.push(entry.path());
            } else {
                let path = entry.path().strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
                found.push((path, fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn the_samples_add_pages_and_replace_a_file() {
    let samples = samples();
    let samples: Vec<(&str, &str)> = samples.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let place = place(&samples);
    place.ok(&["-C", "shop", "generate"]);
    let page = place.read("shop/docs/operations/get_book.md");
    assert_eq!(
        page,
        "# getBook\n\n`GET /books/{id}`\n\n| asked with | in | type | |\n|---|---|---|---|\n\
         | `id` | path | `i64` | must be there |\n\nAnswers `200`, `404`. In Rust, `get_book` of\n`BooksApi`.\n"
    );
    assert!(place.read("shop/docs/operations.md").contains("- [`GET /books`](operations/list_books.md)\n"));
    let paths = place.read("shop/src/generated/paths.rs");
    let get_book = "\npub const GET_BOOK: &str = \"/books/{id}\";\n\n/// The path of `getBook`.\npub fn get_book(\n    \
        id: impl ToString,\n) -> String {\n    GET_BOOK.to_owned()\n        \
        .replace(\"{id}\", &zephyrix::path_segment(&id))\n}\n";
    assert!(paths.contains(get_book), "{paths}");
    // Nothing has happened since: also when asked in full.
    place.ok(&["-C", "shop", "generate", "--check"]);
    // A template that goes takes its file along.
    fs::remove_file(place.path("shop/templates/docs/operations.md.hbs")).unwrap();
    place.ends(&["-C", "shop", "generate", "--check"], 1);
    place.ok(&["-C", "shop", "generate"]);
    assert!(!place.path("shop/docs/operations.md").exists());
}

#[test]
fn our_file_is_replaced_and_comes_back() {
    let place = place(&[("openapi.json.hbs", "{{json (concat info.title \"!\")}}\n")]);
    let ours = place.read("shop/openapi.json");
    place.ok(&["-C", "shop", "generate"]);
    assert_eq!(place.read("shop/openapi.json"), "\"Book Shop!\"\n");
    // The seal knows templates: what was changed, and what is new.
    place.write("shop/templates/openapi.json.hbs", "{{json info.title}}\n");
    place.ok(&["-C", "shop", "generate"]);
    assert_eq!(place.read("shop/openapi.json"), "\"Book Shop\"\n");
    place.ok(&["-C", "shop", "generate"]);
    place.write("shop/templates/new.txt.hbs", "new");
    place.ok(&["-C", "shop", "generate"]);
    assert_eq!(place.read("shop/new.txt"), "new");
    fs::remove_file(place.path("shop/templates/openapi.json.hbs")).unwrap();
    place.ok(&["-C", "shop", "generate"]);
    assert_eq!(place.read("shop/openapi.json"), ours);
}

#[test]
fn a_wrong_template_is_named_and_nothing_is_written() {
    let place = place(&[
        ("good.txt.hbs", "good"),
        ("docs/bad.md.hbs", "# Title\n\n{{#each operations}}\n  {{htpp.method}}\n{{/each}}\n"),
    ]);
    let before = place.bytes("shop");
    let ended = place.ends(&["-C", "shop", "generate"], 2);
    for wanted in
        ["error[ZX0521]: nothing is called `htpp.method` here", "templates/docs/bad.md.hbs:4:3", "did you mean `http`?"]
    {
        assert!(ended.err.contains(wanted), "{wanted}: {}", ended.err);
    }
    assert_eq!(place.bytes("shop"), before);
    place.ends(&["-C", "shop", "generate", "--check"], 2);
}

#[test]
fn what_is_the_users_stays() {
    let place = place(&[("notes.txt.hbs", "theirs"), ("README.md.hbs", "theirs"), ("src/app.rs.hbs", "//! Theirs.\n")]);
    place.write("shop/notes.txt", "mine");
    place.edit("shop/src/app.rs", "pub struct App", "/* mine */ pub struct App");
    let app = place.read("shop/src/app.rs");
    let ended = place.ends(&["-C", "shop", "generate"], 2);
    assert!(ended.err.contains("ZX0504") && ended.err.contains("notes.txt"), "{}", ended.err);
    fs::remove_file(place.path("shop/notes.txt")).unwrap();
    let ended = place.ok(&["-C", "shop", "generate"]);
    assert!(ended.err.contains("warning[ZX0510]: `src/app.rs`"), "{}", ended.err);
    assert_eq!(place.read("shop/src/app.rs"), app);
    assert_eq!(place.read("shop/README.md"), "theirs", "nobody had touched it");
}

#[test]
fn the_folder_is_one_of_the_project() {
    let place = place(&[("a.txt.hbs", "a")]);
    for (dir, wanted) in [("templates", "templates"), ("gone", "`gone` of `[templates]` is no folder")] {
        let text = place.read("shop/zephyrix.toml").replace("dir = \"templates\"", &format!("dir = \"{dir}\""));
        place.write("shop/zephyrix.toml", &text);
        let ended = place.run(&["-C", "shop", "generate"]);
        assert!(dir == "templates" && ended.code == Some(0) || ended.err.contains(wanted), "{ended:?}");
    }
    place.edit("shop/zephyrix.toml", "dir = \"gone\"", "dir = \"../templates\"");
    let ended = place.ends(&["-C", "shop", "generate"], 2);
    assert!(ended.err.contains("`../templates` is not a path inside the project"), "{}", ended.err);
}

#[cfg(unix)]
#[test]
fn links_are_no_templates_and_are_not_written_through() {
    let place = place(&[("out/a.txt.hbs", "a")]);
    place.write("secret.hbs", "secret");
    std::os::unix::fs::symlink(place.path("secret.hbs"), place.path("shop/templates/leak.txt.hbs")).unwrap();
    place.write("elsewhere/x", "");
    std::os::unix::fs::symlink(place.path("elsewhere"), place.path("shop/out")).unwrap();
    let ended = place.run(&["-C", "shop", "generate"]);
    assert!(ended.code != Some(0) && ended.err.contains("leads out of the project"), "{ended:?}");
    assert!(!place.path("shop/leak.txt").exists() && !place.path("elsewhere/a.txt").exists());
}

#[test]
fn the_page_has_every_helper_as_the_code_has_it() {
    let page = include_str!("../../docs/extending.md");
    let (_, table) = page.split_once("| helper | what it does |\n|---|---|\n").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let helpers: Vec<String> =
        zephyrix_generator::HELPERS.iter().map(|(name, what)| format!("| `{name}` | {what} |")).collect();
    assert_eq!(table.lines().collect::<Vec<_>>(), helpers);
}

#[test]
fn named_types_are_printed_as_json_schema() {
    let place = Place::empty();
    place.write("api.yaml", common::API);
    let printed = place.ok(&["export", "--to", "jsonschema", "api.yaml"]).out;
    let printed: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(printed["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(printed["$defs"]["NewBook"]["required"], serde_json::json!(["title"]));
    assert_eq!(printed["$defs"].as_object().unwrap().keys().collect::<Vec<_>>(), ["NewBook", "Book"]);
}
