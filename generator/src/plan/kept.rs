//! How the columns of a table that is there already are read and written: by casts, where sqlx's own way would not do.

use super::storage::{Storage, storage};
use crate::ddl::quote;
use zephyrix_ir::vocabulary::relational::{Database, Kind};
use zephyrix_ir::vocabulary::{Column, ColumnType, Scalar};

/// What is around a value that is bound.
pub(crate) type Around = (String, String);

/// How a column is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// How the value gets into what is bound, and back.
    pub(crate) storage: Storage,
    /// What is around the column where it is read.
    read: Option<Around>,
    /// What is around a value that is written to it.
    pub(crate) write: Around,
    /// What is around a value that it is compared with.
    pub(crate) compare: Around,
}

impl Kept {
    fn new(storage: Storage) -> Self {
        let plain = Around::default;
        Self { storage, read: None, write: plain(), compare: plain() }
    }

    fn read(mut self, before: &str, after: &str) -> Self {
        self.read = Some(around(before, after));
        self
    }

    fn write(mut self, before: &str, after: &str) -> Self {
        self.write = around(before, after);
        self.compare = self.write.clone();
        self
    }

    fn compare(mut self, before: &str, after: &str) -> Self {
        self.compare = around(before, after);
        self
    }

    /// An expression of the column, read as its record has it.
    pub(crate) fn reads(&self, expression: &str) -> String {
        match &self.read {
            Some((before, after)) => format!("{before}{expression}{after}"),
            None => expression.to_owned(),
        }
    }

    /// The column as it stands in a select list, under its own name.
    pub(crate) fn selected(&self, name: &str, of: Option<&str>, database: Database) -> String {
        let quoted = quote(name, database);
        let column = of.map_or_else(|| quoted.clone(), |it| format!("{it}.{quoted}"));
        match &self.read {
            Some(_) => format!("{} AS {quoted}", self.reads(&column)),
            None => column,
        }
    }
}

fn around(before: &str, after: &str) -> Around {
    (before.to_owned(), after.to_owned())
}

/// How a column is kept.
pub(crate) fn kept(column: &Column, database: Database) -> Kept {
    let Some(declared) = &column.declared else { return Kept::new(storage(column)) };
    let storage = match column.ty {
        ColumnType::Scalar(Scalar::Base64) => Storage::Bytes,
        ColumnType::Json(_) if matches!(declared.kind, Kind::Array(_)) => Storage::Direct,
        _ => storage(column),
    };
    let it = Kept::new(storage);
    match database {
        Database::Postgres => in_postgres(it, &declared.kind, &declared.declared),
        Database::Mysql => in_mysql(it, &declared.kind, &declared.declared),
        Database::Sqlite => in_sqlite(it, &declared.kind),
    }
}

fn in_postgres(it: Kept, kind: &Kind, declared: &str) -> Kept {
    let to_declared = format!(" AS {declared})");
    match kind {
        Kind::Integer { bits: 8..=16, .. } => it.read("CAST(", " AS integer)"),
        Kind::Decimal { .. } => it.read("CAST(", " AS text)").write("CAST(", " AS numeric)"),
        Kind::Char(_) => it.read("CAST(", " AS text)"),
        Kind::Timestamp { zoned: false, .. } => {
            it.read("(", " AT TIME ZONE 'UTC')").write("CAST(", " AS timestamptz) AT TIME ZONE 'UTC'")
        }
        Kind::Array(item) => match item.kind {
            Kind::Boolean | Kind::Float32 | Kind::Float64 | Kind::Text(_) | Kind::Integer { bits: 32 | 64, .. } => it,
            Kind::Integer { .. } => it.read("CAST(", " AS integer[])").write("CAST(", &to_declared),
            _ => it.read("CAST(", " AS text[])").write("CAST(", &to_declared),
        },
        Kind::Time { .. }
        | Kind::Interval
        | Kind::Enum(_)
        | Kind::Set(_)
        | Kind::User(_)
        | Kind::Other(_)
        | Kind::Year => it.read("CAST(", " AS text)").write("CAST(", &to_declared),
        _ => it,
    }
}

fn in_mysql(it: Kept, kind: &Kind, declared: &str) -> Kept {
    /// Types whose values are shapes (OGC 06-103r4).
    const SHAPES: [&str; 8] = [
        "geometry",
        "point",
        "linestring",
        "polygon",
        "multipoint",
        "multilinestring",
        "multipolygon",
        "geometrycollection",
    ];
    match kind {
        Kind::Integer { unsigned: true, .. } | Kind::Year => it.read("CAST(", " AS SIGNED)"),
        Kind::Decimal { .. } => it.read("CAST(", " AS CHAR)").compare("CAST(", " AS DECIMAL(65,30))"),
        Kind::Other(_) if SHAPES.iter().any(|it| declared.to_ascii_lowercase().starts_with(it)) => {
            it.read("ST_AsText(", ")").write("ST_GeomFromText(", ")")
        }
        Kind::Time { .. } | Kind::Interval | Kind::Enum(_) | Kind::Set(_) | Kind::Uuid | Kind::Other(_) => {
            it.read("CAST(", " AS CHAR)")
        }
        _ => it,
    }
}

/// SQLite keeps what it is given: a moment is given as `CURRENT_TIMESTAMP` writes it, so that texts compare as moments.
fn in_sqlite(it: Kept, kind: &Kind) -> Kept {
    match kind {
        Kind::Float32 | Kind::Float64 => it.read("CAST(", " AS REAL)"),
        Kind::Timestamp { .. } => it.write("rtrim(rtrim(strftime('%Y-%m-%d %H:%M:%f', ", "), '0'), '.')"),
        Kind::Decimal { .. } | Kind::Json { .. } | Kind::Interval | Kind::Other(_) => it.read("CAST(", " AS TEXT)"),
        _ => it,
    }
}
