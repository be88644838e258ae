//! Lists that callers may narrow, order, page through and thin out.

use super::filters::{compared, function_name, null_is_greatest};
use super::{Writer, columns, database_type, row_type};
use crate::ddl::quote;
use crate::plan::literals;
use crate::plan::rust::FieldKind;
use crate::plan::storage::Storage;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Action, Choice, Operation, Shape, Value};
use zephyrix_templates::Template;
use zephyrix_templates::listing::{self, Bind, Column, Columns, Filter, IncludeArm, Listing};
use zephyrix_templates::store::Assign;

/// The types of a list's parameters and of its items.
pub(super) struct Parts {
    /// The enum of the columns to order by.
    sort: TypeId,
    /// The enum of the columns.
    pub(super) column: TypeId,
    /// The enum of the relations.
    pub(super) include: Option<TypeId>,
    /// The record of an item.
    pub(super) item: TypeId,
}

impl Writer<'_> {
    /// The methods of a list, and the items beside them.
    pub(super) fn listing(
        &mut self,
        operation: &Operation,
        filters: &[(String, String)],
        choice: &Choice,
    ) -> (Vec<String>, Vec<String>) {
        let Some(parts) = self.parts(operation, choice) else { return Default::default() };
        let (item, column) = (self.to.ty(parts.item), self.to.ty(parts.column));
        let filters = self.filters(operation, filters);
        if !filters.is_empty() {
            self.to.uses.add("super::filters");
        }
        if filters.iter().any(|it| it.column.contains("ComparedColumn")) {
            self.to.uses.add("zephyrix::db::ComparedColumn");
        }
        self.to.uses.all(&["zephyrix::db::Page", "zephyrix::db::ListShape"]);
        let related = self.related(&parts);
        let keyed = !self.entity.key.is_empty();
        let list = Listing {
            query: &self.plan.query,
            item: &item,
            column: &column,
            database: database_type(self.database),
            needed: related.iter().map(|it| it.needed.clone()).collect(),
            key: self.variants(parts.column, self.entity.key_columns().map(|it| it.name.as_str())),
            keyed,
            from: literals::string(&format!(" FROM {} WHERE TRUE", self.table_name())),
            filters: &filters,
            includes: related
                .iter()
                .map(|it| IncludeArm { variant: it.variant.clone(), method: it.method.clone() })
                .collect(),
        };
        let mut methods = vec![list.render().unwrap_or_default()];
        methods.extend(related.into_iter().map(|it| it.text));
        let include = parts.include.map(|it| self.to.ty(it));
        let sort = self.to.ty(parts.sort);
        let query = listing::Choice {
            query: &self.plan.query,
            sort: &sort,
            column: &column,
            keyed,
            include,
            filters: &filters,
        };
        let items = vec![query.render().unwrap_or_default(), self.column_items(&parts)];
        (methods, items)
    }

    fn parts(&self, operation: &Operation, choice: &Choice) -> Option<Parts> {
        let model = self.job.model;
        let of = |name: &str| {
            let input = operation.inputs.iter().find(|it| it.field.name == name)?;
            match model.shape(input.field.ty) {
                Shape::List(item) => Some(*item),
                _ => None,
            }
        };
        let item = item(model, operation)?;
        let include = choice.include.as_deref().and_then(of);
        Some(Parts { sort: of(&choice.sort)?, column: of(&choice.fields)?, include, item })
    }

    fn filters(&mut self, operation: &Operation, filters: &[(String, String)]) -> Vec<Filter> {
        let mut all = Vec::new();
        for (name, column) in filters {
            let Some(at) = operation.inputs.iter().position(|it| it.field.name == *name) else { continue };
            let Some(column) = self.entity.column(column) else { continue };
            let ty = operation.inputs[at].field.ty;
            let around = self.kept(column).compare;
            all.push(Filter {
                name: crate::plan::names::snake(name),
                wire: name.clone(),
                ty: self.to.ty(ty),
                function: function_name(self.job, ty),
                column: compared(&self.qualified(&column.name), &around),
            });
        }
        all
    }

    /// A column with its table before it, so that it is not taken for what is selected under its name.
    pub(super) fn qualified(&self, column: &str) -> String {
        let table = quote(&self.entity.table.name, self.database);
        format!("{table}.{}", quote(column, self.database))
    }

    /// Variants of the enum of the columns, by the names of these.
    pub(super) fn variants<'n>(&mut self, of: TypeId, names: impl Iterator<Item = &'n str>) -> String {
        let path = self.to.ty(of);
        let variants: Vec<String> = names.filter_map(|it| Some(format!("{path}::{}", self.variant(of, it)?))).collect();
        variants.join(", ")
    }

    /// The variant of an enum that stands for a text.
    pub(super) fn variant(&self, of: TypeId, text: &str) -> Option<String> {
        let Shape::Enum { values, .. } = self.job.model.shape(of) else { return None };
        let at = values.iter().position(|it| it.value == Value::Text(text.to_owned()))?;
        self.job.plan.rust.members(of).get(at).cloned()
    }

    /// What the columns of the table are to the runtime, and how an item is read.
    fn column_items(&mut self, parts: &Parts) -> String {
        self.to.uses.all(&[
            "serde_json::Value",
            "zephyrix::db::BadCursor",
            "zephyrix::db::ListColumn",
            "zephyrix::db::cell",
            "zephyrix::db::from_cell",
        ]);
        let (column, sort, item) = (self.to.ty(parts.column), self.to.ty(parts.sort), self.to.ty(parts.item));
        let (columns, binds) = self.list_columns(parts);
        let reads = self.item_reads(parts);
        let view = Columns {
            column: &column,
            database: database_type(self.database),
            null_is_greatest: null_is_greatest(self.database),
            row: row_type(self.database),
            columns,
            binds,
            sorts: self.sorts(parts),
            sort: &sort,
            listing: if reads.iter().any(|it| it.value.contains("listing.")) { "listing" } else { "_" },
            reads,
            item: &item,
        };
        view.render().unwrap_or_default()
    }

    fn list_columns(&mut self, parts: &Parts) -> (Vec<Column>, Vec<Bind>) {
        let entity = self.entity;
        let table = quote(&entity.table.name, self.database);
        let (mut all, mut binds): (Vec<Column>, Vec<Bind>) = Default::default();
        for (at, it) in entity.columns.iter().enumerate() {
            let Some(variant) = self.variant(parts.column, &it.name) else { continue };
            let kept = self.kept(it);
            let ty = match kept.storage {
                Storage::Direct => self.column_type(at),
                Storage::Text => "String".to_owned(),
                Storage::Bytes => "Vec<u8>".to_owned(),
                Storage::Json => format!("{}<Value>", self.to.uses.add("sqlx::types::Json")),
            };
            all.push(Column {
                variant,
                selected: literals::string(&kept.selected(&it.name, Some(&table), self.database)),
                name: literals::string(&self.qualified(&it.name)),
                alias: format!("alias.unwrap_or({})", literals::string(&it.name)),
                ty: ty.clone(),
            });
            let (before, after) = (columns::after(&kept.compare.0), columns::after(&kept.compare.1));
            let variant = format!("Self::{}", all[all.len() - 1].variant);
            match binds.iter_mut().find(|it| it.ty == ty && it.before == before && it.after == after) {
                Some(it) => it.variants = format!("{} | {variant}", it.variants),
                None => binds.push(Bind { variants: variant, ty, before, after }),
            }
        }
        (all, binds)
    }

    fn sorts(&mut self, parts: &Parts) -> Vec<String> {
        let Shape::Enum { values, .. } = self.job.model.shape(parts.sort) else { return Vec::new() };
        let (path, of) = (self.to.ty(parts.sort), self.to.ty(parts.column));
        let arm = |(at, value): (usize, &str)| {
            let name = value.strip_prefix('-');
            let variant = self.variant(parts.column, name.unwrap_or(value))?;
            let member = &self.job.plan.rust.members(parts.sort)[at];
            Some(format!("{path}::{member} => ({of}::{variant}, {})", name.is_some()))
        };
        values.iter().map(|it| it.value.as_text().unwrap_or_default()).enumerate().filter_map(arm).collect()
    }

    /// The fields of an item: those that are shown; relations come later.
    fn item_reads(&mut self, parts: &Parts) -> Vec<Assign> {
        let Shape::Record { fields, .. } = self.job.model.shape(parts.item) else { return Vec::new() };
        let of = self.to.ty(parts.column);
        let mut reads = Vec::new();
        for (at, field) in fields.iter().enumerate() {
            let name = self.job.plan.rust.members(parts.item)[at].clone();
            let column = self.entity.columns.iter().find(|it| it.field == field.name);
            let (Some(column), Some(variant)) = (column, self.variant(parts.column, &field.name)) else {
                reads.push(Assign { name, value: "None".to_owned() });
                continue;
            };
            let storage = self.kept(column).storage;
            let kind = self.job.plan.rust.field_kind(parts.item, at, field);
            let value = match kind {
                FieldKind::Optional | FieldKind::Maybe => {
                    let read = columns::value(&mut self.to, storage, &column.name, "row", kind == FieldKind::Maybe);
                    let read = read.trim_end_matches('?').to_owned();
                    format!("listing.shows({of}::{variant}).then(|| {read}).transpose()?")
                }
                kind => columns::value(&mut self.to, storage, &column.name, "row", kind != FieldKind::Plain),
            };
            reads.push(Assign { name, value });
        }
        reads
    }
}

/// The record that a list's answer holds a list of.
pub(super) fn item(model: &zephyrix_ir::Model, operation: &Operation) -> Option<TypeId> {
    let Some(Action::List { paging, .. }) = operation.serves.as_ref().map(|it| &it.action) else { return None };
    let good = operation.outcomes.iter().find(|it| it.status.is_success())?;
    let answer = good.content.iter().find(|it| it.media.is_json())?.ty?;
    let Shape::Record { fields, .. } = model.shape(answer) else { return None };
    let items = fields.iter().find(|it| Some(&it.name) == paging.items.as_ref())?;
    match model.shape(items.ty) {
        Shape::List(item) => Some(*item),
        _ => None,
    }
}
