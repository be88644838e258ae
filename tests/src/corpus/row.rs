//! One document, and all of them.

use super::measure::{self, Cost};
use crate::folder;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// What became of one document.
#[derive(Clone, Debug)]
pub struct Row {
    document: String,
    generation: Cost,
    found: Value,
    /// What is no Rust of what was made.
    broken: Option<String>,
    check: Option<Cost>,
}

/// What became of all.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    documents: usize,
    generated: usize,
    crashed: usize,
    written: u64,
    served: u64,
    degraded: u64,
    unchecked: usize,
    codes: BTreeMap<String, usize>,
}

impl Row {
    /// What the columns are.
    pub const HEAD: &str = "document | operations in | served | degraded | CPU s | peak MB | lines | check CPU s | \
        check peak MB | errors | warnings | codes, or why not";

    /// Generates a document's service, and checks it if asked to.
    pub fn of(document: &Path, check: bool) -> Self {
        let to = tempfile::tempdir().unwrap();
        let program = std::env::current_exe().unwrap();
        let (program, path) = (program.to_string_lossy(), document.to_string_lossy());
        let generation = measure::of(&[&*program, "generate", &*path, &to.path().to_string_lossy()]);
        let found: Value = serde_json::from_str(&generation.said).unwrap_or_default();
        let broken = broken(to.path());
        let check = (check && found["generated"] == true).then(|| checked(to.path()));
        Self { document: path.into_owned(), generation, found, broken, check }
    }

    fn number(&self, name: &str) -> u64 {
        self.found[name].as_u64().unwrap_or_default()
    }

    fn codes(&self) -> BTreeMap<&str, usize> {
        let mut codes = BTreeMap::new();
        for code in ["errors", "warnings"].iter().filter_map(|it| self.found[*it].as_array()).flatten() {
            *codes.entry(code.as_str().unwrap_or_default()).or_default() += 1;
        }
        codes
    }

    /// Findings that a construct is not honoured: each is of one operation, or of one schema.
    fn degraded(&self) -> u64 {
        let codes = self.codes();
        ["ZX0205", "ZX0208", "ZX0211"].iter().filter_map(|it| codes.get(it)).map(|it| *it as u64).sum()
    }

    fn said(&self, word: &str) -> usize {
        self.check.iter().flat_map(|it| it.said.lines()).filter(|line| line.starts_with(word)).count()
    }
}

/// The first file that is no Rust, and why.
fn broken(project: &Path) -> Option<String> {
    let rust = folder::files(project).into_iter().filter(|it| it.extension().is_some_and(|it| it == "rs"));
    rust.into_iter().find_map(|path| {
        let error = syn::parse_file(&std::fs::read_to_string(&path).unwrap()).err()?;
        Some(format!("{}:{}: {error}", path.display(), error.span().start().line))
    })
}

/// What it costs to check a service whose dependencies are built.
fn checked(project: &Path) -> Cost {
    let target = std::env::temp_dir().join("zephyrix-corpus-target");
    std::fs::copy(folder::of_repository("Cargo.lock"), project.join("Cargo.lock")).unwrap();
    let manifest = project.join("Cargo.toml").to_string_lossy().into_owned();
    let target = format!("--target-dir={}", target.display());
    let cargo = ["cargo", "check", "--quiet", "--lib", "--manifest-path", &manifest, &target];
    // First what it depends on, which is the same for all; then again what is its own.
    let first = measure::of(&cargo);
    if !first.good {
        return first;
    }
    let lib = project.join("src/lib.rs");
    let text = std::fs::read_to_string(&lib).unwrap();
    std::fs::write(&lib, text + "\n").unwrap();
    let again = measure::of(&cargo);
    Cost { said: first.said, ..again }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (written, served, lines) = (self.number("written"), self.number("served"), self.number("lines"));
        write!(f, "{} | {written} | {served} | {} | ", self.document, self.degraded())?;
        write!(f, "{:.2} | {:.0} | {lines} | ", self.generation.cpu, self.generation.peak)?;
        match &self.check {
            Some(it) => {
                write!(f, "{:.1} | {:.0} | {} | {} | ", it.cpu, it.peak, self.said("error"), self.said("warning"))?;
            }
            None => write!(f, " | | | | ")?,
        }
        match self.found["first"].as_str() {
            _ if self.found.is_null() => {
                write!(f, "CRASHED: {}", self.generation.said.lines().next().unwrap_or_default())
            }
            _ if self.broken.is_some() => write!(f, "NO RUST: {}", self.broken.as_deref().unwrap_or_default()),
            Some(first) if self.found["generated"] == false => write!(f, "refused: {first}"),
            _ => write!(f, "{:?}", self.codes()),
        }
    }
}

impl Totals {
    /// Counts a row.
    pub fn add(&mut self, row: &Row) {
        self.documents += 1;
        self.generated += usize::from(row.found["generated"] == true);
        self.crashed += usize::from(row.found.is_null() || row.broken.is_some());
        self.written += row.number("written");
        self.served += row.number("served");
        self.degraded += row.degraded();
        let clean = |it: &Cost| it.good && row.said("error") + row.said("warning") == 0;
        self.unchecked += usize::from(row.check.as_ref().is_some_and(|it| !clean(it)));
        for (code, count) in row.codes() {
            *self.codes.entry(code.to_owned()).or_default() += count;
        }
    }

    /// Whether a document crashed the generator, or a service does not check.
    pub fn has_failed(&self) -> bool {
        self.crashed + self.unchecked > 0
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { documents, generated, crashed, written, served, degraded, unchecked, codes } = self;
        writeln!(
            f,
            "{documents} documents: {generated} generated, {crashed} crashed, {unchecked} with errors or warnings"
        )?;
        writeln!(f, "{written} operations: {served} served, {degraded} findings that something is not honoured")?;
        write!(f, "codes: {codes:?}")
    }
}
