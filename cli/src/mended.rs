//! Schemas as they are once something of them is mended.

use crate::disk::{Disk, Files, text_at};
use crate::failure::Failure;
use crate::paths::{real, shown};
use crate::subject::{Reading, Subject};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use zephyrix_generator::{Change, Edit, Loader, Source, Sources, mend};

/// Texts that stand for those on the disk, by their path from the base.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mended(pub(crate) BTreeMap<String, String>);

/// Files, some of them as they will be.
pub(crate) struct Reader {
    pub(crate) files: Files,
    pub(crate) mended: Mended,
}

impl Loader for Reader {
    fn load(&self, path: &str) -> Result<String, String> {
        self.mended.0.get(path).map_or_else(|| self.files.load(path), |it| Ok(it.clone()))
    }
}

/// The texts that some edits change, by path.
pub(crate) fn after(sources: &Sources, edits: &[Edit]) -> BTreeMap<String, String> {
    let mut changed = BTreeMap::new();
    for (id, Source { path, text }) in sources.iter() {
        let own: Vec<&Edit> = edits.iter().filter(|it| it.span.source == id).collect();
        let after = mend(text, &own);
        if after != *text {
            changed.insert(path.clone(), after);
        }
    }
    changed
}

/// What becomes of each file, as seen from here; it is done when that is wanted, all of it or nothing.
pub(crate) fn write(
    subject: &Subject,
    before: &Reading,
    texts: &BTreeMap<String, String>,
    writes: bool,
) -> Result<BTreeMap<String, Change>, Failure> {
    let mut places: BTreeMap<PathBuf, Change> = BTreeMap::new();
    let mut changes = BTreeMap::new();
    for (path, after) in texts {
        let place = real(&subject.base().join(path)).map_err(Failure::environment)?;
        let there = text_at(&place).map_err(Failure::environment)?;
        let mark = if there.starts_with(MARK) { MARK } else { "" };
        let read = before.sources.find(path).map(|it| before.sources.get(it).text.as_str());
        if there.strip_prefix(mark) != read {
            return Err(Failure::environment(format!("`{}` has changed meanwhile", shown(&place))));
        }
        let change = Change::Update { after: format!("{mark}{after}"), before: there };
        changes.insert(shown(&subject.base().join(path)), change.clone());
        places.insert(place, change);
    }
    if writes && !places.is_empty() {
        apply(subject.base(), &places)?;
    }
    Ok(changes)
}

/// What begins a text that says by it that it is UTF-8.
const MARK: &str = "\u{feff}";

fn apply(base: &Path, places: &BTreeMap<PathBuf, Change>) -> Result<(), Failure> {
    let base = real(base).map_err(Failure::environment)?;
    // The project, or the nearest folder that all are in.
    let holds = |folder: &&Path| places.keys().all(|it| it.starts_with(folder));
    let root = base.ancestors().find(holds).unwrap_or(&base);
    let own = |(place, change): (&PathBuf, &Change)| {
        let path = place.strip_prefix(root).ok()?.to_str()?.replace('\\', "/");
        Some((path, change.clone()))
    };
    let changes: BTreeMap<String, Change> = places.iter().filter_map(own).collect();
    let disk = Disk::passing(root)?;
    disk.apply(&changes)?;
    disk.leave();
    Ok(())
}
