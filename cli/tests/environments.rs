//! Disks that are full, folders that may not be written to, links: the answer that docs/configuration.md promises.
//!
//! File systems are mounted in a namespace of their own (`unshare`), so that nothing of it is left. Where the system does not
//! allow that, it is said; with `ZEPHYRIX_REQUIRE_SERVERS=1` it is a failure.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail, and says what it could not do")]

mod common;

use common::{Ended, Place};
use std::process::{Command, Output};

/// A project that is out of date: something is created, updated and removed.
fn stale() -> Place {
    let place = Place::with_shop();
    place.edit("shop/api.yaml", "tags: [{ name: books }]", "tags: [{ name: books }, { name: tomes }]");
    place.edit(
        "shop/api.yaml",
        "      operationId: recommend\n      tags: [books]",
        "      operationId: recommend\n      tags: [tomes]",
    );
    place.edit(
        "shop/api.yaml",
        "        title: { type: string, minLength: 1 }\n    Book:",
        "        title: { type: string, minLength: 2 }\n    Book:",
    );
    place
}

/// Runs a script in which file systems may be mounted; `$1` is the program. `None` where the system does not allow it.
fn mounted(place: &Place, script: &str) -> Option<Output> {
    let run = |script: &str| {
        let program = assert_cmd::cargo::cargo_bin("zephyrix");
        let mut command = Command::new("unshare");
        command.args(["-rm", "sh", "-euc", script, "sh"]).arg(program).current_dir(place.path(""));
        command.env("XDG_CACHE_HOME", place.path("cache")).output()
    };
    if run("mount -t tmpfs tmpfs .").is_ok_and(|it| it.status.success()) {
        return Some(run(script).unwrap());
    }
    let required = std::env::var_os("ZEPHYRIX_REQUIRE_SERVERS").is_some_and(|it| it == "1");
    assert!(!required, "this system does not let `unshare -rm` mount anything");
    println!("NOT TESTED: this system does not let `unshare -rm` mount anything");
    None
}

fn ended(output: Output) -> Ended {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ended { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn a_full_disk_leaves_all_as_it_was() {
    let place = stale();
    let script = "
        mkdir disk; mount -t tmpfs -o size=2m tmpfs disk; cp -r shop before; cp -r shop disk/shop
        dd if=/dev/zero of=disk/fill bs=1k 2>/dev/null || true
        code=0; \"$1\" -C disk/shop generate || code=$?
        rm -f disk/shop/.zephyrix/lock before/.zephyrix/lock; diff -r before disk/shop
        rm disk/fill; \"$1\" -C disk/shop generate >/dev/null; \"$1\" -C disk/shop generate --check >/dev/null
        exit $code";
    let Some(output) = mounted(&place, script) else { return };
    let ended = ended(output);
    assert_eq!(ended.code, Some(3), "{ended:#?}");
    assert!(
        ended.err.contains("error: cannot write .zephyrix/staging/") && ended.err.contains("No space left"),
        "{}",
        ended.err
    );
}

#[test]
fn a_folder_that_may_not_be_written_to_is_named_and_nothing_is_written() {
    let place = stale();
    let script = "
        cp -r shop before; mount --bind shop/src/generated/routes shop/src/generated/routes
        mount -o remount,ro,bind shop/src/generated/routes
        code=0; \"$1\" -C shop generate || code=$?
        umount shop/src/generated/routes; rm -f shop/.zephyrix/lock before/.zephyrix/lock; diff -r before shop
        exit $code";
    let Some(output) = mounted(&place, script) else { return };
    let ended = ended(output);
    assert_eq!(ended.code, Some(3), "{ended:#?}");
    assert!(ended.err.contains("cannot write to ") && ended.err.contains("src/generated/routes: "), "{}", ended.err);
}

#[test]
fn a_project_that_may_not_be_written_to_can_be_looked_at() {
    let place = stale();
    let script = "
        mount --bind shop shop; mount -o remount,ro,bind shop
        code=0; \"$1\" -C shop generate --check >/dev/null || code=$?; echo check $code
        code=0; \"$1\" -C shop generate --print src/app.rs >/dev/null || code=$?; echo print $code
        code=0; \"$1\" -C shop generate || code=$?; echo generate $code";
    let Some(output) = mounted(&place, script) else { return };
    let ended = ended(output);
    assert_eq!(ended.out, "check 1\nprint 0\ngenerate 3\n", "{ended:#?}");
    assert!(ended.err.contains("cannot create .zephyrix/staging"), "{}", ended.err);
}

#[test]
fn a_folder_that_is_mounted_from_elsewhere_is_written_to() {
    let place = stale();
    let script = "
        cp -r shop/src/generated aside; mount -t tmpfs tmpfs shop/src/generated; cp -r aside/. shop/src/generated
        \"$1\" -C shop generate >/dev/null; \"$1\" -C shop generate --check
        find shop -name '.zephyrix-*'";
    let Some(output) = mounted(&place, script) else { return };
    let ended = ended(output);
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), "up to date\n"), "{ended:#?}");
}

#[test]
fn links_that_lead_out_are_not_followed() {
    let place = stale();
    std::fs::create_dir(place.path("outside")).unwrap();
    std::fs::rename(place.path("shop/src/generated/routes"), place.path("outside/routes")).unwrap();
    std::os::unix::fs::symlink(place.path("outside/routes"), place.path("shop/src/generated/routes")).unwrap();
    let folders = ["outside", "shop/src/handlers", "shop/src/generated/api", "shop/.zephyrix"];
    let before = folders.map(|it| place.bytes(it));
    let ended = place.ends(&["-C", "shop", "generate", "--force"], 3);
    assert!(ended.err.contains("leads out of the project"), "{}", ended.err);
    let after = folders.map(|it| place.bytes(it));
    for (before, mut after) in before.into_iter().zip(after) {
        after.remove("lock");
        assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
        assert!(after == before);
    }
}
