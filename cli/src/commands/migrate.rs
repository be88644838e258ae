//! `zephyrix migrate`: the steps of the database.
//!
//! What touches a database is done by the service's own binary: it links the one driver that it needs, reads its
//! settings as it does when it serves, and holds the migrations that it was built with. Here would be three drivers
//! and a second way to be configured.

use crate::disk::Disk;
use crate::failure::{Exit, Failure};
use crate::paths;
use crate::project::{self, Project};
use crate::report::{self, Terminal, seen_from_here};
use crate::work::{self, Flags};
use anyhow::Context;
use clap::{Args, Subcommand};
use std::collections::BTreeMap;
use std::process::Command;
use zephyrix_generator::Change;

/// Change the database step by step, or look where it stands
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Migrate {
    #[command(subcommand)]
    step: Step,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix migrate new add_weight     write V2__add_weight.sql and its way back
  zephyrix migrate up                 apply what is pending
  zephyrix migrate status";

/// What to do.
#[derive(Debug, Subcommand)]
enum Step {
    /// Apply all pending migrations
    #[command(after_help = "Example:\n  zephyrix migrate up")]
    Up,
    /// Take back the last migration
    #[command(after_help = "Example:\n  zephyrix migrate down")]
    Down,
    /// Show where every migration stands
    #[command(after_help = "Example:\n  zephyrix migrate status")]
    Status,
    /// Write the files of a new migration
    #[command(after_help = "Example:\n  zephyrix migrate new add_weight")]
    New {
        /// What it does, in a few words
        name: String,
    },
}

/// Does it.
pub(crate) fn run(args: &Migrate, terminal: Terminal) -> Result<Exit, Failure> {
    let project = project::here(terminal)?;
    match &args.step {
        Step::Up => delegate(&project, "up"),
        Step::Down => delegate(&project, "down"),
        Step::Status => delegate(&project, "status"),
        Step::New { name } => new(&project, name, terminal),
    }
}

/// Has the service do it.
fn delegate(project: &Project, word: &str) -> Result<Exit, Failure> {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--", "migrate", word]).current_dir(&project.root);
    let status = cargo.status().context("cannot run cargo")?;
    // The service has said why.
    Ok(if status.success() { Exit::Done } else { Exit::Environment })
}

/// Writes the next migration, and the list of migrations that the service is built with.
fn new(project: &Project, typed: &str, terminal: Terminal) -> Result<Exit, Failure> {
    let name = file_name(typed)?;
    let disk = Disk::open(&project.root)?;
    let mut previous = project.previous()?;
    let last = previous.migrations.iter().filter_map(|it| version(it)).max().unwrap_or(0);
    let stem = format!("V{}__{name}", last + 1);
    let files = [
        (
            format!("migrations/{stem}.sql"),
            format!("-- {typed}\n--\n-- Statements end with `;`. Once applied, this file must not change.\n"),
        ),
        (
            format!("migrations/{stem}.down.sql"),
            format!("-- Takes back {stem}: what it added goes, what it removed comes back.\n"),
        ),
    ];
    let changes: BTreeMap<String, Change> =
        files.into_iter().map(|(path, text)| (path, Change::Create(text))).collect();
    previous.migrations.extend(changes.keys().filter_map(|it| Some(it.strip_prefix("migrations/")?.to_owned())));
    previous.migrations.sort();
    let mut work = work::with(project, previous, Flags::default())?;
    terminal.findings(&work.log, &seen_from_here(&work.sources, &project.root));
    if work.log.has_errors() {
        return Ok(Exit::Input);
    }
    work.todo.changes.extend(changes);
    disk.apply(&work.todo.changes)?;
    report::summary(terminal, &work.todo, false);
    let folder = paths::shown(&project.root.join("migrations"));
    terminal.tell(format!("\nwrite the statements into {folder}/{stem}.sql, then `zephyrix migrate up`"));
    Ok(Exit::Done)
}

/// `Add weight!` is `add_weight`.
fn file_name(typed: &str) -> Result<String, Failure> {
    let plain: String =
        typed.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let words: Vec<&str> = plain.split('_').filter(|it| !it.is_empty()).collect();
    if words.is_empty() || typed.contains(char::is_control) {
        return Err(
            Failure::input(format!("`{}` is no name for a migration", typed.escape_debug())).help("try `add_weight`")
        );
    }
    Ok(words.join("_"))
}

/// The version of `V2__add_weight.sql` is 2.
fn version(file: &str) -> Option<u64> {
    file.strip_prefix(['V', 'U'])?.split_once("__")?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_file_names() {
        for (typed, name) in [("add_weight", "add_weight"), ("Add weight!", "add_weight"), ("../x", "x")] {
            assert_eq!(file_name(typed).unwrap(), name);
        }
        assert!(file_name("..").is_err() && file_name("a\nb").is_err());
        assert_eq!((version("V12__a.sql"), version("x.sql")), (Some(12), None));
    }
}
