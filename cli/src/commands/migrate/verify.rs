//! `zephyrix migrate verify-queries`: named queries beside what a live database says of them.

use crate::failure::{Exit, Failure};
use crate::live;
use crate::project::Project;
use crate::report::{Terminal, seen_from_here};
use crate::{disk, work};
use clap::Args;
use zephyrix::db::{Prepared, describe, prepare};
use zephyrix_generator::queries::Query;
use zephyrix_generator::verify::{Said, SaidColumn, verify};
use zephyrix_generator::{Database, Diagnostics, Job, Previous, queries_of};

/// Have a live database prepare every named query, and compare types with what the schemas tell
///
/// Nothing is run. Ends with 1 where the database says otherwise, or refuses a query.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  zephyrix migrate verify-queries --url postgres://me@db/shop")]
pub(super) struct VerifyQueries {
    /// The database [default: that of the configuration in config/]
    #[arg(long, env = "APP__DATABASE__URL", hide_env_values = true)]
    url: Option<String>,
}

impl VerifyQueries {
    pub(super) fn run(&self, project: &Project, terminal: Terminal) -> Result<Exit, Failure> {
        let url = self.url.clone().map_or_else(|| live::configured(project), Ok)?;
        let database = live::database(&url)?;
        let loader = disk::Files::new(&project.root, project.config.files());
        let mut log = Diagnostics::default();
        let mut sources = work::read(&project.root, &project.config.inputs, &loader, &mut log);
        let job = Job { loader: &loader, config: &project.config, previous: &Previous::default() };
        let queries = if log.has_errors() { Vec::new() } else { queries_of(&mut sources, job, &mut log) };
        if log.has_errors() {
            terminal.findings(&log, &seen_from_here(&sources, &project.root));
            return Ok(Exit::Input);
        }
        of_one(&queries, database)?;
        // What else there is to say of the schemas, `lint` does.
        let mut log = Diagnostics::default();
        ask(&url, database, &queries, &mut log)?;
        terminal.findings(&log, &seen_from_here(&sources, &project.root));
        if log.has_errors() {
            return Ok(Exit::Found);
        }
        terminal.tell(format!("{} queries: the database says the same", queries.len()));
        Ok(Exit::Done)
    }
}

/// Refuses a database of another kind than the queries are written for.
fn of_one(queries: &[Query], database: Database) -> Result<(), Failure> {
    match queries.iter().find(|it| it.database != database) {
        Some(other) => {
            let (theirs, said) = (other.database.word(), database.word());
            Err(Failure::input(format!("the queries are for {theirs}, and the URL is of {said}")))
        }
        None => Ok(()),
    }
}

/// Has the database prepare them, and tells where it says otherwise.
fn ask(url: &str, database: Database, queries: &[Query], log: &mut Diagnostics) -> Result<(), Failure> {
    let statements: Vec<String> = queries.iter().map(Query::numbered).collect();
    let (said, described) = live::block_on(async {
        let said = prepare(url, &statements).await.map_err(Failure::environment)?;
        Ok((said, describe(url).await.map_err(Failure::environment)?))
    })?;
    let there = live::schema(&described, database)?;
    for (query, said) in queries.iter().zip(said) {
        verify(query, &said.map(as_said), &there, log);
    }
    Ok(())
}

fn as_said(it: Prepared) -> Said {
    let columns = it.columns.into_iter();
    let columns = columns.map(|it| SaidColumn { name: it.name, ty: it.ty, origin: it.origin }).collect();
    Said { parameters: it.parameters, columns }
}
