//! `zephyrix doctor`: what this machine or this project lacks, and what to do about it.

use super::dev::port;
use crate::disk::Disk;
use crate::failure::{Exit, Failure};
use crate::paths;
use crate::project::{self, Project};
use crate::report::{self, Terminal};
use crate::work::{self, Flags};
use clap::Args;
use std::path::Path;
use std::process::{Command, Stdio};
use zephyrix_generator::{
    Code, Database, Diagnostic, Diagnostics, Runtime, Severity, left_by, refuse_later, tell_earlier, this,
};

/// Find what this machine or this project lacks, with a fix for each
///
/// Nothing is asked of the network. Ends with 1 when there is a problem.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  zephyrix doctor")]
pub(crate) struct Doctor {}

/// The Rust that generated services need.
const RUST: (u32, u32) = (1, 95);

/// What was looked at.
struct Check {
    /// What it is, and how it is.
    what: String,
    /// What to do; `None`: it is well.
    fix: Option<String>,
}

impl Check {
    fn well(what: impl Into<String>) -> Self {
        Self { what: what.into(), fix: None }
    }

    fn problem(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { what: what.into(), fix: Some(fix.into()) }
    }
}

/// Looks at everything.
pub(crate) fn run(_: &Doctor, terminal: Terminal) -> Result<Exit, Failure> {
    let mut checks = vec![rust(), tool("cargo", "install Rust: https://rustup.rs"), compiler()];
    checks.push(tool("rustfmt", "`rustup component add rustfmt`: new code of yours is laid out with it"));
    checks.push(free_port());
    match project::find() {
        Some(root) => of_project(&root, terminal, &mut checks)?,
        None => checks.push(Check::well("no project here: only the machine was looked at")),
    }
    for check in &checks {
        match &check.fix {
            None => terminal.tell(format!("ok       {}", check.what)),
            Some(fix) => report::print(format!("problem  {}\n  = help: {fix}\n", check.what)),
        }
    }
    let problems = checks.iter().filter(|it| it.fix.is_some()).count();
    terminal.tell(format!("{problems} {}", if problems == 1 { "problem" } else { "problems" }));
    Ok(if problems == 0 { Exit::Done } else { Exit::Found })
}

fn rust() -> Check {
    let (major, minor) = RUST;
    let fix = format!("`rustup update`: services need Rust {major}.{minor} or later");
    let Some(said) = version("rustc") else {
        return Check::problem("rustc cannot be run", "install Rust: https://rustup.rs");
    };
    match parse(&said) {
        Some(found) if found >= RUST => Check::well(said),
        _ => Check::problem(format!("{said} is too old"), fix),
    }
}

/// `rustc 1.95.0 (…)` is (1, 95).
fn parse(said: &str) -> Option<(u32, u32)> {
    let mut numbers = said.split_whitespace().nth(1)?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

fn tool(name: &str, fix: &str) -> Check {
    match version(name) {
        Some(said) => Check::well(said),
        None => Check::problem(format!("{name} cannot be run"), fix),
    }
}

/// SQLite and the cryptography of TLS are partly written in C.
fn compiler() -> Check {
    let given = std::env::var("CC").ok().filter(|it| !it.is_empty());
    let known = ["cc", "gcc", "clang", "cl"].map(str::to_owned);
    match given.into_iter().chain(known).find(|it| version(it).is_some()) {
        Some(name) => Check::well(format!("C compiler: {name}")),
        None => Check::problem("there is no C compiler", "install gcc or clang (Debian: `apt install gcc`), or set CC"),
    }
}

fn free_port() -> Check {
    match port::free(port::USUAL) {
        Some(address) => Check::well(format!("{address} is free")),
        None => Check::problem(
            format!("port {} is in use", port::USUAL),
            "`zephyrix dev` takes the next one; for `cargo run`, set APP__SERVER__ADDR=127.0.0.1:PORT",
        ),
    }
}

fn of_project(root: &Path, terminal: Terminal, checks: &mut Vec<Check>) -> Result<(), Failure> {
    let _recovered = Disk::look(root)?;
    let project = Project::open(root, terminal)?;
    checks.push(Check::well(format!("{} can be read", paths::shown(&root.join(project::FILE)))));
    checks.push(made_by(&project)?);
    let work = work::again(&project, &project.text, Flags { no_plugins: true, ..Flags::default() })?;
    let is_new = |it: &&Diagnostic| it.severity == Severity::Error && it.code != Code::LATER_VERSION;
    for found in work.log.all().iter().filter(is_new) {
        let fix = found.help.clone().unwrap_or_else(|| format!("`zephyrix explain {}`", found.code.id));
        checks.push(Check::problem(format!("{}: {}", found.code.id, found.message), fix));
    }
    if !work.log.has_errors() {
        checks.push(match report::counts(&work.todo) {
            _ if work.todo.changes.is_empty() => Check::well("what is generated is up to date"),
            counts => Check::problem(format!("what is generated is stale: {counts}"), "`zephyrix generate`"),
        });
    }
    checks.extend(runtime(&project));
    checks.extend(database(&project));
    Ok(())
}

/// The version of the project beside the one that runs.
fn made_by(project: &Project) -> Result<Check, Failure> {
    let previous = project.previous()?;
    let this = this();
    let mut log = Diagnostics::default();
    refuse_later(&previous, &mut log);
    tell_earlier(&previous, &mut log);
    Ok(match (log.all().first(), left_by(&previous)) {
        (Some(found), _) => Check::problem(found.message.clone(), found.help.clone().unwrap_or_default()),
        (None, Some(maker)) => Check::well(format!("the project is as zephyrix {maker} left it; this is {this}")),
        (None, None) => Check::well(format!("the project does not say which zephyrix made it; this is {this}")),
    })
}

fn runtime(project: &Project) -> Option<Check> {
    let Runtime::Path(path) = &project.config.runtime else { return None };
    let fix = format!("correct `runtime` in `{}`, or `zephyrix generate --runtime vendored`", project::FILE);
    let is_there = project.root.join(path).join("Cargo.toml").is_file();
    (!is_there).then(|| Check::problem(format!("there is no runtime crate in `{path}`"), fix))
}

/// Whether a service with a database server knows where that is.
fn database(project: &Project) -> Option<Check> {
    if project.config.database == Database::Sqlite {
        return None;
    }
    let word = project.config.database.word();
    let variables = ["APP__DATABASE__URL", "APP__DATABASE__URL_FILE"];
    let files = ["config/local.toml", "config/development.toml", "config/default.toml"];
    let variable = variables.iter().find(|it| std::env::var_os(it).is_some_and(|it| !it.is_empty()));
    let place = variable.or_else(|| files.iter().find(|it| has_url(&project.root.join(it))));
    Some(match place {
        Some(place) => Check::well(format!("the URL of the database ({word}) is in {place}")),
        None => Check::problem(
            format!("nothing says where the database ({word}) is"),
            format!("set APP__DATABASE__URL={word}://USER@HOST/NAME, or `url` under `[database]` in config/local.toml"),
        ),
    })
}

fn has_url(file: &Path) -> bool {
    let document = std::fs::read_to_string(file).ok().and_then(|it| it.parse::<toml_edit::DocumentMut>().ok());
    let url = document.as_ref().and_then(|it| it.get("database")?.get("url")?.as_str());
    url.is_some_and(|it| !it.is_empty())
}

/// The first line that a tool says of its version.
fn version(tool: &str) -> Option<String> {
    let output = Command::new(tool).arg("--version").stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    (output.status.success() || tool == "cl").then(|| text.lines().next().unwrap_or(tool).to_owned())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(parse("rustc 1.100.0-nightly (abc 2026-01-01)") > Some((1, 95)));
        assert!(parse("rustc 1.9.0") < Some((1, 95)));
        assert_eq!(parse("rustc"), None);
    }
}
