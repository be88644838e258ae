//! What is printed: findings, summaries, diffs. Results go to standard output, talk goes to standard error.

mod changes;
mod diff;
mod table;

pub(crate) use changes::{counts, needs_you, nothing_new, summary};
pub(crate) use diff::diff;
pub(crate) use table::table;

use crate::args::{Color, Form, Global};
use crate::failure::Failure;
use anstream::ColorChoice;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::Write;
use std::path::Path;
use zephyrix_generator::{Diagnostic, Diagnostics, Format, Severity, Source, Sources, render};

/// Who is spoken to, and how much.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    quiet: bool,
    verbose: bool,
    form: Form,
}

impl Terminal {
    /// As the flags say; colors are decided here, once.
    pub(crate) fn new(global: &Global) -> Self {
        let choice = match global.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        choice.write_global();
        Self { quiet: global.quiet, verbose: global.verbose, form: global.format }
    }

    /// Whether details are wanted.
    pub(crate) fn is_verbose(self) -> bool {
        self.verbose
    }

    /// Whether standard output is for a program that reads findings.
    pub(crate) fn is_for_programs(self) -> bool {
        self.form != Form::Human
    }

    /// Tells how it went.
    pub(crate) fn tell(self, line: impl Display) {
        if self.quiet {
            return;
        }
        if self.is_for_programs() {
            let _ = writeln!(anstream::stderr(), "{line}");
        } else {
            let _ = writeln!(anstream::stdout(), "{line}");
        }
    }

    /// Prints findings: notes only when details are wanted, warnings unless quiet.
    pub(crate) fn findings(self, log: &Diagnostics, sources: &Sources) {
        let least = match (self.quiet, self.verbose) {
            (true, _) => Severity::Error,
            (_, true) => Severity::Note,
            _ => Severity::Warning,
        };
        let mut shown = Diagnostics::default();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        // A rule of the linter is a code of its own for those who read.
        let kind = |it: &Diagnostic| it.rule.unwrap_or(it.code.id);
        for found in log.all().iter().filter(|it| it.severity >= least) {
            let count = counts.entry(kind(found)).or_default();
            *count += 1;
            // People who see the same a hundred times over see nothing.
            let is_enough = self.form == Form::Human && !self.verbose && *count > ENOUGH;
            if !is_enough || found.severity == Severity::Error {
                shown.push(found.clone());
            }
        }
        let _ = match self.form {
            Form::Human => {
                let text = render(&shown, sources, Format::Human { color: true });
                let gap = if text.is_empty() { "" } else { "\n" };
                write!(anstream::stderr(), "{text}{gap}")
            }
            Form::Json => write!(anstream::stdout(), "{}", render(&shown, sources, Format::Json)),
            Form::Github => write!(anstream::stdout(), "{}", render(&shown, sources, Format::Github)),
            Form::Sarif => writeln!(anstream::stdout(), "{}", render(&shown, sources, Format::Sarif).trim_end()),
        };
        for (code, count) in counts {
            let left = count - shown.all().iter().filter(|it| kind(it) == code).count();
            if left > 0 {
                let _ = writeln!(anstream::stderr(), "and {left} more {code}; `-v` shows all");
            }
        }
    }
}

/// How many findings of one code are shown to those who do not ask for all.
const ENOUGH: usize = 5;

/// Prints what was asked for, whatever the flags.
pub(crate) fn print(text: impl Display) {
    // A pipe that is read no further, as by `head`, is no failure.
    let _ = write!(anstream::stdout(), "{text}");
}

/// Prints what a program that we run has to say.
pub(crate) fn aside(line: impl Display) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// Prints why a command ended early.
pub(crate) fn failure(failure: &Failure) {
    let red = anstyle::Style::new().fg_color(Some(anstyle::AnsiColor::Red.into())).bold();
    let mut to = anstream::stderr();
    let _ = writeln!(to, "{red}error{red:#}: {:#}", failure.error);
    if let Some(help) = &failure.help {
        let _ = writeln!(to, "  = help: {help}");
    }
}

/// The same texts, with paths as seen from the current folder instead of from `base`.
pub(crate) fn seen_from_here(sources: &Sources, base: &Path) -> Sources {
    let mut seen = Sources::default();
    for (_, Source { path, text }) in sources.iter() {
        let path = crate::paths::shown(&base.join(path));
        seen.add(Source { path, text: text.clone() });
    }
    seen
}
