//! What the service keeps.

use super::Scalar;
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
    pub table: String,
    /// The record that represents it.
    pub ty: TypeId,
    /// In the order of the record's fields.
    pub columns: Vec<Column>,
    /// The position in `columns` of its key.
    pub key: usize,
    /// Whether each row counts its changes, for `ETag` and `If-Match` (RFC 9110 §13).
    pub versioned: bool,
    /// Beyond the key and unique columns.
    pub indexes: Vec<Index>,
    /// To other entities.
    pub relations: Vec<Relation>,
    /// Where its record is written.
    pub span: Span,
}

impl Entity {
    /// Its key.
    pub fn key_column(&self) -> &Column {
        &self.columns[self.key]
    }
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// In the table.
    pub name: String,
    /// The wire name of the record's field.
    pub field: String,
    /// What it holds.
    pub ty: ColumnType,
    /// Whether it may be NULL: the field is absent or null.
    pub nullable: bool,
    /// Whether no two rows may share it.
    pub unique: bool,
    /// Who fills it, when it is not the caller.
    pub generated: Option<Generated>,
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
}

/// An index over columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Names of columns.
    pub columns: Vec<String>,
    /// Whether no two rows may agree in all of them.
    pub unique: bool,
}

/// A column that names a row of another entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The column.
    pub column: String,
    /// The entity it names by key.
    pub to: EntityId,
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
        /// Inputs that filter by equality: (input name, column name).
        filters: Vec<(String, String)>,
    },
    /// One, by key.
    Get,
    /// A new one.
    Create,
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
