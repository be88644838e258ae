//! How columns are kept: what the store binds and reads, and what migrations declare, must agree.

use zephyrix_ir::Model;
use zephyrix_ir::vocabulary::relational::{Database, Name};
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
        ColumnType::Scalar(Scalar::Time | Scalar::Duration | Scalar::Base64) | ColumnType::Enum(_) => Storage::Text,
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

/// An identifier, quoted where SQL would take it for something else.
pub(crate) fn quote(name: &str, database: Database) -> String {
    let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && RESERVED.binary_search(&name).is_err();
    match database {
        _ if plain => name.to_owned(),
        Database::Mysql => format!("`{}`", name.replace('`', "``")),
        _ => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

/// The name of a table, with its schema where that has to be said.
pub(crate) fn quote_name(name: &Name, database: Database) -> String {
    let own = quote(&name.name, database);
    name.schema.as_ref().map_or_else(|| own.clone(), |it| format!("{}.{own}", quote(it, database)))
}

/// The nth placeholder, from 1.
pub(crate) fn placeholder(n: usize, database: Database) -> String {
    if database == Database::Postgres { format!("${n}") } else { "?".to_owned() }
}

/// Words that are reserved in SQLite, PostgreSQL 18, MySQL 9 or MariaDB 12, sorted.
#[rustfmt::skip]
const RESERVED: &[&str] = &[
    "accessible", "add", "all", "alter", "analyse", "analyze", "and", "any", "array", "as", "asc", "asensitive",
    "asymmetric", "authorization", "before", "between", "bigint", "binary", "blob", "both", "by", "call", "cascade",
    "case", "cast", "change", "char", "character", "check", "collate", "collation", "column", "commit",
    "concurrently", "condition", "constraint", "continue", "convert", "create", "cross", "cube", "cume_dist",
    "current_catalog", "current_date", "current_role", "current_schema", "current_time", "current_timestamp",
    "current_user", "cursor", "database", "databases", "day_hour", "day_minute", "day_second", "dec", "decimal",
    "declare", "default", "deferrable", "delayed", "delete", "dense_rank", "desc", "describe", "deterministic",
    "distinct", "distinctrow", "div", "do", "double", "drop", "dual", "each", "else", "elseif", "empty", "enclosed",
    "end", "escape", "escaped", "except", "exists", "exit", "explain", "false", "fetch", "first_value", "float",
    "float4", "float8", "for", "force", "foreign", "freeze", "from", "full", "fulltext", "function", "generated",
    "get", "glob", "grant", "group", "grouping", "groups", "having", "high_priority", "if", "ignore", "ilike", "in",
    "index", "infile", "initially", "inner", "inout", "insensitive", "insert", "int", "int1", "int2", "int3",
    "int4", "int8", "integer", "intersect", "interval", "into", "io_after_gtids", "io_before_gtids", "is", "isnull",
    "iterate", "join", "json_table", "key", "keys", "kill", "lag", "last_value", "lateral", "lead", "leading",
    "leave", "left", "like", "limit", "linear", "lines", "load", "localtime", "localtimestamp", "lock", "long",
    "longblob", "longtext", "loop", "low_priority", "match", "maxvalue", "mediumblob", "mediumint", "mediumtext",
    "middleint", "mod", "modifies", "natural", "not", "nothing", "notnull", "nth_value", "ntile", "null", "numeric",
    "of", "offset", "on", "only", "optimize", "option", "optionally", "or", "order", "out", "outer", "outfile",
    "over", "overlaps", "partition", "percent_rank", "placing", "position", "precision", "primary", "procedure",
    "purge", "range", "rank", "read", "reads", "real", "recursive", "references", "regexp", "release", "rename",
    "repeat", "replace", "require", "resignal", "restrict", "return", "returning", "revoke", "right", "rlike",
    "rollback", "row", "row_number", "rows", "schema", "schemas", "select", "sensitive", "separator",
    "session_user", "set", "show", "signal", "similar", "smallint", "some", "spatial", "specific", "sql",
    "sqlexception", "sqlstate", "sqlwarning", "ssl", "starting", "stored", "straight_join", "symmetric", "system",
    "table", "tablesample", "terminated", "then", "tinyblob", "tinyint", "tinytext", "to", "trailing",
    "transaction", "trigger", "true", "undo", "union", "unique", "unlock", "unsigned", "update", "usage", "use",
    "user", "using", "utc_date", "utc_time", "utc_timestamp", "values", "varbinary", "varchar", "varcharacter",
    "variadic", "varying", "verbose", "virtual", "when", "where", "while", "window", "with", "write", "xor",
    "year_month", "zerofill",
];

#[cfg(test)]
mod tests {
    use super::{RESERVED, quote};
    use zephyrix_ir::vocabulary::relational::Database;

    #[test]
    fn reserved_words_are_sorted_and_quoted() {
        assert!(RESERVED.is_sorted());
        assert_eq!(quote("order", Database::Sqlite), "\"order\"");
        assert_eq!(quote("order", Database::Mysql), "`order`");
        assert_eq!(quote("pet_id", Database::Postgres), "pet_id");
        assert_eq!(quote("größe\"", Database::Postgres), "\"größe\"\"\"");
    }
}
