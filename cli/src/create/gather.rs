//! Schemas that are to become part of a project, with all that they refer to.

use crate::disk::Files;
use crate::failure::Failure;
use crate::paths::{plain, real, relative, repository};
use crate::work;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use zephyrix_generator::{Diagnostics, Loader, Severity, Sources, draft};

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

/// Reads every input and overlay with all it refers to. Each keeps its place relative to the others of its family.
pub(super) fn gather(inputs: &[PathBuf], overlays: &[PathBuf]) -> Result<Gathered, Failure> {
    let mut log = Diagnostics::default();
    let all = inputs.iter().chain(overlays).map(|it| Read::new(it, &mut log));
    let all = all.collect::<Result<Vec<Read>, Failure>>()?;
    let mut gathered = Gathered::default();
    let mut above: BTreeMap<&Path, PathBuf> = BTreeMap::new();
    for family in families(&all) {
        let folder = family_folder(&family);
        for read in family {
            above.insert(&read.place, folder.clone());
            for (from, text) in &read.texts {
                let path = relative(&folder, from);
                let taken = gathered.files.insert(path.clone(), (text.clone(), from.clone()));
                if taken.is_some_and(|(_, other)| other != *from) {
                    return Err(Failure::input(format!("two schemas would be `{path}` in the project"))
                        .help("rename one, or put both below one folder that an input refers from"));
                }
            }
            gathered.missing.extend(read.missing.iter().map(|(path, why)| (relative(&folder, path), why.clone())));
        }
    }
    gathered.inputs = all.iter().map(|it| relative(&above[it.place.as_path()], &it.place)).collect();
    gathered.overlays = gathered.inputs.split_off(inputs.len());
    if log.has_errors() {
        gathered.unreadable = Some((Sources::default(), log));
    }
    Ok(gathered)
}

/// An input where it is, with all that it refers to.
struct Read {
    place: PathBuf,
    /// The outermost folder that it may refer into by names that begin there.
    base: PathBuf,
    /// Its text and the others, by place.
    texts: BTreeMap<PathBuf, String>,
    /// Why others cannot be read, by place.
    missing: BTreeMap<PathBuf, String>,
}

impl Read {
    fn new(input: &Path, log: &mut Diagnostics) -> Result<Self, Failure> {
        let place = real(input).map_err(Failure::environment)?;
        let base = base(&place);
        let name = [relative(&base, &place)];
        let loader = Remembering { files: Files::new(&base, &name), found: RefCell::default() };
        let mut sources = work::read(&base, &name, &loader, log);
        // What is wrong with them is said later, when their places in the project are known.
        draft(&mut sources, &loader, &mut Diagnostics::default());
        let found = loader.found.into_inner();
        let at = |path: &str| plain(&base.join(path));
        // What the generator has of its own is a source that nobody loaded.
        let own = sources.iter().map(|it| it.1).filter(|it| found.get(&it.path).is_some_and(Option::is_none));
        let texts = own.map(|it| (at(&it.path), it.text.clone())).collect();
        let missing = found.iter().filter_map(|(path, why)| Some((at(path), why.clone()?))).collect();
        Ok(Self { place, base, texts, missing })
    }

    fn folder(&self) -> &Path {
        self.place.parent().unwrap_or(&self.place)
    }
}

/// The outermost folder that something may refer into: the current one, its repository, or else its own.
fn base(place: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(|it| it.canonicalize()).ok();
    let here = here.filter(|it| place.starts_with(it));
    here.or_else(|| repository(place).or(place.parent()).map(Path::to_owned)).unwrap_or_else(|| place.to_owned())
}

/// Inputs that stay together: those of one folder, and those that read the same file.
fn families(all: &[Read]) -> Vec<Vec<&Read>> {
    let mut families: Vec<Vec<&Read>> = Vec::new();
    for read in all {
        let is_kin = |it: &&Read| it.folder() == read.folder() || it.texts.keys().any(|it| read.texts.contains_key(it));
        let (kin, others): (Vec<_>, Vec<_>) = families.into_iter().partition(|it| it.iter().any(is_kin));
        families = others;
        families.push(kin.into_iter().flatten().chain([read]).collect());
    }
    families
}

/// The folder from which a family is copied: the innermost that all are in, unless they read better from one further
/// out. What protobuf imports is named from there.
fn family_folder(family: &[&Read]) -> PathBuf {
    let Some(first) = family.first() else { return PathBuf::new() };
    let places: BTreeSet<&PathBuf> = family.iter().flat_map(|it| it.texts.keys()).collect();
    let holds_all = |it: &&Path| places.iter().all(|place| place.starts_with(it));
    let mut best = first.folder().ancestors().find(holds_all).unwrap_or(first.folder());
    let mut least = errors(family, best);
    for further in best.ancestors().skip(1).take_while(|it| it.starts_with(&first.base)) {
        if least == 0 {
            break;
        }
        let count = errors(family, further);
        if count < least {
            (best, least) = (further, count);
        }
    }
    best.to_owned()
}

/// How much is wrong with copies that are made from a folder.
fn errors(family: &[&Read], folder: &Path) -> usize {
    let texts = family.iter().flat_map(|it| &it.texts).map(|(place, text)| (relative(folder, place), text.clone()));
    let loader = Copies { texts: &texts.collect(), missing: &BTreeMap::new() };
    let names: Vec<String> = family.iter().map(|it| relative(folder, &it.place)).collect();
    let mut log = Diagnostics::default();
    let mut sources = work::read(folder, &names, &loader, &mut log);
    draft(&mut sources, &loader, &mut log);
    log.all().iter().filter(|it| it.severity == Severity::Error).count()
}

/// Files, which of them were read, and why the others cannot be.
struct Remembering {
    files: Files,
    found: RefCell<BTreeMap<String, Option<String>>>,
}

impl Loader for Remembering {
    fn load(&self, path: &str) -> Result<String, String> {
        let loaded = self.files.load(path);
        self.found.borrow_mut().insert(path.to_owned(), loaded.as_ref().err().cloned());
        loaded
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
