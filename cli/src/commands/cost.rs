//! `zephyrix cost`: what a service costs those who build it.

use crate::args::Schemas;
use crate::failure::{Exit, Failure};
use crate::report::{self, Terminal, table};
use crate::subject::Subject;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;
use zephyrix_generator::{Cost, cost};

/// Tell how large the service is, and what building it takes
///
/// Counts operations, types and lines, and predicts what `cargo check` takes for the service itself, in CPU seconds and
/// memory. Tags come heaviest first: `[generate.except] tags` in `zephyrix.toml` leaves some out.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CostArgs {
    /// The schemas [default: those of the project here]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    schemas: Schemas,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix cost api.yaml
  zephyrix cost --format json";

/// Counts and predicts.
pub(crate) fn run(args: &CostArgs, terminal: Terminal) -> Result<Exit, Failure> {
    let subject = Subject::of(&args.files, &args.schemas, terminal)?;
    let mut reading = subject.read();
    let Some(found) = subject.ask(&mut reading, cost) else {
        subject.report(&reading, terminal);
        return Ok(Exit::Input);
    };
    report::print(if terminal.is_for_programs() { json(&found) } else { tables(&found) });
    Ok(Exit::Done)
}

fn json(it: &Cost) -> String {
    let kinds = it.kinds.iter().map(|it| json!({ "name": it.name, "files": it.files, "lines": it.lines }));
    let tags = it.tags.iter().map(|it| json!({ "name": it.name, "operations": it.operations, "lines": it.lines }));
    let check = it.check.map(|it| json!({ "seconds": it.seconds, "megabytes": it.megabytes }));
    let whole = json!({
        "operations": it.operations,
        "types": it.types,
        "kinds": kinds.collect::<Vec<_>>(),
        "tags": tags.collect::<Vec<_>>(),
        "check": check,
    });
    format!("{whole}\n")
}

fn tables(it: &Cost) -> String {
    let mut kinds = vec![["KIND", "FILES", "LINES"].map(str::to_owned)];
    kinds.extend(it.kinds.iter().map(|it| [it.name.to_owned(), grouped(it.files), grouped(it.lines)]));
    let mut tags = vec![["TAG", "OPERATIONS", "LINES"].map(str::to_owned)];
    tags.extend(it.tags.iter().map(|it| [it.name.clone(), grouped(it.operations), grouped(it.lines)]));
    let check = it.check.map_or_else(String::new, |it| {
        format!(
            "\n`cargo check` takes about {:.1} s and {:.0} MB, without what the service depends on\n",
            it.seconds, it.megabytes
        )
    });
    let counts = format!("{} operations, {} types\n", grouped(it.operations), grouped(it.types));
    format!("{counts}\n{}\n{}{check}", table(&kinds, 1), table(&tags, 1))
}

/// `1,234,567`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}
