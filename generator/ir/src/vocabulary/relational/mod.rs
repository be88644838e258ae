//! A database as its definition says it is (ISO/IEC 9075-2 §11, and what the three databases add).
//!
//! One vocabulary for everything that is about databases: DDL is read into it, migrations are replayed into it and are
//! the difference between two of it, a live database is compared with it, and services are made from it.

mod characters;
mod indexes;
mod keys;
mod moments;
mod others;
mod tables;
mod types;

pub use characters::Repertoire;
pub use indexes::{Index, IndexPart, Keyed};
pub use keys::{Check, ForeignKey, Key, Match, ReferentialAction};
pub use others::{Policy, PolicyCommand, Sequence, UserType, UserTypeKind, View};
pub use tables::{Column, Comment, Expression, Generation, Hint, Partition, Table, Trigger};
pub use types::{DataType, Kind};

use std::collections::BTreeSet;
use std::fmt;

/// The databases whose SQL is spoken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Database {
    /// SQLite 3, embedded.
    #[default]
    Sqlite,
    /// PostgreSQL 13 and later.
    Postgres,
    /// MySQL 8 and MariaDB 10.6, and later.
    Mysql,
}

impl Database {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sqlite, Self::Postgres, Self::Mysql];

    /// Whether a text may hold U+0000 there.
    pub fn keeps_nul(self) -> bool {
        self != Self::Postgres
    }

    /// As in `zephyrix.toml`; also the name of the runtime's cargo feature.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Mysql => "mysql",
        }
    }
}

/// What a thing in a database is called.
///
/// Names are as the database keeps them: PostgreSQL folds what is not quoted to lower case; SQLite and MySQL keep what
/// is written, and compare without regard to case where [`Name::matches`] does.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// The schema (MySQL: the database) it is in, when that is not the one that needs no saying.
    pub schema: Option<String>,
    /// Its own name.
    pub name: String,
}

impl Name {
    /// A name that needs no schema.
    pub fn new(name: impl Into<String>) -> Self {
        Self { schema: None, name: name.into() }
    }

    /// Whether both name the same thing.
    pub fn matches(&self, other: &Self, database: Database) -> bool {
        let same = |a: &str, b: &str| match database {
            Database::Postgres => a == b,
            Database::Sqlite | Database::Mysql => a.eq_ignore_ascii_case(b),
        };
        let schemas = match (&self.schema, &other.schema) {
            (Some(a), Some(b)) => same(a, b),
            (None, None) => true,
            _ => false,
        };
        schemas && same(&self.name, &other.name)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// Everything that is defined in a database, each in the order of definition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// Whose SQL it is written in.
    pub database: Database,
    /// Base tables.
    pub tables: Vec<Table>,
    /// Views, materialized ones too.
    pub views: Vec<View>,
    /// Enums, domains and composite types.
    pub types: Vec<UserType>,
    /// Sequences of their own; those behind identity and `serial` columns are not here.
    pub sequences: Vec<Sequence>,
    /// PostgreSQL extensions, each with the schema that its things are in.
    pub extensions: Vec<Name>,
}

impl Schema {
    /// Nothing yet.
    pub fn new(database: Database) -> Self {
        Self { database, ..Self::default() }
    }

    /// The table of this name.
    pub fn table(&self, name: &Name) -> Option<&Table> {
        self.tables.iter().find(|it| it.name.matches(name, self.database))
    }

    /// The table of this name, to change it.
    pub fn table_mut(&mut self, name: &Name) -> Option<&mut Table> {
        let database = self.database;
        self.tables.iter_mut().find(|it| it.name.matches(name, database))
    }

    /// Whether policies decide who sees rows of a table, or of the one that it is a part of, and its author does not
    /// say that a service may show all that it sees (`-- zephyrix: rows=all`).
    pub fn guards_rows(&self, table: &Table) -> bool {
        let shows_all = table.hints.iter().any(|it| it.key == "rows" && it.value.trim() == "all");
        let whole = table.partition.as_ref().and_then(|it| self.table(&it.of)).filter(|it| it.name != table.name);
        !shows_all && (table.row_security || whole.is_some_and(|it| self.guards_rows(it)))
    }

    /// The view of this name.
    pub fn view(&self, name: &Name) -> Option<&View> {
        self.views.iter().find(|it| it.name.matches(name, self.database))
    }

    /// The user's type of this name.
    pub fn user_type(&self, name: &Name) -> Option<&UserType> {
        self.types.iter().find(|it| it.name.matches(name, self.database))
    }

    /// The schemas of PostgreSQL that something is in, `public` apart.
    pub fn schemas(&self) -> BTreeSet<&str> {
        if self.database != Database::Postgres {
            return BTreeSet::new();
        }
        let tables = self.tables.iter().map(|it| &it.name).chain(self.views.iter().map(|it| &it.name));
        let others = self.types.iter().map(|it| &it.name).chain(self.sequences.iter().map(|it| &it.name));
        tables.chain(others).chain(&self.extensions).filter_map(|it| it.schema.as_deref()).collect()
    }

    /// Whether nothing is defined.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.views.is_empty() && self.types.is_empty() && self.sequences.is_empty()
    }
}
