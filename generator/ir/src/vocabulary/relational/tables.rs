//! Tables and their columns.

use super::{Check, DataType, ForeignKey, Index, Key, Name, Policy};
use crate::Span;

/// An SQL expression, as text: parsing it again is for those who need more.
#[derive(Clone, Debug, Eq)]
pub struct Expression {
    /// Printed by the parser from what it understood, so that whitespace and case of keywords do not matter.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// What was said of a thing in `COMMENT ON`, `COMMENT '…'`, or a `--` comment just before it.
pub type Comment = Option<String>;

/// One `key=value` of a comment `-- zephyrix: key=value, …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What it is about.
    pub key: String,
    /// What it says; empty where only the key stands.
    pub value: String,
    /// Where.
    pub span: Span,
}

/// A base table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it is called.
    pub name: Name,
    /// In order.
    pub columns: Vec<Column>,
    /// The primary key.
    pub primary_key: Option<Key>,
    /// `UNIQUE` constraints; unique indexes are among `indexes`.
    pub uniques: Vec<Key>,
    /// To other tables, or to itself.
    pub foreign_keys: Vec<ForeignKey>,
    /// What must hold of each row.
    pub checks: Vec<Check>,
    /// Constraints that are none of these (`EXCLUDE …`), as the database's own text.
    pub others: Vec<Expression>,
    /// All that are stated; those behind keys are not here.
    pub indexes: Vec<Index>,
    /// Whether rows are only seen through `policies` (PostgreSQL).
    pub row_security: bool,
    /// Whether that holds for the table's owner, too: `FORCE ROW LEVEL SECURITY`.
    pub forced_security: bool,
    /// Which rows who may see and change (PostgreSQL).
    pub policies: Vec<Policy>,
    /// The table this one is a part of, if it is one (PostgreSQL): rows are seen through that.
    pub partition: Option<Partition>,
    /// What runs when its rows change (SQLite): kept, because a table that is written anew loses it.
    pub triggers: Vec<Trigger>,
    /// What comes after the closing parenthesis and changes what is stored: `STRICT`, `WITHOUT ROWID`,
    /// `PARTITION BY …`, `INHERITS (…)`, `ENGINE=…`; each as the database's own text.
    pub options: Vec<String>,
    /// What it is for.
    pub comment: Comment,
    /// What the author asks of this tool.
    pub hints: Vec<Hint>,
    /// Where its name is written.
    pub span: Span,
}

/// What runs when rows of a table change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// What it is called.
    pub name: String,
    /// The whole statement that makes it, as the database's own text.
    pub statement: Expression,
}

/// Which part of a table another one is (PostgreSQL).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// The whole.
    pub of: Name,
    /// Its rows, as the database's own text: `FOR VALUES FROM (1) TO (10)`, `DEFAULT`.
    pub bounds: String,
}

impl Table {
    /// A table with nothing in it, named at `span`.
    pub fn new(name: Name, span: Span) -> Self {
        Self {
            name,
            columns: Vec::new(),
            primary_key: None,
            uniques: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
            others: Vec::new(),
            indexes: Vec::new(),
            row_security: false,
            forced_security: false,
            policies: Vec::new(),
            partition: None,
            triggers: Vec::new(),
            options: Vec::new(),
            comment: None,
            hints: Vec::new(),
            span,
        }
    }

    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|it| it.name == name).or_else(|| {
            let mut same = self.columns.iter().filter(|it| it.name.eq_ignore_ascii_case(name));
            same.next()
        })
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub ty: DataType,
    /// Whether it may be NULL; columns of the primary key may not.
    pub nullable: bool,
    /// What it is when nothing is said.
    pub default: Option<Expression>,
    /// What fills it instead of the writer.
    pub generation: Option<Generation>,
    /// MySQL's `ON UPDATE CURRENT_TIMESTAMP`.
    pub on_update: Option<Expression>,
    /// How its texts compare.
    pub collation: Option<String>,
    /// What it is for.
    pub comment: Comment,
    /// What the author asks of this tool.
    pub hints: Vec<Hint>,
    /// Where its name is written.
    pub span: Span,
}

impl Column {
    /// A column of which only name and type are known.
    pub fn new(name: impl Into<String>, ty: DataType, span: Span) -> Self {
        Self {
            name: name.into(),
            ty,
            nullable: true,
            default: None,
            generation: None,
            on_update: None,
            collation: None,
            comment: None,
            hints: Vec::new(),
            span,
        }
    }
}

/// What fills a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Generation {
    /// `GENERATED … AS IDENTITY`, `serial`, `AUTO_INCREMENT`, SQLite's `INTEGER PRIMARY KEY`: the database counts up.
    Counter {
        /// Whether a writer may not give a value of its own (`ALWAYS`).
        always: bool,
        /// Whether it is PostgreSQL's `serial`: a default from a sequence of its own, not an identity.
        serial: bool,
        /// Whether SQLite's `AUTOINCREMENT` is said, which gives no number twice.
        unique_forever: bool,
    },
    /// `GENERATED ALWAYS AS (…)`.
    Computed {
        /// From what.
        expression: Expression,
        /// Whether the value is kept (`STORED`), not computed when read.
        stored: bool,
    },
}
