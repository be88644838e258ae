//! `zephyrix migrate diff`: the next migration, from what the schemas want and what the migrations lead to.

use super::files;
use crate::disk;
use crate::failure::{Exit, Failure};
use crate::project::Project;
use crate::report::{Terminal, print, seen_from_here};
use crate::work;
use clap::Args;
use zephyrix_generator::migrate::{self, Rename};
use zephyrix_generator::relational::Schema;
use zephyrix_generator::{Diagnostics, Job, Previous, Source, Sources, sql, wanted};

/// Write what the schemas want beyond the migrations that are there, and its way back
///
/// Nothing is guessed: a table or column that is called otherwise now goes and comes anew, unless that is said by
/// `--rename`, or in a schema beside it: `-- zephyrix: renamed_from=old` in SQL, `x-zephyrix-renamed-from` in OpenAPI.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Diff {
    /// What it does, in a few words
    #[arg(long, value_name = "NAME", default_value = "change")]
    name: String,
    /// What is called otherwise: `pets=animals`, or `pets.name=title` of a column; may be given several times
    #[arg(long = "rename", value_name = "OLD=NEW")]
    renames: Vec<String>,
    /// Print the SQL, and write nothing
    #[arg(long)]
    dry_run: bool,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix migrate diff --name add_weight
  zephyrix migrate diff --rename pets.chip=tag --dry-run";

impl Diff {
    pub(super) fn run(&self, project: &Project, terminal: Terminal) -> Result<Exit, Failure> {
        let name = files::file_name(&self.name)?;
        let Some(want) = want(project, terminal) else { return Ok(Exit::Input) };
        let (all, sources) = files::read(project)?;
        let mut log = Diagnostics::default();
        let have = files::replay(&all, &sources, want.database, &mut log);
        if files::is_wrong(project, &sources, &log, terminal) {
            return Ok(Exit::Input);
        }
        let renames = self.renames.iter().map(|it| rename(it, &have, &want)).collect::<Result<Vec<_>, _>>()?;
        let change = migrate::change(&have, &want, &renames);
        if change.is_empty() {
            terminal.tell("nothing to do: the migrations lead to what the schemas want");
            return Ok(Exit::Done);
        }
        let (up, down) = (migrate::script(&change.up), migrate::script(&change.down));
        let wrong = look(&up, &have, terminal);
        if self.dry_run {
            print(format!("-- up\n{up}\n-- down\n{down}"));
            return Ok(Exit::Done);
        }
        if wrong {
            return Err(Failure::environment("the statements cannot be read again").help("please report this"));
        }
        let stem = files::write(project, &name, up, |_| down, terminal)?;
        Ok(if stem.is_some() { Exit::Done } else { Exit::Input })
    }
}

/// A renaming, of something that is there to something that is wanted.
fn rename(typed: &str, have: &Schema, want: &Schema) -> Result<Rename, Failure> {
    let rename: Rename = typed.parse().map_err(Failure::input)?;
    if rename.leads(have, want) {
        return Ok(rename);
    }
    let wrong = format!("`--rename {typed}` is not from something that is there to something that is wanted");
    Err(Failure::input(wrong).help("`old=new` of a table; `table.old=new` of a column, with the table's name of now"))
}

/// What the schemas want; `None` where they are wrong, which is said.
fn want(project: &Project, terminal: Terminal) -> Option<Schema> {
    let loader = disk::Files::new(&project.root, project.config.files());
    let mut log = Diagnostics::default();
    let mut sources = work::read(&project.root, &project.config.inputs, &loader, &mut log);
    let job = Job { loader: &loader, config: &project.config, previous: &Previous::default() };
    let want = if log.has_errors() { None } else { wanted(&mut sources, job, &mut log) };
    let want = want.filter(|_| !log.has_errors());
    if want.is_none() {
        terminal.findings(&log, &seen_from_here(&sources, &project.root));
    }
    want
}

/// Prints what the migration does to a database that is in use; whether it cannot be read.
fn look(up: &str, have: &Schema, terminal: Terminal) -> bool {
    let mut sources = Sources::default();
    let source = sources.add(Source { path: "the new migration".to_owned(), text: up.to_owned() });
    let (mut after, mut log) = (have.clone(), Diagnostics::default());
    sql::read(up, source, have.database, &mut after, &mut log);
    let wrong = log.has_errors();
    migrate::lint(up, source, have, &after, &mut log);
    terminal.findings(&log, &sources);
    wrong
}
