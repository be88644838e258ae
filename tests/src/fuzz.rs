//! Documents that nobody would write, made from those that somebody did: the whole pipeline must take each without a
//! panic, without delay, and name no file outside of the project.

use crate::folder;
use fastrand::Rng;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};
use zephyrix_generator::relational::Schema;
use zephyrix_generator::{
    Config, Diagnostics, Job, NoLoader, Previous, Source, SourceId, Sources, ddl, draft, generate, sql,
};

/// The longest document to start from, in bytes: mutations of small ones reach more.
const LONGEST: u64 = 24 * 1024;

/// How long one document may take.
pub const LIMIT: Duration = Duration::from_secs(2);

/// What documents are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// OpenAPI and what is near it: YAML and JSON.
    OpenApi,
    /// DDL of any database.
    Sql,
    /// Schemas of GraphQL.
    GraphQl,
}

/// Documents to start from.
#[derive(Debug)]
pub struct Seeds {
    language: Language,
    texts: Vec<String>,
}

/// What went wrong, and with which document.
#[derive(Debug)]
pub struct Failure {
    /// In words.
    pub what: String,
    /// The document.
    pub document: String,
}

impl Seeds {
    /// Every small file of a language under some folders.
    pub fn under<'a>(language: Language, folders: impl IntoIterator<Item = &'a Path>) -> Self {
        let files = folders.into_iter().flat_map(folder::files).filter(|it| Language::of(it) == language);
        let small = files.filter(|it| it.metadata().is_ok_and(|it| it.len() <= LONGEST));
        Self { language, texts: small.filter_map(|it| std::fs::read_to_string(it).ok()).collect() }
    }

    /// The mutated document of a number: the same for the same seeds.
    pub fn mutated(&self, number: u64) -> String {
        let mut random = Rng::with_seed(number);
        let mut lines: Vec<String> = self.any(&mut random).lines().map(str::to_owned).collect();
        for _ in 0..random.usize(1..=6) {
            self.mutate(&mut lines, &mut random);
        }
        lines.join("\n")
    }

    fn any(&self, random: &mut Rng) -> &str {
        self.texts.get(random.usize(0..self.texts.len().max(1))).map_or("", String::as_str)
    }

    fn mutate(&self, lines: &mut Vec<String>, random: &mut Rng) {
        if lines.is_empty() {
            lines.push(String::new());
        }
        let (at, other) = (random.usize(0..lines.len()), random.usize(0..lines.len()));
        match random.u8(0..9) {
            0 => drop(lines.remove(at)),
            1 => lines.swap(at, other),
            2 => lines.insert(at, lines[other].clone()),
            3 => lines.truncate(at),
            4 => lines[at] = indented(&lines[at], random),
            5 => lines[at] = spliced(&lines[at], random.choice(self.language.words()).unwrap_or(&""), random),
            6 => lines[at] = valued(&lines[at], random.choice(self.language.words()).unwrap_or(&"")),
            // A piece of another document, as it stands.
            7 => {
                let donor: Vec<&str> = self.any(random).lines().collect();
                let from = random.usize(0..donor.len().max(1));
                let piece = donor.iter().skip(from).take(random.usize(1..12)).map(|it| (*it).to_owned());
                lines.splice(at..at, piece);
            }
            _ => lines[at] = flipped(&lines[at], random),
        }
    }
}

impl Language {
    /// What a file is written in.
    fn of(path: &Path) -> Self {
        match path.extension().and_then(|it| it.to_str()) {
            Some("sql") => Self::Sql,
            Some("graphql") => Self::GraphQl,
            _ => Self::OpenApi,
        }
    }

    /// The file that a document is in.
    fn file(self) -> &'static str {
        match self {
            Self::OpenApi => "api.yaml",
            Self::Sql => "dump.sql",
            Self::GraphQl => "schema.graphql",
        }
    }

    /// What is put into documents.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::OpenApi => WORDS,
            Self::Sql => SQL,
            Self::GraphQl => GRAPHQL,
        }
    }
}

/// What readers of SQL trip over.
#[rustfmt::skip]
const SQL: &[&str] = &[
    "'", "\"", "`", "[", "]", "(", ")", ",", ";", "$$", "$a$", "E'\\", "/*", "*/", "/*!40101 ", "--", "#", "\\", "\\.",
    "DELIMITER //", "BEGIN", "END", "CASE", "NULL", "0x", "1e", "::", "é", "\u{202e}", "\u{0}", "-- zephyrix: a=b,,c",
    "CREATE TABLE t (", "PRIMARY KEY (id)", "REFERENCES t", "CHECK (", "DEFAULT", "ALTER TABLE t", "ADD COLUMN",
    "RENAME TO t", "DROP TABLE t CASCADE;", "INHERITS (t)", "PARTITION OF t DEFAULT", "LIKE t INCLUDING ALL",
    "COPY t FROM stdin;", "USING INDEX i", "integer[][]", "numeric(,)", "enum()", "GENERATED ALWAYS AS (", "ON UPDATE",
];

/// What readers of GraphQL trip over, and what makes another schema of one.
#[rustfmt::skip]
const GRAPHQL: &[&str] = &[
    "\"", "\"\"\"", "\\\"\"\"", "\\u{1F600}", "{", "}", "(", ")", "[", "]", "!", "@", "@x(", ":", "= ", "= {a: [", "| ", "& ", "#", ",",
    "$a", "...", "\u{0}", "\u{202e}", "é", "1e999", "-0", "0x1", "null", "true", "__a: Int", "self: Int", "Self: Int", "type: Int!",
    "type A { a: A! }", "type Query { a(b: Int! = 3): Int }", "extend type Query { c: Query! }", "interface A implements A { a: A }",
    "union U = Query", "input I { i: I! }", "input I @oneOf { a: I }", "enum E { r t }", "scalar DateTime", "schema { query: Query }",
    "extend schema @link(url: \"https://specs.apollo.dev/federation/v2.3\")", "directive @d(a: I = {}) repeatable on OBJECT | FIELD",
    "@deprecated", "@key(fields: \"id\")", "@zephyrixResolve", "@authenticated", "id: ID!", "../../etc/passwd",
];

/// What schemas and their readers trip over.
const WORDS: &[&str] = &[
    "null",
    "[]",
    "{}",
    "-1",
    "1e999",
    "99999999999999999999",
    "0.1",
    "true",
    "''",
    "\"\\u0000\"",
    "&a",
    "*a",
    "<<: *a",
    "!!binary x",
    "? ",
    "- ",
    "---",
    "|",
    ">-",
    "# ",
    "$ref: '#'",
    "$ref: '#/components/schemas/A'",
    "../../etc/passwd",
    "/{a}{b}",
    "{",
    "}",
    "[",
    "]",
    ":",
    "\t",
    "type: [string, 'null']",
    "allOf: []",
    "oneOf: [{}]",
    "enum: []",
    "pattern: '(('",
    "format: int32",
    "r#type",
    "Self",
    "\u{202e}",
    "é",
    "default: 1",
    "required: [x, x]",
    "x-y: {z: 1}",
    "discriminator: {propertyName: a}",
    "nullable: true",
    "minimum: 5\nmaximum: 1",
    "additionalProperties: false",
];

fn indented(line: &str, random: &mut Rng) -> String {
    format!("{}{}", " ".repeat(random.usize(0..12)), line.trim_start())
}

fn spliced(line: &str, word: &str, random: &mut Rng) -> String {
    let at = line.char_indices().map(|(at, _)| at).nth(random.usize(0..line.len().max(1))).unwrap_or(line.len());
    format!("{}{word}{}", &line[..at], &line[at..])
}

fn valued(line: &str, word: &str) -> String {
    line.split_once(':').map_or_else(|| word.to_owned(), |(key, _)| format!("{key}: {word}"))
}

fn flipped(line: &str, random: &mut Rng) -> String {
    let mut bytes = line.as_bytes().to_vec();
    if let Some(byte) = bytes.len().checked_sub(1).map(|last| random.usize(0..=last)).and_then(|at| bytes.get_mut(at)) {
        *byte ^= 1 << random.u8(0..8);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Takes a document through the pipeline.
///
/// # Errors
/// What must not have happened.
pub fn survives(language: Language, document: String) -> Result<(), Failure> {
    let began = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| outside(language, &document)));
    let what = match outcome {
        Err(_) => "a panic".to_owned(),
        Ok(Some(path)) => format!("a file outside of the project: {path}"),
        Ok(None) if began.elapsed() > LIMIT => format!("{:.1} s", began.elapsed().as_secs_f64()),
        Ok(None) => return Ok(()),
    };
    Err(Failure { what, document })
}

/// The path of a file that would not be in the project.
fn outside(language: Language, document: &str) -> Option<String> {
    let config = Config { name: Some("fuzz".to_owned()), ..Config::default() };
    let job = Job { loader: &NoLoader, config: &config, previous: &Previous::default() };
    let sources = || {
        let mut sources = Sources::default();
        sources.add(Source { path: language.file().to_owned(), text: document.to_owned() });
        sources
    };
    let draft = draft(&mut sources(), &NoLoader, &mut Diagnostics::default());
    if let Some(schema) = &draft.schema {
        // What was read can be printed and read again, whatever it is.
        let mut again = Schema::new(schema.database);
        let text = ddl::script(schema);
        sql::read(&text, SourceId::default(), schema.database, &mut again, &mut Diagnostics::default());
    }
    let files = generate(&mut sources(), job, &mut Diagnostics::default())?;
    let is_outside = |path: &str| path.starts_with('/') || path.contains('\\') || path.split('/').any(|it| it == "..");
    files.iter().map(|(path, _)| path).find(|path| is_outside(path)).map(ToOwned::to_owned)
}
