//! The user's handlers: methods that are missing are added at the end of the impl, wherever that is. What zephyrix wrote and
//! nobody has touched follows the contract; all else stays byte for byte.

mod edit;
mod imports;
mod made;
mod site;

use super::layout::{self, Layout};
use super::manifest::{Manifest, Written};
use super::{FileSet, Merge};
use edit::Edits;
use site::{Method, Site, Sites};
use std::collections::BTreeMap;
use zephyrix_ir::{Code, Diagnostic, Diagnostics};

/// What a trait wants.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// Every file that is made: what one trait has no more, another may have now.
    pub(super) files: &'a FileSet,
    /// Where it would be implemented if it were new.
    pub(super) path: &'a str,
    pub(super) trait_name: &'a str,
    /// Every method with the text of a stub for it.
    pub(super) methods: &'a [(String, String)],
}

/// The user's Rust files by path, as they are after what has been done so far.
pub(super) type Texts = BTreeMap<String, String>;

/// A method that zephyrix wrote: where, and its key in the manifest.
pub(super) type Note = (String, String, Written);

/// What the manifest calls a method.
pub(super) fn key(trait_name: &str, method: &str) -> String {
    format!("{trait_name}::{method}")
}

impl Wanted<'_> {
    fn key(&self, method: &str) -> String {
        key(self.trait_name, method)
    }

    fn stub(&self, name: &str) -> Option<&str> {
        self.methods.iter().find(|(it, _)| it == name).map(|(_, text)| text.as_str())
    }

    /// Where a method is wanted by another trait: the file, and the trait.
    fn moved_to(&self, method: &str) -> Option<(&str, &str)> {
        self.files.iter().find_map(|(path, file)| match &file.merge {
            Some(Merge::Handlers { trait_name, methods }) if methods.iter().any(|(name, _)| name == method) => {
                Some((path, trait_name.as_str()))
            }
            _ => None,
        })
    }

    /// Takes what is known of methods over to what they are called now: `was` is the path, the trait and the text from before.
    pub(super) fn follow(&self, was: (&str, &str, &str), now: &str, known: &mut Manifest) {
        let (path, trait_name, before) = was;
        let (Ok(old), Ok(new)) = (Sites::of(before, trait_name), Sites::of(now, self.trait_name)) else { return };
        let methods = |it: &Sites| it.impls.iter().flat_map(|it| &it.methods).map(Method::place).collect::<Vec<_>>();
        // A renaming changes no order.
        for ((old, was), (new, is)) in methods(&old).into_iter().zip(methods(&new)) {
            let written = known.method(path, &key(trait_name, &old)).filter(|it| it.is_left(&before[was]));
            if let Some(written) = written {
                let written = written.left_as(&now[is]);
                known.set_method(self.path, self.key(&new), written);
            }
        }
    }

    /// What zephyrix wrote of a file that is wholly its own.
    pub(super) fn notes(&self, path: &str, text: &str, is_new: impl Fn(&str) -> bool) -> Vec<Note> {
        let Ok(sites) = Sites::of(text, self.trait_name) else { return Vec::new() };
        let methods = sites.impls.iter().flat_map(|it| &it.methods).filter(|it| is_new(&it.name));
        let note = |it: &Method| {
            let written = Written::of(self.stub(&it.name)?, &text[it.range.clone()]);
            Some((path.to_owned(), self.key(&it.name), written))
        };
        methods.filter_map(note).collect()
    }
}

/// Brings every implementation of a trait up to date; what was written is returned. `None`: it is implemented nowhere, and there
/// is no file yet where it would be.
pub(super) fn bring_up_to_date(
    wanted: Wanted<'_>,
    texts: &mut Texts,
    known: &Manifest,
    layout: &dyn Layout,
    log: &mut Diagnostics,
) -> Option<Vec<Note>> {
    let is_own = |path: &str| path == wanted.path;
    let mut paths: Vec<&String> =
        texts.iter().filter(|(path, text)| is_own(path) || text.contains(wanted.trait_name)).map(|it| it.0).collect();
    paths.sort_by_key(|path| !is_own(path));
    let mut found = Vec::new();
    for path in paths {
        match Sites::of(&texts[path], wanted.trait_name) {
            Ok(sites) => found.push((path.clone(), sites)),
            Err(wrong) => {
                let message = format!("`{path}:{}:{}` cannot be parsed: {}", wrong.line, wrong.column, wrong.why);
                let help = "mend it first: stubs for new operations go into this file";
                log.push(Diagnostic::new(Code::UNPARSED_HANDLER, None, message).help(help));
                return Some(Vec::new());
            }
        }
    }
    let count = found.iter().map(|(_, it)| it.impls.len()).sum::<usize>();
    if count == 0 {
        let is_there = texts.contains_key(wanted.path) || found.iter().any(|(_, it)| !it.hidden.is_empty());
        return is_there.then(|| unplaced(wanted, texts, &found, log));
    }
    let mut notes = Vec::new();
    for (path, sites) in found.iter().filter(|(_, it)| !it.impls.is_empty()) {
        let Some(text) = texts.get(path) else { continue };
        let file = File { wanted, path, text, known: (count == 1).then_some(known) };
        let (edits, written) = file.edits(sites, layout, log);
        let done = edits.done(text);
        if count == 1 {
            notes.extend(wanted.notes(path, &done, |name| written.iter().any(|it| it == name)));
        }
        texts.insert(path.clone(), done);
    }
    Some(notes)
}

/// A file in which the trait is implemented.
struct File<'a> {
    wanted: Wanted<'a>,
    path: &'a str,
    text: &'a str,
    /// What is known of methods that zephyrix wrote; `None` where a name does not tell which one is meant.
    known: Option<&'a Manifest>,
}

impl File<'_> {
    /// What is to be changed, and which methods are written by that.
    fn edits(&self, found: &Sites, layout: &dyn Layout, log: &mut Diagnostics) -> (Edits, Vec<String>) {
        let sites = &found.impls;
        let is_there = |site: &Site, name: &str| site.methods.iter().any(|it| it.name == name);
        let follows = |it: &Method| {
            let stub = self.wanted.stub(&it.name)?;
            let written = self.untouched(it).filter(|written| !written.is_made(stub))?;
            Some((stub, written))
        };
        let lacks = |site: &Site, name: &str| !is_there(site, name) && !site.words.contains(name);
        let all = sites.iter().flat_map(|it| &it.methods);
        let mut names: Vec<&str> = all.filter(|it| follows(it).is_some()).map(|it| it.name.as_str()).collect();
        let wanted = self.wanted.methods.iter().map(|(name, _)| name.as_str());
        names.extend(wanted.filter(|name| sites.iter().any(|site| lacks(site, name))));
        // Within a module, other names hold.
        let uses = if sites.iter().all(|it| it.indent.is_empty()) { found.uses.as_slice() } else { &[] };
        let stubs = names.iter().filter_map(|name| self.wanted.stub(name));
        let stubs: Vec<String> = stubs.map(|it| imports::shortened(it, self.text, uses)).collect();
        let stubs: Vec<&str> = stubs.iter().map(String::as_str).collect();
        let laid = layout::methods(&stubs, layout);
        let stub = |name: &str| names.iter().position(|it| *it == name).map(|at| laid[at].as_str());
        let mut edits = Edits::default();
        for site in sites {
            for method in &site.methods {
                match (self.wanted.stub(&method.name), stub(&method.name)) {
                    (None, _) if self.is_to_go(method) => edits.remove(self.text, method),
                    (None, _) => self.report(method, log),
                    (Some(_), Some(stub)) if follows(method).is_some() => edits.replace(method, stub, site),
                    _ => {}
                }
            }
            let missing: Vec<&str> = names.iter().filter(|it| lacks(site, it)).filter_map(|it| stub(it)).collect();
            if !missing.is_empty() {
                edits.append(self.text, site, &missing);
            }
        }
        let added: Vec<&str> = laid.iter().map(String::as_str).collect();
        edits.prune(self.text, &found.uses, &added, layout);
        let names = names.into_iter().map(str::to_owned).collect();
        (edits, names)
    }

    /// What zephyrix wrote, when the method still is that.
    fn untouched(&self, method: &Method) -> Option<&Written> {
        let written = self.known?.method(self.path, &self.wanted.key(&method.name))?;
        written.is_left(&self.text[method.range.clone()]).then_some(written)
    }

    /// Whether a method that the trait has no more is zephyrix's own. A comment above it is not.
    fn is_to_go(&self, method: &Method) -> bool {
        let above = self.text[..method.range.start].trim_end().lines().next_back().unwrap_or_default().trim();
        self.untouched(method).is_some() && !above.starts_with("//") && !above.ends_with("*/")
    }

    fn report(&self, method: &Method, log: &mut Diagnostics) {
        let Wanted { trait_name, .. } = self.wanted;
        let message =
            format!("`{}:{}` implements `{}`, which `{trait_name}` has no more", self.path, method.line, method.name);
        let help = match self.wanted.moved_to(&method.name) {
            Some((path, other)) => {
                format!("`{other}` has it now, in `{path}`: move what you wrote there, and delete it here")
            }
            None => "it is yours: move what you still need, and delete it".to_owned(),
        };
        log.push(Diagnostic::new(Code::ORPHAN_HANDLER, None, message).help(help));
    }
}

/// Says which methods have no place to be added at, and prints them.
fn unplaced(wanted: Wanted<'_>, texts: &Texts, found: &[(String, Sites)], log: &mut Diagnostics) -> Vec<Note> {
    let files: Vec<&str> = found.iter().filter_map(|(path, _)| texts.get(path)).map(String::as_str).collect();
    let is_there = |name: &str| files.iter().any(|it| it.contains(&format!("fn {name}")));
    let missing: Vec<&str> =
        wanted.methods.iter().filter(|(name, _)| !is_there(name)).map(|(_, stub)| stub.trim_end()).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let hidden = found.iter().find_map(|(path, it)| Some((path, it.hidden.first()?)));
    let message = match hidden {
        Some((path, line)) => format!("`{path}:{line}` implements `{}` within a macro", wanted.trait_name),
        None => format!("`{}` has no `impl {} for …`", wanted.path, wanted.trait_name),
    };
    let mut finding = Diagnostic::new(Code::UNPLACED_STUB, None, message)
        .help("methods can only be added to an `impl` that is written out: put them where they belong yourself");
    for stub in missing.iter().take(SHOWN) {
        finding = finding.note(format!("missing:\n{stub}"));
    }
    if let Some(left) = missing.len().checked_sub(SHOWN).filter(|it| *it > 0) {
        finding = finding.note(format!("and {left} more"));
    }
    log.push(finding);
    Vec::new()
}

/// How many stubs are printed that have no place.
const SHOWN: usize = 5;

#[cfg(test)]
mod tests;
