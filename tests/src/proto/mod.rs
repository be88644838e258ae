//! Protobuf of real projects, and what becomes of it.

mod tree;

pub use tree::lay_out;

use crate::corpus::Disk;
use crate::folder;
use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use zephyrix_generator::{Diagnostics, Draft, Severity, Source, Sources, draft};

/// Every `.proto` file under a folder.
pub fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found = folder::files(folder);
    found.retain(|path| path.extension().is_some_and(|it| it == "proto"));
    found
}

/// What was made of one file, or the first error with its place.
///
/// # Panics
/// If the file cannot be read.
pub fn lowered(path: &Path) -> Result<Draft, String> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut sources = Sources::default();
    sources.add(Source { path: path.to_string_lossy().into_owned(), text });
    let mut log = Diagnostics::default();
    let draft = draft(&mut sources, &Disk, &mut log);
    let Some(first) = log.all().iter().find(|it| it.severity == Severity::Error) else { return Ok(draft) };
    let place = first.span.map(|span| {
        let (line, column) = sources.position(span);
        format!("{}:{line}:{column}", sources.get(span.source).path.rsplit('/').next().unwrap_or_default())
    });
    Err(format!("{} {}: {}", place.unwrap_or_else(|| "nowhere".to_owned()), first.code.id, first.message))
}

/// `protoc`'s verdicts: whether a file, by its path in the corpus, is good.
///
/// # Panics
/// If the corpus has no list of verdicts.
pub fn verdicts(corpus: &Path) -> HashMap<String, bool> {
    let text = std::fs::read_to_string(corpus.join("MANIFEST.tsv")).unwrap();
    let verdict = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let good = match *fields.get(3)? {
            "protoc-ok" => true,
            it if it.starts_with("protoc") => false,
            _ => return None,
        };
        Some(((*fields.first()?).to_owned(), good))
    };
    text.lines().filter_map(verdict).collect()
}

/// What became of one file.
#[derive(Debug)]
pub struct Row {
    /// The file, in the corpus.
    pub path: String,
    /// What `protoc` says.
    pub verdict: Option<bool>,
    /// Messages, enums, services and rpcs; or why there are none.
    pub found: Result<[usize; 4], String>,
    /// What it took, in milliseconds.
    pub milliseconds: f64,
}

impl Row {
    /// Measures a file.
    pub fn of(path: &Path, name: &str, verdict: Option<bool>) -> Self {
        let start = std::time::Instant::now();
        let found = lowered(path).map(|it| count(&it));
        Self { path: name.to_owned(), verdict, found, milliseconds: start.elapsed().as_secs_f64() * 1000.0 }
    }

    /// Whether we say what `protoc` says, and with a place where we refuse.
    pub fn agrees(&self) -> bool {
        let placed = !matches!(&self.found, Err(why) if why.starts_with("nowhere"));
        placed && self.verdict.is_none_or(|it| it == self.found.is_ok())
    }
}

fn count(it: &Draft) -> [usize; 4] {
    use zephyrix_generator::vocabulary::ProtoType;
    let protos: Vec<&ProtoType> = it.types.values().filter_map(|it| it.proto.as_deref()).collect();
    let messages = protos.iter().filter(|it| matches!(it, ProtoType::Message(_))).count();
    let rpcs = it.operations.iter().filter_map(|it| it.rpc.as_deref());
    let mut services: Vec<&str> = rpcs.map(|it| it.service.as_str()).collect();
    let methods = services.len();
    services.sort_unstable();
    services.dedup();
    [messages, protos.len() - messages, services.len(), methods]
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = self.verdict.map_or("-", |it| if it { "ok" } else { "refused" });
        let mark = if self.agrees() { " " } else { "!" };
        match &self.found {
            Ok([messages, enums, services, rpcs]) => write!(
                f,
                "{mark} {verdict:8} ok      {messages:>6} {enums:>5} {services:>5} {rpcs:>5} {:>7.1}  {}",
                self.milliseconds, self.path
            ),
            Err(why) => write!(f, "{mark} {verdict:8} refused {:>32.1}  {}  {why}", self.milliseconds, self.path),
        }
    }
}
