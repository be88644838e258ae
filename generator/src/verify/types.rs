//! Types by the names that databases have for them.

use zephyrix_ir::vocabulary::relational::{DataType, Database, Kind, Schema};

/// Whether a database's name of a type is what was found out.
///
/// PostgreSQL: to the letter. MySQL tells of lengths by a dozen types of text, and of numbers that are computed by
/// whatever is wide enough. SQLite tells of columns of tables alone, in the words of their declaration.
pub(super) fn agree(kind: &Kind, said: &str, live: &Schema) -> bool {
    let said = said.to_ascii_uppercase();
    match live.database {
        Database::Postgres => postgres(kind) == said,
        Database::Mysql => mysql(kind).contains(&said.as_str()),
        Database::Sqlite => said == "NULL" || sqlite(kind).contains(&said.split('(').next().unwrap_or_default().trim()),
    }
}

/// A type for people.
pub(super) fn shown(it: &DataType) -> String {
    if it.declared.is_empty() { postgres(&it.kind).to_lowercase() } else { it.declared.clone() }
}

fn postgres(kind: &Kind) -> String {
    let name = match kind {
        Kind::Boolean => "BOOL",
        Kind::Integer { bits: 16, .. } => "INT2",
        Kind::Integer { bits: 32, .. } => "INT4",
        Kind::Integer { .. } => "INT8",
        Kind::Decimal { .. } => "NUMERIC",
        Kind::Float32 => "FLOAT4",
        Kind::Float64 => "FLOAT8",
        Kind::Char(_) => "CHAR",
        Kind::Varchar(_) => "VARCHAR",
        Kind::Text(_) => "TEXT",
        Kind::Bytes(_) => "BYTEA",
        Kind::Date => "DATE",
        Kind::Time { zoned, .. } => ["TIME", "TIMETZ"][usize::from(*zoned)],
        Kind::Timestamp { zoned, .. } => ["TIMESTAMP", "TIMESTAMPTZ"][usize::from(*zoned)],
        Kind::Interval => "INTERVAL",
        Kind::Year => "YEAR",
        Kind::Uuid => "UUID",
        Kind::Json { binary } => ["JSON", "JSONB"][usize::from(*binary)],
        Kind::Enum(_) => "ENUM",
        Kind::Set(_) => "SET",
        Kind::User(name) => return name.name.to_ascii_uppercase(),
        Kind::Array(item) => return format!("{}[]", postgres(&item.kind)),
        Kind::Other(declared) => return declared.split('(').next().unwrap_or_default().trim().to_ascii_uppercase(),
    };
    name.to_owned()
}

fn mysql(kind: &Kind) -> &'static [&'static str] {
    const TEXTS: &[&str] = &["VARCHAR", "CHAR", "TEXT", "TINYTEXT", "MEDIUMTEXT", "LONGTEXT"];
    const BYTES: &[&str] = &["BLOB", "TINYBLOB", "MEDIUMBLOB", "LONGBLOB", "BINARY", "VARBINARY"];
    match kind {
        Kind::Boolean => &["BOOLEAN"],
        Kind::Integer { unsigned: true, .. } => {
            &["INT UNSIGNED", "BIGINT UNSIGNED", "SMALLINT UNSIGNED", "TINYINT UNSIGNED", "MEDIUMINT UNSIGNED"]
        }
        Kind::Integer { bits: 64, .. } => &["BIGINT", "INT"],
        Kind::Integer { .. } => &["INT", "SMALLINT", "TINYINT", "MEDIUMINT", "BIGINT"],
        Kind::Decimal { .. } => &["DECIMAL"],
        Kind::Float32 => &["FLOAT"],
        Kind::Float64 => &["DOUBLE"],
        Kind::Date => &["DATE"],
        Kind::Timestamp { zoned: true, .. } => &["TIMESTAMP"],
        Kind::Timestamp { .. } => &["DATETIME"],
        Kind::Time { .. } => &["TIME"],
        Kind::Year => &["YEAR"],
        Kind::Enum(_) => &["ENUM", "CHAR"],
        Kind::Set(_) => &["SET", "CHAR"],
        Kind::Bytes(_) => BYTES,
        // MariaDB keeps it as a text.
        Kind::Json { .. } => &["JSON", "LONGTEXT", "TEXT"],
        Kind::Uuid => &["UUID", "CHAR"],
        Kind::Char(_) | Kind::Varchar(_) | Kind::Text(_) => TEXTS,
        Kind::Other(declared) if declared.starts_with("bit") => &["BIT"],
        Kind::Other(_) => &["GEOMETRY", "INET4", "INET6", "CHAR"],
        Kind::User(_) | Kind::Array(_) | Kind::Interval => &[],
    }
}

fn sqlite(kind: &Kind) -> &'static [&'static str] {
    match kind {
        Kind::Boolean => &["BOOLEAN", "BOOL"],
        Kind::Integer { .. } => &["INTEGER", "INT", "BIGINT", "SMALLINT", "TINYINT", "INT8"],
        Kind::Float32 | Kind::Float64 | Kind::Decimal { .. } => &["REAL", "DOUBLE", "FLOAT", "NUMERIC", "DECIMAL"],
        Kind::Date => &["DATE"],
        Kind::Timestamp { .. } => &["DATETIME", "TIMESTAMP"],
        Kind::Time { .. } => &["TIME", "TEXT"],
        Kind::Bytes(_) => &["BLOB"],
        _ => &["TEXT", "VARCHAR", "CHAR", "CLOB"],
    }
}
