//! What arguments and answers of fields look like.

use crate::TypeId;
use crate::vocabulary::{Field, GraphAnswer, Map, Presence, Resolved, Scalar, Shape, Type};

/// The fields of a record.
pub(super) fn record(types: &[Type], id: TypeId) -> &[Field] {
    match &types[id.index()].shape {
        Shape::Record { fields, .. } => fields,
        _ => &[],
    }
}

/// Whether nothing of a thing is known but its key: somebody else knows the rest.
pub(super) fn is_stub(types: &[Type], id: TypeId) -> bool {
    only(record(types, id)).is_some_and(|it| it.name == "id")
}

/// The type without null.
pub(super) fn bare(types: &[Type], id: TypeId) -> TypeId {
    match types[id.index()].shape {
        Shape::Nullable(inner) => inner,
        _ => id,
    }
}

/// What a list is of, or a connection.
pub(super) fn some(types: &[Type], id: TypeId) -> Option<TypeId> {
    items(types, id).or_else(|| connected(types, id).map(|it| it.node))
}

/// What a list is of.
pub(super) fn items(types: &[Type], id: TypeId) -> Option<TypeId> {
    match types[id.index()].shape {
        Shape::List(of) => Some(bare(types, of)),
        _ => None,
    }
}

/// A record that is a connection (GraphQL Cursor Connections Specification).
pub(super) struct Connected<'a> {
    /// What it connects.
    pub(super) node: TypeId,
    pub(super) edge: Option<TypeId>,
    pub(super) page: TypeId,
    pub(super) nodes: bool,
    pub(super) total: Option<&'a Field>,
}

/// A record as a connection, where it is one that can be filled.
pub(super) fn connected(types: &[Type], id: TypeId) -> Option<Connected<'_>> {
    let fields = record(types, id);
    let field = |name: &str| fields.iter().find(|it| it.name == name);
    let page = bare(types, field("pageInfo")?.ty);
    let known = ["hasNextPage", "hasPreviousPage", "startCursor", "endCursor"];
    if !record(types, page).iter().all(|it| known.contains(&it.name.as_str())) {
        return None;
    }
    let edge = field("edges").and_then(|it| items(types, bare(types, it.ty)));
    let node = |it: TypeId| record(types, it).iter().find(|it| it.name == "node").map(|it| bare(types, it.ty));
    let nodes = field("nodes").and_then(|it| items(types, bare(types, it.ty)));
    let total = field("totalCount").filter(|it| is_scalar(types, bare(types, it.ty), Scalar::Int32));
    let others = |it: &Field| !["pageInfo", "edges", "nodes", "totalCount"].contains(&it.name.as_str());
    let strange = edge.is_some_and(|it| record(types, it).iter().any(|it| it.name != "node" && it.name != "cursor"));
    if strange || fields.iter().any(others) || total.is_none() && field("totalCount").is_some() {
        return None;
    }
    Some(Connected { node: edge.and_then(node).or(nodes)?, edge, page, nodes: nodes.is_some(), total })
}

pub(super) fn is_scalar(types: &[Type], id: TypeId, scalar: Scalar) -> bool {
    types[id.index()].shape == Shape::Scalar(scalar)
}

/// The one argument there is.
pub(super) fn only(args: &[Field]) -> Option<&Field> {
    if let [one] = args { Some(one) } else { None }
}

/// Whether an argument is the key of an object type: `id`, or `orderId`.
pub(super) fn is_key(types: &[Type], arg: &Field, key: &Field, object: &str) -> bool {
    let named = arg.name == key.name || arg.name.eq_ignore_ascii_case(&format!("{object}{}", key.name));
    named && arg.presence == Presence::Required && types[arg.ty.index()].shape == types[key.ty.index()].shape
}

/// Whether a field only pages, if anything.
pub(super) fn is_plain(it: &Resolved) -> bool {
    it.args.iter().all(|it| PAGING.contains(&it.name.as_str()))
}

/// Arguments that page.
pub(super) const PAGING: [&str; 8] = ["first", "after", "last", "before", "limit", "take", "offset", "skip"];

/// How an answer speaks of what has been done to something of a type.
pub(super) fn said(types: &[Type], answer: TypeId, ty: TypeId) -> Option<GraphAnswer> {
    if answer == ty {
        return Some(GraphAnswer::Itself);
    }
    let mut fields = record(types, answer).iter();
    let own = fields.clone().find(|it| bare(types, it.ty) == ty)?;
    let empty = |it: &Field| it.presence.is_nullable() || matches!(types[it.ty.index()].shape, Shape::List(_));
    fields.all(|it| it.name == own.name || empty(it)).then(|| GraphAnswer::Member(own.name.clone()))
}

/// Whether what is written as one type can be read as another: input and output are never of one type.
pub(super) fn fits(types: &[Type], from: TypeId, to: TypeId, seen: &mut Vec<(TypeId, TypeId)>) -> bool {
    let (from, to) = (bare(types, from), bare(types, to));
    if from == to || seen.contains(&(from, to)) {
        return true;
    }
    seen.push((from, to));
    match (&types[from.index()].shape, &types[to.index()].shape) {
        (Shape::Scalar(a), Shape::Scalar(b)) => a == b,
        (Shape::Any, Shape::Any) => true,
        (Shape::List(a), Shape::List(b)) => {
            let null = |it: &TypeId| matches!(types[it.index()].shape, Shape::Nullable(_));
            (null(b) || !null(a)) && fits(types, *a, *b, seen)
        }
        (Shape::Record { fields: given, .. }, Shape::Record { fields: kept, .. }) => {
            let known =
                given.iter().all(|it| kept.iter().any(|to| to.name == it.name && fits(types, it.ty, to.ty, seen)));
            let surely = |it: &Field| given.iter().any(|from| from.name == it.name && !from.presence.is_nullable());
            known && kept.iter().all(|it| it.presence.is_nullable() || surely(it))
        }
        _ => false,
    }
}

/// Whether a union is anywhere in a type: which of its types a value is would be forgotten.
pub(super) fn has_union(types: &[Type], id: TypeId, seen: &mut Vec<TypeId>) -> bool {
    if seen.contains(&id) {
        return false;
    }
    seen.push(id);
    let mut parts = Vec::new();
    types[id.index()].shape.map(&mut |it: &TypeId| parts.push(*it));
    matches!(types[id.index()].shape, Shape::Union { .. }) || parts.into_iter().any(|it| has_union(types, it, seen))
}
