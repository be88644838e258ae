//! Types that contain themselves must have a way out: an optional field, a list, null.

use crate::vocabulary::{Presence, Shape, Type};
use crate::{Code, Diagnostic, Diagnostics, Severity, TypeId};
use std::collections::HashSet;

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

/// Takes out of unions what leads back to them: it adds no value, and trying it would not end.
pub(super) fn untangle(types: &mut [Type], log: &mut Diagnostics) {
    for at in 0..types.len() {
        let Shape::Union { variants, .. } = &types[at].shape else { continue };
        let endless: Vec<bool> = variants.iter().map(|it| leads(types, it.ty, at, &mut HashSet::new())).collect();
        if !endless.contains(&true) {
            continue;
        }
        let mut found = Diagnostic::new(
            Code::CYCLE,
            types[at].span,
            format!("a possibility of `{}` is itself: it adds nothing, and is passed over", types[at].name.text()),
        );
        found.severity = Severity::Warning;
        log.push(found.help("take it out"));
        if let Shape::Union { variants, .. } = &mut types[at].shape {
            let mut endless = endless.into_iter();
            variants.retain(|_| endless.next() == Some(false));
        }
    }
}

/// Whether the values of a type are, without a step into them, those of a union.
fn leads(types: &[Type], from: TypeId, to: usize, seen: &mut HashSet<usize>) -> bool {
    let at = from.index();
    if at == to || !seen.insert(at) {
        return at == to;
    }
    match &types[at].shape {
        Shape::Nullable(inner) => leads(types, *inner, to, seen),
        Shape::Union { variants, .. } => variants.iter().any(|it| leads(types, it.ty, to, seen)),
        _ => false,
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
