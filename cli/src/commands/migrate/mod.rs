//! `zephyrix migrate`: the steps of the database.
//!
//! What changes the database is done by the service's own binary: it links the one driver that it needs, reads its
//! settings as it does when it serves, and holds the migrations that it was built with. What compares texts is done
//! here, and so is what only looks at a database: that needs no service that compiles.

mod diff;
mod drift;
mod files;
mod lint;
mod verify;

use crate::args::DatabaseArg;
use crate::failure::{Exit, Failure};
use crate::project::{self, Project};
use crate::report::Terminal;
use anyhow::Context;
use clap::{Args, Subcommand};
use std::process::Command;

/// Change the database step by step, or look where it stands
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Migrate {
    #[command(subcommand)]
    step: Step,
    /// Whose SQL schemas and migrations are written in, where their files do not show it
    #[arg(long, value_name = "KIND", global = true)]
    dialect: Option<DatabaseArg>,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix migrate diff --name add_weight     write what the schemas want beyond the migrations, and its way back
  zephyrix migrate lint                       what the migrations do to a database that is in use
  zephyrix migrate up                         apply what is pending
  zephyrix migrate status
  zephyrix migrate drift                      whether the database is what the migrations say";

/// What to do.
#[derive(Debug, Subcommand)]
enum Step {
    Diff(diff::Diff),
    /// Apply all pending migrations
    #[command(after_help = "Example:\n  zephyrix migrate up --dry-run")]
    Up {
        /// Print the SQL, and apply nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Take back the last migration, or several
    #[command(after_help = "Example:\n  zephyrix migrate down 2")]
    Down {
        /// How many
        #[arg(default_value_t = 1)]
        count: u32,
    },
    /// Show where every migration stands
    #[command(after_help = "Example:\n  zephyrix migrate status")]
    Status,
    /// Write the files of a new migration
    #[command(after_help = "Example:\n  zephyrix migrate new add_weight")]
    New {
        /// What it does, in a few words
        name: String,
    },
    Lint(lint::Lint),
    Drift(drift::Drift),
    VerifyQueries(verify::VerifyQueries),
    /// Take the migrations for applied in a database that somebody else made
    #[command(after_help = "Example:\n  zephyrix migrate baseline 1")]
    Baseline {
        /// Up to which; by default all
        #[arg(value_name = "VERSION")]
        last: Option<u32>,
    },
    /// Take the files as they are now for what was applied
    #[command(after_help = "Example:\n  zephyrix migrate repair")]
    Repair,
}

/// Does it.
pub(crate) fn run(args: &Migrate, terminal: Terminal) -> Result<Exit, Failure> {
    let mut project = project::here(terminal)?;
    if let Some(dialect) = args.dialect {
        project.config.generate.dialect = Some(dialect.into());
    }
    let plain = |word: &str| delegate(&project, &[word]);
    match &args.step {
        Step::Diff(it) => it.run(&project, terminal),
        Step::Up { dry_run: false } => plain("up"),
        Step::Up { dry_run: true } => delegate(&project, &["up", "--dry-run"]),
        Step::Down { count } => delegate(&project, &["down", &count.to_string()]),
        Step::Status => plain("status"),
        Step::New { name } => files::empty(&project, name, terminal),
        Step::Lint(it) => it.run(&project, terminal),
        Step::Drift(it) => it.run(&project, terminal),
        Step::VerifyQueries(it) => it.run(&project, terminal),
        Step::Baseline { last: None } => plain("baseline"),
        Step::Baseline { last: Some(it) } => delegate(&project, &["baseline", &it.to_string()]),
        Step::Repair => plain("repair"),
    }
}

/// Has the service do it.
fn delegate(project: &Project, words: &[&str]) -> Result<Exit, Failure> {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--", "migrate"]).args(words).current_dir(&project.root);
    let status = cargo.status().context("cannot run cargo")?;
    // The service has said why; 1 is that it would not, or could not, do it to this database.
    Ok(match status.code() {
        Some(0) => Exit::Done,
        Some(1) => Exit::Found,
        _ => Exit::Environment,
    })
}
