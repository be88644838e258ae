//! `zephyrix explain`: a code's page, or a look inside the pipeline.

mod queries;

use crate::args::Schemas;
use crate::failure::{Exit, Failure};
use crate::report::{self, Terminal};
use crate::subject::Subject;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use zephyrix_generator::{CODES, Section, Stage, did_you_mean, explain};

/// Explain a code, or show what a stage of the pipeline made of a schema
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Explain {
    /// A code such as ZX0205; with --stage, a schema [default: those of the project here]
    #[arg(value_name = "CODE|FILE")]
    about: Option<String>,
    /// The stage to look at
    #[arg(long)]
    stage: Option<StageArg>,
    /// Have a database explain every statement of the service, and find the indexes that lack; -v shows the plans
    ///
    /// Statements are put to tables without rows: in memory with SQLite, else in a scratch database that is made
    /// beside that of the URL, and goes again. SQL of the schema that the database refuses is told.
    #[arg(long, conflicts_with_all = ["stage", "only"])]
    queries: bool,
    /// With --queries: beside which database the scratch one is made [default: that of the configuration in config/]
    #[arg(long, env = "APP__DATABASE__URL", hide_env_values = true, requires = "queries")]
    url: Option<String>,
    /// With --queries: end with 1 where an index lacks
    #[arg(long, requires = "queries")]
    check: bool,
    /// Show only this type, operation or entity
    #[arg(long, value_name = "NAME", requires = "stage")]
    only: Option<String>,
    #[command(flatten)]
    schemas: Schemas,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix explain ZX0205
  zephyrix explain --stage entities            which entities were inferred, and why no others
  zephyrix explain --stage model api.yaml --only Pet
  zephyrix explain --queries --check           which indexes lack";

/// A stage, as typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum StageArg {
    /// What the schemas say, before any of it is checked
    Draft,
    /// The database that the schemas define, as DDL
    Schema,
    /// The service, checked
    Model,
    /// What things are called in Rust
    Plan,
    /// What the service keeps, and why it keeps no more
    Entities,
}

impl From<StageArg> for Stage {
    fn from(it: StageArg) -> Self {
        match it {
            StageArg::Draft => Self::Draft,
            StageArg::Schema => Self::Schema,
            StageArg::Model => Self::Model,
            StageArg::Plan => Self::Plan,
            StageArg::Entities => Self::Entities,
        }
    }
}

/// Explains.
pub(crate) fn run(args: &Explain, terminal: Terminal) -> Result<Exit, Failure> {
    if args.queries {
        return queries::run(args, terminal);
    }
    match (args.stage, &args.about) {
        (Some(stage), file) => look(args, stage.into(), file.as_ref(), terminal),
        (None, Some(code)) => page(code),
        (None, None) => Err(Failure::input("name a code, or a `--stage`")),
    }
}

fn page(typed: &str) -> Result<Exit, Failure> {
    let code = typed.to_uppercase();
    if let Some(found) = CODES.iter().find(|it| it.id == code) {
        report::print(format!("{}\n", found.page.trim_end()));
        return Ok(Exit::Done);
    }
    let failure = Failure::input(format!("there is no code `{typed}`"));
    let near = did_you_mean(&code, CODES.iter().map(|it| it.id));
    Err(match near {
        Some(near) => failure.help(format!("did you mean `{near}`? To look at a schema, say which `--stage`")),
        None => failure.help("codes are ZX and four digits; to look at a schema, say which `--stage`"),
    })
}

fn look(args: &Explain, stage: Stage, file: Option<&String>, terminal: Terminal) -> Result<Exit, Failure> {
    let files: Vec<PathBuf> = file.into_iter().map(PathBuf::from).collect();
    let subject = Subject::of(&files, &args.schemas, terminal)?;
    let mut reading = subject.read();
    let found = subject.ask(&mut reading, |sources, job, log| explain(sources, job, stage, log));
    let Some(all) = found else {
        subject.report(&reading, terminal);
        return Ok(Exit::Input);
    };
    let texts: Vec<&str> = wanted(&all, args.only.as_deref())?.into_iter().map(|it| it.text.as_str()).collect();
    report::print(texts.join("\n"));
    Ok(Exit::Done)
}

fn wanted<'a>(all: &'a [Section], only: Option<&str>) -> Result<Vec<&'a Section>, Failure> {
    let Some(name) = only else { return Ok(all.iter().collect()) };
    let found: Vec<&Section> = all.iter().filter(|it| it.name.eq_ignore_ascii_case(name)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let failure = Failure::input(format!("this stage knows nothing called `{name}`"));
    Err(match did_you_mean(name, all.iter().map(|it| it.name.as_str())) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure,
    })
}
