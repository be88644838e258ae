//! What the service keeps.

use super::places::{Export, Place, TypeRef};
use super::types::scalar;
use crate::plan::entities::EntityPlan;
use serde::Serialize;
use zephyrix_ir::vocabulary::{self as ir, Action, ColumnType, Generated};

/// Something kept in a table.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Entity {
    /// What one of them is called: `Pet`.
    name: String,
    /// What it is called in paths.
    slug: String,
    /// The table.
    table: String,
    /// The record that represents it.
    #[serde(rename = "type")]
    ty: TypeRef,
    /// Where its record is written.
    place: Option<Place>,
    /// Whether a source states it; else it was inferred.
    stated: bool,
    /// In the order of the record's fields.
    columns: Vec<Column>,
    /// The names of the columns of its key.
    key: Vec<String>,
    /// The column in which each row counts its changes.
    version: Option<String>,
    /// Beyond the key and unique columns.
    indexes: Vec<Index>,
    /// To other entities.
    relations: Vec<Relation>,
    /// What it is in Rust.
    rust: RustEntity,
}

/// An entity in Rust.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RustEntity {
    /// Its module and its field in the store: `pets`.
    module: String,
    /// Its table's struct: `Pets`.
    table: String,
    /// The struct of a list's conditions: `PetsQuery`.
    query: String,
}

/// A column.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Column {
    /// In the table.
    name: String,
    /// The wire name of the record's field, where one shows it.
    field: Option<String>,
    /// `scalar`, `enum` or `json`.
    kind: &'static str,
    /// Of what kind the scalar is.
    scalar: Option<&'static str>,
    /// The type of an enum, or of what is kept as JSON.
    #[serde(rename = "type")]
    ty: Option<TypeRef>,
    /// Whether it may be NULL.
    nullable: bool,
    /// Whether no two rows may share it.
    unique: bool,
    /// Whether it is of the key.
    key: bool,
    /// Who fills it, when it is not the caller: `sequence`, `uuid`, `created_at`, `updated_at`, `parent` or `database`.
    generated: Option<&'static str>,
    /// An expression of the database that fills it when the caller does not.
    default: Option<String>,
}

/// An index over columns.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Index {
    /// Names of columns.
    columns: Vec<String>,
    /// Whether no two rows may agree in all of them.
    unique: bool,
}

/// How rows of another entity belong to one of this.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Relation {
    /// What it is called.
    name: String,
    /// The name of the other entity.
    to: String,
    /// Whether there may be many of them.
    many: bool,
    /// Columns of this entity.
    own: Vec<String>,
    /// Those of the other, or of the table between, that are equal to them.
    theirs: Vec<String>,
    /// The table between the two, where there is one.
    through: Option<String>,
}

/// Which action on which entity an operation is.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Serves {
    /// The name of the entity.
    entity: String,
    /// `list`, `get`, `create`, `create_many`, `replace`, `patch` or `delete`.
    action: &'static str,
    /// Of a list: how it is paged, by names of inputs and of fields of the answer.
    paging: Option<Paging>,
    /// Of a list: what filters it.
    filters: Vec<Filter>,
}

/// How a list is paged.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Paging {
    /// The input that bounds a page.
    limit: Option<String>,
    /// The input that continues after a page.
    cursor: Option<String>,
    /// The input that skips rows.
    offset: Option<String>,
    /// The field that holds the items; `null`: the answer is the list.
    items: Option<String>,
    /// The field that holds the next cursor.
    next: Option<String>,
    /// The field that holds the count of all.
    total: Option<String>,
}

/// An input that filters.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Filter {
    /// The input.
    input: String,
    /// The column.
    column: String,
}

/// Every entity.
pub(super) fn all(export: &Export<'_>) -> Vec<Entity> {
    export.model.entities().zip(&export.plan.entities).map(|((_, it), plan)| one(export, it, plan)).collect()
}

fn one(export: &Export<'_>, it: &ir::Entity, plan: &EntityPlan) -> Entity {
    let index = |it: &ir::Index| Index { columns: it.columns.clone(), unique: it.unique };
    Entity {
        name: it.name.clone(),
        slug: plan.module.clone(),
        table: it.table.to_string(),
        ty: export.ty(it.ty),
        place: export.place(it.span),
        stated: it.is_stated(),
        columns: it.columns.iter().enumerate().map(|(at, column)| self::column(export, it, at, column)).collect(),
        key: it.key_columns().map(|it| it.name.clone()).collect(),
        version: it.version.clone(),
        indexes: it.indexes.iter().map(index).collect(),
        relations: it.relations.iter().map(|it| relation(export, it)).collect(),
        rust: RustEntity { module: plan.module.clone(), table: plan.table.clone(), query: plan.query.clone() },
    }
}

fn column(export: &Export<'_>, entity: &ir::Entity, at: usize, it: &ir::Column) -> Column {
    let (kind, scalar, ty) = match it.ty {
        ColumnType::Scalar(it) => ("scalar", Some(scalar(it)), None),
        ColumnType::Enum(id) => ("enum", None, Some(export.ty(id))),
        ColumnType::Json(id) => ("json", None, Some(export.ty(id))),
    };
    Column {
        name: it.name.clone(),
        field: (!it.field.is_empty()).then(|| it.field.clone()),
        kind,
        scalar,
        ty,
        nullable: it.nullable,
        unique: it.unique,
        key: entity.key.contains(&at),
        generated: it.generated.map(generated),
        default: it.default.clone(),
    }
}

fn relation(export: &Export<'_>, it: &ir::Relation) -> Relation {
    Relation {
        name: it.name.clone(),
        to: export.model[it.to].name.clone(),
        many: it.many,
        own: it.own.clone(),
        theirs: it.theirs.clone(),
        through: it.through.as_ref().map(|it| it.table.to_string()),
    }
}

/// What an operation does to an entity.
pub(super) fn serves(export: &Export<'_>, it: &ir::Serves) -> Serves {
    let (action, paging, filters) = match &it.action {
        Action::List { paging, filters, .. } => ("list", Some(self::paging(paging)), filters.as_slice()),
        Action::Get => ("get", None, [].as_slice()),
        Action::Create => ("create", None, [].as_slice()),
        Action::CreateMany => ("create_many", None, [].as_slice()),
        Action::Replace => ("replace", None, [].as_slice()),
        Action::Patch => ("patch", None, [].as_slice()),
        Action::Delete => ("delete", None, [].as_slice()),
    };
    let filter = |(input, column): &(String, String)| Filter { input: input.clone(), column: column.clone() };
    let filters = filters.iter().map(filter).collect();
    Serves { entity: export.model[it.entity].name.clone(), action, paging, filters }
}

fn paging(it: &ir::Paging) -> Paging {
    Paging {
        limit: it.limit.clone(),
        cursor: it.cursor.clone(),
        offset: it.offset.clone(),
        items: it.items.clone(),
        next: it.next.clone(),
        total: it.total.clone(),
    }
}

fn generated(it: Generated) -> &'static str {
    match it {
        Generated::Sequence => "sequence",
        Generated::Uuid => "uuid",
        Generated::CreatedAt => "created_at",
        Generated::UpdatedAt => "updated_at",
        Generated::Parent => "parent",
        Generated::Database => "database",
    }
}
