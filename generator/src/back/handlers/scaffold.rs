//! The first text of a handler that serves an entity: a call of the store, its errors as the contract declares them.

use super::Job;
use super::answer::{succeeded, with_defaults};
use crate::plan::bodies::BodyVariant;
use crate::plan::operations::OperationPlan;
use crate::plan::outcomes::Failure;
use crate::plan::readings::Reading;
use crate::plan::representations::Body;
use crate::plan::rust::{FieldKind, Writing};
use crate::plan::{inputs, literals, names, size};
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Action, ColumnType, Entity, EntityId, HttpPlace, Operation, OperationId, Scalar, Shape};

/// The pattern of the request and the body of the method; `None` when the operation serves no entity.
pub(super) fn body(
    job: Job<'_>,
    id: OperationId,
    to: &mut Writing<'_>,
    request: &str,
    error: &str,
) -> Option<(String, String)> {
    let operation = &job.model[id];
    let serves = operation.serves.as_ref()?;
    let plan = job.plan.operation(id);
    let entity = &job.model[serves.entity];
    let mut at = Scaffold { job, operation, plan, entity, id: serves.entity, error, to };
    let body = match &serves.action {
        Action::List { paging, filters, choice } => at.list(paging, filters, choice.as_deref())?,
        Action::Get => at.get()?,
        Action::Create => at.create()?,
        Action::CreateMany => at.create_many(),
        Action::Replace => at.change("replace")?,
        Action::Patch => at.change("patch")?,
        Action::Delete => at.delete()?,
    };
    let words: Vec<&str> = body.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '#').collect();
    let used = |name: &str| words.contains(&name);
    let fields: Vec<&str> = plan.inputs.iter().map(|it| it.name.as_str()).filter(|it| used(it)).collect();
    let all = fields.len() == plan.inputs.len();
    let pattern = match (fields.is_empty(), all) {
        (true, _) => "_request".to_owned(),
        (false, true) => format!("{request} {{ {} }}", fields.join(", ")),
        (false, false) => format!("{request} {{ {}, .. }}", fields.join(", ")),
    };
    Some((pattern, if used("body") { at.in_json(body)? } else { body }))
}

pub(super) struct Scaffold<'a, 'w, 'm> {
    pub(super) job: Job<'a>,
    pub(super) operation: &'a Operation,
    pub(super) plan: &'a OperationPlan,
    pub(super) entity: &'a Entity,
    pub(super) id: EntityId,
    /// The enum of the failures, as it is written.
    error: &'a str,
    pub(super) to: &'w mut Writing<'m>,
}

impl Scaffold<'_, '_, '_> {
    /// What is kept is JSON: where the body may be of other types, those are left to be written.
    fn in_json(&mut self, body: String) -> Option<String> {
        let Some(Reading::Choice(name, variants)) =
            self.plan.inputs.iter().map(|it| &it.how).find(|it| matches!(it, Reading::Choice(..)))
        else {
            return Some(body);
        };
        let typed = |it: &&BodyVariant| matches!(it.how, Reading::Json(..) | Reading::JsonOrForm(..));
        let json = variants.iter().find(typed)?;
        let name = self.to.uses.add(&format!("crate::generated::api::{}::{name}", self.plan.module));
        let unwritten = self.to.uses.add("zephyrix::Unwritten");
        let place = format!("src/handlers/{}.rs", self.plan.module);
        let others = format!("return Err({unwritten}::new(\"{}\", \"{place}\").into())", self.plan.method);
        let unboxed = if inputs::is_boxed(self.to, &json.how) { "let body = *body; " } else { "" };
        Some(format!("let {name}::{}(body) = body else {{ {others}; }}; {unboxed}{body}", json.name))
    }

    fn get(&mut self) -> Option<String> {
        let (table, key) = (self.table(), self.key()?);
        let missing = self.failure(404);
        let missing = missing.unwrap_or_else(|| format!("{}::Missing", self.to.uses.add("zephyrix::db::StoreError")));
        let found = format!("{table}.find({key}).await?.ok_or({missing})");
        let handed = self.handed("it");
        let made = self.succeeded(&handed);
        Some(match made.as_str() {
            "it" if !missing.contains("StoreError") => found,
            "it" => format!("Ok({found}?)"),
            made => format!("let it = {found}?; Ok({made})"),
        })
    }

    fn create(&mut self) -> Option<String> {
        let call = format!("{}.insert(body).await", self.table());
        let success = self.plan.successes.first()?;
        let value = self.handed("it");
        let made = if success.located {
            let created = self.to.uses.add("zephyrix::Created");
            let item = self.item_path()?;
            let paths = self.to.uses.add("crate::generated::paths");
            let inner = if self.entity.version.is_some() { "value." } else { "" };
            let member = |at: &usize| {
                let text = self.entity.columns[*at].ty == ColumnType::Scalar(Scalar::Text);
                format!(
                    "{}it.{}{}",
                    if text { "&" } else { "" },
                    inner,
                    self.job.plan.rust.members(self.entity.ty)[*at]
                )
            };
            let key = self.entity.key.iter().map(member).collect::<Vec<_>>().join(", ");
            format!("{created}::at({paths}::{item}({key}), {value})")
        } else {
            value
        };
        let made = self.succeeded(&made);
        Some(self.matched(&call, "it", &made, &[(409, "Conflict(_)")]))
    }

    fn change(&mut self, method: &str) -> Option<String> {
        let (table, key) = (self.table(), self.key()?);
        let if_match = self.if_match();
        let call = format!("{table}.{method}({key}{if_match}, body).await");
        let handed = self.handed("it");
        let value = self.succeeded(&handed);
        Some(self.matched(&call, "it", &value, &[(404, "Missing"), (409, "Conflict(_)"), (412, "Stale")]))
    }

    fn delete(&mut self) -> Option<String> {
        let (table, key) = (self.table(), self.key()?);
        let if_match = self.if_match();
        let call = format!("{table}.delete({key}{if_match}).await");
        let success = self.plan.successes.first()?;
        if matches!(success.body, Body::Json(_)) {
            return None;
        }
        let done = self.empty(success.status);
        let done = self.succeeded(&done);
        Some(self.matched(&call, "()", &done, &[(404, "Missing"), (409, "Conflict(_)"), (412, "Stale")]))
    }

    fn create_many(&mut self) -> String {
        let call = format!("{}.insert_many(body).await?", self.table());
        let inner = if self.entity.version.is_some() { ".into_iter().map(|it| it.value).collect()" } else { "" };
        let made = self.succeeded(&format!("all{inner}"));
        if made == "all" { format!("Ok({call})") } else { format!("let all = {call}; Ok({made})") }
    }

    /// A match over what the store says, with an arm for each failure that the contract declares.
    fn matched(&mut self, call: &str, good: &str, made: &str, arms: &[(u16, &str)]) -> String {
        let mut text = format!("match {call} {{ Ok({good}) => Ok({made}), ");
        let mut declared = false;
        for (status, error) in arms {
            if let Some(failure) = self.failure(*status) {
                let store = self.to.uses.add("zephyrix::db::StoreError");
                text.extend(["Err(", &store, "::", error, ") => Err(", &failure, "), "]);
                declared = true;
            }
        }
        if declared {
            text.push_str("Err(error) => Err(error.into()), }");
            return text;
        }
        match (good, made) {
            ("()", _) => format!("{call}?; Ok({made})"),
            (_, "it") => format!("Ok({call}?)"),
            _ => format!("let it = {call}?; Ok({made})"),
        }
    }

    /// The declared failure of a status, as an expression.
    pub(super) fn failure(&mut self, status: u16) -> Option<String> {
        let error = self.error;
        let exact = self.plan.failures.iter().find(|it| it.status == Some(status));
        let any = || self.plan.failures.iter().find(|it| it.status.is_none());
        let it: &Failure = exact.or_else(any)?;
        let body = match it.body {
            Body::Json(ty) if size::is_large_error(self.job.model, self.to.rust, ty) => {
                Some(format!("Box::new({})", self.told(ty, status, &it.docs)?))
            }
            Body::Json(ty) => Some(self.told(ty, status, &it.docs)?),
            Body::Text | Body::Bytes | Body::Stream(..) => {
                Some(format!("{}.into()", literals::string(happened(&it.docs, status))))
            }
            Body::Empty => None,
        };
        if it.headers.as_ref().is_some_and(|it| !it.are_optional()) {
            return None;
        }
        let code = match it.status {
            Some(_) => None,
            None => Some(format!("{}::{}", self.to.uses.add("axum::http::StatusCode"), status_constant(status))),
        };
        let headers = it.headers.as_ref().map(|_| "Default::default()".to_owned());
        let parts: Vec<String> = [code, body, headers].into_iter().flatten().collect();
        let payload = if parts.is_empty() { String::new() } else { format!("({})", parts.join(", ")) };
        Some(format!("{error}::{}{payload}", it.variant))
    }

    /// A value of a declared error body that says what happened: its texts say so, its numbers are the status.
    fn told(&mut self, ty: TypeId, status: u16, docs: &str) -> Option<String> {
        let Shape::Record { fields, rest } = self.job.model.shape(ty) else { return None };
        if matches!(rest, zephyrix_ir::vocabulary::Rest::Kept(_)) {
            return None;
        }
        let mut all = Vec::new();
        for (at, field) in fields.iter().enumerate() {
            let kind = self.job.plan.rust.field_kind(ty, at, field);
            let value = match (kind, self.job.model.shape(field.ty)) {
                (FieldKind::Defaulted, _) => self.job.plan.rust.default(ty, at)?.to_owned(),
                (kind, _) if kind != FieldKind::Plain => "None".to_owned(),
                (_, Shape::Scalar(Scalar::Text)) => {
                    format!("{}.to_owned()", literals::string(happened(docs, status)))
                }
                (_, Shape::Scalar(Scalar::Int32 | Scalar::Int64 | Scalar::UInt32 | Scalar::UInt64)) => {
                    status.to_string()
                }
                _ => return None,
            };
            all.push(assign(&self.job.plan.rust.members(ty)[at], &value));
        }
        let record = self.to.ty(ty);
        Some(format!("{record} {{ {} }}", all.join(", ")))
    }

    /// What the store hands out, as this operation's answer wants it.
    fn handed(&mut self, it: &str) -> String {
        let Some(success) = self.plan.successes.first() else { return it.to_owned() };
        if matches!(success.body, Body::Empty) {
            return self.empty(success.status);
        }
        if self.entity.version.is_some() && !success.tagged { format!("{it}.value") } else { it.to_owned() }
    }

    pub(super) fn succeeded(&mut self, value: &str) -> String {
        let value = self.plan.successes.first().map_or_else(|| value.to_owned(), |it| with_defaults(it, value));
        succeeded(self.to, self.plan, &value)
    }

    fn empty(&mut self, status: u16) -> String {
        if status == 204 { self.to.uses.add("zephyrix::NoContent") } else { self.to.uses.add("zephyrix::Empty") }
    }

    pub(super) fn table(&self) -> String {
        format!("self.store.{}", self.job.plan.entities[self.id.0 as usize].module)
    }

    /// The key that the path names, as the store takes it.
    fn key(&mut self) -> Option<String> {
        let holes: Vec<&str> = self.operation.http.path.holes().collect();
        let used = &holes[holes.len().checked_sub(self.entity.key.len())?..];
        let mut all = Vec::new();
        for (column, hole) in self.entity.key_columns().zip(used) {
            let (name, _) = self.input(hole)?;
            let text = column.ty == ColumnType::Scalar(Scalar::Text);
            all.push(if text { format!("&{name}") } else { name });
        }
        Some(all.join(", "))
    }

    fn if_match(&self) -> String {
        let header = |it: &&zephyrix_ir::vocabulary::Input| {
            matches!(it.place, HttpPlace::Header(_)) && it.field.name.eq_ignore_ascii_case("if-match")
        };
        let found = self.operation.inputs.iter().find(header).and_then(|it| self.input(&it.field.name));
        match (self.entity.version.is_some(), found) {
            (false, _) => String::new(),
            (true, None) => ", None".to_owned(),
            (true, Some((name, FieldKind::Optional))) => format!(", {name}.as_deref()"),
            (true, Some((name, _))) => format!(", Some(&{name})"),
        }
    }

    /// The Rust name of an input and how its presence is written.
    pub(super) fn input(&self, wire: &str) -> Option<(String, FieldKind)> {
        let at = self.operation.inputs.iter().position(|it| it.field.name == wire)?;
        let plan = &self.plan.inputs[at];
        Some((plan.name.clone(), plan.kind))
    }

    /// The function of an operation that is on the item's path.
    fn item_path(&self) -> Option<String> {
        let on_item = |it: &Operation| {
            it.serves.as_ref().is_some_and(|s| s.entity == self.id) && it.http.path.holes().next().is_some()
        };
        let found = self.job.model.operations().find(|(_, it)| on_item(it))?;
        Some(self.job.plan.operation(found.0).method.clone())
    }
}

pub(super) fn assign(name: &str, value: &str) -> String {
    if name == value { name.to_owned() } else { format!("{name}: {value}") }
}

/// What happened, in the contract's words where it has any.
fn happened(docs: &str, status: u16) -> &str {
    let docs = docs.trim();
    if docs.is_empty() { reason(status) } else { docs }
}

fn reason(status: u16) -> &'static str {
    match status {
        404 => "Not found.",
        409 => "It conflicts with another one.",
        412 => "It has changed since.",
        _ => "It failed.",
    }
}

fn status_constant(status: u16) -> String {
    let name = match status {
        404 => "NOT_FOUND",
        409 => "CONFLICT",
        412 => "PRECONDITION_FAILED",
        _ => "INTERNAL_SERVER_ERROR",
    };
    names::shouty(name)
}
