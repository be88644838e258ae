//! What things were called before: names that nothing else has, each told once.

use crate::vocabulary::{Former, Graph, Operation, Outgoing, Shape, TagDef, Type, TypeName};
use crate::{Code, Diagnostic, Diagnostics, Span};
use std::collections::{HashMap, HashSet};

/// Everything that may have been called otherwise.
pub(super) struct Named<'a> {
    pub(super) types: &'a mut [Type],
    pub(super) tags: &'a mut [TagDef],
    pub(super) operations: &'a mut [Operation],
    pub(super) outgoing: &'a mut [Outgoing],
    pub(super) graph: Option<&'a mut Graph<crate::TypeId>>,
}

/// Takes away the earlier names that cannot be, and says why.
pub(super) fn settle(all: Named<'_>, log: &mut Diagnostics) {
    let Named { types, tags, operations, outgoing, graph } = all;
    let mut log = Once { log, told: HashSet::new() };
    let mut declared: Vec<Thing<'_>> = Vec::new();
    for ty in types.iter_mut() {
        if let Shape::Record { fields, .. } = &mut ty.shape {
            let fields = fields.iter_mut().map(|it| Thing::new(&it.name, it.span, &mut it.renamed_from));
            scope("property", fields.collect(), &[], &mut log);
        }
        if let TypeName::Declared(name) = &ty.name {
            declared.push(Thing::new(name, ty.span, &mut ty.renamed_from));
        }
    }
    scope("type", declared, &[], &mut log);
    let used: Vec<(String, Span)> = operations.iter().map(|it| (it.tag.clone(), it.span)).collect();
    let groups = tags.iter_mut().map(|it| Thing::new(&it.name, Span::default(), &mut it.renamed_from));
    scope("tag", groups.collect(), &used, &mut log);
    for it in operations.iter_mut().chain(outgoing.iter_mut().map(|it| &mut it.operation)) {
        inputs(it, &mut log);
    }
    let asked = operations.iter_mut().chain(outgoing.iter_mut().map(|it| &mut it.operation));
    scope("operation", asked.map(|it| Thing::new(&it.name, it.span, &mut it.renamed_from)).collect(), &[], &mut log);
    for object in graph.into_iter().flat_map(|it| &mut it.objects) {
        let fields = object.fields.iter_mut().map(|it| Thing::new(&it.name, it.span, &mut it.renamed_from));
        scope("field", fields.collect(), &[], &mut log);
    }
}

/// The parameters of an operation: those of the query have names of their own, and so have those of the headers.
fn inputs(it: &mut Operation, log: &mut Once<'_>) {
    for place in ["path", "query", "header", "cookie"] {
        let here = it.inputs.iter_mut().filter(|it| it.place.word() == place && !it.implied).map(|it| &mut it.field);
        let here = here.map(|it| Thing::new(&it.name, it.span, &mut it.renamed_from));
        scope("parameter", here.collect(), &[], log);
    }
}

/// Something with a name in a scope.
struct Thing<'a> {
    name: &'a str,
    span: Span,
    formers: &'a mut Vec<Former>,
}

impl<'a> Thing<'a> {
    fn new(name: &'a str, span: Span, formers: &'a mut Vec<Former>) -> Self {
        Self { name, span, formers }
    }
}

/// Looks at everything of one scope; `others` are names that are taken there as well.
fn scope(what: &str, things: Vec<Thing<'_>>, others: &[(String, Span)], log: &mut Once<'_>) {
    if things.iter().all(|it| it.formers.is_empty()) {
        return;
    }
    let others = others.iter().map(|(name, span)| (name.clone(), *span));
    let taken: HashMap<String, Span> = others.chain(things.iter().map(|it| (it.name.to_owned(), it.span))).collect();
    let mut claimed: HashMap<String, (String, Span)> = HashMap::new();
    for Thing { name, formers, .. } in things {
        let mut kept: Vec<Former> = Vec::new();
        for it in formers.drain(..) {
            let found = if it.name == name || kept.contains(&it) {
                Some(idle(what, name, &it))
            } else if let Some(at) = taken.get(&it.name) {
                Some(in_use(what, name, &it, *at))
            } else {
                let by = claimed.get(&it.name).filter(|(other, _)| other != name);
                by.map(|(other, at)| claimed_twice(what, name, &it, other, *at))
            };
            if let Some(found) = found {
                log.push(it.span, found);
            } else {
                claimed.entry(it.name.clone()).or_insert_with(|| (name.to_owned(), it.span));
                kept.push(it);
            }
        }
        *formers = kept;
    }
}

fn idle(what: &str, name: &str, it: &Former) -> Diagnostic {
    let why = if it.name == name { "is what it is called now" } else { "is listed before" };
    let message = format!("the earlier name `{}` of the {what} `{name}` says nothing: it {why}", it.name);
    Diagnostic::new(Code::RENAME_IDLE, it.span, message).help("take it away")
}

fn in_use(what: &str, name: &str, it: &Former, at: Span) -> Diagnostic {
    let message = format!("the {what} `{name}` cannot have been `{}`, which is another {what} now", it.name);
    let found = Diagnostic::new(Code::RENAME_IN_USE, it.span, message);
    let found = if at == Span::default() { found } else { found.related(at, "called so now") };
    found.help("take the earlier name away, or call the other one otherwise")
}

fn claimed_twice(what: &str, name: &str, it: &Former, other: &str, at: Span) -> Diagnostic {
    let message = format!("two of them were `{}`: the {what} `{other}`, and the {what} `{name}`", it.name);
    Diagnostic::new(Code::RENAME_CLAIMED, it.span, message)
        .related(at, "the first")
        .help("what was one thing can go on as one thing only: leave the earlier name to that")
}

/// Says a thing once, however many types have come of one that is written.
struct Once<'l> {
    log: &'l mut Diagnostics,
    told: HashSet<(Span, &'static str)>,
}

impl Once<'_> {
    fn push(&mut self, at: Span, found: Diagnostic) {
        if self.told.insert((at, found.code.id)) {
            self.log.push(found);
        }
    }
}
