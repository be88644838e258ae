//! The first text of a resolver that is about something that is kept: a call of the store.

use super::super::Job;
use super::connection;
use crate::plan::entities::EntityPlan;
use crate::plan::rust::{FieldKind, Writing};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{
    ColumnType, Entity, Field, GraphAction, GraphAnswer, GraphBody, GraphObject, Resolved, Scalar, Shape,
};

/// The body of the method; `None` when it is about nothing that is kept.
pub(super) fn body(job: Job<'_>, object: &GraphObject, it: &Resolved, to: &mut Writing<'_>) -> Option<String> {
    let serves = it.serves.as_ref()?;
    let plan = &job.plan.entities[serves.entity.0 as usize];
    let entity = &job.model[serves.entity];
    let mut at = Scaffold { job, resolved: it, entity, plan, to };
    match &serves.action {
        GraphAction::Get { key } => at.get(key),
        GraphAction::List { connection: Some(connection), .. } => connection::body(&mut at, connection),
        GraphAction::List { limit, offset, .. } => at.list(limit.as_deref(), offset.as_deref()),
        GraphAction::Create { body, answer } => at.create(body, answer),
        GraphAction::Patch { key, body, answer } => at.patch(key, body, answer),
        GraphAction::Delete { key, answer } => at.delete(key, answer),
        GraphAction::One { by } => at.one(object.ty?, by),
        GraphAction::Key { by } => at.key_alone(object.ty?, by),
        GraphAction::Many { by } => at.many(object.ty?, by),
    }
}

pub(super) struct Scaffold<'a, 'w, 'm> {
    pub(super) job: Job<'a>,
    pub(super) resolved: &'a Resolved,
    pub(super) entity: &'a Entity,
    pub(super) plan: &'a EntityPlan,
    pub(super) to: &'w mut Writing<'m>,
}

impl Scaffold<'_, '_, '_> {
    fn get(&mut self, key: &str) -> Option<String> {
        let found = format!("{}.find({}).await?", self.table(), self.key(key)?);
        let graphql = self.graphql();
        Some(if self.resolved.nullable {
            format!("Ok({found})")
        } else {
            format!("{found}.ok_or_else({graphql}::missing)")
        })
    }

    fn list(&mut self, limit: Option<&str>, offset: Option<&str>) -> Option<String> {
        let graphql = self.graphql();
        let limit = match limit {
            Some(it) => format!("{graphql}::limit({})?", self.given(it)?),
            None => format!("{graphql}::ALL"),
        };
        let offset = match offset {
            Some(it) => Some(format!("{graphql}::offset({})?", self.given(it)?)),
            None => None,
        };
        let mut said = vec![("limit", limit)];
        said.extend(offset.map(|it| ("offset", it)));
        let query = self.query(said)?;
        let found = self.items("page.items", self.resolved.answer);
        let found = maybe(self.resolved.nullable, found);
        let table = self.table();
        Some(format!("let query = {query}; let page = {table}.list(query).await?; Ok({found})"))
    }

    fn create(&mut self, body: &GraphBody, answer: &GraphAnswer) -> Option<String> {
        let (before, body) = self.written(body, answer)?;
        let made = format!("{}.insert({body}).await?", self.table());
        Some(format!("{before}{}", self.said(&made, answer)?))
    }

    fn patch(&mut self, key: &str, body: &GraphBody, answer: &GraphAnswer) -> Option<String> {
        let (mut before, body) = self.written(body, answer)?;
        let mut key = self.key(key)?;
        if body == "request" && key.starts_with('&') {
            before.extend(["let key = ", &key[1..], ".clone(); "]);
            "&key".clone_into(&mut key);
        }
        let changed = format!("{}.patch({key}, {body}).await?", self.table());
        Some(format!("{before}{}", self.said(&changed, answer)?))
    }

    fn delete(&mut self, key: &str, answer: &GraphAnswer) -> Option<String> {
        let (table, place) = (self.table(), self.key(key)?);
        let gone = format!("{table}.delete({place}).await?;");
        let nullable = self.resolved.nullable;
        Some(match answer {
            GraphAnswer::Done => format!("{gone} Ok({})", maybe(nullable, "true".to_owned())),
            GraphAnswer::Key => {
                let key = place.trim_start_matches('&').to_owned();
                format!("{gone} Ok({})", maybe(nullable, key))
            }
            GraphAnswer::Itself | GraphAnswer::Member(_) => {
                let found = format!("{table}.find({place}).await?.ok_or_else({}::missing)?", self.graphql());
                format!("let found = {found}; {gone} {}", self.said("found", answer)?)
            }
        })
    }

    fn one(&mut self, of: TypeId, by: &str) -> Option<String> {
        let keys = self.keys(of, by)?;
        let graphql = self.graphql();
        let checked = if self.resolved.nullable { "each" } else { "present" };
        Some(format!("{keys} {graphql}::{checked}({}.find_each(&keys).await?)", self.table()))
    }

    fn key_alone(&mut self, of: TypeId, by: &str) -> Option<String> {
        let (record, graphql) = (self.to.ty(self.resolved.answer), self.graphql());
        let at = self.fields(of).position(|(_, it)| it.name == by)?;
        let (member, field) = self.fields(of).nth(at)?;
        let copied = match self.job.model.shape(field.ty) {
            Shape::Scalar(Scalar::Text) => ".clone()",
            _ => "",
        };
        let made = match self.job.plan.rust.field_kind(of, at, field) {
            FieldKind::Plain => maybe(self.resolved.nullable, format!("{record} {{ id: it.{member}{copied} }}")),
            _ => format!("it.{member}{copied}.map(|id| {record} {{ id }})"),
        };
        Some(format!("{graphql}::each(of.iter().map(|it| {made}).collect())"))
    }

    fn many(&mut self, of: TypeId, by: &str) -> Option<String> {
        let at = self.entity.columns.iter().position(|it| it.name == by)?;
        let member = self.job.plan.rust.members(self.entity.ty)[at].trim_start_matches("r#").to_owned();
        let keys = self.keys(of, "id")?;
        let found = format!("{}.each_by_{member}(&keys).await?", self.table());
        let one = self.items("it", self.resolved.answer);
        let one = maybe(self.resolved.nullable, one);
        let found = if one == "it" { found } else { format!("{found}.into_iter().map(|it| {one}).collect()") };
        Some(format!("{keys} {}::each({found})", self.graphql()))
    }

    /// The keys that a member of many objects is.
    fn keys(&self, of: TypeId, name: &str) -> Option<String> {
        let Shape::Record { fields, .. } = self.job.model.shape(of) else { return None };
        let at = fields.iter().position(|it| it.name == name)?;
        let member = &self.job.plan.rust.members(of)[at];
        let text = *self.job.model.shape(fields[at].ty) == Shape::Scalar(Scalar::Text);
        let kind = self.job.plan.rust.field_kind(of, at, &fields[at]);
        let key = match (kind, text) {
            (FieldKind::Plain, true) => format!("Some(it.{member}.as_str())"),
            (FieldKind::Plain, false) => format!("Some(&it.{member})"),
            (FieldKind::Nullable | FieldKind::Optional, true) => format!("it.{member}.as_deref()"),
            (FieldKind::Nullable | FieldKind::Optional, false) => format!("it.{member}.as_ref()"),
            _ => return None,
        };
        Some(format!("let keys: Vec<_> = of.iter().map(|it| {key}).collect();"))
    }

    /// What is written, and what has to be said before.
    fn written(&mut self, body: &GraphBody, answer: &GraphAnswer) -> Option<(String, String)> {
        let GraphBody::Argument(name) = body else { return Some((String::new(), "request".to_owned())) };
        let (member, kind) = self.argument(name)?;
        if kind != FieldKind::Plain {
            return None;
        }
        let input = self.resolved.args.iter().find(|it| it.name == *name)?.ty;
        let echo = self.mutation_id(input).filter(|_| matches!(answer, GraphAnswer::Member(_)));
        let before = echo.map(|it| format!("let client_mutation_id = request.{member}.{it}; ")).unwrap_or_default();
        Some((before, format!("request.{member}")))
    }

    /// The member of an input that callers are told again (Relay), as an expression after its dot.
    fn mutation_id(&self, input: TypeId) -> Option<String> {
        let Shape::Record { fields, .. } = self.job.model.shape(input) else { return None };
        let at = fields.iter().position(|it| it.name == "clientMutationId")?;
        let member = &self.job.plan.rust.members(input)[at];
        match self.job.plan.rust.field_kind(input, at, &fields[at]) {
            FieldKind::Maybe => Some(format!("{member}.clone().flatten()")),
            FieldKind::Optional | FieldKind::Nullable => Some(format!("{member}.clone()")),
            _ => None,
        }
    }

    /// What is said of what has been done.
    fn said(&mut self, value: &str, answer: &GraphAnswer) -> Option<String> {
        let nullable = self.resolved.nullable;
        let GraphAnswer::Member(name) = answer else {
            return Some(format!("Ok({})", maybe(nullable, value.to_owned())));
        };
        let ty = self.resolved.answer;
        let Shape::Record { fields, .. } = self.job.model.shape(ty) else { return None };
        let mut all = Vec::new();
        for (at, field) in fields.iter().enumerate() {
            let member = &self.job.plan.rust.members(ty)[at];
            let value = if field.name == *name {
                maybe(field.presence.is_nullable(), value.to_owned())
            } else if field.name == "clientMutationId" && self.echoes() {
                "client_mutation_id".to_owned()
            } else if field.presence.is_nullable() {
                "None".to_owned()
            } else {
                "Vec::new()".to_owned()
            };
            all.push(super::super::scaffold::assign(member, &value));
        }
        let record = self.to.ty(ty);
        Some(format!("Ok({})", maybe(nullable, format!("{record} {{ {} }}", all.join(", ")))))
    }

    fn echoes(&self) -> bool {
        self.resolved.args.iter().any(|it| self.mutation_id(it.ty).is_some())
    }

    /// The conditions of a list.
    pub(super) fn query(&mut self, mut said: Vec<(&'static str, String)>) -> Option<String> {
        let query = self.to.uses.add(&format!("crate::generated::store::{}", self.plan.query));
        let Some(GraphAction::List { filters, .. }) = self.resolved.serves.as_ref().map(|it| &it.action) else {
            return None;
        };
        let mut fields: Vec<String> =
            said.drain(..).map(|(name, value)| super::super::scaffold::assign(name, &value)).collect();
        for (arg, column) in filters {
            let at = self.entity.columns.iter().position(|it| it.name == *column)?;
            let member = &self.job.plan.rust.members(self.entity.ty)[at];
            fields.push(super::super::scaffold::assign(member, &self.given(arg)?));
        }
        Some(format!("{query} {{ {}, ..{query}::default() }}", fields.join(", ")))
    }

    /// An argument as an `Option`.
    pub(super) fn given(&self, name: &str) -> Option<String> {
        let (member, kind) = self.argument(name)?;
        Some(match kind {
            FieldKind::Plain | FieldKind::Defaulted => format!("Some(request.{member})"),
            FieldKind::Maybe => format!("request.{member}.flatten()"),
            FieldKind::Optional | FieldKind::Nullable | FieldKind::DefaultedNullable => format!("request.{member}"),
        })
    }

    /// What an argument is called, and how it is written.
    fn argument(&self, name: &str) -> Option<(String, FieldKind)> {
        let request = self.resolved.request?;
        let at = self.resolved.args.iter().position(|it| it.name == name)?;
        let kind = self.job.plan.rust.field_kind(request, at, &self.resolved.args[at]);
        Some((self.job.plan.rust.members(request)[at].clone(), kind))
    }

    /// The key that an argument is, as the store takes it.
    fn key(&self, name: &str) -> Option<String> {
        let (member, _) = self.argument(name)?;
        let text = self.entity.key_column()?.ty == ColumnType::Scalar(Scalar::Text);
        Some(format!("{}request.{member}", if text { "&" } else { "" }))
    }

    /// Values as a list has them: with null among them, or not.
    pub(super) fn items(&self, values: &str, list: TypeId) -> String {
        let nullable = |it: TypeId| matches!(self.job.model.shape(it), Shape::Nullable(_));
        match self.job.model.shape(list) {
            Shape::List(of) if nullable(*of) => format!("{values}.into_iter().map(Some).collect()"),
            _ => values.to_owned(),
        }
    }

    pub(super) fn table(&self) -> String {
        format!("self.store.{}", self.plan.module)
    }

    pub(super) fn graphql(&mut self) -> String {
        self.to.uses.add("zephyrix::graphql")
    }

    /// The fields of a record.
    pub(super) fn fields(&self, id: TypeId) -> impl Iterator<Item = (&str, &Field)> {
        let fields = match self.job.model.shape(id) {
            Shape::Record { fields, .. } => fields.as_slice(),
            _ => &[],
        };
        self.job.plan.rust.members(id).iter().map(String::as_str).zip(fields)
    }
}

/// A value where it may be null, or may not.
pub(super) fn maybe(nullable: bool, value: String) -> String {
    if nullable { format!("Some({value})") } else { value }
}
