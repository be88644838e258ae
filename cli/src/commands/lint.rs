//! `zephyrix lint`: what there is to say about schemas, and what of it can be mended.

use crate::args::Schemas;
use crate::failure::{Exit, Failure};
use crate::mended::{Mended, after, write};
use crate::report::{self, Terminal};
use crate::subject::{Reading, Subject};
use crate::work::{Flags, settle};
use clap::Args;
use std::collections::BTreeMap;
use std::path::PathBuf;
use zephyrix_generator::{Edit, Lint as Settings, RULES, RuleName, Severity, lint};

/// Find what is wrong with schemas, and what could be better; generate nothing
///
/// Tells what generation would, and what does not keep the rules of `zephyrix lint --rules`; `[lint]` in zephyrix.toml says
/// which are asked. Ends with 1 when there is an error. Notes are shown with -v.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Lint {
    /// The schemas [default: those of the project here]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    schemas: Schemas,
    /// Take every warning for an error
    #[arg(long)]
    strict: bool,
    /// Ask this rule alone, also when it is off; may be given several times
    #[arg(long = "rule", value_name = "RULE", value_parser = RuleName::parse)]
    only: Vec<RuleName>,
    /// Show every rule, and how it is set here
    #[arg(long, conflicts_with_all = ["fix", "only"])]
    rules: bool,
    /// Mend what can be mended without doubt, in the schemas themselves
    #[arg(long)]
    fix: bool,
    /// With --fix: write nothing; list what would be
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// With --fix: write nothing; show what would be
    #[arg(long, requires = "fix")]
    diff: bool,
}

const EXAMPLES: &str = "\
Examples:
  zephyrix lint api.yaml
  zephyrix lint --fix --diff
  zephyrix lint --rule operation-id --rule unused-type
  zephyrix lint --strict --format sarif > findings.sarif

`zephyrix explain ZX0903` explains a code; every rule is in docs/lint.md.";

/// What is mended may show more that can be: so often is looked again.
const ROUNDS: usize = 8;

/// Lints.
pub(crate) fn run(args: &Lint, terminal: Terminal) -> Result<Exit, Failure> {
    if args.rules {
        return Ok(table(&Subject::settings(terminal)?));
    }
    let subject = Subject::of(&args.files, &args.schemas, terminal)?;
    let (mut reading, edits) = look(&subject, args, Mended::default());
    if args.fix {
        reading = fix(&subject, args, reading, edits, terminal)?;
    }
    Ok(finish(&subject, reading, Flags { strict: args.strict, ..Flags::default() }, terminal))
}

/// Mends what can be mended. What is returned says what there is to tell: of what the files are now.
fn fix(
    subject: &Subject,
    args: &Lint,
    before: Reading,
    mut edits: Vec<Edit>,
    terminal: Terminal,
) -> Result<Reading, Failure> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut last: Option<Reading> = None;
    for _ in 0..ROUNDS {
        let changed = after(&last.as_ref().unwrap_or(&before).sources, &edits);
        if changed.is_empty() {
            break;
        }
        texts.extend(changed);
        let (reading, more) = look(subject, args, Mended(texts.clone()));
        (last, edits) = (Some(reading), more);
    }
    let writes = !args.dry_run && !args.diff;
    let word = if writes { "mended" } else { "would be mended:" };
    for (path, change) in &write(subject, &before, &texts, writes)? {
        if args.diff && !terminal.is_for_programs() {
            report::print(report::diff(path, change));
        } else {
            terminal.tell(format!("{word} {path}"));
        }
    }
    Ok(last.filter(|_| writes).unwrap_or(before))
}

fn look(subject: &Subject, args: &Lint, mended: Mended) -> (Reading, Vec<Edit>) {
    let mut reading = subject.read_as(mended);
    let edits = subject.ask(&mut reading, |sources, job, log| Some(lint(sources, job, &args.only, log)));
    if !args.only.is_empty() {
        reading.log.retain(|it| it.rule.is_some() || it.severity == Severity::Error);
    }
    (reading, edits.unwrap_or_default())
}

fn finish(subject: &Subject, mut reading: Reading, flags: Flags, terminal: Terminal) -> Exit {
    let is_unreadable = reading.is_unreadable;
    settle(&mut reading.log, &subject.config, flags);
    subject.report(&reading, terminal);
    let count = |severity| reading.log.all().iter().filter(|it| it.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    terminal.tell(format!("{errors} errors, {warnings} warnings, {notes} notes"));
    match (is_unreadable, errors) {
        (true, _) => Exit::Input,
        (_, 0) => Exit::Done,
        _ => Exit::Found,
    }
}

fn table(settings: &Settings) -> Exit {
    let mut rows = vec![["RULE", "LEVEL", "CODE", "FIX", "LANGUAGES", "WHAT IT WANTS"].map(str::to_owned)];
    for it in RULES {
        let languages: Vec<&str> = it.languages.iter().map(|it| it.word()).collect();
        let (level, fix) = (settings.level(it).word(), if it.fixes { "yes" } else { "" });
        rows.push([it.name, level, it.code.id, fix, &languages.join(" "), it.about].map(str::to_owned));
    }
    report::print(report::table(&rows, usize::MAX));
    Exit::Done
}
