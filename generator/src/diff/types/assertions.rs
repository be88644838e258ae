//! Schemas as what they assert: which JSON values are valid by one, and which by another.

use super::Types;
use super::constraints::{exact, extent, is_about_the_same, optional};
use super::extent::Extent;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{AssertionId, Constraint, JsonKind, Keyword};

impl Types<'_> {
    /// What the assertions among constraints let pass, beside what those of another type do.
    pub(super) fn assertions(&mut self, was: &[Constraint<TypeId>], is: &[Constraint<TypeId>]) -> Extent {
        let ids = |all: &[Constraint<TypeId>]| -> Vec<AssertionId> {
            all.iter().filter_map(|it| if let Constraint::Valid(id) = it { Some(*id) } else { None }).collect()
        };
        Extent::of_lists(&ids(was), &ids(is), Extent::Narrower, &mut |one, other| self.assertion(*one, *other))
    }

    fn assertion(&mut self, was: AssertionId, is: AssertionId) -> Extent {
        if let Some(known) = self.assertions.get(&(was, is)) {
            return *known;
        }
        let Some(depth) = self.deeper() else { return Extent::Other };
        // What refers to itself is the same as far as everything else of it is.
        self.assertions.insert((was, is), Extent::Same);
        let (one, other) = (&self.old[was].keywords, &self.new[is].keywords);
        let mut found = Extent::Same;
        let mut fresh: Vec<&Keyword> = other.iter().collect();
        for keyword in one {
            let at = fresh.iter().position(|now| stands_for(keyword, now));
            found = found.and(match at {
                Some(at) => self.keyword(keyword, fresh.remove(at)),
                None => Extent::Wider,
            });
        }
        if !fresh.is_empty() {
            found = found.and(Extent::Narrower);
        }
        self.depth = depth;
        self.assertions.insert((was, is), found);
        found
    }

    fn keyword(&mut self, was: &Keyword, is: &Keyword) -> Extent {
        let mut of = |one: &AssertionId, other: &AssertionId| self.assertion(*one, *other);
        match (was, is) {
            (Keyword::Kinds(was), Keyword::Kinds(is)) => kinds(was, is),
            (Keyword::OneOf(was), Keyword::OneOf(is)) => {
                Extent::of(was.iter().any(|it| !is.contains(it)), is.iter().any(|it| !was.contains(it)))
            }
            (Keyword::Constraint(was), Keyword::Constraint(is)) => extent(was, is, &mut of),
            (Keyword::Required(was), Keyword::Required(is)) => {
                Extent::of(is.iter().any(|it| !was.contains(it)), was.iter().any(|it| !is.contains(it)))
            }
            (
                Keyword::Members { named, matching, others },
                Keyword::Members { named: names, matching: patterns, others: rest },
            ) => members(named, names, &mut of).and(members(matching, patterns, &mut of)).and(optional(
                others.as_ref(),
                rest.as_ref(),
                &mut of,
            )),
            (Keyword::Items { first, others }, Keyword::Items { first: heads, others: rest }) => {
                let shared = first.iter().zip(heads).map(|(one, other)| of(one, other)).fold(Extent::Same, Extent::and);
                let length = Extent::of(heads.len() > first.len(), heads.len() < first.len());
                shared.and(length).and(optional(others.as_ref(), rest.as_ref(), &mut of))
            }
            (Keyword::All(was), Keyword::All(is)) => Extent::of_lists(was, is, Extent::Narrower, &mut of),
            // Alternatives of which one must hold are taken not to overlap.
            (Keyword::Any(was), Keyword::Any(is)) | (Keyword::One(was), Keyword::One(is)) => {
                Extent::of_lists(was, is, Extent::Wider, &mut of)
            }
            (Keyword::UnevaluatedProperties(was), Keyword::UnevaluatedProperties(is))
            | (Keyword::UnevaluatedItems(was), Keyword::UnevaluatedItems(is)) => of(was, is),
            (was, is) => exact(Extent::of(was != is, false)),
        }
    }
}

/// Whether one keyword is what became of another.
fn stands_for(was: &Keyword, is: &Keyword) -> bool {
    match (was, is) {
        (Keyword::Constraint(was), Keyword::Constraint(is)) => is_about_the_same(was, is),
        (was, is) => std::mem::discriminant(was) == std::mem::discriminant(is),
    }
}

fn kinds(was: &[JsonKind], is: &[JsonKind]) -> Extent {
    let has = |all: &[JsonKind], it: &JsonKind| {
        all.contains(it) || *it == JsonKind::Integer && all.contains(&JsonKind::Number)
    };
    Extent::of(was.iter().any(|it| !has(is, it)), is.iter().any(|it| !has(was, it)))
}

/// Of members by name or pattern.
fn members(
    was: &[(String, AssertionId)],
    is: &[(String, AssertionId)],
    of: &mut dyn FnMut(&AssertionId, &AssertionId) -> Extent,
) -> Extent {
    let find = |all: &[(String, AssertionId)], name: &str| all.iter().find(|it| it.0 == name).map(|it| it.1);
    let fresh = is.iter().any(|it| find(was, &it.0).is_none());
    was.iter()
        .map(|(name, one)| find(is, name).map_or(Extent::Wider, |other| of(one, &other)))
        .fold(if fresh { Extent::Narrower } else { Extent::Same }, Extent::and)
}
