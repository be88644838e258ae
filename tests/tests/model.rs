//! The exported model: what every case says is as the published schema has it, and one is reviewed word by word.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;
use zephyrix_generator::MODEL_VERSION;
use zephyrix_tests::{case, folder};

/// The case that is reviewed.
const REVIEWED: &str = "entity_cursor";

/// Kinds that the schema has and no case: what another kind would say, written another way.
const UNSAID: &[&str] =
    &["keyword any", "keyword one", "keyword unevaluated_items", "kind http", "kind mutual_tls", "rule const"];

fn schema() -> Value {
    let text = std::fs::read_to_string(folder::of_repository("schemas/ir.schema.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_case_is_as_the_schema_has_it() {
    let schema = schema();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let (mut wrong, mut models) = (Vec::new(), 0);
    let mut said = BTreeSet::new();
    for case in case::all() {
        let Some(text) = case.model() else { continue };
        let model: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(model["zephyrix"]["ir"], MODEL_VERSION, "{}", case.name);
        models += 1;
        let errors = validator.iter_errors(&model).take(3);
        wrong.extend(errors.map(|it| format!("{}: {}: {}", case.name, it.instance_path(), it.masked())));
        kinds(&model, &mut said);
        assert_eq!(case.model().as_deref(), Some(text.as_str()), "{} is the same twice", case.name);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(models > 100, "{models} cases have a model");
    // A kind that no case shows is a kind that nobody has looked at.
    let mut known = BTreeSet::new();
    constants(&schema, &mut known);
    let unsaid: BTreeSet<&str> = known.iter().filter(|it| !said.contains(*it)).map(String::as_str).collect();
    assert_eq!(unsaid, UNSAID.iter().copied().collect(), "left: what no case says; right: what is listed");
}

#[test]
fn named_types_are_schemas_that_stand_alone() {
    let (mut wrong, mut types) = (Vec::new(), 0);
    for case in case::all() {
        let Some(text) = case.json_schema() else { continue };
        let mut document: Value = serde_json::from_str(&text).unwrap();
        if let Err(error) = jsonschema::draft202012::meta::validate(&document) {
            wrong.push(format!("{}: {error}", case.name));
        }
        let names: Vec<String> = document["$defs"].as_object().unwrap().keys().cloned().collect();
        types += names.len();
        // A reference that leads nowhere is found when it is followed.
        document["anyOf"] = names.iter().map(|it| serde_json::json!({ "$ref": format!("#/$defs/{it}") })).collect();
        if !names.is_empty()
            && let Err(error) = jsonschema::draft202012::new(&document)
        {
            wrong.push(format!("{}: {error}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(types > 300, "{types} types");
}

/// The words that tell kinds apart, as the document says them.
fn kinds(it: &Value, said: &mut BTreeSet<String>) {
    match it {
        Value::Object(all) => {
            for (key, it) in all {
                if let ("kind" | "rule" | "keyword", Value::String(word)) = (key.as_str(), it) {
                    said.insert(format!("{key} {word}"));
                }
                kinds(it, said);
            }
        }
        Value::Array(all) => all.iter().for_each(|it| kinds(it, said)),
        _ => {}
    }
}

/// The same, as the schema lists them.
fn constants(it: &Value, known: &mut BTreeSet<String>) {
    match it {
        Value::Object(all) => {
            for (key, it) in all {
                if let ("kind" | "rule" | "keyword", Some(Value::String(word))) = (key.as_str(), it.get("const")) {
                    known.insert(format!("{key} {word}"));
                }
                constants(it, known);
            }
        }
        Value::Array(all) => all.iter().for_each(|it| constants(it, known)),
        _ => {}
    }
}

#[test]
fn one_model_is_reviewed() {
    let case = case::all().into_iter().find(|it| it.name == REVIEWED).unwrap();
    let text = case.model().unwrap();
    let place: PathBuf = folder::of_repository("tests/model").join(format!("{REVIEWED}.json"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(&place, &text).unwrap();
    }
    let there = std::fs::read_to_string(&place).unwrap_or_default();
    assert!(
        there == text,
        "{} differs: `UPDATE=1` writes it, and a change of what is there raises the version",
        place.display()
    );
}
