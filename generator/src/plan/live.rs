//! Which types are written at all.

use zephyrix_ir::vocabulary::{Constraint, HttpPlace, Map, Type, TypeName};
use zephyrix_ir::{Model, TypeId};

/// By type: whether it has a name in the schema, or can be reached from one that has or from an operation.
///
/// What is left are parts that only went into others: the branches of an `allOf`, say.
pub(super) fn live(model: &Model) -> Vec<bool> {
    reached(model, |ty| {
        let mut parts = held(ty);
        for constraint in &ty.constraints {
            Constraint::map(constraint, &mut |it: &TypeId| parts.push(*it));
        }
        parts
    })
}

/// By type: whether a value of it is held somewhere, rather than only spoken of by assertions.
pub(super) fn is_held(model: &Model) -> Vec<bool> {
    reached(model, held)
}

fn held(ty: &Type) -> Vec<TypeId> {
    let mut parts = Vec::new();
    ty.shape.map(&mut |it: &TypeId| parts.push(*it));
    parts
}

fn reached(model: &Model, parts: impl Fn(&Type) -> Vec<TypeId>) -> Vec<bool> {
    let declared = model.types().filter(|(_, it)| matches!(it.name, TypeName::Declared(_))).map(|(id, _)| id);
    let mut open: Vec<TypeId> = declared.collect();
    for (_, operation) in model.operations() {
        for input in &operation.inputs {
            match &input.place {
                HttpPlace::Body(contents) => open.extend(contents.iter().filter_map(|it| it.ty)),
                _ => open.push(input.field.ty),
            }
        }
        for outcome in &operation.outcomes {
            open.extend(outcome.content.iter().filter_map(|it| it.ty));
            open.extend(outcome.headers.iter().map(|it| it.ty));
        }
    }
    let mut reached = vec![false; model.types().count()];
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut reached[id.index()], true) {
            open.extend(parts(&model[id]));
        }
    }
    reached
}
