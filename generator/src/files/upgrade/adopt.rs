//! Files of the user's of which nothing is known: one that is as it would be made now was made so, and nobody has touched it.

use super::{Found, Upgrade};
use crate::files::handlers::{Note, Wanted};
use crate::files::lines::same;
use crate::files::manifest::Written;
use crate::files::{File, Merge, is_rust};

/// Takes such files, and such methods of other handler files, for what zephyrix wrote.
pub(super) fn adopt(upgrade: &mut Upgrade<'_>) -> Found {
    let mut found = Found::default();
    let unknown = unknown(upgrade);
    let rust = unknown.iter().filter(|it| is_rust(it.0));
    let mut laid: Vec<String> = rust.map(|(_, file, _)| file.text.clone()).collect();
    upgrade.layout.lay_out(&mut laid);
    let mut laid = laid.into_iter();
    for (path, file, there) in unknown {
        let made = if is_rust(path) { laid.next().unwrap_or_default() } else { file.text.clone() };
        let is_whole = same(there, &made);
        let written = methods(upgrade, (path, file, there), is_whole);
        if is_whole || !written.is_empty() {
            upgrade.known.set_merged(path);
            found.paths.push(path.to_owned());
        } else if matches!(file.merge, Some(Merge::Whole)) {
            found.left.push(path.to_owned());
        }
        if is_whole {
            upgrade.known.set_whole(path, Written::of(&file.text, there));
        }
        for (path, key, written) in written {
            upgrade.known.set_method(&path, key, written);
        }
    }
    found
}

/// Files that are there, of which nothing is known, with their texts. Those that are merged line by line are
/// known from their next run on, where they are as they would be made.
fn unknown<'a>(upgrade: &Upgrade<'a>) -> Vec<(&'a str, &'a File, &'a str)> {
    let is_written_whole =
        |file: &File| matches!(file.merge, Some(Merge::Whole | Merge::Modules(_) | Merge::Handlers { .. }));
    let of = |(path, file): (&'a str, &'a File)| {
        let there = upgrade.previous.files.get(path)?;
        let is_new = is_written_whole(file) && upgrade.known.whole(path).is_none();
        is_new.then_some((path, file, there.as_str()))
    };
    upgrade.files.iter().filter_map(of).collect()
}

/// The methods of a handler file that are as they would be made; of one that is so as a whole, every one is.
fn methods(upgrade: &Upgrade<'_>, (path, file, there): (&str, &File, &str), is_whole: bool) -> Vec<Note> {
    let Some(Merge::Handlers { trait_name, methods }) = &file.merge else { return Vec::new() };
    let wanted = Wanted { files: upgrade.files, path, trait_name, methods };
    if is_whole { wanted.notes(path, there, |_| true) } else { wanted.as_made(path, there, upgrade.layout) }
}
