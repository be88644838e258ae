//! Fields that ask who calls, in a generated service whose guard lets pass whoever shows `mock`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::{Value, json};
use zephyrix_tests::cargo::Workspace;
use zephyrix_tests::client::Client;
use zephyrix_tests::folder;
use zephyrix_tests::served::{self, Service};

#[test]
fn guarded_fields_are_answered_to_those_who_are_known() {
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "graphql-guarded");
    let schemas = folder::read(&folder::of_repository("tests/cases/graphql_guarded"));
    let project = served::project("guarded", &schemas, &["input.graphql"], |config| config.generate.mock = true);
    workspace.fill_with([("guarded", project)]);
    workspace.cargo(&["build", "--quiet", "--workspace"]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("notes.db").display());
    let service = Service::start(&workspace.program("guarded"), &[("APP__DATABASE__URL", &url)]);
    let ask = |token: Option<&str>, query: &str| {
        let bearer = token.map(|it| format!("Bearer {it}"));
        let heads: Vec<(&str, &str)> = bearer.iter().map(|it| ("authorization", it.as_str())).collect();
        Client::new(service.address.parse().unwrap())
            .json("POST", "/graphql", &heads, &json!({ "query": query }))
            .json()
    };
    // Nobody is let in, whatever they show but the one thing.
    let create = "mutation { createNote(text: \"a\") { id text } }";
    for token in [None, Some("other")] {
        assert_eq!(told(&ask(token, create)), ["createNote UNAUTHENTICATED"]);
    }
    let made = ask(Some("mock"), create);
    assert_eq!(made["data"]["createNote"]["text"], "a", "{made}");
    // What is open is answered beside what is not, and what is not is null.
    let query = "{ notes { text title } __typename }";
    let answer = ask(None, query);
    assert_eq!(told(&answer), ["notes.0.title UNAUTHENTICATED"]);
    assert_eq!(answer["data"], json!({ "notes": [{ "text": "a", "title": null }], "__typename": "Query" }));
    assert_eq!(ask(Some("mock"), query)["data"]["notes"][0], json!({ "text": "a", "title": null }));
    assert!(told(&ask(Some("mock"), query)).is_empty());
    // By the type that a field answers, and by alternatives of scopes.
    assert_eq!(told(&ask(None, "{ notes { author { name } } }")), ["notes.0.author UNAUTHENTICATED"]);
    assert_eq!(told(&ask(None, "{ secrets { text } }")), ["secrets UNAUTHENTICATED"]);
    assert_eq!(told(&ask(Some("mock"), "{ secrets { text } }")), ["secrets NOT_IMPLEMENTED"]);
}

/// Where something went wrong, and by which code.
fn told(answer: &Value) -> Vec<String> {
    let none = Vec::new();
    let word = |it: &Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    let path = |it: &Value| it["path"].as_array().unwrap().iter().map(word).collect::<Vec<_>>().join(".");
    let errors = answer["errors"].as_array().unwrap_or(&none);
    errors.iter().map(|it| format!("{} {}", path(it), word(&it["extensions"]["code"]))).collect()
}
