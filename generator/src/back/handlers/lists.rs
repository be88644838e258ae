//! The first text of a handler that lists an entity: its page, what narrows it, and what is answered.

use super::Job;
use super::scaffold::{Scaffold, assign};
use crate::plan::names;
use crate::plan::representations::Body;
use crate::plan::rust::{FieldKind, Writing};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Choice, Paging, Scalar, Shape};

impl Scaffold<'_, '_, '_> {
    /// A list of which the caller may say more than its page.
    fn choose(&mut self, paging: &Paging, filters: &[(String, String)], choice: &Choice) -> Option<String> {
        let query = format!("crate::generated::store::{}", self.job.plan.entities[self.id.0 as usize].query);
        let query = self.to.uses.add(&query);
        let limit = self.count(paging.limit.as_deref(), "100");
        let mut fields = vec![assign("limit", &limit)];
        if paging.cursor.is_none() {
            fields.push(assign("offset", &self.count(paging.offset.as_deref(), "0")));
        }
        let asked = [(paging.cursor.as_ref(), false), (Some(&choice.sort), true), (Some(&choice.fields), false)];
        for (input, may_be_empty) in asked.into_iter().chain([(choice.include.as_ref(), true)]) {
            let Some(input) = input else { continue };
            let (name, _) = self.input(input)?;
            let value = if may_be_empty { format!("{name}.unwrap_or_default()") } else { name };
            fields.push(assign(&names::snake(input), &value));
        }
        for (input, _) in filters {
            let (name, _) = self.input(input)?;
            fields.push(assign(&names::snake(input), &name));
        }
        let table = self.table();
        let list = format!("let page = {table}.list({query} {{ {} }}).await?;", fields.join(", "));
        let page = self.page(paging)?;
        Some(format!("{list} Ok({})", self.succeeded(&page)))
    }

    pub(super) fn list(
        &mut self,
        paging: &Paging,
        filters: &[(String, String)],
        choice: Option<&Choice>,
    ) -> Option<String> {
        if let Some(choice) = choice {
            return self.choose(paging, filters, choice);
        }
        let query = format!("crate::generated::store::{}", self.job.plan.entities[self.id.0 as usize].query);
        let query = self.to.uses.add(&query);
        let limit = self.count(paging.limit.as_deref(), "100");
        let offset = self.count(paging.offset.as_deref(), "0");
        let mut lines = Vec::new();
        let after = match paging.cursor.as_deref().and_then(|it| self.input(it)) {
            Some((name, _)) => {
                lines.push(self.cursor(&name));
                "after".to_owned()
            }
            None => "after: None".to_owned(),
        };
        let mut fields = vec![assign("limit", &limit), assign("offset", &offset), after];
        for (input, column) in filters {
            let (name, kind) = self.input(input)?;
            let at = self.entity.columns.iter().position(|it| it.name == *column)?;
            let member = &self.job.plan.rust.members(self.entity.ty)[at];
            let value = if kind == FieldKind::Optional { name } else { format!("Some({name})") };
            fields.push(assign(member, &value));
        }
        let table = self.table();
        lines.push(format!("let query = {query} {{ {} }};", fields.join(", ")));
        if paging.total.is_some() {
            lines.push(format!("let total = {table}.count(&query).await?;"));
        }
        lines.push(format!("let page = {table}.list(query).await?;"));
        let page = self.page(paging)?;
        lines.push(format!("Ok({})", self.succeeded(&page)));
        Some(lines.join(" "))
    }

    /// The answer of a list, from `page` and `total`.
    fn page(&mut self, paging: &Paging) -> Option<String> {
        if paging.items.is_none() {
            return Some("page.items".to_owned());
        }
        let Body::Json(ty) = self.plan.successes.first()?.body else { return None };
        page(self.job, self.to, ty, paging)
    }

    /// The statement that reads a cursor into `after`.
    fn cursor(&mut self, name: &str) -> String {
        let read = self.to.uses.add("zephyrix::db::after");
        match self.failure(404) {
            Some(missing) if !missing.contains("StoreError") => {
                format!("let after = {read}({name}.as_deref()).map_err(|_| {missing})?;")
            }
            _ => format!("let after = {read}({name}.as_deref())?;"),
        }
    }

    /// A count of rows as `i64`.
    fn count(&mut self, input: Option<&str>, absent: &str) -> String {
        match input.and_then(|it| self.input(it)) {
            Some((name, FieldKind::Optional)) => format!("{name}.map_or({absent}, i64::from)"),
            Some((name, _)) => {
                let wide = input.and_then(|it| self.operation.inputs.iter().find(|input| input.field.name == it));
                let wide = wide.is_some_and(|it| *self.job.model.shape(it.field.ty) == Shape::Scalar(Scalar::Int64));
                if wide { name } else { format!("{name}.into()") }
            }
            None => absent.to_owned(),
        }
    }
}

/// The record that a list's answer is, from `page` and `total`.
pub(super) fn page(job: Job<'_>, to: &mut Writing<'_>, ty: TypeId, paging: &Paging) -> Option<String> {
    let Shape::Record { fields, .. } = job.model.shape(ty) else { return None };
    let mut all = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        let kind = job.plan.rust.field_kind(ty, at, field);
        let name = Some(&field.name);
        let value = if name == paging.items.as_ref() {
            wrap(kind, "page.items")
        } else if name == paging.next.as_ref() {
            match kind {
                FieldKind::Plain | FieldKind::Defaulted => "page.next.unwrap_or_default()".to_owned(),
                FieldKind::Maybe => "page.next.map(Some)".to_owned(),
                _ => "page.next".to_owned(),
            }
        } else if name == paging.total.as_ref() {
            let narrow = *job.model.shape(field.ty) == Shape::Scalar(Scalar::Int32);
            wrap(kind, if narrow { "i32::try_from(total).unwrap_or(i32::MAX)" } else { "total" })
        } else {
            job.plan.rust.default(ty, at).map_or_else(|| "None".to_owned(), str::to_owned)
        };
        all.push(assign(&job.plan.rust.members(ty)[at], &value));
    }
    if crate::plan::rust::keeps_rest(job.model.shape(ty)).is_some() {
        all.push(format!("{}: std::collections::BTreeMap::new()", job.plan.rust.rest(ty)));
    }
    Some(format!("{} {{ {} }}", to.ty(ty), all.join(", ")))
}

fn wrap(kind: FieldKind, value: &str) -> String {
    match kind {
        FieldKind::Plain | FieldKind::Defaulted => value.to_owned(),
        FieldKind::Maybe => format!("Some(Some({value}))"),
        _ => format!("Some({value})"),
    }
}
