//! Types by the way that their values take: who sends is broken where less is taken, who is answered where more may come.

mod assertions;
mod constraints;
mod enums;
mod extent;
mod records;
mod scalars;
mod unions;

use super::{Breaks, Finding, renames};
use extent::Extent;
use std::collections::{HashMap, HashSet};
use zephyrix_ir::vocabulary::{AssertionId, Field, Scalar, Shape, Type, TypeName};
use zephyrix_ir::{Code, Model, TypeId};

/// Which way values go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Way {
    /// To the service.
    Sent,
    /// From it.
    Answered,
}

/// Two types, the old one first.
pub(super) type Pair = (TypeId, TypeId);

/// Schemas that refer to one another more often, one inside another, are not looked into.
const DEEPEST: usize = 64;

/// Pairs of types to be compared.
pub(super) struct Types<'m> {
    old: &'m Model,
    new: &'m Model,
    seen: HashSet<(Pair, Way)>,
    waiting: Vec<(Pair, Way, String)>,
    /// What is known of types that are only asked which values they let pass.
    extents: HashMap<Pair, Extent>,
    assertions: HashMap<(AssertionId, AssertionId), Extent>,
    depth: usize,
    /// The pair that is only asked about, while it is.
    asked: Option<Pair>,
    /// The new names of types that were seen in the place of one of another name.
    renamed: HashSet<TypeId>,
}

impl<'m> Types<'m> {
    pub(super) fn new(old: &'m Model, new: &'m Model) -> Self {
        Self {
            old,
            new,
            seen: HashSet::new(),
            waiting: Vec::new(),
            extents: HashMap::new(),
            assertions: HashMap::new(),
            depth: 0,
            asked: None,
            renamed: HashSet::new(),
        }
    }

    /// Has two types compared, once.
    pub(super) fn see(&mut self, pair: Pair, way: Way, name: &str) {
        if self.seen.insert((pair, way)) {
            self.waiting.push((pair, way, name.to_owned()));
        }
    }

    /// Whether both are single values.
    pub(super) fn are_single(&self, pair: Pair) -> bool {
        let single = |shape: &Shape| matches!(shape, Shape::Scalar(_) | Shape::Enum { .. });
        single(&self.old[pair.0].shape) && single(&self.new[pair.1].shape)
    }

    /// Has the values of two parameters compared, which are texts whatever their types are.
    pub(super) fn see_text(&mut self, pair: Pair, name: &str, findings: &mut Vec<Finding>) {
        let (was, is) = (&self.old[pair.0], &self.new[pair.1]);
        if self.are_single(pair)
            && is.shape == Shape::Scalar(Scalar::Text)
            && is.constraints.is_empty()
            && was.shape != is.shape
        {
            let message = format!("{name} is any text, and was {}", scalars::word(&was.shape));
            findings.push(Finding::breaking(Code::TYPE_CHANGED, Breaks::Code, message).at(was.span, is.span));
        } else {
            self.see(pair, Way::Sent, name);
        }
    }

    /// Tells what is different between those that wait.
    pub(super) fn tell(&mut self, findings: &mut Vec<Finding>) {
        while let Some((pair, way, name)) = self.waiting.pop() {
            self.compare(pair, way, &name, findings);
        }
    }

    /// Tells which types that have a name are no longer there, but for those that are `told` of elsewhere.
    pub(super) fn tell_names(&self, told: &dyn Fn(&Type) -> bool, findings: &mut Vec<Finding>) {
        let (before, now) = (named(self.old), named(self.new));
        let gone = before.iter().filter(|(name, id, it)| !self.renamed.contains(id) && !has(&now, name) && !told(it));
        findings.extend(gone.map(|(name, _, it)| {
            let message = format!("the type `{name}` is gone");
            Finding::breaking(Code::TYPE_GONE, Breaks::Code, message).was(it.span)
        }));
    }

    /// What the values of a type are beside those of another.
    fn extent(&mut self, pair: Pair) -> Extent {
        if let Some(known) = self.extents.get(&pair) {
            return *known;
        }
        let Some(depth) = self.deeper() else { return Extent::Other };
        // What refers to itself is the same as far as everything else of it is.
        self.extents.insert(pair, Extent::Same);
        // What is only asked about is not told of.
        let (seen, waiting) = (std::mem::take(&mut self.seen), std::mem::take(&mut self.waiting));
        let (renamed, asked) = (self.renamed.clone(), self.asked.replace(pair));
        let mut breaks = |way: Way| {
            let mut findings = Vec::new();
            self.see(pair, way, "");
            self.tell(&mut findings);
            findings.iter().any(|it| it.breaks == Some(Breaks::Wire))
        };
        let found = Extent::of(breaks(Way::Sent), breaks(Way::Answered));
        (self.seen, self.waiting, self.renamed, self.asked, self.depth) = (seen, waiting, renamed, asked, depth);
        self.extents.insert(pair, found);
        found
    }

    /// Goes one level deeper, and gives the level to go back to; `None` where that is too deep.
    fn deeper(&mut self) -> Option<usize> {
        let depth = self.depth;
        self.depth += 1;
        if depth >= DEEPEST {
            self.depth = depth;
            return None;
        }
        Some(depth)
    }

    fn compare(&mut self, pair: Pair, way: Way, name: &str, findings: &mut Vec<Finding>) {
        let (was, is) = (&self.old[pair.0], &self.new[pair.1]);
        self.name(pair, findings);
        constraints::compare(self, (was, is), (way, name), findings);
        let mut tell = |finding: Finding| findings.push(finding.at(was.span, is.span));
        match (&was.shape, &is.shape) {
            (Shape::Record { .. }, Shape::Record { .. }) => self.records(pair, way, name, findings),
            (Shape::Enum { values, .. }, Shape::Enum { values: others, .. }) => {
                enums::compare(name, (values, others), way, &mut tell);
            }
            (Shape::List(one), Shape::List(other))
            | (Shape::Map(one), Shape::Map(other))
            | (Shape::Stream(one), Shape::Stream(other)) => {
                self.see((*one, *other), way, &format!("an item of {name}"));
            }
            (Shape::Tuple { items, rest }, Shape::Tuple { items: others, rest: more }) => {
                for (one, other) in items.iter().zip(others).chain(rest.iter().zip(more)) {
                    self.see((*one, *other), way, &format!("an item of {name}"));
                }
                if items.len() != others.len() || rest.is_some() != more.is_some() {
                    let message = format!("{name} has another number of items");
                    tell(Finding::breaking(Code::TYPE_CHANGED, Breaks::Wire, message));
                }
            }
            (Shape::Nullable(_), _) | (_, Shape::Nullable(_)) => self.nullable(pair, way, name, findings),
            (Shape::Union { .. }, _) | (_, Shape::Union { .. }) if self.asked.is_some_and(|it| it != pair) => {
                // Variants are asked about pair by pair: each union once is enough.
                let message = format!("{name} is another union");
                let loses = match (self.extent(pair), way) {
                    (Extent::Same, _) | (Extent::Wider, Way::Sent) | (Extent::Narrower, Way::Answered) => false,
                    (Extent::Other | Extent::Narrower | Extent::Wider, _) => true,
                };
                if loses {
                    tell(Finding::breaking(Code::TYPE_CHANGED, Breaks::Wire, message));
                }
            }
            (Shape::Union { .. }, _) | (_, Shape::Union { .. }) => self.unions(pair, way, name, findings),
            (one, other) if one == other => {}
            (one, other) => {
                let message = format!("{name} is {}, and was {}", scalars::word(other), scalars::word(one));
                tell(Finding::breaking(Code::TYPE_CHANGED, others(one, other, way), message));
            }
        }
    }

    /// Tells of a type that has another name, which is what it is called in generated code, too.
    fn name(&mut self, pair: Pair, findings: &mut Vec<Finding>) {
        let (was, is) = (&self.old[pair.0], &self.new[pair.1]);
        if let (TypeName::Declared(before), TypeName::Declared(now)) = (&was.name, &is.name)
            && before != now
            && is_item(&was.shape)
            && self.renamed.insert(pair.0)
        {
            let what = format!("the type `{before}`");
            let found = if renames::was(&is.renamed_from, before) {
                renames::softened(&what, now, "handlers follow, and clients find it under both names")
            } else {
                Finding::breaking(Code::TYPE_GONE, Breaks::Code, format!("{what} is called `{now}`"))
            };
            findings.push(found.at(was.span, is.span));
        }
    }

    fn nullable(&mut self, pair: Pair, way: Way, name: &str, findings: &mut Vec<Finding>) {
        let (was, is) = (&self.old[pair.0], &self.new[pair.1]);
        let inside = |shape: &Shape, id| if let Shape::Nullable(inner) = shape { (*inner, true) } else { (id, false) };
        let ((one, before), (other, now)) = (inside(&was.shape, pair.0), inside(&is.shape, pair.1));
        let found = match (before, now, way) {
            (true, false, Way::Sent) => Some((Code::MORE_IS_NEEDED, Breaks::Wire, "may not be null")),
            (false, true, Way::Answered) => Some((Code::ANSWER_CHANGED, Breaks::Wire, "may be null")),
            (true, false, Way::Answered) => Some((Code::TYPE_CHANGED, Breaks::Code, "is never null")),
            (false, true, Way::Sent) => Some((Code::TYPE_CHANGED, Breaks::Code, "may be null")),
            _ => None,
        };
        if let Some((code, breaks, what)) = found {
            findings.push(Finding::breaking(code, breaks, format!("{name} {what}")).at(was.span, is.span));
        }
        self.see((one, other), way, name);
    }
}

/// Tells of what must hold of two members beyond their types, and of what is in them.
pub(super) fn constraints(
    (old, was): (&Model, &Field),
    (new, is): (&Model, &Field),
    (way, name): (Way, &str),
    findings: &mut Vec<Finding>,
) {
    let mut types = Types::new(old, new);
    let (before, now) = (&old[was.ty], &new[is.ty]);
    constraints::compare(&mut types, (before, now), (way, name), findings);
    if let (Shape::List(one) | Shape::Map(one), Shape::List(other) | Shape::Map(other)) = (&before.shape, &now.shape) {
        let name = format!("an item of {name}");
        constraints::compare(&mut types, (&old[*one], &new[*other]), (way, &name), findings);
    }
}

/// Whom another kind of value breaks: nobody who speaks where more is taken, or less is answered.
fn others(was: &Shape, is: &Shape, way: Way) -> Breaks {
    let (wide, narrow) = if way == Way::Sent { (is, was) } else { (was, is) };
    let holds = match (wide, narrow) {
        (Shape::Any, _) => true,
        // Of some literals, all are of their kind, but not the other way round.
        (Shape::Enum { .. }, _) => false,
        (wide, narrow) => scalars::kind(wide).zip(scalars::kind(narrow)).is_some_and(|(a, b)| scalars::holds(a, b)),
    };
    if holds { Breaks::Code } else { Breaks::Wire }
}

/// Whether what is generated of it has a name of its own.
fn is_item(shape: &Shape) -> bool {
    matches!(shape, Shape::Record { .. } | Shape::Enum { .. } | Shape::Union { .. })
}

/// Types that have a name in what is generated, other than those of protobuf.
fn named(model: &Model) -> Vec<(&str, TypeId, &Type)> {
    let own = model.types().filter(|(_, it)| it.proto.is_none() && is_item(&it.shape));
    own.filter_map(
        |(id, it)| if let TypeName::Declared(name) = &it.name { Some((name.as_str(), id, it)) } else { None },
    )
    .collect()
}

fn has(all: &[(&str, TypeId, &Type)], name: &str) -> bool {
    all.iter().any(|it| it.0 == name)
}
