//! The subcommands that print and end.

use super::Exit;
use crate::Service;
use crate::config::Loaded;
use std::io::Write;

/// What a service is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Serve,
    ShowConfig,
    Routes {
        json: bool,
    },
    Health,
    #[cfg(feature = "sql")]
    Migrate(Direction),
    Help,
    Version,
}

/// Which way to change the schema, if any.
#[cfg(feature = "sql")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
    Status,
}

/// The words of each command, what it is, and what it does.
const COMMANDS: &[(&[&str], Command, &str)] = &[
    (&[], Command::Serve, ""),
    (&["serve"], Command::Serve, "serve requests (also without any argument)"),
    #[cfg(feature = "sql")]
    (&["migrate", "up"], Command::Migrate(Direction::Up), "apply all pending migrations"),
    #[cfg(feature = "sql")]
    (&["migrate", "down"], Command::Migrate(Direction::Down), "take back the last migration"),
    #[cfg(feature = "sql")]
    (&["migrate", "status"], Command::Migrate(Direction::Status), "show where every migration stands"),
    (&["config", "show"], Command::ShowConfig, "show every setting and where it comes from"),
    (&["routes"], Command::Routes { json: false }, "list all operations"),
    (&["routes", "--json"], Command::Routes { json: true }, "list all operations as JSON"),
    (&["health"], Command::Health, "ask the running service whether it lives"),
    (&["--help"], Command::Help, "show this"),
    (&["-h"], Command::Help, ""),
    (&["help"], Command::Help, ""),
    (&["--version"], Command::Version, "show the version"),
    (&["-V"], Command::Version, ""),
];

impl Command {
    /// Reads the arguments.
    pub(super) fn parse(arguments: &[String]) -> Result<Self, Exit> {
        let found = COMMANDS.iter().find(|(words, ..)| words.iter().eq(arguments.iter()));
        found.map(|(_, command, _)| *command).ok_or_else(|| {
            Exit::Usage(format!("there is no command `{}`; `--help` lists them", arguments.join(" ").escape_debug()))
        })
    }
}

pub(super) fn help(service: &Service) -> Result<(), Exit> {
    let described = COMMANDS.iter().filter(|it| !it.2.is_empty());
    let commands = lines(described.map(|(words, _, does)| format!("  {:<16} {does}", words.join(" "))));
    print(&format!(
        "{} {}\n\nUsage: {} [COMMAND]\n\n{commands}\n\
         Settings: config/default.toml, config/<APP_ENV>.toml, config/local.toml, APP__SECTION__KEY=value.\n",
        service.title, service.version, service.name
    ))
}

pub(super) fn version(service: &Service) -> Result<(), Exit> {
    print(&format!("{} {}\n", service.name, service.version))
}

pub(super) fn show(loaded: &Loaded) -> Result<(), Exit> {
    let warnings = lines(loaded.warnings.iter().map(|it| format!("# warning: {it}")));
    print(&(warnings + &loaded.show()))
}

pub(super) fn routes(service: &Service, json: bool) -> Result<(), Exit> {
    if json {
        let entry =
            |it: &crate::OperationInfo| serde_json::json!({ "name": it.name, "method": it.method, "path": it.path });
        let list: Vec<_> = service.operations.iter().map(entry).collect();
        return print(&format!("{:#}\n", serde_json::Value::from(list)));
    }
    let width = service.operations.iter().map(|it| it.path.len()).max().unwrap_or_default();
    let line = |it: &crate::OperationInfo| format!("{:<7} {:<width$}  {}", it.method, it.path, it.name);
    print(&lines(service.operations.iter().map(line)))
}

#[cfg(feature = "sql")]
pub(super) async fn migrate(
    service: &Service,
    config: &crate::config::Config,
    direction: Direction,
) -> Result<(), Exit> {
    use crate::db;
    let url = config.database.url.expose();
    let report = match direction {
        Direction::Up => db::up(url, service.migrations).await.map(|it| named("applied", it)),
        Direction::Down => db::down(url, service.migrations).await.map(|it| named("taken back", it)),
        Direction::Status => db::status(url, service.migrations).await.map(|it| lines(it.iter().map(standing))),
    };
    let report = report.map_err(|error| Exit::from(crate::BoxError::from(error)))?;
    print(if report.is_empty() { "nothing to do\n" } else { &report })
}

#[cfg(feature = "sql")]
fn named(what: &str, steps: impl IntoIterator<Item = String>) -> String {
    lines(steps.into_iter().map(|it| format!("{what} {it}")))
}

#[cfg(feature = "sql")]
fn standing(step: &crate::db::Status) -> String {
    use crate::db::State;
    let state = match &step.state {
        State::Applied(when) => format!("applied {when}"),
        State::Pending => "pending".to_owned(),
        State::Changed => "changed since it was applied".to_owned(),
        State::Unknown => "applied, but unknown here".to_owned(),
    };
    format!("V{}__{}  {state}", step.version, step.name)
}

fn lines(all: impl Iterator<Item = String>) -> String {
    all.flat_map(|it| [it, "\n".to_owned()]).collect()
}

fn print(text: &str) -> Result<(), Exit> {
    match std::io::stdout().write_all(text.as_bytes()) {
        // A pipe that is read no further, as by `head`, is no failure.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Exit::Failure(error.to_string())),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_commands() {
        let parse = |words: &[&str]| Command::parse(&words.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(parse(&[]).unwrap(), Command::Serve);
        assert_eq!(parse(&["routes", "--json"]).unwrap(), Command::Routes { json: true });
        for wrong in [&["server"][..], &["serve", "now"], &["routes", "--xml"], &[""]] {
            assert!(matches!(parse(wrong), Err(Exit::Usage(_))), "{wrong:?}");
        }
    }
}
