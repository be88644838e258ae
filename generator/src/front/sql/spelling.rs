//! Types as the database itself spells them, so that two spellings of one type are one.

use zephyrix_ir::vocabulary::relational::{DataType, Database, Kind};

/// The database's own spelling of a type; what has several meanings by its words stays as it is written.
pub(super) fn spelled(ty: &DataType, database: Database) -> String {
    match database {
        Database::Postgres => postgres(ty).unwrap_or_else(|| ty.declared.clone()),
        Database::Mysql => mysql(ty),
        Database::Sqlite => ty.declared.clone(),
    }
}

/// As `format_type` has it.
fn postgres(ty: &DataType) -> Option<String> {
    let sized = |word: &str, length: &Option<u64>| match length {
        Some(length) => format!("{word}({length})"),
        None => word.to_owned(),
    };
    let of_time = |word: &str, zoned: bool, precision: &Option<u64>| {
        format!("{} {} time zone", sized(word, precision), if zoned { "with" } else { "without" })
    };
    Some(match &ty.kind {
        Kind::Boolean => "boolean".to_owned(),
        Kind::Integer { bits: 16, .. } => "smallint".to_owned(),
        Kind::Integer { bits: 32, .. } => "integer".to_owned(),
        Kind::Integer { .. } => "bigint".to_owned(),
        Kind::Decimal { precision: Some(precision), scale: Some(scale) } => format!("numeric({precision},{scale})"),
        Kind::Decimal { precision: Some(precision), scale: None } => format!("numeric({precision},0)"),
        Kind::Decimal { .. } => "numeric".to_owned(),
        Kind::Float32 => "real".to_owned(),
        Kind::Float64 => "double precision".to_owned(),
        Kind::Char(None) => "bpchar".to_owned(),
        Kind::Char(length) => sized("character", length),
        Kind::Varchar(length) => sized("character varying", length),
        Kind::Time { zoned, precision } => of_time("time", *zoned, precision),
        Kind::Timestamp { zoned, precision } => of_time("timestamp", *zoned, precision),
        Kind::Array(element) => format!("{}[]", postgres(element).unwrap_or_else(|| element.declared.clone())),
        _ => return None,
    })
}

/// Without widths for showing, which MySQL 8 does not keep and MariaDB makes up.
fn mysql(ty: &DataType) -> String {
    let declared = &ty.declared;
    let is_integer = matches!(ty.kind, Kind::Integer { .. }) && !declared.contains("zerofill");
    match (declared.find('('), declared.find(')')) {
        (Some(open), Some(close)) if is_integer => format!("{}{}", &declared[..open], &declared[close + 1..]),
        _ if declared == "bool" || declared == "boolean" => "tinyint(1)".to_owned(),
        _ => declared.clone(),
    }
}
