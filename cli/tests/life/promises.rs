//! What holds after every run, whatever was edited.

use super::common::Place;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// The project as it is.
pub(crate) struct Tree(pub(crate) BTreeMap<String, Vec<u8>>);

impl Tree {
    pub(crate) fn of(place: &Place) -> Self {
        let mut all = place.bytes("");
        all.retain(|path, _| path.starts_with("life/") && path != "life/.zephyrix/lock");
        Self(all)
    }

    /// Nothing but these files differs.
    pub(crate) fn is_but_for(&self, before: &Self, paths: &[&str], told: &str) {
        let all: BTreeSet<&String> = self.0.keys().chain(before.0.keys()).collect();
        let differ: Vec<&String> = all.into_iter().filter(|it| self.0.get(*it) != before.0.get(*it)).collect();
        let others: Vec<_> = differ.iter().filter(|it| !paths.contains(&it.as_str())).collect();
        assert!(others.is_empty(), "{others:?} changed: {told}");
    }
}

/// The project is up to date, and holds nothing that nobody knows of.
pub(crate) fn hold(place: &Place, told: &str) {
    let again = place.run(&["-C", "life", "generate", "--check"]);
    assert_eq!(
        (again.code, again.out.as_str()),
        (Some(0), "up to date\n"),
        "it is not up to date: {told}\n{}{}",
        again.out,
        again.err
    );
    let manifest: serde_json::Value = serde_json::from_str(&place.read("life/.zephyrix/manifest.json")).unwrap();
    let known = manifest["files"].as_object().unwrap();
    let tree = Tree::of(place);
    let ours = ["src/generated/", "client/", "tests/", ".zephyrix/base/"];
    for path in
        tree.0.keys().filter_map(|it| it.strip_prefix("life/")).filter(|it| ours.iter().any(|at| it.starts_with(at)))
    {
        let path = path.strip_prefix(".zephyrix/base/").unwrap_or(path);
        assert!(known.contains_key(path), "{path} is an orphan: {told}");
    }
    for (path, _) in known.iter().filter(|(_, it)| it["owner"] == "generated") {
        assert!(tree.0.contains_key(&format!("life/{path}")), "{path} is missing: {told}");
    }
}

/// What the contract wants of the database is written as a migration, which a database that is not ours to pretend applies.
pub(crate) fn migrations_apply(place: &Place, at: u32, told: &str) {
    let name = format!("edit_{at}");
    let ended = place.run(&["-C", "life", "migrate", "diff", "--name", &name]);
    assert_eq!(ended.code, Some(0), "{told}\nno migration: {}{}", ended.out, ended.err);
    let program = "
import glob, re, sqlite3, sys
base = sqlite3.connect('life.db')
done = base.execute('PRAGMA user_version').fetchone()[0]
files = {int(re.search(r'V(\\d+)__', it).group(1)): it for it in glob.glob('life/migrations/V*.sql') if not it.endswith('.down.sql')}
for version in sorted(it for it in files if it > done):
    base.executescript('BEGIN;' + open(files[version]).read() + f';PRAGMA user_version={version};COMMIT;')
";
    let output = Command::new("python3").args(["-c", program]).current_dir(place.path("")).output().unwrap();
    assert!(output.status.success(), "{told}\na migration fails: {}", String::from_utf8_lossy(&output.stderr));
    let again = place.run(&["-C", "life", "migrate", "diff", "--name", "nothing"]);
    assert!(
        again.out.starts_with("nothing to do"),
        "{told}\nthe migration does not lead there: {}{}",
        again.out,
        again.err
    );
}

/// How many there are.
pub(crate) fn migrations(place: &Place) -> usize {
    place.files("life/migrations").keys().filter(|it| !it.ends_with(".down.sql")).count()
}
