//! DDL of real projects, and what becomes of it.

mod chain;
mod exported;

pub use exported::same_again;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use zephyrix_generator::ddl;
use zephyrix_generator::relational::Schema;
use zephyrix_generator::sql::{self, Statements};
use zephyrix_generator::{Database, Diagnostics, Severity, Source, Sources};

use crate::folder;

/// Every SQL file under a folder.
pub fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found = folder::files(folder);
    found.retain(|path| path.extension().is_some_and(|it| it == "sql"));
    found
}

/// What became of one file.
#[derive(Debug)]
pub struct Row {
    /// The file.
    pub path: PathBuf,
    /// Whose SQL it is taken for.
    pub database: Database,
    /// What became of its statements.
    pub statements: Statements,
    /// How many tables there are in the end.
    pub tables: usize,
    /// Errors: code, line, sentence.
    pub errors: Vec<(&'static str, usize, String)>,
    /// Warnings by code.
    pub warnings: BTreeMap<&'static str, usize>,
    /// What it took, in milliseconds of this thread's time.
    pub milliseconds: f64,
}

/// Whose SQL a file is: what its path says, since fixtures are too short to show it; else what its text shows.
pub fn database(path: &Path, text: &str) -> Database {
    const WORDS: &[(&str, Database)] = &[
        ("postgres", Database::Postgres),
        ("pg-regress", Database::Postgres),
        ("pgx", Database::Postgres),
        ("mysql", Database::Mysql),
        ("mariadb", Database::Mysql),
        ("sqlite", Database::Sqlite),
    ];
    let path = path.to_string_lossy().to_lowercase();
    let said = WORDS.iter().filter_map(|(word, it)| Some((path.rfind(word)?, *it))).max_by_key(|it| it.0);
    said.map(|it| it.1).or_else(|| sql::detect(text)).unwrap_or_default()
}

/// What is made of a file, as DDL of its own database.
pub fn script(path: &Path) -> String {
    let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
    let database = database(path, &text);
    let mut schema = Schema::new(database);
    sql::read(&text, zephyrix_generator::SourceId(0), database, &mut schema, &mut Diagnostics::default());
    ddl::script(&schema)
}

impl Row {
    /// Reads a file, in a chain after those that come before it.
    pub fn of(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let database = database(path, &text);
        let (mut schema, mut log) = (Schema::new(database), Diagnostics::default());
        for earlier in chain::before(path) {
            let text = String::from_utf8_lossy(&std::fs::read(earlier).unwrap()).into_owned();
            sql::read(&text, zephyrix_generator::SourceId(0), database, &mut schema, &mut Diagnostics::default());
        }
        let mut sources = Sources::default();
        let source = sources.add(Source { path: path.to_string_lossy().into_owned(), text });
        let began = std::time::Instant::now();
        let statements = sql::read(&sources.get(source).text, source, database, &mut schema, &mut log);
        let milliseconds = began.elapsed().as_secs_f64() * 1e3;
        let of = |severity| log.all().iter().filter(move |it| it.severity == severity);
        let line = |it: &zephyrix_generator::Diagnostic| it.span.map_or(0, |it| sources.position(it).0);
        let errors = of(Severity::Error).map(|it| (it.code.id, line(it), it.message.clone())).collect();
        let mut warnings = BTreeMap::new();
        for it in of(Severity::Warning) {
            *warnings.entry(it.code.id).or_default() += 1;
        }
        Self {
            path: path.to_owned(),
            database,
            statements,
            tables: schema.tables.len(),
            errors,
            warnings,
            milliseconds,
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Statements { total, understood, failed, skipped, .. } = &self.statements;
        let reasons: Vec<String> = skipped.iter().map(|(reason, count)| format!("{reason} {count}")).collect();
        let all: usize = skipped.values().sum();
        let (word, errors) = (self.database.word(), self.errors.len());
        write!(
            f,
            "{word:8} {total:6} {understood:6} {all:6} {failed:6} {errors:6} {:6} {:8.2}  ",
            self.tables, self.milliseconds
        )?;
        write!(f, "{}  [{}]", self.path.display(), reasons.join(", "))?;
        for (code, line, message) in &self.errors {
            write!(f, "\n         {code} line {line}: {message}")?;
        }
        Ok(())
    }
}
