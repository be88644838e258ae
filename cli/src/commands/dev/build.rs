//! One run of `cargo build`.

use super::service::end;
use super::watch::Event;
use crate::failure::Failure;
use anyhow::Context;
use std::io::{BufRead, BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

/// How a build went.
pub(super) enum Built {
    /// Well; this is the service.
    Binary(PathBuf),
    /// It did not, and cargo has said why.
    Wrong,
    /// There was a signal to stop.
    Stopped,
}

/// Builds the project; cargo talks to the terminal itself.
pub(super) fn build(root: &Path, events: &Receiver<Event>) -> Result<Built, Failure> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--message-format=json-render-diagnostics"]).current_dir(root);
    if !std::io::stderr().is_terminal() {
        cargo.arg("--quiet");
    }
    if std::env::var_os("CARGO_TARGET_DIR").is_none() {
        cargo.env("CARGO_TARGET_DIR", root.join("target"));
    }
    let mut child = cargo.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("cannot run cargo")?;
    let Some(stdout) = child.stdout.take() else { return Ok(Built::Wrong) };
    let reader = std::thread::spawn(move || binaries(stdout));
    let status = loop {
        if let Some(status) = child.try_wait().context("cannot wait for cargo")? {
            break status;
        }
        // What changes meanwhile is seen afterwards.
        match events.recv_timeout(Duration::from_millis(50)) {
            Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => {
                end(&mut child);
                return Ok(Built::Stopped);
            }
            _ => {}
        }
    };
    let found = reader.join().unwrap_or_default();
    if !status.success() {
        return Ok(Built::Wrong);
    }
    let wanted = super::package(root);
    let named = found.iter().find(|(name, _)| Some(name) == wanted.as_ref());
    match named.or(found.first()) {
        Some((_, path)) => Ok(Built::Binary(path.clone())),
        None => Err(Failure::environment("cargo built no binary").help("`cargo build` in the project says more")),
    }
}

/// The binaries that cargo reports, by name.
fn binaries(stdout: ChildStdout) -> Vec<(String, PathBuf)> {
    let lines = BufReader::new(stdout).lines().map_while(Result::ok);
    lines.filter_map(|line| binary(&line)).collect()
}

/// The Cargo Book, "External tools": artifact messages.
fn binary(line: &str) -> Option<(String, PathBuf)> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    let path = message.get("executable")?.as_str()?;
    let name = message.get("target")?.get("name")?.as_str()?;
    Some((name.to_owned(), path.into()))
}
