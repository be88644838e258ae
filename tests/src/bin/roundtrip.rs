//! Takes samples of the component schemas of real documents through their generated types and back.
//!
//! ```text
//! cargo run -p zephyrix-tests --release --bin roundtrip -- [--only WORD] [--all] [--valid] FOLDER-OR-FILE…
//! ```
//!
//! With `--valid`, of the documents that are listed in the corpus' manifest, those only that it calls valid.
//!
//! Prints a row a document, the failures (of each kind a few, with `--all` every one), and totals. What fails and is
//! listed in `tests/roundtrip/exceptions.txt` is no failure of the program.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a command for people, which ends where it cannot go on")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use zephyrix_tests::cargo::Workspace;
use zephyrix_tests::corpus::documents;
use zephyrix_tests::roundtrip::{Failure, exceptions, run};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let all = arguments.iter().any(|it| it == "--all");
    let only = arguments.windows(2).find(|it| it[0] == "--only").map(|it| it[1].clone());
    let folders = arguments.iter().filter(|it| !it.starts_with("--") && Some(*it) != only.as_ref()).map(PathBuf::from);
    let program = std::env::current_exe().unwrap();
    let temporary = program.parent().and_then(Path::parent).unwrap().join("tmp");
    let workspace = Workspace::new(&temporary.to_string_lossy(), "roundtrip");
    let named = |it: &PathBuf| only.as_ref().is_none_or(|word| it.to_string_lossy().contains(word));
    let root = std::env::var_os("ZEPHYRIX_CORPUS").map(PathBuf::from).unwrap_or_default();
    let invalid = if arguments.iter().any(|it| it == "--valid") { invalid(&root) } else { BTreeSet::new() };
    let documents: Vec<PathBuf> =
        folders.flat_map(|it| documents(&it)).filter(named).filter(|it| !invalid.contains(it)).collect();
    let report = run(&root, &documents, &workspace, &mut |row| println!("{row}"));
    for it in &report.unasked {
        println!("{it}");
    }
    let exceptions = exceptions();
    let (new, idle) = report.against(&exceptions);
    print(&new, if all { usize::MAX } else { 4 });
    for it in &idle {
        println!("is an exception, and does not fail: {it}");
    }
    println!("{}", report.total());
    std::process::exit(i32::from(!new.is_empty() || !idle.is_empty()));
}

/// The documents that the manifest does not call valid; lines of it are a path, a size, a hash and a verdict.
fn invalid(root: &Path) -> BTreeSet<PathBuf> {
    let manifest = std::fs::read_to_string(root.join("MANIFEST.tsv")).unwrap();
    let row = |line: &str| {
        let (path, rest) = line.split_once('\t')?;
        let valid = rest.split('\t').nth(2).is_some_and(|it| it.starts_with("valid"));
        // The large ones are what real services have, and are wanted whatever a validator says of them.
        (!valid && !path.starts_with("openapi/huge/")).then(|| root.join(path))
    };
    manifest.lines().filter_map(row).collect()
}

/// Failures by kind, the most frequent first.
fn print(failures: &[&Failure], most: usize) {
    let mut kinds: BTreeMap<String, Vec<&Failure>> = BTreeMap::new();
    for it in failures {
        let words = it.what.split(' ').filter(|it| !it.contains(['/', '"', '`', '{'])).take(8);
        kinds.entry(words.collect::<Vec<_>>().join(" ")).or_default().push(it);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|it| std::cmp::Reverse(it.1.len()));
    for (kind, failures) in kinds {
        println!("\n{}: {kind}", failures.len());
        for it in failures.iter().take(most) {
            let short = |it: &str| it.chars().take(300).collect::<String>();
            println!("  {}\n    {}\n    {}", it.title, short(&it.value), short(&it.what));
        }
    }
}
