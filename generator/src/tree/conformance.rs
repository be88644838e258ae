//! The test suites of others: `JSONTestSuite` and the YAML test suite, where the corpus is.

use super::{Node, json, yaml};
use std::fs;
use std::path::PathBuf;
use zephyrix_ir::vocabulary::Value;
use zephyrix_ir::{Diagnostics, Severity, SourceId};

/// The files of a suite in order, or nothing, said loudly.
fn suite(name: &str) -> Vec<PathBuf> {
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus"));
    let corpus = std::env::var_os("ZEPHYRIX_CORPUS").map_or(beside, PathBuf::from);
    let folder = corpus.join("extras").join(name);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).into_iter().flatten().flatten().map(|it| it.path()).collect();
    files.sort();
    files
}

/// Says what is not run.
fn missing(files: &[PathBuf]) -> bool {
    let required = std::env::var_os("ZEPHYRIX_REQUIRE_CORPUS").is_some_and(|it| it == "1");
    assert!(!required || !files.is_empty(), "the corpus is required");
    files.is_empty()
}

/// Where we take what YAML refuses: flow collections and quoted texts may be indented too little, as other
/// readers have it; and nothing is said of a second document, which is not read.
const LENIENT: [&str; 4] = ["9C9N/0 is taken", "DK95/1 is taken", "QB6E/0 is taken", "QLJ7/0 is taken"];

type Parser = fn(SourceId, &str, &mut Diagnostics) -> Option<Node>;

fn read(parse: Parser, text: &str) -> Result<Option<Node>, String> {
    let mut log = Diagnostics::default();
    let tree = parse(SourceId(0), text, &mut log);
    let error = log.all().iter().find(|it| it.severity == Severity::Error);
    error.map_or(Ok(tree), |it| Err(it.message.clone()))
}

#[test]
fn json_test_suite() {
    let files = suite("JSONTestSuite");
    if missing(&files) {
        eprintln!("NOT RUN: JSONTestSuite; set ZEPHYRIX_CORPUS");
        return;
    }
    let mut judged = 0;
    for path in files {
        let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        // What is not UTF-8 never comes as far as this.
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let outcome = read(json::parse, &text);
        let good = match name.split('_').next() {
            // Keys written twice are allowed there, and refused here.
            Some("y") => outcome.is_ok() || name.contains("duplicated_key"),
            Some("n") => outcome.is_err(),
            _ => continue,
        };
        judged += 1;
        assert!(good, "{name}: {:?}", outcome.map(|_| ()));
    }
    assert!(judged > 250, "{judged}");
}

/// Undoes the signs by which the suite makes white space visible.
fn visible(text: &str) -> String {
    let text = text.replace('␣', " ").replace(['←', '⇔', '↵'], "");
    let text =
        text.replace("————»", "\t").replace("———»", "\t").replace("——»", "\t").replace("—»", "\t").replace('»', "\t");
    text.strip_suffix("∎\n").map_or(text.clone(), str::to_owned)
}

/// The same value in the eyes of the core schema: `1.0` and `1` are.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64().to_bits() == b.as_f64().to_bits(),
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len() && a.iter().all(|(key, it)| b.get(key).is_some_and(|other| same(it, other)))
        }
        _ => a == b,
    }
}

#[test]
fn yaml_test_suite() {
    let files = suite("yaml-test-suite/src");
    if missing(&files) {
        eprintln!("NOT RUN: the YAML test suite; set ZEPHYRIX_CORPUS");
        return;
    }
    let (mut judged, mut wrong) = (0, Vec::new());
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let cases = read(yaml::parse, &text).unwrap().unwrap();
        for (at, case) in cases.as_list().unwrap().iter().enumerate() {
            let Some(input) = case.get("yaml").and_then(Node::as_text) else { continue };
            let name = format!("{}/{at}", path.file_stem().unwrap().to_string_lossy());
            let outcome = read(yaml::parse, &visible(input));
            let fails = case.get("fail").and_then(Node::as_bool) == Some(true);
            let json = case.get("json").and_then(Node::as_text).map(|it| read(json::parse, it));
            match (fails, json, outcome) {
                (true, _, outcome) => {
                    judged += 1;
                    wrong.extend(outcome.ok().map(|_| format!("{name} is taken")));
                }
                // Several documents, or none.
                (false, Some(Err(_)) | None, _) => {}
                (false, Some(Ok(wanted)), outcome) => {
                    judged += 1;
                    let literal = |it: Option<Node>| it.map_or(Value::Null, |it| it.literal());
                    match outcome {
                        Ok(tree) if same(&literal(tree.clone()), &literal(wanted.clone())) => {}
                        Ok(tree) => wrong.push(format!("{name}: {:?} is not {:?}", literal(tree), literal(wanted))),
                        Err(why) => wrong.push(format!("{name}: {why}")),
                    }
                }
            }
        }
    }
    assert!(judged > 250, "{judged}");
    assert_eq!(wrong, LENIENT, "of {judged}");
}
