//! Files with all that they import, each as a folder that `protoc` can be asked about.

use crate::corpus::Disk;
use std::path::{Path, PathBuf};
use zephyrix_generator::{Diagnostics, Source, Sources, draft};

/// So many files are read at once.
const AT_ONCE: usize = 2;

/// Lays out every file in a folder of its own below `to`; which of them can be read.
///
/// # Panics
/// If the folders cannot be written.
pub fn lay_out(files: &[PathBuf], to: &Path) -> Vec<bool> {
    let numbered: Vec<(usize, &PathBuf)> = files.iter().enumerate().collect();
    let part = |part: &[(usize, &PathBuf)]| -> Vec<bool> {
        part.iter().map(|(at, path)| lay_out_one(path, &to.join(at.to_string()))).collect()
    };
    std::thread::scope(|scope| {
        let parts = numbered.chunks(files.len().div_ceil(AT_ONCE).max(1)).map(|it| scope.spawn(move || part(it)));
        let parts: Vec<_> = parts.collect();
        parts.into_iter().flat_map(|it| it.join().unwrap()).collect()
    })
}

/// Writes what a file was read from to `files/` of a folder, by the names of imports, our descriptors of each to `ours/`, and its own
/// name to `main`; false where it cannot be read.
fn lay_out_one(path: &Path, to: &Path) -> bool {
    let Ok(text) = std::fs::read_to_string(path) else { return false };
    let main = path.to_string_lossy().into_owned();
    let (mut sources, mut log) = (Sources::default(), Diagnostics::default());
    sources.add(Source { path: main.clone(), text });
    let draft = draft(&mut sources, &Disk, &mut log);
    if log.has_errors() {
        return false;
    }
    for file in &draft.protos {
        let is = |it: &&Source| it.path == file.name || it.path.ends_with(&format!("/{}", file.name));
        let Some(source) = sources.iter().map(|(_, it)| it).find(is) else { return false };
        write(&to.join("files").join(&file.name), source.text.as_bytes());
        write(&to.join("ours").join(&file.name), &file.descriptor);
        if source.path == main {
            write(&to.join("main"), file.name.as_bytes());
        }
    }
    true
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}
