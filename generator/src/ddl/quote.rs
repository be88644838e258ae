//! Names and texts as SQL writes them.

use zephyrix_ir::vocabulary::relational::{Database, Name};

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

/// A name with its schema, where it has one.
pub(crate) fn qualified(name: &Name, database: Database) -> String {
    match &name.schema {
        Some(schema) => format!("{}.{}", quote(schema, database), quote(&name.name, database)),
        None => quote(&name.name, database),
    }
}

/// Names in a row: `a, b`.
pub(crate) fn quoted<'a>(names: impl IntoIterator<Item = &'a String>, database: Database) -> String {
    names.into_iter().map(|it| quote(it, database)).collect::<Vec<_>>().join(", ")
}

/// A text as a literal. MySQL takes a backslash for the beginning of an escape (unless `NO_BACKSLASH_ESCAPES`).
pub(crate) fn literal(text: &str, database: Database) -> String {
    let doubled = text.replace('\'', "''");
    match database {
        Database::Mysql => format!("'{}'", doubled.replace('\\', "\\\\")),
        Database::Sqlite | Database::Postgres => format!("'{doubled}'"),
    }
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
    use super::{RESERVED, literal, quote};
    use zephyrix_ir::vocabulary::relational::Database;

    #[test]
    fn reserved_words_are_sorted_and_quoted() {
        assert!(RESERVED.is_sorted());
        assert_eq!(quote("order", Database::Sqlite), "\"order\"");
        assert_eq!(quote("order", Database::Mysql), "`order`");
        assert_eq!(quote("pet_id", Database::Postgres), "pet_id");
        assert_eq!(quote("größe\"", Database::Postgres), "\"größe\"\"\"");
    }

    #[test]
    fn texts_cannot_end_their_literal() {
        assert_eq!(literal("it's \\", Database::Postgres), "'it''s \\'");
        assert_eq!(literal("it's \\", Database::Mysql), "'it''s \\\\'");
    }
}
