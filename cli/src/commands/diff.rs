//! `zephyrix diff`: what two versions of a schema differ in.

use crate::disk::{Files, Revision};
use crate::failure::{Exit, Failure};
use crate::paths::{plain, real, relative, repository, shown};
use crate::report::{self, Terminal};
use crate::work;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use zephyrix_generator::{
    Breaks, Bump, Compared, Config, Diagnostics, Job, Loader, Previous, Severity, Sources, compare,
};

/// Tell what two versions of a schema differ in, and whom that breaks
///
/// A version is a file, or `git:REVISION:FILE`. Ends with 1 when something is broken. What is new is shown with -v.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Diff {
    /// The version that is there
    #[arg(value_name = "OLD")]
    old: String,
    /// The version that is to be
    #[arg(value_name = "NEW")]
    new: String,
    /// Who must not be broken
    #[arg(long, value_name = "WHOM", default_value = "code")]
    breaks: Whom,
    /// Print an entry for a changelog
    #[arg(long)]
    changelog: bool,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix diff git:main:api.yaml api.yaml
  zephyrix diff --breaks wire v1.proto v2.proto      only those who read bytes, or ask by HTTP, matter
  zephyrix diff --format github git:origin/main:api.yaml api.yaml";

/// Who must not be broken; each also means those before it.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Whom {
    /// Those who read bytes of protobuf, or ask by HTTP
    Wire,
    /// Those who read JSON of protobuf, too
    Json,
    /// Those who are compiled against what is generated, too
    Code,
}

impl From<Whom> for Breaks {
    fn from(it: Whom) -> Self {
        match it {
            Whom::Wire => Self::Wire,
            Whom::Json => Self::Json,
            Whom::Code => Self::Code,
        }
    }
}

/// Compares.
pub(crate) fn run(args: &Diff, terminal: Terminal) -> Result<Exit, Failure> {
    let (mut old, mut new) = (Version::of(&args.old)?, Version::of(&args.new)?);
    for it in [&old, &new] {
        if it.log.has_errors() {
            terminal.findings(&it.log, &it.sources);
            return Ok(Exit::Input);
        }
    }
    let previous = Previous::default();
    let (mut was, mut is) = (std::mem::take(&mut old.sources), std::mem::take(&mut new.sources));
    match compare((&mut was, old.job(&previous)), (&mut is, new.job(&previous)), args.breaks.into()) {
        Err((log, sources)) => {
            terminal.findings(&log, &sources);
            Ok(Exit::Input)
        }
        Ok(compared) => {
            if args.changelog {
                report::print(changelog(&compared));
            } else {
                terminal.findings(&compared.log, &compared.sources);
            }
            Ok(told(&compared, terminal))
        }
    }
}

fn told(compared: &Compared, terminal: Terminal) -> Exit {
    let count = |severity| compared.log.all().iter().filter(|it| it.severity == severity).count();
    let (broken, surprises) = (count(Severity::Error), count(Severity::Warning));
    let next = match compared.bump {
        Bump::None => "the same".to_owned(),
        bump => format!("a {} version", bump.word()),
    };
    terminal
        .tell(format!("{broken} breaking, {surprises} that may surprise, {} others: {next}", count(Severity::Note)));
    if broken > 0 { Exit::Found } else { Exit::Done }
}

/// What changed, as <https://keepachangelog.com> has it.
fn changelog(compared: &Compared) -> String {
    const PARTS: [(&str, Severity); 3] =
        [("Breaking", Severity::Error), ("Changed", Severity::Warning), ("Added", Severity::Note)];
    let mut text = String::new();
    for (title, severity) in PARTS {
        let lines: Vec<String> = compared
            .log
            .all()
            .iter()
            .filter(|it| it.severity == severity)
            .map(|it| format!("- {}.\n", it.message))
            .collect();
        if !lines.is_empty() {
            text.extend(["### ", title, "\n\n", &lines.concat(), "\n"]);
        }
    }
    text
}

/// A version: its text, and where others that it names are.
struct Version {
    config: Config,
    loader: Box<dyn Loader>,
    sources: Sources,
    log: Diagnostics,
}

impl Version {
    fn of(typed: &str) -> Result<Self, Failure> {
        let Some(rest) = typed.strip_prefix("git:") else {
            let place = real(Path::new(typed)).map_err(Failure::environment)?;
            let base = place.parent().unwrap_or(Path::new("/")).to_owned();
            let input = relative(&base, &place);
            let loader = Files::new(&base, [&input]);
            return Ok(Self::read(&base, input, Box::new(loader)));
        };
        let (name, path) = rest.split_once(':').filter(|it| !it.0.is_empty() && !it.1.is_empty()).ok_or_else(|| {
            Failure::input(format!("`{typed}` is no version")).help("write `git:REVISION:FILE`, as `git:main:api.yaml`")
        })?;
        let place = real(&plain(Path::new(path))).map_err(Failure::environment)?;
        let root: PathBuf = repository(&place)
            .ok_or_else(|| Failure::input(format!("`{}` is in no git repository", shown(&place))))?
            .to_owned();
        let loader = Revision::of(&root, name).map_err(Failure::input)?;
        Ok(Self::read(&root, relative(&root, &place), Box::new(loader)))
    }

    fn read(base: &Path, input: String, loader: Box<dyn Loader>) -> Self {
        let mut log = Diagnostics::default();
        let config = Config { inputs: vec![input], ..Config::default() };
        let sources = work::read(base, &config.inputs, &*loader, &mut log);
        Self { config, loader, sources, log }
    }

    fn job<'a>(&'a self, previous: &'a Previous) -> Job<'a> {
        Job { loader: &*self.loader, config: &self.config, previous }
    }
}
