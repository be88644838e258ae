//! `zephyrix migrate drift`: whether a live database is what its migrations say.
//!
//! Databases print what they were told in words of their own. So the migrations are applied to a scratch database
//! beside it, and the two are compared as the same database describes both.

use super::files::{self, Found};
use crate::failure::{Exit, Failure};
use crate::live;
use crate::project::Project;
use crate::report::{Terminal, print};
use clap::Args;
use zephyrix::Migration;
use zephyrix::db::{OutOfOrder, Scratch, State, describe, status, up};
use zephyrix_generator::{Sources, migrate};

/// Compare a live database with what the migrations that are applied to it lead to
///
/// Ends with 1 where they differ, and prints the statements that would make the database what the migrations say. The
/// user of the URL must be allowed to make a scratch database.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  zephyrix migrate drift --url postgres://me@db/shop")]
pub(super) struct Drift {
    /// The database [default: that of the configuration in config/]
    #[arg(long, env = "APP__DATABASE__URL", hide_env_values = true)]
    url: Option<String>,
}

impl Drift {
    pub(super) fn run(&self, project: &Project, terminal: Terminal) -> Result<Exit, Failure> {
        let url = self.url.clone().map_or_else(|| live::configured(project), Ok)?;
        let database = live::database(&url)?;
        let (all, sources) = files::read(project)?;
        let steps: Vec<Migration> = all.iter().map(|it| step(it, &sources)).collect();
        let (is, should) = live::block_on(both(&url, &steps))?;
        let (is, should) = (live::schema(&is, database)?, live::schema(&should, database)?);
        let change = migrate::change(&is, &should, &[]);
        if change.is_empty() {
            terminal.tell("the database is what its migrations say");
            return Ok(Exit::Done);
        }
        print(format!("-- what the database lacks to be what its migrations say\n{}", migrate::script(&change.up)));
        Ok(Exit::Found)
    }
}

/// What the database is, and what it should be.
async fn both(url: &str, steps: &[Migration]) -> Result<(String, String), Failure> {
    let known = status(url, steps).await.map_err(Failure::environment)?;
    let applied =
        |it: &&Migration| known.iter().any(|known| known.version == it.version && known.state != State::Pending);
    let applied: Vec<Migration> = steps.iter().filter(applied).copied().collect();
    let scratch = Scratch::beside(url, "zephyrix").await.map_err(Failure::environment)?;
    up(scratch.url(), &applied, OutOfOrder::Allow).await.map_err(Failure::environment)?;
    let is = describe(url).await.map_err(Failure::environment)?;
    let should = describe(scratch.url()).await.map_err(Failure::environment)?;
    Ok((is, should))
}

/// As the service has it: for as long as the process lives.
fn step(it: &Found, sources: &Sources) -> Migration {
    let keep = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
    Migration {
        version: it.version,
        name: keep(&it.name),
        up: keep(&sources.get(it.source).text),
        down: it.down.as_deref().map(keep),
    }
}
