//! Throw-away cargo workspaces of generated services.

use crate::folder::{self, Texts};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use toml_edit::{Array, DocumentMut, value};
use zephyrix_generator::FileSet;

/// A workspace with one member for each service; every such workspace shares one target folder, so that the crates
/// they depend on are built once.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// An empty workspace of a name; `temporary` is cargo's folder for what integration tests make.
    pub fn new(temporary: &str, name: &str) -> Self {
        let temporary = Path::new(temporary);
        Self { root: temporary.join("services").join(name), target: temporary.with_file_name("services") }
    }

    /// Has the workspace consist of these services, by name, and nothing else. The versions of other crates are
    /// those of this repository.
    pub fn fill<'a>(&self, services: impl IntoIterator<Item = (&'a str, &'a FileSet)>) {
        let texts = |files: &FileSet| files.iter().map(|(path, file)| (path.to_owned(), file.text.clone())).collect();
        self.fill_with(services.into_iter().map(|(name, files)| (name, texts(files))));
    }

    /// The same, of files that are not all a service's.
    pub fn fill_with<'a>(&self, services: impl IntoIterator<Item = (&'a str, Texts)>) {
        let mut all = Texts::new();
        let mut members = Array::new();
        for (name, files) in services {
            all.extend(files.into_iter().map(|(path, text)| (format!("{name}/{path}"), text)));
            for path in [format!("{name}/Cargo.toml"), format!("{name}/client/Cargo.toml")] {
                if let Some(text) = all.get_mut(&path) {
                    *text = member(text);
                    members.push(path.trim_end_matches("/Cargo.toml"));
                }
            }
        }
        let mut manifest = DocumentMut::new();
        manifest["workspace"]["resolver"] = value("3");
        manifest["workspace"]["members"] = value(members);
        manifest["profile"]["dev"]["debug"] = value(false);
        all.insert("Cargo.toml".to_owned(), manifest.to_string());
        let lock = fs::read_to_string(folder::of_repository("Cargo.lock")).unwrap();
        all.insert("Cargo.lock".to_owned(), lock);
        folder::replace(&self.root, &all);
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        self.root.file_name().and_then(|it| it.to_str()).unwrap_or_default()
    }

    /// The folder of a service.
    pub fn member(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// A program that was built.
    pub fn program(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(name).with_extension(std::env::consts::EXE_EXTENSION)
    }

    /// Runs cargo here; what it says when it fails.
    pub fn cargo(&self, arguments: &[&str]) -> Result<(), String> {
        self.cargo_with(arguments, &[])
    }

    /// Runs cargo here with variables; what it says when it fails.
    pub fn cargo_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Result<(), String> {
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target).env_remove("RUSTFLAGS");
        finish(command.envs(variables.iter().copied()))
    }
}

/// Runs a command to its end; what it says when it fails.
pub fn finish(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("{command:?}: {}\n{}", output.status, String::from_utf8_lossy(&said)))
}

/// A manifest that stands alone, as that of a member: only the root has a workspace and profiles.
fn member(manifest: &str) -> String {
    let mut manifest: DocumentMut = manifest.parse().unwrap();
    manifest.remove("workspace");
    manifest.remove("profile");
    manifest.to_string()
}
