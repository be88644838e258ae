//! `zephyrix lint`: rules, how they are set, and what `--fix` writes.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::Place;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use zephyrix_generator::RULES;

const PAGE: &str = include_str!("../../docs/lint.md");

/// An API with slips that can be mended, and comments that must stay.
const SLIPS: &str = "\
openapi: 3.1.0 # the newest
info: { title: Slips, version: '1' }
servers:
  - url: https://api.shop.test/v1/   # everybody's
paths:
  /pets:
    # All of them.
    get:
      tags: [pets, all, pets]
      summary: All.
      responses:
        '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } }
    post: { summary: One more., requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }, responses: { '204': { description: Done. } } }
components:
  schemas:
    Pet:
      type: object
      required: [kind]
      properties:
        kind:
          type: string
          enum:
            - cat
            - dog
            - cat
";

/// The lines of standard output as objects: (rule or code, line).
fn found(out: &str) -> Vec<(String, u64)> {
    let object = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
    let word = |it: &serde_json::Value| it["rule"].as_str().or(it["code"].as_str()).unwrap().to_owned();
    out.lines().map(object).map(|it| (word(&it), it["line"].as_u64().unwrap_or_default())).collect()
}

fn rules(out: &str) -> Vec<String> {
    found(out).into_iter().map(|it| it.0).collect()
}

#[test]
fn the_page_has_every_rule_as_it_is() {
    let rows: Vec<&str> = PAGE.lines().filter(|it| it.starts_with("| `") && it.matches('|').count() == 6).collect();
    let row = |it: &zephyrix_generator::Rule| {
        let languages: Vec<&str> = it.languages.iter().map(|it| it.word()).collect();
        let fix = if it.fixes { "yes" } else { "" };
        format!("| `{}` | {} | {} | {fix} | {} |", it.name, it.level.word(), languages.join(", "), it.about)
    };
    assert_eq!(rows, RULES.iter().map(row).collect::<Vec<_>>());
    for it in RULES {
        let (_, after) = PAGE.split_once(&format!("| `{}` |", it.name)).unwrap();
        let before = PAGE.strip_suffix(after).unwrap();
        assert!(before.rsplit_once("### ").unwrap().1.contains(it.code.id), "{} is of {}", it.name, it.code.id);
    }
}

#[test]
fn rules_are_listed_as_they_are_set() {
    let place = Place::with_shop();
    place.edit("shop/zephyrix.toml", "[generate]", "[lint.rules]\noperation-id = \"error\"\n\n[generate]");
    let level = |arguments: &[&str], rule: &str| {
        let out = place.ok(arguments).out;
        let line = out.lines().find(|it| it.split_whitespace().next() == Some(rule)).unwrap().to_owned();
        line.split_whitespace().nth(1).unwrap().to_owned()
    };
    assert_eq!(level(&["lint", "--rules"], "operation-id"), "warning");
    assert_eq!(level(&["-C", "shop", "lint", "--rules"], "operation-id"), "error");
    assert_eq!(place.ok(&["lint", "--rules"]).out.lines().count(), RULES.len() + 1);
}

#[test]
fn an_error_ends_with_1_and_a_warning_only_when_strict() {
    let place = Place::empty();
    place.write("api.yaml", SLIPS);
    place.ok(&["lint", "api.yaml"]);
    place.ends(&["lint", "api.yaml", "--strict"], 1);
    place.ends(&["lint", "nowhere.yaml"], 2);
    place.write("zephyrix.toml", "inputs = [\"api.yaml\"]\n[lint.rules]\noperation-id = \"error\"\n");
    let ended = place.ends(&["lint"], 1);
    assert!(ended.err.contains("error[ZX0903/operation-id]: `GET /pets` has no `operationId`"), "{}", ended.err);
    assert!(ended.out.ends_with("notes\n"), "{}", ended.out);
    place.write("zephyrix.toml", "inputs = [\"api.yaml\"]\n[lint.rules]\noperation-ids = \"error\"\n");
    assert!(place.ends(&["lint"], 2).err.contains("did you mean `operation-id`?"));
}

#[test]
fn only_the_rules_that_are_asked_for_are_told() {
    let place = Place::empty();
    place.write("api.yaml", SLIPS);
    let ask = |rules: &[&str]| {
        let mut arguments = vec!["lint", "api.yaml", "--format", "json"];
        arguments.extend(rules.iter().flat_map(|it| ["--rule", it]));
        place.ok(&arguments).out
    };
    assert_eq!(found(&ask(&["enum-twice"])), [("enum-twice".to_owned(), 25)]);
    // Asked for by name, what is off is told, too.
    assert_eq!(rules(&ask(&["type-description", "enum-twice"])), ["type-description", "enum-twice"]);
    let ended = place.ends(&["lint", "api.yaml", "--rule", "enum-twise"], 2);
    assert!(ended.err.contains("`enum-twice`"), "{}", ended.err);
}

#[test]
fn what_is_mended_is_gone_and_everything_else_stays() {
    for (newline, mark) in [("\n", ""), ("\r\n", "\u{feff}")] {
        let place = Place::empty();
        let text = format!("{mark}{}", SLIPS.replace('\n', newline));
        place.write("api.yaml", &text);
        let fixable = |out: &str| {
            let fixes = |name: &&String| RULES.iter().any(|it| it.fixes && it.name == **name);
            rules(out).iter().filter(fixes).cloned().collect::<Vec<_>>()
        };
        let before = place.ok(&["lint", "api.yaml", "--format", "json"]).out;
        assert_eq!(fixable(&before).len(), 5, "{before}");
        let after = place.ok(&["lint", "api.yaml", "--fix", "--format", "json"]).out;
        assert_eq!(fixable(&after), Vec::<String>::new(), "{after}");
        let wanted = SLIPS
            .replace("/v1/ ", "/v1 ")
            .replace("[pets, all, pets]", "[pets, all]")
            .replace("get:\n", "get:\n      operationId: get_pets\n")
            .replace("post: { ", "post: { \"operationId\": \"post_pets\", ")
            .replace("dog\n            - cat\n", "dog\n");
        assert_eq!(place.read("api.yaml"), format!("{mark}{}", wanted.replace('\n', newline)));
        assert!(!place.path(".zephyrix").exists(), "nothing is left behind");
        place.ok(&["lint", "api.yaml", "--fix"]);
        assert_eq!(place.read("api.yaml"), format!("{mark}{}", wanted.replace('\n', newline)), "twice is once");
    }
}

/// What a project has that is Rust, without what is said of whole files: an example there names the address.
fn rust(place: &Place) -> BTreeMap<String, String> {
    let files = place.bytes("shop").into_iter().filter(|it| Path::new(&it.0).extension().is_some_and(|it| it == "rs"));
    let code = |text: &[u8]| {
        let text = String::from_utf8_lossy(text).into_owned();
        text.lines().filter(|it| !it.starts_with("//!")).map(|it| it.to_owned() + "\n").collect::<String>()
    };
    files.map(|(path, text)| (path, code(&text))).collect()
}

#[test]
fn what_is_mended_leaves_generated_code_as_it_is() {
    let place = Place::empty();
    place.write("api.yaml", SLIPS);
    place.ok(&["new", "shop", "--from", "api.yaml", "--runtime", "registry"]);
    let before = rust(&place);
    assert!(before.len() > 10);
    place.ok(&["-C", "shop", "lint", "--fix"]);
    place.ok(&["-C", "shop", "generate"]);
    assert!(place.read("shop/api.yaml").contains("operationId: get_pets"));
    let after = rust(&place);
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    for (path, text) in after {
        assert_eq!(text, before[&path], "{path}");
    }
}

#[test]
fn json_is_mended_too_and_files_outside_of_the_project() {
    let place = Place::empty();
    let text = "{\n  \"openapi\": \"3.1.0\",\n  \"info\": {\"title\": \"A\", \"version\": \"1\"},\n  \"paths\": {\n    \"/a\": {\n      \"get\": {\n        \"responses\": {\"204\": {\"description\": \"Done.\"}}\n      }\n    }\n  }\n}\n";
    place.write("schemas/api.json", text);
    place.ok(&["generate", "schemas/api.json", "-o", "shop", "--runtime", "registry"]);
    let ended = place.ok(&["-C", "shop", "lint", "--fix"]);
    assert!(ended.out.contains("mended ../schemas/api.json"), "{}", ended.out);
    let wanted = text.replace("\"get\": {\n        ", "\"get\": {\n        \"operationId\": \"get_a\",\n        ");
    assert_eq!(place.read("schemas/api.json"), wanted);
    assert!(!place.path(".zephyrix").exists(), "the folder that both are in is no project");
    place.ok(&["-C", "shop", "generate"]);
}

#[test]
fn what_would_be_mended_is_shown_and_not_written() {
    let place = Place::empty();
    place.write("api.yaml", SLIPS);
    let ended = place.ok(&["lint", "api.yaml", "--fix", "--diff", "--color", "never"]);
    for line in
        ["-  - url: https://api.shop.test/v1/   # everybody's", "+      operationId: get_pets", "-            - cat"]
    {
        assert!(ended.out.lines().any(|it| it == line), "{line}: {}", ended.out);
    }
    assert!(place.ok(&["lint", "api.yaml", "--fix", "--dry-run"]).out.contains("would be mended: api.yaml"));
    assert_eq!(place.read("api.yaml"), SLIPS);
    place.ends(&["lint", "api.yaml", "--diff"], 2);
}

#[test]
fn a_file_that_cannot_be_written_leaves_all_as_they_are() {
    let place = Place::empty();
    place.write("api.yaml", SLIPS);
    place.write("b/other.yaml", &SLIPS.replace("/pets", "/cats"));
    // Where the new texts would be written first, there is a file.
    place.write(".zephyrix", "no folder");
    let ended = place.run(&["lint", "api.yaml", "b/other.yaml", "--fix"]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert_eq!(place.read("api.yaml"), SLIPS);
    assert_eq!(fs::read_to_string(place.path("b/other.yaml")).unwrap(), SLIPS.replace("/pets", "/cats"));
}

#[test]
fn what_is_ignored_in_a_document_is_no_unknown_field() {
    let place = Place::empty();
    let ignored =
        SLIPS.replace("summary: All.\n", "summary: All.\n      x-zephyrix-lint-ignore: [operation-id, tag-twice]\n");
    place.write("api.yaml", &ignored);
    let told = rules(&place.ok(&["lint", "api.yaml", "--format", "json", "-v"]).out);
    assert!(!told.iter().any(|it| it == "ZX0204" || it == "ZX0900" || it == "tag-twice"), "{told:?}");
    assert_eq!(told.iter().filter(|it| *it == "operation-id").count(), 1, "{told:?}");
    let wrong = ignored.replace("tag-twice", "tag-twise");
    place.write("api.yaml", &wrong);
    assert!(rules(&place.ok(&["lint", "api.yaml", "--format", "json"]).out).contains(&"ZX0900".to_owned()));
}

#[test]
fn scanners_are_told_the_rule() {
    let place = Place::empty();
    place.write("api.yaml", SLIPS);
    let sarif: serde_json::Value =
        serde_json::from_str(&place.ok(&["lint", "api.yaml", "--format", "sarif"]).out).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().any(|it| it["ruleId"] == "ZX0903/operation-id"), "{sarif:#}");
    let github = place.ok(&["lint", "api.yaml", "--format", "github"]).out;
    assert!(github.contains("title=ZX0907/enum-twice"), "{github}");
}

/// Schemas of which each refers to the next one, as `each` says.
fn chain(each: &str) -> String {
    let mut text = "openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths:\n  /a:\n    get:\n      operationId: a\n      responses:\n        '200':\n          \
                    description: it\n          content: { application/json: { schema: { $ref: '#/components/schemas/A0' } } }\n\
                    components:\n  schemas:\n"
        .to_owned();
    for at in 0..CHAINED {
        let next = format!("$ref: '#/components/schemas/A{}'", at + 1);
        text.extend([format!("    A{at}: {}\n", each.replace("NEXT", &next))]);
    }
    text + &format!("    A{CHAINED}: {{ type: object, properties: {{ a: {{ type: string }} }} }}\n")
}

const CHAINED: usize = 20_000;

#[test]
fn schemas_that_refer_to_one_another_without_end_in_sight() {
    let place = Place::empty();
    for each in ["{ NEXT }", "{ type: object, properties: { b: { NEXT } } }"] {
        place.write("api.yaml", &chain(each));
        let ended = place.ok(&["lint", "api.yaml"]);
        assert!(ended.out.starts_with("0 errors"), "{each}: {} {}", ended.out, ended.err);
    }
    for each in ["{ type: array, items: { NEXT } }", "{ oneOf: [{ NEXT }, { type: string }] }"] {
        place.write("api.yaml", &chain(each));
        let ended = place.ends(&["lint", "api.yaml"], 1);
        assert!(
            ended.err.contains("error[ZX0104]") && ended.err.contains("more than 200 types"),
            "{each}: {}",
            ended.err
        );
    }
}
