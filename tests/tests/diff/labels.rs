//! Labelled changes are judged as they are labelled; beside what others say of them.

use super::changes::{Change, GRAPHQL, LISTS, PROTOS, TABLES, WORDS, changed, changes, text};
use super::comparing::worst;
use std::collections::BTreeMap;
use zephyrix_tests::folder::{self, Texts};
use zephyrix_tests::foreign;

#[test]
fn changes_break_whom_they_are_said_to() {
    for (base, list) in LISTS {
        let old = text(base);
        let wrong = |it: &Change| {
            let (found, codes) = worst(base, &old, &changed(&old, it));
            let is_told = it.code.as_deref().is_none_or(|it| codes.contains(&it));
            (found != it.breaks || !is_told)
                .then(|| format!("{}: {found} {codes:?}, not {} {:?}", it.name, it.breaks, it.code))
        };
        let wrong: Vec<String> = changes(list).iter().filter_map(wrong).collect();
        assert!(wrong.is_empty(), "{list}\n{}", wrong.join("\n"));
    }
}

#[test]
fn buf_says_the_same() {
    let Some(node) = foreign::node(env!("CARGO_TARGET_TMPDIR")) else { return };
    let (mut judged, mut wrong) = (0, Vec::new());
    for (base, list) in LISTS.iter().take(PROTOS) {
        let (old, changes) = (text(base), changes(list));
        let verdicts = verdicts(&node, &old, &changes);
        judged += changes.len();
        wrong.extend(changes.iter().enumerate().filter_map(|(at, it)| {
            let said = &verdicts[&at.to_string()];
            let word = WORDS.iter().find(|(_, categories)| *said == *categories).map_or("?", |it| it.0);
            let what = match &it.buf {
                Some(other) if *other == it.breaks || it.why.is_none() => "no exception".to_owned(),
                Some(other) if other != word => format!("buf says {word}, not {other}"),
                None if word != it.breaks => format!("buf says {word} {said:?}, we {}", it.breaks),
                _ => return None,
            };
            Some(format!("{list}: {}: {what}", it.name))
        }));
    }
    assert!(wrong.is_empty(), "{judged} changes\n{}", wrong.join("\n"));
}

/// What `buf` says of each change: the categories that it breaks, by the position of the change.
fn verdicts(node: &foreign::Scripts, base: &str, changes: &[Change]) -> BTreeMap<String, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let version = |name: &str, text: &str| {
        folder::replace(&folder.path().join(name), &Texts::from([("library.proto".to_owned(), text.to_owned())]));
    };
    version("old", base);
    for (at, it) in changes.iter().enumerate() {
        version(&at.to_string(), &changed(base, it));
    }
    let output = node.run("breaking.js").arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What graphql-inspector's words are called here.
const LEVELS: [(&str, &str); 3] = [("BREAKING", "wire"), ("DANGEROUS", "surprise"), ("NON_BREAKING", "nothing")];

#[test]
fn graphql_inspector_says_the_same() {
    let Some(node) = foreign::node(env!("CARGO_TARGET_TMPDIR")) else { return };
    let (old, changes) = (text(GRAPHQL.0), changes(GRAPHQL.1));
    let folder = tempfile::tempdir().unwrap();
    let mut versions = Texts::from([("old".to_owned(), old.clone())]);
    versions.extend(changes.iter().enumerate().map(|(at, it)| (at.to_string(), changed(&old, it))));
    folder::replace(folder.path(), &versions);
    let output = node.run("inspector.js").arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let verdicts: BTreeMap<String, String> = serde_json::from_slice(&output.stdout).unwrap();
    let mut wrong = Vec::new();
    for (at, it) in changes.iter().enumerate() {
        let said = &verdicts[&at.to_string()];
        let word = LEVELS.iter().find(|(level, _)| level == said).map_or("?", |it| it.1);
        // It has one word for all whom something breaks.
        let ours = if it.breaks == "code" { "wire" } else { it.breaks.as_str() };
        match &it.inspector {
            Some(other) if *other == ours || it.why.is_none() => wrong.push(format!("{}: no exception", it.name)),
            Some(other) if other != word => wrong.push(format!("{}: it says {word}, not {other}", it.name)),
            None if word != ours => wrong.push(format!("{}: it says {word}, we {}", it.name, it.breaks)),
            _ => {}
        }
    }
    let same = changes.iter().filter(|it| it.inspector.is_none()).count();
    assert!(wrong.is_empty(), "{same} of {} alike\n{}", changes.len(), wrong.join("\n"));
    assert!(same >= 100, "{same} are alike");
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

#[test]
fn what_squawk_or_atlas_has_a_rule_for_is_told_or_is_explained() {
    let all: Vec<Change> = TABLES.iter().flat_map(|it| changes(it)).collect();
    let mut wrong = Vec::new();
    let judged: Vec<&Change> = all.iter().filter(|it| it.squawk.is_some() || it.atlas.is_some()).collect();
    for it in &judged {
        if (it.breaks == "nothing") != it.why.is_some() {
            wrong.push(format!("{}: {:?} {:?}, {} here", it.name, it.squawk, it.atlas, it.breaks));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let same = judged.iter().filter(|it| it.why.is_none()).count();
    assert!(all.len() >= 100 && same >= 40, "{} changes, {same} of {} alike", all.len(), judged.len());
}
