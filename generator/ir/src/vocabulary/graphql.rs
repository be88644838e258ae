//! What GraphQL says beyond records, enums and unions: which fields an object has by itself, and which somebody answers.
//!
//! Object types, input objects, interfaces, unions, enums and scalars are types like any other. A record holds the fields that
//! an object has by itself; those that a resolver answers stand here.

use super::{Docs, Field};
use crate::{Span, TypeId};

/// A schema of GraphQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph<R = TypeId> {
    /// The whole of it in the schema definition language, as it is served: extensions folded in, order kept.
    pub sdl: String,
    /// Every object type that the schema defines, in order.
    pub objects: Vec<GraphObject<R>>,
}

/// An object type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphObject<R = TypeId> {
    /// As written.
    pub name: String,
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
    /// Where its name is written.
    pub span: Span,
    /// What it is for.
    pub docs: Docs,
    /// Not to be used any more.
    pub deprecated: bool,
    /// Whether it asks who calls (`@authenticated`, `@requiresScopes`, `@policy`, on it or on the type that it is of).
    pub guarded: bool,
    /// What answers it; nothing: the member of this name of the object's record.
    pub resolved: Option<Resolved<R>>,
}

/// A field that a resolver answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved<R = TypeId> {
    /// Names, types, presences, defaults and docs.
    pub args: Vec<Field<R>>,
    /// What it answers; of a subscription, each event.
    pub answer: R,
    /// Whether it may answer null.
    pub nullable: bool,
}
