//! `zephyrix diff`: what two versions of a schema differ in.

use crate::failure::{Exit, Failure};
use crate::report::{self, Terminal};
use crate::version::Version;
use clap::{Args, ValueEnum};
use zephyrix_generator::{Breaks, Bump, Code, Compared, Previous, Severity, Sources, Unusable, compare};

/// Tell what two versions of a schema differ in, and whom that breaks
///
/// A version is a file, the folder of a project, or a folder of `.proto` files; with `git:REVISION:` before it, as it was then.
/// Ends with 1 when something is broken. What is new is shown with -v.
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
    #[arg(long, value_name = "WHOM", default_value = "data")]
    breaks: Whom,
    /// What it ends with 1 for
    #[arg(long, value_name = "WHAT", default_value = "breaking")]
    fail_on: FailOn,
    /// Print an entry for a changelog
    #[arg(long)]
    changelog: bool,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix diff git:main:api.yaml api.yaml
  zephyrix diff --breaks wire v1.proto v2.proto      only those who read bytes, or ask by HTTP, matter
  zephyrix diff git:main:schema.sql schema.sql       what callers notice, what SQL is refused, which rows do not fit
  zephyrix diff git:v1.2.0:proto proto               all of a folder, as `buf breaking` has it
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
    /// Those who ask the database themselves, and the rows in it, too
    Data,
}

/// What a run ends with 1 for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Something is broken
    Breaking,
    /// Something is broken, may surprise, or differs and is not compared
    Dangerous,
    /// Nothing
    Never,
}

impl From<Whom> for Breaks {
    fn from(it: Whom) -> Self {
        match it {
            Whom::Wire => Self::Wire,
            Whom::Json => Self::Json,
            Whom::Code => Self::Code,
            Whom::Data => Self::Data,
        }
    }
}

/// Compares.
pub(crate) fn run(args: &Diff, terminal: Terminal) -> Result<Exit, Failure> {
    let (mut old, mut new) = (Version::of(&args.old)?, Version::of(&args.new)?);
    let plain = terminal.is_for_programs();
    for it in [&old, &new] {
        if it.log.has_errors() {
            terminal.findings(&it.log, &named(&it.sources, |_| it, plain));
            return Ok(Exit::Input);
        }
    }
    let previous = Previous::default();
    let (mut was, mut is) = (std::mem::take(&mut old.sources), std::mem::take(&mut new.sources));
    match compare((&mut was, old.job(&previous)), (&mut is, new.job(&previous)), args.breaks.into()) {
        Err(Unusable { log, sources, is_old }) => {
            let version = if is_old { &old } else { &new };
            terminal.findings(&log, &named(&sources, |_| version, plain));
            Ok(Exit::Input)
        }
        Ok(compared) => {
            if args.changelog {
                report::print(changelog(&compared));
            } else {
                let version = |at| if at < compared.olds { &old } else { &new };
                terminal.findings(&compared.log, &named(&compared.sources, version, plain));
            }
            Ok(told(&compared, args.fail_on, terminal))
        }
    }
}

/// The same texts under paths that lead to them from here.
fn named<'v>(sources: &Sources, version: impl Fn(usize) -> &'v Version, for_programs: bool) -> Sources {
    let mut named = Sources::default();
    for (at, (_, it)) in sources.iter().enumerate() {
        named.append(version(at).named(it, for_programs));
    }
    named
}

fn told(compared: &Compared, fail_on: FailOn, terminal: Terminal) -> Exit {
    let found = compared.log.all();
    let count = |severity| found.iter().filter(|it| it.severity == severity).count();
    let (broken, surprises) = (count(Severity::Error), count(Severity::Warning));
    let next = match compared.bump {
        Bump::None => "the same".to_owned(),
        bump => format!("a {} version", bump.word()),
    };
    let doubt =
        if found.iter().any(|it| it.code == Code::NOT_COMPARED) { ", or more: not all is compared" } else { "" };
    terminal.tell(format!(
        "{broken} breaking, {surprises} that may surprise, {} others: {next}{doubt}",
        count(Severity::Note)
    ));
    let is_found = match fail_on {
        FailOn::Breaking => broken > 0,
        FailOn::Dangerous => broken + surprises > 0,
        FailOn::Never => false,
    };
    if is_found { Exit::Found } else { Exit::Done }
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
