//! `zephyrix generate`: the service as the schemas have it now.

use crate::args::Choices;
use crate::create::{self, Wish, create, default_root, set_detail};
use crate::disk::Disk;
use crate::failure::{Exit, Failure};
use crate::paths::{self, real};
use crate::project::{self, FILE, Project};
use crate::report::{self, Terminal, seen_from_here};
use crate::seal::Seal;
use crate::work::{self, Flags, Work};
use clap::Args;
use std::path::{Path, PathBuf};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Value};
use zephyrix_generator::{Database, Reconciled, Runtime, Sources, did_you_mean};

/// Generate the service, or bring it up to date
///
/// In a project (`zephyrix.toml` in this folder or above), everything that follows from the schemas is brought up to
/// date: generated files are rewritten, new operations appear as stubs at the end of your handlers, what the schemas say
/// to be renamed is renamed there, what nobody has touched follows, and nothing else of yours is touched. Ends with 1 where
/// you and zephyrix changed the same lines. With FILE and no project, one is made in DIR. Nothing is written when there is
/// an error.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Generate {
    /// Schemas to make a project from; in a project, those that `zephyrix.toml` names are read
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The project's folder [default: the current project, or ./<package>]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Write nothing; end with 1 and a diff when the output is stale
    #[arg(long, conflicts_with_all = ["dry_run", "diff", "force"])]
    check: bool,
    /// Write nothing; list what would be
    #[arg(long)]
    dry_run: bool,
    /// Write nothing; show what would be
    #[arg(long)]
    diff: bool,
    /// Write nothing; print a file as it would be made new
    #[arg(long, value_name = "PATH", conflicts_with_all = ["check", "dry_run", "diff", "force"])]
    print: Option<String>,
    /// Overwrite generated files that were edited by hand, and files that are in the way
    #[arg(long)]
    force: bool,
    /// Take every warning for an error
    #[arg(long)]
    strict: bool,
    /// Run no plugins, and leave alone what they wrote: for projects of others
    #[arg(long)]
    no_plugins: bool,
    #[command(flatten)]
    choices: Choices,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix generate                       bring the project up to date
  zephyrix generate --print src/app.rs    how a file of yours would be made for the contract of now
  zephyrix generate --check               in CI: fail when somebody forgot to
  zephyrix generate api.yaml -o shop      make a project that refers to ../api.yaml

Every key of zephyrix.toml is in docs/configuration.md.";

/// Generates.
pub(crate) fn run(args: &Generate, terminal: Terminal) -> Result<Exit, Failure> {
    let flags = Flags { force: args.force, strict: args.strict, no_plugins: args.no_plugins, upgrade: false };
    match target(args, terminal)? {
        Target::Project(root) => again(args, &root, flags, terminal),
        Target::Nothing(root) => first(args, root, flags, terminal),
    }
}

/// Where the output goes.
enum Target {
    /// Into a project that is there.
    Project(PathBuf),
    /// Into a project to be made.
    Nothing(PathBuf),
}

fn target(args: &Generate, terminal: Terminal) -> Result<Target, Failure> {
    let root = match (&args.output, args.files.as_slice()) {
        (Some(folder), _) => real(folder).map_err(Failure::environment)?,
        (None, []) => return Ok(Target::Project(project::here(terminal)?.root)),
        (None, files) => match project::find() {
            Some(root) => root,
            None => default_root(files)?,
        },
    };
    if root.join(FILE).is_file() {
        return Ok(Target::Project(root));
    }
    if args.files.is_empty() {
        return Err(Failure::input(format!("`{}` is no project, and no schema was named", paths::shown(&root)))
            .help("`zephyrix generate api.yaml -o DIR` makes one"));
    }
    Ok(Target::Nothing(root))
}

fn first(args: &Generate, root: PathBuf, flags: Flags, terminal: Terminal) -> Result<Exit, Failure> {
    let wish = Wish {
        root,
        name: None,
        inputs: &args.files,
        copied: false,
        dialect: None,
        choices: &args.choices,
        client: true,
    };
    let birth = create(&wish, flags)?;
    deliver(args, &birth.work, &birth.shown, terminal, || {
        birth.write()?;
        Seal::set(&Project::open(&birth.root, terminal)?, &birth.work, flags);
        terminal.tell(format!("created {}", paths::shown(&birth.root)));
        Ok(())
    })
}

fn again(args: &Generate, root: &Path, flags: Flags, terminal: Terminal) -> Result<Exit, Failure> {
    let writes = !(args.check || args.dry_run || args.diff || args.print.is_some());
    let disk = if writes { Some(Disk::open(root)?) } else { Disk::look(root)? };
    let mut project = Project::open(root, terminal)?;
    for file in &args.files {
        refuse_unknown(&project, file)?;
    }
    let text = choose(&mut project, &args.choices)?;
    let sealable =
        writes && !args.force && text == project.text && !terminal.is_verbose() && !terminal.is_for_programs();
    if let Some(seal) = Seal::unbroken(&project, flags).filter(|_| sealable) {
        report::nothing_new(terminal, seal.count(), seal.warnings);
        return Ok(Exit::Done);
    }
    let mut work = work::again(&project, &text, flags)?;
    if args.check && work.log.has_errors() && !work.is_input_wrong {
        // The diff shows what is lost, too.
        work.todo = work::again(&project, &text, Flags { force: true, ..flags })?.todo;
    }
    let seen = seen_from_here(&work.sources, &project.root);
    deliver(args, &work, &seen, terminal, || match &disk {
        Some(disk) => {
            disk.apply(&work.todo.changes)?;
            if work.todo.conflicts.is_empty() {
                Seal::set(&project, &work, flags);
            }
            Ok(())
        }
        None => Ok(()),
    })
}

/// Reports, and writes if that is wanted and right.
fn deliver(
    args: &Generate,
    work: &Work,
    seen: &Sources,
    terminal: Terminal,
    write: impl FnOnce() -> Result<(), Failure>,
) -> Result<Exit, Failure> {
    terminal.findings(&work.log, seen);
    if args.check && !work.is_input_wrong {
        return Ok(check(work, terminal));
    }
    if work.log.has_errors() {
        return Ok(Exit::Input);
    }
    if let Some(path) = &args.print {
        return print(work, path);
    }
    if args.diff {
        show(&work.todo, terminal);
    } else {
        if !args.dry_run {
            write()?;
        }
        report::summary(terminal, &work.todo, args.dry_run);
    }
    Ok(if work.todo.conflicts.is_empty() { Exit::Done } else { Exit::Found })
}

/// A file as it would be if it were new.
fn print(work: &Work, path: &str) -> Result<Exit, Failure> {
    let Some(file) = work.files.get(path) else {
        let near = did_you_mean(path, work.files.iter().map(|(path, _)| path));
        let none = Failure::input(format!("`{path}` is none of the files that are made"));
        return Err(match near {
            Some(near) => none.help(format!("did you mean `{near}`?")),
            None => none.help("paths are relative to the project: `src/app.rs`"),
        });
    };
    report::print(&file.text);
    Ok(Exit::Done)
}

fn check(work: &Work, terminal: Terminal) -> Exit {
    show(&work.todo, terminal);
    if work.todo.changes.is_empty() && work.todo.conflicts.is_empty() && !work.log.has_errors() {
        terminal.tell("up to date");
        return Exit::Done;
    }
    terminal.tell(format!("stale: {}; run `zephyrix generate`", report::counts(&work.todo)));
    Exit::Found
}

fn show(todo: &Reconciled, terminal: Terminal) {
    if terminal.is_for_programs() {
        return;
    }
    for (path, change) in &todo.changes {
        report::print(report::diff(path, change));
    }
}

/// In a project, the schemas are those that it names.
fn refuse_unknown(project: &Project, file: &Path) -> Result<(), Failure> {
    if project.reads(file) {
        return Ok(());
    }
    let place = paths::shown(&project.root.join(FILE));
    let input = paths::relative(&project.root, &real(file).map_err(Failure::environment)?);
    Err(Failure::input(format!("`{}` is not among the inputs of `{place}`", file.display()))
        .help(format!("add `{input}` to `inputs` there, or make another project with `-o DIR`")))
}

/// What `zephyrix.toml` is to say, with what was typed; the configuration follows.
fn choose(project: &mut Project, choices: &Choices) -> Result<String, Failure> {
    let mut wanted: Vec<(&str, Value)> = Vec::new();
    if let Some(database) = choices.database.map(Database::from).filter(|it| *it != project.config.database) {
        project.config.database = database;
        wanted.push(("database", database.word().into()));
    }
    if let Some(typed) = &choices.runtime {
        let runtime = create::runtime(&project.root, Some(typed))?;
        if runtime != project.config.runtime {
            wanted.push(("runtime", written(&runtime)));
            project.config.runtime = runtime;
        }
    }
    if choices.grpc && !project.config.grpc {
        project.config.grpc = true;
        wanted.push(("grpc", true.into()));
    }
    if choices.graphql && !project.config.graphql {
        project.config.graphql = true;
        wanted.push(("graphql", true.into()));
    }
    let there = &project.config.generate.overlays;
    let overlays = choices.schemas.overlays_from(&project.root)?;
    let added: Vec<String> = overlays.into_iter().filter(|it| !there.contains(it)).collect();
    let dialect = choices.schemas.other_dialect(project.config.generate.dialect);
    if wanted.is_empty() && added.is_empty() && dialect.is_none() {
        return Ok(project.text.clone());
    }
    let broken = |error: toml_edit::TomlError| Failure::input(error.message().to_owned());
    let mut document = project.text.parse::<DocumentMut>().map_err(broken)?;
    for (key, value) in wanted {
        set(&mut document, key, value);
    }
    if !added.is_empty() {
        project.config.generate.overlays.extend(added);
        set_detail(&mut document, "overlays", Array::from_iter(&project.config.generate.overlays));
    }
    if let Some(dialect) = dialect {
        project.config.generate.dialect = Some(dialect);
        set_detail(&mut document, "dialect", dialect.word());
    }
    Ok(document.to_string())
}

fn set(document: &mut DocumentMut, key: &str, mut value: Value) {
    let Some(there) = document.get_mut(key) else {
        document.insert(key, Item::Value(value));
        return;
    };
    if let Some(before) = there.as_value() {
        *value.decor_mut() = before.decor().clone();
    }
    *there = Item::Value(value);
}

fn written(runtime: &Runtime) -> Value {
    match runtime {
        Runtime::Vendored => "vendored".into(),
        Runtime::Registry => "registry".into(),
        Runtime::Path(path) => {
            let mut table = InlineTable::new();
            table.insert("path", path.as_str().into());
            table.into()
        }
    }
}
