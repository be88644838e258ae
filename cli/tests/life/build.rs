//! The service is built: what does not compile in a file of the user's is theirs to mend, anything else is ours.

use super::common::Place;
use super::user::User;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Builds, and mends, until it builds; how many files had to be mended.
pub(crate) fn until_it_builds(place: &Place, user: &mut User, told: &str) -> u32 {
    let mut mended = 0;
    for _ in 0..4 {
        let wrong = errors(place, told);
        if wrong.is_empty() {
            return mended;
        }
        for path in &wrong {
            user.mend(place, path);
            mended += 1;
        }
        let ended = place.run(&["-C", "life", "generate"]);
        assert_eq!(ended.code, Some(0), "after mending {wrong:?}: {told}\n{}", ended.err);
    }
    panic!("it does not build, however often it is mended: {told}\n{:?}", errors(place, told))
}

/// Says what does not compile, to who wants to know.
fn tell(text: &str) {
    if std::env::var_os("LIFE_LOG").is_some_and(|it| !it.is_empty()) {
        println!("   {}", text.lines().take(8).collect::<Vec<_>>().join("\n   "));
    }
}

/// The files of the user's that do not compile.
fn errors(place: &Place, told: &str) -> BTreeSet<String> {
    let root = place.path("life");
    let lock = root.join("Cargo.lock");
    if !lock.exists() {
        // The versions of other crates are those of this repository.
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), lock).unwrap();
    }
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("services");
    let mut command = Command::new(env!("CARGO"));
    command.args(["check", "--tests", "--workspace", "--message-format", "json", "--quiet"]).current_dir(&root);
    command.env("CARGO_TARGET_DIR", target).env("CARGO_INCREMENTAL", "1").env_remove("RUSTFLAGS");
    let output = command.output().unwrap();
    let mut wrong = BTreeSet::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let message: serde_json::Value = serde_json::from_str(line).unwrap();
        let message = &message["message"];
        if message["level"] != "error" {
            continue;
        }
        let text = message["rendered"].as_str().unwrap_or_default();
        let spans = message["spans"].as_array().into_iter().flatten().filter(|it| it["is_primary"] == true);
        let files: Vec<&str> = spans.filter_map(|it| it["file_name"].as_str()).collect();
        for file in &files {
            let theirs = file.starts_with("src/") && !file.starts_with("src/generated/");
            tell(text);
            assert!(theirs, "what is generated does not compile: {told}\n{text}");
            wrong.insert((*file).to_owned());
        }
    }
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() || !wrong.is_empty(), "cargo fails: {told}\n{said}");
    wrong
}
