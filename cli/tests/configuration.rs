//! The published JSON Schema and the page of `zephyrix.toml` know exactly the keys that it has.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};
use zephyrix_generator::{Config, Diagnostics, Generate, RULES, SourceId};

const SCHEMA: &str = include_str!("../../schemas/zephyrix.schema.json");
const PAGE: &str = include_str!("../../docs/configuration.md");

fn schema() -> serde_json::Value {
    serde_json::from_str(SCHEMA).unwrap()
}

/// The message about a text, if it is refused.
fn refusal(text: &str) -> Option<String> {
    let mut log = Diagnostics::default();
    Config::parse(SourceId(0), text, &mut log);
    log.all().first().map(|it| it.message.clone())
}

/// The words that would have been right: those in the message about a wrong one.
fn known(text: &str) -> BTreeSet<String> {
    let message = refusal(text).unwrap();
    message.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

fn keys(object: &serde_json::Value) -> BTreeSet<String> {
    object["properties"].as_object().unwrap().keys().cloned().collect()
}

fn words(list: &serde_json::Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_schema_has_every_key_and_every_word() {
    let schema = schema();
    let properties = &schema["properties"];
    assert_eq!(keys(&schema), known("wrong = 1"));
    assert_eq!(keys(&properties["generate"]), known("[generate]\nwrong = 1"));
    assert_eq!(keys(&properties["lint"]), known("[lint]\nwrong = 1"));
    assert_eq!(words(&properties["lint"]["properties"]["extends"]["enum"]), known("[lint]\nextends = \"wrong\""));
    assert_eq!(keys(&properties["lint"]["properties"]["style"]), known("[lint.style]\nwrong = 1"));
    assert_eq!(keys(&schema["$defs"]["cases"]), known("[lint.style.sql]\nwrong = 1"));
    assert_eq!(words(&schema["$defs"]["case"]["enum"]), known("[lint.style.sql]\ntable-case = \"wrong\""));
    let rules: BTreeSet<String> = RULES.iter().map(|it| it.name.to_owned()).collect();
    assert_eq!(words(&schema["$defs"]["rule"]["enum"]), rules);
    assert_eq!(words(&properties["database"]["enum"]), known("database = \"wrong\""));
    let mut runtime = words(&properties["runtime"]["oneOf"][0]["enum"]);
    runtime.extend(keys(&properties["runtime"]["oneOf"][1]));
    assert_eq!(runtime, known("runtime = \"wrong\""));
}

#[test]
fn the_schema_has_the_defaults() {
    let schema = schema();
    let (all, defaults) = (&schema["properties"], Config::default());
    let generate = Generate::default();
    assert_eq!(all["database"]["default"], defaults.database.word());
    let said: BTreeMap<&str, bool> = [
        ("server", generate.server),
        ("client", generate.client),
        ("tests", generate.tests),
        ("mock", generate.mock),
        ("strict", generate.strict),
    ]
    .into();
    for (key, value) in said {
        assert_eq!(all["generate"]["properties"][key]["default"], value, "{key}");
    }
}

#[test]
fn the_page_has_every_key_and_its_example_is_right() {
    let schema = schema();
    let generate = keys(&schema["properties"]["generate"]).into_iter().map(|it| format!("generate.{it}"));
    let lint = keys(&schema["properties"]["lint"]).into_iter().map(|it| format!("lint.{it}"));
    for key in keys(&schema).into_iter().filter(|it| it != "generate").chain(generate).chain(lint) {
        assert!(PAGE.contains(&format!("\n| `{key}` |")), "{key}");
    }
    let (_, example) = PAGE.split_once("```toml\n").unwrap();
    assert_eq!(refusal(example.split_once("```").unwrap().0), None);
}
