//! Real documents through the linter: every rule is asked, nothing falls over, it takes a bounded time, and what is mended stays what it
//! was.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};
use zephyrix_generator::{
    Config, Diagnostics, Edit, Job, Lint, Previous, RULES, Severity, Source, Sources, lint, mend,
};
use zephyrix_tests::folder::{corpus_for, files};

/// No document of the sample may take longer, also where nothing is optimized.
const PATIENCE: Duration = Duration::from_mins(1);

/// Folders of the corpus, and how many of their files at most: spread over all of them.
const SAMPLE: &[(&str, usize)] = &[
    ("openapi/small", 30),
    ("openapi/medium", 40),
    ("openapi/nasty", 80),
    ("openapi/huge/stripe", 1),
    ("graphql", 60),
    ("sql", 80),
    ("protobuf/opentelemetry", 10),
];

/// How files of contracts are called.
const KINDS: [&str; 7] = ["yaml", "yml", "json", "graphql", "graphqls", "sql", "proto"];

/// Every rule, as bad as can be.
fn strict() -> Lint {
    let text = "[lint]\nextends = \"all\"\n[lint.style.openapi]\nenum-value-case = \"snake_case\"\npath-case = \"kebab-case\"\n";
    Config::parse(zephyrix_generator::SourceId(0), text, &mut Diagnostics::default()).unwrap().lint
}

fn linted(path: &str, text: &str) -> (Sources, Diagnostics, Vec<Edit>) {
    let (mut sources, mut log) = (Sources::default(), Diagnostics::default());
    sources.add(Source { path: path.to_owned(), text: text.to_owned() });
    let config = Config { inputs: vec![path.to_owned()], lint: strict(), ..Config::default() };
    let nothing: BTreeMap<String, String> = BTreeMap::new();
    let job = Job { loader: &nothing, config: &config, previous: &Previous::default() };
    let edits = lint(&mut sources, job, &[], &mut log);
    (sources, log, edits)
}

/// How many errors of generation there are, and findings that can be mended.
fn counts(log: &Diagnostics) -> (usize, usize) {
    let errors = log.all().iter().filter(|it| it.rule.is_none() && it.severity == Severity::Error).count();
    let fixes = |name: &str| RULES.iter().any(|it| it.fixes && it.name == name);
    (errors, log.all().iter().filter(|it| it.rule.is_some_and(fixes)).count())
}

fn hold(path: &Path) {
    let Ok(text) = std::fs::read_to_string(path) else { return };
    let (name, began) = (path.file_name().unwrap().to_string_lossy().into_owned(), Instant::now());
    let (sources, log, edits) = linted(&name, &text);
    assert!(began.elapsed() < PATIENCE, "{} took {:?}", path.display(), began.elapsed());
    for it in log.all() {
        let Some(span) = it.span else { continue };
        let text = &sources.get(span.source).text;
        assert!(text.get(span.range()).is_some(), "{}: {} at {span:?}", path.display(), it.message);
    }
    if edits.is_empty() {
        return;
    }
    let (id, source) = sources.iter().next().unwrap();
    let own: Vec<&Edit> = edits.iter().filter(|it| it.span.source == id).collect();
    let (_, after, again) = linted(&name, &mend(&source.text, &own));
    assert!(again.len() < edits.len(), "{}: nothing is mended", path.display());
    assert_eq!(counts(&log).0, counts(&after).0, "{}: other errors than before", path.display());
    assert!(counts(&after).1 < counts(&log).1, "{}", path.display());
}

#[test]
fn real_documents_are_linted_in_time_and_mended_without_harm() {
    let Some(corpus) = corpus_for("the linter over real documents") else { return };
    // With the stack that a program has.
    let thread = std::thread::Builder::new().stack_size(8 << 20);
    thread.spawn(move || hold_all(&corpus)).unwrap().join().unwrap();
}

fn hold_all(corpus: &Path) {
    for (folder, most) in SAMPLE {
        let mut all = files(&corpus.join(folder));
        all.retain(|it| it.extension().is_some_and(|it| KINDS.iter().any(|kind| it == *kind)));
        assert!(!all.is_empty(), "{folder}");
        let step = all.len().div_ceil(*most).max(1);
        all.iter().step_by(step).for_each(|it| hold(it));
    }
}

/// Time is linear: ten times as much takes about ten times as long.
#[test]
fn large_contracts_take_time_that_is_linear() {
    let document = |count: usize| {
        let path = |at: usize| {
            format!(
                "  /a{at}/{{b}}/c:\n    get: {{ tags: [t{at}, t{at}], responses: {{ '200': {{ $ref: '#/components/responses/R{at}' }} }} }}\n"
            )
        };
        let response =
            |at: usize| format!("    R{at}: {{ description: It., x-zephyrix-lint-ignore: [unused-type] }}\n");
        let paths: String = (0..count).map(path).collect();
        let responses: String = (0..count).map(response).collect();
        format!(
            "openapi: 3.1.0\ninfo: {{ title: A, version: '1' }}\npaths:\n{paths}components:\n  responses:\n{responses}"
        )
    };
    let time = |count: usize| {
        let text = document(count);
        let began = Instant::now();
        let (_, log, _) = linted("api.yaml", &text);
        assert!(log.all().iter().filter(|it| it.rule == Some("tag-twice")).count() == count);
        began.elapsed()
    };
    let few = time(100).max(time(100)).max(Duration::from_millis(5));
    let many = time(1000);
    assert!(many < few * 40, "{few:?} for 100, {many:?} for 1000");
}
