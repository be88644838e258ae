//! What has a name in a contract, whatever language it is in: what rules about names and descriptions ask.

use super::rule::Language;
use zephyrix_ir::Span;

/// What a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something that can be asked: `operationId`, an rpc, a field of a root of GraphQL.
    Operation,
    /// A schema, a message, an enum, a type.
    Type,
    /// A service of protobuf.
    Service,
    /// A member of a type.
    Field,
    /// A parameter of HTTP, an argument of GraphQL.
    Parameter,
    /// A value of an enum.
    EnumValue,
    /// A fixed part of a path.
    PathSegment,
    /// A table.
    Table,
    /// A column.
    Column,
}

/// Something with a name.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    pub(super) kind: Kind,
    pub(super) language: Language,
    /// Where the name is written.
    pub(super) span: Span,
    /// As written; empty for an operation that nobody has named.
    pub(super) name: String,
    /// The same with what it is in: `Pet.owner`.
    pub(super) whole: String,
    /// The path, of an operation and of what it has.
    pub(super) path: String,
    /// Whether somebody has said what it is for.
    pub(super) is_described: bool,
}

impl Kind {
    /// All of them.
    pub(super) const ALL: [Self; 9] = [
        Self::Operation,
        Self::Type,
        Self::Service,
        Self::Field,
        Self::Parameter,
        Self::EnumValue,
        Self::PathSegment,
        Self::Table,
        Self::Column,
    ];

    /// The word for one.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Type => "type",
            Self::Service => "service",
            Self::Field => "field",
            Self::Parameter => "parameter",
            Self::EnumValue => "value",
            Self::PathSegment => "path",
            Self::Table => "table",
            Self::Column => "column",
        }
    }
}
