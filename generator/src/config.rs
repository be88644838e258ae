//! `zephyrix.toml`: the one configuration of a project.

mod extensions;

pub use extensions::{Plugin, Templates};

use crate::lint::Lint;
use crate::selection::Selection;
use serde::{Deserialize, Deserializer, de};
use zephyrix_ir::vocabulary::relational::Database;
use zephyrix_ir::{Code, Diagnostic, Diagnostics, SourceId, Span, did_you_mean};

/// What is generated, and from what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The package's name; by default the contract's title.
    pub name: Option<String>,
    /// The schemas, as paths relative to the project.
    #[serde(default)]
    pub inputs: Vec<String>,
    /// Where the service keeps its data.
    #[serde(default, deserialize_with = "database")]
    pub database: Database,
    /// Whether operations that are not described by protobuf are served by gRPC, gRPC-Web and Connect, too.
    #[serde(default)]
    pub grpc: bool,
    /// Whether operations that are not described by GraphQL are served by it, too.
    #[serde(default)]
    pub graphql: bool,
    /// Where the service gets the runtime crate from.
    #[serde(default)]
    pub runtime: Runtime,
    /// Details of generation.
    #[serde(default)]
    pub generate: Generate,
    /// Templates of the user's.
    pub templates: Option<Templates>,
    /// Commands that add files, in the order in which they run.
    #[serde(default, rename = "plugin")]
    pub plugins: Vec<Plugin>,
    /// What `zephyrix lint` asks of the schemas.
    #[serde(default)]
    pub lint: Lint,
}

/// Where the runtime crate comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Runtime {
    /// A copy inside the project, under `vendor/zephyrix`.
    #[default]
    Vendored,
    /// The crate registry.
    Registry,
    /// A folder: `runtime = { path = "../runtime" }`.
    Path(String),
}

/// What builds, starts or checks a service elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Deploy {
    /// An image, and a composition of it with its database.
    Docker,
    /// A workflow of GitHub Actions.
    Github,
}

/// Details of generation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Generate {
    /// Whether the service is written.
    pub server: bool,
    /// Whether the Rust client crate is written.
    pub client: bool,
    /// Whether the contract tests are written.
    pub tests: bool,
    /// For what builds, starts and checks the service elsewhere files are written.
    pub deploy: Vec<Deploy>,
    /// Whether handlers that are the user's to write answer with a sample at first, not with 501.
    pub mock: bool,
    /// Whether bodies of bytes are handed to handlers as they come, not once they are in memory.
    pub stream_bodies: bool,
    /// Whether warnings are errors.
    pub strict: bool,
    /// Codes of warnings that are known and accepted.
    pub allow: Vec<String>,
    /// Overlays, which change the schemas before anything is made of them, as paths relative to the project.
    pub overlays: Vec<String>,
    /// Whose SQL the `*.sql` among the inputs are in; by default they show it themselves.
    #[serde(deserialize_with = "dialect")]
    pub dialect: Option<Database>,
    /// The operations that are wanted, where not all are.
    pub only: Selection,
    /// The operations that are not wanted.
    pub except: Selection,
}

impl Default for Generate {
    fn default() -> Self {
        Self {
            server: true,
            client: true,
            tests: true,
            deploy: vec![Deploy::Docker, Deploy::Github],
            mock: false,
            stream_bodies: false,
            strict: false,
            allow: Vec::new(),
            overlays: Vec::new(),
            dialect: None,
            only: Selection::default(),
            except: Selection::default(),
        }
    }
}

impl Config {
    /// Whether anybody else is to be told of the model.
    pub fn is_extended(&self) -> bool {
        self.templates.is_some() || !self.plugins.is_empty()
    }

    /// Every file that is named: inputs and overlays.
    pub fn files(&self) -> impl Iterator<Item = &String> {
        self.inputs.iter().chain(&self.generate.overlays)
    }

    /// Reads `zephyrix.toml`; everything wrong with it is reported.
    pub fn parse(source: SourceId, text: &str, log: &mut Diagnostics) -> Option<Self> {
        match toml_edit::de::from_str::<Self>(text) {
            Ok(config) => match extensions::named_twice(&config.plugins) {
                Some(name) => {
                    log.push(Diagnostic::new(Code::CONFIG, None, format!("two plugins are called `{name}`")));
                    None
                }
                None => Some(config),
            },
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                let message = error.message().trim().replace('\n', " ");
                let found = Diagnostic::new(Code::CONFIG, Span::new(source, span.start, span.end), message.clone());
                log.push(match suggestion(&message) {
                    Some(near) => found.help(format!("did you mean `{near}`?")),
                    None => found,
                });
                None
            }
        }
    }
}

/// Serde says ``unknown field `databse`, expected one of `name`, …``.
fn suggestion(message: &str) -> Option<String> {
    let mut words = message.split('`').skip(1).step_by(2);
    let wrong = words.next()?;
    did_you_mean(wrong, words).map(str::to_owned)
}

/// Said as serde says it of an enum, so that a slip gets its suggestion.
fn database<'de, D: Deserializer<'de>>(from: D) -> Result<Database, D::Error> {
    const WORDS: &[&str] = &["sqlite", "postgres", "mysql"];
    let word = String::deserialize(from)?;
    let known = Database::ALL.into_iter().find(|it| it.word() == word);
    known.ok_or_else(|| de::Error::unknown_variant(&word, WORDS))
}

fn dialect<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Database>, D::Error> {
    database(from).map(Some)
}
