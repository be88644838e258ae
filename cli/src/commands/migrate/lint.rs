//! `zephyrix migrate lint`: what migrations do to a database that is in use.

use super::files;
use crate::failure::{Exit, Failure};
use crate::project::Project;
use crate::report::{Terminal, seen_from_here};
use crate::work::{Flags, settle};
use clap::Args;
use zephyrix_generator::relational::Schema;
use zephyrix_generator::{Diagnostics, Severity, migrate};

/// Find what migrations lose, whom they keep waiting, and which version they break
///
/// Ends with 1 when there is an error. A line `-- zephyrix: allow=ZX0640` in a migration accepts a finding there.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Lint {
    /// Only those from this version on
    #[arg(long, value_name = "VERSION", default_value_t = 1)]
    from: i64,
    /// Take every warning for an error
    #[arg(long)]
    strict: bool,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix migrate lint
  zephyrix migrate lint --from 7 --strict --format github";

impl Lint {
    pub(super) fn run(&self, project: &Project, terminal: Terminal) -> Result<Exit, Failure> {
        let (all, sources) = files::read(project)?;
        let mut log = Diagnostics::default();
        let mut before = Schema::new(project.config.generate.dialect.unwrap_or(project.config.database));
        for it in &all {
            let mut after = before.clone();
            files::apply(it, &sources, &mut after, &mut log);
            if it.version >= self.from {
                migrate::lint(&sources.get(it.source).text, it.source, &before, &after, &mut log);
            }
            before = after;
        }
        let is_unreadable = log.has_errors();
        settle(&mut log, &project.config, Flags { strict: self.strict, ..Flags::default() });
        terminal.findings(&log, &seen_from_here(&sources, &project.root));
        let count = |severity| log.all().iter().filter(|it| it.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        terminal.tell(format!("{} migrations: {errors} errors, {warnings} warnings", all.len()));
        Ok(match (is_unreadable, errors) {
            (true, _) => Exit::Input,
            (_, 0) => Exit::Done,
            _ => Exit::Found,
        })
    }
}
