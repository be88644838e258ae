//! `zephyrix upgrade`: a project that an earlier version made, as this one would have it.

use crate::disk::Disk;
use crate::failure::{Exit, Failure};
use crate::project::{self, Project};
use crate::report::{self, Terminal, seen_from_here};
use crate::seal::Seal;
use crate::work::{self, Flags, Work};
use clap::Args;
use std::io::{BufRead, IsTerminal};
use std::path::Path;
use std::process::{Command, Stdio};
use zephyrix_generator::{BASE, Manifest, Taken, left_by, this};

/// Bring the project from the version that made it to this one
///
/// Takes the steps that lie between the two versions, generates anew, and says what that changed. What you have changed
/// is kept; where you and zephyrix changed the same lines, both are in the file, and the command ends with 1.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Upgrade {
    /// Write nothing; list what would be
    #[arg(long)]
    dry_run: bool,
    /// Show every change as a unified diff
    #[arg(long)]
    diff: bool,
    /// Do it without asking; where nobody can answer, nobody is asked
    #[arg(short, long)]
    yes: bool,
    /// Do it even where git has uncommitted changes, which the upgrade can then not be told from
    #[arg(long)]
    allow_dirty: bool,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix upgrade --dry-run --diff    what this version would change
  zephyrix upgrade                     do it; then `git diff`, `cargo test`, and commit";

/// Upgrades.
pub(crate) fn run(args: &Upgrade, terminal: Terminal) -> Result<Exit, Failure> {
    let project = project::here(terminal)?;
    let disk = if args.dry_run { Disk::look(&project.root)? } else { Some(Disk::open(&project.root)?) };
    if !args.dry_run && !args.allow_dirty {
        refuse_uncommitted(&project.root, terminal)?;
    }
    // An earlier run may have died, and been finished just now.
    let project = Project::open(&project.root, terminal)?;
    let work = work::again(&project, &project.text, Flags { upgrade: true, ..Flags::default() })?;
    terminal.findings(&work.log, &seen_from_here(&work.sources, &project.root));
    if work.log.has_errors() {
        return Ok(Exit::Input);
    }
    let before = left_by(&project.previous()?);
    tell(&work, before.as_deref(), args, terminal);
    if work.todo.changes.is_empty() || args.dry_run {
        return Ok(how(&work));
    }
    if !args.yes && !agreed() {
        terminal.tell("nothing was written");
        return Ok(Exit::Found);
    }
    if let Some(disk) = disk {
        disk.apply(&work.todo.changes)?;
    }
    if work.todo.conflicts.is_empty() {
        Seal::set(&project, &work, Flags::default());
    }
    terminal.tell("review it with `git diff`, run `cargo test`, and commit it");
    Ok(how(&work))
}

fn how(work: &Work) -> Exit {
    if work.todo.conflicts.is_empty() { Exit::Done } else { Exit::Found }
}

/// Says what the upgrade is, step by step and file by file.
fn tell(work: &Work, before: Option<&str>, args: &Upgrade, terminal: Terminal) {
    let (before, this) = (before.unwrap_or("unknown"), this());
    if work.todo.changes.is_empty() && work.todo.conflicts.is_empty() {
        terminal.tell(format!("up to date: as zephyrix {this} leaves it"));
        return;
    }
    terminal.tell(format!("from zephyrix {before} to {this}"));
    for Taken { since, says, paths, left } in &work.todo.taken {
        terminal.tell(format!("{:<10}{says}", since.to_string()));
        for path in paths {
            terminal.tell(format!("{:<10}{path}", "follows"));
        }
        for path in left {
            terminal
                .tell(format!("{:<10}{path}: `zephyrix generate --print {path}` shows how it is made now", "yours"));
        }
    }
    if args.diff && !terminal.is_for_programs() {
        // What zephyrix notes for itself says the same once more.
        let is_note = |path: &str| path == Manifest::PATH || path.starts_with(BASE);
        for (path, change) in work.todo.changes.iter().filter(|it| !is_note(it.0)) {
            report::print(report::diff(path, change));
        }
    }
    report::summary(terminal, &work.todo, args.dry_run);
}

/// Asks, where there is somebody to answer.
fn agreed() -> bool {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return true;
    }
    report::print("write this? [y/N] ");
    let mut answer = String::new();
    let _ = stdin.lock().read_line(&mut answer);
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

/// An upgrade is to be reviewed, and taken back where it is not liked: it has to be told from all else.
fn refuse_uncommitted(root: &Path, terminal: Terminal) -> Result<(), Failure> {
    let mut git = Command::new("git");
    git.args(["--no-optional-locks", "--no-pager", "-C"]).arg(root).env("GIT_TERMINAL_PROMPT", "0");
    git.args(["status", "--porcelain=v1", "-z", "--untracked-files=all", "--", "."]).stdin(Stdio::null());
    let Some(output) = git.output().ok().filter(|it| it.status.success()) else {
        terminal.tell("this is no git repository: keep a copy, there will be nothing to compare with");
        return Ok(());
    };
    let said = String::from_utf8_lossy(&output.stdout);
    let all: Vec<&str> = said.split('\0').filter(|it| !it.is_empty()).collect();
    if all.is_empty() {
        return Ok(());
    }
    let shown: Vec<&str> = all.iter().take(SHOWN).copied().collect();
    let more = all.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
    Err(Failure::input(format!("there are uncommitted changes:\n  {}{more}", shown.join("\n  ")))
        .help("commit or stash them, so that the upgrade can be reviewed by itself; or `--allow-dirty`"))
}

/// How many files with changes are named.
const SHOWN: usize = 5;
