//! Schemas that are to become part of a project, with all that they refer to.

use crate::disk::Files;
use crate::failure::Failure;
use crate::paths::{plain, real, relative};
use crate::work;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use zephyrix_generator::{Diagnostics, Loader, Sources, draft};

/// Inputs and what they refer to, as they are to be in the project.
#[derive(Default)]
pub(super) struct Gathered {
    /// The inputs, by path from the project.
    pub(super) inputs: Vec<String>,
    /// The overlays, in the same way.
    pub(super) overlays: Vec<String>,
    /// Every text by its path from the project, and where it was.
    pub(super) files: BTreeMap<String, (String, PathBuf)>,
    /// Why others that are referred to cannot be read, by the same kind of path.
    pub(super) missing: BTreeMap<String, String>,
    /// The inputs that cannot be read.
    pub(super) unreadable: Option<(Sources, Diagnostics)>,
}

/// Reads every input and overlay with all it refers to. Each keeps its place relative to the others of the same input.
pub(super) fn gather(inputs: &[PathBuf], overlays: &[PathBuf]) -> Result<Gathered, Failure> {
    let mut gathered = Gathered::default();
    let mut log = Diagnostics::default();
    for input in inputs.iter().chain(overlays) {
        let place = real(input).map_err(Failure::environment)?;
        let folder = place.parent().unwrap_or(&place).to_owned();
        let name = [place.file_name().unwrap_or_default().to_string_lossy().into_owned()];
        let loader = Remembering { files: Files::new(&folder, &name), missing: RefCell::default() };
        let mut sources = work::read(&folder, &name, &loader, &mut log);
        // What is wrong with them is said later, when their places in the project are known.
        draft(&mut sources, &loader, &mut Diagnostics::default());
        let places: Vec<PathBuf> = sources.iter().map(|(_, it)| plain(&folder.join(&it.path))).collect();
        let above = shared(&places, &folder);
        for ((_, source), from) in sources.iter().zip(&places) {
            let path = relative(&above, from);
            let taken = gathered.files.insert(path.clone(), (source.text.clone(), from.clone()));
            if taken.is_some_and(|(_, other)| other != *from) {
                return Err(Failure::input(format!("two schemas would be `{path}` in the project"))
                    .help("rename one, or put both below one folder that an input refers from"));
            }
        }
        let missing = loader.missing.into_inner().into_iter();
        gathered.missing.extend(missing.map(|(path, why)| (relative(&above, &plain(&folder.join(path))), why)));
        gathered.inputs.push(relative(&above, &place));
    }
    gathered.overlays = gathered.inputs.split_off(inputs.len());
    if log.has_errors() {
        gathered.unreadable = Some((Sources::default(), log));
    }
    Ok(gathered)
}

/// The innermost folder that all are in.
fn shared(places: &[PathBuf], folder: &Path) -> PathBuf {
    let above = folder.ancestors().find(|it| places.iter().all(|place| place.starts_with(it)));
    above.unwrap_or(folder).to_owned()
}

/// Files, and why some cannot be read.
struct Remembering {
    files: Files,
    missing: RefCell<BTreeMap<String, String>>,
}

impl Loader for Remembering {
    fn load(&self, path: &str) -> Result<String, String> {
        self.files.load(path).inspect_err(|why| {
            self.missing.borrow_mut().insert(path.to_owned(), why.clone());
        })
    }
}

/// The copies, before they are on the disk.
pub(super) struct Copies<'a> {
    pub(super) texts: &'a BTreeMap<String, String>,
    pub(super) missing: &'a BTreeMap<String, String>,
}

impl Loader for Copies<'_> {
    fn load(&self, path: &str) -> Result<String, String> {
        let why = || self.missing.get(path).cloned();
        self.texts.load(path).map_err(|none| why().unwrap_or(none))
    }
}
