//! How columns are kept: what the store binds and reads, and what migrations declare, must agree.

use zephyrix_ir::Model;
use zephyrix_ir::vocabulary::relational::Database;
use zephyrix_ir::vocabulary::{Column, ColumnType, Constraint, Entity, Scalar};

/// How a value gets into a column and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Storage {
    /// sqlx knows the type.
    Direct,
    /// As the text it is displayed as.
    Text,
    /// As JSON.
    Json,
    /// As bytes.
    Bytes,
}

/// How a column's value is kept.
pub(crate) fn storage(column: &Column) -> Storage {
    match column.ty {
        ColumnType::Scalar(Scalar::Time | Scalar::Duration | Scalar::Seconds | Scalar::FieldMask | Scalar::Base64)
        | ColumnType::Enum(_) => Storage::Text,
        ColumnType::Scalar(_) => Storage::Direct,
        ColumnType::Json(_) => Storage::Json,
    }
}

/// The SQL type of a column. `indexed`: it is a key, unique, or in an index.
pub(crate) fn sql_type(model: &Model, entity: &Entity, column: &Column, database: Database, indexed: bool) -> String {
    let scalar = match column.ty {
        ColumnType::Scalar(it) => it,
        ColumnType::Enum(_) => Scalar::Text,
        ColumnType::Json(_) => return pick(database, ["TEXT", "JSONB", "JSON"]).to_owned(),
    };
    match scalar {
        Scalar::Bool => "BOOLEAN".to_owned(),
        Scalar::Int32 => pick(database, ["INTEGER", "INTEGER", "INT"]).to_owned(),
        Scalar::Int64 => pick(database, ["INTEGER", "BIGINT", "BIGINT"]).to_owned(),
        Scalar::Float32 => pick(database, ["REAL", "REAL", "FLOAT"]).to_owned(),
        Scalar::Float64 => pick(database, ["REAL", "DOUBLE PRECISION", "DOUBLE"]).to_owned(),
        Scalar::Date => pick(database, ["TEXT", "DATE", "DATE"]).to_owned(),
        Scalar::DateTime => pick(database, ["TEXT", "TIMESTAMPTZ", "DATETIME(6)"]).to_owned(),
        Scalar::Uuid => pick(database, ["TEXT", "UUID", "CHAR(36)"]).to_owned(),
        _ if database == Database::Mysql => mysql_text(model, entity, column, indexed),
        _ => "TEXT".to_owned(),
    }
}

/// MySQL wants to know how long an indexed text may be (767 to 3072 bytes an index, four a character).
fn mysql_text(model: &Model, entity: &Entity, column: &Column, indexed: bool) -> String {
    const INDEXABLE: u64 = 255;
    let field = match model.shape(entity.ty) {
        zephyrix_ir::vocabulary::Shape::Record { fields, .. } => fields.iter().find(|it| it.name == column.field),
        _ => None,
    };
    let limit = field.and_then(|it| {
        let constraints = &model[it.ty].constraints;
        constraints.iter().find_map(|it| if let Constraint::MaxLength(n) = it { Some(*n) } else { None })
    });
    match limit {
        Some(n) if n <= INDEXABLE => format!("VARCHAR({n})"),
        _ if indexed => format!("VARCHAR({INDEXABLE})"),
        _ => "LONGTEXT".to_owned(),
    }
}

/// The word for SQLite, PostgreSQL and MySQL, in this order.
pub(crate) fn pick<T: Copy>(database: Database, words: [T; 3]) -> T {
    match database {
        Database::Sqlite => words[0],
        Database::Postgres => words[1],
        Database::Mysql => words[2],
    }
}

/// The nth placeholder, from 1.
pub(crate) fn placeholder(n: usize, database: Database) -> String {
    if database == Database::Postgres { format!("${n}") } else { "?".to_owned() }
}
