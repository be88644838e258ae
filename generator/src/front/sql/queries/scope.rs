//! What names mean in a part of a statement.

use zephyrix_ir::Span;
use zephyrix_ir::vocabulary::relational::{DataType, Database, Name};

/// A column of something that rows come from.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    /// `None`: nothing tells.
    pub(super) ty: Option<DataType>,
    pub(super) nullable: bool,
    /// Whether it is only found with its relation's name: it was joined by `USING`.
    pub(super) hidden: bool,
    pub(super) span: Span,
    /// The table and the column there that it is, where it is no expression.
    pub(super) origin: Option<(Name, String)>,
}

/// Something that rows come from.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    pub(super) name: String,
    /// The table that it is, and nothing made of one.
    pub(super) table: Option<Name>,
    pub(super) columns: Vec<Column>,
}

impl Relation {
    /// The same where there may be no row: all of it may be NULL.
    pub(super) fn perhaps(mut self) -> Self {
        for column in &mut self.columns {
            column.nullable = true;
        }
        self
    }
}

/// A query that has a name (`WITH`).
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
}

/// What can be named.
#[derive(Clone, Default)]
pub(super) struct Scope<'s> {
    pub(super) relations: Vec<Relation>,
    pub(super) named: Vec<Named>,
    /// What is around it, which it may name too.
    pub(super) outer: Option<&'s Scope<'s>>,
    /// Names of a query's own columns, for `ORDER BY` and its like.
    pub(super) own: Vec<Column>,
    /// Whether rows are grouped, so that no group is empty.
    pub(super) grouped: bool,
}

/// What looking for a column gives.
pub(super) enum Found<'s> {
    One(&'s Column),
    Several,
    None,
}

impl<'s> Scope<'s> {
    /// Inside of `outer`: names of queries are those of there.
    pub(super) fn within(outer: &'s Scope<'s>) -> Self {
        Self { named: outer.named.clone(), outer: Some(outer), ..Self::default() }
    }

    /// The column of a name, of a relation or of any.
    pub(super) fn column(&self, relation: Option<&str>, name: &str, database: Database) -> Found<'_> {
        let same = |a: &str, b: &str| match database {
            Database::Postgres => a == b,
            Database::Sqlite | Database::Mysql => a.eq_ignore_ascii_case(b),
        };
        let of = |it: &&Relation| relation.is_none_or(|wanted| same(&it.name, wanted));
        let fits = |it: &&Column| same(&it.name, name) && (relation.is_some() || !it.hidden);
        let mut found = self.relations.iter().filter(of).flat_map(|it| it.columns.iter().filter(fits));
        match (found.next(), found.next()) {
            (Some(_), Some(_)) => return Found::Several,
            (Some(only), None) => return Found::One(only),
            (None, _) => {}
        }
        if let Some(own) = self.own.iter().find(|it| relation.is_none() && same(&it.name, name)) {
            return Found::One(own);
        }
        self.outer.map_or(Found::None, |it| it.column(relation, name, database))
    }

    /// The columns of a named query.
    pub(super) fn query(&self, name: &str) -> Option<&Named> {
        self.named.iter().rev().find(|it| it.name.eq_ignore_ascii_case(name))
    }

    /// Which of its own relations a column is of, and which of its columns; `None` where that is not clear.
    pub(super) fn place(&self, relation: Option<&str>, name: &str, database: Database) -> Option<(usize, &Column)> {
        let Found::One(found) = self.column(relation, name, database) else { return None };
        let holds = |it: &Relation| it.columns.iter().any(|it| std::ptr::eq(it, found));
        self.relations.iter().position(holds).map(|at| (at, found))
    }

    /// The name of the relation that a column is of, here or around.
    pub(super) fn relation_of(&self, relation: Option<&str>, name: &str, database: Database) -> Option<&str> {
        let own = self.place(relation, name, database).map(|(at, _)| self.relations[at].name.as_str());
        own.or_else(|| self.outer?.relation_of(relation, name, database))
    }

    /// Names of all columns, for what may have been meant.
    pub(super) fn names(&self) -> Vec<&str> {
        let own = self.relations.iter().flat_map(|it| it.columns.iter().map(|it| it.name.as_str()));
        own.chain(self.outer.iter().flat_map(|it| it.names())).collect()
    }
}
