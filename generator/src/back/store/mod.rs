//! `src/generated/store/`: one struct a table, over sqlx.

mod columns;
mod filters;
mod graphql;
mod insert;
mod listing;
mod related;
mod statements;

use super::{Backend, Job};
use crate::ddl::{qualified, quote};
use crate::files::{FileSet, Owner};
use crate::plan::entities::EntityPlan;
use crate::plan::kept::{Kept, kept};
use crate::plan::literals;
use crate::plan::rust::Writing;
use crate::plan::storage::pick;
use zephyrix_ir::vocabulary::relational::Database;
use zephyrix_ir::vocabulary::{
    Action, Column, ColumnType, Entity, EntityId, GraphAction, NamedConstraint, Operation, Resolved, Scalar, Shape,
};
use zephyrix_templates::Template;
use zephyrix_templates::store::{Assign, Key, KeyPart, Mod, Table, TableRef};

/// The product.
pub(super) struct Store;

impl Backend for Store {
    fn emit(&self, job: Job<'_>, files: &mut FileSet) {
        let plans = &job.plan.entities;
        if plans.is_empty() {
            return;
        }
        for ((id, entity), plan) in job.model.entities().zip(plans) {
            files.rust(
                format!("src/generated/store/{}.rs", plan.module),
                Owner::Generated,
                &Writer::new(job, id, entity, plan).file(),
            );
        }
        let pool = pool(job.config.database);
        let tables = plans.iter().map(|it| TableRef { module: &it.module, ty: &it.table }).collect();
        let filters = filters::file(job);
        let index = Mod { source: job.source, pool, tables, filters: filters.is_some() };
        if let Some(text) = filters {
            files.rust("src/generated/store/filters.rs", Owner::Generated, &text);
        }
        files.rust("src/generated/store/mod.rs", Owner::Generated, &index.render().unwrap_or_default());
    }
}

/// One table being written.
struct Writer<'a> {
    job: Job<'a>,
    id: EntityId,
    entity: &'a Entity,
    plan: &'a EntityPlan,
    to: Writing<'a>,
    database: Database,
}

impl<'a> Writer<'a> {
    fn new(job: Job<'a>, id: EntityId, entity: &'a Entity, plan: &'a EntityPlan) -> Self {
        let to = Writing::new(job.model, &job.plan.rust, Some("crate::generated::models"));
        Self { job, id, entity, plan, to, database: job.config.database }
    }

    fn file(mut self) -> String {
        let reader = !self.entity.key.is_empty() || self.is_embedded();
        let record = if reader { self.to.ty(self.entity.ty) } else { String::new() };
        let (pool, row) = (pool(self.database), row_type(self.database));
        let module = pick(self.database, ["sqlite", "postgres", "mysql"]);
        self.to.uses.all(&[
            &format!("sqlx::{pool}"),
            &format!("sqlx::{module}::{row}"),
            "sqlx::Row",
            "zephyrix::db::StoreError",
        ]);
        let versioned = self.entity.version.is_some();
        let one =
            if versioned { format!("{}<{record}>", self.to.uses.add("zephyrix::Tagged")) } else { record.clone() };
        let key = (!self.entity.key.is_empty()).then(|| self.key());
        let reads = self.reads();
        let columns = self.columns();
        let (methods, items) = self.methods(&record, &one, key.as_ref());
        if methods.iter().any(|it| it.contains("QueryBuilder")) {
            let database = database_type(self.database);
            self.to.uses.all(&["sqlx::QueryBuilder", &format!("sqlx::{database}")]);
        }
        let constraints = methods.iter().any(|it| it.contains("refused")).then(|| self.constraints());
        if constraints.is_some() {
            self.to.uses.add("zephyrix::db::KnownConstraint");
        }
        let view = Table {
            source: self.job.source,
            uses: self.to.uses.lines(),
            name: &self.plan.table,
            table: &self.entity.table.to_string(),
            record: &record,
            noun: &self.plan.noun,
            a_noun: &self.plan.a_noun,
            pool,
            row,
            one: &one,
            versioned: versioned && methods.iter().any(|it| it.contains("self.expected(")),
            tagged: versioned,
            tag: self.tag(),
            reader,
            key,
            constraints,
            visible: if self.is_embedded() { "pub(super) " } else { "" },
            columns: &columns,
            reads,
            methods,
            items,
        };
        view.render().unwrap_or_default()
    }

    fn key(&mut self) -> Key {
        let entity = self.entity;
        let mut delete = String::new();
        let (mut params, mut args, mut parts, mut conditions) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (at, (column, name)) in entity.key.iter().zip(&self.plan.key).enumerate() {
            let ty = self.column_type(*column);
            let column = &entity.columns[*column];
            let kept = self.kept(column);
            let text = column.ty == ColumnType::Scalar(Scalar::Text);
            params.push(format!("{name}: {}", if text { "&str" } else { &ty }));
            args.push(name.clone());
            let quoted = quote(&column.name, self.database);
            conditions.push(format!("{quoted} = {}", columns::hole(at + 1, &kept.compare, self.database)));
            let condition = format!(" {} {quoted} = {}", if at == 0 { "WHERE" } else { "AND" }, kept.compare.0);
            if at == 0 {
                delete = format!("DELETE FROM {}{condition}", self.table_name());
            }
            parts.push(KeyPart {
                condition: literals::string(&condition),
                bind: if text { name.clone() } else { columns::stored(&mut self.to, kept.storage, name, false) },
                after: columns::after(&kept.compare.1),
            });
        }
        let find = format!("SELECT {} FROM {} WHERE {}", self.columns(), self.table_name(), conditions.join(" AND "));
        let version = entity.version.as_ref().map(|it| quote(it, self.database)).unwrap_or_default();
        Key {
            params: params.join(", "),
            args: args.join(", "),
            parts,
            delete: literals::string(&delete),
            find: literals::string(&find),
            version: literals::string(&format!(" AND {version} = ")),
        }
    }

    /// The table as it stands in a statement.
    fn table_name(&self) -> String {
        qualified(&self.entity.table, self.database)
    }

    fn kept(&self, column: &Column) -> Kept {
        kept(column, self.database)
    }

    /// The column that counts changes, where no field of the record shows it.
    fn hidden_version(&self) -> Option<&'a String> {
        self.entity.version.as_ref().filter(|it| self.entity.column(it).is_none())
    }

    /// The version of a row of which `value` has been read.
    fn tag(&self) -> String {
        let Some(version) = &self.entity.version else { return String::new() };
        match self.entity.columns.iter().position(|it| it.name == *version) {
            None => format!("row.try_get({})?", literals::string(version)),
            Some(at) => {
                let member = &self.job.plan.rust.members(self.entity.ty)[at];
                let wide = self.entity.columns[at].ty == ColumnType::Scalar(Scalar::Int64);
                if wide { format!("value.{member}") } else { format!("i64::from(value.{member})") }
            }
        }
    }

    /// Every column, as a select list.
    fn columns(&self) -> String {
        let selected = |it: &Column| self.kept(it).selected(&it.name, None, self.database);
        let shown = self.entity.columns.iter().filter(|it| !it.field.is_empty());
        let mut names: Vec<String> = shown.map(selected).collect();
        names.extend(self.hidden_version().map(|it| quote(it, self.database)));
        names.join(", ")
    }

    /// What a write may break, each with the fields it is about.
    fn constraints(&self) -> Vec<String> {
        let written = |it: &NamedConstraint| {
            let fields: Vec<String> = it.columns.iter().map(|it| literals::string(it)).collect();
            format!("({}, {}, &[{}])", literals::string(&it.name), it.refers, fields.join(", "))
        };
        self.entity.constraints.iter().map(written).collect()
    }

    /// Whether lists of others show rows of this table.
    fn is_embedded(&self) -> bool {
        self.job.model.entities().any(|(_, it)| it.relations.iter().any(|it| it.to == self.id))
    }

    /// The Rust type of a column's value, presence aside.
    fn column_type(&mut self, at: usize) -> String {
        match self.entity.columns[at].ty {
            ColumnType::Scalar(scalar) => self.to.scalar(scalar),
            ColumnType::Enum(id) | ColumnType::Json(id) => self.to.ty(id),
        }
    }

    fn reads(&mut self) -> Vec<Assign> {
        let Shape::Record { fields, rest } = self.job.model.shape(self.entity.ty) else { return Vec::new() };
        let mut reads = Vec::new();
        for (at, field) in fields.iter().enumerate() {
            let kind = self.job.plan.rust.field_kind(self.entity.ty, at, field);
            let name = self.job.plan.rust.members(self.entity.ty)[at].clone();
            let Some(column) = self.entity.columns.get(at) else { continue };
            let kept = self.kept(column);
            let value = columns::read(&mut self.to, column, &kept, kind);
            reads.push(Assign { name, value });
        }
        if matches!(rest, zephyrix_ir::vocabulary::Rest::Kept(_)) {
            let name = self.job.plan.rust.rest(self.entity.ty).to_owned();
            let map = self.to.uses.add("std::collections::BTreeMap");
            reads.push(Assign { name, value: format!("{map}::new()") });
        }
        reads
    }

    /// The operations that this table serves, with what they do.
    fn served(&self) -> impl Iterator<Item = (&'a Operation, &'a Action)> {
        let id = self.id;
        let all = self.job.model.operations();
        all.filter_map(move |(_, it)| it.serves.as_ref().filter(|s| s.entity == id).map(|s| (it, &s.action)))
    }

    /// The fields of GraphQL that this table serves, with what they do.
    fn resolved(&self) -> impl Iterator<Item = (&'a Resolved, &'a GraphAction)> {
        let id = self.id;
        let fields = self.job.model.graph().into_iter().flat_map(|it| &it.objects).flat_map(|it| &it.fields);
        let resolved = fields.filter_map(|it| it.resolved.as_ref());
        resolved.filter_map(move |it| it.serves.as_ref().filter(|s| s.entity == id).map(|s| (it, &s.action)))
    }
}

fn pool(database: Database) -> &'static str {
    pick(database, ["SqlitePool", "PgPool", "MySqlPool"])
}

fn database_type(database: Database) -> &'static str {
    pick(database, ["Sqlite", "Postgres", "MySql"])
}

fn row_type(database: Database) -> &'static str {
    pick(database, ["SqliteRow", "PgRow", "MySqlRow"])
}
