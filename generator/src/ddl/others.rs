//! What is not a table: types, views, sequences, policies, comments.

use super::columns::collation_name;
use super::{data_type, literal, qualified, quote, quoted};
use std::fmt::Write;
use zephyrix_ir::vocabulary::relational::{
    Column, Database, Index, Policy, PolicyCommand, Sequence, Table, UserType, UserTypeKind, View,
};

/// Something that can be commented on (PostgreSQL).
#[derive(Clone, Copy, Debug)]
pub(crate) enum Commented<'a> {
    Table(&'a Table),
    Column(&'a Table, &'a Column),
    Index(&'a Table, &'a Index),
    View(&'a View),
    Type(&'a UserType),
}

impl Commented<'_> {
    /// What was said of it.
    pub(crate) fn said(&self) -> Option<&str> {
        match self {
            Self::Table(it) => it.comment.as_deref(),
            Self::Column(_, it) => it.comment.as_deref(),
            Self::Index(_, it) => it.comment.as_deref(),
            Self::View(it) => it.comment.as_deref(),
            Self::Type(it) => it.comment.as_deref(),
        }
    }
}

/// A schema that things are in (PostgreSQL).
pub(crate) fn create_schema(name: &str) -> String {
    format!("CREATE SCHEMA IF NOT EXISTS {}", quote(name, Database::Postgres))
}

/// `COMMENT ON … IS …`; nothing said is NULL.
pub(crate) fn comment(on: Commented<'_>, database: Database) -> String {
    let said = on.said().map_or_else(|| "NULL".to_owned(), |it| literal(it, database));
    let what = match on {
        Commented::Table(it) => format!("TABLE {}", qualified(&it.name, database)),
        Commented::Column(table, it) => {
            format!("COLUMN {}.{}", qualified(&table.name, database), quote(&it.name, database))
        }
        Commented::Index(table, it) => {
            let mut name = table.name.clone();
            name.name = super::index_name(table, it);
            format!("INDEX {}", qualified(&name, database))
        }
        Commented::View(it) if it.materialized => format!("MATERIALIZED VIEW {}", qualified(&it.name, database)),
        Commented::View(it) => format!("VIEW {}", qualified(&it.name, database)),
        Commented::Type(it) => {
            let word = if matches!(it.kind, UserTypeKind::Domain { .. }) { "DOMAIN" } else { "TYPE" };
            format!("{word} {}", qualified(&it.name, database))
        }
    };
    format!("COMMENT ON {what} IS {said}")
}

/// `COMMENT ON COLUMN …` of a view.
pub(super) fn comment_of_view(view: &View, column: &str, said: &str) -> String {
    let database = Database::Postgres;
    let (view, column) = (qualified(&view.name, database), quote(column, database));
    format!("COMMENT ON COLUMN {view}.{column} IS {}", literal(said, database))
}

/// Everything that is said of a table, its columns and its indexes.
pub(super) fn comments(table: &Table) -> Vec<String> {
    let columns = table.columns.iter().map(|it| Commented::Column(table, it));
    let indexes = table.indexes.iter().map(|it| Commented::Index(table, it));
    let all = [Commented::Table(table)].into_iter().chain(columns).chain(indexes);
    all.filter(|it| it.said().is_some()).map(|it| comment(it, Database::Postgres)).collect()
}

/// `CREATE TYPE …` or `CREATE DOMAIN …`
pub(crate) fn user_type(it: &UserType) -> String {
    let database = Database::Postgres;
    let name = qualified(&it.name, database);
    match &it.kind {
        UserTypeKind::Enum(words) => {
            let words: Vec<String> = words.iter().map(|it| literal(it, database)).collect();
            format!("CREATE TYPE {name} AS ENUM ({})", words.join(", "))
        }
        UserTypeKind::Domain { base, not_null, default, checks } => {
            let mut text = format!("CREATE DOMAIN {name} AS {}", data_type(base, database));
            if let Some(default) = default {
                let _ = write!(text, " DEFAULT {}", default.text);
            }
            if *not_null {
                text.push_str(" NOT NULL");
            }
            for check in checks {
                if let Some(name) = &check.name {
                    let _ = write!(text, " CONSTRAINT {}", quote(name, database));
                }
                let _ = write!(text, " CHECK ({})", check.expression.text);
            }
            text
        }
        UserTypeKind::Composite(columns) => {
            let columns = columns.iter().map(|it| {
                let collation = it.collation.as_ref().map(|it| format!(" COLLATE {}", collation_name(it, database)));
                let ty = data_type(&it.ty, database);
                format!("{} {ty}{}", quote(&it.name, database), collation.unwrap_or_default())
            });
            format!("CREATE TYPE {name} AS ({})", columns.collect::<Vec<_>>().join(", "))
        }
        UserTypeKind::Other(text) if text.to_ascii_uppercase().starts_with("CREATE") => text.clone(),
        UserTypeKind::Other(text) => format!("CREATE TYPE {name} {text}"),
    }
}

/// `CREATE VIEW …`
pub(crate) fn view(it: &View, database: Database) -> String {
    let kind = if it.materialized { "MATERIALIZED VIEW" } else { "VIEW" };
    let columns = if it.columns.is_empty() { String::new() } else { format!(" ({})", quoted(&it.columns, database)) };
    format!("CREATE {kind} {}{columns} AS\n{}", qualified(&it.name, database), it.query.text)
}

/// `CREATE SEQUENCE …`
pub(crate) fn sequence(it: &Sequence, database: Database) -> String {
    format!("CREATE SEQUENCE {} {}", qualified(&it.name, database), it.options).trim_end().to_owned()
}

/// What has a sequence go with its column, once that is there.
pub(crate) fn sequence_owner(it: &Sequence, database: Database) -> Option<String> {
    let (table, column) = it.owned_by.as_ref()?;
    let (sequence, table) = (qualified(&it.name, database), qualified(table, database));
    Some(format!("ALTER SEQUENCE {sequence} OWNED BY {table}.{}", quote(column, database)))
}

/// Rows are only seen through policies, or are seen by all.
pub(crate) fn row_security(table: &Table, on: bool, database: Database) -> String {
    let word = if on { "ENABLE" } else { "DISABLE" };
    format!("ALTER TABLE {} {word} ROW LEVEL SECURITY", qualified(&table.name, database))
}

/// Policies hold for the table's owner, too, or do not.
pub(crate) fn forced_security(table: &Table, on: bool, database: Database) -> String {
    let word = if on { "FORCE" } else { "NO FORCE" };
    format!("ALTER TABLE {} {word} ROW LEVEL SECURITY", qualified(&table.name, database))
}

/// `CREATE POLICY …`
pub(crate) fn policy(table: &Table, it: &Policy, database: Database) -> String {
    let mut text = format!("CREATE POLICY {} ON {}", quote(&it.name, database), qualified(&table.name, database));
    if it.restrictive {
        text.push_str(" AS RESTRICTIVE");
    }
    text.push_str(match it.command {
        PolicyCommand::All => "",
        PolicyCommand::Select => " FOR SELECT",
        PolicyCommand::Insert => " FOR INSERT",
        PolicyCommand::Update => " FOR UPDATE",
        PolicyCommand::Delete => " FOR DELETE",
    });
    if !it.roles.is_empty() {
        let role = |it: &String| match it.to_ascii_lowercase().as_str() {
            word @ ("public" | "current_user" | "session_user" | "current_role") => word.to_uppercase(),
            _ => quote(it, database),
        };
        let _ = write!(text, " TO {}", it.roles.iter().map(role).collect::<Vec<_>>().join(", "));
    }
    for (word, expression) in [("USING", &it.using), ("WITH CHECK", &it.check)] {
        if let Some(expression) = expression {
            let _ = write!(text, " {word} ({})", expression.text);
        }
    }
    text
}
