//! What the generated store asks for: a row by its key, and each way a list can be narrowed, ordered and completed.
//!
//! Conditions are put one at a time, and orders apart from them: which of two indexes is the better one, rows decide.

use super::Statement;
use crate::ddl::{qualified, quote};
use crate::plan::kept::kept;
use zephyrix_ir::Model;
use zephyrix_ir::vocabulary::queries::{TableRead, sample};
use zephyrix_ir::vocabulary::relational::{Database, Kind, Schema};
use zephyrix_ir::vocabulary::{Action, Choice, Column, Entity, Operation, Relation, Shape};

/// Every statement of a model's entities.
pub(super) fn of_model(model: &Model, schema: &Schema) -> Vec<Statement> {
    let mut all = Vec::new();
    for (id, entity) in model.entities() {
        // Of what a view shows, its tables have the indexes.
        if schema.table(&entity.table).is_none() {
            continue;
        }
        let to = Writer { entity, database: schema.database };
        if !entity.key.is_empty() {
            let keys: Vec<&Column> = entity.key_columns().collect();
            all.push(to.by(&keys, "", "", Vec::new()));
        }
        let served = model.operations().filter_map(|(_, it)| Some((it, it.serves.as_ref()?)));
        for (operation, serves) in served.filter(|(_, it)| it.entity == id) {
            if let Action::List { filters, choice, .. } = &serves.action {
                all.push(to.ordered(&[], "in the order of its key"));
                all.extend(filters.iter().filter_map(|(_, it)| to.filtered(it)));
                let sorts = choice.as_ref().map(|it| sorts(model, operation, it)).unwrap_or_default();
                all.extend(
                    sorts
                        .iter()
                        .filter_map(|it| entity.column(it))
                        .map(|it| to.ordered(&[it], &format!("in the order of `{}`", it.name))),
                );
            }
        }
        all.extend(entity.relations.iter().map(|it| to.related(it, &model[it.to])));
    }
    all
}

/// The columns that a list may be put in order by.
fn sorts(model: &Model, operation: &Operation, choice: &Choice) -> Vec<String> {
    let input = operation.inputs.iter().find(|it| it.field.name == choice.sort);
    let Some(Shape::List(of)) = input.map(|it| model.shape(it.field.ty)) else { return Vec::new() };
    let Shape::Enum { values, .. } = model.shape(*of) else { return Vec::new() };
    let words = values.iter().filter_map(|it| it.value.as_text());
    words.filter(|it| !it.starts_with('-')).map(str::to_owned).collect()
}

struct Writer<'a> {
    entity: &'a Entity,
    database: Database,
}

impl Writer<'_> {
    fn statement(&self, what: &str, sql: String, parameters: usize, reads: Vec<TableRead>) -> Statement {
        let parameters = if self.database == Database::Mysql { 0 } else { parameters };
        let name = match what {
            "" => format!("one of `{}`", self.entity.table),
            what => format!("the list of `{}` {what}", self.entity.table),
        };
        Statement { name, sql, parameters, reads, span: None }
    }

    /// Rows by the values of some columns.
    fn by(&self, columns: &[&Column], what: &str, rest: &str, ordered: Vec<String>) -> Statement {
        let condition = |(at, it): (usize, &&Column)| format!("{} = {}", self.quoted(it), self.value(it, at + 1));
        let all: Vec<String> = columns.iter().enumerate().map(condition).collect();
        let condition = if all.is_empty() { "TRUE".to_owned() } else { all.join(" AND ") };
        let table = qualified(&self.entity.table, self.database);
        let equal = columns.iter().map(|it| it.name.clone()).collect();
        let read =
            TableRead { equal, ordered, ..TableRead::new(Some(self.entity.table.clone()), &self.entity.table.name) };
        self.statement(what, format!("SELECT * FROM {table} WHERE {condition}{rest}"), columns.len(), vec![read])
    }

    fn filtered(&self, column: &str) -> Option<Statement> {
        let column = self.entity.column(column)?;
        Some(self.by(&[column], &format!("narrowed by `{}`", column.name), "", Vec::new()))
    }

    /// The first rows in the order of some columns, and then of the key.
    fn ordered(&self, first: &[&Column], what: &str) -> Statement {
        let rest = self.entity.key_columns().filter(|it| first.iter().all(|first| first.name != it.name));
        let all: Vec<&Column> = first.iter().copied().chain(rest).collect();
        let columns: Vec<String> = all.iter().map(|it| self.quoted(it)).collect();
        let order = if columns.is_empty() { String::new() } else { format!(" ORDER BY {}", columns.join(", ")) };
        // Of rows that are equal in the first column, some few are soon put in order, where that is one column more.
        let named = if self.entity.key.len() > 1 { all.as_slice() } else { first };
        let named = if first.is_empty() { Vec::new() } else { named.iter().map(|it| it.name.clone()).collect() };
        self.by(&[], what, &format!("{order} LIMIT 101"), named)
    }

    /// What belongs to the rows of a page.
    fn related(&self, it: &Relation, other: &Entity) -> Statement {
        let theirs = qualified(&other.table, self.database);
        let name = quote(&other.table.name, self.database);
        let column = |of: &str, it: &String| format!("{of}.{}", quote(it, self.database));
        let (from, near, near_columns, through) = match &it.through {
            None => (theirs, name.clone(), &it.theirs, None),
            Some(by) => {
                let between = quote(&by.table.name, self.database);
                let pairs = by.far.iter().zip(&it.theirs);
                let on: Vec<String> =
                    pairs.map(|(far, to)| format!("{} = {}", column(&between, far), column(&name, to))).collect();
                let join = qualified(&by.table, self.database);
                (format!("{theirs} JOIN {join} ON {}", on.join(" AND ")), between, &by.near, Some(by))
            }
        };
        let own = |at: usize| it.own.get(at).and_then(|it| self.entity.column(it));
        let value = |at: usize| own(at).map_or_else(|| "NULL".to_owned(), |it| self.value(it, at + 1));
        let conditions =
            near_columns.iter().enumerate().map(|(at, it)| format!("{} IN ({})", column(&near, it), value(at)));
        let conditions: Vec<String> = conditions.collect();
        let sql = format!("SELECT {name}.* FROM {from} WHERE {}", conditions.join(" AND "));
        let target = through.map_or(&other.table, |it| &it.table);
        let mut reads =
            vec![TableRead { equal: near_columns.clone(), ..TableRead::new(Some(target.clone()), &target.name) }];
        if let Some(by) = through {
            let joined = it.theirs.iter().map(|it| (it.clone(), by.table.name.clone())).collect();
            reads.push(TableRead { joined, ..TableRead::new(Some(other.table.clone()), &other.table.name) });
        }
        self.statement(&format!("with `{}`", it.name), sql, near_columns.len(), reads)
    }

    fn quoted(&self, it: &Column) -> String {
        quote(&it.name, self.database)
    }

    /// A value that a column is compared with.
    fn value(&self, it: &Column, at: usize) -> String {
        let (before, after) = kept(it, self.database).compare;
        let kind = it.declared.as_ref().map_or(Kind::Text(None), |it| it.kind.clone());
        let value = match self.database {
            Database::Postgres => format!("${at}"),
            Database::Sqlite => format!("?{at}"),
            Database::Mysql => sample(&kind, self.database).to_owned(),
        };
        format!("{before}{value}{after}")
    }
}
