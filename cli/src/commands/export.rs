//! `zephyrix export`: what schemas say, in another language.

use crate::args::Schemas;
use crate::failure::{Exit, Failure};
use crate::report::{self, Terminal};
use crate::subject::Subject;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use zephyrix_generator::{ddl, json_schema, model, proto, schema, sdl};

/// Print what schemas say in another language
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
  zephyrix export --to proto api.yaml          the services and messages of an OpenAPI document
  zephyrix export --to graphql shop.sql        the queries and mutations of a service of tables
  zephyrix export --to sql                     the database of the project here, in an order that can be run
  zephyrix export --to sql dump.sql            a dump without rows, owners and settings
  zephyrix export --to sql migrations/*.sql    what all migrations together make
  zephyrix export --to jsonschema api.yaml     every named type, for validators and forms
  zephyrix export --to ir                      what templates and plugins are given, as JSON";

/// A language to print.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    /// DDL of the database that the schemas are written for
    Sql,
    /// Protobuf: the services and messages that `grpc = true` serves
    Proto,
    /// GraphQL: the schema that `graphql = true` serves
    Graphql,
    /// JSON Schema 2020-12: every named type, under `$defs`
    Jsonschema,
    /// The model, as templates and plugins are given it: JSON, versioned
    Ir,
}

/// Prints it.
pub(crate) fn run(args: &Export, terminal: Terminal) -> Result<Exit, Failure> {
    let subject = Subject::of(&args.files, &args.schemas, terminal)?;
    let mut reading = subject.read();
    let found = subject.ask(&mut reading, |sources, job, log| {
        let text = match args.to {
            Language::Sql => schema(sources, job, log).map(|it| ddl::script(&it)),
            Language::Proto => proto(sources, job, log),
            Language::Graphql => sdl(sources, job, log),
            Language::Jsonschema => json_schema(sources, job, log),
            Language::Ir => model(sources, job, log),
        };
        (!log.has_errors()).then_some(text)
    });
    subject.report(&reading, terminal);
    let Some(text) = found else { return Ok(Exit::Input) };
    let Some(text) = text else {
        return Err(match args.to {
            Language::Sql => Failure::input("none of the schemas defines a database").help("DDL is in files `*.sql`"),
            Language::Ir | Language::Jsonschema => Failure::input("the schemas say nothing"),
            Language::Graphql => Failure::input("the schemas have no operation that GraphQL could ask for"),
            Language::Proto => Failure::input("the schemas have no operation that protobuf does not describe already"),
        });
    };
    report::print(text);
    Ok(Exit::Done)
}
