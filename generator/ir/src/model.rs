//! A service every part of which is known to make sense.

use crate::vocabulary::{
    Assertion, AssertionId, Entity, EntityId, Graph, Info, Operation, OperationId, Outgoing, ProtoFile, Scheme, Server,
    Shape, TagDef, Type, queries::Query, relational::Schema,
};
use std::ops::Index;

/// Names a type of one [`Model`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub(crate) u32);

impl TypeId {
    /// Its position in the order of definition, for tables beside the model.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A service, checked: every id leads somewhere, names are unique, constraints can be met.
///
/// Only [`check`](crate::check()) makes one, and nothing changes it afterwards.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) info: Info,
    pub(crate) servers: Vec<Server>,
    pub(crate) tags: Vec<TagDef>,
    pub(crate) schemes: Vec<Scheme>,
    pub(crate) types: Vec<Type>,
    pub(crate) assertions: Vec<Assertion>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) outgoing: Vec<Outgoing>,
    pub(crate) entities: Vec<Entity>,
    pub(crate) queries: Vec<Query>,
    pub(crate) schema: Option<Schema>,
    pub(crate) protos: Vec<ProtoFile>,
    pub(crate) graph: Option<Graph>,
}

impl Model {
    /// What the service says of itself.
    pub fn info(&self) -> &Info {
        &self.info
    }

    /// Base addresses.
    pub fn servers(&self) -> &[Server] {
        &self.servers
    }

    /// Groups of operations: those declared, then those only used, in order; each has an operation.
    pub fn tags(&self) -> &[TagDef] {
        &self.tags
    }

    /// Ways to prove who one is.
    pub fn schemes(&self) -> &[Scheme] {
        &self.schemes
    }

    /// Every type with its id, in the order defined.
    pub fn types(&self) -> impl Iterator<Item = (TypeId, &Type)> {
        (0..).map(TypeId).zip(&self.types)
    }

    /// Every assertion with its id, in the order defined.
    pub fn assertions(&self) -> impl Iterator<Item = (AssertionId, &Assertion)> {
        (0..).map(AssertionId).zip(&self.assertions)
    }

    /// Every operation with its id, in the order written.
    pub fn operations(&self) -> impl Iterator<Item = (OperationId, &Operation)> {
        (0..).map(OperationId).zip(&self.operations)
    }

    /// Every operation of others that the service calls, in the order written.
    pub fn outgoing(&self) -> &[Outgoing] {
        &self.outgoing
    }

    /// Every operation that is served or called.
    pub fn every_operation(&self) -> impl Iterator<Item = &Operation> {
        self.operations.iter().chain(self.outgoing.iter().map(|it| &it.operation))
    }

    /// Every entity with its id, in the order inferred.
    pub fn entities(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        (0..).map(EntityId).zip(&self.entities)
    }

    /// Statements of the user's, in the order written.
    pub fn queries(&self) -> &[Query] {
        &self.queries
    }

    /// The database, where a source defines it.
    pub fn schema(&self) -> Option<&Schema> {
        self.schema.as_ref()
    }

    /// Every file of protobuf that was read, each after those that it imports.
    pub fn protos(&self) -> &[ProtoFile] {
        &self.protos
    }

    /// The schema of GraphQL, where a source is one.
    pub fn graph(&self) -> Option<&Graph> {
        self.graph.as_ref()
    }

    /// The shape of a type.
    pub fn shape(&self, id: TypeId) -> &Shape {
        &self[id].shape
    }
}

impl Index<TypeId> for Model {
    type Output = Type;

    fn index(&self, id: TypeId) -> &Type {
        &self.types[id.index()]
    }
}

impl Index<AssertionId> for Model {
    type Output = Assertion;

    fn index(&self, id: AssertionId) -> &Assertion {
        &self.assertions[id.0 as usize]
    }
}

impl Index<OperationId> for Model {
    type Output = Operation;

    fn index(&self, id: OperationId) -> &Operation {
        &self.operations[id.0 as usize]
    }
}

impl Index<EntityId> for Model {
    type Output = Entity;

    fn index(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }
}
