//! A run that dies leaves the old project or the new one, never something between.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{API, Place};
use std::collections::BTreeMap;
use std::time::Duration;

/// A change that creates, updates and removes.
fn change(place: &Place) {
    place.edit("shop/api.yaml", "tags: [{ name: books }]", "tags: [{ name: books }, { name: advice }]");
    let text = place.read("shop/api.yaml");
    let (before, after) = text.split_once("operationId: recommend").unwrap_or_default();
    let after = after.replacen("tags: [books]", "tags: [advice]", 1);
    place.write("shop/api.yaml", &format!("{before}operationId: recommend{after}"));
    place.edit("shop/api.yaml", "  /books/{id}:\n", "  /tomes/{id}:\n");
}

/// Files with their bytes.
type Tree = BTreeMap<String, Vec<u8>>;

/// The same files with the same bytes; what differs is named.
fn assert_same(left: &Tree, right: &Tree, at: u32) {
    let all = left.keys().chain(right.keys());
    let differ: Vec<&String> = all.filter(|path| left.get(*path) != right.get(*path)).collect();
    assert!(differ.is_empty(), "at {at}: {differ:?}");
}

/// Whether a run that died has left the new tree, once the next command has put things right, even one that only looks.
fn is_new(place: &Place, before: &Tree, expected: &Tree, at: u32) -> bool {
    let code = place.run(&["-C", "shop", "generate", "--check"]).code;
    let after = place.bytes("shop");
    match code {
        Some(1) => assert_same(&after, before, at),
        Some(0) => assert_same(&after, expected, at),
        code => panic!("at {at}: {code:?}"),
    }
    code == Some(0)
}

#[test]
fn whenever_it_dies_all_or_nothing_is_done() {
    let expected = {
        let place = Place::with_shop();
        change(&place);
        place.ok(&["-C", "shop", "generate"]);
        place.bytes("shop")
    };
    let (mut old, mut new) = (0, 0);
    for at in 1.. {
        assert!(at < 200, "it ends at last");
        let place = Place::with_shop();
        change(&place);
        let before = place.bytes("shop");
        let output = place.command(&["-C", "shop", "generate"]).env("ZEPHYRIX_FAILPOINT", at.to_string()).output();
        let survived = output.unwrap().status.success();
        *if is_new(&place, &before, &expected, at) { &mut new } else { &mut old } += 1;
        if survived {
            break;
        }
    }
    assert!(old > 5 && new > 5, "{old} went back, {new} forward");
}

/// The kernel's own way: no handler, no warning, wherever it is just then.
#[test]
fn killed_at_any_moment_the_tree_is_the_old_one_or_the_new_one() {
    const TIMES: u32 = 200;
    let place = Place::with_shop();
    let keep = |from: &str, to: &str| {
        for (path, bytes) in place.bytes(from) {
            std::fs::create_dir_all(place.path(&format!("{to}/{path}")).parent().unwrap()).unwrap();
            std::fs::write(place.path(&format!("{to}/{path}")), bytes).unwrap();
        }
    };
    change(&place);
    keep("shop", "before");
    let before = place.bytes("before");
    let began = std::time::Instant::now();
    place.ok(&["-C", "shop", "generate"]);
    let usual = began.elapsed();
    let expected = place.bytes("shop");
    let (mut old, mut new) = (0, 0);
    for at in 0..TIMES {
        std::fs::remove_dir_all(place.path("shop")).unwrap();
        keep("before", "shop");
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("zephyrix"));
        command.args(["-C", "shop", "generate", "--quiet"]).current_dir(place.path(""));
        command.env("XDG_CACHE_HOME", place.path("cache")).stderr(std::process::Stdio::null());
        let mut child = command.spawn().unwrap();
        // Spread over the whole run, and a little beyond.
        std::thread::sleep(usual.mul_f64(1.2 * f64::from(at) / f64::from(TIMES)));
        child.kill().unwrap();
        child.wait().unwrap();
        *if is_new(&place, &before, &expected, at) { &mut new } else { &mut old } += 1;
    }
    assert!(old > 0 && new > 0, "{old} went back, {new} forward");
}

#[test]
fn a_recovery_that_dies_is_recovered_from() {
    let place = Place::with_shop();
    change(&place);
    let die = |at: &str| {
        let mut command = place.command(&["-C", "shop", "generate"]);
        assert!(!command.env("ZEPHYRIX_FAILPOINT", at).output().unwrap().status.success());
    };
    let journal = place.path("shop/.zephyrix/journal.json");
    for at in 1..100 {
        if journal.exists() {
            break;
        }
        die(&at.to_string());
    }
    assert!(journal.exists());
    for at in ["1", "2", "3"] {
        die(at);
        assert!(journal.exists());
    }
    place.ok(&["-C", "shop", "generate", "--check"]);
    assert!(!journal.exists() && !place.path("shop/.zephyrix/staging").exists());
}

#[test]
fn a_journal_of_somebody_else_is_not_obeyed() {
    let place = Place::with_shop();
    place.write("victim", "x");
    place.write("shop/.zephyrix/journal.json", r#"{"steps":[{"remove":{"path":"../victim"}}]}"#);
    let ended = place.ends(&["-C", "shop", "generate"], 3);
    assert!(ended.err.contains("not a path inside the project"), "{}", ended.err);
    assert!(place.path("victim").exists());
}

#[test]
fn two_runs_at_once_take_turns() {
    let place = Place::with_shop();
    place.ok(&["-C", "shop", "generate"]);
    let lock = std::fs::File::options().append(true).open(place.path("shop/.zephyrix/lock")).unwrap();
    lock.lock().unwrap();
    std::thread::scope(|scope| {
        let run = scope.spawn(|| place.run(&["-C", "shop", "generate"]).code);
        std::thread::sleep(Duration::from_millis(400));
        assert!(!run.is_finished(), "it waits");
        lock.unlock().unwrap();
        assert_eq!(run.join().unwrap(), Some(0));
    });
}

#[test]
fn a_new_project_is_there_whole_or_not_at_all() {
    let place = Place::empty();
    place.write("api.yaml", API);
    std::fs::create_dir(place.path("shop")).unwrap();
    for at in [2, 20] {
        let mut command = place.command(&["new", "shop", "--from", "api.yaml", "--runtime", "registry"]);
        assert!(!command.env("ZEPHYRIX_FAILPOINT", at.to_string()).output().unwrap().status.success());
        assert!(!place.path("shop/src").exists());
        std::fs::remove_dir_all(place.path("shop/.zephyrix")).unwrap();
    }
    place.ok(&["new", "shop", "--from", "api.yaml", "--runtime", "registry"]);
}
