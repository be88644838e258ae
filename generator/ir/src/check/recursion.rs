//! Types that contain themselves must have a way out: an optional field, a list, null.

use crate::vocabulary::{Presence, Shape, Type};
use crate::{Code, Diagnostic, Diagnostics, TypeId};

/// Reports types of which no finite value exists.
pub(super) fn check(types: &[Type], log: &mut Diagnostics) {
    // Grow the set of types that have a finite value until nothing changes; the rest have none.
    let mut finite = vec![false; types.len()];
    loop {
        let before = finite.iter().filter(|it| **it).count();
        for (at, ty) in types.iter().enumerate() {
            finite[at] = finite[at] || ends(&ty.shape, &finite);
        }
        if finite.iter().filter(|it| **it).count() == before {
            break;
        }
    }
    for ty in types.iter().zip(finite).filter(|(_, finite)| !finite).map(|(ty, _)| ty) {
        log.push(
            Diagnostic::new(Code::CYCLE, ty.span, format!("`{}` must contain itself without end", ty.name.text()))
                .label("no finite value is valid")
                .help("make a field on the way optional, nullable or a list"),
        );
    }
}

fn ends(shape: &Shape, finite: &[bool]) -> bool {
    let good = |id: &TypeId| finite[id.index()];
    match shape {
        Shape::Record { fields, .. } => fields.iter().all(|it| it.presence != Presence::Required || good(&it.ty)),
        Shape::Union { variants, .. } => variants.is_empty() || variants.iter().any(|it| good(&it.ty)),
        _ => true,
    }
}
