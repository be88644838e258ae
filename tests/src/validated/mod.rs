//! Generated validators beside protovalidate's own: the same values, judged by both.

mod judge;
mod report;

pub use report::{Report, Row};

use crate::cargo::Workspace;
use crate::corpus::Disk;
use crate::folder::{self, Texts};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
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

impl Made {
    /// The module that a file's messages are in: that of the file, or the one there is.
    pub(crate) fn module(&self, file: &str) -> Option<&str> {
        let own = self.modules.iter().find(|it| it.file == file);
        let only = self.modules.first().filter(|_| self.modules.len() == 1);
        own.or(only).map(|it| it.file.as_str())
    }
}

/// Generates the messages of files below a folder that imports begin at.
///
/// # Panics
/// If a file cannot be read.
pub fn make(root: &Path, files: &[String]) -> Made {
    let mut made = Made::default();
    let mut descriptors = BTreeSet::new();
    for file in files {
        some(&[root.join(file)], &mut made, &mut descriptors);
    }
    made
}

/// The same of files anywhere: of all of them together, so that what they import is there once, or one by one where they do not
/// go together.
pub(crate) fn make_all(paths: &[PathBuf]) -> Made {
    let mut made = Made::default();
    some(paths, &mut made, &mut BTreeSet::new());
    if made.modules.is_empty() {
        make(Path::new(""), &paths.iter().map(|it| it.to_string_lossy().into_owned()).collect::<Vec<_>>())
    } else {
        made
    }
}

/// One module of some files.
fn some(paths: &[PathBuf], made: &mut Made, seen: &mut BTreeSet<String>) {
    let inputs: Vec<String> = paths.iter().map(|it| it.to_string_lossy().into_owned()).collect();
    let mut sources = Sources::default();
    for path in &inputs {
        sources.add(Source { path: path.clone(), text: std::fs::read_to_string(path).unwrap() });
    }
    let protos = draft(&mut sources, &Disk, &mut Diagnostics::default()).protos;
    // Those that a file imports come before it.
    let file = protos.last().map_or_else(String::new, |it| it.name.clone());
    for it in protos {
        if seen.insert(it.name) {
            // As the first field of a set, a message is written as its bytes are.
            bytes::encode(1, &it.descriptor, &mut made.descriptors);
        }
    }
    let config = Config { name: Some("judged".to_owned()), inputs, ..Config::default() };
    let job = Job { loader: &Disk, config: &config, previous: &Previous::default() };
    let mut log = Diagnostics::default();
    let files = generate(&mut sources, job, &mut log);
    let told = log.all().iter().filter(|it| it.code == Code::PROTO_RULE || it.severity == Severity::Error);
    made.refused.extend(told.map(|it| format!("{file}: {}: {}", it.message, it.label)));
    let text = |name: &str| Some(files.as_ref()?.get(&format!("src/generated/{name}.rs"))?.text.clone());
    if let Some(models) = text("models") {
        made.modules.push(Module { file, models, patterns: text("patterns") });
    }
}

/// What reads values and judges them.
const JUDGE: &str = r#"
use std::collections::{BTreeSet, HashMap};
use std::io::BufRead;
use zephyrix::proto::prost::Message;
use zephyrix::{Check, Validate};

type Judge = fn(&[u8]) -> String;

fn judge<T: Message + Default + Validate>(bytes: &[u8]) -> String {
    let Ok(message) = T::decode(bytes) else { return "undecodable".to_owned() };
    let mut check = Check::new("body");
    message.validate(&mut check);
    let ids: BTreeSet<String> = check.finish().into_iter().map(|it| it.code.into_owned()).collect();
    if ids.is_empty() { "valid".to_owned() } else { ids.into_iter().collect::<Vec<_>>().join("|") }
}

fn main() {
    let judges: HashMap<(&str, &str), Judge> = judges().into_iter().collect();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [file, name, value, ..] = fields[..] else { continue };
        let bytes: Result<zephyrix::types::Base64, _> = serde_json::from_value(value.into());
        let verdict = match (judges.get(&(file, name)), bytes) {
            (Some(judge), Ok(bytes)) => judge(&bytes.0),
            _ => "unknown".to_owned(),
        };
        println!("{}", verdict.replace(['\n', '\t'], " "));
    }
}
"#;

/// Builds what was made, and has it judge values: lines of file, message, value in base64 and what is expected.
///
/// # Errors
/// What the compiler says.
///
/// # Panics
/// If the program that was built cannot be run.
pub fn judge(made: &Made, workspace: &Workspace, values: &str) -> Result<String, String> {
    ask(made, workspace, JUDGE, values)
}

/// Builds what was made, and asks it line by line; `main` is the program that answers.
///
/// # Errors
/// What the compiler says.
///
/// # Panics
/// If the program that was built cannot be run.
pub(crate) fn ask(made: &Made, workspace: &Workspace, main: &str, values: &str) -> Result<String, String> {
    let runtime = folder::of_repository("runtime").display().to_string();
    let texts: Texts = judge::files(&made.modules, &runtime, main);
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
