//! `src/generated/store/`: one struct a table, over sqlx.

mod columns;
mod statements;

use super::{Backend, Job};
use crate::ddl::quote;
use crate::files::{FileSet, Owner};
use crate::plan::entities::EntityPlan;
use crate::plan::literals;
use crate::plan::rust::Writing;
use crate::plan::storage::{pick, placeholder};
use zephyrix_ir::vocabulary::relational::Database;
use zephyrix_ir::vocabulary::{Action, ColumnType, Entity, EntityId, Operation, Scalar, Shape};
use zephyrix_templates::Template;
use zephyrix_templates::store::{Assign, Key, Mod, Table, TableRef};

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
        let index = Mod { source: job.source, pool, tables };
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
        let record = self.to.ty(self.entity.ty);
        let pool = pool(self.database);
        let row = pick(self.database, ["SqliteRow", "PgRow", "MySqlRow"]);
        let module = pick(self.database, ["sqlite", "postgres", "mysql"]);
        self.to.uses.all(&[
            &format!("sqlx::{pool}"),
            &format!("sqlx::{module}::{row}"),
            "sqlx::Row",
            "zephyrix::db::StoreError",
        ]);
        let one = if self.entity.versioned {
            format!("{}<{record}>", self.to.uses.add("zephyrix::Tagged"))
        } else {
            record.clone()
        };
        let key = self.key();
        let reads = self.reads();
        let columns = self.columns();
        let (methods, items) = self.methods(&record, &one, &key);
        if methods.iter().any(|it| it.contains("QueryBuilder")) {
            let database = database_type(self.database);
            self.to.uses.all(&["sqlx::QueryBuilder", &format!("sqlx::{database}")]);
        }
        let view = Table {
            source: self.job.source,
            uses: self.to.uses.lines(),
            name: &self.plan.table,
            table: &self.entity.table,
            record: &record,
            noun: &self.plan.noun,
            pool,
            row,
            one: &one,
            versioned: self.entity.versioned && methods.iter().any(|it| it.contains("self.expected(")),
            tagged: self.entity.versioned,
            key,
            columns: &columns,
            reads,
            methods,
            items,
        };
        view.render().unwrap_or_default()
    }

    fn key(&mut self) -> Key {
        let column = self.entity.key_column();
        let name = self.plan.key.clone();
        let ty = self.column_type(self.entity.key);
        let by_reference = matches!(column.ty, ColumnType::Scalar(Scalar::Text));
        let ty = if by_reference { "&str".to_owned() } else { ty };
        let select = format!(
            "SELECT {} FROM {} WHERE {} = {}",
            self.columns(),
            quote(&self.entity.table, self.database),
            quote(&column.name, self.database),
            placeholder(1, self.database)
        );
        Key { bind: name.clone(), name, ty, find: literals::string(&select) }
    }

    /// Every column, as a select list.
    fn columns(&self) -> String {
        let mut names: Vec<String> = self.entity.columns.iter().map(|it| quote(&it.name, self.database)).collect();
        if self.entity.versioned {
            names.push("version".to_owned());
        }
        names.join(", ")
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
            let value = columns::read(&mut self.to, &self.entity.columns[at], kind);
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
}

fn pool(database: Database) -> &'static str {
    pick(database, ["SqlitePool", "PgPool", "MySqlPool"])
}

fn database_type(database: Database) -> &'static str {
    pick(database, ["Sqlite", "Postgres", "MySql"])
}
