//! What was typed.

use crate::commands;
use crate::failure::{Exit, Failure};
use crate::paths::{real, relative};
use crate::report::Terminal;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use zephyrix_generator::Database;

/// Write the contract. Own the service.
///
/// From an OpenAPI document to a complete Rust service that compiles, runs and stores data; and regenerating it stays
/// safe for as long as it lives.
#[derive(Debug, Parser)]
#[command(name = "zephyrix", version, propagate_version = true, arg_required_else_help = true)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix dev api.yaml                   serve the API now, and again whenever something changes
  zephyrix new shop --from api.yaml       make a project to keep
  zephyrix generate --check               in CI: fail when the output is stale";

/// Flags that every command knows.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say more: notes, and files that stay as they are
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// When to color what is printed
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    /// Act as if started in this folder
    #[arg(short = 'C', global = true, value_name = "DIR")]
    pub(crate) directory: Option<PathBuf>,
    /// How findings are printed
    #[arg(long, global = true, default_value = "human")]
    pub(crate) format: Form,
}

/// When to color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For people, on standard error
    Human,
    /// One JSON object a line, on standard output
    Json,
    /// Workflow commands of GitHub Actions, on standard output
    Github,
    /// A SARIF 2.1.0 document for code scanners, on standard output
    Sarif,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Dev(commands::dev::Dev),
    New(commands::new::New),
    Generate(commands::generate::Generate),
    Upgrade(commands::upgrade::Upgrade),
    Migrate(commands::migrate::Migrate),
    Lint(commands::lint::Lint),
    Diff(commands::diff::Diff),
    Routes(commands::routes::Routes),
    Cost(commands::cost::CostArgs),
    Export(commands::export::Export),
    Explain(commands::explain::Explain),
    Doctor(commands::doctor::Doctor),
    Completions(commands::completions::Completions),
}

impl Command {
    /// Does it.
    pub(crate) fn run(self, terminal: Terminal) -> Result<Exit, Failure> {
        match self {
            Self::Dev(it) => commands::dev::run(&it, terminal),
            Self::New(it) => commands::new::run(&it, terminal),
            Self::Generate(it) => commands::generate::run(&it, terminal),
            Self::Upgrade(it) => commands::upgrade::run(&it, terminal),
            Self::Migrate(it) => commands::migrate::run(&it, terminal),
            Self::Lint(it) => commands::lint::run(&it, terminal),
            Self::Diff(it) => commands::diff::run(&it, terminal),
            Self::Routes(it) => commands::routes::run(&it, terminal),
            Self::Cost(it) => commands::cost::run(&it, terminal),
            Self::Export(it) => commands::export::run(&it, terminal),
            Self::Explain(it) => commands::explain::run(&it, terminal),
            Self::Doctor(it) => commands::doctor::run(&it, terminal),
            Self::Completions(it) => Ok(commands::completions::run(&it)),
        }
    }
}

/// What a project is made of, where there is none yet; in a project, `zephyrix.toml` is changed to say so.
#[derive(Clone, Debug, Args)]
pub(crate) struct Choices {
    /// Where the service keeps its data
    #[arg(long, value_name = "KIND")]
    pub(crate) database: Option<DatabaseArg>,
    /// Where the runtime crate comes from: `vendored`, `registry`, or a folder
    #[arg(long, value_name = "FROM")]
    pub(crate) runtime: Option<RuntimeArg>,
    /// Have handlers that are yours to write answer with a sample at first, not with 501
    #[arg(long)]
    pub(crate) mock: bool,
    /// Serve every operation by gRPC, gRPC-Web and Connect, too, and write its `.proto`
    #[arg(long)]
    pub(crate) grpc: bool,
    /// Serve every operation by GraphQL, too
    #[arg(long)]
    pub(crate) graphql: bool,
    #[command(flatten)]
    pub(crate) schemas: Schemas,
}

/// How schemas are read.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Schemas {
    /// An OpenAPI Overlay, which changes the schemas before anything is made of them; may be given several times
    #[arg(long = "overlay", id = "overlay", value_name = "FILE")]
    pub(crate) overlays: Vec<PathBuf>,
    /// Whose SQL the schemas are written in, where their files do not show it
    #[arg(long, value_name = "KIND")]
    pub(crate) dialect: Option<DatabaseArg>,
}

impl Schemas {
    /// The overlays as paths from a folder.
    pub(crate) fn overlays_from(&self, base: &Path) -> Result<Vec<String>, Failure> {
        let path = |it: &PathBuf| Ok::<_, std::io::Error>(relative(base, &real(it)?));
        self.overlays.iter().map(path).collect::<Result<_, _>>().map_err(Failure::environment)
    }

    /// The dialect, unless it is what is said already.
    pub(crate) fn other_dialect(&self, said: Option<Database>) -> Option<Database> {
        self.dialect.map(Database::from).filter(|it| Some(*it) != said)
    }
}

/// A database, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DatabaseArg {
    /// Embedded
    Sqlite,
    /// PostgreSQL 13 or later
    Postgres,
    /// MySQL 8, MariaDB 10.6, or later
    Mysql,
}

impl From<DatabaseArg> for Database {
    fn from(it: DatabaseArg) -> Self {
        match it {
            DatabaseArg::Sqlite => Self::Sqlite,
            DatabaseArg::Postgres => Self::Postgres,
            DatabaseArg::Mysql => Self::Mysql,
        }
    }
}

/// Where the runtime crate comes from, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RuntimeArg {
    /// A copy in the project.
    Vendored,
    /// The crate registry.
    Registry,
    /// A folder, relative to the current one.
    Path(PathBuf),
}

impl FromStr for RuntimeArg {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "vendored" => Self::Vendored,
            "registry" => Self::Registry,
            path => Self::Path(path.into()),
        })
    }
}
