//! `zephyrix diff`: what versions are, how findings are shown, and what it ends with.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{API, Place};

/// Runs git in a place.
fn git(place: &Place, arguments: &[&str]) {
    let mut git = std::process::Command::new("git");
    git.arg("-C").arg(place.path("")).args(["-c", "user.name=a", "-c", "user.email=a@b"]).args(arguments);
    assert!(git.output().unwrap().status.success(), "{arguments:?}");
}

/// Makes what is there the first commit of a repository.
fn commit(place: &Place) {
    git(place, &["init", "--quiet", "--initial-branch=main"]);
    git(place, &["add", "--all"]);
    git(place, &["commit", "--quiet", "--message", "first"]);
}

#[test]
fn versions_are_compared() {
    let place = Place::empty();
    place.write("api/old.yaml", API);
    let changed = API.replace("operationId: listBooks", "operationId: allBooks");
    place.write("api/new.yaml", &changed);
    let ended = place.ok(&["diff", "api/old.yaml", "api/old.yaml"]);
    assert_eq!(ended.out, "0 breaking, 0 that may surprise, 0 others: the same\n");
    let ended = place.ends(&["diff", "api/old.yaml", "api/new.yaml"], 1);
    assert!(ended.err.contains("error[ZX0701]") && ended.err.contains("--> api/new.yaml:"), "{}", ended.err);
    assert!(ended.err.contains("::: api/old.yaml:") && ended.err.contains("compiled against it"), "{}", ended.err);
    assert!(ended.out.ends_with("a major version\n"), "{}", ended.out);
    place.ok(&["diff", "--breaks", "wire", "api/old.yaml", "api/new.yaml"]);
    let entry = place.ends(&["diff", "--changelog", "--quiet", "api/old.yaml", "api/new.yaml"], 1).out;
    assert!(entry.starts_with("### Breaking\n\n- the operation `listBooks`"), "{entry}");
    assert!(place.ends(&["diff", "api/old.yaml", "none.yaml"], 2).err.contains("no such file"));
}

#[test]
fn what_it_ends_with_is_chosen() {
    let place = Place::empty();
    let parameter = |name: &str| {
        let operation = "operationId: listBooks";
        API.replace(
            operation,
            &format!("{operation}\n      parameters: [{{ name: {name}, in: query, schema: {{ type: string }} }}]"),
        )
    };
    place.write("one.yaml", &parameter("near"));
    place.write("other.yaml", API);
    // A parameter that is passed over breaks nobody, and may surprise somebody.
    place.ok(&["diff", "one.yaml", "other.yaml"]);
    place.ends(&["diff", "--fail-on", "dangerous", "one.yaml", "other.yaml"], 1);
    place.write("broken.yaml", &API.replace("operationId: listBooks", "operationId: allBooks"));
    let ended = place.ok(&["diff", "--fail-on", "never", "broken.yaml", "other.yaml"]);
    assert!(ended.out.starts_with("1 breaking"), "{}", ended.out);
    place.ends(&["diff", "--fail-on", "breaking", "broken.yaml", "other.yaml"], 1);
}

#[test]
fn versions_are_those_of_a_repository() {
    let place = Place::empty();
    assert!(place.ends(&["diff", "git:main:api.yaml", "api.yaml"], 2).err.contains("no git repository"));
    place.write("v1/api.yaml", &API.replace("'#/components/schemas/NewBook'", "'types.yaml#/NewBook'"));
    place.write(
        "v1/types.yaml",
        "NewBook: { type: object, required: [title], properties: { title: { type: string } } }\n",
    );
    commit(&place);
    // What it refers to is of the same revision, too.
    place.edit("v1/types.yaml", "required: [title], ", "required: [title, year], ");
    place.edit("v1/types.yaml", "title: { type: string }", "title: { type: string }, year: { type: integer }");
    let ended = place.ends(&["diff", "git:main:v1/api.yaml", "v1/api.yaml"], 1);
    assert!(ended.err.contains("error[ZX0709]: `year` of") && ended.err.contains("new, and required"), "{}", ended.err);
    assert!(ended.err.contains("::: git:main:v1/types.yaml:1:"), "{}", ended.err);
    for (version, why) in [
        ("git:other:v1/api.yaml", "no revision `other`"),
        ("git:--help:v1/api.yaml", "no revision `--help`"),
        ("git:main:none.yaml", "no such file at that revision"),
        ("git:main", "is no version"),
    ] {
        let ended = place.ends(&["diff", version, "v1/api.yaml"], 2);
        assert!(ended.err.contains(why), "{version}: {}", ended.err);
    }
}

#[test]
fn schemas_of_graphql_are_versions() {
    let place = Place::empty();
    let schema = "type Query {\n  book(id: ID!): Book\n}\n\ntype Book {\n  title: String!\n}\n";
    place.write("library.graphql", schema);
    place.write("part.graphql", "extend type Book {\n  part: Part\n}\n\nenum Part {\n  TEXT\n  INDEX\n}\n");
    place.write("zephyrix.toml", "inputs = [\"library.graphql\", \"part.graphql\"]\n");
    commit(&place);
    place.write("library.graphql", &schema.replace("title: String!", "title: String\n  pages: Int"));
    let ended = place.ends(&["diff", "-v", "git:main:library.graphql", "library.graphql"], 1);
    let message = "error[ZX0710]: `Book.title` is of type `String`, and was of `String!`\n --> library.graphql:6:3\n";
    assert!(ended.err.contains(message) && ended.err.contains("::: git:main:library.graphql:6:3"), "{}", ended.err);
    assert!(ended.err.contains("note[ZX0712]: `Book.pages` is new\n --> library.graphql:7:3\n"), "{}", ended.err);
    assert_eq!(ended.out, "1 breaking, 0 that may surprise, 1 others: a major version\n");
    // All files of a project are one schema.
    place.write("part.graphql", "extend type Book {\n  part: Part\n}\n\nenum Part {\n  TEXT\n}\n");
    let ended = place.ends(&["diff", "git:main:.", "."], 1);
    let message = "error[ZX0706]: `Part.INDEX` is gone\n --> part.graphql:5:6\n";
    assert!(ended.err.contains(message) && ended.err.contains("::: git:main:part.graphql:7:3"), "{}", ended.err);
    assert!(place.ok(&["diff", ".", "."]).out.ends_with("the same\n"));
}

#[test]
fn schemas_of_tables_are_versions() {
    let place = Place::empty();
    let table = "-- zephyrix: skip\nCREATE TABLE pets (\n    id integer PRIMARY KEY,\n    chip text\n);\n\
                 CREATE TABLE owners (\n    id integer PRIMARY KEY\n);\n";
    place.write("schema.sql", table);
    commit(&place);
    place.write("schema.sql", &table.replace("chip text", "chip text UNIQUE"));
    let ended = place.ends(&["diff", "git:main:schema.sql", "schema.sql"], 1);
    let message = "error[ZX0718]: no two rows of `pets` may share `chip`, and some may\n --> schema.sql:4:";
    assert!(ended.err.contains(message) && ended.err.contains("::: git:main:schema.sql:2:"), "{}", ended.err);
    assert_eq!(ended.out, "1 breaking, 0 that may surprise, 0 others: a major version\n");
    // Who is only compiled against it, or asks by HTTP, is not concerned.
    let ended = place.ok(&["diff", "--breaks", "code", "git:main:schema.sql", "schema.sql"]);
    assert_eq!(ended.out, "0 breaking, 0 that may surprise, 1 others: a minor version\n");
    let entry = place.ends(&["diff", "--changelog", "--quiet", "git:main:schema.sql", "schema.sql"], 1).out;
    assert_eq!(entry, "### Breaking\n\n- no two rows of `pets` may share `chip`, and some may.\n\n");
    place.write("schema.sql", &table.replace("    chip text", "    -- zephyrix: renamed_from=chip\n    tag text"));
    let ended = place.ends(&["diff", "git:main:schema.sql", "schema.sql"], 1);
    assert!(
        ended.err.contains("error[ZX0717]: the column `chip` of `pets` was renamed to `tag`: rows stay"),
        "{}",
        ended.err
    );
}

#[test]
fn annotations_are_at_files_of_the_repository() {
    let place = Place::empty();
    place.write("v1/api.yaml", API);
    commit(&place);
    let at = API.find("  /books/{id}:").unwrap();
    let end = API[at..].find("\ncomponents:").unwrap();
    place.write("v1/api.yaml", &API.replace(&API[at..=at + end], ""));
    let github = place.ends(&["diff", "--format", "github", "git:main:v1/api.yaml", "v1/api.yaml"], 1).out;
    // What is gone is told where it was in, in the text that is there.
    let gone: Vec<&str> = github.lines().filter(|it| it.contains("ZX0700")).collect();
    assert!(!gone.is_empty(), "{github}");
    let line = API.lines().position(|it| it.contains("/books/{id}:")).unwrap() + 1;
    for it in gone {
        assert!(it.starts_with("::error file=v1/api.yaml,line=") && it.contains("note: v1/api.yaml:"), "{it}");
        let was = it.split("note: v1/api.yaml:").nth(1).unwrap().split(':').next().unwrap();
        assert!(was.parse::<usize>().unwrap() > line, "{it}");
    }
    let sarif = place.ends(&["diff", "--format", "sarif", "git:main:v1/api.yaml", "v1/api.yaml"], 1).out;
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    for result in sarif["runs"][0]["results"].as_array().unwrap() {
        let uri = |it: &serde_json::Value| it["physicalLocation"]["artifactLocation"]["uri"].clone();
        assert_eq!(uri(&result["locations"][0]), "v1/api.yaml", "{result}");
        assert_eq!(uri(&result["relatedLocations"][0]), "v1/api.yaml", "{result}");
    }
    // Wherever it is run.
    let inside = place.ends(&["-C", "v1", "diff", "--format", "github", "git:main:api.yaml", "api.yaml"], 1).out;
    assert_eq!(inside, github);
    // Both may be of the repository.
    let github = place.ok(&["diff", "-v", "--format", "github", "git:main:v1/api.yaml", "git:main:v1/api.yaml"]).out;
    assert_eq!(github, "");
}

const MESSAGE: &str = "syntax = \"proto3\";\npackage a.v1;\nimport \"a/v1/kinds.proto\";\nmessage Book {\n  Kind kind = 1;\n  string title = 2;\n}\n";
const KINDS: &str = "syntax = \"proto3\";\npackage a.v1;\nenum Kind {\n  KIND_UNSPECIFIED = 0;\n}\n";

#[test]
fn modules_of_protobuf_begin_above_a_file() {
    let place = Place::empty();
    place.write("proto/a/v1/book.proto", MESSAGE);
    place.write("proto/a/v1/kinds.proto", KINDS);
    commit(&place);
    place.edit("proto/a/v1/book.proto", "  string title = 2;\n", "");
    let ended = place.ends(&["diff", "git:main:proto/a/v1/book.proto", "proto/a/v1/book.proto"], 1);
    assert!(ended.err.contains("error[ZX0704]: `a.v1.Book.title` is gone"), "{}", ended.err);
    assert!(ended.err.contains("--> proto/a/v1/book.proto:4:"), "{}", ended.err);
    // And above the folder that one is in.
    let ended = place.ends(&["-C", "proto/a", "diff", "git:main:v1/book.proto", "v1/book.proto"], 1);
    assert!(ended.err.contains("--> v1/book.proto:4:"), "{}", ended.err);
}

#[test]
fn folders_are_versions() {
    let place = Place::empty();
    place.write("proto/a/v1/book.proto", MESSAGE);
    place.write("proto/a/v1/kinds.proto", KINDS);
    place.write("proto/b.proto", "syntax = \"proto3\";\npackage b;\nmessage B {\n  string c = 1;\n}\n");
    place.write("shop/zephyrix.toml", "inputs = [\"../api.yaml\"]\n");
    place.write("api.yaml", API);
    commit(&place);
    for (old, new) in [("git:main:proto", "proto"), ("proto", "git:main:proto"), ("git:main:shop", "shop")] {
        let ended = place.ok(&["diff", old, new]);
        assert_eq!(ended.out, "0 breaking, 0 that may surprise, 0 others: the same\n", "{old} {new}: {}", ended.err);
    }
    place.edit("proto/b.proto", "  string c = 1;\n", "");
    place.edit("proto/a/v1/kinds.proto", "KIND_UNSPECIFIED", "KIND_ANY");
    let ended = place.ends(&["diff", "git:main:proto", "proto"], 1);
    assert!(ended.err.contains("`b.B.c` is gone") && ended.err.contains("is called `KIND_ANY`"), "{}", ended.err);
    assert!(ended.out.starts_with("2 breaking"), "{}", ended.out);
    place.edit("api.yaml", "operationId: listBooks", "operationId: allBooks");
    let ended = place.ends(&["diff", "git:main:shop", "shop"], 1);
    assert!(ended.err.contains("--> api.yaml:") && ended.err.contains("::: git:main:api.yaml:"), "{}", ended.err);
    let none = place.ends(&["diff", "git:main:shop", "v2"], 2);
    assert!(none.err.contains("no such file"), "{}", none.err);
    place.write("empty/readme", "");
    assert!(place.ends(&["diff", "empty", "shop"], 2).err.contains("has neither"));
}
