//! Entities of a contract over tables that a schema defines: each is bound to its table, or what disagrees is said.

use crate::vocabulary::relational::{self, DataType, Database, Generation, Kind, Schema, Table, UserTypeKind};
use crate::vocabulary::{Column, ColumnType, Entity, Field, Generated, Scalar, Shape, Type};
use crate::{Code, Diagnostic, Diagnostics, Span};

/// Gives every entity that is not stated the table that says it keeps it: `-- zephyrix: name=Pet`.
pub(super) fn names(entities: &mut [Entity], types: &[Type], schema: &Schema) {
    for entity in entities.iter_mut().filter(|it| !it.is_stated()) {
        let says = |it: &&Table| it.hints.iter().any(|it| it.key == "name" && it.value.trim() == entity.name);
        let is_told = types[entity.ty.index()].table.is_some() || schema.table(&entity.table).is_some();
        if let Some(table) = schema.tables.iter().find(says).filter(|_| !is_told) {
            entity.table = table.name.clone();
        }
    }
}

/// Binds every entity that is not stated, by the name of its table.
pub(super) fn bind(entities: &mut [Entity], types: &[Type], schema: &Schema, log: &mut Diagnostics) {
    for entity in entities.iter_mut().filter(|it| !it.is_stated()) {
        let Some(table) = schema.table(&entity.table) else {
            let message = format!("`{}` is kept in a table `{}`, which the schema has not", entity.name, entity.table);
            log.push(
                Diagnostic::new(Code::UNBOUND_ENTITY, entity.span, message)
                    .help("the first migration makes it beside those of the schema"),
            );
            continue;
        };
        if schema.guards_rows(table) {
            let message = format!("policies decide who sees rows of `{}`, and nothing tells them who asks", table.name);
            let found = Diagnostic::new(Code::ROW_SECURITY, table.span, message).related(entity.span, "is kept there");
            log.push(found.help("`-- zephyrix: rows=all` above the table lets the service show all that it sees"));
        }
        table_of(entity, table, types, schema, log);
    }
}

fn table_of(entity: &mut Entity, table: &Table, types: &[Type], schema: &Schema, log: &mut Diagnostics) {
    let fields: &[Field] = match &types[entity.ty.index()].shape {
        Shape::Record { fields, .. } => fields,
        _ => &[],
    };
    let name = entity.name.clone();
    for column in &mut entity.columns {
        let at = fields.iter().find(|it| it.name == column.field).map_or(entity.span, |it| it.span);
        let Some(found) = table.column(&column.name) else {
            let message = format!("`{name}` has `{}`, and the table `{}` has no such column", column.field, table.name);
            log.push(disagreement(message, at, table.span, "the table"));
            continue;
        };
        one(column, found, &name, at, schema, log);
    }
    let unfilled = |it: &&relational::Column| {
        let known = entity.columns.iter().any(|column| column.name == it.name);
        !known && !it.nullable && it.default.is_none() && it.generation.is_none()
    };
    for it in table.columns.iter().filter(unfilled) {
        if entity.version.as_ref() == Some(&it.name) {
            continue;
        }
        let message = format!("nothing of `{name}` fills `{}` of the table `{}`", it.name, table.name);
        log.push(disagreement(message, entity.span, it.span, "NOT NULL, and without a default"));
    }
    if let Some(version) = entity.version.as_ref().filter(|it| table.column(it).is_none()) {
        let message = format!("`{name}` counts its changes, and the table `{}` has no column `{version}`", table.name);
        log.push(disagreement(message, entity.span, table.span, "the table"));
    }
}

/// Binds a column, or says how it differs.
fn one(
    column: &mut Column,
    found: &relational::Column,
    entity: &str,
    at: Span,
    schema: &Schema,
    log: &mut Diagnostics,
) {
    let declared = resolved(schema, &found.ty);
    if !fits(column, &declared.kind, schema.database) {
        let message = format!("`{}` of `{entity}` cannot be kept as `{}`", column.field, declared.declared);
        log.push(disagreement(message, at, found.span, "the column"));
    } else if found.nullable && !column.nullable && column.generated.is_none() {
        let message = format!("`{}` of `{entity}` is always there, and its column may be NULL", column.field);
        log.push(disagreement(message, at, found.span, "may be NULL"));
    } else if column.nullable && !found.nullable && found.default.is_none() {
        let message = format!("`{}` of `{entity}` may be absent or null, and its column may not be NULL", column.field);
        log.push(disagreement(message, at, found.span, "NOT NULL"));
    }
    if matches!(found.generation, Some(Generation::Computed { .. })) {
        column.generated = Some(Generated::Database);
    }
    column.name.clone_from(&found.name);
    column.declared = Some(declared);
}

fn disagreement(message: String, at: Span, other: Span, label: &str) -> Diagnostic {
    Diagnostic::new(Code::TABLE_DISAGREES, at, message).related(other, label)
}

/// What a type is below all domains.
fn resolved(schema: &Schema, ty: &DataType) -> DataType {
    let mut ty = ty;
    // A domain may be of a domain, and never of itself.
    for _ in 0..32 {
        let Kind::User(name) = &ty.kind else { break };
        let Some(UserTypeKind::Domain { base, .. }) = schema.user_type(name).map(|it| &it.kind) else { break };
        ty = base;
    }
    ty.clone()
}

/// Whether values of a column are kept as a kind of the database, and read back as they were.
fn fits(column: &Column, kind: &Kind, database: Database) -> bool {
    let text = matches!(kind, Kind::Char(_) | Kind::Varchar(_) | Kind::Text(_));
    let loose = text && database != Database::Postgres;
    match column.ty {
        ColumnType::Enum(_) => text || matches!(kind, Kind::Enum(_) | Kind::User(_)),
        ColumnType::Json(_) => loose || matches!(kind, Kind::Json { .. }),
        ColumnType::Scalar(scalar) => match scalar {
            Scalar::Bool => matches!(kind, Kind::Boolean),
            Scalar::Int32 => {
                matches!(kind, Kind::Integer { bits: ..=32, .. } | Kind::Year) || is_sqlite(kind, database)
            }
            Scalar::Int64 => matches!(kind, Kind::Integer { .. } | Kind::Year),
            Scalar::Float32 => {
                matches!(kind, Kind::Float32 | Kind::Float64) && database == Database::Sqlite || *kind == Kind::Float32
            }
            Scalar::Float64 => matches!(kind, Kind::Float64) || *kind == Kind::Float32 && database == Database::Sqlite,
            Scalar::Text => {
                text || matches!(kind, Kind::Decimal { .. } | Kind::Interval | Kind::Set(_) | Kind::Other(_))
            }
            Scalar::Date => matches!(kind, Kind::Date),
            Scalar::DateTime => matches!(kind, Kind::Timestamp { .. }),
            Scalar::Uuid => loose || matches!(kind, Kind::Uuid),
            Scalar::Base64 => text || matches!(kind, Kind::Bytes(_)),
            Scalar::Time | Scalar::Duration | Scalar::Seconds | Scalar::FieldMask => text,
            Scalar::UInt32 | Scalar::UInt64 | Scalar::Binary | Scalar::Null => false,
        },
    }
}

/// An integer there is of any width.
fn is_sqlite(kind: &Kind, database: Database) -> bool {
    database == Database::Sqlite && matches!(kind, Kind::Integer { .. })
}
