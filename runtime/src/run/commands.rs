//! The subcommands that print and end.

use super::Exit;
#[cfg(feature = "sql")]
use super::migrate::Migrating;
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
    Migrate(Migrating),
    Help,
    Version,
}

/// The words of each command, what it is, and what it does.
const COMMANDS: &[(&[&str], Command, &str)] = &[
    (&[], Command::Serve, ""),
    (&["serve"], Command::Serve, "serve requests (also without any argument)"),
    #[cfg(feature = "sql")]
    (&["migrate", "up"], Command::Migrate(Migrating::Up { dry: false }), "apply all pending migrations"),
    #[cfg(feature = "sql")]
    (&["migrate", "up", "--dry-run"], Command::Migrate(Migrating::Up { dry: true }), "show what would be applied"),
    #[cfg(feature = "sql")]
    (
        &["migrate", "down"],
        Command::Migrate(Migrating::Down(1)),
        "take back the last migration; with a number, so many",
    ),
    #[cfg(feature = "sql")]
    (&["migrate", "status"], Command::Migrate(Migrating::Status), "show where every migration stands"),
    #[cfg(feature = "sql")]
    (
        &["migrate", "baseline"],
        Command::Migrate(Migrating::Baseline(i64::MAX)),
        "take all for applied; with a number, up to that version",
    ),
    #[cfg(feature = "sql")]
    (&["migrate", "repair"], Command::Migrate(Migrating::Repair), "take the files as they are for what was applied"),
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
        #[cfg(feature = "sql")]
        if let Some(counted) = Migrating::counted(arguments) {
            return Ok(Self::Migrate(counted));
        }
        let found = COMMANDS.iter().find(|(words, ..)| words.iter().eq(arguments.iter()));
        found.map(|(_, command, _)| *command).ok_or_else(|| {
            Exit::Usage(format!("there is no command `{}`; `--help` lists them", arguments.join(" ").escape_debug()))
        })
    }
}

pub(super) fn help(service: &Service) -> Result<(), Exit> {
    let described = COMMANDS.iter().filter(|it| !it.2.is_empty());
    let commands = lines(described.map(|(words, _, does)| format!("  {:<20} {does}", words.join(" "))));
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

pub(super) fn lines(all: impl Iterator<Item = String>) -> String {
    all.flat_map(|it| [it, "\n".to_owned()]).collect()
}

pub(super) fn print(text: &str) -> Result<(), Exit> {
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
