//! Real documents: each becomes a draft, or is refused with a place; and those that are valid are not refused.
//!
//! The corpus is found through `ZEPHYRIX_CORPUS` (by default `../shared/corpus` beside the workspace).

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use zephyrix_generator::{Diagnostics, Loader, Severity, Source, Sources, draft};
use zephyrix_ir::vocabulary::Map;
use zephyrix_ir::{Draft, DraftShape, Ref};

/// Reads files beside the one that refers to them.
struct Folder<'a>(&'a Path);

impl Loader for Folder<'_> {
    fn load(&self, path: &str) -> Result<String, String> {
        fs::read_to_string(self.0.join(path)).map_err(|it| it.to_string())
    }
}

/// Errors that the tool which called a document valid does not look for: references that leave the machine
/// or lead nowhere in a place it does not follow, and security schemes that are not declared.
const BEYOND: [&str; 3] = ["ZX0206", "ZX0301", "ZX0309"];

/// What became of some files.
#[derive(Default)]
struct Tally {
    files: usize,
    operations: usize,
    types: usize,
    refused: usize,
    by_code: BTreeMap<&'static str, usize>,
}

#[test]
fn real_documents_become_drafts_or_located_errors() {
    let corpus = match corpus() {
        Ok(corpus) => corpus,
        Err(path) => {
            eprintln!("NOT RUN: there is no corpus at {}; set ZEPHYRIX_CORPUS", path.display());
            assert!(std::env::var_os("ZEPHYRIX_REQUIRE_CORPUS").is_none_or(|it| it != "1"), "the corpus is required");
            return;
        }
    };
    let verdicts = verdicts(&corpus);
    let mut tally = Tally::default();
    let mut wrong = Vec::new();
    for path in files(&corpus.join("openapi")) {
        let name = path.strip_prefix(&corpus).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let Ok(text) = fs::read_to_string(&path) else { continue };
        if !(text.contains("openapi") || text.contains("swagger")) {
            continue;
        }
        let errors = lower(&path, text, &mut tally);
        if verdicts.get(&name).is_some_and(|it| it == "valid") {
            wrong.extend(errors.into_iter().take(3).map(|it| format!("{name}: {it}")));
        }
    }
    println!(
        "{} files, {} operations, {} types, {} refused; findings: {:?}",
        tally.files, tally.operations, tally.types, tally.refused, tally.by_code
    );
    assert!(tally.files > 500, "the corpus is not all there");
    assert!(wrong.is_empty(), "{} errors in valid documents:\n{}", wrong.len(), wrong.join("\n"));
}

/// The errors of one file.
fn lower(path: &Path, text: String, tally: &mut Tally) -> Vec<String> {
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let mut sources = Sources::default();
    sources.add(Source { path: name, text });
    let mut log = Diagnostics::default();
    let draft = draft(&mut sources, &Folder(path.parent().unwrap_or(path)), &mut log);
    let dangling = dangling(&draft);
    assert!(dangling.is_empty(), "{}: refers to what it does not define: {dangling:?}", path.display());
    tally.files += 1;
    tally.operations += draft.operations.len();
    tally.types += draft.types.len();
    tally.refused += usize::from(log.has_errors());
    let mut errors = Vec::new();
    for it in log.all() {
        *tally.by_code.entry(it.code.id).or_default() += 1;
        let span = it.span.unwrap_or_else(|| panic!("{} has no place: {}", it.code.id, it.message));
        let (line, column) = sources.position(span);
        assert!(!it.message.is_empty());
        if it.severity == Severity::Error && !BEYOND.contains(&it.code.id) {
            errors.push(format!("{line}:{column}: {} {}", it.code.id, it.message));
        }
    }
    errors
}

/// References that lead to no type of the draft: every one of those is reported, and replaced.
fn dangling(draft: &Draft) -> Vec<String> {
    let mut found = Vec::new();
    let mut visit = |it: &Ref| {
        if !draft.types.contains_key(&it.key) {
            found.push(it.key.to_string());
        }
    };
    for ty in draft.types.values() {
        match &ty.shape {
            DraftShape::Known(shape) => drop(shape.map(&mut visit)),
            DraftShape::Alias(it) => visit(it),
            DraftShape::All(parts) => parts.iter().for_each(&mut visit),
        }
        ty.constraints.iter().for_each(|it| drop(it.map(&mut visit)));
    }
    draft.operations.iter().for_each(|it| drop(it.map(&mut visit)));
    found
}

/// Where the corpus is, or where it is not.
fn corpus() -> Result<PathBuf, PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let path = std::env::var_os("ZEPHYRIX_CORPUS").map_or(beside, PathBuf::from);
    if path.is_dir() { Ok(path) } else { Err(path) }
}

/// Another tool's verdicts, by path.
fn verdicts(corpus: &Path) -> HashMap<String, String> {
    let manifest = fs::read_to_string(corpus.join("MANIFEST.tsv")).unwrap_or_default();
    let columns = |line: &str| {
        let mut columns = line.split('\t');
        Some((columns.next()?.to_owned(), columns.nth(2)?.to_owned()))
    };
    manifest.lines().filter_map(columns).collect()
}

/// Every YAML and JSON file under a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|it| ["yaml", "yml", "json"].iter().any(|known| it == *known)) {
            found.push(path);
        }
    }
    found
}
