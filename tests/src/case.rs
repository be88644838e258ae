//! A case: a folder of `tests/cases` with an `input.yaml`, `input.json`, `input.sql`, `input.proto` or `input.graphql`, what it
//! refers to, and a `zephyrix.toml` where the usual configuration will not do. A Rust file beside them is a test of the service that is made.

use crate::folder::{self, Texts};
use zephyrix_generator::{
    Config, Diagnostics, FileSet, Format, Generate, Job, Owner, Previous, Source, Sources, Stage, explain, generate,
    json_schema, model, render,
};

/// The files of one case.
#[derive(Debug)]
pub struct Case {
    /// The folder's name.
    pub name: String,
    files: Texts,
}

/// What became of a case.
#[derive(Debug)]
pub struct Outcome {
    /// The files of the service, when there is one.
    pub files: Option<FileSet>,
    /// The database that is defined in SQL, as DDL.
    pub schema: Option<String>,
    /// The findings, for people.
    pub findings: String,
}

/// Every case, by name.
pub fn all() -> Vec<Case> {
    let cases = folder::of_repository("tests/cases");
    let read = |name: String| Case { files: folder::read(&cases.join(&name)), name };
    folder::folders(&cases).into_iter().map(read).collect()
}

impl Case {
    /// Tests of the service that is made, by name.
    pub fn tests(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter_map(|(path, text)| Some((path.strip_suffix(".rs")?, text.as_str())))
    }

    /// Generates what the case asks for; `adapt` has the last word on the configuration.
    pub fn run(&self, adapt: impl FnOnce(&mut Config)) -> Outcome {
        let mut log = Diagnostics::default();
        let Some(mut config) = self.config(&mut log) else {
            let mut sources = Sources::default();
            sources.add(self.source("zephyrix.toml"));
            return Outcome { files: None, schema: None, findings: findings(&log, &sources) };
        };
        adapt(&mut config);
        let mut sources = Sources::default();
        for path in &config.inputs {
            sources.add(self.source(path));
        }
        let job = Job { loader: &self.files, config: &config, previous: &self.previous() };
        let files = generate(&mut sources, job, &mut log);
        Outcome { files, schema: schema(&mut sources, job), findings: findings(&log, &sources) }
    }

    /// The model of what the case asks for, as templates and plugins are given it; `None` where the case is one of errors.
    pub fn model(&self) -> Option<String> {
        self.export(model)
    }

    /// Its named types as JSON Schema.
    pub fn json_schema(&self) -> Option<String> {
        self.export(json_schema)
    }

    fn export(&self, to: impl FnOnce(&mut Sources, Job<'_>, &mut Diagnostics) -> Option<String>) -> Option<String> {
        let mut log = Diagnostics::default();
        let config = self.config(&mut log)?;
        let mut sources = Sources::default();
        for path in &config.inputs {
            sources.add(self.source(path));
        }
        to(&mut sources, Job { loader: &self.files, config: &config, previous: &self.previous() }, &mut log)
    }

    /// What a former run left: the files under `previous/`.
    fn previous(&self) -> Previous {
        let left = self.files.iter().filter_map(|(path, text)| Some((path.strip_prefix("previous/")?, text)));
        Previous { files: left.map(|(path, text)| (path.to_owned(), text.clone())).collect(), ..Previous::default() }
    }

    fn config(&self, log: &mut Diagnostics) -> Option<Config> {
        let mut sources = Sources::default();
        let mut config = match self.files.get("zephyrix.toml") {
            Some(text) => {
                let config = Config::parse(sources.add(self.source("zephyrix.toml")), text, log)?;
                // They are much the same for all: looked at where a case asks for them.
                let deploy = if text.contains("deploy = [") { config.generate.deploy } else { Vec::new() };
                Config { generate: Generate { deploy, ..config.generate }, ..config }
            }
            None => Config {
                generate: Generate { client: false, tests: false, deploy: Vec::new(), ..Generate::default() },
                ..Config::default()
            },
        };
        if config.inputs.is_empty() {
            let input = self.files.keys().find(|path| path.starts_with("input."));
            config.inputs.extend(input.cloned());
        }
        Some(config)
    }

    fn source(&self, path: &str) -> Source {
        let text = self.files.get(path).unwrap_or_else(|| panic!("case {} has no {path}", self.name));
        Source { path: path.to_owned(), text: text.clone() }
    }
}

/// What is reviewed beside that which is generated: where paths begin.
const REVIEWED: &[&str] =
    &["src/handlers/", "migrations/", "proto/", "Dockerfile", "compose.yaml", ".github/", ".dockerignore"];

impl Outcome {
    /// What is reviewed of it: everything that follows from the schema, and the findings.
    pub fn reviewed(self) -> Texts {
        let reviewed = |path: &str, owner| owner == Owner::Generated || REVIEWED.iter().any(|it| path.starts_with(it));
        let files = self.files.iter().flat_map(FileSet::iter).filter(|(path, file)| reviewed(path, file.owner));
        let mut texts: Texts = files.map(|(path, file)| (path.to_owned(), file.text.clone())).collect();
        texts.extend(self.schema.map(|it| ("schema.sql".to_owned(), it)));
        if !self.findings.is_empty() {
            texts.insert("stderr.txt".to_owned(), self.findings);
        }
        texts
    }
}

/// What the stage `schema` tells of sources that are SQL.
fn schema(sources: &mut Sources, job: Job<'_>) -> Option<String> {
    let is_sql = |path: &str| path.rsplit_once('.').is_some_and(|(_, it)| it == "sql");
    sources.iter().find(|(_, it)| is_sql(&it.path))?;
    let sections = explain(sources, job, Stage::Schema, &mut Diagnostics::default())?;
    Some(sections.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join("\n"))
}

fn findings(log: &Diagnostics, sources: &Sources) -> String {
    render(log, sources, Format::Human { color: false })
}
