//! Types and values of them.

use zephyrix_generator::Database;
use zephyrix_generator::relational::{Column, Generation, Schema, Table, UserTypeKind};

/// A type, two values of it, and a default. Values of types of one family become values of the others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    pub(super) declared: &'static str,
    pub(super) values: [&'static str; 2],
    pub(super) default: &'static str,
    /// Whether it becomes others of these, and these become it.
    pub(super) fluid: bool,
    /// Whether it can be in a key or an index.
    pub(super) keyed: bool,
}

const fn fluid(declared: &'static str, values: [&'static str; 2], default: &'static str) -> Sample {
    Sample { declared, values, default, fluid: true, keyed: true }
}

const fn rigid(declared: &'static str, values: [&'static str; 2], default: &'static str, keyed: bool) -> Sample {
    Sample { declared, values, default, fluid: false, keyed }
}

const SQLITE: &[Sample] = &[
    fluid("INTEGER", ["1", "2"], "7"),
    fluid("TEXT", ["'1'", "'2'"], "'7'"),
    fluid("VARCHAR(20)", ["'1'", "'2'"], "'it''s'"),
    fluid("REAL", ["1.5", "2.5"], "0.5"),
    fluid("NUMERIC", ["1", "2"], "7"),
    rigid("BOOLEAN", ["1", "0"], "0", false),
    rigid("BLOB", ["x'01'", "x'02'"], "x'00'", true),
    rigid("DATE", ["'2026-01-01'", "'2026-01-02'"], "'2026-01-03'", true),
];

const POSTGRES: &[Sample] = &[
    fluid("integer", ["1", "2"], "7"),
    fluid("bigint", ["1", "2"], "7"),
    fluid("smallint", ["1", "2"], "7"),
    fluid("numeric(10,2)", ["1", "2"], "7"),
    fluid("text", ["'1'", "'2'"], "'7'"),
    fluid("varchar(20)", ["'1'", "'2'"], "'7'"),
    rigid("double precision", ["1.5", "2.5"], "0.5", true),
    rigid("boolean", ["true", "false"], "false", false),
    rigid("date", ["'2026-01-01'", "'2026-01-02'"], "'2026-01-03'", true),
    rigid("timestamptz", ["'2026-01-01'", "'2026-01-02'"], "now()", true),
    rigid("timestamp(3)", ["'2026-01-01'", "'2026-01-02'"], "CURRENT_TIMESTAMP", true),
    rigid(
        "uuid",
        ["'00000000-0000-0000-0000-000000000001'", "'00000000-0000-0000-0000-000000000002'"],
        "gen_random_uuid()",
        true,
    ),
    rigid("jsonb", ["'{}'", "'[1]'"], "'{}'::jsonb", true),
    rigid("bytea", ["'\\x01'", "'\\x02'"], "'\\x00'::bytea", true),
    rigid("text[]", ["'{a}'", "'{b}'"], "'{}'::text[]", true),
    rigid("interval", ["'1 day'", "'2 days'"], "'3 days'::interval", true),
];

const MYSQL: &[Sample] = &[
    fluid("int", ["1", "2"], "7"),
    fluid("bigint", ["1", "2"], "7"),
    fluid("smallint unsigned", ["1", "2"], "7"),
    fluid("decimal(10,2)", ["1", "2"], "7.00"),
    fluid("varchar(20)", ["'1'", "'2'"], "'7'"),
    fluid("varchar(100)", ["'1'", "'2'"], "'it''s'"),
    rigid("double", ["1.5", "2.5"], "0.5", true),
    rigid("tinyint(1)", ["1", "0"], "0", false),
    rigid("date", ["'2026-01-01'", "'2026-01-02'"], "'2026-01-03'", true),
    rigid("datetime(6)", ["'2026-01-01'", "'2026-01-02'"], "CURRENT_TIMESTAMP(6)", true),
    rigid("enum('a','b')", ["'a'", "'b'"], "'b'", true),
    rigid("text", ["'1'", "'2'"], "", false),
    rigid("longblob", ["x'01'", "x'02'"], "", false),
    rigid("json", ["'{}'", "'[1]'"], "", false),
];

/// The types of a database.
pub(super) fn all(database: Database) -> &'static [Sample] {
    match database {
        Database::Sqlite => SQLITE,
        Database::Postgres => POSTGRES,
        Database::Mysql => MYSQL,
    }
}

/// The sample that a column is of; `None`: a type of the user's.
pub(super) fn of(column: &Column, database: Database) -> Option<&'static Sample> {
    all(database).iter().find(|it| it.declared == column.ty.declared)
}

/// Two rows for each table, in an order in which they can be written.
pub(super) fn rows(schema: &Schema) -> Vec<String> {
    let insert = |table: &Table, at: usize| {
        let columns: Vec<&Column> = table.columns.iter().filter(|it| it.generation.is_none()).collect();
        let names: Vec<&str> = columns.iter().map(|it| it.name.as_str()).collect();
        let values: Vec<String> = columns.iter().map(|it| value(it, at, schema)).collect();
        let name = &table.name.name;
        match (names.is_empty(), schema.database) {
            (true, Database::Mysql) => format!("INSERT INTO {name} () VALUES ()"),
            (true, _) => format!("INSERT INTO {name} DEFAULT VALUES"),
            _ => format!("INSERT INTO {name} ({}) VALUES ({})", names.join(", "), values.join(", ")),
        }
    };
    schema.tables.iter().flat_map(|table| [insert(table, 0), insert(table, 1)]).collect()
}

fn value(column: &Column, at: usize, schema: &Schema) -> String {
    // One NULL, where there may be any; keys and references have their numbers.
    let counts = matches!(column.generation, Some(Generation::Counter { .. }));
    if at == 1 && column.nullable && !counts && !column.name.starts_with("to_") {
        return "NULL".to_owned();
    }
    if let Some(sample) = of(column, schema.database) {
        return sample.values[at].to_owned();
    }
    let user = schema.types.iter().find(|it| it.name.name == column.ty.declared);
    match user.map(|it| &it.kind) {
        Some(UserTypeKind::Enum(words)) => format!("'{}'", words[0]),
        _ => "1".to_owned(),
    }
}
