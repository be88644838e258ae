//! Which types values are made of, and which of them callers send.

use zephyrix_ir::vocabulary::{Constraint, HttpPlace, Map, TypeName};
use zephyrix_ir::{Model, TypeId};

/// By type: whether values are made of it. Of types that only assertions speak of, none ever are.
pub(super) fn shaped(model: &Model) -> Vec<bool> {
    reached(model, roots(model), false)
}

/// What has a name in the schema, or is used by an operation.
fn roots(model: &Model) -> Vec<TypeId> {
    let declared = model.types().filter(|(_, it)| matches!(it.name, TypeName::Declared(_))).map(|(id, _)| id);
    let mut open: Vec<TypeId> = declared.collect();
    for operation in model.every_operation() {
        for input in &operation.inputs {
            match &input.place {
                HttpPlace::Body(contents) => open.extend(contents.iter().filter_map(|it| it.ty)),
                _ => open.push(input.field.ty),
            }
        }
        for outcome in &operation.outcomes {
            open.extend(outcome.content.iter().filter_map(|it| it.ty));
            open.extend(outcome.headers.iter().map(|it| it.field.ty));
        }
    }
    open
}

/// By type: whether callers send values of it.
pub(super) fn sent(model: &Model) -> Vec<bool> {
    let inputs = model.operations().flat_map(|(_, it)| &it.inputs);
    let bodies = inputs.filter_map(|it| match &it.place {
        HttpPlace::Body(contents) => Some(contents.iter().filter_map(|it| it.ty)),
        _ => None,
    });
    let documents = model.graph().into_iter().flat_map(|it| &it.operations);
    reached(model, bodies.flatten().chain(documents.filter_map(|it| it.variables)).collect(), true)
}

/// By type: whether it can be reached from some; `by_assertions`: also where only an assertion leads to it.
fn reached(model: &Model, mut open: Vec<TypeId>, by_assertions: bool) -> Vec<bool> {
    let mut reached = vec![false; model.types().count()];
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut reached[id.index()], true) {
            model[id].shape.map(&mut |it: &TypeId| open.push(*it));
            for constraint in model[id].constraints.iter().filter(|_| by_assertions) {
                Constraint::map(constraint, &mut |it: &TypeId| open.push(*it));
            }
        }
    }
    reached
}
