//! `zephyrix explain --queries`: how a database would find the rows of what the service asks it for.

use super::Explain;
use crate::failure::{Exit, Failure};
use crate::live;
use crate::project::{self, Project};
use crate::report::{Terminal, print};
use crate::subject::Subject;
use crate::work::{Flags, settle};
use std::path::PathBuf;
use zephyrix::db::{Planned, Plans, query_plans};
use zephyrix_generator::advise::{Asked, Found, Statement, advise, asked};
use zephyrix_generator::{Database, Diagnostics};

pub(super) fn run(args: &Explain, terminal: Terminal) -> Result<Exit, Failure> {
    let files: Vec<PathBuf> = args.about.iter().map(PathBuf::from).collect();
    let subject = Subject::of(&files, &args.schemas, terminal)?;
    let mut reading = subject.read();
    let Some(asked) = subject.ask(&mut reading, asked) else {
        subject.report(&reading, terminal);
        return Ok(Exit::Input);
    };
    let url = url(args, asked.database(), terminal)?;
    let plans = ask(&url, &asked)?;
    // What else there is to say of the schemas, `lint` does.
    reading.log = Diagnostics::default();
    let found: Vec<Option<Found>> = plans.plans.iter().map(|it| it.as_ref().ok().map(found)).collect();
    advise(&asked, &found, &mut reading.log);
    settle(&mut reading.log, &subject.config, Flags::default());
    if terminal.is_verbose() && !terminal.is_for_programs() {
        asked.statements.iter().zip(&plans.plans).for_each(|(it, plan)| show(it, plan));
    }
    subject.report(&reading, terminal);
    tell(&asked, &plans, &reading.log, terminal);
    let is_wrong = args.check && !reading.log.all().is_empty();
    Ok(if is_wrong { Exit::Found } else { Exit::Done })
}

/// Where a scratch database can be made.
fn url(args: &Explain, database: Database, terminal: Terminal) -> Result<String, Failure> {
    let url = match (&args.url, project::find()) {
        (Some(url), _) => url.clone(),
        _ if database == Database::Sqlite => return Ok("sqlite::memory:".to_owned()),
        (None, Some(root)) => live::configured(&Project::open(&root, terminal)?)?,
        (None, None) => {
            let message = format!("the statements are for {}, and no server is named to ask", database.word());
            return Err(
                Failure::input(message).help("say with `--url` beside which database a scratch one may be made")
            );
        }
    };
    let said = live::database(&url)?;
    if said != database {
        let (is, said) = (database.word(), said.word());
        return Err(Failure::input(format!("the statements are for {is}, and the URL is of {said}")));
    }
    Ok(url)
}

fn ask(url: &str, asked: &Asked) -> Result<Plans, Failure> {
    let planned = |it: &Statement| Planned { sql: it.sql.clone(), parameters: it.parameters };
    let all: Vec<Planned> = asked.statements.iter().map(planned).collect();
    live::block_on(async { query_plans(url, &asked.setup, &all).await.map_err(Failure::environment) })
}

fn found(it: &zephyrix::db::QueryPlan) -> Found {
    Found { whole: it.whole.clone(), sorts: it.sorts }
}

fn show(it: &Statement, plan: &Result<zephyrix::db::QueryPlan, String>) {
    let lines = match plan {
        Ok(plan) => plan.lines.iter().flat_map(|it| ["    ", it, "\n"]).collect(),
        Err(why) => format!("    refused: {why}\n"),
    };
    print(format!("{}\n  {}\n{lines}\n", it.name, it.sql.trim()));
}

fn tell(asked: &Asked, plans: &Plans, log: &Diagnostics, terminal: Terminal) {
    for why in &plans.refused {
        terminal.tell(format!("not made in the scratch database: {why}"));
    }
    for (it, plan) in asked.statements.iter().zip(&plans.plans) {
        if let Err(why) = plan {
            terminal.tell(format!("not explained: {}: {why}", it.name));
        }
    }
    let explained = plans.plans.iter().filter(|it| it.is_ok()).count();
    terminal.tell(format!("{explained} statements: {} findings", log.all().len()));
}
