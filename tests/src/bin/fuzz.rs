//! Mutates documents and takes each through the pipeline.
//!
//! ```text
//! cargo run -p zephyrix-tests --release --bin fuzz -- [--sql | --graphql] COUNT FOLDER…
//! ```
//!
//! The document of a number is always the same: what fails is printed with its number and kept beside the program's
//! working directory.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a command for people, which ends where it cannot go on")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use zephyrix_tests::fuzz::{Language, Seeds, survives};

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    let language = match arguments.next_if(|it| it.starts_with("--")).as_deref() {
        Some("--sql") => Language::Sql,
        Some("--graphql") => Language::GraphQl,
        _ => Language::OpenApi,
    };
    let count: u64 = arguments.next().and_then(|it| it.parse().ok()).expect("how many documents");
    let folders: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    let seeds = Seeds::under(language, folders.iter().map(PathBuf::as_path));
    let (next, failed) = (AtomicU64::new(0), AtomicU64::new(0));
    // What a panic says is said again below, with its document.
    std::panic::set_hook(Box::new(|_| {}));
    let work = || loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= count {
            return;
        }
        if let Err(failure) = survives(language, seeds.mutated(number)) {
            failed.fetch_add(1, Ordering::Relaxed);
            println!("{number}: {}", failure.what);
            std::fs::write(format!("fuzz-{number}.txt"), failure.document).unwrap();
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let failed = failed.into_inner();
    println!("{count} documents, {failed} failures");
    std::process::exit(i32::from(failed > 0));
}
