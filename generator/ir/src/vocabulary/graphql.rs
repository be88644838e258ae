//! What GraphQL says beyond records, enums and unions: which fields an object has by itself, and which somebody answers.
//!
//! Object types, input objects, interfaces, unions, enums and scalars are types like any other. A record holds the fields that
//! an object has by itself; those that a resolver answers stand here.

use super::{Docs, EntityId, Field, Former};
use crate::{Span, TypeId};

/// A schema of GraphQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph<R = TypeId> {
    /// The whole of it in the schema definition language, as it is served: extensions folded in, order kept.
    pub sdl: String,
    /// The distinct sets of scopes that guarded fields ask for: of each any one alternative, which is all in it; an empty one asks
    /// just who calls.
    pub scopes: Vec<Vec<Vec<String>>>,
    /// Every object type that the schema defines, in order.
    pub objects: Vec<GraphObject<R>>,
    /// Every operation that documents name, in order: what clients ask.
    pub operations: Vec<GraphOperation<R>>,
}

impl<R> Default for Graph<R> {
    fn default() -> Self {
        Self { sdl: String::new(), scopes: Vec::new(), objects: Vec::new(), operations: Vec::new() }
    }
}

/// An operation of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphOperation<R = TypeId> {
    /// As written.
    pub name: String,
    /// Where its name is written.
    pub span: Span,
    /// What it is for.
    pub docs: Docs,
    /// What it begins with.
    pub root: GraphRoot,
    /// What is sent: the operation and the fragments that it needs.
    pub text: String,
    /// The record of its variables, where there are any.
    pub variables: Option<R>,
    /// The record of what it selects; of a subscription, of each event.
    pub data: R,
}

/// An object type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphObject<R = TypeId> {
    /// As written.
    pub name: String,
    /// What it was called before.
    pub renamed_from: Vec<Former>,
    /// Where its name is written.
    pub span: Span,
    /// What it is for.
    pub docs: Docs,
    /// Which operations begin with it, where any do.
    pub root: Option<GraphRoot>,
    /// The record of what one has by itself; roots have nothing.
    pub ty: Option<R>,
    /// In the order written.
    pub fields: Vec<GraphField<R>>,
}

/// The roots of operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GraphRoot {
    /// Reads.
    Query,
    /// Changes, one after the other.
    Mutation,
    /// Is told of events.
    Subscription,
}

/// A field of an object type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphField<R = TypeId> {
    /// As written.
    pub name: String,
    /// What it was called before.
    pub renamed_from: Vec<Former>,
    /// Where its name is written.
    pub span: Span,
    /// What it is for.
    pub docs: Docs,
    /// Not to be used any more.
    pub deprecated: bool,
    /// Whether it asks who calls (`@authenticated`, `@requiresScopes`, `@policy`).
    pub guarded: bool,
    /// What answers it; nothing: the member of this name of the object's record.
    pub resolved: Option<Resolved<R>>,
}

/// A field that a resolver answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved<R = TypeId> {
    /// Names, types, presences, defaults and docs.
    pub args: Vec<Field<R>>,
    /// The record of them, where there are any; made by the check.
    pub request: Option<R>,
    /// What it answers; of a subscription, each event.
    pub answer: R,
    /// Whether it may answer null.
    pub nullable: bool,
    /// What it does that needs no code of the user; filled by inference.
    pub serves: Option<GraphServes>,
}

/// What a resolver does to an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphServes {
    /// Which.
    pub entity: EntityId,
    /// What.
    pub action: GraphAction,
}

/// What resolvers do that need no code of the user. Arguments and members go by their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GraphAction {
    /// Answers one.
    Get {
        /// The argument that is its key.
        key: String,
    },
    /// Answers some, in order of their key.
    List {
        /// The argument that bounds how many.
        limit: Option<String>,
        /// The argument that skips some.
        offset: Option<String>,
        /// Arguments that filter: (argument, column).
        filters: Vec<(String, String)>,
        /// The members of the connection that they are a page of (GraphQL Cursor Connections), where it is one.
        connection: Option<Connection>,
    },
    /// Adds one.
    Create {
        /// What is added.
        body: GraphBody,
        /// What is said of it.
        answer: GraphAnswer,
    },
    /// Changes one, in part.
    Patch {
        /// The argument that is its key.
        key: String,
        /// What of it.
        body: GraphBody,
        /// What is said of it.
        answer: GraphAnswer,
    },
    /// Takes one away.
    Delete {
        /// The argument that is its key.
        key: String,
        /// What is said of it.
        answer: GraphAnswer,
    },
    /// Answers, for each of many objects, the one whose key a member of it is.
    One {
        /// The member.
        by: String,
    },
    /// Answers, for each of many objects, one of which nothing but its key is known, which a member of it is.
    Key {
        /// The member.
        by: String,
    },
    /// Answers, for each of many objects, those with its key in a column.
    Many {
        /// The column.
        by: String,
    },
}

/// What is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GraphBody {
    /// An argument that is a record.
    Argument(String),
    /// The arguments themselves.
    Arguments,
}

/// What is said of what has been done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GraphAnswer {
    /// The thing itself.
    Itself,
    /// Its key.
    Key,
    /// That it has been done.
    Done,
    /// A record with this member, which is the thing itself; everything else in it is empty.
    Member(String),
}

/// The members of a connection and of what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// The type of an edge, where there are edges.
    pub edge: Option<TypeId>,
    /// The type of what is said of the page.
    pub page: TypeId,
    /// Whether things stand in it without edges, too.
    pub nodes: bool,
    /// The member that counts all there are.
    pub total: Option<String>,
}
