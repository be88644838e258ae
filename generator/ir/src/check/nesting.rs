//! Lists of lists of lists: what has no name is written out where it is used, and so has to end.

use crate::vocabulary::{Shape, Type};
use crate::{Code, Diagnostic, Diagnostics, TypeId};

/// So many types may contain one another with no record between them.
const DEEPEST: usize = 200;

/// Reports the types that are deeper than that; whether there are none.
pub(super) fn check(types: &[Type], log: &mut Diagnostics) -> bool {
    let heights = heights(types);
    // One that contains another such is told of there.
    let found: Vec<&Type> =
        types.iter().zip(&heights).filter(|(_, height)| **height == DEEPEST + 1).map(|it| it.0).collect();
    for it in &found {
        let message = format!("`{}` is more than {DEEPEST} types, one inside another", it.name.text());
        let help = "a record in between ends it: give one of them named members";
        log.push(Diagnostic::new(Code::TOO_DEEP, it.span, message).help(help));
    }
    found.is_empty()
}

/// How many types there are from each one down to the next record or single value; what leads back to itself is not counted.
fn heights(types: &[Type]) -> Vec<usize> {
    let mut heights: Vec<Option<usize>> = vec![None; types.len()];
    let mut open = vec![false; types.len()];
    for first in 0..types.len() {
        let mut path = vec![first];
        while let Some(at) = path.last().copied() {
            let parts = parts(&types[at].shape);
            if heights[at].is_none() && !open[at] {
                open[at] = true;
                let waiting = parts.iter().map(|it| it.index()).filter(|it| heights[*it].is_none() && !open[*it]);
                path.extend(waiting);
                continue;
            }
            path.pop();
            if heights[at].is_none() {
                let most = parts.iter().filter_map(|it| heights[it.index()]).max().unwrap_or_default();
                heights[at] = Some(if parts.is_empty() { 0 } else { most + 1 });
            }
        }
    }
    heights.into_iter().map(Option::unwrap_or_default).collect()
}

fn parts(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Union { variants, .. } => variants.iter().map(|it| it.ty).collect(),
        Shape::Tuple { items, rest } => items.iter().chain(rest).copied().collect(),
        Shape::List(it) | Shape::Map(it) | Shape::Nullable(it) | Shape::Stream(it) => vec![*it],
        Shape::Record { .. } | Shape::Enum { .. } | Shape::Scalar(_) | Shape::Any => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, check};
    use crate::vocabulary::{Scalar, Shape, Type};
    use crate::{Diagnostics, Span, TypeId};

    /// How many findings there are of lists of lists, the innermost of which is some shape.
    fn found(depth: usize, innermost: Shape) -> usize {
        let ty = |shape| Type::unnamed(&["a"], Span::default(), shape);
        let list = |at: usize| ty(Shape::List(TypeId(u32::try_from(at + 1).unwrap_or_default())));
        let types: Vec<Type> = (0..depth).map(list).chain([ty(innermost)]).collect();
        let mut log = Diagnostics::default();
        assert_eq!(check(&types, &mut log), log.all().is_empty());
        log.all().len()
    }

    #[test]
    fn lists_of_lists_end() {
        let text = || Shape::Scalar(Scalar::Text);
        assert_eq!(found(DEEPEST, text()), 0);
        assert_eq!(found(DEEPEST + 1, text()), 1);
        // However many: it is told once, and without a stack that is as deep.
        assert_eq!(found(200_000, text()), 1);
    }

    #[test]
    fn what_contains_itself_has_no_depth() {
        assert_eq!(found(3, Shape::List(TypeId(0))), 0);
    }
}
