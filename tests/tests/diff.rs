//! What two versions differ in: labelled changes, and what others say of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde::Deserialize;
use std::collections::BTreeMap;
use zephyrix_generator::{
    Breaks, Bump, Code, Compared, Config, Job, NoLoader, Previous, Severity, Source, Sources, compare,
};
use zephyrix_tests::folder::{self, Texts};
use zephyrix_tests::foreign;

/// A change of a text.
#[derive(Deserialize)]
struct Change {
    name: String,
    from: String,
    to: String,
    /// Whether `from` may be there more than once.
    #[serde(default)]
    everywhere: bool,
    /// The most that it breaks: a word of [`Breaks::ALL`], or `nothing`.
    breaks: String,
    /// What `buf` says, where it says something else.
    buf: Option<String>,
    /// The rule of oasdiff's that is about it, and its level.
    oasdiff: Option<String>,
    /// Why it does.
    why: Option<String>,
}

#[derive(Deserialize)]
struct Changes {
    change: Vec<Change>,
}

/// What is changed, and the list of its changes.
const LISTS: [(&str, &str); 3] =
    [("base.proto", "protobuf.toml"), ("base.yaml", "openapi.toml"), ("shop.yaml", "shop.toml")];

/// The words for who is broken, from nobody to everybody, each with what `buf` has for it.
const WORDS: [(&str, &[&str]); 4] =
    [("nothing", &[]), ("code", &["FILE"]), ("json", &["WIRE_JSON", "FILE"]), ("wire", &["WIRE", "WIRE_JSON", "FILE"])];

#[test]
fn changes_break_whom_they_are_said_to() {
    for (base, list) in LISTS {
        let old = text(base);
        let wrong = |it: &Change| {
            let found = worst(base, &old, &changed(&old, it));
            (found != it.breaks).then(|| format!("{}: {found}, not {}", it.name, it.breaks))
        };
        let wrong: Vec<String> = changes(list).iter().filter_map(wrong).collect();
        assert!(wrong.is_empty(), "{list}\n{}", wrong.join("\n"));
    }
}

#[test]
fn buf_says_the_same() {
    let Some(node) = foreign::node(env!("CARGO_TARGET_TMPDIR")) else { return };
    let (base, changes) = (text("base.proto"), changes("protobuf.toml"));
    let folder = tempfile::tempdir().unwrap();
    let version = |name: &str, text: &str| {
        folder::replace(&folder.path().join(name), &Texts::from([("library.proto".to_owned(), text.to_owned())]));
    };
    version("old", &base);
    for (at, it) in changes.iter().enumerate() {
        version(&at.to_string(), &changed(&base, it));
    }
    let output = node.run("breaking.js").arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let verdicts: BTreeMap<String, Vec<String>> = serde_json::from_slice(&output.stdout).unwrap();
    let mut wrong = Vec::new();
    for (at, it) in changes.iter().enumerate() {
        let said = &verdicts[&at.to_string()];
        let word = WORDS.iter().find(|(_, categories)| *said == *categories).map_or("?", |it| it.0);
        match &it.buf {
            Some(other) if *other == it.breaks || it.why.is_none() => wrong.push(format!("{}: no exception", it.name)),
            Some(other) if other != word => wrong.push(format!("{}: buf says {word}, not {other}", it.name)),
            None if word != it.breaks => wrong.push(format!("{}: buf says {word} {said:?}, we {}", it.name, it.breaks)),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{} changes\n{}", changes.len(), wrong.join("\n"));
}

#[test]
fn what_is_not_compared_is_said() {
    let says = |path: &str, old: &str, new: &str| {
        let compared = compared(path, old, new, Breaks::Code);
        let found = compared.log.all().iter().find(|it| it.code == Code::NOT_COMPARED);
        (found.map(|it| it.severity), compared.bump)
    };
    let table = "CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT NOT NULL);\n";
    let other = table.replace(" NOT NULL", " NOT NULL UNIQUE");
    assert_eq!(says("a.sql", table, &other).0, Some(Severity::Warning));
    // Another place is no other table.
    assert_eq!(says("a.sql", table, &format!("\n{table}")), (None, Bump::Patch));
}

#[test]
fn levels_of_oasdiff_are_ours_or_are_explained() {
    let changes = changes("shop.toml");
    let judged = changes.iter().filter_map(|it| Some((it, it.oasdiff.as_deref()?.split_once(": ")?.1)));
    let (mut same, mut wrong) = (0, Vec::new());
    for (it, level) in judged {
        let ours = match it.breaks.as_str() {
            "wire" => "error",
            "surprise" => "warning",
            _ => "info",
        };
        same += usize::from(level == ours);
        if (level == ours) == it.why.is_some() {
            wrong.push(format!("{}: {level} there, {ours} here, {:?}", it.name, it.why));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(same >= 50, "{same} are alike");
}

/// Whom a change breaks, by what is an error to whom; `surprise` where nobody is broken, and somebody is warned.
fn worst(path: &str, old: &str, new: &str) -> &'static str {
    let worst = |breaks| compared(path, old, new, breaks).log.all().iter().map(|it| it.severity).max();
    let broken = Breaks::ALL.into_iter().find(|(_, it)| worst(*it) == Some(Severity::Error));
    match (broken, worst(Breaks::Code)) {
        (Some((word, _)), _) => word,
        (None, Some(Severity::Warning)) => "surprise",
        _ => "nothing",
    }
}

fn compared(path: &str, old: &str, new: &str, breaks: Breaks) -> Compared {
    let config = Config { inputs: vec![path.to_owned()], ..Config::default() };
    let previous = Previous::default();
    let job = || Job { loader: &NoLoader, config: &config, previous: &previous };
    let sources = |text: &str| {
        let mut sources = Sources::default();
        sources.add(Source { path: path.to_owned(), text: text.to_owned() });
        sources
    };
    let compared = compare((&mut sources(old), job()), (&mut sources(new), job()), breaks);
    compared.unwrap_or_else(|it| panic!("{:?}\n{new}", it.log.all()))
}

fn changed(base: &str, it: &Change) -> String {
    let count = base.matches(&it.from).count();
    assert!(count == 1 || count > 1 && it.everywhere, "{}: {:?} is there {count} times", it.name, it.from);
    base.replace(&it.from, &it.to)
}

fn changes(name: &str) -> Vec<Change> {
    toml_edit::de::from_str::<Changes>(&text(name)).unwrap().change
}

fn text(name: &str) -> String {
    std::fs::read_to_string(folder::of_repository("tests/changes").join(name)).unwrap()
}
