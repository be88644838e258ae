//! The workflow that a project gets does in a repository what it says, and finds what it is there to find.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{Ended, Place};
use std::process::Command;

/// A project in a repository whose `origin` has it as it is.
fn repository() -> Place {
    let place = Place::with_shop();
    git(&place, &["init", "--quiet", "--initial-branch", "main"]);
    commit(&place, "first");
    // As a checkout of all that there is has it.
    git(&place, &["update-ref", "refs/remotes/origin/main", "HEAD"]);
    place
}

fn git(place: &Place, arguments: &[&str]) {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
    let mut command = Command::new("git");
    assert!(command.args(identity).args(arguments).current_dir(place.path("shop")).status().unwrap().success());
}

fn commit(place: &Place, message: &str) {
    git(place, &["add", "--all"]);
    git(place, &["commit", "--quiet", "--message", message]);
}

/// The steps of the workflow that run zephyrix, as a shell of the runner would read them.
fn steps(place: &Place) -> Vec<Vec<String>> {
    let text = place.read("shop/.github/workflows/zephyrix.yml");
    let run = |line: &str| Some(line.trim().trim_start_matches("- ").strip_prefix("run: zephyrix ")?.to_owned());
    let words = |line: String| line.replace('"', "").replace("$BASE", "main").split(' ').map(str::to_owned).collect();
    text.lines().filter_map(run).map(words).collect()
}

fn ran(place: &Place, step: &[String]) -> Ended {
    let arguments: Vec<&str> = ["-C", "shop"].into_iter().chain(step.iter().map(String::as_str)).collect();
    place.run(&arguments)
}

#[test]
fn every_step_is_well_with_a_new_project() {
    let place = repository();
    let steps = steps(&place);
    let words: Vec<&str> = steps.iter().map(|it| it[0].as_str()).collect();
    assert_eq!(words, ["generate", "lint", "migrate", "diff"]);
    for step in &steps {
        let ended = ran(&place, step);
        assert_eq!(ended.code, Some(0), "{step:?}: {ended:#?}");
    }
}

#[test]
fn what_is_stale_or_breaks_somebody_is_found() {
    let place = repository();
    let steps = steps(&place);
    place.edit("shop/api.yaml", "  /recommendation:", "  /advice:");
    let found = |place: &Place, word: &str| ran(place, steps.iter().find(|it| it[0] == word).unwrap());
    assert_eq!(found(&place, "generate").code, Some(1), "nobody has generated");
    place.ok(&["-C", "shop", "generate"]);
    assert_eq!(found(&place, "generate").code, Some(0));
    let ended = found(&place, "diff");
    assert_eq!(ended.code, Some(1), "{ended:#?}");
    assert!(ended.out.contains("::error ") && ended.out.contains("/recommendation"), "{}", ended.out);
}
