//! What queries give.

use super::super::cursor::Parsed;
use super::from::column;
use super::operators::BIG;
use super::scope::{Column, Named, Scope};
use super::typed::{Analysis, Typed, data_type, unknown};
use super::unify::together;
use sqlparser::ast::{
    Expr, GroupByExpr, LimitClause, OrderByKind, Query, Select, SelectItem, SelectItemQualifiedWildcardKind, SetExpr,
    Spanned, Statement, With,
};
use zephyrix_ir::vocabulary::relational::DataType;

impl Analysis<'_> {
    /// The columns of the rows that a statement gives.
    pub(super) fn statement(&mut self, statement: &Statement) -> Parsed<Vec<Column>> {
        let top = Scope::default();
        match statement {
            Statement::Query(it) => self.query(it, &top, &[]),
            Statement::Insert(it) => self.insert(it, &top),
            Statement::Update(it) => self.update(it, &top),
            Statement::Delete(it) => self.delete(it, &top),
            _ => {
                let found = zephyrix_ir::Diagnostic::new(
                    zephyrix_ir::Code::QUERY_SYNTAX,
                    self.places.whole,
                    "a query is a SELECT, INSERT, UPDATE or DELETE",
                );
                Err(Box::new(found))
            }
        }
    }

    /// A query. `wanted`: types of its columns where nothing else tells, as for an `INSERT`.
    pub(super) fn query(&mut self, query: &Query, outer: &Scope<'_>, wanted: &[DataType]) -> Parsed<Vec<Column>> {
        let mut scope = Scope::within(outer);
        if let Some(with) = &query.with {
            self.with(with, &mut scope)?;
        }
        let (columns, inner) = self.body(&query.body, &scope, wanted)?;
        let ordered = Scope { own: columns.clone(), ..inner };
        if let Some(OrderByKind::Expressions(all)) = query.order_by.as_ref().map(|it| &it.kind) {
            for it in all {
                self.expr(&it.expr, &ordered, None)?;
            }
            self.ordered(all, query.limit_clause.is_some() || query.fetch.is_some(), &ordered);
        }
        let number = data_type(BIG);
        let bounds = match &query.limit_clause {
            Some(LimitClause::LimitOffset { limit, offset, .. }) => {
                [limit.as_ref(), offset.as_ref().map(|it| &it.value)]
            }
            Some(LimitClause::OffsetCommaLimit { offset, limit }) => [Some(offset), Some(limit)],
            None => [query.fetch.as_ref().and_then(|it| it.quantity.as_ref()), None],
        };
        for it in bounds.into_iter().flatten() {
            self.expr(it, &scope, Some(&number))?;
        }
        Ok(columns)
    }

    fn with(&mut self, with: &With, scope: &mut Scope<'_>) -> Parsed<()> {
        for it in &with.cte_tables {
            let name = self.name(&it.alias.name);
            let told: Vec<String> = it.alias.columns.iter().map(|it| self.name(&it.name)).collect();
            // One that names itself is at first what its first part gives.
            if let (true, SetExpr::SetOperation { left, .. }) = (with.recursive, &*it.query.body) {
                let (columns, _) = self.body(left, &scope.clone(), &[])?;
                scope.named.push(Named { name: name.clone(), columns: renamed(columns, &told) });
                let columns = self.query(&it.query, &scope.clone(), &[])?;
                scope.named.pop();
                scope.named.push(Named { name, columns: renamed(columns, &told) });
                continue;
            }
            let columns = self.query(&it.query, &scope.clone(), &[])?;
            scope.named.push(Named { name, columns: renamed(columns, &told) });
        }
        Ok(())
    }

    /// The columns of a body, and what `ORDER BY` may name beside them.
    fn body<'s>(
        &mut self,
        body: &SetExpr,
        outer: &'s Scope<'s>,
        wanted: &[DataType],
    ) -> Parsed<(Vec<Column>, Scope<'s>)> {
        match body {
            SetExpr::Select(it) => self.select(it, outer, wanted),
            SetExpr::Query(it) => Ok((self.query(it, outer, wanted)?, Scope::within(outer))),
            SetExpr::SetOperation { left, right, .. } => {
                let (left, _) = self.body(left, outer, wanted)?;
                let types: Vec<DataType> = left.iter().filter_map(|it| it.ty.clone()).collect();
                let wanted = if types.len() == left.len() { types.as_slice() } else { wanted };
                let (right, _) = self.body(right, outer, wanted)?;
                let both = left.into_iter().zip(right).map(|(one, other)| {
                    let known = [&one, &other].map(|it| Typed { ty: it.ty.clone(), nullable: it.nullable });
                    let ty = together(&known, self.database());
                    Column { ty, nullable: one.nullable || other.nullable, origin: None, ..one }
                });
                Ok((both.collect(), Scope::within(outer)))
            }
            SetExpr::Values(it) => {
                let rows: Vec<&Vec<Expr>> = it.rows.iter().map(|it| &it.content).collect();
                Ok((self.rows(&rows, outer, wanted)?, Scope::within(outer)))
            }
            SetExpr::Insert(it) | SetExpr::Update(it) | SetExpr::Delete(it) => {
                let columns = match it {
                    Statement::Insert(it) => self.insert(it, outer)?,
                    Statement::Update(it) => self.update(it, outer)?,
                    Statement::Delete(it) => self.delete(it, outer)?,
                    other => self.statement(other)?,
                };
                Ok((columns, Scope::within(outer)))
            }
            _ => {
                let message = format!("nothing is known of what `{body}` gives");
                let found = zephyrix_ir::Diagnostic::new(zephyrix_ir::Code::QUERY_UNTYPED, self.places.whole, message);
                Err(Box::new(found))
            }
        }
    }

    /// Rows that are written out.
    fn rows(&mut self, rows: &[&Vec<Expr>], scope: &Scope<'_>, wanted: &[DataType]) -> Parsed<Vec<Column>> {
        let width = rows.first().map_or(0, |it| it.len());
        let mut columns = Vec::new();
        for at in 0..width {
            let all: Vec<&Expr> = rows.iter().filter_map(|it| it.get(at)).collect();
            let it = self.common(&all, scope, wanted.get(at))?;
            columns.push(column(&format!("column{}", at + 1), it.ty, it.nullable));
        }
        Ok(columns)
    }

    fn select<'s>(
        &mut self,
        select: &Select,
        outer: &'s Scope<'s>,
        wanted: &[DataType],
    ) -> Parsed<(Vec<Column>, Scope<'s>)> {
        let mut scope = Scope::within(outer);
        self.from(&select.from, &mut scope)?;
        if let Some(it) = &select.selection {
            self.condition(it, &scope)?;
        }
        self.narrowed(&select.from, select.selection.as_ref(), &scope);
        let groups = match &select.group_by {
            GroupByExpr::Expressions(all, _) => all.as_slice(),
            GroupByExpr::All(_) => &[],
        };
        scope.grouped = !groups.is_empty();
        let columns = self.projection(&select.projection, &scope, wanted)?;
        let named = Scope { own: columns.clone(), ..scope.clone() };
        for it in groups.iter().chain(&select.having).chain(&select.qualify) {
            self.expr(it, &named, None)?;
        }
        Ok((columns, scope))
    }

    /// The columns that a list of expressions gives.
    pub(super) fn projection(
        &mut self,
        items: &[SelectItem],
        scope: &Scope<'_>,
        wanted: &[DataType],
    ) -> Parsed<Vec<Column>> {
        let mut columns = Vec::new();
        for it in items {
            let wanted = wanted.get(columns.len());
            match it {
                SelectItem::UnnamedExpr(expr) => {
                    let typed = self.expr(expr, scope, wanted)?;
                    columns.push(self.shown(self.label(expr), expr, typed, scope));
                }
                SelectItem::ExprWithAlias { expr, alias } => {
                    let typed = self.expr(expr, scope, wanted)?;
                    columns.push(self.shown(self.name(alias), expr, typed, scope));
                }
                SelectItem::Wildcard(_) => {
                    let all = scope.relations.iter().flat_map(|it| &it.columns);
                    columns.extend(all.filter(|it| !it.hidden).cloned());
                }
                SelectItem::QualifiedWildcard(SelectItemQualifiedWildcardKind::ObjectName(path), _) => {
                    let (_, name) = self.names(path);
                    let relation = scope.relations.iter().find(|it| it.name.eq_ignore_ascii_case(&name));
                    let Some(relation) = relation else {
                        let known = scope.relations.iter().map(|it| it.name.as_str());
                        return Err(unknown("table", &name, self.place(path), known));
                    };
                    columns.extend(relation.columns.iter().map(|it| Column { hidden: false, ..it.clone() }));
                }
                other => {
                    let message = format!("nothing is known of what `{other}` gives");
                    let code = zephyrix_ir::Code::QUERY_UNTYPED;
                    return Err(Box::new(zephyrix_ir::Diagnostic::new(code, self.places.whole, message)));
                }
            }
        }
        Ok(columns)
    }

    fn shown(&self, name: String, expr: &Expr, it: Typed, scope: &Scope<'_>) -> Column {
        let origin = self.sought(expr, scope).and_then(|it| it.1.origin.clone());
        Column { name, ty: it.ty, nullable: it.nullable, hidden: false, span: self.places.span(expr.span()), origin }
    }

    /// What a column is called that has no alias.
    fn label(&self, expr: &Expr) -> String {
        match expr {
            Expr::Identifier(it) => self.name(it),
            Expr::CompoundIdentifier(parts) => parts.last().map_or_else(String::new, |it| self.name(it)),
            Expr::Function(it) => self.names(&it.name).1.to_lowercase(),
            Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => self.label(inner),
            Expr::Extract { .. } => "extract".to_owned(),
            Expr::Case { .. } => "case".to_owned(),
            Expr::Exists { .. } => "exists".to_owned(),
            _ => "value".to_owned(),
        }
    }
}

fn renamed(columns: Vec<Column>, told: &[String]) -> Vec<Column> {
    let mut columns = columns;
    for (column, name) in columns.iter_mut().zip(told) {
        column.name.clone_from(name);
    }
    columns
}

/// Whether a query gives a row whatever there is: it aggregates all there is.
pub(super) fn gives_one_row(query: &Query) -> bool {
    let SetExpr::Select(select) = &*query.body else { return false };
    let grouped = !matches!(&select.group_by, GroupByExpr::Expressions(all, _) if all.is_empty());
    let aggregates = |it: &SelectItem| match it {
        SelectItem::UnnamedExpr(it) | SelectItem::ExprWithAlias { expr: it, .. } => is_aggregate(it),
        _ => false,
    };
    query.limit_clause.is_none() && !grouped && select.having.is_none() && select.projection.iter().any(aggregates)
}

fn is_aggregate(expr: &Expr) -> bool {
    const NAMES: [&str; 6] = ["count", "sum", "avg", "min", "max", "total"];
    match expr {
        Expr::Function(it) if it.over.is_none() => {
            let name = it.name.to_string().to_ascii_lowercase();
            NAMES.contains(&name.as_str()) || super::functions::expressions(&it.args).into_iter().any(is_aggregate)
        }
        Expr::Nested(it) | Expr::Cast { expr: it, .. } => is_aggregate(it),
        _ => false,
    }
}
