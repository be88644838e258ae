//! Types that were written in place more than once: where they say the very same, they become one.
//!
//! What has a name in the schema keeps it, and takes in what was written out elsewhere. Docs and examples tell nothing
//! apart. Types that contain themselves are left as they are, and so are scalars and the like: they have no name to
//! share, but examples to lose.

use crate::TypeId;
use crate::vocabulary::relational::Name;
use crate::vocabulary::{
    Constraint, Docs, EnumValue, Field, Graph, Map, Operation, Outgoing, Rest, Shape, Type, TypeName, Variant,
};
use crate::{Span, vocabulary::Tag, vocabulary::UnionBy};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The same service with each type once. The other names of a type are noted in it.
pub(super) fn join(
    types: Vec<Type>,
    operations: &[Operation],
    outgoing: &[Outgoing],
    graph: Option<&Graph>,
) -> (Vec<Type>, Vec<Operation>, Vec<Outgoing>, Option<Graph>) {
    let all = operations.iter().chain(outgoing.iter().map(|it| &it.operation));
    let mut alike = Alike::new(&types, used(&types, all, graph));
    while alike.round(&types) {}
    alike.finish(types, operations, outgoing, graph)
}

/// What is known so far of which types say the same.
struct Alike {
    /// By type: what it says, without docs and places, in terms of the types that others have become.
    bare: Vec<Bare>,
    /// By type: what it has become.
    to: Vec<TypeId>,
    /// By type: whether any value is of it.
    used: Vec<bool>,
}

/// What a type says.
#[derive(PartialEq)]
struct Bare {
    shape: Shape,
    constraints: Vec<Constraint<TypeId>>,
    deprecated: bool,
    table: Option<Name>,
    parts: Vec<TypeId>,
    hash: u64,
}

impl Alike {
    fn new(types: &[Type], used: Vec<bool>) -> Self {
        let to: Vec<TypeId> = (0..).map(TypeId).take(types.len()).collect();
        Self { bare: types.iter().map(|it| Bare::of(it, &mut |id| *id)).collect(), to, used }
    }

    /// Joins what can be seen to be the same by now. Whether anything was.
    fn round(&mut self, types: &[Type]) -> bool {
        let mut known: HashMap<u64, Vec<usize>> = HashMap::new();
        let mut joined = vec![false; types.len()];
        for declared in [true, false] {
            for (at, ty) in types.iter().enumerate() {
                let is_declared = matches!(ty.name, TypeName::Declared(_));
                if is_declared != declared || !self.used[at] || self.to[at].index() != at {
                    continue;
                }
                let alike = known.entry(self.bare[at].hash).or_default();
                match alike.iter().find(|other| !declared && self.bare[**other] == self.bare[at]) {
                    Some(other) => {
                        self.to[at] = self.to[*other];
                        joined[at] = true;
                    }
                    None => alike.push(at),
                }
            }
        }
        for (at, ty) in types.iter().enumerate() {
            if self.bare[at].parts.iter().any(|it| joined[it.index()]) {
                self.bare[at] = Bare::of(ty, &mut |id| self.to(*id));
            }
        }
        joined.contains(&true)
    }

    fn to(&self, mut id: TypeId) -> TypeId {
        while self.to[id.index()] != id {
            id = self.to[id.index()];
        }
        id
    }

    fn finish(
        self,
        mut types: Vec<Type>,
        operations: &[Operation],
        outgoing: &[Outgoing],
        graph: Option<&Graph>,
    ) -> (Vec<Type>, Vec<Operation>, Vec<Outgoing>, Option<Graph>) {
        let into: Vec<TypeId> = (0..types.len()).map(|at| self.replacement(at, &types)).collect();
        let mut kept = vec![TypeId(0); types.len()];
        let mut next = 0;
        for (at, into) in into.iter().enumerate().filter(|(at, _)| self.used[*at]) {
            if into.index() == at {
                kept[at] = TypeId(next);
                next += 1;
            } else {
                let name = types[at].name.clone();
                types[into.index()].also.push(name);
            }
        }
        let mut id = |it: &TypeId| kept[into[it.index()].index()];
        let operations = operations.iter().map(|it| it.map::<TypeId>(&mut id)).collect();
        let outgoing = outgoing.iter().map(|it| it.map::<TypeId>(&mut id)).collect();
        let graph = graph.map(|it| it.map::<TypeId>(&mut id));
        let kept = types.into_iter().enumerate().filter(|(at, _)| self.used[*at] && into[*at].index() == *at);
        let renumbered = kept.map(|(_, it)| Type {
            shape: it.shape.map(&mut id),
            constraints: it.constraints.iter().map(|it| it.map(&mut id)).collect(),
            ..it
        });
        (renumbered.collect(), operations, outgoing, graph)
    }

    /// What a type is replaced by: itself, unless it is one that has a name.
    fn replacement(&self, at: usize, types: &[Type]) -> TypeId {
        let to = self.to(self.to[at]);
        let named = matches!(types[at].shape, Shape::Record { .. } | Shape::Enum { .. } | Shape::Union { .. });
        if named { to } else { TypeId(u32::try_from(at).unwrap_or(u32::MAX)) }
    }
}

impl Bare {
    fn of(ty: &Type, to: &mut dyn FnMut(&TypeId) -> TypeId) -> Self {
        let mut parts = Vec::new();
        let mut id = |it: &TypeId| {
            let it = to(it);
            parts.push(it);
            it
        };
        let shape = bare(ty.shape.map(&mut id));
        let constraints: Vec<_> = ty.constraints.iter().map(|it| it.map(&mut id)).collect();
        let hash = hash(&shape, &parts);
        Self { shape, constraints, deprecated: ty.deprecated, table: ty.table.clone(), parts, hash }
    }
}

/// By type: whether it has a name in the schema, or can be reached from one that has or from an operation.
///
/// What is left only went into others: the branches of an `allOf`, say.
fn used<'a>(types: &[Type], operations: impl Iterator<Item = &'a Operation>, graph: Option<&Graph>) -> Vec<bool> {
    let declared = (0..).map(TypeId).zip(types).filter(|(_, it)| matches!(it.name, TypeName::Declared(_)));
    let mut open: Vec<TypeId> = declared.map(|(id, _)| id).collect();
    for operation in operations {
        operation.map(&mut |it: &TypeId| open.push(*it));
    }
    if let Some(graph) = graph {
        graph.map(&mut |it: &TypeId| open.push(*it));
    }
    let mut used = vec![false; types.len()];
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut used[id.index()], true) {
            types[id.index()].shape.map(&mut |it: &TypeId| open.push(*it));
            for constraint in &types[id.index()].constraints {
                constraint.map(&mut |it: &TypeId| open.push(*it));
            }
        }
    }
    used
}

/// A shape without docs and places.
fn bare(shape: Shape) -> Shape {
    let field = |it: Field| Field { span: Span::default(), docs: Docs::default(), ..it };
    let value = |it: EnumValue| EnumValue { span: Span::default(), docs: Docs::default(), ..it };
    let variant = |it: Variant| Variant { span: Span::default(), ..it };
    match shape {
        Shape::Record { fields, rest } => Shape::Record { fields: fields.into_iter().map(field).collect(), rest },
        Shape::Enum { values, open } => Shape::Enum { values: values.into_iter().map(value).collect(), open },
        Shape::Union { variants, by } => Shape::Union {
            variants: variants.into_iter().map(variant).collect(),
            by: match by {
                UnionBy::Tag(it) => UnionBy::Tag(Tag { span: Span::default(), ..it }),
                it => it,
            },
        },
        it => it,
    }
}

/// Equal for what says the same; what is left to compare is little.
fn hash(shape: &Shape, parts: &[TypeId]) -> u64 {
    let mut hasher = DefaultHasher::new();
    std::mem::discriminant(shape).hash(&mut hasher);
    parts.hash(&mut hasher);
    match shape {
        Shape::Record { fields, rest } => {
            matches!(rest, Rest::Refused).hash(&mut hasher);
            for field in fields {
                field.name.hash(&mut hasher);
            }
        }
        Shape::Enum { values, .. } => {
            for value in values {
                value.value.as_text().hash(&mut hasher);
            }
        }
        Shape::Scalar(it) => it.hash(&mut hasher),
        _ => {}
    }
    hasher.finish()
}
