//! The files of migrations: read, numbered, and written with the list of them that the service is built with.

use crate::disk::{Disk, text_at};
use crate::failure::{Exit, Failure};
use crate::paths;
use crate::project::Project;
use crate::report::{self, Terminal, seen_from_here};
use crate::work::{self, Flags};
use std::collections::BTreeMap;
use zephyrix_generator::relational::Schema;
use zephyrix_generator::{Change, Database, Diagnostics, Severity, Source, SourceId, Sources, sql};

/// A migration that is there.
#[derive(Debug)]
pub(super) struct Found {
    /// Its version.
    pub(super) version: i64,
    /// What it does, in a word.
    pub(super) name: String,
    /// Its text, among the sources.
    pub(super) source: SourceId,
    /// The text that takes it back.
    pub(super) down: Option<String>,
}

/// Every migration in order of version, and its text by its path.
pub(super) fn read(project: &Project) -> Result<(Vec<Found>, Sources), Failure> {
    let mut sources = Sources::default();
    let mut all = Vec::new();
    for path in project.below("migrations")? {
        let Some((version, name)) = parts(path.trim_start_matches("migrations/")) else { continue };
        let text = |path: &str| text_at(&project.root.join(path));
        let up = text(&path).map_err(|why| Failure::input(format!("`{path}` cannot be read: {why}")))?;
        let down = text(&path.replace(".sql", ".down.sql")).ok();
        let source = sources.add(Source { path, text: up });
        all.push(Found { version, name, source, down });
    }
    all.sort_by_key(|it| it.version);
    Ok((all, sources))
}

/// What the migrations lead to; those up to a version.
pub(super) fn replay(all: &[Found], sources: &Sources, database: Database, log: &mut Diagnostics) -> Schema {
    let mut schema = Schema::new(database);
    for it in all {
        apply(it, sources, &mut schema, log);
    }
    schema
}

/// Applies one to a schema.
pub(super) fn apply(it: &Found, sources: &Sources, schema: &mut Schema, log: &mut Diagnostics) {
    let database = schema.database;
    sql::read(&sources.get(it.source).text, it.source, database, schema, log);
}

/// Prints what is wrong with the migrations; whether anything is.
pub(super) fn is_wrong(project: &Project, sources: &Sources, log: &Diagnostics, terminal: Terminal) -> bool {
    let wrong = log.all().iter().any(|it| it.severity == Severity::Error);
    if wrong {
        terminal.findings(log, &seen_from_here(sources, &project.root));
    }
    wrong
}

/// `zephyrix migrate new`: files to be filled by hand.
pub(super) fn empty(project: &Project, typed: &str, terminal: Terminal) -> Result<Exit, Failure> {
    let name = file_name(typed)?;
    let up = format!("-- {typed}\n--\n-- Statements end with `;`. Once applied, this file must not change.\n");
    let down = |stem: &str| format!("-- Takes back {stem}: what it added goes, what it removed comes back.\n");
    let Some(stem) = write(project, &name, up, down, terminal)? else { return Ok(Exit::Input) };
    let folder = paths::shown(&project.root.join("migrations"));
    terminal.tell(format!("\nwrite the statements into {folder}/{stem}.sql, then `zephyrix migrate up`"));
    Ok(Exit::Done)
}

/// Writes the next migration, and the list of migrations that the service is built with; returns `V2__name`, or `None`
/// where the schemas are wrong.
pub(super) fn write(
    project: &Project,
    name: &str,
    up: String,
    down: impl FnOnce(&str) -> String,
    terminal: Terminal,
) -> Result<Option<String>, Failure> {
    let disk = Disk::open(&project.root)?;
    let mut previous = project.previous()?;
    let last = previous.migrations.iter().filter_map(|it| version(it)).max().unwrap_or(0);
    let stem = format!("V{}__{name}", last + 1);
    let files = [(format!("migrations/{stem}.sql"), up), (format!("migrations/{stem}.down.sql"), down(&stem))];
    let changes: BTreeMap<String, Change> =
        files.into_iter().map(|(path, text)| (path, Change::Create(text))).collect();
    previous.migrations.extend(changes.keys().filter_map(|it| Some(it.strip_prefix("migrations/")?.to_owned())));
    previous.migrations.sort();
    let mut work = work::with(project, previous, Flags::default())?;
    terminal.findings(&work.log, &seen_from_here(&work.sources, &project.root));
    if work.log.has_errors() {
        return Ok(None);
    }
    work.todo.changes.extend(changes);
    disk.apply(&work.todo.changes)?;
    report::summary(terminal, &work.todo, false);
    Ok(Some(stem))
}

/// `Add weight!` is `add_weight`.
pub(super) fn file_name(typed: &str) -> Result<String, Failure> {
    let plain: String =
        typed.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let words: Vec<&str> = plain.split('_').filter(|it| !it.is_empty()).collect();
    if words.is_empty() || typed.contains(char::is_control) {
        return Err(
            Failure::input(format!("`{}` is no name for a migration", typed.escape_debug())).help("try `add_weight`")
        );
    }
    Ok(words.join("_"))
}

/// The version of `V2__add_weight.sql` is 2.
fn version(file: &str) -> Option<u64> {
    file.strip_prefix(['V', 'U'])?.split_once("__")?.0.parse().ok()
}

/// `V2__add_weight.sql` is 2 and `add_weight`; a way back is none.
fn parts(file: &str) -> Option<(i64, String)> {
    let (version, rest) = file.strip_prefix('V')?.split_once("__")?;
    let name = rest.strip_suffix(".sql").filter(|it| !it.contains('.'))?;
    Some((version.parse().ok()?, name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_file_names() {
        for (typed, name) in [("add_weight", "add_weight"), ("Add weight!", "add_weight"), ("../x", "x")] {
            assert_eq!(file_name(typed).unwrap(), name);
        }
        assert!(file_name("..").is_err() && file_name("a\nb").is_err());
        assert_eq!((version("V12__a.sql"), version("x.sql")), (Some(12), None));
        assert_eq!(parts("V2__add_weight.sql"), Some((2, "add_weight".to_owned())));
        assert_eq!(parts("V2__add_weight.down.sql"), None);
    }
}
