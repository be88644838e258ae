//! A text that two have changed: the user, and what zephyrix makes now. Merged line by line against what it made before.

use super::lines::{like, plain, same};
use diffy::{ConflictStyle, MergeOptions};

/// What became of a text that is there.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Merged {
    /// It stays.
    Same,
    /// Changes of both sides, in different places.
    Clean(String),
    /// Both sides, between markers where they changed the same lines.
    Conflict(String),
}

/// The changes from `base` to `wanted`, made in the text that is there.
pub(super) fn merge(base: &str, there: &str, wanted: &str) -> Merged {
    if same(there, wanted) || same(base, wanted) {
        return Merged::Same;
    }
    if same(base, there) {
        return Merged::Clean(like(there, wanted.to_owned()));
    }
    let mut options = MergeOptions::new();
    options.set_conflict_style(ConflictStyle::Diff3);
    match options.merge(&plain(base), &plain(there), &plain(wanted)) {
        Ok(text) if text == plain(there) => Merged::Same,
        Ok(text) => Merged::Clean(like(there, text)),
        Err(text) => Merged::Conflict(like(there, named(&text))),
    }
}

/// Whether a text waits for the user to settle a conflict.
pub(super) fn is_in_conflict(text: &str) -> bool {
    [OURS, THEIRS].iter().all(|marker| text.lines().any(|line| line.trim_end() == *marker))
}

const OURS: &str = "<<<<<<< yours";
const THEIRS: &str = ">>>>>>> generated now";

/// Markers that say who is who.
fn named(text: &str) -> String {
    let line = |line: &str| match line.trim_end() {
        "<<<<<<< ours" => format!("{OURS}\n"),
        "||||||| original" => "||||||| generated before\n".to_owned(),
        ">>>>>>> theirs" => format!("{THEIRS}\n"),
        _ => line.to_owned(),
    };
    text.split_inclusive('\n').map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "a\nb\nc\nd\ne\nf\ng\n";

    #[test]
    fn changes_in_different_places_are_both_made() {
        let merged = merge(BASE, "a\nmine\nb\nc\nd\ne\nf\ng\n", "a\nb\nc\nd\ne\nF\ng\n");
        assert_eq!(merged, Merged::Clean("a\nmine\nb\nc\nd\ne\nF\ng\n".into()));
        assert_eq!(merge(BASE, "x\n", BASE), Merged::Same, "nothing new to be made");
        assert_eq!(merge(BASE, BASE, "x\n"), Merged::Clean("x\n".into()));
    }

    #[test]
    fn lines_that_end_otherwise_are_no_change_and_stay_so() {
        let there = BASE.replace('\n', "\r\n");
        assert_eq!(merge(BASE, &there, BASE), Merged::Same);
        assert_eq!(merge(BASE, &there, "a\nb\n"), Merged::Clean("a\r\nb\r\n".into()));
        let mine = there.replace("a\r\n", "A\r\n");
        assert_eq!(merge(BASE, &mine, "a\nb\nc\nd\ne\nf\nG\n"), Merged::Clean(mine.replace("g\r\n", "G\r\n")));
    }

    #[test]
    fn where_both_changed_a_line_both_are_kept_and_marked() {
        let Merged::Conflict(text) = merge("a\nb\nc\n", "a\nmine\nc\n", "a\nours\nc\n") else { panic!("a conflict") };
        let marked = "<<<<<<< yours\nmine\n||||||| generated before\nb\n=======\nours\n>>>>>>> generated now\n";
        assert_eq!(text, format!("a\n{marked}c\n"));
        assert!(is_in_conflict(&text) && is_in_conflict(&text.replace('\n', "\r\n")) && !is_in_conflict(BASE));
    }

    /// No line of either side is ever lost, whatever is merged; and what `git merge-file` merges cleanly, we do.
    #[test]
    fn no_line_is_lost() {
        let mut seed = 7_u64;
        let mut next = move |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let mut edited = |base: &[String], side: &str| -> Vec<String> {
            let mut lines = base.to_vec();
            for at in 0..=next(3) {
                let place = usize::try_from(next(lines.len() as u64)).unwrap();
                match next(3) {
                    0 => lines.insert(place, format!("{side}{at}")),
                    1 => lines[place] = format!("{side}{at}"),
                    _ => drop(lines.remove(place)),
                }
            }
            lines
        };
        for _ in 0..2_000 {
            let base: Vec<String> = (0..12).map(|at| format!("line {at}")).collect();
            let (mine, ours) = (edited(&base, "mine"), edited(&base, "ours"));
            let text = |lines: &[String]| lines.join("\n") + "\n";
            let merged = match merge(&text(&base), &text(&mine), &text(&ours)) {
                Merged::Same => text(&mine),
                Merged::Clean(text) | Merged::Conflict(text) => text,
            };
            for line in mine.iter().chain(&ours).filter(|line| !line.starts_with("line")) {
                assert!(merged.lines().any(|it| it == line), "{line} is lost:\n{base:?}\n{mine:?}\n{ours:?}\n{merged}");
            }
        }
    }
}
