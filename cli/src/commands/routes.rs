//! `zephyrix routes`: every operation, and what serves it.

use crate::args::Schemas;
use crate::failure::{Exit, Failure};
use crate::report::{self, Terminal};
use crate::subject::Subject;
use clap::Args;
use std::path::PathBuf;
use zephyrix_generator::{Route, routes};

/// List every operation with what serves it
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Routes {
    /// The schema [default: those of the project here]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    schemas: Schemas,
    /// As a JSON array
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix routes
  zephyrix routes api.yaml --json";

/// Lists them.
pub(crate) fn run(args: &Routes, terminal: Terminal) -> Result<Exit, Failure> {
    let subject = Subject::of(args.file.as_slice(), &args.schemas, terminal)?;
    let mut reading = subject.read();
    let Some(found) = subject.ask(&mut reading, routes) else {
        subject.report(&reading, terminal);
        return Ok(Exit::Input);
    };
    report::print(if args.json { json(&found) } else { table(&found) });
    Ok(Exit::Done)
}

fn json(found: &[Route]) -> String {
    let entry = |it: &Route| {
        serde_json::json!({
            "name": it.name,
            "method": it.method,
            "path": it.path,
            "tag": it.tag,
            "auth": it.auth,
            "serves": it.serves,
            "handler": it.handler,
            "file": it.file,
        })
    };
    let all: Vec<serde_json::Value> = found.iter().map(entry).collect();
    format!("{:#}\n", serde_json::Value::from(all))
}

fn table(found: &[Route]) -> String {
    let head = ["METHOD", "PATH", "NAME", "TAG", "AUTH", "SERVED BY"].map(str::to_owned);
    let row = |it: &Route| {
        let by = it.serves.clone().unwrap_or_else(|| format!("{} in {}", it.handler, it.file));
        [it.method.clone(), it.path.clone(), it.name.clone(), it.tag.clone(), it.auth.clone(), by]
    };
    let rows: Vec<[String; 6]> = std::iter::once(head).chain(found.iter().map(row)).collect();
    report::table(&rows, 6)
}
