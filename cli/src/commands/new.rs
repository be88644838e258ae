//! `zephyrix new`: a project to keep.

use crate::args::Choices;
use crate::create::{Birth, Wish, create};
use crate::failure::{Exit, Failure};
use crate::live;
use crate::paths;
use crate::project::Project;
use crate::report::{self, Terminal};
use crate::seal::Seal;
use crate::work::Flags;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use zephyrix_generator::package_name;

/// Make a project from schemas: git-ready, with configuration, handlers and tests
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct New {
    /// The folder to make; its name is the package's
    #[arg(value_name = "NAME|DIR")]
    project: PathBuf,
    /// The schemas; they are copied into the project, with the files that they refer to. Or a database that is there, to
    /// begin from: `postgres://…`, `mysql://…`, `sqlite:FILE`
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    from: Vec<PathBuf>,
    #[command(flatten)]
    choices: Choices,
    /// Make no client crate
    #[arg(long)]
    no_client: bool,
    /// Make no git repository
    #[arg(long)]
    no_git: bool,
    /// Take every warning for an error
    #[arg(long)]
    strict: bool,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix new shop --from api.yaml
  zephyrix new shop --from api.yaml --database postgres --no-git
  zephyrix new shop --from postgres://me@localhost/shop";

/// Makes it.
pub(crate) fn run(args: &New, terminal: Terminal) -> Result<Exit, Failure> {
    let root = paths::real(&args.project).map_err(Failure::environment)?;
    let name = name(&root)?;
    let inputs = live::inputs(&args.from)?;
    let choices = Choices { database: args.choices.database.or(inputs.database), ..args.choices.clone() };
    let wish = Wish {
        root: root.clone(),
        name: Some(name.clone()),
        inputs: &inputs.files,
        copied: true,
        dialect: inputs.database.map(Into::into),
        choices: &choices,
        client: !args.no_client,
    };
    let birth = create(&wish, Flags { strict: args.strict, ..Flags::default() })?;
    terminal.findings(&birth.work.log, &birth.shown);
    if birth.work.log.has_errors() {
        return Ok(Exit::Input);
    }
    birth.write()?;
    Seal::set(&Project::open(&birth.root, terminal)?, &birth.work, Flags::default());
    if !args.no_git {
        git(&root);
    }
    welcome(terminal, &birth, &name);
    Ok(Exit::Done)
}

/// The package's name, from the folder's.
fn name(root: &Path) -> Result<String, Failure> {
    let typed = root.file_name().and_then(|it| it.to_str()).ok_or_else(|| Failure::input("the folder has no name"))?;
    let package = package_name(typed);
    if typed.chars().any(|it| !it.is_ascii() && it.is_alphanumeric()) {
        return Err(Failure::input(format!("`{typed}` cannot be a package's name: those are of ASCII letters"))
            .help(format!("try `{package}`; the title that people see is the schema's")));
    }
    if !typed.chars().any(|it| it.is_ascii_alphanumeric()) {
        return Err(Failure::input(format!("`{typed}` cannot be a package's name")).help("try `shop`"));
    }
    Ok(package)
}

/// Makes a repository, where git is installed and none is there. That it cannot is no reason to fail.
fn git(root: &Path) {
    if root.ancestors().any(|it| it.join(".git").exists()) {
        return;
    }
    let mut init = Command::new("git");
    let _ = init
        .args(["init", "--quiet"])
        .arg(root)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}

fn welcome(terminal: Terminal, birth: &Birth, name: &str) {
    let place = paths::shown(&birth.root);
    if terminal.is_verbose() {
        report::summary(terminal, &birth.work.todo, false);
    } else {
        report::needs_you(terminal, &birth.work.todo);
    }
    let called = if place.ends_with(name) { String::new() } else { format!(", package `{name}`") };
    terminal.tell(format!("created {place}{called}: {} files\n", birth.work.todo.changes.len()));
    if place != "." {
        terminal.tell(format!("  cd {place}"));
    }
    terminal.tell("  zephyrix dev          # serve it, and again whenever something changes");
    terminal.tell("  cargo test            # every operation, through the router");
    terminal.tell("  zephyrix generate     # after a change to the schema");
}
