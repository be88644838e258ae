//! What rows that are there get in a column that may not be empty.

use crate::ddl::literal;
use zephyrix_ir::vocabulary::relational::{Column, Database, Kind, Schema, UserTypeKind};

/// The value for rows that have none: what the author states (`backfill`), the default, or the least surprising one.
/// `None`: there is none, and rows that are there will stop the migration.
pub(crate) fn fill(it: &Column, schema: &Schema) -> Option<String> {
    let kind = &it.ty.kind;
    let said = it.hints.iter().find(|it| it.key == "backfill").map(|it| stated(&it.value, kind, schema.database));
    said.or_else(|| super::same::value(it).map(str::to_owned)).or_else(|| zero(&it.ty.kind, schema))
}

/// A hint has no quotes: what is no number and no call is a text.
fn stated(value: &str, kind: &Kind, database: Database) -> String {
    let is_plain = matches!(
        kind,
        Kind::Boolean | Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Float32 | Kind::Float64 | Kind::Year
    );
    if is_plain || value.contains('(') { value.to_owned() } else { literal(value, database) }
}

/// Nothing, of a type.
fn zero(kind: &Kind, schema: &Schema) -> Option<String> {
    let database = schema.database;
    let text = match kind {
        Kind::Boolean => if database == Database::Postgres { "false" } else { "0" }.to_owned(),
        Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Float32 | Kind::Float64 => "0".to_owned(),
        Kind::Char(_) | Kind::Varchar(_) | Kind::Text(_) | Kind::Set(_) => "''".to_owned(),
        Kind::Bytes(_) => match database {
            Database::Sqlite => "x''",
            Database::Postgres | Database::Mysql => "''",
        }
        .to_owned(),
        Kind::Date => "'1970-01-01'".to_owned(),
        Kind::Time { .. } => "'00:00:00'".to_owned(),
        Kind::Timestamp { .. } => "'1970-01-02 00:00:00'".to_owned(),
        Kind::Year => "1970".to_owned(),
        Kind::Interval => "'0'".to_owned(),
        Kind::Uuid => "'00000000-0000-0000-0000-000000000000'".to_owned(),
        Kind::Json { .. } => "'null'".to_owned(),
        Kind::Array(_) => "'{}'".to_owned(),
        Kind::Enum(words) => literal(words.first()?, database),
        Kind::User(name) => match &schema.user_type(name)?.kind {
            UserTypeKind::Enum(words) => literal(words.first()?, database),
            UserTypeKind::Domain { base, .. } => zero(&base.kind, schema)?,
            UserTypeKind::Composite(_) | UserTypeKind::Other(_) => return None,
        },
        Kind::Other(_) => return None,
    };
    Some(text)
}
