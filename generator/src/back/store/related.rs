//! Relations that a list embeds: one query each, whatever the page.

use super::listing::Parts;
use super::{Writer, database_type, row_type};
use crate::ddl::{qualified, quote};
use crate::plan::kept::kept;
use crate::plan::storage::pick;
use crate::plan::{literals, names};
use zephyrix_ir::vocabulary::{Column, ColumnType, Entity, Relation, Scalar, Shape};
use zephyrix_templates::Template;
use zephyrix_templates::listing::Include;

/// A relation in the list's code.
pub(super) struct Related {
    /// `FilmRelation::Actor`
    pub(super) variant: String,
    pub(super) method: String,
    /// The arm that says which columns it needs.
    pub(super) needed: String,
    /// The method.
    pub(super) text: String,
}

impl Writer<'_> {
    /// Every relation that a caller may ask for.
    pub(super) fn related(&mut self, parts: &Parts) -> Vec<Related> {
        let Some(include) = parts.include else { return Vec::new() };
        self.to.uses.add("zephyrix::db::RelatedRows");
        let entity = self.entity;
        entity.relations.iter().filter_map(|it| self.one_related(parts, include, it)).collect()
    }

    fn one_related(&mut self, parts: &Parts, include: zephyrix_ir::TypeId, it: &Relation) -> Option<Related> {
        let variant = format!("{}::{}", self.to.ty(include), self.variant(include, &it.name)?);
        let own = self.variants(parts.column, it.own.iter().map(String::as_str));
        let method = format!("include_{}", names::snake(&it.name).trim_start_matches("r#"));
        let other = &self.job.model[it.to];
        let plan = &self.job.plan.entities[it.to.0 as usize];
        let Shape::Record { fields, .. } = self.job.model.shape(parts.item) else { return None };
        let at = fields.iter().position(|field| field.name == it.name)?;
        let member = self.job.plan.rust.members(parts.item)[at].clone();
        let (select, theirs) = self.joined(it, other);
        let more = it.more();
        let more = fields.iter().position(|field| it.many && field.name == more);
        let more = more.map(|at| self.job.plan.rust.members(parts.item)[at].clone());
        if more.is_some() {
            self.to.uses.add("zephyrix::db::first_related");
        }
        let aliases: Vec<String> = (0..it.own.len()).map(|at| literals::string(&format!("of_{at}"))).collect();
        let boxed = self.job.plan.rust.is_boxed(self.job.model, parts.item, fields[at].ty);
        let value = match (it.many, other.version.is_some()) {
            (true, false) => "Some(found)",
            (true, true) => "Some(found.into_iter().map(|it| it.value).collect())",
            (false, false) => "found.pop()",
            (false, true) => "found.pop().map(|it| it.value)",
        };
        let value = if boxed { format!("{value}.map(Box::new)") } else { value.to_owned() };
        let item = self.to.ty(parts.item);
        let view = Include {
            name: &it.name,
            method: &method,
            row: row_type(self.database),
            item: &item,
            database: database_type(self.database),
            own: own.clone(),
            select: literals::string(&select),
            theirs: theirs.iter().map(|it| literals::string(it)).collect::<Vec<_>>().join(", "),
            aliases: aliases.join(", "),
            module: &plan.module,
            many: it.many,
            member: &member,
            more: more.as_deref(),
            value,
        };
        let needed = format!("{variant} => &[{own}][..]");
        let text = view.render().unwrap_or_default();
        Some(Related { variant, method, needed, text })
    }

    /// A column of another table, read as the own one that it is equal to: it may be narrower.
    fn as_own(&self, own: &Column, theirs: &str) -> String {
        let words = match own.ty {
            ColumnType::Scalar(Scalar::Int32) => ["INTEGER", "integer", "SIGNED"],
            ColumnType::Scalar(Scalar::Int64) => ["INTEGER", "bigint", "SIGNED"],
            _ => return self.kept(own).reads(theirs),
        };
        format!("CAST({theirs} AS {})", pick(self.database, words))
    }

    /// The statement up to its condition, and the columns that the condition is about. Where there are many, those of
    /// each are numbered in the order of their key.
    fn joined(&self, it: &Relation, other: &Entity) -> (String, Vec<String>) {
        let database = self.database;
        let (name, full) = (quote(&other.table.name, database), qualified(&other.table, database));
        let column = |table: &str, column: &str| format!("{table}.{}", quote(column, database));
        let mut selected: Vec<String> =
            other.columns.iter().map(|it| kept(it, database).selected(&it.name, Some(&name), database)).collect();
        let (theirs, from) = match &it.through {
            None => (it.theirs.iter().map(|it| column(&name, it)).collect::<Vec<_>>(), full),
            Some(through) => {
                let between = quote(&through.table.name, database);
                let pairs = through.far.iter().zip(&it.theirs);
                let on: Vec<String> = pairs
                    .map(|(far, theirs)| format!("{} = {}", column(&between, far), column(&name, theirs)))
                    .collect();
                let join = qualified(&through.table, database);
                let near = through.near.iter().map(|it| column(&between, it)).collect();
                (near, format!("{full} JOIN {join} ON {}", on.join(" AND ")))
            }
        };
        for (at, (own, theirs)) in it.own.iter().zip(&theirs).enumerate() {
            let read = self.entity.column(own).map_or_else(|| theirs.clone(), |own| self.as_own(own, theirs));
            selected.push(format!("{read} AS of_{at}"));
        }
        if !it.many {
            return (format!("SELECT {} FROM {from} WHERE ", selected.join(", ")), theirs);
        }
        let order: Vec<String> = other.key_columns().map(|it| column(&name, &it.name)).collect();
        let order = if order.is_empty() { String::new() } else { format!(" ORDER BY {}", order.join(", ")) };
        selected.push(format!("ROW_NUMBER() OVER (PARTITION BY {}{order}) AS of_nth", theirs.join(", ")));
        (format!("SELECT * FROM (SELECT {} FROM {from} WHERE ", selected.join(", ")), theirs)
    }
}
