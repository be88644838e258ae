//! Types as GraphQL has them: what is given.

use super::types::{Meaning, Types, is_told};
use super::words::{camel, lower};
use super::{Argument, Holds, InputObject, Null, To};
use crate::plan::names::Scope;
use crate::plan::sample;
use serde_json::Value as Json;
use zephyrix_ir::TypeId;
use zephyrix_ir::vocabulary::{Field, Presence, Rest, Shape, Value};

impl Types<'_> {
    /// What stands for a type where it is given; `name` is what its input object is to be called.
    pub(super) fn input(&mut self, id: TypeId, name: Option<String>) -> Meaning {
        let model = self.decided.model;
        match model.shape(id) {
            Shape::Scalar(it) => self.of_scalar(*it),
            Shape::Enum { values, open } => self.of_enum(id, values, *open),
            Shape::Record { fields, rest } if is_told(fields, rest, |it| !it.read_only) => self.given(id, name),
            Shape::List(item) => self.repeated(id, *item, |types, item| types.input(item, name.clone())),
            Shape::Nullable(inner) => Meaning { nullable: true, ..self.input(*inner, name) },
            _ => self.json(),
        }
    }

    fn given(&mut self, id: TypeId, name: Option<String>) -> Meaning {
        if let Some(at) = self.given.get(&(id, name.clone())) {
            return Meaning::new(&self.made.inputs[*at].name, Holds::Input(*at));
        }
        let called = name.clone().unwrap_or_else(|| inputs_name(&self.name(id)));
        let called = self.scope.claim(called);
        let at = self.made.inputs.len();
        let docs = self.decided.model[id].docs.clone();
        self.made.inputs.push(InputObject { name: called.clone(), docs, fields: Vec::new() });
        self.given.insert((id, name), at);
        let around = std::mem::take(&mut self.around);
        self.made.inputs[at].fields = self.members(id);
        self.around = around;
        Meaning::new(called, Holds::Input(at))
    }

    /// The fields of an input object.
    fn members(&mut self, id: TypeId) -> Vec<Argument> {
        let model = self.decided.model;
        let Shape::Record { fields, rest } = model.shape(id) else { return Vec::new() };
        let mut scope = Scope::default();
        let mut all: Vec<Argument> = Vec::new();
        for it in fields.iter().filter(|it| !it.read_only) {
            let name = scope.claim(lower(it.written()));
            all.push(self.member(id, it, name, To::Member(it.name.clone())));
        }
        if let Rest::Kept(_) = rest {
            let meaning = self.json();
            let name = scope.claim("additionalProperties".to_owned());
            all.push(Argument::new(name, meaning.written(true), meaning.holds, To::Others));
        }
        all
    }

    /// A member of a record, as it is given.
    pub(super) fn member(&mut self, record: TypeId, it: &Field, name: String, to: To) -> Argument {
        let meaning = match self.roles.get(&(record, it.name.clone())) {
            Some(role) => self.in_role(*role, it.ty),
            None => self.input(it.ty, None),
        };
        let nullable = meaning.nullable || it.presence.is_nullable();
        let default = it.default.as_ref().filter(|_| it.presence.is_required());
        let default = default.and_then(|it| self.default(&meaning, it));
        let null = match Presence::new(it.presence.is_required(), nullable) {
            Presence::Required | Presence::Optional => Null::Dropped,
            Presence::Nullable => Null::Filled,
            Presence::OptionalNullable => Null::Kept,
        };
        let optional = nullable || !it.presence.is_required();
        Argument {
            docs: it.docs.clone(),
            deprecated: it.deprecated && (optional || default.is_some()),
            default,
            null,
            ..Argument::new(name, meaning.written(optional), meaning.holds, to)
        }
    }

    /// A default as GraphQL writes it, of what must be there; what is optional the service fills by itself.
    pub(super) fn default(&self, of: &Meaning, value: &Value) -> Option<String> {
        let value = sample::literal(value);
        let fits = match (of.text.as_str(), &value) {
            ("String", Json::String(_)) | ("Boolean", Json::Bool(_)) | ("Float", Json::Number(_)) => true,
            ("Int", Json::Number(it)) => it.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
            ("ID" | "Long", Json::Number(it)) => it.is_i64(),
            _ => false,
        };
        match (of.holds, value) {
            (Holds::Enum(at), Json::String(text)) if !of.text.starts_with('[') => {
                self.made.enums[at].values.iter().find(|it| it.text == text).map(|it| it.name.clone())
            }
            (_, value) => fits.then(|| value.to_string()),
        }
    }
}

impl Argument {
    /// An argument of which nothing else is said.
    pub(super) fn new(name: String, ty: String, holds: Holds, to: To) -> Self {
        let docs = zephyrix_ir::vocabulary::Docs::default();
        Self { name, docs, ty, default: None, deprecated: false, to: Some(to), holds, null: Null::Dropped }
    }

    /// One that is not handed on as it is.
    pub(super) fn own(name: &str, ty: &str, docs: &str) -> Self {
        let mut argument = Self::new(name.to_owned(), ty.to_owned(), Holds::Plain, To::Others);
        (argument.to, argument.docs.description) = (None, Some(docs.to_owned()));
        argument
    }
}

/// What the input object of a type is called.
fn inputs_name(name: &str) -> String {
    let name = camel(name);
    if name.ends_with("Input") { name } else { format!("{name}Input") }
}
