//! Generated services of GraphQL: fields that ask who calls, of a guard that lets pass whoever shows `mock`; and a subgraph.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::{Value, json};
use std::sync::OnceLock;
use tempfile::TempDir;
use zephyrix_generator::Config;
use zephyrix_tests::cargo::Workspace;
use zephyrix_tests::client::Client;
use zephyrix_tests::folder;
use zephyrix_tests::served::{self, Service};

#[test]
fn guarded_fields_are_answered_to_those_who_are_known() {
    let folder = tempfile::tempdir().unwrap();
    let service = start("graphql_guarded", &folder);
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

/// A router asks what the subgraph is, and for what it has, by keys.
#[test]
fn a_subgraph_answers_its_router() {
    let folder = tempfile::tempdir().unwrap();
    let service = start("graphql_subgraph", &folder);
    let ask = |query: &str, variables: Value| {
        let client = Client::new(service.address.parse().unwrap());
        client.json("POST", "/graphql", &[], &json!({ "query": query, "variables": variables })).expect(200).json()
    };
    let sdl = ask("{ _service { sdl } }", json!({}))["data"]["_service"]["sdl"].as_str().unwrap().to_owned();
    assert!(
        sdl.contains("type Review @key(fields: \"id\")") && sdl.contains("specs.apollo.dev/federation/v2.9"),
        "{sdl}"
    );
    let add = "mutation($text: String!) { addReview(productId: \"p1\", text: $text, stars: 5) { id product { id } } }";
    let made: Vec<Value> = ["a", "b"].map(|text| ask(add, json!({ "text": text }))["data"]["addReview"].clone()).into();
    assert_eq!(made[0]["product"], json!({ "id": "p1" }));
    let query = "query($all: [_Any!]!) { _entities(representations: $all) { __typename \
        ... on Review { text } ... on Product { id reviews { text } } } }";
    let all = json!([
        { "__typename": "Product", "id": "p1" },
        { "__typename": "Review", "id": made[1]["id"] },
        { "__typename": "Review", "id": "nobody" },
    ]);
    let answer = ask(query, json!({ "all": all }));
    let product = json!({ "__typename": "Product", "id": "p1", "reviews": [{ "text": "a" }, { "text": "b" }] });
    let expected = json!([product, { "__typename": "Review", "text": "b" }, null]);
    assert_eq!(answer["data"]["_entities"], expected, "{answer}");
}

/// A service of a case, with a database in a folder.
fn start(case: &str, folder: &TempDir) -> Service {
    let url = format!("sqlite://{}", folder.path().join("kept.db").display());
    Service::start(&workspace().program(&name(case)), &[("APP__DATABASE__URL", &url)])
}

fn name(case: &str) -> String {
    case.replace('_', "-")
}

/// The projects of both cases, built once.
fn workspace() -> &'static Workspace {
    static BUILT: OnceLock<Workspace> = OnceLock::new();
    BUILT.get_or_init(|| {
        let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "graphql-served");
        let made = ["graphql_guarded", "graphql_subgraph"].map(|case| {
            let schemas = folder::read(&folder::of_repository(&format!("tests/cases/{case}")));
            let adapt = |config: &mut Config| config.generate.mock = true;
            (name(case), served::project(&name(case), &schemas, &["input.graphql"], adapt))
        });
        workspace.fill_with(made.iter().map(|(name, texts)| (name.as_str(), texts.clone())));
        workspace.cargo(&["build", "--quiet", "--workspace"]).unwrap();
        workspace
    })
}

/// Where something went wrong, and by which code.
fn told(answer: &Value) -> Vec<String> {
    let none = Vec::new();
    let word = |it: &Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    let path = |it: &Value| it["path"].as_array().unwrap().iter().map(word).collect::<Vec<_>>().join(".");
    let errors = answer["errors"].as_array().unwrap_or(&none);
    errors.iter().map(|it| format!("{} {}", path(it), word(&it["extensions"]["code"]))).collect()
}
