//! Paths of documents.

use crate::lint::documents::Path;
use crate::lint::sink::Sink;
use crate::lint::subject::Subject;
use std::collections::{BTreeMap, HashMap};

/// So many pairs of paths are looked at: those of real documents are far fewer.
const MAX_PAIRS: usize = 4_000_000;

fn served<'a>(subject: &'a Subject<'_>) -> impl Iterator<Item = &'a Path<'a>> {
    subject.facts.paths.iter().filter(|it| !it.is_webhook)
}

pub(in crate::lint) fn path_trailing_slash(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for it in served(subject) {
        let path = &*it.entry.key;
        if path.len() > 1
            && path.ends_with('/')
            && let Some(found) = sink.found(it.entry.key_span, format!("the path `{path}` ends in a slash"))
        {
            let help = format!("serve `{}`: many take the two for one", path.trim_end_matches('/'));
            found.name(path).path(path).help(help);
        }
    }
}

pub(in crate::lint) fn path_query(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for it in served(subject) {
        let path = &*it.entry.key;
        if path.contains('?')
            && let Some(found) = sink.found(it.entry.key_span, format!("the path `{path}` has a query"))
        {
            found.name(path).path(path).help("declare its pairs as parameters, `in: query`");
        }
    }
}

/// What methods say already.
const VERBS: [&str; 10] = ["get", "create", "update", "delete", "list", "add", "remove", "fetch", "insert", "edit"];

pub(in crate::lint) fn path_verb(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for it in served(subject) {
        let path = &*it.entry.key;
        let is_verb = |part: &str| {
            let first = part.split(['-', '_']).next().unwrap_or("");
            let end = first.find(|it: char| it.is_ascii_uppercase()).filter(|at| *at > 0).unwrap_or(first.len());
            VERBS.iter().any(|verb| first.get(..end).unwrap_or("").eq_ignore_ascii_case(verb))
        };
        if let Some(part) = path.split('/').find(|it| is_verb(it))
            && let Some(found) =
                sink.found(it.entry.key_span, format!("`{part}` in the path `{path}` says what is done"))
        {
            found.name(path).path(path).help("let paths say what it is done to: methods say the rest");
        }
    }
}

/// Which of two segments are fixed; `None` where no request can have both.
fn compare(one: &str, other: &str) -> Option<(bool, bool)> {
    let is_fixed = |it: &str| !(it.starts_with('{') && it.ends_with('}'));
    let both = (is_fixed(one), is_fixed(other));
    (both != (true, true) || one == other).then_some(both)
}

/// Whether some requests are for both of two paths, and neither is the more exact one.
fn is_ambiguous(one: &str, other: &str) -> bool {
    let pairs = one.split('/').zip(other.split('/')).map(|(one, other)| compare(one, other));
    let Some(pairs) = pairs.collect::<Option<Vec<_>>>() else { return false };
    pairs.contains(&(true, false)) && pairs.contains(&(false, true))
}

pub(in crate::lint) fn ambiguous_paths(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let mut groups: BTreeMap<(usize, usize), Vec<&Path<'_>>> = BTreeMap::new();
    for it in served(subject).filter(|it| it.entry.key.contains('{')) {
        groups.entry((it.file, it.entry.key.split('/').count())).or_default().push(it);
    }
    let methods: HashMap<(usize, &str), Vec<&str>> = methods(subject);
    let mut left = MAX_PAIRS;
    for group in groups.values() {
        for (at, later) in group.iter().enumerate() {
            left = left.saturating_sub(at);
            if left == 0 {
                return;
            }
            let own = methods.get(&(later.file, &*later.entry.key));
            let shares = |it: &Path<'_>| {
                let other = methods.get(&(it.file, &*it.entry.key));
                own.zip(other).is_some_and(|(own, other)| own.iter().any(|method| other.contains(method)))
            };
            let clash = group[..at].iter().find(|it| is_ambiguous(&it.entry.key, &later.entry.key) && shares(it));
            let Some(first) = clash else { continue };
            let (path, other) = (&*later.entry.key, &first.entry.key);
            let message = format!("some requests are for `{path}` and for `{other}`");
            if let Some(found) = sink.found(later.entry.key_span, message) {
                found.name(path).path(path).related(first.entry.key_span, "the other");
                found.help("tell them apart by a fixed part at the same place");
            }
        }
    }
}

fn methods<'a>(subject: &'a Subject<'_>) -> HashMap<(usize, &'a str), Vec<&'a str>> {
    let mut methods: HashMap<(usize, &str), Vec<&str>> = HashMap::new();
    for it in subject.facts.operations.iter().filter(|it| !it.is_webhook) {
        methods.entry((it.root, it.path)).or_default().push(&it.entry.key);
    }
    methods
}
