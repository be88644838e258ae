//! A service being described: names may still dangle.

use crate::Span;
use crate::vocabulary::relational::Name;
use crate::vocabulary::{
    Assertion, Constraint, Docs, Former, Graph, Info, Operation, Outgoing, ProtoFile, ProtoType, Scheme, Server, Shape,
    Stated, TagDef, TypeName, Value, queries::Query, relational::Schema,
};
use indexmap::IndexMap;
use std::sync::Arc;

/// A reference by name, which may lead nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ref {
    /// The key of a [`DraftType`]; long, and said often.
    pub key: Arc<str>,
    /// Where the reference is written.
    pub span: Span,
}

impl Ref {
    /// A reference to `key`, written at `span`.
    pub fn new(key: impl Into<Arc<str>>, span: Span) -> Self {
        Self { key: key.into(), span }
    }
}

/// A type as a front end understood it.
#[derive(Clone, Debug)]
pub struct DraftType {
    /// What it is called.
    pub name: TypeName,
    /// What it was called before, where it has a name in the schema.
    pub renamed_from: Vec<Former>,
    /// Where it is written, for people: `petstore.yaml#/components/schemas/Pet`.
    pub origin: Arc<str>,
    /// The same for diagnostics.
    pub span: Span,
    /// What it is for.
    pub docs: Docs,
    /// What its values look like.
    pub shape: DraftShape,
    /// What must hold beyond the shape.
    pub constraints: Vec<Constraint<Ref>>,
    /// Values to show, and to test with.
    pub examples: Vec<Value>,
    /// Not to be used any more.
    pub deprecated: bool,
    /// The table that its values are kept in, where the schema says so.
    pub table: Option<Name>,
    /// What it is in protobuf, where it comes from there.
    pub proto: Option<Box<ProtoType>>,
}

impl DraftType {
    /// A type of which nothing else is said.
    pub fn plain(name: TypeName, span: Span, shape: Shape<Ref>) -> Self {
        Self {
            name,
            renamed_from: Vec::new(),
            origin: Arc::default(),
            span,
            docs: Docs::default(),
            shape: DraftShape::Known(shape),
            constraints: Vec::new(),
            examples: Vec::new(),
            deprecated: false,
            table: None,
            proto: None,
        }
    }
}

/// What the values of a type look like, before references are followed.
#[derive(Clone, Debug)]
pub enum DraftShape {
    /// Said outright.
    Known(Shape<Ref>),
    /// Another name for a type.
    Alias(Ref),
    /// Everything that all of these say (`allOf`), the type's own assertions included.
    All(Vec<Ref>),
}

/// A service as the front ends understood it. Check it to get a [`Model`](crate::Model).
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// What the service says of itself: the first source that says it.
    pub info: Info,
    /// Base addresses.
    pub servers: Vec<Server>,
    /// Groups, in the order declared.
    pub tags: Vec<TagDef>,
    /// Ways to prove who one is.
    pub schemes: Vec<Scheme>,
    /// Every type by its key, in the order defined.
    pub types: IndexMap<Arc<str>, DraftType>,
    /// What schemas assert that say more than their types, by id.
    pub assertions: Vec<Assertion>,
    /// Every operation, in the order written.
    pub operations: Vec<Operation<Ref>>,
    /// Every operation of others that the service calls, in the order written.
    pub outgoing: Vec<Outgoing<Ref>>,
    /// Statements of the user's, in the order written.
    pub queries: Vec<Query>,
    /// The database, where a source defines it.
    pub schema: Option<Schema>,
    /// What is kept in it, where a source states that; operations may serve these.
    pub entities: Vec<Stated>,
    /// Every file of protobuf that was read, each after those that it imports.
    pub protos: Vec<ProtoFile>,
    /// The schema of GraphQL, where a source is one.
    pub graph: Option<Graph<Ref>>,
}

impl Draft {
    /// Every operation that is served or called.
    pub fn every_operation(&self) -> impl Iterator<Item = &Operation<Ref>> {
        self.operations.iter().chain(self.outgoing.iter().map(|it| &it.operation))
    }

    /// Defines a type; the first definition of a key stays.
    pub fn define(&mut self, key: impl Into<Arc<str>>, ty: DraftType) {
        self.types.entry(key.into()).or_insert(ty);
    }
}
