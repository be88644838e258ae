//! Generated validators beside protovalidate's own: the same values, judged by both.

mod judge;
mod report;

pub use report::{Report, Row};

use crate::cargo::Workspace;
use crate::corpus::Disk;
use crate::folder::{self, Texts};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use zephyrix_generator::{Config, Diagnostics, Job, Previous, Severity, Source, Sources, draft, generate};

/// What is generated of the messages of some files.
#[derive(Debug, Default)]
pub struct Made {
    /// The types of each file, and the patterns that they use.
    modules: Vec<Module>,
    /// Messages for which there is no validator, and why.
    pub refused: Vec<String>,
    /// Every file as a `google.protobuf.FileDescriptorSet`.
    pub descriptors: Vec<u8>,
}

#[derive(Debug)]
struct Module {
    /// As it is imported: `buf/validate/conformance/cases/bool.proto`.
    file: String,
    models: String,
    patterns: Option<String>,
}

/// Generates the messages of files below a folder that imports begin at.
///
/// # Panics
/// If a file cannot be read.
pub fn make(root: &Path, files: &[String]) -> Made {
    let mut made = Made::default();
    let mut descriptors = BTreeSet::new();
    for file in files {
        one(root, file, &mut made, &mut descriptors);
    }
    made
}

fn one(root: &Path, file: &str, made: &mut Made, seen: &mut BTreeSet<String>) {
    let path = root.join(file).to_string_lossy().into_owned();
    let mut text = std::fs::read_to_string(&path).unwrap();
    let config = Config { name: Some("judged".to_owned()), inputs: vec![path.clone()], ..Config::default() };
    loop {
        let mut sources = Sources::default();
        let main = sources.add(Source { path: path.clone(), text: text.clone() });
        let mut log = Diagnostics::default();
        for it in draft(&mut sources, &Disk, &mut log).protos {
            if seen.insert(it.name) {
                put(&it.descriptor, &mut made.descriptors);
            }
        }
        let errors = log.all().iter().filter(|it| it.severity == Severity::Error);
        let first = errors.filter_map(|it| Some((it.span?, it))).find(|it| it.0.source == main);
        let Some((span, error)) = first else { break };
        let Some((name, rest)) = without(&text, span.start as usize) else {
            made.refused.push(format!("{file}: {}", error.message));
            return;
        };
        made.refused.push(format!("{file} {name}: {}: {}", error.message, error.label));
        text = rest;
    }
    let mut sources = Sources::default();
    sources.add(Source { path, text });
    let job = Job { loader: &Disk, config: &config, previous: &Previous::default() };
    let mut log = Diagnostics::default();
    let Some(files) = generate(&mut sources, job, &mut log) else {
        made.refused.push(format!("{file}: {:?}", log.all().first().map(|it| &it.message)));
        return;
    };
    let text = |name: &str| files.get(&format!("src/generated/{name}.rs")).map(|it| it.text.clone());
    if let Some(models) = text("models") {
        made.modules.push(Module { file: file.to_owned(), models, patterns: text("patterns") });
    }
}

/// A file of a descriptor set: field 1, with its length.
fn put(descriptor: &[u8], to: &mut Vec<u8>) {
    to.push(1 << 3 | 2);
    let mut length = descriptor.len();
    while length > 127 {
        to.push(u8::try_from(length & 127).unwrap() | 128);
        length >>= 7;
    }
    to.push(u8::try_from(length).unwrap());
    to.extend(descriptor);
}

/// The name of the outermost message around a place, and the text without it.
fn without(text: &str, at: usize) -> Option<(String, String)> {
    let start = text.get(..at)?.rfind("\nmessage ")? + 1;
    let mut depth = 0_usize;
    let rest = text.get(start..)?;
    let end = rest.char_indices().find(|(_, it)| {
        depth = if *it == '{' { depth + 1 } else { depth - usize::from(*it == '}' && depth > 0) };
        *it == '}' && depth == 0
    })?;
    let name = rest.split_whitespace().nth(1)?.to_owned();
    Some((name, format!("{}{}", text.get(..start)?, rest.get(end.0 + 1..)?)))
}

/// Builds what was made, and has it judge values: lines of file, message, value in base64 and what is expected.
///
/// # Errors
/// What the compiler says.
///
/// # Panics
/// If the program that was built cannot be run.
pub fn judge(made: &Made, workspace: &Workspace, values: &str) -> Result<String, String> {
    let runtime = folder::of_repository("runtime").display().to_string();
    let texts: Texts = judge::files(&made.modules, &runtime);
    workspace.fill_with([("judged", texts)]);
    workspace.cargo(&["build", "--quiet"])?;
    let mut child = Command::new(workspace.program("judged"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|it| it.to_string())?;
    let mut to = child.stdin.take().unwrap();
    let values = values.to_owned();
    let writing = std::thread::spawn(move || to.write_all(values.as_bytes()));
    let output = child.wait_with_output().map_err(|it| it.to_string())?;
    writing.join().unwrap().map_err(|it| it.to_string())?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
