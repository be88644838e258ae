//! The first text of a standard method on a resource: a call of the store (AIP-131 to AIP-135).

use super::Job;
use super::lists::page;
use crate::plan::literals;
use crate::plan::rust::Writing;
use zephyrix_ir::vocabulary::{
    Action, Behavior, Entity, Field, OperationId, Paging, ProtoField, ProtoType, Rpc, Shape,
};

/// The body of the method; `None` when it serves no resource.
pub(super) fn body(job: Job<'_>, id: OperationId, rpc: &Rpc, to: &mut Writing<'_>) -> Option<String> {
    let serves = job.model[id].serves.as_ref()?;
    let entity = &job.model[serves.entity];
    let plan = &job.plan.entities[serves.entity.0 as usize];
    let table = format!("self.store.{}", plan.module);
    let mut at = Method { job, rpc, entity, table, to };
    match &serves.action {
        Action::Get => at.get(),
        Action::List { paging, filters, .. } => {
            let query = at.to.uses.add(&format!("crate::generated::store::{}", plan.query));
            at.list(&query, paging, filters)
        }
        Action::Create => at.create(),
        Action::Replace => at.update(),
        Action::Delete => at.delete(),
        Action::CreateMany | Action::Patch => None,
    }
}

struct Method<'a, 'w, 'm> {
    job: Job<'a>,
    rpc: &'a Rpc,
    entity: &'a Entity,
    table: String,
    to: &'w mut Writing<'m>,
}

impl<'a> Method<'a, '_, '_> {
    fn get(&mut self) -> Option<String> {
        let (table, name, missing) = (&self.table.clone(), self.asks("name")?, self.resource());
        Some(format!(
            "let found = {table}.find(&request.{name}).await?.ok_or_else(|| {missing}::missing(&request.{name}))?; \
             Ok(found.value)"
        ))
    }

    fn list(&mut self, query: &str, paging: &Paging, filters: &[(String, String)]) -> Option<String> {
        let resource = self.resource();
        let after = self.to.uses.add("zephyrix::db::after");
        let mut lines = Vec::new();
        for name in ["filter", "order_by"] {
            if let Some(member) = self.asks(name) {
                lines.push(format!("{resource}::unserved({}, &request.{member})?;", literals::string(name)));
            }
        }
        let (size, token) = (self.asks("page_size")?, self.asks("page_token")?);
        let mut fields = vec![
            format!("limit: {resource}::page_size(request.{size})?"),
            "offset: 0".to_owned(),
            format!("after: {after}({resource}::page_token(&request.{token}))?"),
        ];
        for (_, column) in filters {
            let parent = self.asks("parent")?;
            fields.push(format!("{column}: {resource}::parent(&request.{parent}, {})?", self.patterns()?));
        }
        lines.push(format!("let query = {query} {{ {} }};", fields.join(", ")));
        if paging.total.is_some() {
            lines.push(format!("let total = {}.count(&query).await?;", self.table));
        }
        lines.push(format!("let page = {}.list(query).await?;", self.table));
        lines.push(format!("Ok({})", page(self.job, self.to, self.rpc.output, paging)?));
        Some(lines.join(" "))
    }

    fn create(&mut self) -> Option<String> {
        let (resource, own, key) = (self.resource(), self.own()?, self.key());
        let id = self.fields().find(|(_, it)| it.written().ends_with("_id")).map(|(member, _)| member.to_owned());
        let id = id.map_or_else(|| "\"\"".to_owned(), |it| format!("&request.{it}"));
        let parent = self.asks("parent").map_or_else(|| "\"\"".to_owned(), |it| format!("&request.{it}"));
        let (record, table, patterns) = (self.to.ty(self.entity.ty), &self.table, self.patterns()?);
        Some(format!(
            "let {key} = {resource}::child({parent}, {patterns}, {id})?; \
             let made = {record} {{ {key}, ..{resource}::required(request.{own}, {})? }}; \
             Ok({table}.insert(made).await?.value)",
            literals::string(&own)
        ))
    }

    fn update(&mut self) -> Option<String> {
        let (resource, own, key, table) = (self.resource(), self.own()?, self.key(), self.table.clone());
        let mask = self.fields().find(|(_, it)| it.written() == "update_mask");
        let mask = mask.map_or_else(|| "None".to_owned(), |(member, _)| format!("request.{member}.as_ref()"));
        let fixed = self.fixed().iter().map(|it| literals::string(it)).collect::<Vec<_>>().join(", ");
        Some(format!(
            "let changes = {resource}::required(request.{own}, {})?; \
             let found = {table}.find(&changes.{key}).await?.ok_or_else(|| {resource}::missing(&changes.{key}))?; \
             let changed = {resource}::update(&found.value, &changes, {mask}, &[{fixed}])?; \
             Ok({table}.replace(&changes.{key}, Some(&found.if_match()), changed).await?.value)",
            literals::string(&own)
        ))
    }

    fn delete(&mut self) -> Option<String> {
        let (table, name, empty) = (self.table.clone(), self.asks("name")?, self.to.ty(self.rpc.output));
        Some(format!("{table}.delete(&request.{name}, None).await?; Ok({empty} {{}})"))
    }

    /// The module with what all resources need.
    fn resource(&mut self) -> String {
        self.to.uses.add("zephyrix::rpc::resource")
    }

    /// The fields of the request, and what they are called in Rust.
    fn fields(&self) -> impl Iterator<Item = (&'a str, &'a Field)> {
        let fields = match self.job.model.shape(self.rpc.input) {
            Shape::Record { fields, .. } => fields.as_slice(),
            _ => &[],
        };
        self.job.plan.rust.members(self.rpc.input).iter().map(String::as_str).zip(fields)
    }

    /// What a field of the request is called in Rust.
    fn asks(&self, name: &str) -> Option<String> {
        self.fields().find(|(_, it)| it.written() == name).map(|(member, _)| member.to_owned())
    }

    /// The field of the request that is the resource.
    fn own(&self) -> Option<String> {
        self.fields().find(|(_, it)| it.ty == self.entity.ty).map(|(member, _)| member.to_owned())
    }

    /// The member of the resource that holds its name.
    fn key(&self) -> String {
        let at = self.entity.key.first().copied().unwrap_or_default();
        self.job.plan.rust.members(self.entity.ty)[at].clone()
    }

    /// How names are made, as a list of string literals.
    fn patterns(&self) -> Option<String> {
        let Some(ProtoType::Message(it)) = self.job.model[self.entity.ty].proto.as_deref() else { return None };
        let pattern = |(parent, collection, name): (&str, &str, &str)| {
            let before = if parent.is_empty() { String::new() } else { format!("{parent}/") };
            literals::string(&format!("{before}{collection}/{{{name}}}"))
        };
        let all: Vec<String> = it.resource.as_ref()?.collections().map(pattern).collect();
        Some(format!("&[{}]", all.join(", ")))
    }

    /// What no caller changes, by its name in the schema (AIP-203).
    fn fixed(&self) -> Vec<String> {
        let Shape::Record { fields, .. } = self.job.model.shape(self.entity.ty) else { return Vec::new() };
        let is_said = |it: &ProtoField| {
            it.behaviors
                .iter()
                .any(|it| matches!(it, Behavior::Identifier | Behavior::Immutable | Behavior::OutputOnly))
        };
        let is_fixed = |(at, it): &(usize, &Field)| {
            let kept = self.entity.key.contains(at) || self.entity.columns[*at].generated.is_some();
            kept || it.proto.as_deref().is_some_and(is_said)
        };
        fields.iter().enumerate().filter(is_fixed).map(|(_, it)| it.written().to_owned()).collect()
    }
}
