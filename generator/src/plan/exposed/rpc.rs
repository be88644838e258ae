//! Methods of protobuf as fields of roots: asked for as Connect has it, in JSON.

use super::operations::{Root, Roots, called};
use super::types::{Meaning, Types};
use super::words::{lower, reads, unverbed};
use super::{Answer, Argument, Asking, Holds, To};
use crate::plan::asking::{Place, Written};
use crate::plan::names::Scope;
use crate::plan::representations::JSON;
use crate::plan::rpc::procedure;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Idempotency, Operation, OperationId, Rpc, Shape};

/// The field that a method is.
pub(super) fn field(
    types: &mut Types<'_>,
    roots: &mut Roots,
    (id, it): (OperationId, &Operation),
    rpc: &Rpc,
) -> Result<(), &'static str> {
    if rpc.client_streaming || rpc.server_streaming {
        return Err("it is a stream");
    }
    let is_query = rpc.idempotency == Idempotency::NoSideEffects || reads(&rpc.method);
    let root = if is_query { Root::Query } else { Root::Mutation };
    let is_empty =
        |id: TypeId| matches!(types.decided.model.shape(id), Shape::Record { fields, .. } if fields.is_empty());
    let (answer, meaning) = if is_empty(rpc.output) {
        (Answer::Done, Meaning::new("Boolean", Holds::Plain))
    } else {
        let meaning = types.answer(rpc.output);
        let gets = rpc.method.starts_with("Get");
        (if gets { Answer::Found(meaning.holds) } else { Answer::Json(meaning.holds) }, meaning)
    };
    let ty = meaning.written(is_query && !matches!(answer, Answer::Done));
    let (arguments, places) = arguments(types, rpc);
    let asking = Asking {
        method: "POST".to_owned(),
        path: procedure(rpc),
        places,
        ..Asking::new(it, &types.decided.operations[id.0 as usize])
    };
    let field = called(it, asking, arguments, (answer, ty));
    let short = is_query.then(|| unverbed(&rpc.method)).flatten();
    let service = rpc.service.rsplit('.').next().unwrap_or_default();
    let names = [lower(&rpc.method), lower(&format!("{service} {}", rpc.method))];
    let names: Vec<String> = short.into_iter().chain(names).collect();
    roots.add(types, root, &names, field);
    Ok(())
}

/// The fields of a request, where each is one value or several; else the request itself.
fn arguments(types: &mut Types<'_>, rpc: &Rpc) -> (Vec<Argument>, Vec<(String, Place)>) {
    let model = types.decided.model;
    let places = vec![("body".to_owned(), Place::Body(Written::Json(JSON.to_owned())))];
    let Shape::Record { fields, .. } = model.shape(rpc.input) else {
        let meaning = types.input(rpc.input, None);
        let argument =
            Argument::new("input".to_owned(), meaning.written(false), meaning.holds, To::Member("body".to_owned()));
        return (vec![argument], places);
    };
    if !fields.iter().all(|it| is_flat(types, it.ty)) {
        let meaning = types.input(rpc.input, None);
        let argument =
            Argument::new("input".to_owned(), meaning.written(false), meaning.holds, To::Member("body".to_owned()));
        return (vec![argument], places);
    }
    let mut scope = Scope::default();
    let arguments = fields.iter().map(|it| {
        let name = scope.claim(lower(it.written()));
        types.member(rpc.input, it, name, To::Body(it.name.clone()))
    });
    (arguments.collect(), places)
}

fn is_flat(types: &Types<'_>, id: TypeId) -> bool {
    match types.decided.model.shape(id) {
        Shape::Scalar(_) | Shape::Enum { .. } => true,
        Shape::List(inner) | Shape::Nullable(inner) => is_flat(types, *inner),
        _ => false,
    }
}
