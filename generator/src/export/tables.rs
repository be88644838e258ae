//! The database that the service needs.

use super::places::{Export, Place};
use crate::ddl::data_type;
use crate::plan::schema::schema;
use serde::Serialize;
use zephyrix_ir::vocabulary::relational as ir;
use zephyrix_ir::vocabulary::relational::{Generation, Keyed};

/// A database.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Database {
    /// Whose SQL it is in: `sqlite`, `postgres` or `mysql`.
    dialect: &'static str,
    /// Its tables.
    tables: Vec<Table>,
    /// Its views.
    views: Vec<View>,
}

/// A table.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Table {
    /// What it is called.
    name: String,
    /// What it is for.
    comment: Option<String>,
    /// Where it is written.
    place: Option<Place>,
    /// In order.
    columns: Vec<Column>,
    /// The columns of its primary key.
    primary_key: Vec<String>,
    /// The columns of each `UNIQUE` constraint.
    uniques: Vec<Vec<String>>,
    /// To other tables, or to itself.
    foreign_keys: Vec<ForeignKey>,
    /// What must hold of each row, as SQL.
    checks: Vec<String>,
    /// Those that are stated.
    indexes: Vec<Index>,
}

/// A column of a table.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Column {
    /// What it is called.
    name: String,
    /// Its type, as SQL.
    #[serde(rename = "type")]
    ty: String,
    /// Whether it may be NULL.
    nullable: bool,
    /// What it is when nothing is said, as SQL.
    default: Option<String>,
    /// What fills it instead of the writer: `counter` or `computed`.
    generated: Option<&'static str>,
    /// What it is for.
    comment: Option<String>,
}

/// A reference to rows of another table.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ForeignKey {
    /// Its name, where one is given.
    name: Option<String>,
    /// Columns of this table.
    columns: Vec<String>,
    /// The other table.
    table: String,
    /// Its columns; none: its primary key.
    to: Vec<String>,
    /// In SQL: `CASCADE`.
    on_delete: &'static str,
    /// In SQL.
    on_update: &'static str,
}

/// An index.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Index {
    /// Its name, where one is given.
    name: Option<String>,
    /// Whether no two rows may agree in all parts.
    unique: bool,
    /// Columns, or expressions as SQL.
    parts: Vec<String>,
    /// The rows it is about, as SQL.
    predicate: Option<String>,
}

/// A view.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct View {
    /// What it is called.
    name: String,
    /// What it is for.
    comment: Option<String>,
    /// Where it is written.
    place: Option<Place>,
    /// The query.
    sql: String,
    /// Whether what it shows is kept.
    materialized: bool,
}

/// The database of a service.
pub(super) fn database(export: &Export<'_>, database: ir::Database) -> Database {
    let schema = schema(export.model, database);
    let view = |it: &ir::View| View {
        name: it.name.to_string(),
        comment: it.comment.clone(),
        place: export.place(it.span),
        sql: it.query.text.clone(),
        materialized: it.materialized,
    };
    Database {
        dialect: schema.database.word(),
        tables: schema.tables.iter().map(|it| table(export, it, schema.database)).collect(),
        views: schema.views.iter().map(view).collect(),
    }
}

fn table(export: &Export<'_>, it: &ir::Table, database: ir::Database) -> Table {
    let column = |it: &ir::Column| Column {
        name: it.name.clone(),
        ty: data_type(&it.ty, database),
        nullable: it.nullable,
        default: it.default.as_ref().map(|it| it.text.clone()),
        generated: it.generation.as_ref().map(|it| match it {
            Generation::Counter { .. } => "counter",
            Generation::Computed { .. } => "computed",
        }),
        comment: it.comment.clone(),
    };
    let foreign = |it: &ir::ForeignKey| ForeignKey {
        name: it.name.clone(),
        columns: it.columns.clone(),
        table: it.table.to_string(),
        to: it.to.clone(),
        on_delete: it.on_delete.word(),
        on_update: it.on_update.word(),
    };
    let part = |it: &ir::IndexPart| match &it.of {
        Keyed::Column(name) => name.clone(),
        Keyed::Expression(it) => it.text.clone(),
    };
    let index = |it: &ir::Index| Index {
        name: it.name.clone(),
        unique: it.unique,
        parts: it.parts.iter().map(part).collect(),
        predicate: it.predicate.as_ref().map(|it| it.text.clone()),
    };
    Table {
        name: it.name.to_string(),
        comment: it.comment.clone(),
        place: export.place(it.span),
        columns: it.columns.iter().map(column).collect(),
        primary_key: it.primary_key.as_ref().map(|it| it.columns.clone()).unwrap_or_default(),
        uniques: it.uniques.iter().map(|it| it.columns.clone()).collect(),
        foreign_keys: it.foreign_keys.iter().map(foreign).collect(),
        checks: it.checks.iter().map(|it| it.expression.text.clone()).collect(),
        indexes: it.indexes.iter().map(index).collect(),
    }
}
