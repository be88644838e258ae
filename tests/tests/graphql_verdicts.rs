//! Schemas of GraphQL are judged as graphql-js 16 judges them, whoever wrote them; and each refusal names its place and its rule.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;
use zephyrix_generator::{Code, Diagnostic, Diagnostics, NoLoader, Severity, Source, Sources, draft};
use zephyrix_tests::folder;
use zephyrix_tests::foreign::{self, Scripts};

/// Every how manieth mistake is made in the corpus.
const STEP: usize = 25;

/// Rules of the specification that graphql-js 16 does not have, and where they are.
const STRICTER: &[(&str, &str)] = &[
    ("ExecutableDefinitions", "§2.2: a type system document has no operations; graphql-js passes them over"),
    ("ValuesOfCorrectType", "§3.6.1, §3.13: defaults and arguments of directives are values of their types"),
    ("Root Operation Types", "§3.3.1: the roots are different types"),
    ("Directives, Type Validation", "§3.13: a directive does not refer to itself"),
    ("InputObjectHasUnbreakableCycle", "§3.10: through `@oneOf` too"),
    ("Input Object Extensions", "§3.10: `@oneOf` is not added by an extension"),
];

#[test]
fn own_schemas_are_judged_by_the_rule_that_they_break() {
    let mut wrong = Vec::new();
    for (name, wanted, text) in own() {
        let found = findings(&[(&name, &text)]);
        let refusals: Vec<&Diagnostic> = found.iter().filter(|it| refuses(it)).collect();
        let good = match wanted.as_str() {
            "valid" => refusals.is_empty(),
            _ => refusals.iter().any(|it| rule(it) == Some(&wanted) && it.span.is_some()),
        };
        if !good {
            let said: Vec<String> = refusals.iter().map(|it| format!("{} ({:?})", it.message, it.notes)).collect();
            wrong.push(format!("{name}: {wanted}: {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn own_schemas_are_judged_as_graphql_js_does() {
    let Some(node) = foreign::node(env!("CARGO_TARGET_TMPDIR")) else { return };
    let all = own().into_iter().map(|(name, _, text)| (name, vec![text])).collect();
    let needed = compare(&node, &all, STRICTER);
    let idle: Vec<_> = STRICTER.iter().filter(|it| !needed.contains(it.0)).collect();
    assert!(idle.is_empty(), "no longer stricter: {idle:?}");
}

#[test]
fn schemas_with_one_mistake_are_judged_as_graphql_js_does() {
    let Some(node) = foreign::node(env!("CARGO_TARGET_TMPDIR")) else { return };
    let all: BTreeMap<String, Vec<String>> = own()
        .into_iter()
        .filter(|(_, rule, _)| rule == "valid")
        .flat_map(|(name, _, text)| {
            mistaken(&text).into_iter().map(move |(what, text)| (format!("{name}, {what}"), vec![text]))
        })
        .collect();
    assert!(all.len() > 1_000, "{}", all.len());
    compare(&node, &all, STRICTER);
}

#[test]
fn the_corpus_with_one_mistake_is_judged_as_graphql_js_does() {
    let Some(corpus) = folder::corpus_for("the verdicts on mistakes in real schemas of GraphQL") else { return };
    let Some(node) = foreign::node(env!("CARGO_TARGET_TMPDIR")) else { return };
    // Of each, some: all would be hundreds of thousands.
    let some = |(name, texts): (String, Vec<String>)| {
        let mistaken = if texts.len() == 1 && texts[0].len() < 20_000 { mistaken(&texts[0]) } else { Vec::new() };
        let of = move |(what, text): (String, String)| (format!("{name}, {what}"), vec![text]);
        mistaken.into_iter().step_by(STEP).map(of).collect::<Vec<_>>()
    };
    let all: BTreeMap<String, Vec<String>> = documents(&corpus.join("graphql")).into_iter().flat_map(some).collect();
    assert!(all.len() > 1_000, "{}", all.len());
    compare(&node, &all, STRICTER);
}

#[test]
fn the_corpus_is_judged_as_graphql_js_does() {
    let Some(corpus) = folder::corpus_for("the verdicts on real schemas of GraphQL") else { return };
    let Some(node) = foreign::node(env!("CARGO_TARGET_TMPDIR")) else { return };
    let all = documents(&corpus.join("graphql"));
    assert!(all.len() > 180, "{}", all.len());
    compare(&node, &all, &[]);
}

#[test]
fn what_is_served_is_what_was_written() {
    let Some(corpus) = folder::corpus_for("the printing of real schemas of GraphQL") else { return };
    let Some(node) = foreign::node(env!("CARGO_TARGET_TMPDIR")) else { return };
    let mut all = documents(&corpus.join("graphql"));
    all.retain(|_, texts| texts.len() == 1);
    all.extend(own().into_iter().filter(|it| it.1 == "valid").map(|(name, _, text)| (name, vec![text])));
    let sink = fs::read_to_string(corpus.join("graphql/medium/graphql-js/kitchen-sink-sdl.graphql")).unwrap();
    // There it is only read: a field is defined twice, and much is not defined.
    let sink = sink.replace("seven(argument: [String])", "nine(argument: [String])");
    all.insert("kitchen sink".to_owned(), vec![format!("{sink}\n{COMPLETING}")]);
    let (mut written, mut served) = (Map::new(), Map::new());
    for (name, texts) in &all {
        let Some(sdl) = sdl(&texts[0]) else { continue };
        assert_eq!(self::sdl(&sdl).as_ref(), Some(&sdl), "{name}");
        // Definitions that nobody wrote are served where they are used.
        if !sdl.contains("link__Import") && !sdl.contains("CacheControlScope") {
            written.insert(name.clone(), texts[0].as_str().into());
            served.insert(name.clone(), sdl.into());
        }
    }
    assert!(written.contains_key("kitchen sink") && written.len() > 25, "{:?}", written.keys());
    assert!(!served["kitchen sink"].as_str().unwrap().contains("\nextend "));
    let (written, served) = (ask(&node, &["printed"], written), ask(&node, &["printed"], served));
    for (name, text) in &written {
        assert_eq!(served[name].as_str(), text.as_str(), "{name}");
    }
}

/// What graphql-js's kitchen sink uses and does not define.
const COMPLETING: &str = "
    scalar Type
    interface Two { two(argument: InputType!): Type }
    type QueryType { a: Int }
    type MutationType { a: Int }
    type SubscriptionType { a: Int }
    type Story { a: Int }
    type Article { a: Int }
    type Advert { a: Int }
    type Photo { a: Int }
    type Video { a: Int }
    type A { a: Int }
    type B { a: Int }
    extend type UndefinedType { a: Int }
    extend interface UndefinedInterface { a: Int }
    extend union UndefinedUnion = A
    extend enum UndefinedEnum { A }
    extend input UndefinedInput { a: Int }
    directive @onSchema repeatable on SCHEMA
    directive @onType on OBJECT
    directive @onObject(arg: String) on OBJECT
    directive @onField on FIELD_DEFINITION
    directive @onArgumentDefinition on ARGUMENT_DEFINITION
    directive @onInterface on INTERFACE
    directive @onUnion on UNION
    directive @onScalar on SCALAR
    directive @onEnum on ENUM
    directive @onEnumValue on ENUM_VALUE
    directive @onInputObject on INPUT_OBJECT
    directive @onInputFieldDefinition on INPUT_FIELD_DEFINITION
";

/// The schema that a service would serve for a text that nothing is wrong with.
fn sdl(text: &str) -> Option<String> {
    let (mut sources, mut log) = (Sources::default(), Diagnostics::default());
    sources.add(Source { path: "schema.graphql".to_owned(), text: text.to_owned() });
    let draft = draft(&mut sources, &NoLoader, &mut log);
    draft.graph.map(|it| it.sdl).filter(|_| !log.all().iter().any(refuses))
}

/// Whether a finding is a refusal, also where what is refused is passed over and the rest goes on.
fn refuses(it: &Diagnostic) -> bool {
    it.code.severity == Severity::Error
}

/// What there is to say of sources that are one schema.
fn findings(texts: &[(&str, &str)]) -> Vec<Diagnostic> {
    let (mut sources, mut log) = (Sources::default(), Diagnostics::default());
    for (at, (name, text)) in texts.iter().enumerate() {
        sources.add(Source { path: format!("{name}.{at}.graphql"), text: (*text).to_owned() });
    }
    drop(draft(&mut sources, &NoLoader, &mut log));
    log.all().to_vec()
}

/// Name, rule and text of the schemas in `rules.txt`.
fn own() -> Vec<(String, String, String)> {
    let text = fs::read_to_string(folder::of_repository("tests/graphql/rules.txt")).unwrap();
    let schema = |part: &str| {
        let (head, text) = part.split_once('\n').unwrap();
        let (name, rule) = head.split_once(": ").unwrap();
        (name.to_owned(), rule.to_owned(), text.to_owned())
    };
    text.split("\n== ").skip(1).map(schema).collect()
}

/// The same text with one word left out, written twice, or changed with its neighbour, for each word.
fn mistaken(text: &str) -> Vec<(String, String)> {
    let words = words(text);
    let mut all = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let (before, after) = (words[..at].concat(), words[at + 1..].concat());
        if word.trim().is_empty() {
            continue;
        }
        all.push((format!("{at} left out"), format!("{before} {after}")));
        all.push((format!("{at} twice"), format!("{before}{word} {word}{after}")));
        if let Some(next) = words.get(at + 2) {
            let (space, rest) = (words[at + 1], words[at + 3..].concat());
            all.push((format!("{at} later"), format!("{before}{next}{space}{word}{rest}")));
        }
    }
    all
}

/// Names and numbers, and what stands between them, character by character.
fn words(text: &str) -> Vec<&str> {
    let part = |it: char| it.is_alphanumeric() || it == '_';
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if part(first) { rest.find(|it| !part(it)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}

/// Every document, and every folder of documents that are one schema.
fn documents(root: &Path) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let is_graphql =
        |it: &Path| it.extension().is_some_and(|it| ["graphql", "graphqls", "gql"].iter().any(|known| it == *known));
    for path in folder::files(root).into_iter().filter(|it| is_graphql(it)) {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        let folder = name.rsplit_once('/').map_or("", |it| it.0).to_owned();
        // Those of apollo-parser are each a text by itself.
        if folder.contains("gqlgen") {
            all.entry(folder).or_default().push(text.clone());
        }
        all.insert(name, vec![text]);
    }
    all
}

/// Judges all, here and there: where only we refuse, it is by rules that are listed. Those of them that did are returned.
fn compare(node: &Scripts, all: &BTreeMap<String, Vec<String>>, stricter: &[(&str, &str)]) -> BTreeSet<String> {
    let joined = all.iter().map(|(name, texts)| (name.clone(), Value::from(texts.join("\n")))).collect();
    let known = folder::of_repository("generator/src/front/graphql/known.graphql");
    let theirs = ask(node, &["verdicts", &known.to_string_lossy()], joined);
    let (mut wrong, mut needed) = (Vec::new(), BTreeSet::new());
    for (name, texts) in all {
        let named: Vec<(&str, &str)> = texts.iter().map(|it| (name.as_str(), it.as_str())).collect();
        let ours = findings(&named);
        let ours: Vec<&Diagnostic> = ours.iter().filter(|it| refuses(it)).collect();
        if ours.is_empty() == theirs[name].is_null() {
            continue;
        }
        let rules: Vec<Option<&str>> = ours.iter().map(|it| rule(it)).collect();
        let listed = |it: Option<&str>| stricter.iter().any(|(rule, _)| Some(*rule) == it);
        if !rules.is_empty() && rules.iter().all(|it| listed(*it)) {
            needed.extend(rules.into_iter().flatten().map(str::to_owned));
        } else {
            let ours: Vec<&str> = ours.iter().map(|it| it.message.as_str()).collect();
            wrong.push(format!("{name}: ours {ours:?}, graphql-js {}\n{}", theirs[name], texts.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), all.len(), wrong.join("\n"));
    needed
}

/// The rule that a finding names.
fn rule(it: &Diagnostic) -> Option<&str> {
    if it.code == Code::GRAPHQL_NO_SCHEMA {
        // A document that begins with an operation is no source of a schema.
        return Some("ExecutableDefinitions");
    }
    it.notes.iter().find_map(|it| it.strip_prefix("rule `")?.strip_suffix("` of GraphQL"))
}

/// What the script answers.
fn ask(node: &Scripts, arguments: &[&str], schemas: Map<String, Value>) -> Map<String, Value> {
    let mut script = node.run("graphql.js");
    let mut child = script.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let input = Value::from(schemas).to_string();
    let mut stdin = child.stdin.take().unwrap();
    let writing = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}
