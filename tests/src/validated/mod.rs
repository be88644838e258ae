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
use zephyrix::proto::prost::encoding::bytes;
use zephyrix_generator::{Code, Config, Diagnostics, Job, Previous, Severity, Source, Sources, draft, generate};

/// What is generated of the messages of some files.
#[derive(Debug, Default)]
pub struct Made {
    /// The types of each file, and the patterns that they use.
    modules: Vec<Module>,
    /// Rules that refuse every value since they cannot be compiled, and files of which nothing is made; and why.
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
    let mut sources = Sources::default();
    sources.add(Source { path: path.clone(), text: std::fs::read_to_string(&path).unwrap() });
    for it in draft(&mut sources, &Disk, &mut Diagnostics::default()).protos {
        if seen.insert(it.name) {
            // As the first field of a set, a message is written as its bytes are.
            bytes::encode(1, &it.descriptor, &mut made.descriptors);
        }
    }
    let config = Config { name: Some("judged".to_owned()), inputs: vec![path], ..Config::default() };
    let job = Job { loader: &Disk, config: &config, previous: &Previous::default() };
    let mut log = Diagnostics::default();
    let files = generate(&mut sources, job, &mut log);
    let told = log.all().iter().filter(|it| it.code == Code::PROTO_RULE || it.severity == Severity::Error);
    made.refused.extend(told.map(|it| format!("{file}: {}: {}", it.message, it.label)));
    let text = |name: &str| Some(files.as_ref()?.get(&format!("src/generated/{name}.rs"))?.text.clone());
    if let Some(models) = text("models") {
        made.modules.push(Module { file: file.to_owned(), models, patterns: text("patterns") });
    }
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
