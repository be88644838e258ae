//! The disk, as it is trusted with a project: all of a change or none of it, and never a file outside.

mod guard;
mod journal;
mod loader;
mod revision;

pub(crate) use guard::place;
pub(crate) use loader::{Files, near, text_at};
pub(crate) use revision::Revision;

use crate::failure::Failure;
use anyhow::{Context, bail};
use journal::{JOURNAL, Journal, STAGING, Step};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use zephyrix_generator::Change;

/// What in `.zephyrix` is of no use to anybody else, for version control.
pub(crate) const IGNORED: &str = "/dev/\n/journal.json\n/lock\n/staging/\n";

/// How long another run may take before this one gives up, in steps of 100 ms.
const PATIENCE: u32 = 100;

/// A project's folder, held against every other run.
pub(crate) struct Disk {
    root: PathBuf,
    /// Whether it is no project of ours.
    is_stranger: bool,
    /// Held until this is dropped; `None` where nothing can be written anyway.
    _lock: Option<File>,
    /// In debug builds: how many operations on files are left before the process dies (`ZEPHYRIX_FAILPOINT`).
    left: Cell<Option<u64>>,
}

impl Disk {
    /// Takes hold of a project, and finishes or takes back what a run that died has left.
    ///
    /// # Errors
    ///
    /// When another run keeps its hold, or what was left cannot be finished.
    pub(crate) fn open(root: &Path) -> Result<Self, Failure> {
        let root = root.canonicalize().with_context(|| format!("cannot open {}", root.display()))?;
        let disk = Self { is_stranger: false, _lock: lock(&root)?, root, left: Cell::new(failpoint()) };
        disk.recover()?;
        Ok(disk)
    }

    /// Like [`Disk::open`], to look and not to write: a folder that zephyrix has never written to is left alone.
    pub(crate) fn look(root: &Path) -> Result<Option<Self>, Failure> {
        if root.join(".zephyrix").is_dir() { Self::open(root).map(Some) } else { Ok(None) }
    }

    /// Like [`Disk::open`], for a folder that is no project: [`Disk::leave`] takes away what has to be there meanwhile.
    pub(crate) fn passing(root: &Path) -> Result<Self, Failure> {
        let is_stranger = !root.join(".zephyrix").is_dir();
        Self::open(root).map(|it| Self { is_stranger, ..it })
    }

    /// Lets go of a folder, as it was found.
    pub(crate) fn leave(self) {
        let folder = self.root.join(".zephyrix");
        if self.is_stranger {
            // Somebody else who is at work there keeps the folder.
            let _ = fs::remove_file(folder.join("lock")).and_then(|()| fs::remove_dir(folder));
        }
    }

    /// Makes every change, or none.
    ///
    /// # Errors
    ///
    /// When a path is not to be written to, or the disk fails; what is there is then as it was.
    pub(crate) fn apply(&self, changes: &BTreeMap<String, Change>) -> anyhow::Result<()> {
        if changes.is_empty() {
            return Ok(());
        }
        let removed: Vec<&str> = changes
            .iter()
            .filter(|(_, it)| matches!(it, Change::Remove { .. }))
            .map(|(path, _)| path.as_str())
            .collect();
        for path in changes.keys() {
            let place = place(&self.root, path)?;
            let vanishes = removed.iter().any(|it| it.starts_with(&format!("{path}/")));
            if place.is_dir() && !vanishes {
                bail!("`{path}` is a folder where a file belongs");
            }
        }
        if let Err(error) = self.stage(changes) {
            // That nothing can be written is the news, and not that nothing was there to be cleared.
            let _ = self.take_back();
            return Err(error);
        }
        self.finish()
    }

    /// Writes every new text aside, then the journal: from then on there is only forward.
    fn stage(&self, changes: &BTreeMap<String, Change>) -> anyhow::Result<()> {
        let staging = self.root.join(STAGING);
        self.operation();
        fs::create_dir_all(&staging).with_context(|| format!("cannot create {STAGING}"))?;
        let mut journal = Journal::default();
        let mut open = Vec::new();
        for (at, (path, change)) in changes.iter().enumerate() {
            match change {
                Change::Create(text) | Change::Update { after: text, .. } => {
                    self.operation();
                    let name = at.to_string();
                    let file = self.write(&staging.join(&name), text)?;
                    if let Ok(there) = fs::metadata(self.root.join(path)) {
                        file.set_permissions(there.permissions())?;
                    }
                    open.push(file);
                    journal.steps.push(Step::Put { path: path.clone(), from: name });
                }
                Change::Remove { .. } => journal.steps.push(Step::Remove { path: path.clone() }),
            }
        }
        // Together at the end, so that the disk may write them in one go.
        for file in open {
            file.sync_all()?;
        }
        self.probe(changes)?;
        self.operation();
        let aside = staging.join("journal");
        self.write(&aside, &journal.to_text())?.sync_all()?;
        self.operation();
        fs::rename(&aside, self.root.join(JOURNAL)).context("cannot write the journal")?;
        sync(&self.root.join(".zephyrix"))
    }

    /// Whether every folder can be written to that something is to happen in: once there is a journal, it is too late to learn it.
    fn probe(&self, changes: &BTreeMap<String, Change>) -> anyhow::Result<()> {
        let there = |path: &String| self.root.join(path).ancestors().skip(1).find(|it| it.is_dir()).map(Path::to_owned);
        let folders: BTreeSet<PathBuf> = changes.keys().filter_map(there).collect();
        for folder in folders {
            // It never has a name, so that nothing is left of it, whatever happens.
            let made = tempfile::tempfile_in(&folder);
            made.with_context(|| format!("cannot write to {}", folder.display()))?;
        }
        Ok(())
    }

    fn write(&self, path: &Path, text: &str) -> anyhow::Result<File> {
        let write = || {
            let mut file = File::create(path)?;
            file.write_all(text.as_bytes())?;
            Ok::<_, std::io::Error>(file)
        };
        write().with_context(|| format!("cannot write {}", path.strip_prefix(&self.root).unwrap_or(path).display()))
    }

    /// Goes forward, or back, from where a run has died.
    fn recover(&self) -> anyhow::Result<()> {
        if self.root.join(JOURNAL).exists() {
            return self.finish().context("cannot finish what an earlier run began");
        }
        if self.root.join(STAGING).exists() { self.take_back() } else { Ok(()) }
    }

    fn take_back(&self) -> anyhow::Result<()> {
        self.operation();
        match fs::remove_dir_all(self.root.join(STAGING)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).context("cannot clear what an earlier run began")
            }
            _ => Ok(()),
        }
    }

    /// Does what the journal says; that it has been done in part already makes no difference.
    fn finish(&self) -> anyhow::Result<()> {
        let text = fs::read_to_string(self.root.join(JOURNAL)).context("cannot read the journal")?;
        let journal = Journal::parse(&text)?;
        let places: Vec<(PathBuf, &Step)> =
            journal.steps.iter().map(|it| Ok((place(&self.root, it.path())?, it))).collect::<anyhow::Result<_>>()?;
        for (place, _) in places.iter().filter(|(_, it)| matches!(it, Step::Remove { .. })) {
            self.remove(place)?;
        }
        let mut folders = Vec::new();
        for (place, step) in &places {
            let (Step::Put { from, .. }, Some(folder)) = (step, place.parent()) else { continue };
            self.put(&self.root.join(STAGING).join(from), place, folder)?;
            folders.push(folder);
        }
        folders.dedup();
        folders.into_iter().try_for_each(sync)?;
        self.operation();
        fs::remove_file(self.root.join(JOURNAL)).context("cannot remove the journal")?;
        self.take_back()
    }

    fn put(&self, from: &Path, place: &Path, folder: &Path) -> anyhow::Result<()> {
        if !from.exists() {
            return Ok(());
        }
        self.operation();
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
        let moved = match fs::rename(from, place) {
            // A folder of the project may be mounted from elsewhere.
            Err(error) if error.kind() == ErrorKind::CrossesDevices => across(from, place, folder),
            moved => moved,
        };
        moved.with_context(|| format!("cannot write {}", place.display()))
    }

    /// Removes a file, and the folders that held nothing else.
    fn remove(&self, place: &Path) -> anyhow::Result<()> {
        self.operation();
        match fs::remove_file(place) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("cannot remove {}", place.display()));
            }
            _ => {}
        }
        let above = place.ancestors().skip(1).take_while(|it| *it != self.root && it.starts_with(&self.root));
        for folder in above {
            self.operation();
            if fs::remove_dir(folder).is_err_and(|it| it.kind() != ErrorKind::NotFound) {
                break;
            }
        }
        Ok(())
    }

    /// Comes before every operation that changes the disk, so that tests can die there.
    fn operation(&self) {
        match self.left.get() {
            Some(0 | 1) => std::process::abort(),
            left => self.left.set(left.map(|it| it - 1)),
        }
    }
}

/// Moves a file to another device, so that it is there whole or not at all.
fn across(from: &Path, place: &Path, folder: &Path) -> std::io::Result<()> {
    // Under the same name whenever it is begun again: nothing is left of it once it is done.
    let aside = folder.join(format!(".zephyrix-{}", from.file_name().unwrap_or_default().display()));
    fs::copy(from, &aside)?;
    File::open(&aside)?.sync_all()?;
    fs::rename(&aside, place)?;
    fs::remove_file(from)
}

fn failpoint() -> Option<u64> {
    if !cfg!(debug_assertions) {
        return None;
    }
    std::env::var("ZEPHYRIX_FAILPOINT").ok()?.parse().ok()
}

fn lock(root: &Path) -> Result<Option<File>, Failure> {
    let folder = root.join(".zephyrix");
    let made = fs::create_dir_all(&folder);
    let opened = made.and_then(|()| File::options().create(true).append(true).open(folder.join("lock")));
    let Ok(file) = opened else {
        // A project that cannot be written to is still there to be checked.
        return Ok(None);
    };
    for _ in 0..PATIENCE {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(100)),
            Err(TryLockError::Error(error)) => return Err(Failure::environment(error)),
        }
    }
    Err(Failure::environment("another zephyrix is at work in this project").help("wait for it to end, and try again"))
}

/// Makes what happened in a folder outlast a loss of power.
fn sync(folder: &Path) -> anyhow::Result<()> {
    if cfg!(unix) {
        File::open(folder).and_then(|it| it.sync_all()).with_context(|| format!("cannot sync {}", folder.display()))?;
    }
    Ok(())
}
