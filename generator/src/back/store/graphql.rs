//! What resolvers of GraphQL ask of a table.

use super::{Writer, columns, database_type};
use crate::ddl::quote;
use crate::plan::{graphql as plan, literals};
use std::collections::BTreeSet;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{ColumnType, GraphAction, GraphBody, Paging, Resolved, Scalar, Shape};
use zephyrix_templates::Template;
use zephyrix_templates::store::{Each, Key};

impl Writer<'_> {
    /// A method an action, those that operations have asked for left out.
    pub(super) fn resolvers(
        &mut self,
        record: &str,
        one: &str,
        key: Option<&Key>,
        methods: &mut Vec<String>,
        items: &mut Vec<String>,
    ) {
        let Some(key) = key else { return };
        let has = |methods: &[String], name: &str| methods.iter().any(|it| it.contains(&format!("fn {name}(")));
        let resolved: Vec<_> = self.resolved().collect();
        if !has(methods, "list") {
            items.extend(self.lists(record, &resolved, methods));
        }
        let mut related = BTreeSet::new();
        for (it, action) in resolved {
            match action {
                GraphAction::Create { body, .. } if !has(methods, "insert") => {
                    methods.extend(written(it, body).map(|ty| self.insert(one, ty, key, false)));
                }
                GraphAction::Patch { body, .. } if !has(methods, "patch") => {
                    methods.extend(written(it, body).map(|ty| self.patch(one, key, ty)));
                }
                GraphAction::Delete { .. } if !has(methods, "delete") => methods.push(self.delete(key)),
                GraphAction::One { .. } => {
                    let at = self.entity.key.first().copied().unwrap_or_default();
                    related.insert((at, false));
                }
                GraphAction::Many { by } => {
                    related.extend(self.entity.columns.iter().position(|it| it.name == *by).map(|at| (at, true)));
                }
                _ => {}
            }
        }
        let is_keyed = |of: TypeId| match self.job.model.shape(of) {
            Shape::Union { variants, .. } => variants.iter().any(|it| it.ty == self.entity.ty),
            _ => false,
        };
        if plan::keyed(self.job.model).is_some_and(is_keyed) {
            related.extend(self.entity.key.first().map(|at| (*at, false)));
        }
        methods.extend(related.into_iter().map(|(at, many)| self.each(record, at, many)));
    }

    /// One list with every filter that a field has; its query is given back.
    fn lists(
        &mut self,
        record: &str,
        resolved: &[(&Resolved, &GraphAction)],
        methods: &mut Vec<String>,
    ) -> Option<String> {
        let mut all: Vec<(String, String)> = Vec::new();
        let (mut total, mut backward, mut any) = (None, false, false);
        for (_, action) in resolved {
            let GraphAction::List { filters, connection, .. } = action else { continue };
            any = true;
            backward |= connection.is_some();
            total = total.or_else(|| connection.as_ref()?.total.clone());
            for filter in filters {
                if !all.iter().any(|it| it.1 == filter.1) {
                    all.push(filter.clone());
                }
            }
        }
        if !any {
            return None;
        }
        let (method, query) = self.list(record, &Paging { total, ..Paging::default() }, &all, Some(backward));
        methods.push(method);
        Some(query)
    }

    /// The rows of many keys at once: one each, or those with it in a column.
    fn each(&mut self, record: &str, at: usize, many: bool) -> String {
        let column = &self.entity.columns[at];
        let member = self.job.plan.rust.members(self.entity.ty)[at].clone();
        let text = column.ty == ColumnType::Scalar(Scalar::Text);
        let ty = self.column_type(at);
        let kept = self.kept(column);
        let (table, shown) = (self.table_name(), self.columns());
        let key = self.entity.key_columns().next().map(|it| quote(&it.name, self.database)).unwrap_or_default();
        let of = if text { "str".to_owned() } else { ty };
        let bind = if text { "it" } else { "*it" };
        let bind = columns::stored(&mut self.to, kept.storage, bind, false);
        let helper = self.to.uses.add(if many { "zephyrix::db::many_each" } else { "zephyrix::db::one_each" });
        let among = self.to.uses.add("zephyrix::db::among");
        let view = Each {
            noun: &self.plan.noun,
            name: member.trim_start_matches("r#"),
            many,
            of: &of,
            record,
            database: database_type(self.database),
            select: literals::string(&format!(
                "SELECT {shown} FROM {table} WHERE {} IN (",
                quote(&column.name, self.database)
            )),
            order: literals::string(&if many { format!(") ORDER BY {key}") } else { ")".to_owned() }),
            before: columns::after(&kept.compare.0),
            after: columns::after(&kept.compare.1),
            bind,
            among: &among,
            helper: &helper,
            member: match (text, column.nullable) {
                (true, false) => format!("Some(it.{member}.as_str())"),
                (true, true) => format!("it.{member}.as_deref()"),
                (false, false) => format!("Some(&it.{member})"),
                (false, true) => format!("it.{member}.as_ref()"),
            },
        };
        view.render().unwrap_or_default()
    }
}

/// The type of what is written.
fn written(it: &Resolved, body: &GraphBody) -> Option<TypeId> {
    match body {
        GraphBody::Argument(name) => it.args.iter().find(|it| it.name == *name).map(|it| it.ty),
        GraphBody::Arguments => it.request,
    }
}
