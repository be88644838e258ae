//! `zephyrix export`: what schemas say, in another language.

use crate::args::Schemas;
use crate::failure::{Exit, Failure};
use crate::report::{self, Terminal};
use crate::subject::Subject;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use zephyrix_generator::schema;

/// Print the database that schemas define
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Export {
    /// The schemas [default: those of the project here]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// As what
    #[arg(long, value_name = "LANGUAGE")]
    to: Language,
    #[command(flatten)]
    schemas: Schemas,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix export --to sql                     the database of the project here, in an order that can be run
  zephyrix export --to sql dump.sql            a dump without rows, owners and settings
  zephyrix export --to sql migrations/*.sql    what all migrations together make";

/// A language to print.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    /// DDL of the database that the schemas are written for
    Sql,
}

/// Prints it.
pub(crate) fn run(args: &Export, terminal: Terminal) -> Result<Exit, Failure> {
    let subject = Subject::of(&args.files, &args.schemas, terminal)?;
    let mut reading = subject.read();
    let found = subject.ask(&mut reading, |sources, job, log| {
        let schema = schema(sources, job, log);
        (!log.has_errors()).then_some(schema)
    });
    subject.report(&reading, terminal);
    let Some(schema) = found else { return Ok(Exit::Input) };
    let Some(schema) = schema else {
        return Err(Failure::input("none of the schemas defines a database").help("DDL is in files `*.sql`"));
    };
    match args.to {
        Language::Sql => report::print(zephyrix_generator::ddl::script(&schema)),
    }
    Ok(Exit::Done)
}
