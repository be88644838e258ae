//! What the service keeps.

use super::Scalar;
use super::relational::{DataType, Name};
use crate::{Span, TypeId};

/// Names an entity of one model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

/// Something kept in a table.
///
/// As written in DDL; inferred by documented rules (`docs/entities.md`) or stated by annotation elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What one of them is called: `Pet`.
    pub name: String,
    /// The table: `pets`.
    pub table: Name,
    /// The record that represents it.
    pub ty: TypeId,
    /// In the order of the record's fields.
    pub columns: Vec<Column>,
    /// The positions in `columns` of its key; none where no row is told from another.
    pub key: Vec<usize>,
    /// The column in which each row counts its changes, for `ETag` and `If-Match` (RFC 9110 §13).
    pub version: Option<String>,
    /// Beyond the key and unique columns.
    pub indexes: Vec<Index>,
    /// To other entities.
    pub relations: Vec<Relation>,
    /// What the database calls its constraints, and the columns that they are about.
    pub constraints: Vec<NamedConstraint>,
    /// Where its record is written.
    pub span: Span,
}

impl Entity {
    /// The columns of its key.
    pub fn key_columns(&self) -> impl Iterator<Item = &Column> {
        self.key.iter().map(|at| &self.columns[*at])
    }

    /// Its key, where that is one column.
    pub fn key_column(&self) -> Option<&Column> {
        let [at] = self.key.as_slice() else { return None };
        Some(&self.columns[*at])
    }

    /// The column of a name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|it| it.name == name)
    }

    /// Whether a source states it, so that its table is there as the source says; else it was inferred.
    pub fn is_stated(&self) -> bool {
        self.columns.iter().any(|it| it.declared.is_some())
    }
}

/// A constraint that a write may break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedConstraint {
    /// As the database calls it when it is broken.
    pub name: String,
    /// The columns it is about.
    pub columns: Vec<String>,
    /// Whether it refers to another table; else it is unique.
    pub refers: bool,
}

/// An entity that a source states outright, with the names that it goes by there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// What one of them is called, which is also what its record is called: `Film`.
    pub name: String,
    /// The table.
    pub table: Name,
    /// Its columns, of which each has a field in the record.
    pub columns: Vec<StatedColumn>,
    /// The columns of its key.
    pub key: Vec<String>,
    /// The column in which each row counts its changes.
    pub version: Option<String>,
    /// To others that are stated, by their position.
    pub relations: Vec<Relation>,
    /// What the database calls its constraints.
    pub constraints: Vec<NamedConstraint>,
    /// Where it is stated.
    pub span: Span,
}

/// A column of such an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedColumn {
    /// In the table, and in the record.
    pub name: String,
    /// What it holds; never [`Kind::User`](super::relational::Kind::User) of a domain, but what that is of.
    pub declared: DataType,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// Whether no two rows may share it.
    pub unique: bool,
    /// Who fills it, when it is not the caller.
    pub generated: Option<Generated>,
    /// An expression of the database that fills it when the caller does not.
    pub default: Option<String>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// In the table.
    pub name: String,
    /// The wire name of the record's field; empty where none shows it.
    pub field: String,
    /// What it holds.
    pub ty: ColumnType,
    /// Whether it may be NULL: the field is absent or null.
    pub nullable: bool,
    /// Whether no two rows may share it.
    pub unique: bool,
    /// Who fills it, when it is not the caller.
    pub generated: Option<Generated>,
    /// Its type as the database has it, where a source states it.
    pub declared: Option<DataType>,
    /// An expression of the database that fills it when the caller does not.
    pub default: Option<String>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// A single value.
    Scalar(Scalar),
    /// A text of an enum.
    Enum(TypeId),
    /// Anything else, as JSON.
    Json(TypeId),
}

/// Who fills a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generated {
    /// The database, counting up.
    Sequence,
    /// The service: UUID version 7 (RFC 9562 §5.7).
    Uuid,
    /// The service: the moment of creation.
    CreatedAt,
    /// The service: the moment of the last change.
    UpdatedAt,
    /// The service: the name of what it is in, of its own (AIP-122).
    Parent,
    /// The database, by a rule of its own.
    Database,
}

/// An index over columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Names of columns.
    pub columns: Vec<String>,
    /// Whether no two rows may agree in all of them.
    pub unique: bool,
}

/// How rows of another entity belong to one of this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// What it is called, and the field of a list's items that holds them.
    pub name: String,
    /// The other entity.
    pub to: EntityId,
    /// Whether there may be many of them.
    pub many: bool,
    /// Columns of this entity …
    pub own: Vec<String>,
    /// … that are equal to these of the other, or to [`Through::near`].
    pub theirs: Vec<String>,
    /// The table between the two, where there is one.
    pub through: Option<Through>,
}

impl Relation {
    /// The field of a list's items that tells whether there are more than are shown, where there may be many.
    pub fn more(&self) -> String {
        format!("{}_more", self.name)
    }
}

/// A table that joins two others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Through {
    /// What it is called.
    pub table: Name,
    /// Its columns that are equal to the near entity's own.
    pub near: Vec<String>,
    /// Its columns that are equal to the far entity's `theirs`.
    pub far: Vec<String>,
}

/// What an operation does to an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serves {
    /// To which.
    pub entity: EntityId,
    /// What.
    pub action: Action,
}

/// The actions that need no code of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Some, page by page.
    List {
        /// How pages are asked for and answered.
        paging: Paging,
        /// Inputs that filter: (input name, column name).
        filters: Vec<(String, String)>,
        /// What else a caller may say of it, where a source states that.
        choice: Option<Box<Choice>>,
    },
    /// One, by key.
    Get,
    /// A new one.
    Create,
    /// Several new ones, or none at all.
    CreateMany,
    /// One, whole.
    Replace,
    /// One, in part (RFC 7396).
    Patch,
    /// Away with one.
    Delete,
}

/// How a list is paged: names of inputs, and of fields of the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paging {
    /// The input that bounds a page.
    pub limit: Option<String>,
    /// The input that continues after a page (keyset).
    pub cursor: Option<String>,
    /// The input that skips rows.
    pub offset: Option<String>,
    /// The field that holds the items; `None`: the answer is the array.
    pub items: Option<String>,
    /// The field that holds the next cursor.
    pub next: Option<String>,
    /// The field that holds the count of all.
    pub total: Option<String>,
}

/// What a caller may say of a list: names of inputs. Its filters are records of [`Operator`]s then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The columns to order by; with `-` before it, the other way round.
    pub sort: String,
    /// The fields to show.
    pub fields: String,
    /// The relations to embed, where there are any.
    pub include: Option<String>,
}

/// How a filter compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Less.
    Lt,
    /// Less or equal.
    Lte,
    /// Greater.
    Gt,
    /// Greater or equal.
    Gte,
    /// One of a list.
    In,
    /// Like a pattern of `%` and `_`.
    Like,
    /// The same, whatever the case.
    Ilike,
    /// NULL, or not.
    Null,
}

impl Operator {
    /// All of them.
    pub const ALL: [Self; 10] =
        [Self::Eq, Self::Ne, Self::Lt, Self::Lte, Self::Gt, Self::Gte, Self::In, Self::Like, Self::Ilike, Self::Null];

    /// As callers write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Lt => "lt",
            Self::Lte => "lte",
            Self::Gt => "gt",
            Self::Gte => "gte",
            Self::In => "in",
            Self::Like => "like",
            Self::Ilike => "ilike",
            Self::Null => "null",
        }
    }
}
