//! The words a service is described in: plain data, one definition for [`Draft`](crate::Draft) and
//! [`Model`](crate::Model).
//!
//! `R` is how one type refers to another: [`Ref`](crate::Ref) while names may dangle,
//! [`TypeId`](crate::TypeId) once they are resolved. [`Map`] walks from the one to the other.

mod assertions;
mod constraints;
mod entities;
mod graphql;
mod http;
mod links;
mod map;
mod operations;
mod outgoing;
mod protobuf;
pub mod queries;
pub mod relational;
mod renames;
mod rules;
mod security;
mod types;
mod value;

pub use assertions::{Assertion, AssertionId, JsonKind, Keyword};
pub use constraints::{Constraint, Dialect, Format};
pub use entities::{
    Action, Choice, Column, ColumnType, Entity, EntityId, Generated, Index, NamedConstraint, Operator, Paging,
    Relation, Serves, Stated, StatedColumn, Through,
};
pub use graphql::{
    Connection, Graph, GraphAction, GraphAnswer, GraphBody, GraphField, GraphObject, GraphOperation, GraphRoot,
    GraphServes, Resolved,
};
pub use http::{HttpBinding, HttpMethod, PathPart, PathTemplate, Told};
pub use links::{Link, LinkTo};
pub use map::Map;
pub use operations::{
    Content, Encoding, Header, Hints, HttpPlace, Input, MediaType, Operation, OperationId, Outcome, Status, Style,
};
pub use outgoing::{Expression, Occasion, Outgoing, Source, Target, TargetPart};
pub use protobuf::{
    Behavior, Cardinality, FieldPath, Idempotency, LongRunning, PathField, ProtoEnum, ProtoField, ProtoFile, ProtoKind,
    ProtoMessage, ProtoOneof, ProtoResource, ProtoType, Route, Rpc, Transcoding,
};
pub use renames::Former;
pub use rules::{
    Cel, CelEach, CelFold, CelFunction, CelItem, CelLiteral, CelNode, CelType, MessageOneof, Passes, RuleTest, Rules,
};
pub use security::{ApiKeyPlace, Demand, Requirement, Scheme, SchemeKind};
pub use types::{EnumValue, Field, Presence, Rest, Scalar, Shape, Tag, Type, TypeName, UnionBy, Variant};
pub use value::{Number, Value};

use crate::Span;

/// What the schema says about a thing for people to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// One line.
    pub summary: Option<String>,
    /// Any number of paragraphs of CommonMark.
    pub description: Option<String>,
}

impl Docs {
    /// The summary, or else the first line of the description.
    pub fn first_line(&self) -> Option<&str> {
        self.summary
            .as_deref()
            .or(self.description.as_deref())
            .and_then(|text| text.lines().map(str::trim).find(|it| !it.is_empty()))
    }
}

/// What the whole service says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// The title, as people call it.
    pub title: String,
    /// The version of the contract (not of the schema language).
    pub version: String,
    /// What it is for.
    pub docs: Docs,
    /// Where the title is written.
    pub span: Span,
}

/// A base address under which the service can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Absolute, or relative to where the document is served; `{variables}` have been replaced by their defaults.
    pub url: String,
    /// What it is.
    pub description: Option<String>,
}

/// A group of operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagDef {
    /// As operations refer to it.
    pub name: String,
    /// What it was called before.
    pub renamed_from: Vec<Former>,
    /// What the group is about.
    pub docs: Docs,
}
