//! `zephyrix lint`: what there is to say about schemas.

use crate::args::Schemas;
use crate::failure::{Exit, Failure};
use crate::report::Terminal;
use crate::subject::Subject;
use crate::work::{Flags, settle};
use clap::Args;
use std::path::PathBuf;
use zephyrix_generator::{Severity, generate};

/// Find what is wrong with schemas, and generate nothing
///
/// Ends with 1 when there is an error. Notes are shown with -v.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Lint {
    /// The schemas [default: those of the project here]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    schemas: Schemas,
    /// Take every warning for an error
    #[arg(long)]
    strict: bool,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix lint api.yaml
  zephyrix lint --strict --format sarif > findings.sarif

`zephyrix explain ZX0205` explains a code.";

/// Lints.
pub(crate) fn run(args: &Lint, terminal: Terminal) -> Result<Exit, Failure> {
    let subject = Subject::of(&args.files, &args.schemas, terminal)?;
    let mut reading = subject.read();
    let is_unreadable = reading.log.has_errors();
    // What only the back ends would find is found, too.
    subject.ask(&mut reading, |sources, job, log| generate(sources, job, log).map(drop));
    settle(&mut reading.log, &subject.config, Flags { strict: args.strict, ..Flags::default() });
    subject.report(&reading, terminal);
    let count = |severity| reading.log.all().iter().filter(|it| it.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    terminal.tell(format!("{errors} errors, {warnings} warnings, {notes} notes"));
    Ok(match (is_unreadable, errors) {
        (true, _) => Exit::Input,
        (_, 0) => Exit::Done,
        _ => Exit::Found,
    })
}
