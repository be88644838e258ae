//! Only some operations of a schema: those of a tag, under a path, or by name.

use crate::config::Generate;
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::Arc;
use zephyrix_ir::vocabulary::{Constraint, LinkTo, Map, Occasion, Operation, Shape};
use zephyrix_ir::{Code, Diagnostic, Diagnostics, Draft, DraftShape, DraftType, Ref, did_you_mean};

/// Some operations, each named in one of three ways.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Selection {
    /// Those of these tags.
    pub tags: Vec<String>,
    /// Those whose path templates are these; `*` stands for any text: `/admin/*`.
    pub paths: Vec<String>,
    /// Those of these names.
    pub operations: Vec<String>,
}

/// One way to name operations: what of them it goes by, and which are named.
type Way<'a> = (&'static str, &'a [String], fn(&Operation<Ref>) -> &str);

impl Selection {
    fn is_empty(&self) -> bool {
        self.ways().iter().all(|it| it.1.is_empty())
    }

    fn has(&self, it: &Operation<Ref>) -> bool {
        self.ways().iter().any(|(_, wanted, of)| wanted.iter().any(|wanted| fits(wanted, of(it))))
    }

    fn ways(&self) -> [Way<'_>; 3] {
        [
            ("tags", &self.tags, |it| &it.tag),
            ("paths", &self.paths, |it| &it.http.path.text),
            ("operations", &self.operations, |it| &it.name),
        ]
    }

    /// Reports what names no operation.
    fn check(&self, key: &str, operations: &[&Operation<Ref>], log: &mut Diagnostics) {
        for (way, wanted, of) in self.ways() {
            for wanted in wanted.iter().filter(|it| !operations.iter().any(|op| fits(it, of(op)))) {
                let message = format!("`{wanted}` in `[generate.{key}] {way}` is of no operation");
                let found = Diagnostic::new(Code::UNMATCHED, None, message);
                log.push(match did_you_mean(wanted, operations.iter().map(|it| of(it))) {
                    Some(near) => found.help(format!("did you mean `{near}`?")),
                    None => found,
                });
            }
        }
    }
}

/// Whether a text is what is wanted, where `*` stands for any text.
pub(crate) fn fits(wanted: &str, text: &str) -> bool {
    let Some((start, rest)) = wanted.split_once('*') else { return wanted == text };
    let Some(text) = text.strip_prefix(start) else { return false };
    rest.is_empty() || text.char_indices().any(|(at, _)| fits(rest, &text[at..]))
}

/// What of a draft is wanted: operations, and the types that they use.
pub(crate) fn select(mut draft: Draft, config: &Generate, log: &mut Diagnostics) -> Draft {
    let Generate { only, except, .. } = config;
    if only.is_empty() && except.is_empty() {
        return draft;
    }
    let all: Vec<&Operation<Ref>> = draft.every_operation().collect();
    only.check("only", &all, log);
    except.check("except", &all, log);
    let wanted = |it: &Operation<Ref>| (only.is_empty() || only.has(it)) && !except.has(it);
    let gone: Vec<Operation<Ref>> = draft.operations.extract_if(.., |it| !wanted(it)).collect();
    for outcome in draft.operations.iter_mut().flat_map(|it| &mut it.outcomes) {
        outcome.links.retain(|link| !gone.iter().any(|it| leads_to(&link.to, it)));
    }
    let names: HashSet<&str> = draft.operations.iter().map(|it| it.name.as_str()).collect();
    draft.outgoing.retain(|it| match &it.occasion {
        Occasion::Webhook(_) => wanted(&it.operation),
        Occasion::Callback { of, .. } => names.contains(of.as_str()),
    });
    let used = used(&draft);
    draft.types.retain(|key, _| used.contains(key));
    draft
}

fn leads_to(to: &LinkTo, it: &Operation<Ref>) -> bool {
    match to {
        LinkTo::Operation(name) => *name == it.name,
        LinkTo::Route(method, path) => method == it.http.method.word() && *path == it.http.path.text,
        LinkTo::Elsewhere(_) => false,
    }
}

/// The keys of types that can be reached from an operation.
fn used(draft: &Draft) -> HashSet<Arc<str>> {
    let mut open: Vec<Arc<str>> = Vec::new();
    for operation in draft.every_operation() {
        operation.map(&mut |it: &Ref| open.push(it.key.clone()));
    }
    let mut used = HashSet::new();
    while let Some(key) = open.pop() {
        if let Some(ty) = draft.types.get(&key)
            && used.insert(key)
        {
            parts(ty, &mut |it| open.push(it.key.clone()));
        }
    }
    used
}

fn parts(ty: &DraftType, each: &mut dyn FnMut(&Ref)) {
    match &ty.shape {
        DraftShape::Known(shape) => drop(Shape::map(shape, each)),
        DraftShape::Alias(to) => each(to),
        DraftShape::All(parts) => parts.iter().for_each(&mut *each),
    }
    for constraint in &ty.constraints {
        Constraint::map(constraint, each);
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_any_text() {
        for good in ["/a", "/a*", "*", "/*", "*a", "/*a*"] {
            assert!(fits(good, "/a"), "{good}");
        }
        for bad in ["a", "/", "/b*", "*b", "/a/*", ""] {
            assert!(!fits(bad, "/a"), "{bad}");
        }
    }
}
