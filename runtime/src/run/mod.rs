//! A service's `main`: its subcommands and exit codes.

mod commands;
mod health;
#[cfg(feature = "sql")]
mod migrate;
mod start;

pub use start::Start;

use crate::config::{Config, ConfigErrors, Loaded, Sources};
use crate::{BoxError, Router, Service};
use commands::Command;
use std::fmt;
use std::process::ExitCode;

/// How a service ends, as in `sysexits.h`.
#[derive(Debug)]
enum Exit {
    /// 64: the arguments are wrong.
    Usage(String),
    /// 69: the database, or the service asked for its health, cannot be reached.
    Unavailable(String),
    /// 78: the settings are wrong.
    Config(String),
    /// 1: anything else.
    Failure(String),
}

impl Exit {
    fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 64,
            Self::Unavailable(_) => 69,
            Self::Config(_) => 78,
            Self::Failure(_) => 1,
        }
    }
}

/// Runs a service as its arguments say: serves `build`'s routes if there are none.
pub fn run<F, R>(service: &'static Service, build: F) -> ExitCode
where
    F: AsyncFnOnce(Start) -> Result<R, BoxError>,
    R: Into<Router>,
{
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let ended = Command::parse(&arguments).and_then(|command| obey(command, service, build));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(exit) => {
            complain(&exit);
            ExitCode::from(exit.code())
        }
    }
}

fn obey<F, R>(command: Command, service: &'static Service, build: F) -> Result<(), Exit>
where
    F: AsyncFnOnce(Start) -> Result<R, BoxError>,
    R: Into<Router>,
{
    match command {
        Command::Help => commands::help(service),
        Command::Version => commands::version(service),
        Command::Routes { json } => commands::routes(service, json),
        Command::ShowConfig => commands::show(&load(service)?),
        Command::Health => health::ask(load(service)?.config.server.addr),
        #[cfg(feature = "sql")]
        Command::Migrate(what) => {
            let loaded = load(service)?;
            runtime()?.block_on(what.run(service, &loaded.config))
        }
        Command::Serve => {
            let loaded = load(service)?;
            let runtime = runtime()?;
            let ended = runtime.block_on(start::serve_until_told(service, loaded, build));
            // What did not finish in time is not waited for.
            runtime.shutdown_background();
            ended
        }
    }
}

fn load(service: &Service) -> Result<Loaded, Exit> {
    Ok(Config::load(service.name, &Sources::process())?)
}

fn runtime() -> Result<tokio::runtime::Runtime, Exit> {
    let built = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    built.map_err(|error| Exit::Failure(format!("cannot start threads: {error}")))
}

// Whatever went wrong may be wrong with logging itself.
#[allow(clippy::print_stderr)]
fn complain(exit: &Exit) {
    eprintln!("error: {exit}");
}

impl fmt::Display for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Unavailable(message) | Self::Config(message) | Self::Failure(message) => {
                f.write_str(message)
            }
        }
    }
}

impl From<ConfigErrors> for Exit {
    fn from(errors: ConfigErrors) -> Self {
        Self::Config(errors.to_string())
    }
}

impl From<BoxError> for Exit {
    fn from(error: BoxError) -> Self {
        #[cfg(feature = "sql")]
        if let Some(open) = opening(&*error) {
            return match open {
                crate::db::OpenError::Url(message) => Self::Config(message.clone()),
                crate::db::OpenError::Unreachable { .. } => Self::Unavailable(open.to_string()),
            };
        }
        Self::Failure(error.to_string())
    }
}

/// The failure to open a database that an error stems from, if it does.
#[cfg(feature = "sql")]
fn opening<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a crate::db::OpenError> {
    let mut causes = std::iter::successors(Some(error), |it| it.source());
    causes.find_map(|it| it.downcast_ref())
}
