//! What is the user's and zephyrix's: who changes what, and what becomes of it when the contract changes.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{API, Place};

const HANDLERS: &str = "shop/src/handlers/books.rs";

/// An operation more.
fn add_operation(place: &Place, name: &str) {
    let operation = format!(
        "  /{name}:\n    get:\n      operationId: {name}\n      tags: [books]\n      responses:\n        \
         '200': {{ description: So many., content: {{ application/json: {{ schema: {{ type: integer }} }} }} }}\ncomponents:\n"
    );
    place.edit("shop/api.yaml", "components:\n", &operation);
}

/// The contract without the operation `recommend`.
fn without_recommendation() -> String {
    let (begin, end) = (API.find("  /recommendation:").unwrap(), API.find("components:\n").unwrap());
    format!("{}{}", &API[..begin], &API[end..])
}

fn generate(place: &Place) -> String {
    let ended = place.ok(&["-C", "shop", "generate"]);
    assert_eq!(ended.err, "");
    place.ok(&["-C", "shop", "generate", "--check"]);
    ended.out
}

#[test]
fn both_may_change_a_configuration() {
    let place = Place::with_shop();
    let config = "shop/config/default.toml";
    place.edit(config, "[server]\n", "[server]\n# mine\nkey = 1\n");
    place.ok(&["-C", "shop", "generate", "--database", "postgres"]);
    let merged = place.read(config);
    assert!(merged.contains("postgres://") && !merged.contains("sqlite://"), "{merged}");
    assert!(merged.contains("[server]\n# mine\nkey = 1\n"), "{merged}");
    place.ok(&["-C", "shop", "generate", "--check"]);
}

#[test]
fn where_both_changed_a_line_both_are_kept_until_somebody_decides() {
    let place = Place::with_shop();
    let config = "shop/config/default.toml";
    place.edit(config, "sqlite://data/shop.db", "sqlite://elsewhere.db");
    let ended = place.ends(&["-C", "shop", "generate", "--database", "postgres"], 1);
    assert!(ended.err.contains("warning[ZX0511]: `config/default.toml`"), "{}", ended.err);
    assert!(ended.out.contains("conflict  config/default.toml\n"), "{}", ended.out);
    let marked = place.read(config);
    for line in
        ["<<<<<<< yours\n", "sqlite://elsewhere.db", "sqlite://data/shop.db", "postgres://", ">>>>>>> generated now\n"]
    {
        assert!(marked.contains(line), "{line}: {marked}");
    }
    assert!(place.read("shop/Cargo.toml").contains("\"postgres\""), "all else is done");
    let before = place.bytes("shop");
    for arguments in [["-C", "shop", "generate", "--quiet"], ["-C", "shop", "generate", "--check"]] {
        place.ends(&arguments, 1);
        assert_eq!(place.bytes("shop"), before, "it waits");
    }
    let resolved: String = marked
        .lines()
        .filter(|it| !it.contains("sqlite:") && !"<=>|".contains(&it[..it.len().min(1)]))
        .flat_map(|it| [it, "\n"])
        .collect();
    place.write(config, &resolved);
    generate(&place);
    assert_eq!(place.read(config), resolved);
}

#[test]
fn what_nobody_has_touched_follows_the_contract() {
    let place = Place::with_shop();
    let before = place.read(HANDLERS);
    place.write("shop/api.yaml", &without_recommendation());
    assert!(generate(&place).contains("updated   src/handlers/books.rs"));
    let after = place.read(HANDLERS);
    assert!(before.contains("Unwritten") && !after.contains("recommend") && !after.contains("Unwritten"), "{after}");
    place.write("shop/api.yaml", &API.replace("tags: [books]", "tags: [tomes]"));
    generate(&place);
    assert!(!place.path(HANDLERS).exists() && place.path("shop/src/handlers/tomes.rs").exists());
    assert_eq!(place.read("shop/src/handlers/mod.rs").matches("mod ").count(), 1);
    place.write("shop/api.yaml", API);
    generate(&place);
    assert_eq!(place.read(HANDLERS), before, "as if nothing had been");
}

#[test]
fn a_method_follows_beside_others_that_are_touched() {
    let place = Place::with_shop();
    place.edit(HANDLERS, "    async fn get_book(", "    // mine\n    async fn get_book(");
    add_operation(&place, "shelves");
    assert!(generate(&place).contains("needs you src/handlers/books.rs: shelves\n"));
    place.edit("shop/api.yaml", "{ type: integer } } } }", "{ type: string } } } }");
    let out = generate(&place);
    assert!(out.contains("updated   src/handlers/books.rs") && !out.contains("needs you"), "{out}");
    let after = place.read(HANDLERS);
    assert!(after.contains("    // mine\n    async fn get_book(") && after.contains("Result<String, "), "{after}");
    place.edit("shop/api.yaml", "operationId: shelves", "operationId: racks");
    generate(&place);
    let after = place.read(HANDLERS);
    assert!(!after.contains("shelves") && after.contains("async fn racks("), "{after}");
    assert!(place.read("shop/.zephyrix/manifest.json").contains("\"BooksApi::racks\": \""));
    place.edit(HANDLERS, "Unwritten::new(\"racks\"", "Unwritten::new(\"mine\"");
    place.edit("shop/api.yaml", "{ type: string } } } }", "{ type: boolean } } } }");
    let mine = place.read(HANDLERS);
    generate(&place);
    assert_eq!(place.read(HANDLERS), mine, "it is the user's by now");
}

#[test]
fn a_handler_whose_operation_is_under_another_tag_is_told_where_to_go() {
    let place = Place::with_shop();
    place.edit(HANDLERS, "    async fn get_book(", "    // mine\n    async fn get_book(");
    place.edit(
        "shop/api.yaml",
        "operationId: getBook\n      tags: [books]",
        "operationId: getBook\n      tags: [shelf]",
    );
    let ended = place.ok(&["-C", "shop", "generate"]);
    let help = "`ShelfApi` has it now, in `src/handlers/shelf.rs`: move what you wrote there";
    assert!(ended.err.contains("warning[ZX0502]") && ended.err.contains(help), "{}", ended.err);
}

#[test]
fn handlers_are_found_wherever_they_were_moved_to() {
    let place = Place::with_shop();
    let handlers = place.read(HANDLERS).replace("impl BooksApi for App {", "impl BooksApi for App {\n    // mine");
    std::fs::remove_file(place.path(HANDLERS)).unwrap();
    place.write("shop/src/deep/of/mine.rs", &handlers);
    place.write("shop/src/handlers/mod.rs", "#[path = \"../deep/of/mine.rs\"]\nmod books;\n");
    generate(&place);
    assert!(!place.path(HANDLERS).exists());
    add_operation(&place, "shelves");
    assert!(generate(&place).contains("needs you src/deep/of/mine.rs: shelves\n"));
    assert!(place.read("shop/src/deep/of/mine.rs").contains("async fn shelves("));
}

#[test]
fn a_method_without_a_place_is_printed() {
    let place = Place::with_shop();
    let text = place.read(HANDLERS);
    let (uses, body) = text.split_once("impl BooksApi for App {").unwrap();
    place.write(HANDLERS, &format!("{uses}mine! {{ impl BooksApi for App {{{body}}}\n"));
    generate(&place);
    add_operation(&place, "shelves");
    let before = place.read(HANDLERS);
    let ended = place.ok(&["-C", "shop", "generate"]);
    assert!(ended.err.contains("warning[ZX0507]") && ended.err.contains("within a macro"), "{}", ended.err);
    assert!(ended.err.contains("async fn shelves(") && !ended.err.contains("get_book"), "{}", ended.err);
    assert_eq!(place.read(HANDLERS), before);
}

#[test]
fn what_the_user_made_theirs_is_told_once_to_be_behind() {
    let place = Place::with_shop();
    let app = "shop/src/app.rs";
    place.write("shop/api.yaml", "openapi: 3.1.0\ninfo: { title: Book Shop, version: '1' }\ntags: [{ name: books }]\npaths:\n  \
        /n:\n    get: { operationId: n, tags: [books], responses: { '204': { description: No. } } }\ncomponents:\n  schemas: {}\n");
    generate(&place);
    assert!(!place.read(app).contains("Store"), "it follows");
    place.edit(app, "pub struct App", "/* mine */ pub struct App");
    place.write("shop/api.yaml", API);
    let mine = place.read(app);
    let ended = place.run(&["-C", "shop", "generate"]);
    let printed = place.ok(&["-C", "shop", "generate", "--print", "src/app.rs"]).out;
    assert!(printed.contains("Store"), "{printed}");
    assert!(ended.err.contains("warning[ZX0510]: `src/app.rs`"), "{}", ended.err);
    assert_eq!(place.read(app), mine);
    assert_eq!(place.ok(&["-C", "shop", "generate"]).err, "", "once");
    let ended = place.ends(&["-C", "shop", "generate", "--print", "src/ap.rs"], 2);
    assert!(ended.err.contains("did you mean `src/app.rs`?"), "{}", ended.err);
}

#[test]
fn dependencies_come_and_go_with_what_needs_them() {
    let place = Place::with_shop();
    let manifest = "shop/Cargo.toml";
    place.edit(manifest, "[dependencies]\n", "[dependencies]\nmine = \"1\"\n");
    let before = place.read(manifest);
    place.ok(&["-C", "shop", "generate", "--grpc"]);
    assert!(place.read(manifest).contains("\"grpc\""));
    place.edit("shop/zephyrix.toml", "grpc = true", "grpc = false");
    generate(&place);
    assert_eq!(place.read(manifest), before);
}

#[test]
fn lines_that_end_otherwise_are_no_edit() {
    let place = Place::with_shop();
    for (path, bytes) in place.bytes("shop") {
        let text = String::from_utf8(bytes).unwrap().replace('\n', "\r\n");
        place.write(&format!("shop/{path}"), &text);
    }
    let before = place.files("shop");
    place.ok(&["-C", "shop", "generate", "--check"]);
    place.ok(&["-C", "shop", "generate"]);
    assert_eq!(place.files("shop"), before);
    place.write("shop/api.yaml", API);
    place.edit(HANDLERS, "    async fn get_book(", "    // mine\r\n    async fn get_book(");
    add_operation(&place, "shelves");
    generate(&place);
    for path in ["src/handlers/books.rs", "src/generated/api/books.rs", "openapi.json"] {
        let text = place.read(&format!("shop/{path}"));
        assert!(text.contains("shelves") && text.lines().count() == text.matches("\r\n").count(), "{path}: {text}");
    }
}

#[test]
fn names_that_differ_in_case_alone_are_refused() {
    let place = Place::with_shop();
    place.write("shop/src/Guard.rs", "// mine\n");
    generate(&place);
    let before = place.bytes("shop");
    let secured = API
        .replace("      operationId: listBooks\n", "      operationId: listBooks\n      security: [{ key: [] }]\n")
        + "  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }\n";
    place.write("shop/api.yaml", &secured);
    let ended = place.ends(&["-C", "shop", "generate"], 2);
    assert!(ended.err.contains("error[ZX0509]: `src/guard.rs` and `src/Guard.rs`"), "{}", ended.err);
    place.write("shop/api.yaml", API);
    assert_eq!(place.bytes("shop"), before);
}
