//! What has changed: the system wakes us, and a look at the files decides.
//!
//! A look compares times and lengths with those of the last look, so that what we write ourselves is no change, and
//! what changes while we build is not missed.

use super::service::Service;
use crate::failure::Failure;
use crate::report;
use anyhow::Context;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};

/// How long it must be quiet before a change is looked at.
const QUIET: Duration = Duration::from_millis(150);

/// How long it may fail to become quiet.
const RESTLESS: Duration = Duration::from_secs(1);

/// Folders of a project that are the user's.
const FOLDERS: [&str; 3] = ["src", "config", "migrations"];

/// Files of a project that are the user's, beside those.
const FILES: [&str; 2] = ["zephyrix.toml", "Cargo.toml"];

/// What wakes us.
pub(super) enum Event {
    /// Something may have changed.
    Changed,
    /// It is time to stop.
    Stop,
}

/// Everything that is watched.
pub(super) struct Watch {
    /// The service as it was last built.
    pub(super) binary: Option<PathBuf>,
    root: PathBuf,
    watcher: RecommendedWatcher,
    /// The schemas, with all that they refer to.
    sources: Vec<PathBuf>,
    /// A folder of templates.
    templates: Option<PathBuf>,
    /// Folders that the system watches.
    folders: BTreeSet<PathBuf>,
    seen: BTreeMap<PathBuf, Stamp>,
}

/// Tells one state of a file from another.
type Stamp = (SystemTime, u64);

impl Watch {
    /// Watches the folders of a project; changes are sent to `to`.
    pub(super) fn new(root: &Path, to: Sender<Event>) -> Result<Self, Failure> {
        let wake = move |event: notify::Result<notify::Event>| {
            // That a file was read is no news.
            if !event.is_ok_and(|it| it.kind.is_access()) {
                let _ = to.send(Event::Changed);
            }
        };
        let watcher = notify::recommended_watcher(wake).context("cannot watch files")?;
        let mut watch = Self {
            binary: None,
            root: root.to_owned(),
            watcher,
            sources: Vec::new(),
            templates: None,
            folders: BTreeSet::new(),
            seen: BTreeMap::new(),
        };
        watch.folder(root, RecursiveMode::NonRecursive)?;
        for folder in FOLDERS.map(|it| root.join(it)).iter().filter(|it| it.is_dir()) {
            watch.folder(folder, RecursiveMode::Recursive)?;
        }
        Ok(watch)
    }

    /// Watches these schemas from now on.
    pub(super) fn sources(&mut self, sources: Vec<PathBuf>) -> Result<(), Failure> {
        for source in &sources {
            if let Some(folder) = source.parent() {
                self.folder(folder, RecursiveMode::NonRecursive)?;
            }
            if let Some(stamp) = stamp(source) {
                self.seen.entry(source.clone()).or_insert(stamp);
            }
        }
        self.sources = sources;
        Ok(())
    }

    /// Watches a folder of templates from now on, with what is added to it.
    pub(super) fn also(&mut self, folder: &Path) -> Result<(), Failure> {
        self.folder(folder, RecursiveMode::Recursive)?;
        self.templates = Some(folder.to_owned());
        for (path, stamp) in self.now() {
            if path.starts_with(folder) {
                self.seen.entry(path).or_insert(stamp);
            }
        }
        Ok(())
    }

    /// The schemas that are watched.
    pub(super) fn schemas(&self) -> impl Iterator<Item = &PathBuf> {
        self.sources.iter()
    }

    /// Takes everything as it is now.
    pub(super) fn look(&mut self) {
        self.seen = self.now();
    }

    /// These were written by us.
    pub(super) fn written(&mut self, places: &[PathBuf]) {
        for place in places.iter().filter(|it| self.is_watched(it)).collect::<Vec<_>>() {
            match stamp(place) {
                Some(stamp) => self.seen.insert(place.clone(), stamp),
                None => self.seen.remove(place),
            };
        }
    }

    /// Waits for a change; `None`: it is time to stop. That the service ends by itself is said.
    pub(super) fn next(&self, events: &Receiver<Event>, service: &mut Option<Service>) -> Option<Vec<PathBuf>> {
        loop {
            match events.recv_timeout(Duration::from_millis(500)) {
                Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Event::Changed) => settle(events)?,
            }
            if let Some(how) = service.as_mut().and_then(Service::ended) {
                *service = None;
                report::failure(&Failure::environment(format!("the service has ended: {how}")));
            }
            let changed = self.changed();
            if !changed.is_empty() {
                return Some(changed);
            }
        }
    }

    /// What differs from the last look.
    fn changed(&self) -> Vec<PathBuf> {
        let now = self.now();
        let all: BTreeSet<&PathBuf> = now.keys().chain(self.seen.keys()).collect();
        all.into_iter().filter(|it| now.get(*it) != self.seen.get(*it)).cloned().collect()
    }

    fn now(&self) -> BTreeMap<PathBuf, Stamp> {
        let mut found = BTreeMap::new();
        let mut open: Vec<PathBuf> = FOLDERS.iter().map(|it| self.root.join(it)).collect();
        open.extend(self.templates.clone());
        while let Some(folder) = open.pop() {
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for entry in entries.filter_map(Result::ok).filter(|it| !is_hidden(it)) {
                let path = entry.path();
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() && self.is_watched(&path) => open.push(path),
                    Ok(kind) if kind.is_file() => found.extend(stamp(&path).map(|it| (path, it))),
                    _ => {}
                }
            }
        }
        let files = FILES.iter().map(|it| self.root.join(it)).chain(self.sources.iter().cloned());
        found.extend(files.filter_map(|it| stamp(&it).map(|stamp| (it, stamp))));
        found
    }

    /// Whether a path is looked at: what is generated follows from the rest.
    fn is_watched(&self, path: &Path) -> bool {
        let own = FOLDERS.iter().chain(&FILES).map(|it| self.root.join(it));
        let inside = own.chain(self.templates.clone()).any(|it| path.starts_with(it));
        inside && !path.starts_with(self.root.join("src/generated"))
    }

    fn folder(&mut self, folder: &Path, mode: RecursiveMode) -> Result<(), Failure> {
        if self.folders.insert(folder.to_owned()) {
            let watched = self.watcher.watch(folder, mode);
            watched.with_context(|| format!("cannot watch {}", folder.display()))?;
        }
        Ok(())
    }
}

/// Waits until it is quiet; `None`: it is time to stop. A folder with something that never is, as a log that grows, is looked
/// at all the same.
fn settle(events: &Receiver<Event>) -> Option<()> {
    let began = Instant::now();
    while began.elapsed() < RESTLESS {
        match events.recv_timeout(QUIET) {
            Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
            Ok(Event::Changed) => {}
            Err(RecvTimeoutError::Timeout) => break,
        }
    }
    Some(())
}

/// Files that editors keep while they write.
fn is_hidden(entry: &fs::DirEntry) -> bool {
    let name = entry.file_name();
    let name = name.to_string_lossy();
    name.starts_with('.') || name.ends_with('~')
}

fn stamp(path: &Path) -> Option<Stamp> {
    let found = fs::metadata(path).ok()?;
    Some((found.modified().ok()?, found.len()))
}
