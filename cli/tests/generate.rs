//! `zephyrix generate`.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{API, Place};
use std::collections::BTreeMap;

const NEW_OPERATION: &str = "  /books/count:
    get:
      operationId: countBooks
      tags: [books]
      responses:
        '200': { description: How many., content: { application/json: { schema: { type: integer } } } }
components:
";

#[test]
fn a_second_run_touches_nothing() {
    let place = Place::with_shop();
    let before = place.files("shop");
    let ended = place.ok(&["-C", "shop", "generate"]);
    assert!(ended.out.ends_with("unchanged\n") && ended.out.lines().count() == 1, "{ended:#?}");
    assert_eq!(place.files("shop"), before);
    let ended = place.ok(&["-C", "shop/src", "generate", "--check"]);
    assert_eq!(ended.out, "up to date\n");
}

#[test]
fn whatever_happens_to_a_project_is_seen_by_the_next_run() {
    let place = Place::with_shop();
    std::fs::remove_file(place.path("shop/src/generated/models.rs")).unwrap();
    assert!(place.ok(&["-C", "shop", "generate"]).out.contains("created   src/generated/models.rs"));
    place.edit("shop/api.yaml", "components:\n", NEW_OPERATION);
    assert!(place.ok(&["-C", "shop", "generate"]).out.contains("count_books"));
    place.edit("shop/src/generated/models.rs", "use zephyrix", "// mine\nuse zephyrix");
    place.ends(&["-C", "shop", "generate"], 2);
}

#[test]
fn one_file_or_one_folder_makes_the_same_project() {
    let place = Place::empty();
    place.write("api.yaml", API);
    place.ok(&["generate", "api.yaml", "--runtime", "registry"]);
    place.ok(&["generate", "api.yaml", "-o", "deep/other", "--runtime", "registry"]);
    assert!(place.read("book-shop/zephyrix.toml").contains("inputs = [\"../api.yaml\"]"));
    assert!(place.read("deep/other/zephyrix.toml").contains("inputs = [\"../../api.yaml\"]"));
    let rust = |folder: &str| -> BTreeMap<_, _> {
        place.bytes(folder).into_iter().filter(|(path, _)| path.starts_with("src/")).collect()
    };
    assert_eq!(rust("book-shop"), rust("deep/other"));
    let ended = place.ok(&["generate", "api.yaml"]);
    assert!(ended.out.ends_with("unchanged\n"), "the same again: {ended:#?}");
    let ended = place.ok(&["generate", "api.yaml", "-o", "third", "--dry-run", "--runtime", "registry"]);
    assert!(ended.out.contains("created   src/main.rs\n") && ended.out.contains("would be: "), "{ended:#?}");
    assert!(!place.path("third").exists());
}

#[test]
fn check_shows_what_is_stale_and_writes_nothing() {
    let place = Place::with_shop();
    place.edit("shop/api.yaml", "components:\n", NEW_OPERATION);
    let before = place.files("shop");
    let ended = place.ends(&["-C", "shop", "generate", "--check"], 1);
    for line in ["+++ b/src/generated/api/books.rs", "+    async fn count_books(", "stale: ", "@@ "] {
        assert!(ended.out.contains(line), "{line}: {}", ended.out);
    }
    assert!(!ended.out.contains('\u{1b}'), "no colors in a pipe");
    assert!(place.ends(&["-C", "shop", "generate", "--check", "--color", "always"], 1).out.contains("\u{1b}[32m+"));
    let ended = place.ok(&["-C", "shop", "generate", "--diff"]);
    assert!(ended.out.contains("--- a/src/handlers/books.rs"), "{}", ended.out);
    let ended = place.ok(&["-C", "shop", "generate", "--dry-run"]);
    assert!(ended.out.contains("needs you src/handlers/books.rs: count_books"), "{}", ended.out);
    assert_eq!(place.files("shop"), before);
}

#[test]
fn a_stub_is_added_and_the_rest_stays_byte_for_byte() {
    let place = Place::with_shop();
    let handlers = "shop/src/handlers/books.rs";
    let mine =
        place.read(handlers).replace("impl BooksApi for App {\n", "impl BooksApi for App {\n    // mine,   as it is\n");
    place.write(handlers, &mine);
    place.edit("shop/api.yaml", "components:\n", NEW_OPERATION);
    let ended = place.ok(&["-C", "shop", "generate"]);
    assert!(ended.out.contains("needs you src/handlers/books.rs: count_books\n"), "{}", ended.out);
    let after = place.read(handlers);
    let end = mine.rfind('}').unwrap();
    assert!(after.starts_with(&mine[..end]) && after.ends_with(&mine[end..]), "{after}");
    let stub = &after[end..after.len() - (mine.len() - end)];
    assert!(stub.starts_with("\n    async fn count_books(") && stub.matches("async fn").count() == 1, "{stub}");
    place.ok(&["-C", "shop", "generate", "--check"]);
}

#[test]
fn an_operation_that_is_gone_is_reported_and_its_handler_kept() {
    let place = Place::with_shop();
    let begin = API.find("  /recommendation:").unwrap();
    let end = API.find("components:\n").unwrap();
    place.write("shop/api.yaml", &format!("{}{}", &API[..begin], &API[end..]));
    place.edit("shop/src/handlers/books.rs", "Unwritten::new(\"recommend\"", "Unwritten::new(\"mine\"");
    let handlers = place.read("shop/src/handlers/books.rs");
    let ended = place.ok(&["-C", "shop", "generate"]);
    assert!(ended.err.contains("warning[ZX0502]") && ended.err.contains("implements `recommend`"), "{}", ended.err);
    assert_eq!(place.read("shop/src/handlers/books.rs"), handlers);
    let ended = place.ends(&["-C", "shop", "generate", "--strict"], 2);
    assert!(ended.err.contains("error[ZX0502]"), "{}", ended.err);
}

#[test]
fn hand_edits_are_never_overwritten_unasked() {
    let place = Place::with_shop();
    let models = "shop/src/generated/models.rs";
    let right = place.read(models);
    place.write(models, &format!("{right}// mine\n"));
    place.edit("shop/api.yaml", "components:\n", NEW_OPERATION);
    let before = place.files("shop");
    let ended = place.ends(&["-C", "shop", "generate"], 2);
    assert!(ended.err.contains("error[ZX0501]: `src/generated/models.rs`"), "{}", ended.err);
    assert_eq!(place.files("shop"), before, "nothing at all is written");
    let ended = place.ends(&["-C", "shop", "generate", "--check"], 1);
    assert!(ended.out.contains("-// mine\n"), "{}", ended.out);
    place.ok(&["-C", "shop", "generate", "--force"]);
    assert_eq!(place.read(models), right);
    place.ok(&["-C", "shop", "generate", "--check"]);
}

#[test]
fn a_file_in_the_way_is_refused() {
    let place = Place::with_shop();
    std::fs::remove_file(place.path("shop/.zephyrix/manifest.json")).unwrap();
    place.write("shop/src/generated/models.rs", "// of somebody else\n");
    let ended = place.ends(&["-C", "shop", "generate"], 2);
    assert!(ended.err.contains("error[ZX0504]"), "{}", ended.err);
    place.write("shop/.zephyrix/manifest.json", "{");
    let ended = place.ends(&["-C", "shop", "generate"], 2);
    assert!(ended.err.contains("error[ZX0505]"), "{}", ended.err);
}

#[test]
fn what_nothing_makes_any_more_is_removed_with_its_folder() {
    let place = Place::empty();
    place.write("api.yaml", API);
    place.ok(&["new", "shop", "--from", "api.yaml", "--no-client"]);
    assert!(place.path("shop/vendor/zephyrix/src/lib.rs").exists());
    let ended = place.ok(&["-C", "shop", "generate", "--runtime", "registry"]);
    assert!(ended.out.contains("removed   vendor/zephyrix ("), "{}", ended.out);
    assert!(!place.path("shop/vendor").exists());
    assert!(place.read("shop/zephyrix.toml").contains("runtime = \"registry\"\n"));
    assert!(place.read("shop/zephyrix.toml").contains("# Where the runtime crate comes from"));
    place.ok(&["-C", "shop", "generate", "--check"]);
}

#[test]
fn the_database_can_be_changed() {
    let place = Place::with_shop();
    place.ok(&["-C", "shop", "generate", "--database", "postgres"]);
    assert!(place.read("shop/zephyrix.toml").contains("database = \"postgres\"\n"));
    assert!(place.read("shop/Cargo.toml").contains("\"postgres\""));
    place.ok(&["-C", "shop", "generate", "--check"]);
}

#[test]
fn a_file_of_the_users_that_is_taken_away_stays_away() {
    let place = Place::with_shop();
    std::fs::remove_file(place.path("shop/README.md")).unwrap();
    place.ok(&["-C", "shop", "generate", "--check"]);
    place.ok(&["-C", "shop", "generate"]);
    assert!(!place.path("shop/README.md").exists());
}

#[test]
fn wrong_keys_are_shown_with_what_was_meant() {
    let place = Place::with_shop();
    place.edit("shop/zephyrix.toml", "database = ", "databse = ");
    let ended = place.ends(&["-C", "shop", "generate"], 2);
    assert!(ended.err.contains("error[ZX0003]") && ended.err.contains("zephyrix.toml:5:1"), "{}", ended.err);
    assert!(ended.err.contains("did you mean `database`?"), "{}", ended.err);
}

#[test]
fn allowed_codes_are_quiet_and_must_be_needed() {
    let place = Place::with_shop();
    let toml = place.read("shop/zephyrix.toml");
    place.write("shop/zephyrix.toml", &format!("{toml}allow = [\"ZX0205\"]\n"));
    let ended = place.ok(&["-C", "shop", "generate"]);
    assert!(
        ended.err.contains("warning[ZX0004]") && ended.err.contains("`ZX0205`, which nothing needs"),
        "{}",
        ended.err
    );
    place.edit("shop/api.yaml", "type: string, minLength: 1 }", "type: string, minLenght: 1 }");
    assert!(place.ok(&["-C", "shop", "generate"]).err.contains("warning[ZX0204]"));
    place.edit("shop/zephyrix.toml", "ZX0205", "ZX0204");
    assert_eq!(place.ok(&["-C", "shop", "generate"]).err, "");
}

#[test]
fn usage_is_checked() {
    let place = Place::with_shop();
    let ended = place.ends(&["generate"], 2);
    assert!(ended.err.contains("no `zephyrix.toml`") && ended.err.contains("help: "), "{}", ended.err);
    place.ends(&["generate", "--chekc"], 2);
    place.ends(&["-C", "nowhere", "generate"], 2);
    place.ends(&["generate", "-o", "nowhere"], 2);
    place.write("shop/other.yaml", API);
    let ended = place.ends(&["-C", "shop", "generate", "other.yaml"], 2);
    assert!(ended.err.contains("add `other.yaml` to `inputs`"), "{}", ended.err);
    place.ok(&["-C", "shop", "generate", "api.yaml", "--check"]);
    place.edit("shop/zephyrix.toml", "api.yaml", "aip.yaml");
    let ended = place.ends(&["-C", "shop/src", "generate"], 2);
    assert!(
        ended.err.contains("`../aip.yaml` cannot be read") && ended.err.contains("`../api.yaml`?"),
        "{}",
        ended.err
    );
}

#[test]
fn findings_for_programs_are_alone_on_standard_output() {
    let place = Place::with_shop();
    place.edit("shop/api.yaml", "type: string, minLength: 1 }", "type: string, minLenght: 1 }");
    let ended = place.ok(&["-C", "shop/src", "generate", "--format", "json"]);
    assert!(ended.out.lines().all(|it| it.starts_with('{')) && ended.out.contains("ZX0204"), "{ended:#?}");
    assert!(ended.out.contains("\"../api.yaml\""), "paths are seen from where the user is: {}", ended.out);
    let ended = place.ok(&["-C", "shop", "generate", "--format", "sarif"]);
    assert!(ended.out.starts_with('{') && ended.err.contains("unchanged"), "{ended:#?}");
    assert_eq!(place.ok(&["-C", "shop", "generate", "-q"]).err, "");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_links() {
    let (place, other) = (Place::with_shop(), Place::empty());
    let generated = place.path("shop/src/generated");
    std::fs::remove_dir_all(&generated).unwrap();
    std::os::unix::fs::symlink(other.path(""), &generated).unwrap();
    let ended = place.ends(&["-C", "shop", "generate", "--force"], 3);
    assert!(ended.err.contains("leads out of the project"), "{}", ended.err);
    assert!(other.bytes("").is_empty());
}

#[test]
fn what_is_yours_is_as_rustfmt_leaves_it() {
    let place = Place::with_shop();
    let mut rustfmt = std::process::Command::new("rustfmt");
    rustfmt.args(["--edition", "2024", "--check", "src/main.rs", "src/handlers/books.rs"]);
    let output = rustfmt.current_dir(place.path("shop")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn schemas_of_graphql_are_made_and_printed() {
    let place = Place::empty();
    place.write("api.yaml", API);
    place.ok(&["new", "shop", "--from", "api.yaml", "--graphql", "--no-git", "--quiet"]);
    assert!(place.read("shop/zephyrix.toml").contains("\ngraphql = true"));
    let schema = place.read("shop/src/generated/graphql/schema.graphql");
    assert!(schema.contains("type Query {"), "{schema}");
    assert_eq!(place.ok(&["export", "--to", "graphql", "api.yaml"]).out.trim_end(), schema.trim_end());
    place.edit("shop/zephyrix.toml", "graphql = true", "graphql = false");
    place.ok(&["-C", "shop", "generate"]);
    assert!(!place.path("shop/src/generated/graphql").exists());
    place.ok(&["-C", "shop", "generate", "--graphql"]);
    assert!(place.read("shop/zephyrix.toml").contains("\ngraphql = true"));
}

#[test]
fn numbers_of_protobuf_never_change() {
    let place = Place::empty();
    place.write("api.yaml", API);
    place.ok(&["new", "shop", "--from", "api.yaml", "--grpc", "--no-git", "--quiet"]);
    let numbers = || {
        let text = place.read("shop/proto/numbers.toml");
        let book = text.split("[Book]").nth(1).unwrap().split('[').next().unwrap().to_owned();
        book.lines().filter(|it| it.contains(" = ")).map(str::to_owned).collect::<Vec<_>>()
    };
    let before = numbers();
    assert!(before[0].starts_with("id = \"1 "), "{before:?}");
    place.edit("shop/api.yaml", "        id: {", "        cover: { type: string }\n        id: {");
    place.ok(&["-C", "shop", "generate"]);
    place.ok(&["-C", "shop", "generate", "--check"]);
    let after = numbers();
    assert_eq!((&after[..before.len()], after.len()), (&before[..], before.len() + 1));
    // Whatever else is lost.
    std::fs::remove_file(place.path("shop/.zephyrix/manifest.json")).unwrap();
    place.edit("shop/api.yaml", "        cover: {", "        blurb: { type: string }\n        cover: {");
    place.ok(&["-C", "shop", "generate", "--force"]);
    assert_eq!(numbers()[..after.len()], after[..]);
    // What cannot be read is not written over.
    place.write("shop/proto/numbers.toml", "<<<<<<< ours\n");
    let ended = place.ends(&["-C", "shop", "generate"], 2);
    assert!(ended.err.contains("error[ZX0506]"), "{}", ended.err);
    assert_eq!(place.read("shop/proto/numbers.toml"), "<<<<<<< ours\n");
}
