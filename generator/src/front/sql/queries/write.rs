//! What statements are given that change rows, and what those give that tell of it.

use super::super::cursor::Parsed;
use super::operators::BIG;
use super::scope::{Column, Relation, Scope};
use super::typed::{Analysis, data_type, unknown};
use sqlparser::ast::{
    Assignment, AssignmentTarget, Delete, Expr, FromTable, Insert, ObjectName, OnConflictAction, OnInsert, OrderByExpr,
    SelectItem, SetExpr, TableFactor, TableObject, Update, UpdateTableFromKind,
};
use zephyrix_ir::vocabulary::relational::Database;

impl Analysis<'_> {
    pub(super) fn insert(&mut self, it: &Insert, outer: &Scope<'_>) -> Parsed<Vec<Column>> {
        let TableObject::TableName(path) = &it.table else { return Ok(Vec::new()) };
        let columns = self.columns_of(path, outer)?;
        let targets = self.targets(&it.columns, &columns)?;
        if let Some(source) = &it.source {
            self.source(source, &targets, outer)?;
        }
        let (_, name) = self.names(path);
        let name = it.table_alias.as_ref().map_or(name, |it| self.name(&it.alias));
        let mut scope = Scope::within(outer);
        scope.relations.push(Relation { name, table: None, columns: columns.clone() });
        self.assign(&it.assignments, &columns, &scope)?;
        self.conflict(it, &columns, &scope)?;
        self.returning(it.returning.as_deref(), &scope)
    }

    /// The columns that are written, in the order given.
    fn targets(&self, told: &[ObjectName], columns: &[Column]) -> Parsed<Vec<Column>> {
        if told.is_empty() {
            return Ok(columns.to_vec());
        }
        told.iter().map(|path| self.target(path, columns).cloned()).collect()
    }

    fn target<'c>(&self, path: &ObjectName, columns: &'c [Column]) -> Parsed<&'c Column> {
        let (_, name) = self.names(path);
        let same = |it: &&Column| match self.database() {
            Database::Postgres => it.name == name,
            Database::Sqlite | Database::Mysql => it.name.eq_ignore_ascii_case(&name),
        };
        let known = columns.iter().map(|it| it.name.as_str());
        columns.iter().find(same).ok_or_else(|| unknown("column", &name, self.place(path), known))
    }

    /// The rows that are inserted: a parameter among them is what its column is, NULL included.
    fn source(&mut self, source: &sqlparser::ast::Query, targets: &[Column], outer: &Scope<'_>) -> Parsed<()> {
        if let SetExpr::Values(values) = &*source.body {
            for row in &values.rows {
                for (value, column) in row.content.iter().zip(targets) {
                    self.put(value, column, outer)?;
                }
            }
            return Ok(());
        }
        let wanted: Vec<_> = targets.iter().filter_map(|it| it.ty.clone()).collect();
        self.query(source, outer, &wanted)?;
        Ok(())
    }

    /// A value that goes into a column.
    fn put(&mut self, value: &Expr, column: &Column, scope: &Scope<'_>) -> Parsed<()> {
        if matches!(value, Expr::Identifier(it) if it.value.eq_ignore_ascii_case("default")) {
            return Ok(());
        }
        self.expr(value, scope, column.ty.as_ref())?;
        if let (Expr::Value(it), true) = (value, column.nullable) {
            self.may_be_null(it.span);
        }
        Ok(())
    }

    fn assign(&mut self, all: &[Assignment], columns: &[Column], scope: &Scope<'_>) -> Parsed<()> {
        for it in all {
            match &it.target {
                AssignmentTarget::ColumnName(path) => {
                    let column = self.target(path, columns)?.clone();
                    self.put(&it.value, &column, scope)?;
                }
                AssignmentTarget::Tuple(paths) => {
                    let targets = self.targets(paths, columns)?;
                    match &it.value {
                        Expr::Tuple(values) => {
                            for (value, column) in values.iter().zip(&targets) {
                                self.put(value, column, scope)?;
                            }
                        }
                        other => {
                            self.expr(other, scope, None)?;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn conflict(&mut self, it: &Insert, columns: &[Column], scope: &Scope<'_>) -> Parsed<()> {
        let mut scope = scope.clone();
        match &it.on {
            Some(OnInsert::OnConflict(on)) => {
                let OnConflictAction::DoUpdate(update) = &on.action else { return Ok(()) };
                // A name alone is the row's that is there.
                let hidden = columns.iter().map(|it| Column { hidden: true, ..it.clone() }).collect();
                scope.relations.push(Relation { name: "excluded".to_owned(), table: None, columns: hidden });
                self.assign(&update.assignments, columns, &scope)?;
                if let Some(it) = &update.selection {
                    self.condition(it, &scope)?;
                }
            }
            Some(OnInsert::DuplicateKeyUpdate(assignments)) => {
                if let Some(alias) = &it.insert_alias {
                    let (_, name) = self.names(&alias.row_alias);
                    let hidden = columns.iter().map(|it| Column { hidden: true, ..it.clone() }).collect();
                    scope.relations.push(Relation { name, table: None, columns: hidden });
                }
                self.assign(assignments, columns, &scope)?;
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn update(&mut self, it: &Update, outer: &Scope<'_>) -> Parsed<Vec<Column>> {
        let mut scope = Scope::within(outer);
        self.from(std::slice::from_ref(&it.table), &mut scope)?;
        let columns = match &it.table.relation {
            TableFactor::Table { name, .. } => self.columns_of(name, outer)?,
            _ => scope.relations.first().map(|it| it.columns.clone()).unwrap_or_default(),
        };
        if let Some(UpdateTableFromKind::BeforeSet(from) | UpdateTableFromKind::AfterSet(from)) = &it.from {
            self.from(from, &mut scope)?;
        }
        self.assign(&it.assignments, &columns, &scope)?;
        if let Some(it) = &it.selection {
            self.condition(it, &scope)?;
        }
        self.narrowed(std::slice::from_ref(&it.table), it.selection.as_ref(), &scope);
        self.some_of(&it.order_by, it.limit.as_ref(), &scope)?;
        self.returning(it.returning.as_deref(), &scope)
    }

    /// MySQL's and SQLite's `ORDER BY` and `LIMIT` of statements that change rows.
    fn some_of(&mut self, order: &[OrderByExpr], limit: Option<&Expr>, scope: &Scope<'_>) -> Parsed<()> {
        for it in order {
            self.expr(&it.expr, scope, None)?;
        }
        if let Some(it) = limit {
            self.expr(it, scope, Some(&data_type(BIG)))?;
        }
        Ok(())
    }

    pub(super) fn delete(&mut self, it: &Delete, outer: &Scope<'_>) -> Parsed<Vec<Column>> {
        let mut scope = Scope::within(outer);
        let (FromTable::WithFromKeyword(from) | FromTable::WithoutKeyword(from)) = &it.from;
        self.from(from, &mut scope)?;
        self.from(it.using.as_deref().unwrap_or_default(), &mut scope)?;
        if let Some(it) = &it.selection {
            self.condition(it, &scope)?;
        }
        self.narrowed(from, it.selection.as_ref(), &scope);
        self.some_of(&it.order_by, it.limit.as_ref(), &scope)?;
        self.returning(it.returning.as_deref(), &scope)
    }

    fn returning(&mut self, items: Option<&[SelectItem]>, scope: &Scope<'_>) -> Parsed<Vec<Column>> {
        items.map_or_else(|| Ok(Vec::new()), |items| self.projection(items, scope, &[]))
    }
}
