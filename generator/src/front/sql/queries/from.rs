//! What rows come from: tables, views, queries, functions, and joins of these.

use super::super::cursor::Parsed;
use super::functions::argument;
use super::operators::{BIG, INT};
use super::places::Places;
use super::scope::{Column, Found, Relation, Scope};
use super::typed::{Analysis, data_type, unknown};
use sqlparser::ast::{
    Expr, FunctionArg, Join, JoinConstraint, JoinOperator, ObjectName, Statement, TableAlias, TableFactor,
    TableWithJoins,
};
use zephyrix_ir::Span;
use zephyrix_ir::vocabulary::relational::{DataType, Database, Kind, Name, Table, UserTypeKind, View};

/// Views in views are looked into so far.
const DEPTH: usize = 16;

impl<'a> Analysis<'a> {
    /// Adds all that `FROM` names.
    pub(super) fn from(&mut self, from: &[TableWithJoins], scope: &mut Scope<'_>) -> Parsed<()> {
        for it in from {
            self.joined(it, scope)?;
        }
        Ok(())
    }

    fn joined(&mut self, it: &TableWithJoins, scope: &mut Scope<'_>) -> Parsed<()> {
        let first = scope.relations.len();
        self.factor(&it.relation, scope)?;
        for join in &it.joins {
            self.join(join, first, scope)?;
        }
        Ok(())
    }

    fn join(&mut self, join: &Join, first: usize, scope: &mut Scope<'_>) -> Parsed<()> {
        use JoinOperator as Op;
        let (constraint, left, right) = match &join.join_operator {
            Op::Left(it) | Op::LeftOuter(it) => (Some(it), false, true),
            Op::Right(it) | Op::RightOuter(it) => (Some(it), true, false),
            Op::FullOuter(it) => (Some(it), true, true),
            Op::Join(it) | Op::Inner(it) | Op::CrossJoin(it) | Op::StraightJoin(it) => (Some(it), false, false),
            _ => (None, false, false),
        };
        let before = scope.relations.len();
        self.factor(&join.relation, scope)?;
        match constraint {
            Some(JoinConstraint::On(it)) => {
                self.condition(it, scope)?;
            }
            Some(JoinConstraint::Using(names) | JoinConstraint::UsingAlias(names, _)) => {
                for name in names {
                    self.shared(name, before, scope)?;
                }
            }
            Some(JoinConstraint::Natural) => {
                let known: Vec<String> = scope.relations[..before]
                    .iter()
                    .flat_map(|it| it.columns.iter().map(|it| it.name.clone()))
                    .collect();
                hide(&mut scope.relations[before..], |it| known.contains(it));
            }
            _ => {}
        }
        let perhaps = |it: &mut [Relation]| it.iter_mut().for_each(|it| *it = it.clone().perhaps());
        if left {
            perhaps(&mut scope.relations[first..before]);
        }
        if right {
            perhaps(&mut scope.relations[before..]);
        }
        Ok(())
    }

    /// A column that `USING` names: of the two, the former is meant.
    fn shared(&self, path: &ObjectName, before: usize, scope: &mut Scope<'_>) -> Parsed<()> {
        let (_, name) = self.names(path);
        let left = Scope { relations: scope.relations[..before].to_vec(), ..Scope::default() };
        let right = Scope { relations: scope.relations[before..].to_vec(), ..Scope::default() };
        for side in [&left, &right] {
            if matches!(side.column(None, &name, self.database()), Found::None) {
                return Err(unknown("column", &name, self.place(path), side.names()));
            }
        }
        hide(&mut scope.relations[before..], |it| it.eq_ignore_ascii_case(&name));
        Ok(())
    }

    fn factor(&mut self, factor: &TableFactor, scope: &mut Scope<'_>) -> Parsed<()> {
        match factor {
            TableFactor::Table { name, alias, args: None, .. } => {
                let columns = self.columns_of(name, scope)?;
                self.add(alias.as_ref(), self.names(name).1, columns, scope);
                let table = self.table_of(name, scope).map(|it| it.name.clone());
                if let Some(added) = scope.relations.last_mut() {
                    added.table = table;
                }
            }
            TableFactor::Table { name, alias, args: Some(args), with_ordinality, .. } => {
                self.called(name, &args.args, alias.as_ref(), *with_ordinality, scope)?;
            }
            TableFactor::Function { name, args, alias, with_ordinality, .. } => {
                self.called(name, args, alias.as_ref(), *with_ordinality, scope)?;
            }
            TableFactor::Derived { subquery, alias, lateral, .. } => {
                let around = if *lateral { scope.clone() } else { Scope { relations: Vec::new(), ..scope.clone() } };
                let columns = self.query(subquery, &around, &[])?;
                self.add(alias.as_ref(), String::new(), columns, scope);
            }
            TableFactor::UNNEST { alias, array_exprs, with_ordinality, .. } => {
                let mut columns = Vec::new();
                for it in array_exprs {
                    columns.push(self.element("unnest", it, scope)?);
                }
                columns.extend(ordinality(*with_ordinality));
                self.add(alias.as_ref(), "unnest".to_owned(), columns, scope);
            }
            TableFactor::NestedJoin { table_with_joins, .. } => self.joined(table_with_joins, scope)?,
            other => {
                let message = format!("nothing is known of the columns of `{other}`");
                let found = zephyrix_ir::Diagnostic::new(zephyrix_ir::Code::QUERY_UNTYPED, self.places.whole, message);
                return Err(Box::new(found));
            }
        }
        Ok(())
    }

    /// Adds something that rows come from, under its alias.
    fn add(&self, alias: Option<&TableAlias>, name: String, mut columns: Vec<Column>, scope: &mut Scope<'_>) {
        for (column, told) in columns.iter_mut().zip(alias.iter().flat_map(|it| &it.columns)) {
            column.name = self.name(&told.name);
        }
        let name = alias.map_or(name, |it| self.name(&it.name));
        scope.relations.push(Relation { name, table: None, columns });
    }

    /// The columns of a table, a view, or a query that has a name.
    pub(super) fn columns_of(&mut self, path: &ObjectName, scope: &Scope<'_>) -> Parsed<Vec<Column>> {
        let (schema, name) = self.names(path);
        if let Some(named) = scope.query(&name).filter(|_| schema.is_none()) {
            return Ok(named.columns.clone());
        }
        if let Some(table) = self.table_of(path, scope) {
            return Ok(self.of_table(table));
        }
        let fits = self.named(schema, &name);
        let (tables, views) = (&self.schema.tables, &self.schema.views);
        if let Some(view) = views.iter().find(|it| fits(&it.name)) {
            let found = self.of_view(view);
            return Ok(found.unwrap_or_else(|| view.columns.iter().map(|it| untyped(it)).collect()));
        }
        let known = tables.iter().map(|it| it.name.name.as_str()).chain(views.iter().map(|it| it.name.name.as_str()));
        Err(unknown("table", &name, self.place(path), known))
    }

    /// The table that a path names, and no query that is called so.
    pub(super) fn table_of(&self, path: &ObjectName, scope: &Scope<'_>) -> Option<&'a Table> {
        let (schema, name) = self.names(path);
        if schema.is_none() && scope.query(&name).is_some() {
            return None;
        }
        let fits = self.named(schema, &name);
        self.schema.tables.iter().find(|it| fits(&it.name))
    }

    /// Whether something is called so; without a schema, in any.
    fn named(&self, schema: Option<String>, name: &str) -> impl Fn(&Name) -> bool + use<> {
        let (any, database) = (schema.is_none(), self.database());
        let wanted = Name { schema, name: name.to_owned() };
        move |it| it.matches(&wanted, database) || any && it.name == wanted.name
    }

    /// The columns of a table.
    fn of_table(&self, table: &Table) -> Vec<Column> {
        let key = table.primary_key.as_ref();
        let columns = table.columns.iter().map(|it| {
            let nullable = it.nullable && !key.is_some_and(|key| key.columns.contains(&it.name));
            let origin = Some((table.name.clone(), it.name.clone()));
            Column { origin, ..column(&it.name, Some(self.base(&it.ty)), nullable) }
        });
        columns.collect()
    }

    /// What a type is below all domains.
    pub(super) fn base(&self, ty: &DataType) -> DataType {
        let mut ty = ty;
        // A domain may be of a domain, and never of itself.
        for _ in 0..DEPTH {
            let Kind::User(name) = &ty.kind else { break };
            match self.schema.user_type(name).map(|it| &it.kind) {
                Some(UserTypeKind::Domain { base, .. }) => ty = base,
                _ => break,
            }
        }
        ty.clone()
    }

    /// What the query of a view gives; `None` where it cannot be read.
    pub(super) fn of_view(&mut self, view: &View) -> Option<Vec<Column>> {
        let text = &view.query.text;
        let whole = Span::new(view.query.span.source, 0, text.len());
        let places = Places::new(text, whole);
        let mut inner = Analysis::new(self.schema, &places, &[]);
        inner.depth = self.depth + 1;
        if inner.depth >= DEPTH {
            return None;
        }
        let Statement::Query(query) = super::parse(text, self.database(), &places).ok()? else { return None };
        let mut columns = inner.query(&query, &Scope::default(), &[]).ok()?;
        self.reads.append(&mut inner.reads);
        for (column, told) in columns.iter_mut().zip(&view.columns) {
            column.name.clone_from(told);
        }
        Some(columns)
    }

    /// A function that gives rows.
    fn called(
        &mut self,
        path: &ObjectName,
        arguments: &[FunctionArg],
        alias: Option<&TableAlias>,
        numbered: bool,
        scope: &mut Scope<'_>,
    ) -> Parsed<()> {
        let (_, name) = self.names(path);
        let name = name.to_ascii_lowercase();
        let arguments: Vec<&Expr> = arguments.iter().filter_map(argument).collect();
        let mut columns = match (name.as_str(), arguments.first()) {
            ("unnest", Some(it)) => vec![self.element(&name, it, scope)?],
            ("generate_series", Some(_)) => {
                let it = self.common(&arguments[..arguments.len().min(2)], scope, Some(&data_type(INT)))?;
                if let Some(step) = arguments.get(2) {
                    self.expr(step, scope, None)?;
                }
                vec![column(&name, it.ty, false)]
            }
            _ => {
                for it in &arguments {
                    self.expr(it, scope, Some(&data_type(Kind::Text(None))))?;
                }
                let Some(columns) = rows(&name, self.database()) else {
                    let known = ["unnest", "generate_series", "json_each", "jsonb_array_elements"];
                    return Err(unknown("function that gives rows", &name, self.place(path), known));
                };
                let columns = columns.into_iter();
                columns.map(|(name, kind, null)| column(name, Some(data_type(kind)), null)).collect()
            }
        };
        // A function of one column is called like its alias.
        if let ([only], Some(alias)) = (columns.as_mut_slice(), alias) {
            only.name = self.name(&alias.name);
        }
        columns.extend(ordinality(numbered));
        self.add(alias, name, columns, scope);
        Ok(())
    }

    fn element(&mut self, name: &str, list: &Expr, scope: &Scope<'_>) -> Parsed<Column> {
        let list = self.expr(list, scope, None)?;
        let item = match list.ty.map(|it| it.kind) {
            Some(Kind::Array(item)) => Some(*item),
            _ => None,
        };
        Ok(column(name, item, true))
    }
}

/// The number of each row, where `WITH ORDINALITY` asks for it.
fn ordinality(asked: bool) -> Option<Column> {
    asked.then(|| column("ordinality", Some(data_type(BIG)), false))
}

/// What functions that give rows give, by database.
fn rows(name: &str, database: Database) -> Option<Vec<(&'static str, Kind, bool)>> {
    let (json, jsonb, text) = (Kind::Json { binary: false }, Kind::Json { binary: true }, Kind::Text(None));
    Some(match (database, name) {
        (Database::Postgres, "json_array_elements") => vec![("value", json, false)],
        (Database::Postgres, "jsonb_array_elements") => vec![("value", jsonb, false)],
        (
            Database::Postgres,
            "json_array_elements_text" | "jsonb_array_elements_text" | "regexp_split_to_table" | "string_to_table",
        ) => vec![("value", text, true)],
        (Database::Postgres, "json_each") => vec![("key", text, false), ("value", json, false)],
        (Database::Postgres, "jsonb_each") => vec![("key", text, false), ("value", jsonb, false)],
        (Database::Postgres, "json_each_text" | "jsonb_each_text") => {
            vec![("key", text.clone(), false), ("value", text, true)]
        }
        (Database::Postgres, "json_object_keys" | "jsonb_object_keys") => {
            vec![(if name == "json_object_keys" { "json_object_keys" } else { "jsonb_object_keys" }, text, false)]
        }
        (Database::Sqlite, "json_each" | "json_tree") => vec![
            ("key", text.clone(), true),
            ("value", text.clone(), true),
            ("type", text.clone(), false),
            ("atom", text.clone(), true),
            ("id", BIG, false),
            ("parent", BIG, true),
            ("fullkey", text.clone(), false),
            ("path", text, false),
        ],
        _ => return None,
    })
}

fn untyped(name: &str) -> Column {
    column(name, None, true)
}

pub(super) fn column(name: &str, ty: Option<DataType>, nullable: bool) -> Column {
    Column { name: name.to_owned(), ty, nullable, hidden: false, span: Span::default(), origin: None }
}

fn hide(relations: &mut [Relation], which: impl Fn(&String) -> bool) {
    for column in relations.iter_mut().flat_map(|it| &mut it.columns).filter(|it| which(&it.name)) {
        column.hidden = true;
    }
}
