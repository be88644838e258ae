//! `zephyrix upgrade`: from one version to the next. What another version left is made by editing what says so.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{API, Place};
use serde_json::{Value, json};
use std::process::Command;

const MANIFEST: &str = "shop/.zephyrix/manifest.json";
const WORKFLOW: &str = ".github/workflows/zephyrix.yml";
const THIS: &str = env!("CARGO_PKG_VERSION");

/// Changes what the manifest says.
fn edit_manifest(place: &Place, edit: impl FnOnce(&mut Value)) {
    let mut manifest: Value = serde_json::from_str(&place.read(MANIFEST)).unwrap();
    edit(&mut manifest);
    place.write(MANIFEST, &(serde_json::to_string_pretty(&manifest).unwrap() + "\n"));
}

/// A project as the first format of the manifest left it: nothing is known of files of the user's.
fn first_format() -> Place {
    let place = Place::with_shop();
    edit_manifest(&place, |manifest| {
        manifest["version"] = json!(1);
        manifest.as_object_mut().unwrap().remove("zephyrix");
        for (path, entry) in manifest["files"].as_object_mut().unwrap() {
            let entry = entry.as_object_mut().unwrap();
            entry.retain(|key, _| key != "whole" && key != "methods");
            // These were the user's alone.
            if ["src/main.rs", "src/app.rs", "README.md"].contains(&path.as_str()) {
                entry["owner"] = json!("yours");
            }
        }
    });
    std::fs::remove_dir_all(place.path("shop/.zephyrix/base")).unwrap();
    place
}

fn made_by(place: &Place, version: &str) {
    edit_manifest(place, |manifest| manifest["zephyrix"] = json!(version));
}

fn git(place: &Place, arguments: &[&str]) {
    let who = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "core.autocrlf=false"];
    let output = Command::new("git").current_dir(place.path("shop")).args(who).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn commit(place: &Place) {
    git(place, &["add", "--all"]);
    git(place, &["commit", "--quiet", "--message", "now"]);
}

/// The contract without one of its operations, and with one that is called otherwise.
fn change_contract(place: &Place) {
    let (begin, end) = (API.find("  /recommendation:").unwrap(), API.find("components:\n").unwrap());
    place.write("shop/api.yaml", &format!("{}{}", &API[..begin], &API[end..]));
}

#[test]
fn a_project_says_by_which_version_it_was_made() {
    let place = Place::with_shop();
    let manifest: Value = serde_json::from_str(&place.read(MANIFEST)).unwrap();
    assert_eq!(manifest["zephyrix"], THIS);
    assert_eq!(manifest.get("upgrade_from"), None);
    let ended = place.run(&["-C", "shop", "doctor"]);
    assert!(ended.out.contains(&format!("as zephyrix {THIS} left it; this is {THIS}")), "{ended:#?}");
    commit(&place);
    let ended = place.ok(&["-C", "shop", "upgrade"]);
    assert_eq!(ended.out, format!("up to date: as zephyrix {THIS} leaves it\n"));
}

#[test]
fn what_nobody_has_touched_follows_after_an_upgrade_of_the_first_format() {
    let place = first_format();
    commit(&place);
    let ended = place.ok(&["-C", "shop", "upgrade"]);
    for line in ["from zephyrix before 0.1.0 to ", "follows   src/handlers/books.rs\n", "follows   src/app.rs\n"] {
        assert!(ended.out.contains(line), "{line}: {ended:#?}");
    }
    assert!(ended.err.is_empty() && !ended.out.contains("\nyours "), "{ended:#?}");
    let fresh = Place::with_shop();
    let own = |place: &Place| {
        let mut bytes = place.bytes("shop");
        bytes.retain(|path, _| path.starts_with(".zephyrix/"));
        bytes
    };
    assert_eq!(own(&place), own(&fresh), "it is as if it had been made by this version");
    change_contract(&place);
    let ended = place.ok(&["-C", "shop", "generate"]);
    assert!(ended.out.contains("updated   src/handlers/books.rs\n") && ended.err.is_empty(), "{ended:#?}");
    assert!(!place.read("shop/src/handlers/books.rs").contains("recommend"));
}

#[test]
fn without_an_upgrade_they_do_not() {
    let place = first_format();
    change_contract(&place);
    for _ in 0..2 {
        let ended = place.ok(&["-C", "shop", "generate"]);
        assert!(ended.err.contains("warning[ZX0512]") && ended.err.contains("before 0.1.0 left it"), "{}", ended.err);
        assert!(ended.err.contains("warning[ZX0502]"), "{}", ended.err);
    }
    assert!(place.read("shop/src/handlers/books.rs").contains("recommend"));
    // What the runs between have written down does not keep it from being upgraded.
    place.write("shop/api.yaml", API);
    place.ok(&["-C", "shop", "upgrade", "--allow-dirty"]);
    change_contract(&place);
    let ended = place.ok(&["-C", "shop", "generate"]);
    assert!(ended.out.contains("updated   src/handlers/books.rs\n") && ended.err.is_empty(), "{ended:#?}");
}

#[test]
fn what_somebody_has_touched_stays_theirs() {
    let place = first_format();
    let handlers = "shop/src/handlers/books.rs";
    place.edit("shop/src/app.rs", "use ", "// mine\nuse ");
    place.edit("shop/config/default.toml", "[server]\n", "[server]\n# mine\n");
    place.edit(handlers, "Unwritten::new(\"recommend\"", "Unwritten::new(\"mine\"");
    let mine = [handlers, "shop/src/app.rs", "shop/config/default.toml"].map(|it| (it, place.read(it)));
    let ended = place.ok(&["-C", "shop", "upgrade", "--allow-dirty"]);
    assert!(ended.out.contains("yours     src/app.rs: `zephyrix generate --print src/app.rs` shows"), "{ended:#?}");
    change_contract(&place);
    let ended = place.ok(&["-C", "shop", "generate", "--database", "postgres"]);
    assert!(ended.err.contains("warning[ZX0502]"), "{}", ended.err);
    for (path, before) in mine {
        assert_eq!(place.read(path), before, "{path}");
    }
}

#[test]
fn methods_that_nobody_has_touched_follow_in_files_that_somebody_has() {
    let place = first_format();
    let handlers = "shop/src/handlers/books.rs";
    place.write(handlers, &(place.read(handlers) + "\nfn mine() {}\n"));
    let ended = place.ok(&["-C", "shop", "upgrade", "--allow-dirty"]);
    assert!(ended.out.contains("follows   src/handlers/books.rs\n"), "{ended:#?}");
    change_contract(&place);
    let ended = place.ok(&["-C", "shop", "generate"]);
    assert!(ended.err.is_empty(), "{ended:#?}");
    let after = place.read(handlers);
    assert!(after.contains("fn mine()") && !after.contains("recommend"), "{after}");
}

#[test]
fn a_dry_run_writes_nothing_and_twice_is_once() {
    let place = first_format();
    let before = place.files("shop");
    let ended = place.ok(&["-C", "shop", "upgrade", "--dry-run", "--diff"]);
    assert!(ended.out.contains("follows   src/main.rs\n") && ended.out.contains("would be: "), "{ended:#?}");
    assert_eq!(place.files("shop"), before);
    place.ok(&["-C", "shop", "upgrade", "--allow-dirty"]);
    let once = place.files("shop");
    assert_ne!(once, before);
    let ended = place.ok(&["-C", "shop", "upgrade", "--allow-dirty"]);
    assert!(ended.out.starts_with("up to date"), "{ended:#?}");
    assert_eq!(place.files("shop"), once);
    assert!(place.ok(&["-C", "shop", "generate"]).err.is_empty());
    assert_eq!(place.files("shop"), once);
}

#[test]
fn what_is_not_committed_is_in_the_way() {
    let place = first_format();
    let before = place.files("shop");
    let ended = place.ends(&["-C", "shop", "upgrade"], 2);
    assert!(ended.err.contains("uncommitted changes:\n  ?? ") && ended.err.contains("and "), "{}", ended.err);
    commit(&place);
    place.edit("shop/src/app.rs", "use ", "// mine\nuse ");
    let ended = place.ends(&["-C", "shop", "upgrade", "--yes"], 2);
    assert!(ended.err.contains("changes:\n   M src/app.rs\n  = help: commit"), "{}", ended.err);
    git(&place, &["checkout", "--quiet", "."]);
    assert_eq!(place.bytes("shop"), before.into_iter().map(|(path, (bytes, _))| (path, bytes)).collect());
    place.ok(&["-C", "shop", "upgrade"]);
    // What lies beside the project is no change of it.
    let alone = first_format();
    std::fs::remove_dir_all(alone.path("shop/.git")).unwrap();
    let ended = alone.ok(&["-C", "shop", "upgrade"]);
    assert!(ended.out.starts_with("this is no git repository"), "{ended:#?}");
}

#[test]
fn a_project_of_a_later_version_is_refused() {
    let place = Place::with_shop();
    // It writes down what this version cannot read.
    edit_manifest(&place, |manifest| {
        manifest["zephyrix"] = json!("99.1.0");
        manifest["version"] = json!(7);
        manifest["more"] = json!([1]);
    });
    let before = place.files("shop");
    for arguments in
        [&["generate"][..], &["generate", "--check"], &["generate", "--force"], &["upgrade", "--allow-dirty"]]
    {
        let ended = place.ends(&[&["-C", "shop"], arguments].concat(), 2);
        assert!(ended.err.contains("error[ZX0513]: this project was made by zephyrix 99.1.0"), "{}", ended.err);
        assert!(ended.err.contains("help: `cargo install zephyrix-cli --locked --version 99.1.0`"), "{}", ended.err);
        assert_eq!(ended.out, "");
    }
    let ended = place.ends(&["-C", "shop", "doctor"], 1);
    assert!(ended.out.contains("problem  this project was made by zephyrix 99.1.0, and this is"), "{ended:#?}");
    assert_eq!(ended.out.matches("99.1.0").count(), 2, "it is said once, with what helps: {}", ended.out);
    assert_eq!(place.files("shop"), before);
}

#[test]
fn another_version_is_named_where_the_output_is_stale() {
    let place = Place::with_shop();
    made_by(&place, "0.0.9");
    let ended = place.ends(&["-C", "shop", "generate", "--check"], 1);
    assert!(ended.err.contains("warning[ZX0512]: this project is as zephyrix 0.0.9 left it"), "{}", ended.err);
    assert!(ended.err.contains("`zephyrix upgrade --dry-run` shows what changes"), "{}", ended.err);
    let ended = place.ends(&["-C", "shop", "generate", "--strict"], 2);
    assert!(ended.err.contains("error[ZX0512]"), "{}", ended.err);
    assert!(place.run(&["-C", "shop", "doctor"]).out.contains("as zephyrix 0.0.9 left it, and this is"));
}

/// The workflow as 0.0.9 would have made it, and what the user then made of it.
fn with_workflow(place: &Place, from: &str, to: &str) {
    for path in [format!("shop/{WORKFLOW}"), format!("shop/.zephyrix/base/{WORKFLOW}")] {
        place.edit(&path, &format!("--version {THIS}"), "--version 0.0.9");
    }
    place.edit(&format!("shop/{WORKFLOW}"), from, to);
    made_by(place, "0.0.9");
    commit(place);
}

#[test]
fn the_version_that_a_workflow_pins_follows() {
    let place = Place::with_shop();
    with_workflow(&place, "run: cargo fmt --check", "run: cargo fmt --all --check");
    let before = place.files("shop");
    let ended = place.ok(&["-C", "shop", "upgrade", "--dry-run", "--diff"]);
    assert!(ended.out.contains(&format!("+++ b/{WORKFLOW}\n@@ ")) && !ended.out.contains("b/.zephyrix"), "{ended:#?}");
    assert_eq!(place.files("shop"), before);
    let ended = place.ok(&["-C", "shop", "upgrade"]);
    assert!(ended.out.contains(&format!("from zephyrix 0.0.9 to {THIS}\n")), "{ended:#?}");
    assert!(ended.out.contains(&format!("updated   {WORKFLOW}\n")), "{ended:#?}");
    let workflow = place.read(&format!("shop/{WORKFLOW}"));
    assert!(workflow.contains(&format!("--version {THIS}\n")) && workflow.contains("fmt --all"), "{workflow}");
    place.ok(&["-C", "shop", "generate", "--check"]);
}

#[test]
fn where_both_changed_the_same_line_it_ends_with_1() {
    let place = Place::with_shop();
    with_workflow(&place, "--locked --version 0.0.9", "--version 0.0.9 --offline");
    let ended = place.ends(&["-C", "shop", "upgrade"], 1);
    assert!(ended.out.contains(&format!("conflict  {WORKFLOW}\n")), "{ended:#?}");
    assert!(place.read(&format!("shop/{WORKFLOW}")).contains("<<<<<<< yours\n"));
    let manifest: Value = serde_json::from_str(&place.read(MANIFEST)).unwrap();
    assert_eq!(manifest["zephyrix"], THIS, "what is left is to be settled by hand");
}
