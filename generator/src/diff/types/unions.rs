//! One of some types: each variant beside the one that stands for the same.

use super::extent::Extent;
use super::{Pair, Types, Way};
use crate::diff::{Breaks, Finding};
use zephyrix_ir::vocabulary::{Shape, TypeName, UnionBy, Variant};
use zephyrix_ir::{Code, Model, Span, TypeId};

impl Types<'_> {
    /// Tells of two types of which at least one is a union.
    pub(super) fn unions(&mut self, pair: Pair, way: Way, name: &str, findings: &mut Vec<Finding>) {
        let (was, is) = (&self.old[pair.0], &self.new[pair.1]);
        let mut told = Vec::new();
        match (&was.shape, &is.shape) {
            (Shape::Union { variants, by }, Shape::Union { variants: others, by: how }) => {
                self.variants((variants, others), way, name, &mut told);
                told.extend(selected((by, how), way, name));
            }
            (Shape::Union { variants, .. }, _) => {
                let other = [variant(pair.1, is.span)];
                self.variants((variants, &other), way, name, &mut told);
                told.push(Finding::breaking(Code::TYPE_CHANGED, Breaks::Code, format!("{name} is of one type only")));
            }
            (_, Shape::Union { variants, .. }) => {
                let one = [variant(pair.0, was.span)];
                self.variants((&one, variants), way, name, &mut told);
                told.push(Finding::breaking(Code::TYPE_CHANGED, Breaks::Code, format!("{name} is one of some types")));
            }
            _ => {}
        }
        findings.extend(told.into_iter().map(|it| it.at(was.span, is.span)));
    }

    fn variants(&mut self, (was, is): (&[Variant], &[Variant]), way: Way, name: &str, told: &mut Vec<Finding>) {
        let mut fresh: Vec<&Variant> = is.iter().collect();
        let mut gone: Vec<&Variant> = was.iter().collect();
        for how in [Self::is_the_same, Self::is_alike] {
            for it in std::mem::take(&mut gone) {
                let Some(at) = fresh.iter().position(|now| how(self, it, now)) else {
                    gone.push(it);
                    continue;
                };
                let now = fresh.remove(at);
                self.see((it.ty, now.ty), way, &format!("a variant of {name}"));
                told.extend(tags(it, now, way, name));
            }
        }
        // What nothing stands for may still be let pass by another, or be what another lets pass.
        gone.retain(|it| !is.iter().any(|now| self.is_within((it.ty, now.ty), Extent::Narrower)));
        fresh.retain(|now| !was.iter().any(|it| self.is_within((it.ty, now.ty), Extent::Wider)));
        for it in gone {
            let message = format!("{name} is no longer {}", called(self.old, it));
            told.push(match way {
                Way::Sent => Finding::breaking(Code::TYPE_CHANGED, Breaks::Wire, message),
                Way::Answered => Finding::breaking(Code::TYPE_CHANGED, Breaks::Code, message),
            });
        }
        for now in fresh {
            let message = format!("{name} may be {}", called(self.new, now));
            told.push(match way {
                Way::Sent => Finding::harmless(Code::SOMETHING_NEW, message),
                Way::Answered => Finding::breaking(Code::TYPE_CHANGED, Breaks::Wire, message),
            });
        }
    }

    /// Whether a variant stands for the same: of the same tag, or of the same name, or of the same values.
    fn is_the_same(&mut self, was: &Variant, is: &Variant) -> bool {
        if was.tags.iter().any(|tag| is.tags.contains(tag)) {
            return true;
        }
        match (&self.old[was.ty].name, &self.new[is.ty].name) {
            (TypeName::Declared(one), TypeName::Declared(other)) => one == other,
            _ => self.extent((was.ty, is.ty)) == Extent::Same,
        }
    }

    /// Whether one may be what became of the other.
    fn is_alike(&mut self, was: &Variant, is: &Variant) -> bool {
        let (one, other) = (&self.old[was.ty].shape, &self.new[is.ty].shape);
        let kinds = (super::scalars::kind(one), super::scalars::kind(other));
        std::mem::discriminant(one) == std::mem::discriminant(other) && kinds.0 == kinds.1
    }

    /// Whether one lets pass what the other does: with [`Extent::Narrower`] the old one is all within the new.
    fn is_within(&mut self, pair: Pair, unless: Extent) -> bool {
        let found = self.extent(pair);
        found != Extent::Other && found != unless
    }
}

/// A type as the only variant of a union.
fn variant(ty: TypeId, span: Span) -> Variant {
    Variant { ty, tags: Vec::new(), otherwise: true, span }
}

fn called(model: &Model, it: &Variant) -> String {
    match &model[it.ty].name {
        TypeName::Declared(name) => format!("`{name}`"),
        TypeName::Inline(_) => super::scalars::word(&model[it.ty].shape),
    }
}

/// Tells of how variants are selected.
fn selected((was, is): (&UnionBy, &UnionBy), way: Way, name: &str) -> Option<Finding> {
    let (breaks, what) = match (was, is) {
        (UnionBy::Tag(one), UnionBy::Tag(other)) if one.field == other.field => return None,
        (UnionBy::Tag(_), UnionBy::Tag(other)) => (Breaks::Wire, format!("is told by `{}`", other.field)),
        (_, UnionBy::Tag(other)) if way == Way::Sent => (Breaks::Wire, format!("must be told by `{}`", other.field)),
        (_, UnionBy::Tag(other)) => (Breaks::Code, format!("is told by `{}`", other.field)),
        (UnionBy::Tag(one), _) => (Breaks::Code, format!("is no longer told by `{}`", one.field)),
        (UnionBy::AnyOf, UnionBy::ExactlyOne) if way == Way::Sent => {
            (Breaks::Wire, "must be of exactly one of its types".to_owned())
        }
        (UnionBy::ExactlyOne, UnionBy::AnyOf) if way == Way::Answered => {
            (Breaks::Wire, "may be of several of its types at once".to_owned())
        }
        (one, other) if std::mem::discriminant(one) == std::mem::discriminant(other) => return None,
        _ => (Breaks::Code, "is told otherwise".to_owned()),
    };
    Some(Finding::breaking(Code::TYPE_CHANGED, breaks, format!("{name} {what}")))
}

/// Tells of the values that select a variant.
fn tags(was: &Variant, is: &Variant, way: Way, name: &str) -> Option<Finding> {
    let only = |one: &Variant, other: &Variant| -> Option<String> {
        one.tags.iter().find(|it| !other.tags.contains(it)).cloned()
    };
    // A union that does not go by tags is told of as a whole.
    if was.tags.is_empty() || is.tags.is_empty() {
        return None;
    }
    match (only(was, is), only(is, was), way) {
        (Some(tag), _, Way::Sent) => {
            let message = format!("{name} may no longer be told by `{tag}`");
            Some(Finding::breaking(Code::TYPE_CHANGED, Breaks::Wire, message))
        }
        (_, Some(tag), Way::Answered) => {
            Some(Finding::harmless(Code::MAY_SURPRISE, format!("{name} may be told by `{tag}`")))
        }
        _ => None,
    }
}
